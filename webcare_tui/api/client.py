"""The vendor's service as typed calls: one method an endpoint, in the guide's order and words."""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import Callable
from typing import Literal, TypeVar
from urllib.parse import quote

import httpx

from webcare_tui.api import decode, lenient
from webcare_tui.api.access import Access, AccessError
from webcare_tui.api.answers import ResultPage, SsoToken
from webcare_tui.api.calls import Call, case_path, encoded, segment
from webcare_tui.api.configuration import account
from webcare_tui.api.details import details
from webcare_tui.api.envelope import Envelope
from webcare_tui.api.errors import ApiError, BadAnswer, NotAllowed, Purpose, QuotaSpent
from webcare_tui.api.quota import Gate, ServerClock, parse, pause_after
from webcare_tui.api.tally import Tally
from webcare_tui.api.token import Tokens, steady
from webcare_tui.api.transport import Answer, Limits, Order, Wire
from webcare_tui.api.verdict import judge
from webcare_tui.filters.render import segments
from webcare_tui.filters.terms import Query
from webcare_tui.models.account import Account
from webcare_tui.models.case import CaseKey
from webcare_tui.models.conversation import Details
from webcare_tui.models.quota import Quota
from webcare_tui.models.reply import Receipt

__all__ = ["Access", "AccessError", "Event", "Limits", "ResultPage", "SsoToken", "WebcareClient"]

Event = Literal["starttyping", "stoptyping", "closed", "opened"]
_T = TypeVar("_T")
_LARGE = 64 * 1024
_log = logging.getLogger("webcare_tui.api")


class WebcareClient:
    """The calls of one account.

    Nothing is connected or read at construction. Every method raises an `ApiError`, whose `effect` says whether the
    service may have acted. Reads are repeated once after a refused token, and once where a connection that stayed open
    turns out to be closed; a reply only after a refused token. After a 429 no call is made before the limit resets.

    Attributes:
        quota: As the gateway told it last; None where it has told nothing.
        tally: What came of the calls so far.

    Args:
        access: Where and with what.
        on_quota: Told every quota the gateway mentions, from the event loop.
        clock: Wall time in Unix seconds.
        transport: Instead of the network, for tests.
        limits: Time and size of a call.
        ticks: A steady clock in seconds for waiting and for a token's life; an injected `clock` serves for it too.
    """

    def __init__(
        self,
        access: Access,
        *,
        on_quota: Callable[[Quota], None] | None = None,
        clock: Callable[[], float] = time.time,
        transport: httpx.AsyncBaseTransport | None = None,
        limits: Limits | None = None,
        ticks: Callable[[], float] | None = None,
    ) -> None:
        ticks = ticks or (steady if clock is time.time else clock)
        self.quota: Quota | None = None
        self.tally = Tally()
        self._access = access
        self._on_quota = on_quota
        self._clock = clock
        self._limits = limits or Limits()
        self._wire = Wire(access, self._limits, transport)
        self._tokens = Tokens(access, self._fetch_token, ticks)
        self._gate = Gate(clock, ticks)
        self._server_clock = ServerClock()
        self._ending: set[str] = set()

    @property
    def server_offset(self) -> float:
        """Seconds the server's clock is ahead of this machine's (median of the last five `Date` headers)."""
        return self._server_clock.offset

    @property
    def token_left(self) -> float | None:
        """Seconds for which the access token is still used; None where there is none."""
        return self._tokens.left

    async def sso_access_token(self, email: str) -> SsoToken:
        """Makes a new single sign-on token for a user; an earlier one ends (`GET /ssoAccessToken/{email}`)."""
        call = Call("GET", "ssoAccessToken/{email}", ("ssoAccessToken", quote(email, safe="@", errors="replace")))
        return await self._call(call, lambda envelope: decode.sso_token(envelope.data, self._clock()))

    async def configuration(self) -> Account:
        """The account: search profiles, users, connections (`GET /configuration`)."""
        return await self._call(Call("GET", "configuration", ("configuration",)), account)

    async def results(self, query: Query) -> ResultPage:
        """The results of a search profile that pass the filters, in the service's order (`GET /results/{profile}/…`)."""
        path = tuple(segments(query))
        if len(path) == 1 and path[0].isdecimal():
            # Alone, a profile whose name is a number would be taken for a result's id; this filter is the default anyway.
            path = (*path, "most+recent")
        call = Call("GET", "results/{profile}/{filters}", ("results", *path))
        return await self._call(call, lambda envelope: decode.page(envelope.data))

    async def result(self, result_id: str, *, limit: int | None = None) -> ResultPage:
        """A result with those round it, replies included, each once (`GET /results/{resultId}`).

        Args:
            result_id: The result.
            limit: How many at most; the service gives 10 without it.
        """
        more = () if limit is None else (f"limit:{int(limit)}",)
        call = Call("GET", "results/{resultId}", ("results", segment(result_id), *more))
        return await self._call(call, lambda envelope: decode.context(envelope.data))

    async def result_without_context(self, result_id: str) -> Details:
        """All that is known of one result (`GET /results/{resultId}/noContext`)."""
        call = Call("GET", "results/{resultId}/noContext", ("results", segment(result_id), "noContext"))
        return await self._call(call, lambda envelope: details(envelope.data, result_id))

    async def reply(self, result_id: str, message: str, connection_id: str, public: bool) -> Receipt:
        """Posts a reply (`POST /results/{resultId}/replies`). Two calls are two messages in public.

        Args:
            result_id: The result that is answered.
            message: The words, exactly as they are to appear.
            connection_id: The channel; left out of the form where "".
            public: False answers a public message in private.
        """
        form = (("message", message), ("connectionId", connection_id), ("public", "true" if public else "false"))
        call = Call(
            "POST",
            "results/{resultId}/replies",
            ("results", segment(result_id), "replies"),
            Purpose.REPLY,
            tuple(pair for pair in form if pair != ("connectionId", "")),
            keep=False,
        )
        return await self._call(call, lambda envelope: decode.receipt(envelope, result_id))

    async def event(self, result_id: str, event: Event) -> None:
        """Tells the platform of typing, or opens or closes a message (`POST /results/{resultId}/event/{event}`)."""
        path = ("results", segment(result_id), "event", segment(event))
        typing = event in ("starttyping", "stoptyping")
        await self._act(Call("POST", "results/{resultId}/event/{event}", path, Purpose.ACT, keep=typing))

    async def close_case(self, case: CaseKey) -> None:
        """Closes a case (`POST /searches/{searchId}/cases/{caseId}/close`)."""
        template = "searches/{searchId}/cases/{caseId}/close"
        await self._act(Call("POST", template, (*case_path(case), "close"), Purpose.ACT, keep=False))

    async def hand_over(self, case: CaseKey, handler_id: str) -> None:
        """Gives a case to another handler (`POST …/cases/{caseId}/close/handOverToHandler/{handlerId}`)."""
        template = "searches/{searchId}/cases/{caseId}/close/handOverToHandler/{handlerId}"
        path = (*case_path(case), "close", "handOverToHandler", segment(handler_id))
        await self._act(Call("POST", template, path, Purpose.ACT, keep=False))

    async def release(self, case: CaseKey) -> None:
        """Takes the handler off a case (`POST …/cases/{caseId}/releaseHandler`)."""
        template = "searches/{searchId}/cases/{caseId}/releaseHandler"
        await self._act(Call("POST", template, (*case_path(case), "releaseHandler"), Purpose.ACT, keep=False))

    def start_over(self) -> None:
        """Tries the credentials anew after NotAllowed had ended all calls."""
        self._tokens.start_over()

    async def aclose(self) -> None:
        """Closes every connection; what is under way fails."""
        await self._tokens.aclose()
        await self._wire.aclose()

    async def _act(self, call: Call) -> None:
        await self._call(call, _done)

    async def _call(self, call: Call, read: Callable[[Envelope], _T]) -> _T:
        counts = self.tally.of(call.name)
        counts.made += 1
        try:
            found = await self._authorized(call, read)
        except ApiError as error:
            problem = error.copy(purpose=call.purpose)
        else:
            counts.skipped += found.skipped if isinstance(found, ResultPage) else 0
            return found
        self.tally.failed(call.name, problem, self._clock())
        kind = type(problem).__name__
        _log.info("%s: %s, status %s, transaction %r", call.name, kind, problem.status, problem.transaction_id)
        raise problem

    async def _authorized(self, call: Call, read: Callable[[Envelope], _T]) -> _T:
        self._gate.check()
        token = await self._tokens.current()
        try:
            found = await self._once(call, token.value, read)
        except NotAllowed:
            token = await self._tokens.refused(token)
            found = await self._once(call, token.value, read)
        self._tokens.accepted(token)
        return found

    async def _once(self, call: Call, token: str, read: Callable[[Envelope], _T]) -> _T:
        self._gate.check()
        began = time.monotonic()
        answer = await self._wire.send(self._order(call, token), keep=call.keep, most=self._limits.body)
        self._observe(call, answer)
        hide = (token, *(value for name, value in call.form or () if name == "message"))

        def understand() -> _T:
            return read(judge(answer, hide))

        problem: ApiError
        try:
            if len(answer.body) > _LARGE:
                return await asyncio.to_thread(understand)
            return understand()
        except QuotaSpent as error:
            problem = error
            problem.retry_at = self._gate.shut(self._pause(answer))
        except ApiError as error:
            problem = error
        finally:
            took = (time.monotonic() - began) * 1000
            self.tally.of(call.name).took(took)
            _log.debug("%s %d, %.0f ms, %d bytes", call.name, answer.status, took, len(answer.body))
        problem.status = answer.status
        raise problem

    def _order(self, call: Call, token: str) -> Order:
        headers = {"x-request-id": str(uuid.uuid4())}
        if self._access.api_version:
            headers["api-version"] = self._access.api_version
        content = None
        if call.form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            content = encoded(call.form)
        base = self._access.base_url.rstrip("/")
        return Order(call.method, "/".join((base, *call.path)), headers, content, token)

    async def _fetch_token(self, order: Order) -> Answer:
        self._gate.check()
        answer = await self._wire.send(order, keep=False, most=self._limits.token_body)
        if answer.status == 429:
            self._gate.shut(self._pause(answer))
        return answer

    def _pause(self, answer: Answer) -> float:
        now = self._clock() + self.server_offset
        return pause_after(answer.headers, now)

    def _observe(self, call: Call, answer: Answer) -> None:
        self._server_clock.note(answer.headers, self._clock())
        if (sunset := lenient.moment(answer.headers.get("sunset"))) and call.template not in self._ending:
            self._ending.add(call.template)
            _log.warning("%s ends on %s", call.name, time.strftime("%Y-%m-%d", time.gmtime(sunset)))
        quota = parse(answer.headers, self._clock() + self.server_offset)
        if quota is None:
            return
        self.quota = self._server_clock.local(quota)
        if self._on_quota is not None:
            self._on_quota(self.quota)


def _done(envelope: Envelope) -> None:
    if envelope.errors:
        raise BadAnswer(message=f"It reports a success and an error at once. It says: {envelope.errors[0]}.")

"""The access token: fetched once for everybody, renewed early, never in a storm."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from webcare_tui.api import jsontext, lenient
from webcare_tui.api.access import Access
from webcare_tui.api.envelope import unfold
from webcare_tui.api.errors import ApiError, BadAnswer, Effect, NotAllowed, NotReached, QuotaSpent, Refused
from webcare_tui.api.transport import Answer, Order
from webcare_tui.api.verdict import judge
from webcare_tui.errors import WebcareError

_MARGIN = 60.0
_LONGEST_LIFE = 86_400.0
_UNKNOWN_LIFE = 300.0
_BETWEEN_REFRESHES = 30.0
_REFRESHES_IN_A_ROW = 3
_LONGEST_BACKOFF = 30.0
_LONGEST_SEARCH = 30.0
_WRONG_CREDENTIALS = ("invalid_client", "unauthorized_client", "invalid_grant", "oauth.v2.", "keymanagement.")


def steady() -> float:
    """Seconds on a clock that does not jump, and that goes on while the machine sleeps where the system has such a one."""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boottime is None else time.clock_gettime(boottime)


@dataclass(frozen=True, slots=True)
class Token:
    """A token and its generation, which tells a refusal of this one from a refusal of an earlier one."""

    value: str = field(repr=False)
    generation: int
    expires: float


class Tokens:
    """Keeps the token of one account.

    However many calls need one, a single request is under way; it is shielded, so that a call which is given up does not
    take the others with it. A token is not used in its last minute. After a refused token one refresh is allowed in 30
    seconds, and three without an accepted call between; credentials that are refused outright end it at once. From then
    on every call fails here, without the network, until `start_over`.

    Args:
        access: Where and with what.
        send: Makes the request.
        ticks: Seconds on a steady clock.
    """

    def __init__(self, access: Access, send: Callable[[Order], Awaitable[Answer]], ticks: Callable[[], float]) -> None:
        self._access = access
        self._send = send
        self._ticks = ticks
        self._token: Token | None = None
        self._generation = 0
        self._flight: asyncio.Task[Token] | None = None
        self._refreshed_at = float("-inf")
        self._refreshes = 0
        self._failures = 0
        self._failed: ApiError | None = None
        self._not_before = float("-inf")

    @property
    def left(self) -> float | None:
        """Seconds for which the token is still used; None where there is none."""
        return None if self._token is None else max(0.0, self._token.expires - self._ticks())

    async def current(self) -> Token:
        """The token, fetched first if there is none or it is in its last minute.

        Raises:
            NotReached: None could be had now.
            NotAllowed: The credentials are refused.
            QuotaSpent: The limit covers tokens too.
        """
        if self._token is not None and self._ticks() < self._token.expires:
            return self._token
        return await self._fly()

    async def refused(self, token: Token) -> Token:
        """Another token in place of one that the service refused.

        Args:
            token: The refused one. If it has been replaced meanwhile, the newer one is given.

        Raises:
            NotAllowed: No refresh is allowed now, or the credentials are refused.
            NotReached: None could be had now.
            QuotaSpent: The limit covers tokens too.
        """
        if self._token is None or self._token.generation != token.generation:
            return await self.current()
        if self._flight is None:
            self._check_refresh()
            self._token = None
            self._refreshed_at = self._ticks()
            self._refreshes += 1
        return await self._fly()

    def accepted(self, token: Token) -> None:
        """A call with this token went through: earlier refusals no longer count."""
        if token.generation == self._generation:
            self._refreshes = 0

    def start_over(self) -> None:
        """Forgets the token and every refusal, after the agent has corrected the credentials or asks for another try."""
        self._token = None
        self._failed = None
        self._failures = self._refreshes = 0
        self._refreshed_at = self._not_before = float("-inf")

    async def aclose(self) -> None:
        """Ends a request that is under way."""
        if self._flight is not None:
            self._flight.cancel()
            await asyncio.wait({self._flight})

    def _check_refresh(self) -> None:
        if self._refreshes >= _REFRESHES_IN_A_ROW:
            self._failed = _rejected("New tokens are refused again and again, so the program has stopped trying.")
            self._not_before = float("inf")
            self._token = None
            raise self._failed.copy()
        if self._ticks() - self._refreshed_at < _BETWEEN_REFRESHES:
            raise _rejected("It refused a new token as well.")

    async def _fly(self) -> Token:
        if self._flight is None:
            if self._failed is not None and self._ticks() < self._not_before:
                raise self._failed.copy()
            self._flight = asyncio.create_task(self._fetch())
            self._flight.add_done_callback(self._landed)
        flight = self._flight
        # Waited for rather than awaited: a waiter that is cancelled leaves the flight alone, and the waiters do not share
        # one exception object.
        await asyncio.wait({flight})
        if flight.cancelled():
            raise NotReached(message="The program is closing.")
        error = flight.exception()
        if isinstance(error, ApiError):
            raise _of_the_call(error)
        return flight.result()

    def _landed(self, flight: asyncio.Task[Token]) -> None:
        self._flight = None
        if flight.cancelled():
            return
        error = flight.exception()
        if error is None:
            self._token = flight.result()
            self._failed, self._failures, self._not_before = None, 0, float("-inf")
        elif isinstance(error, ApiError):
            self._failed = _of_the_call(error)
            self._not_before = self._ticks() + self._pause(error)

    def _pause(self, error: ApiError) -> float:
        if isinstance(error, NotReached):
            return 0.0
        if isinstance(error, NotAllowed) and error.status is not None:
            return float("inf")
        self._failures += 1
        return min(2.0 ** (self._failures - 1), _LONGEST_BACKOFF)

    async def _fetch(self) -> Token:
        secret = await self._secret()
        form = urlencode({"client_id": self._access.client_id, "client_secret": secret}, errors="replace")
        answer = await self._send(
            Order("POST", _token_url(self._access), {"Content-Type": "application/x-www-form-urlencoded"}, form.encode("ascii"))
        )
        value, life = _read(answer, (secret, self._access.client_id))
        self._generation += 1
        return Token(value, self._generation, self._ticks() + life)

    async def _secret(self) -> str:
        problem: WebcareError | None = None
        try:
            async with asyncio.timeout(_LONGEST_SEARCH):
                return await self._access.secret()
        except WebcareError as error:
            problem = error
        except (OSError, ValueError):
            # Its text may hold the secret.
            pass
        if problem is not None:
            raise NotAllowed(problem.title, problem.message)
        raise NotAllowed("The client secret could not be had", "Check in the settings where it is kept.")


def _of_the_call(error: ApiError) -> ApiError:
    """What a failed request for a token means for the call that needs it: not made, so it may be made again."""
    if isinstance(error, (NotReached, NotAllowed, QuotaSpent)):
        return error.copy(effect=Effect.NONE)
    kind = NotAllowed if isinstance(error, Refused) else NotReached
    return kind(
        message=f"There is no access token. {error.message}",
        status=error.status,
        transaction_id=error.transaction_id,
        retry_at=error.retry_at,
    )


def _token_url(access: Access) -> str:
    if "grant_type=" in access.token_url:
        return access.token_url
    return f"{access.token_url}{'&' if '?' in access.token_url else '?'}grant_type=client_credentials"


def _rejected(what: str) -> NotAllowed:
    return NotAllowed(message=f"{what} Check the client id and the client secret in the settings.", status=401)


def _read(answer: Answer, hide: tuple[str, ...]) -> tuple[str, float]:
    envelope = unfold(answer.body, hide)
    wrong = answer.status == 401 or (400 <= answer.status < 500 and envelope.code.startswith(_WRONG_CREDENTIALS))
    if wrong and not envelope.code.startswith("policies."):
        raise NotAllowed(
            message=(f"It says: {envelope.words} " if envelope.words else "")
            + "The client id or the client secret is wrong, or no longer valid. Correct them in the settings.",
            status=answer.status,
            transaction_id=envelope.transaction_id,
        )
    if answer.status >= 400 and answer.status not in (404, 405):
        judge(answer, hide)
    members: dict[str, object] = {}
    if envelope.readable and answer.status == 200:
        members = lenient.mapping(jsontext.read(answer.body))
    value = lenient.text(members.get("access_token")).strip()
    if not value or not value.isascii() or not value.isprintable() or " " in value or len(value) > 8192:
        raise BadAnswer(message="The address for tokens gave no token; check token_url in the settings.", status=answer.status)
    return value, _life(members.get("expires_in"))


def _life(value: object) -> float:
    seconds = float(lenient.integer(value))
    if seconds <= 0:
        return _UNKNOWN_LIFE
    # A token of less than two minutes would never be fresh enough; half its life must do.
    return max(min(seconds, _LONGEST_LIFE) - _MARGIN, min(seconds, _LONGEST_LIFE) / 2)

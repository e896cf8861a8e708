"""A scripted service behind `httpx.MockTransport`, and a clock that only moves when told."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import Any

import httpx

from webcare_tui.api.client import Access, Limits, WebcareClient
from webcare_tui.models.quota import Quota

BASE = "https://service.test/webcare"
TOKEN_URL = "https://login.test/oauth/accesstoken"
SECRET = "s3cr3t-value"
NOW = 1_790_000_000.0

Answer = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response | Awaitable[httpx.Response]]


class Clock:
    """Seconds that pass only by `pass_`."""

    def __init__(self, now: float = NOW) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += seconds


def success(data: Any = None, **more: Any) -> httpx.Response:
    """The vendor's envelope of a success."""
    body = {"data": {} if data is None else data, "messages": [], "status": "SUCCES", "metadata": {"duration": 0.01}}
    return httpx.Response(200, json={**body, **more})


def failure(status: int, **body: Any) -> httpx.Response:
    """The gateway's form of a failure."""
    known = {"transactionId": "tx-77", "status": str(status), "name": "Name", "message": "Something", "info": "More"}
    return httpx.Response(status, json={**known, **body})


def fault(status: int, code: str) -> httpx.Response:
    """The gateway's own form, with an error code."""
    return httpx.Response(status, json={"fault": {"faultstring": "Rate limit", "detail": {"errorcode": code}}})


def token_answer(number: int, **more: Any) -> httpx.Response:
    """A token as the portal describes it: all strings."""
    return httpx.Response(
        200, json={"access_token": f"token-{number}", "token_type": "BearerToken", "expires_in": "3599", **more}
    )


class Script:
    """Answers calls in turn (the last one for good), and remembers every request.

    Attributes:
        calls: Requests of the API.
        tokens: Requests for a token.
    """

    def __init__(self, *answers: Answer, token: Callable[[int], Answer] = token_answer) -> None:
        self.answers = list(answers) or [success()]
        self.token = token
        self.calls: list[httpx.Request] = []
        self.tokens: list[httpx.Request] = []
        self.clock = Clock()
        self.quotas: list[Quota] = []

    async def _handle(self, request: httpx.Request) -> httpx.Response:
        if request.url.host == "login.test":
            self.tokens.append(request)
            answer = self.token(len(self.tokens))
        else:
            self.calls.append(request)
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        if callable(answer):
            given = answer(request)
            return await given if isawaitable(given) else given
        # A response is read once; the script may give the same one again.
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    def client(self, limits: Limits | None = None, **access: Any) -> WebcareClient:
        """A client of this service."""

        async def secret() -> str:
            return SECRET

        given = {"base_url": BASE, "token_url": TOKEN_URL, "client_id": "id-1", "secret": secret, **access}
        return WebcareClient(
            Access(**given),
            clock=self.clock,
            transport=httpx.MockTransport(self._handle),
            on_quota=self.quotas.append,
            limits=limits,
        )


def form(request: httpx.Request) -> list[tuple[str, str]]:
    """The pairs of a form, in order."""
    from urllib.parse import parse_qsl

    return parse_qsl(request.content.decode("ascii"), keep_blank_values=True)


def raw(data: Any) -> bytes:
    """A success with this data, as bytes."""
    return json.dumps({"status": "SUCCES", "messages": [], "data": data}).encode()

"""The sandbox on the wire: tells token, API and control calls apart, logs them, and lets faults happen."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import sys
import traceback
from collections.abc import Mapping
from email.utils import formatdate
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from webcare_tui.sandbox.control import Control
from webcare_tui.sandbox.envelope import gateway_error
from webcare_tui.sandbox.faults import GARBAGE, Fault, Faults, Wires
from webcare_tui.sandbox.gate import Gate
from webcare_tui.sandbox.oddities import Oddities
from webcare_tui.sandbox.oddwire import Dressed
from webcare_tui.sandbox.seen import Seen
from webcare_tui.sandbox.service import Answer, Call, Service

API_PATH = "/communication/tracebuzz/social-media-webcare"
TOKEN_PATH = "/oauth/client_credential/accesstoken"  # noqa: S105 - the vendor's path
MAX_BODY = 4 << 20
SECRET_FIELDS = ("client_secret", "access_token", "password")


class App:
    """The whole sandbox as one ASGI application."""

    def __init__(self, service: Service, faults: Faults, wires: Wires, oddities: Oddities) -> None:
        self.service = service
        self.faults = faults
        self.wires = wires
        self.oddities = oddities
        self.seen: list[Seen] = []
        self.control_path = f"/control/{secrets.token_urlsafe(18)}"
        self.stopping = asyncio.Event()
        self._control = Control(service, faults, oddities, self.seen)

    @property
    def gate(self) -> Gate:
        """The gateway in front."""
        return self.service.gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        path = scope["raw_path"].split(b"?")[0].decode("latin-1")
        try:
            body = await _body(request)
        except ClientDisconnect:
            return
        if path == TOKEN_PATH or path.startswith(API_PATH + "/"):
            await self._outside(request, path, body, send)
        elif path == self.control_path or path.startswith(self.control_path + "/"):
            answer = self._control.answer(request.method, path[len(self.control_path):].strip("/"), body)
            await self._respond(request, answer, send)
        else:
            await self._respond(request, Answer(404, gateway_error(404, "Nobody lives here.")), send)

    async def _outside(self, request: Request, path: str, body: bytes, send: Send) -> None:
        """A token or API call: log it, and let a fault have its way."""
        form = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
        shown = {name: "***" if name in SECRET_FIELDS else value for name, value in form.items()}
        seen = Seen(request.method, path, request.url.query, shown, self.service.world.clock())
        self.seen.append(seen)
        fault = self.faults.take(request.method, path) or self.oddities.mishap(request.method, token=path == TOKEN_PATH)
        if fault is None:
            answer = self._honest(request, path, form)
            seen.status = answer.status
            await self._respond(request, answer, send, dressed=self._dressed(request, path, answer))
            return
        seen.fault = fault.word
        await self._faulty(request, path, form, fault, seen, send)

    def _honest(self, request: Request, path: str, form: Mapping[str, str]) -> Answer:
        try:
            if path == TOKEN_PATH:
                return self.service.token(request.method, request.query_params, form)
            headers = request.headers
            call = Call(
                request.method, path[len(API_PATH):], headers.get("authorization", ""), headers.get("content-type", ""), form
            )
            return self.service.call(call)
        except Exception:  # the outermost guard: the service behind the gateway broke
            traceback.print_exc(file=sys.stderr)
            return Answer(500, gateway_error(500, "The sandbox itself broke; its error output tells where."))

    async def _faulty(self, request: Request, path: str, form: dict[str, str], fault: Fault, seen: Seen, send: Send) -> None:
        await self._pause(fault.delay)
        if fault.drop == "before":
            await self._cut(request)
            return
        answers = fault.status or fault.body is not None
        answer = Answer(fault.status or 200, b"")
        if not answers or fault.effect:
            honest = self._honest(request, path, form)
            answer = Answer(fault.status, b"") if fault.status else honest
        await self._pause(fault.delay_after)
        if fault.drop == "after":
            await self._cut(request)
            return
        if fault.garbage:
            answer = Answer(answer.status, GARBAGE)
        elif fault.body is not None:
            answer = Answer(answer.status, fault.body)
        elif answers and fault.status >= 400:
            answer = Answer(fault.status, gateway_error(fault.status, "A fault that was asked for."))
        seen.status = answer.status
        await self._respond(request, answer, send, more=fault.headers, keep=fault.truncate or None)

    def _dressed(self, request: Request, path: str, answer: Answer) -> Dressed | None:
        below = "" if path == TOKEN_PATH else path[len(API_PATH):]
        gzipped = "gzip" in request.headers.get("accept-encoding", "")
        return self.oddities.dress(request.method, below, answer.status, answer.body, gzipped=gzipped)

    async def _respond(
        self, request: Request, answer: Answer, send: Send, *, more: Mapping[str, str] | None = None, keep: float | None = None,
        dressed: Dressed | None = None,
    ) -> None:
        headers = {
            "content-type": "application/json", "cache-control": "no-store", "content-length": str(len(answer.body)),
            "date": formatdate(self.service.world.clock(), usegmt=True), **self.gate.headers(), **(more or {}),
        }
        if answer.allow:
            headers["allow"] = answer.allow
        if wanted := request.headers.get("x-request-id"):
            headers["x-request-id"] = wanted
        if dressed is not None:
            await _send(send, answer.status, headers, dressed)
            return
        if keep is None:
            if answer.status in (204, 304):
                del headers["content-length"]
            await Response(answer.body, answer.status, headers)(request.scope, request.receive, send)
            return
        await send(_start(answer.status, headers))
        await send({"type": "http.response.body", "body": answer.body[:int(len(answer.body) * keep)], "more_body": True})
        self.wires.end(_client(request))
        await _gone(request)

    async def _cut(self, request: Request) -> None:
        self.wires.cut(_client(request))
        await _gone(request)

    async def _pause(self, seconds: float) -> None:
        if seconds:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.stopping.wait(), seconds)


async def _send(send: Send, status: int, headers: dict[str, str], dressed: Dressed) -> None:
    headers |= dressed.headers
    headers["content-length"] = "" if dressed.chunked else str(sum(map(len, dressed.parts)))
    await send(_start(status, {name: value for name, value in headers.items() if value}))
    for part in dressed.parts:
        await send({"type": "http.response.body", "body": part, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def _start(status: int, headers: Mapping[str, str]) -> Message:
    pairs = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    return {"type": "http.response.start", "status": status, "headers": pairs}


async def _body(request: Request) -> bytes:
    parts: list[bytes] = []
    async for part in request.stream():
        if sum(map(len, parts)) < MAX_BODY:
            parts.append(part)
    return b"".join(parts)


async def _gone(request: Request) -> None:
    """Wait until the server has noticed that the connection is gone."""
    message = await request.receive()
    while message["type"] != "http.disconnect":
        message = await request.receive()


def _client(request: Request) -> tuple[str, int]:
    return (request.client.host, request.client.port) if request.client else ("", 0)

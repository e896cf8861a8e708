"""A wire into the sandbox's application without a socket: every byte and every header, and seconds of the virtual clock."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from random import Random

import httpx

from tests.services.fakes import VirtualClock
from webcare_tui.sandbox.app import App
from webcare_tui.sandbox.faults import Fault

SILENCE = 25.0
"""Seconds after which a client gives an answer up."""


@dataclass(frozen=True)
class Trouble:
    """Something that goes wrong with one call: at the service, or on the way (`away`: no connection, `silence`: no answer)."""

    name: str
    fault: Fault | None = None
    way: str = ""


TROUBLES = (
    Trouble("503", Fault(status=503)),
    Trouble("503 after all", Fault(status=503, effect=True)),
    Trouble("502 in HTML", Fault(status=502, body=b"<html><h1>Bad Gateway</h1></html>")),
    Trouble("HTML", Fault(body=b"<html><h1>Welcome to the proxy</h1></html>", headers={"content-type": "text/html"})),
    Trouble("nothing", Fault(status=200, body=b"")),
    Trouble("garbage", Fault(garbage=True)),
    Trouble("half an answer", Fault(truncate=0.5)),
    Trouble("dropped before", Fault(drop="before")),
    Trouble("dropped after", Fault(drop="after")),
    Trouble("429", Fault(status=429, headers={"retry-after": "20"})),
    Trouble("401", Fault(status=401)),
    Trouble("no connection", way="away"),
    Trouble("silence before", way="silence"),
    Trouble("silence after", way="silence after"),
)


@dataclass
class Troubles:
    """Troubles by lot, each kind once before any comes again.

    Attributes:
        rate: How many of a hundred calls meet one; 0 ends them.
        met: How often each came up.
    """

    random: Random
    rate: float = 0.0
    met: dict[str, int] = field(default_factory=dict)
    _deck: list[Trouble] = field(default_factory=list)

    def draw(self) -> Trouble | None:
        if self.random.random() * 100 >= self.rate:
            return None
        if not self._deck:
            self._deck = self.random.sample(TROUBLES, len(TROUBLES))
        trouble = self._deck.pop()
        self.met[trouble.name] = self.met.get(trouble.name, 0) + 1
        return trouble


class _Line:
    """What the sandbox takes for a connection: it can be reset or closed."""

    def __init__(self, client: tuple[str, int]) -> None:
        self.client = client
        self.gone = asyncio.Event()
        self.reset = False

    def get_extra_info(self, name: str) -> object:
        return self.client if name == "peername" else None

    def abort(self) -> None:
        self.reset = True
        self.gone.set()

    def close(self) -> None:
        self.gone.set()


class _Body(httpx.AsyncByteStream):
    """A body that ends as the line did."""

    def __init__(self, parts: list[bytes], whole: bool) -> None:
        self._parts = parts
        self._whole = whole

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self._parts:
            yield part
        if not self._whole:
            raise httpx.RemoteProtocolError("peer closed connection without sending complete message body")


class Inside(httpx.AsyncBaseTransport):
    """Calls the sandbox's application; answers take a while of the virtual clock, so that calls overtake each other.

    Attributes:
        troubles: What befalls the calls.
    """

    _ports = itertools.count(20_000)

    def __init__(self, app: App, clock: VirtualClock, random: Random, troubles: Troubles) -> None:
        self.troubles = troubles
        self._app = app
        self._clock = clock
        self._random = random

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        body = await request.aread()
        trouble = self.troubles.draw()
        await self._clock.sleep(0.02 + self._random.random() * 0.4)
        way = trouble.way if trouble is not None else ""
        if way == "away":
            raise httpx.ConnectError("no route to host")
        if way == "silence":
            await self._clock.sleep(SILENCE)
            raise httpx.ReadTimeout("")
        line = _Line(("127.0.0.1", next(self._ports)))
        if trouble is not None and trouble.fault is not None:
            path = f"^{re.escape(request.url.raw_path.split(b'?')[0].decode())}$"
            self._app.faults.waiting.insert(0, replace(trouble.fault, method=request.method, path=path))
        status, headers, parts = await self._call(request, body, line)
        if way == "silence after":
            await self._clock.sleep(SILENCE)
            raise httpx.ReadTimeout("")
        await self._clock.sleep(0.02 + self._random.random() * 0.4)
        if line.reset:
            raise httpx.ReadError("connection reset by peer")
        return httpx.Response(status, headers=headers, stream=_Body(parts, whole=not line.gone.is_set()))

    async def _call(
        self, request: httpx.Request, body: bytes, line: _Line
    ) -> tuple[int, list[tuple[bytes, bytes]], list[bytes]]:
        start: dict[str, object] = {}
        parts: list[bytes] = []
        given = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def receive() -> dict[str, object]:
            if (message := next(given, None)) is not None:
                return message
            await line.gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                parts.append(bytes(message.get("body", b"")))  # type: ignore[arg-type]

        self._app.wires.opened(line)  # type: ignore[arg-type]
        try:
            await self._app(_scope(request, line), receive, send)  # type: ignore[arg-type]
        finally:
            self._app.wires.closed(line)  # type: ignore[arg-type]
        return int(start.get("status", 0)), list(start.get("headers", [])), parts  # type: ignore[call-overload]


def _scope(request: httpx.Request, line: _Line) -> dict[str, object]:
    url = request.url
    return {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": request.method, "scheme": url.scheme,
        "path": url.path, "raw_path": url.raw_path.split(b"?")[0], "query_string": url.query, "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "client": line.client, "server": (url.host, url.port),
    }  # fmt: skip

"""The HTTP server in a thread of its own: ready before it is handed out, gone without a trace afterwards."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from webcare_tui.sandbox.app import App
from webcare_tui.sandbox.faults import Wires
from webcare_tui.sandbox.options import SandboxError

T = TypeVar("T")
GRACE = 1.0
"""Seconds that calls under way may still take when the server stops."""
PATIENCE = 10.0
"""Seconds that starting or stopping may take."""


class _Server(uvicorn.Server):
    """A server that says when it is ready and stops the moment it is told."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None], app: App) -> None:
        super().__init__(config)
        self._ready = ready
        self._stopping = app.stopping
        self._wires = app.wires

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    async def main_loop(self) -> None:
        await self._stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close what is idle, give calls under way a moment, cut the rest."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        if tasks := set(self.server_state.tasks):
            await asyncio.wait(tasks, timeout=GRACE)
        await self._wires.all_closed(GRACE)


def _protocol(wires: Wires) -> type[asyncio.Protocol]:
    """The server's protocol, with its wires in reach of the faults."""

    class Wired(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            wires.opened(transport)
            super().connection_made(transport)

        def connection_lost(self, exc: Exception | None) -> None:
            wires.closed(self.transport)
            super().connection_lost(exc)

    return Wired


class Host:
    """One running server; `start` and `stop` once each."""

    def __init__(self, app: App, host: str, port: int) -> None:
        self._app = app
        self._loop: asyncio.AbstractEventLoop | None = None
        self._started = threading.Event()
        self._failure: BaseException | None = None
        self._socket = _listen(host, port)
        self.port = int(self._socket.getsockname()[1])
        self._thread = threading.Thread(target=self._run, name="webcare-sandbox", daemon=True)

    def start(self) -> None:
        """Serve; returns when calls are answered.

        Raises:
            SandboxError: The server did not come up.
        """
        self._thread.start()
        self._started.wait(PATIENCE)
        if self._loop is None or self._failure is not None:
            raise SandboxError(f"The sandbox's server did not start: {self._failure or 'no sign of life'}.") from self._failure

    def stop(self) -> None:
        """Cut what still hangs, close everything, wait for the thread to end."""
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._app.stopping.set)
        if self._thread.is_alive():
            self._thread.join(PATIENCE)
        self._socket.close()

    def call(self, work: Callable[[], T]) -> T:
        """Do something in the loop that owns the world, and wait for it."""
        if self._loop is None:
            raise SandboxError("The sandbox does not run.")
        done: Future[T] = Future()

        def run() -> None:
            try:
                done.set_result(work())
            except BaseException as error:  # carried to the caller's thread
                done.set_exception(error)

        self._loop.call_soon_threadsafe(run)
        return done.result(PATIENCE)

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:  # reported by start()
            self._failure = error
        finally:
            self._started.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        config = uvicorn.Config(
            self._app, http=_protocol(self._app.wires), ws="none", lifespan="off", loop="asyncio", interface="asgi3",
            log_config=None, log_level="critical", access_log=False, proxy_headers=False, server_header=False,
            date_header=False, timeout_keep_alive=75,
        )
        await _Server(config, self._started.set, self._app).serve([self._socket])


def _listen(host: str, port: int) -> socket.socket:
    address = host.strip("[]")
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    # asyncio switches Nagle's algorithm off only for sockets that name their protocol; with it every call takes 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address, port))
        listener.listen(256)
        listener.setblocking(False)
    except OSError as error:
        listener.close()
        reason = error.strerror or str(error)
        raise SandboxError(f"Cannot listen on {host} port {port}: {reason}. Choose another port, or 0.") from error
    return listener

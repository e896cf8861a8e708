"""A tiny server on loopback that answers with exactly the bytes it is told, at the pace it is told."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from webcare_tui.api.client import Access, Limits, WebcareClient

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
TOKEN = b'{"access_token": "token-1", "expires_in": "3599"}'


def http(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """An answer, whole and correct."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def reset(writer: asyncio.StreamWriter) -> None:
    """Ends a connection with RST instead of FIN."""
    opened = writer.get_extra_info("socket")
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


class Server:
    """One handler a request of the API; tokens are given by themselves.

    Attributes:
        requests: The first line of every request of the API.
        connections: How many connections were opened.
    """

    def __init__(self, handlers: list[Handler]) -> None:
        self.handlers = handlers
        self.requests: list[str] = []
        self.connections = 0
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = next(
                    (int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
                )
                await reader.readexactly(length)
                if b"/token" in head.split(b"\r\n")[0]:
                    writer.write(http(TOKEN))
                    continue
                self.requests.append(head.split(b"\r\n")[0].decode())
                handler = self.handlers.pop(0) if len(self.handlers) > 1 else self.handlers[0]
                await handler(reader, writer)
                if writer.is_closing():
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def serving(*handlers: Handler, limits: Limits | None = None) -> AsyncIterator[tuple[Server, WebcareClient]]:
    """A server and a client of it."""
    server = Server(list(handlers))
    listener = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.port = listener.sockets[0].getsockname()[1]

    async def secret() -> str:
        return "secret"

    base = f"http://127.0.0.1:{server.port}"
    client = WebcareClient(Access(base + "/api", base + "/token", "id", secret), limits=limits or Limits(total=2))
    try:
        yield server, client
    finally:
        await client.aclose()
        listener.close()
        await listener.wait_closed()


def answering(*parts: bytes, close: bool = False) -> Handler:
    """Writes these bytes; may close after them."""

    async def handle(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
        await writer.drain()
        if close:
            writer.close()

    return handle


async def resetting(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Ends the connection with RST without an answer."""
    reset(writer)

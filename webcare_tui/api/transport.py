"""One request out, one whole answer in: time, size, encoding, certificates and proxies are bounded here."""

from __future__ import annotations

import asyncio
import logging
import os
import ssl
import zlib
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from dataclasses import dataclass, field

import httpx

from webcare_tui.api.access import Access
from webcare_tui.api.errors import BadAnswer, NotReached, from_exception

_POOL = httpx.Limits(max_connections=20, max_keepalive_connections=6, keepalive_expiry=15)
_MEMBERS = 100
"""So many members a packed body may have; a gateway that packs piece by piece sends a few."""
_NO_POOL = httpx.Limits(max_connections=None, max_keepalive_connections=0)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a call may take, in seconds, and how large its decoded answer may be, in bytes."""

    connect: float = 5.0
    write: float = 10.0
    read: float = 25.0
    pool: float = 2.0
    total: float = 30.0
    body: int = 8 * 1024 * 1024
    token_body: int = 64 * 1024


@dataclass(frozen=True, slots=True)
class Order:
    """A request to be made.

    Attributes:
        method: GET or POST.
        url: The whole address, percent-encoded.
        headers: Beside those every request has.
        content: The body, or None.
        token: The bearer token; it goes to the API's origin and nowhere else.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = field(default=None, repr=False)
    token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that arrived whole: status, headers (names in lower case), decoded body."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


class BearerAuth(httpx.Auth):
    """Adds the token to a request for the pinned origin, and to no other."""

    def __init__(self, token: str, base_url: str) -> None:
        self._token = token
        self._allowed = _origin(httpx.URL(base_url))

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Httpx's hook."""
        if self._token and _origin(request.url) == self._allowed:
            request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


def _origin(url: httpx.URL) -> tuple[str, bytes, int | None]:
    # As httpx itself reads it: host in ASCII, the scheme's usual port as None.
    return url.scheme, url.raw_host, url.port


class Wire:
    """Makes requests over HTTP/1.1.

    Redirects are not followed, nothing is taken from the environment, and certificates are always verified. The TLS
    context is made at the first request, in a thread, so that whoever only constructs a wire pays nothing.

    Args:
        access: Certificates, proxy, and the origin the token may go to.
        limits: Time and size.
        transport: Instead of the network, for tests.
    """

    def __init__(self, access: Access, limits: Limits, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._access = access
        self._limits = limits
        self._transport = transport
        self._lock = asyncio.Lock()
        self._clients: dict[bool, httpx.AsyncClient] = {}
        self._closed = False

    async def send(self, order: Order, *, keep: bool, most: int) -> Answer:
        """Makes a request and reads its answer to the end.

        A GET that fails on a connection which an earlier call left open is made once more on a new one: the server may
        have closed it meanwhile. Nothing else is ever repeated here.

        Args:
            order: The request.
            keep: May use a connection that stayed open, and leave it open. A reply does neither.
            most: The most bytes the decoded body may have.

        Raises:
            ApiError: Of any kind that has no complete answer.
        """
        stale = _StaleConnection()
        for attempt in (1, 2):
            failure: Exception
            try:
                async with asyncio.timeout(self._limits.total):
                    client = await self._client(keep)
                    return await self._once(client, order, stale, most)
            except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, UnicodeError) as error:
                failure = error
            if not (attempt == 1 and order.method == "GET" and stale.explains(failure)):
                break
        # Raised out here: as a context the exception would carry the request, and with it the token, along.
        raise from_exception(failure, began=stale.wrote)

    async def _once(self, client: httpx.AsyncClient, order: Order, stale: _StaleConnection, most: int) -> Answer:
        stale.watch()
        try:
            request = client.build_request(
                order.method, order.url, headers=dict(order.headers), content=order.content, extensions={"trace": stale.note}
            )
        except httpx.InvalidURL:
            raise NotReached(
                message="The address of the service in the settings is not valid; correct it there."
            ) from None
        auth = BearerAuth(order.token, self._access.base_url)
        response = await client.send(request, auth=auth, stream=True, follow_redirects=False)
        try:
            body = await _read(response, most)
        finally:
            await response.aclose()
        return Answer(response.status_code, {name.lower(): value for name, value in response.headers.items()}, body)

    async def _client(self, keep: bool) -> httpx.AsyncClient:
        async with self._lock:
            if self._closed:
                raise NotReached(message="The program is closing.")
            if not self._clients:
                context = await self._context()
                self._clients = {kept: self._build(context, kept) for kept in (True, False)}
            return self._clients[keep]

    async def _context(self) -> ssl.SSLContext:
        os.environ.pop("SSLKEYLOGFILE", None)
        for name in ("httpx", "httpcore", "h11"):
            # At INFO they write whole addresses, at DEBUG headers too.
            logging.getLogger(name).setLevel(logging.WARNING)
        if self._transport is not None or not self._access.encrypted:
            # Trusts nobody, so an https address that turns up all the same fails instead of passing unverified.
            return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        problem = ""
        try:
            return await asyncio.to_thread(_tls, self._access.ca_file)
        except (OSError, ValueError):
            problem = "The certificates named as ca_file in the settings cannot be read; correct the path or the file."
        raise NotReached(message=problem)

    def _build(self, context: ssl.SSLContext, keep: bool) -> httpx.AsyncClient:
        most = self._limits
        pool = _POOL if keep else _NO_POOL
        wait = most.total if keep else most.pool
        mounts: dict[str, httpx.AsyncBaseTransport | None] = {}
        if self._access.proxy and self._transport is None:
            # Only for https, where a proxy sees no more than the host's name; http is this machine alone.
            through = httpx.AsyncHTTPTransport(verify=context, proxy=self._access.proxy, limits=pool, trust_env=False)
            mounts["https://"] = through
        return httpx.AsyncClient(
            verify=context,
            trust_env=False,
            follow_redirects=False,
            limits=pool,
            timeout=httpx.Timeout(connect=most.connect, write=most.write, read=most.read, pool=wait),
            transport=self._transport,
            mounts=mounts,
            headers={"Accept": "application/json", "Accept-Encoding": "gzip", "User-Agent": "webcare-tui"},
            event_hooks={"response": [_forget_redirect]},
        )

    async def aclose(self) -> None:
        """Closes every connection; later requests fail with NotReached."""
        async with self._lock:
            self._closed = True
            clients, self._clients = self._clients, {}
        for client in clients.values():
            await client.aclose()


async def _forget_redirect(response: httpx.Response) -> None:
    """Takes away where an answer redirects to: httpx reads it even where it is not to follow, and one that it cannot read
    would look like a request that was never made."""
    response.headers.pop("location", None)


class _StaleConnection:
    """Watches whether a request went out over a connection that was already open.

    Attributes:
        wrote: A part of the request may have left this machine.
    """

    def __init__(self) -> None:
        self.watch()

    def watch(self) -> None:
        self.wrote = self._connected = False

    async def note(self, event: str, _info: Mapping[str, object]) -> None:
        self._connected = self._connected or event.startswith("connection.connect")
        self.wrote = self.wrote or event.startswith("http11.send_request")

    def explains(self, failure: Exception) -> bool:
        reused = self.wrote and not self._connected
        return reused and isinstance(failure, (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError))


def _tls(ca_file: str) -> ssl.SSLContext:
    import certifi

    # Not ssl.create_default_context: that one would write the session keys to a file if the environment says so.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(cafile=certifi.where())
    if ca_file:
        context.load_verify_locations(cafile=ca_file)
    return context


async def _read(response: httpx.Response, most: int) -> bytes:
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if response.is_stream_consumed:
        # A transport without a network hands over a body that is read and decoded already.
        _check_size(len(response.content), most)
        return response.content
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise BadAnswer(message="Its answer is packed in a way that was not asked for.", status=response.status_code)
    if encoding in ("", "identity"):
        return await _gather(response.aiter_raw(), most)
    return await _gather(_unzipped(response, most), most)


async def _gather(chunks: AsyncIterator[bytes], most: int) -> bytes:
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        _check_size(len(body), most)
    return bytes(body)


def _check_size(size: int, most: int) -> None:
    if size > most:
        raise BadAnswer(message=f"Its answer is larger than {most // 1024} KiB, so it was not read to the end.")


async def _unzipped(response: httpx.Response, most: int) -> AsyncIterator[bytes]:
    # By hand, because httpx unpacks each chunk whole, up to a thousand times its size, and takes a cut-off end for an end.
    unpack = zlib.decompressobj(wbits=31)
    members, anything = 1, False
    async for chunk in response.aiter_raw():
        anything = anything or bool(chunk)
        while chunk and members <= _MEMBERS:
            if unpack.eof:
                # What follows is another member of the file (RFC 1952), or padding.
                if not chunk.startswith(b"\x1f"):
                    break
                unpack, members = zlib.decompressobj(wbits=31), members + 1
            try:
                yield unpack.decompress(chunk, most + 1)
            except zlib.error:
                members = _MEMBERS + 1
            chunk = unpack.unused_data
    if members > _MEMBERS or (anything and not unpack.eof):
        raise BadAnswer(message="Its answer arrived damaged.", status=response.status_code)

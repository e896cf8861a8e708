"""Over real sockets: resets, drips, sizes, packing, redirects, connections that went stale, the pinned origin."""

from __future__ import annotations

import asyncio
import gzip
import os
import ssl
import subprocess
import sys
import tracemalloc
from pathlib import Path

import httpx
import pytest

from tests.api.loopback import Handler, answering, http, resetting, serving
from tests.api.script import BASE, TOKEN_URL, Script, raw, success
from webcare_tui.api import transport
from webcare_tui.api.access import Access
from webcare_tui.api.errors import ApiError, BadAnswer, Effect, NoAnswer, NotReached
from webcare_tui.api.transport import BearerAuth, Limits, Order, Wire
from webcare_tui.filters.terms import Query

DEMO = Query("demo")
PAGE = raw({"results": [{"uniqueId": 1, "description": "x"}]})
GZIP = "Content-Encoding: gzip"
SMALL = Limits(total=2, body=64 * 1024)


async def drip(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A byte every 20 ms for ever: no single read ever takes long."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    while not writer.is_closing():
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.02)


async def silent(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """No answer until the other side gives up."""
    await reader.read()


OUTCOMES: list[tuple[str, Handler, type[ApiError]]] = [
    ("reset before an answer", resetting, NoAnswer),
    ("closed before an answer", answering(close=True), NoAnswer),
    ("half a head", answering(b"HTTP/1.1 200 OK\r\nContent-", close=True), NoAnswer),
    ("half a body", answering(http(PAGE)[:-10], close=True), NoAnswer),
    ("half a chunk", answering(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc", close=True), NoAnswer),
    ("no HTTP", answering(b"SSH-2.0-OpenSSH\r\n\r\n", close=True), NoAnswer),
    ("endless head", answering(b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 300_000, close=True), NoAnswer),
    ("truncated gzip", answering(http(gzip.compress(PAGE)[:-12], GZIP)), BadAnswer),
    ("gzip without its sum", answering(http(gzip.compress(PAGE)[:-8], GZIP)), BadAnswer),
    ("no gzip at all", answering(http(PAGE, GZIP)), BadAnswer),
    ("other packing", answering(http(PAGE, "Content-Encoding: br")), BadAnswer),
    ("twice packed", answering(http(gzip.compress(gzip.compress(PAGE)), "Content-Encoding: gzip, gzip")), BadAnswer),
    ("too large", answering(http(b" " * 70_000)), BadAnswer),
    ("a member too many", answering(http(b"".join(gzip.compress(b" ") for _ in range(101)), GZIP)), BadAnswer),
    ("second member cut off", answering(http(gzip.compress(PAGE[:9]) + gzip.compress(PAGE[9:])[:-9], GZIP)), BadAnswer),
    ("bomb in members", answering(http(gzip.compress(b" " * 5_000_000) * 4, GZIP)), BadAnswer),
    ("bomb", answering(http(gzip.compress(b" " * 50_000_000), GZIP)), BadAnswer),
    ("redirect", answering(http(b"", "Location: /api/elsewhere", status="307 Temporary Redirect")), BadAnswer),
    ("redirect of a POST to a GET", answering(http(b"", "Location: /api/elsewhere", status="302 Found")), BadAnswer),
]


@pytest.mark.parametrize(("handler", "kind"), [row[1:] for row in OUTCOMES], ids=[row[0] for row in OUTCOMES])
async def test_reply_is_in_doubt_and_made_once(handler: Handler, kind: type[ApiError]) -> None:
    async with serving(handler, limits=SMALL) as (server, client):
        with pytest.raises(kind) as caught:
            await client.reply("1", "hello", "2", True)
        assert caught.value.effect is Effect.UNKNOWN
        assert server.requests == ["POST /api/results/1/replies HTTP/1.1"]


async def test_a_drip_ends_at_the_deadline() -> None:
    async with serving(drip, limits=Limits(total=0.2)) as (server, client):
        began = asyncio.get_running_loop().time()
        with pytest.raises(NoAnswer, match="too long"):
            await client.reply("1", "hello", "2", True)
        assert asyncio.get_running_loop().time() - began < 1.5
        assert len(server.requests) == 1


async def test_silence_ends_at_the_read_limit() -> None:
    async with serving(silent, limits=Limits(total=2, read=0.1)) as (server, client):
        with pytest.raises(NoAnswer):
            await client.results(DEMO)
        assert len(server.requests) == 1


async def test_nobody_listens() -> None:
    async with serving(answering(http(PAGE))) as (_server, client):
        await client.results(DEMO)
    async with serving(answering()) as (server, _):
        port = server.port

    async def secret() -> str:
        return "s"

    wire = Wire(Access(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port}/token", "i", secret), Limits())
    with pytest.raises(NotReached, match="could not be opened") as caught:
        await wire.send(Order("POST", f"http://127.0.0.1:{port}/x"), keep=False, most=10)
    assert caught.value.effect is Effect.NONE
    await wire.aclose()


async def test_packed_answer_is_unpacked() -> None:
    async with serving(answering(http(gzip.compress(PAGE), GZIP))) as (_server, client):
        assert [each.id for each in (await client.results(DEMO)).results] == ["1"]


@pytest.mark.parametrize("after", [b"", b"\0\0\0"], ids=["two members", "and padding"])
async def test_packed_piece_by_piece(after: bytes) -> None:
    packed = gzip.compress(PAGE[:9]) + gzip.compress(b"") + gzip.compress(PAGE[9:]) + after
    async with serving(answering(http(packed, GZIP))) as (_server, client):
        assert [each.id for each in (await client.results(DEMO)).results] == ["1"]


async def test_empty_body_that_claims_to_be_packed() -> None:
    async with serving(answering(http(b"", GZIP))) as (_server, client):
        with pytest.raises(BadAnswer, match="empty"):
            await client.results(DEMO)


async def test_a_bomb_is_never_unpacked_whole() -> None:
    bomb = http(gzip.compress(b" " * 50_000_000), GZIP)
    async with serving(answering(bomb), limits=SMALL) as (_server, client):
        tracemalloc.start()
        try:
            with pytest.raises(BadAnswer):
                await client.results(DEMO)
            assert tracemalloc.get_traced_memory()[1] < 5_000_000
        finally:
            tracemalloc.stop()


async def test_reads_share_a_connection_and_replies_do_not() -> None:
    async with serving(answering(http(PAGE))) as (server, client):
        await client.results(DEMO)
        opened = server.connections
        await client.results(DEMO)
        assert server.connections == opened
        await client.reply("1", "x", "2", True)
        await client.reply("1", "y", "2", True)
        assert server.connections == opened + 2


@pytest.mark.parametrize("ending", [resetting, answering(close=True)])
async def test_read_on_a_stale_connection_is_made_once_more(ending: Handler) -> None:
    async with serving(answering(http(PAGE)), ending, answering(http(PAGE))) as (server, client):
        await client.results(DEMO)
        await client.results(DEMO)
        assert len(server.requests) == 3


async def test_read_on_a_stale_connection_is_not_made_a_third_time() -> None:
    async with serving(answering(http(PAGE)), resetting) as (server, client):
        await client.results(DEMO)
        with pytest.raises(NoAnswer):
            await client.results(DEMO)
        assert len(server.requests) == 3


async def test_read_on_a_new_connection_is_not_made_again() -> None:
    async with serving(resetting) as (server, client):
        with pytest.raises(NoAnswer):
            await client.results(DEMO)
        assert len(server.requests) == 1


async def test_typing_on_a_stale_connection_is_not_made_again() -> None:
    async with serving(answering(http(PAGE)), resetting) as (server, client):
        await client.results(DEMO)
        with pytest.raises(NoAnswer):
            await client.event("1", "starttyping")
        assert len(server.requests) == 2


async def test_closing_ends_what_is_under_way() -> None:
    arrived = asyncio.Event()

    async def hold(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        arrived.set()
        await reader.read()

    async with serving(hold) as (_server, client):
        call = asyncio.create_task(client.reply("1", "x", "2", True))
        await arrived.wait()
        await client.aclose()
        with pytest.raises(NoAnswer):
            await call
        with pytest.raises(NotReached, match="closing"):
            await client.results(DEMO)


async def test_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("SSLKEYLOGFILE", "/nonexistent/keys")
    async with serving(answering(http(PAGE))) as (_server, client):
        await client.results(DEMO)
    assert "SSLKEYLOGFILE" not in os.environ


async def test_the_token_goes_to_the_pinned_origin_only() -> None:
    auth = BearerAuth("secret-token", "https://Service.test/webcare")
    for url, expected in [
        ("https://service.test/webcare/results/x", True),
        ("https://service.test:443/other", True),
        ("http://service.test/webcare", False),
        ("https://service.test:8443/webcare", False),
        ("https://service.test.evil.test/webcare", False),
        ("https://evil.test/webcare", False),
    ]:
        request = httpx.Request("GET", url)
        async for each in auth.async_auth_flow(request):
            assert ("authorization" in each.headers) is expected, url


async def test_the_token_follows_no_redirect() -> None:
    elsewhere = httpx.Response(307, headers={"location": "https://evil.test/webcare"})
    script = Script(elsewhere, success([]))
    with pytest.raises(BadAnswer):
        await script.client().results(DEMO)
    assert [each.url.host for each in script.calls] == ["service.test"]


async def test_a_name_that_is_not_ascii_is_the_same_origin() -> None:
    script = Script(success([]))
    await script.client(base_url="https://m\xfcller.test/api").results(DEMO)
    assert script.calls[0].headers["authorization"] == "Bearer token-1"


def _access(**given: str) -> Access:
    async def secret() -> str:
        return "s"

    return Access(**{"base_url": BASE, "token_url": TOKEN_URL, "client_id": "i", **given}, secret=secret)


async def test_certificates_are_always_verified(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys"))
    contexts = []
    real = transport._tls
    monkeypatch.setattr(transport, "_tls", lambda ca_file: contexts.append(real(ca_file)) or contexts[-1])
    wire = Wire(_access(), Limits(total=2))
    client = await wire._client(True)
    (context,) = contexts
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.keylog_filename is None
    assert context.get_ca_certs()
    assert (client.trust_env, client.follow_redirects) == (False, False)
    assert await wire._client(False) is not client
    assert len(contexts) == 1
    await wire.aclose()


async def test_loopback_pays_for_no_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "_tls", lambda _: pytest.fail("certificates were read"))
    async with serving(answering(http(PAGE))) as (_server, client):
        await client.results(DEMO)


@pytest.mark.parametrize("content", [None, "", "no certificate"])
async def test_a_ca_file_that_cannot_be_read(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_text(content)
    wire = Wire(_access(ca_file=str(path)), Limits(total=2))
    with pytest.raises(NotReached, match="ca_file") as caught:
        await wire.send(Order("GET", BASE), keep=True, most=10)
    assert caught.value.effect is Effect.NONE
    await wire.aclose()


async def test_a_proxy_serves_https_alone() -> None:
    wire = Wire(_access(proxy="http://127.0.0.1:9"), Limits(connect=1, total=2))
    client = await wire._client(True)
    assert isinstance(client._transport_for_url(httpx.URL(BASE)), httpx.AsyncHTTPTransport)
    assert client._transport_for_url(httpx.URL(BASE)) is not client._transport_for_url(httpx.URL("http://127.0.0.1/"))
    with pytest.raises(NotReached):
        await wire.send(Order("GET", BASE), keep=True, most=10)
    await wire.aclose()


def _certificate(directory: Path) -> tuple[Path, Path]:
    key, certificate = directory / "key.pem", directory / "cert.pem"
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("no openssl here")
    return key, certificate


async def test_certificate_of_a_stranger_is_refused(tmp_path: Path) -> None:
    key, certificate = _certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    seen = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(http(PAGE, "Connection: close"))
        writer.close()

    listener = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=context)
    url = f"https://localhost:{listener.sockets[0].getsockname()[1]}/api"
    strangers, known = Wire(_access(base_url=url), Limits()), Wire(_access(base_url=url, ca_file=str(certificate)), Limits())
    with pytest.raises(NotReached, match="certificate"):
        await strangers.send(Order("POST", url, token="t"), keep=False, most=1000)
    assert seen == []
    assert (await known.send(Order("POST", url, token="t"), keep=False, most=1000)).status == 200
    assert b"authorization: bearer t" in seen[0].lower()
    await strangers.aclose()
    await known.aclose()
    listener.close()
    await listener.wait_closed()


def test_importing_the_client_reads_no_certificates() -> None:
    code = (
        "import ssl\n"
        "def refuse(*a, **k): raise SystemExit('built')\n"
        "ssl.SSLContext.load_verify_locations = refuse\n"
        "import webcare_tui.api.client as c\n"
        "async def s(): return ''\n"
        "c.WebcareClient(c.Access('https://a.test', 'https://a.test/t', 'i', s))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")

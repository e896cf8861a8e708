"""Which addresses may be called at all."""

from __future__ import annotations

import pytest

from webcare_tui.api.access import Access, AccessError, is_loopback

GOOD = "https://service.test/api"


async def secret() -> str:
    return "hidden-secret"


def access(**given: str) -> Access:
    return Access(**{"base_url": GOOD, "token_url": GOOD + "/token", "client_id": "id", **given}, secret=secret)


@pytest.mark.parametrize(
    "url",
    [
        "https://service.test", "https://service.test:8443/a/b/", "HTTPS://SERVICE.test/", "http://127.0.0.1:8000/x",
        "http://localhost:1/x", "http://[::1]:80/x", "http://127.8.9.1/",
    ],
)  # fmt: skip
def test_usable(url: str) -> None:
    access(base_url=url, token_url=url)


@pytest.mark.parametrize(
    "url",
    [
        "http://service.test/", "http://10.0.0.1/", "http://127.0.0.1.evil.test/", "http://localhost.evil.test/", "http://0.0.0.0/",
        "ftp://service.test/", "service.test/api", "", "https://", "https:///x", "https://user@service.test/",
        "https://user:pass@service.test/", "http://127.0.0.1@evil.test/", "http://127.0.0.1\\@evil.test/", "https://a b/", " https://a/",
        "https://service.test/#x", "https://service.test:0/", "https://service.test:99999/", "https://service.test/\n", "https://[::1/",
    ],
)  # fmt: skip
def test_refused(url: str) -> None:
    with pytest.raises(AccessError):
        access(base_url=url)
    with pytest.raises(AccessError):
        access(token_url=url)


def test_base_address_takes_no_query() -> None:
    with pytest.raises(AccessError):
        access(base_url=GOOD + "?x=1")
    access(token_url=GOOD + "?grant_type=client_credentials")


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "proxy.test:3128", "http://"])
def test_proxy_must_be_an_address(proxy: str) -> None:
    with pytest.raises(AccessError, match="proxy"):
        access(proxy=proxy)


def test_shows_no_secret() -> None:
    shown = repr(access(proxy="http://user:word@proxy.test:3128"))
    assert "word" not in shown
    assert "secret" not in shown


@pytest.mark.parametrize(
    ("host", "expected"), [("127.0.0.1", True), ("::1", True), ("LOCALHOST", True), ("1.1.1.1", False), ("x", False)]
)
def test_loopback(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected

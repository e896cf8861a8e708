"""Every endpoint: the exact request, and what comes back."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.api.script import BASE, NOW, SECRET, Script, form, success
from webcare_tui.api.client import WebcareClient
from webcare_tui.api.errors import BadAnswer, Refused, Unsendable
from webcare_tui.filters.terms import Checked, Limit, Order, Query, Sources, Word
from webcare_tui.models.case import CaseKey

CASE = CaseKey("5", "77")
RESULT = {"results": {"13594824686": {"uniqueId": 13594824686, "description": "Hello"}}}

REQUESTS: list[tuple[str, Callable[[WebcareClient], Awaitable[object]], str, str, object]] = [
    (
        "sign-on",
        lambda c: c.sso_access_token("anna+x@acme.test"),
        "GET",
        "/ssoAccessToken/anna%2Bx@acme.test",
        {"token": "abc"},
    ),
    ("results", lambda c: c.results(Query("demo")), "GET", "/results/demo", RESULT),
    (
        "filters",
        lambda c: c.results(Query("Team één", (Sources(("twitter", "whatsapp")), Word("a/b c+d"), Checked(False), Limit(25)))),
        "GET",
        "/results/Team+%C3%A9%C3%A9n/source:twitter,whatsapp/word:a%2Fb+c%2Bd/notChecked/limit:25",
        RESULT,
    ),
    ("oldest first", lambda c: c.results(Query("demo", (Order(False),))), "GET", "/results/demo/least+recent", RESULT),
    ("a number as profile", lambda c: c.results(Query("233")), "GET", "/results/233/most+recent", RESULT),
    ("dots as profile", lambda c: c.results(Query("..")), "GET", "/results/%2E%2E", RESULT),
    ("context", lambda c: c.result("13594824686"), "GET", "/results/13594824686", RESULT),
    ("context, limited", lambda c: c.result("13594824686", limit=50), "GET", "/results/13594824686/limit:50", RESULT),
    ("alone", lambda c: c.result_without_context("13594824686"), "GET", "/results/13594824686/noContext", RESULT),
    ("strange id", lambda c: c.result("a/b?c#d%"), "GET", "/results/a%2Fb%3Fc%23d%25", RESULT),
    ("reply", lambda c: c.reply("233", "hi", "1451", True), "POST", "/results/233/replies", {}),
    ("starttyping", lambda c: c.event("233", "starttyping"), "POST", "/results/233/event/starttyping", {}),
    ("stoptyping", lambda c: c.event("233", "stoptyping"), "POST", "/results/233/event/stoptyping", {}),
    ("opened", lambda c: c.event("233", "opened"), "POST", "/results/233/event/opened", []),
    ("closed", lambda c: c.event("233", "closed"), "POST", "/results/233/event/closed", None),
    ("close", lambda c: c.close_case(CASE), "POST", "/searches/5/cases/77/close", {}),
    ("hand over", lambda c: c.hand_over(CASE, "9"), "POST", "/searches/5/cases/77/close/handOverToHandler/9", {}),
    ("release", lambda c: c.release(CASE), "POST", "/searches/5/cases/77/releaseHandler", {}),
]


@pytest.mark.parametrize(
    ("call", "method", "path", "data"), [case[1:] for case in REQUESTS], ids=[case[0] for case in REQUESTS]
)
async def test_request(call: Callable[[WebcareClient], Awaitable[object]], method: str, path: str, data: object) -> None:
    script = Script(success(data))
    await call(script.client())
    (request,) = script.calls
    assert request.method == method
    assert request.url.raw_path.decode() == "/webcare" + path
    assert request.headers["authorization"] == "Bearer token-1"
    assert request.headers["accept-encoding"] == "gzip"
    assert request.headers["accept"] == "application/json"
    assert len(request.headers["x-request-id"]) == 36
    assert "api-version" not in request.headers


async def test_configuration_request() -> None:
    script = Script(success(configuration={"account": {"company": "Acme"}}))
    account = await script.client().configuration()
    assert account.company == "Acme"
    assert (script.calls[0].method, str(script.calls[0].url)) == ("GET", BASE + "/configuration")


async def test_reply_form_holds_the_exact_words() -> None:
    words = "Hé @klant, 50% & meer + '\"\n😀 ^MK"
    script = Script(success({"uniqueId": "991"}))
    receipt = await script.client().reply("233", words, "1451", False)
    (request,) = script.calls
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert form(request) == [("message", words), ("connectionId", "1451"), ("public", "false")]
    assert receipt.reply_id == "991"


async def test_reply_without_a_channel_leaves_it_out() -> None:
    script = Script(success())
    await script.client().reply("233", "x", "", True)
    assert form(script.calls[0]) == [("message", "x"), ("public", "true")]


async def test_reply_with_half_a_surrogate_is_never_sent() -> None:
    script = Script(success())
    with pytest.raises(Unsendable) as caught:
        await script.client().reply("233", "a\ud83db", "1", True)
    assert script.calls == []
    assert caught.value.__context__ is None or "a\ud83d" not in repr(caught.value.__context__)


@pytest.mark.parametrize("id", ["", ".", "..", "..."])
async def test_no_id_leads_out_of_its_place_in_the_path(id: str) -> None:
    script = Script(success(RESULT))
    client = script.client()
    with pytest.raises(Refused):
        await client.result(id)
    with pytest.raises(Refused):
        await client.hand_over(CASE, id)
    with pytest.raises(Refused):
        await client.close_case(CaseKey(id, "1"))
    assert script.calls == []


async def test_token_request() -> None:
    script = Script(success(RESULT))
    await script.client().results(Query("demo"))
    (request,) = script.tokens
    assert request.method == "POST"
    assert parse_qs(urlsplit(str(request.url)).query) == {"grant_type": ["client_credentials"]}
    assert form(request) == [("client_id", "id-1"), ("client_secret", SECRET)]
    assert "authorization" not in request.headers


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://login.test/a?grant_type=client_credentials", "/a?grant_type=client_credentials"),
        ("https://login.test/a?x=1", "/a?x=1&grant_type=client_credentials"),
        ("https://login.test/a", "/a?grant_type=client_credentials"),
    ],
)
async def test_grant_type_stands_in_the_address_once(url: str, asked: str) -> None:
    script = Script(success(RESULT))
    await script.client(token_url=url).results(Query("demo"))
    assert script.tokens[0].url.raw_path.decode() == asked


async def test_api_version_is_sent_where_it_is_set() -> None:
    script = Script(success(RESULT))
    await script.client(api_version="1.2").results(Query("demo"))
    assert script.calls[0].headers["api-version"] == "1.2"


async def test_base_address_may_end_in_a_slash() -> None:
    script = Script(success(RESULT))
    await script.client(base_url=BASE + "/").results(Query("demo"))
    assert str(script.calls[0].url) == BASE + "/results/demo"


async def test_act_with_success_and_error_at_once_is_in_doubt() -> None:
    script = Script(success(messages=[{"type": "error", "title": "Case", "description": "is locked"}]))
    with pytest.raises(BadAnswer, match="Case: is locked"):
        await script.client().close_case(CASE)


async def test_reply_with_success_and_error_at_once_names_both() -> None:
    script = Script(success(messages=[{"type": "error", "title": "Hm"}, {"type": "info", "title": "Fine"}, "Plain"]))
    receipt = await script.client().reply("1", "x", "2", True)
    assert receipt.errors == ("Hm",)
    assert receipt.messages == ("Fine", "Plain")


async def test_sign_on_token() -> None:
    script = Script(success({"accessToken": "opaque", "tokenType": "x", "expiryDate": "2026-10-01 12:00:00"}))
    token = await script.client().sso_access_token("a@b.test")
    assert (token.token, token.expires) == ("opaque", 1_790_856_000)
    assert "opaque" not in repr(token)
    script = Script(success({"sso": {"token": "deep", "expires_in": "60"}}))
    token = await script.client().sso_access_token("a@b.test")
    assert (token.token, token.expires) == ("deep", int(NOW) + 60)


async def test_quota_and_server_time_are_noted_from_every_answer() -> None:
    quota = {"Quota-Limit": "100", "quota-USED": "40", "quota-time-unit": "minute"}
    dated = httpx.Response(
        200, json={"status": "SUCCES", "data": []}, headers={**quota, "Date": "Mon, 21 Sep 2026 14:13:30 GMT"}
    )
    failed = httpx.Response(500, json={}, headers={**quota, "quota-USED": "41"})
    script = Script(dated, failed)
    client = script.client()
    await client.results(Query("demo"))
    assert client.server_offset == 10
    with pytest.raises(Exception, match="problem"):
        await client.results(Query("demo"))
    assert [each.used for each in script.quotas] == [40, 41]
    assert client.quota == script.quotas[-1]


async def test_announced_end_of_an_endpoint_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    script = Script(
        httpx.Response(200, json={"status": "SUCCES", "data": []}, headers={"Sunset": "Thu, 31 Dec 2026 23:59:59 GMT"})
    )
    client = script.client()
    await client.results(Query("demo"))
    await client.results(Query("demo"))
    assert [each.getMessage() for each in caplog.records] == ["GET results/{profile}/{filters} ends on 2026-12-31"]


async def test_nothing_is_built_before_the_first_call(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise AssertionError("built too early")

    script = Script(success(RESULT))
    monkeypatch.setattr(httpx, "AsyncClient", refuse)
    client = script.client()
    await client.aclose()


async def test_log_holds_neither_words_nor_ids_nor_secrets(caplog: pytest.LogCaptureFixture) -> None:
    script = Script(success(), httpx.Response(500, json={"transactionId": "tx-9", "message": "canary-words"}))
    client = script.client()
    with caplog.at_level(logging.DEBUG):
        await client.reply("id-canary", "canary-words", "1", True)
        with pytest.raises(Exception, match="problem"):
            await client.reply("id-canary", "canary-words", "1", True)
    assert "results/{resultId}/replies" in caplog.text
    assert "tx-9" in caplog.text
    for secret in ("canary", SECRET, "token-1"):
        assert secret not in caplog.text

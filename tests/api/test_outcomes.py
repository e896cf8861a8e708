"""The whole outcome table: what each end of a call says about the service having acted."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.api.script import BASE, SECRET, TOKEN_URL, Answer, Script, failure, fault, success
from webcare_tui.api import errors
from webcare_tui.api.access import Access
from webcare_tui.api.client import Limits
from webcare_tui.api.errors import ApiError, Effect
from webcare_tui.api.transport import Order, Wire
from webcare_tui.filters.terms import Query
from webcare_tui.models.case import CaseKey

NONE, REFUSED, UNKNOWN = Effect.NONE, Effect.REFUSED, Effect.UNKNOWN


def html(status: int) -> httpx.Response:
    return httpx.Response(status, html="<html><title>Oops</title><body>secret stack trace</body></html>")


def said(status: Any, *messages: Any) -> httpx.Response:
    return httpx.Response(200, json={"status": status, "messages": list(messages), "data": {}})


def raising(kind: type[httpx.TransportError]) -> Exception:
    return kind("canary-detail")


TABLE: list[tuple[str, Answer, type[ApiError], Effect]] = [
    ("refused", raising(httpx.ConnectError), errors.NotReached, NONE),
    ("connect time-out", raising(httpx.ConnectTimeout), errors.NotReached, NONE),
    ("pool time-out", raising(httpx.PoolTimeout), errors.NotReached, NONE),
    ("proxy", raising(httpx.ProxyError), errors.NotReached, NONE),
    ("scheme", raising(httpx.UnsupportedProtocol), errors.NotReached, NONE),
    ("address in an answer", httpx.InvalidURL("canary-detail"), errors.NoAnswer, UNKNOWN),
    ("own mistake", raising(httpx.LocalProtocolError), errors.Unsendable, REFUSED),
    ("characters", UnicodeEncodeError("ascii", "canary-detail", 0, 1, "no"), errors.Unsendable, REFUSED),
    ("write time-out", raising(httpx.WriteTimeout), errors.NoAnswer, UNKNOWN),
    ("write error", raising(httpx.WriteError), errors.NoAnswer, UNKNOWN),
    ("read error", raising(httpx.ReadError), errors.NoAnswer, UNKNOWN),
    ("half an answer", raising(httpx.RemoteProtocolError), errors.NoAnswer, UNKNOWN),
    ("read time-out", raising(httpx.ReadTimeout), errors.NoAnswer, UNKNOWN),
    ("close error", raising(httpx.CloseError), errors.NoAnswer, UNKNOWN),
    ("unpacking", httpx.DecodingError("canary-detail"), errors.BadAnswer, UNKNOWN),
    ("socket", ConnectionResetError("canary-detail"), errors.NoAnswer, UNKNOWN),
    ("status ERROR", said("ERROR", {"type": "error", "title": "No", "description": "Closed"}), errors.Refused, REFUSED),
    ("status error", said("error", "Closed"), errors.Refused, REFUSED),
    ("status WARNING", said("WARNING", "Closed"), errors.Refused, REFUSED),
    ("status ERROR, silent", said("ERROR"), errors.Refused, REFUSED),
    ("status empty", said(""), errors.BadAnswer, UNKNOWN),
    ("status null", said(None), errors.BadAnswer, UNKNOWN),
    ("status true", said(True), errors.BadAnswer, UNKNOWN),
    ("status OK", said("OK"), errors.BadAnswer, UNKNOWN),
    ("no status", httpx.Response(200, json={"data": {}}), errors.BadAnswer, UNKNOWN),
    ("null", httpx.Response(200, json=None), errors.BadAnswer, UNKNOWN),
    ("list", httpx.Response(200, json=[]), errors.BadAnswer, UNKNOWN),
    ("empty", httpx.Response(200), errors.BadAnswer, UNKNOWN),
    ("truncated", httpx.Response(200, content=b'{"status": "SUCC'), errors.BadAnswer, UNKNOWN),
    ("web page", html(200), errors.BadAnswer, UNKNOWN),
    ("gateway's 404 in a 200", failure(404), errors.NotFound, REFUSED),
    ("gateway's 401 in a 200", httpx.Response(200, json={"status": "401", "message": "x"}), errors.BadAnswer, UNKNOWN),
    ("gateway's 500 in a 200", httpx.Response(200, json={"status": "500"}), errors.ServerTrouble, UNKNOWN),
    ("202", httpx.Response(202, json={"status": "SUCCES"}), errors.BadAnswer, UNKNOWN),
    ("204", httpx.Response(204), errors.BadAnswer, UNKNOWN),
    ("206", httpx.Response(206, json={"status": "SUCCES"}), errors.BadAnswer, UNKNOWN),
    *[
        (str(each), httpx.Response(each, headers={"location": "https://elsewhere.test/"}), errors.BadAnswer, UNKNOWN)
        for each in (301, 302, 303, 307, 308)
    ],
    *[
        (f"302 to {each!r}", httpx.Response(302, headers={"location": each}), errors.BadAnswer, UNKNOWN)
        for each in ("mailto:canary", "https:login", "app:login", "about:blank", "//", "https://[", "http://a:b/", "")
    ],
    *[
        (str(each), failure(each), errors.Refused, REFUSED)
        for each in (400, 405, 406, 407, 409, 410, 411, 412, 413, 414, 415, 422, 431)
    ],
    ("403", failure(403), errors.Forbidden, REFUSED),
    ("403 web page", html(403), errors.Forbidden, REFUSED),
    ("404", failure(404), errors.NotFound, REFUSED),
    ("404 empty", httpx.Response(404), errors.NotFound, REFUSED),
    ("401", failure(401), errors.NotAllowed, NONE),
    ("401 with a success", httpx.Response(401, json={"status": "SUCCES"}), errors.BadAnswer, UNKNOWN),
    ("key code", fault(500, "keymanagement.service.invalid_access_token"), errors.NotAllowed, NONE),
    ("token code", fault(403, "oauth.v2.InvalidAccessToken"), errors.NotAllowed, NONE),
    ("408", failure(408), errors.NoAnswer, UNKNOWN),
    ("418", failure(418), errors.BadAnswer, UNKNOWN),
    ("429", failure(429), errors.QuotaSpent, NONE),
    ("429 empty", httpx.Response(429), errors.QuotaSpent, NONE),
    ("quota as 500", fault(500, "policies.ratelimit.QuotaViolation"), errors.QuotaSpent, NONE),
    ("quota as 200", fault(200, "policies.ratelimit.QuotaViolation"), errors.QuotaSpent, NONE),
    ("arrest as 503", fault(503, "policies.ratelimit.SpikeArrestViolation"), errors.QuotaSpent, NONE),
    *[(str(each), failure(each), errors.ServerTrouble, UNKNOWN) for each in (500, 501, 502, 503, 504, 520, 525, 529)],
    ("502 web page", html(502), errors.ServerTrouble, UNKNOWN),
    ("500 with a success", httpx.Response(500, json={"status": "SUCCES"}), errors.ServerTrouble, UNKNOWN),
    ("other fault", fault(500, "messaging.adaptors.http.flow.ErrorResponseCode"), errors.ServerTrouble, UNKNOWN),
]
OUTCOMES = pytest.mark.parametrize(("answer", "kind", "effect"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])


@OUTCOMES
async def test_reply(answer: Answer, kind: type[ApiError], effect: Effect) -> None:
    script = Script(answer)
    with pytest.raises(ApiError) as caught:
        await script.client().reply("1", "canary words", "2", True)
    assert type(caught.value) is kind
    assert caught.value.effect is effect
    assert len(script.calls) == (2 if kind is errors.NotAllowed else 1)
    if isinstance(answer, httpx.Response):
        assert caught.value.status == answer.status_code
    _readable(caught.value)
    uncertain = "not certain" in caught.value.message
    assert uncertain is (effect is UNKNOWN)
    assert uncertain or "not sent" in caught.value.message


@OUTCOMES
async def test_read_and_act(answer: Answer, kind: type[ApiError], effect: Effect) -> None:
    script = Script(answer)
    client = script.client()
    with pytest.raises(ApiError) as caught:
        await client.results(Query("demo"))
    assert (type(caught.value), caught.value.effect) == (kind, effect)
    assert "Nothing was lost" in caught.value.message
    _readable(caught.value)
    script = Script(answer)
    with pytest.raises(ApiError) as caught:
        await script.client().close_case(CaseKey("1", "2"))
    assert (type(caught.value), caught.value.effect) == (kind, effect)


def _readable(error: ApiError) -> None:
    assert error.title[0].isupper()
    assert len(error.message) < 800
    for never in ("<", "canary", "stack trace", SECRET, "token-", "Traceback"):
        assert never not in str(error)
    assert "canary" not in repr(error.__context__)
    assert "canary" not in repr(error.__cause__)


@given(st.text(st.characters(codec="latin-1"), max_size=30), st.sampled_from((301, 302, 303, 307, 308)))
def test_wherever_an_answer_redirects_to_the_reply_may_have_been_posted(location: str, status: int) -> None:
    async def post() -> Effect:
        answer = httpx.Response(status, headers=[(b"location", location.encode("latin-1"))])
        with pytest.raises(ApiError) as caught:
            await Script(answer).client().reply("1", "x", "2", True)
        return caught.value.effect

    assert asyncio.run(post()) is UNKNOWN


async def test_an_address_that_is_none_was_never_called() -> None:
    async def secret() -> str:
        return SECRET

    called: list[httpx.Request] = []
    network = httpx.MockTransport(lambda request: called.append(request) or httpx.Response(200))
    wire = Wire(Access(BASE, TOKEN_URL, "x", secret), Limits(), network)
    with pytest.raises(errors.NotReached) as caught:
        await wire.send(Order("POST", "https://a:b/results"), keep=False, most=10)
    assert caught.value.effect is NONE and not called


@pytest.mark.parametrize("status", ["SUCCES", "SUCCESS", "succes", "Success "])
async def test_success_in_any_spelling(status: str) -> None:
    await Script(said(status)).client().reply("1", "x", "2", True)


async def test_transaction_number_is_kept_and_told() -> None:
    with pytest.raises(errors.ServerTrouble) as caught:
        await Script(failure(503, transactionId="abc-123")).client().results(Query("demo"))
    assert caught.value.transaction_id == "abc-123"
    assert "abc-123" in caught.value.message


async def test_service_words_are_told_without_markup_or_secrets() -> None:
    body = {"message": "<b>No</b> access_token=abcdef Bearer xyz", "info": "\x1b[31mred \u202eevil", "status": "400"}
    with pytest.raises(errors.Refused) as caught:
        await Script(httpx.Response(400, json=body)).client().results(Query("demo"))
    assert "It says: No … …. ␛[31mred <RLO>evil." in caught.value.message


async def test_own_words_and_token_do_not_come_back_in_an_error() -> None:
    body = {"message": "Cannot post 'My private words' with token-1"}
    with pytest.raises(errors.Refused) as caught:
        await Script(httpx.Response(400, json=body)).client().reply("1", "My private words", "2", True)
    assert "Cannot post '…' with …" in caught.value.message


async def test_refusal_reasons_are_told() -> None:
    answer = said("ERROR", {"type": "error", "title": "Reply", "description": "The 24-hour window is closed"})
    with pytest.raises(errors.Refused, match="Reply: The 24-hour window is closed"):
        await Script(answer).client().reply("1", "x", "2", True)


async def test_refused_token_is_replaced_once_for_a_reply_too() -> None:
    script = Script(failure(401), success())
    await script.client().reply("1", "x", "2", True)
    assert [each.headers["authorization"] for each in script.calls] == ["Bearer token-1", "Bearer token-2"]
    assert script.calls[0].content == script.calls[1].content


@pytest.mark.parametrize("kind", [httpx.ReadError, httpx.RemoteProtocolError, httpx.ReadTimeout, httpx.ConnectError])
async def test_nothing_else_is_ever_repeated(kind: type[httpx.TransportError]) -> None:
    script = Script(raising(kind), success())
    with pytest.raises(ApiError):
        await script.client().reply("1", "x", "2", True)
    assert len(script.calls) == 1


async def test_reply_after_a_failed_second_try_is_judged_by_that() -> None:
    script = Script(failure(401), raising(httpx.ReadError))
    with pytest.raises(errors.NoAnswer) as caught:
        await script.client().reply("1", "x", "2", True)
    assert caught.value.effect is UNKNOWN


async def test_deadline_covers_the_whole_call() -> None:
    async def never(_request: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError

    script = Script()
    client = script.client(limits=Limits(total=0.05))
    script.answers = [never]
    with pytest.raises(errors.NoAnswer, match="too long"):
        await client.reply("1", "x", "2", True)


async def test_cancelled_call_stays_cancelled() -> None:
    started = asyncio.Event()

    async def never(_request: httpx.Request) -> httpx.Response:
        started.set()
        await asyncio.Event().wait()
        raise AssertionError

    script = Script(never)
    call = asyncio.create_task(script.client().reply("1", "x", "2", True))
    await started.wait()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call


async def test_answers_beyond_the_limit_are_not_taken() -> None:
    script = Script(httpx.Response(200, content=b" " * 2000))
    with pytest.raises(errors.BadAnswer, match="larger than 1 KiB"):
        await script.client(limits=Limits(body=1024)).results(Query("demo"))


def test_every_error_has_a_title_and_survives_a_copy() -> None:
    for kind in (*ApiError.__subclasses__(), *errors.Refused.__subclasses__()):
        error = kind(message="What happened.", status=7, transaction_id="t", retry_at=5.0)
        again = error.copy()
        assert type(again) is kind
        assert vars(again) == vars(error)
        assert error.title and error.title == kind.heading
        for purpose in errors.Purpose:
            for effect in Effect:
                assert len(error.copy(effect=effect, purpose=purpose).message) > len(error.message)

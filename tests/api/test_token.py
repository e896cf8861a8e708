"""The access token: one flight, early renewal, no storms."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx
import pytest

from tests.api.script import SECRET, Script, failure, fault, success, token_answer
from webcare_tui.api import token
from webcare_tui.api.client import WebcareClient
from webcare_tui.api.errors import ApiError, Effect, NotAllowed, NotReached, QuotaSpent
from webcare_tui.api.token import steady
from webcare_tui.errors import WebcareError
from webcare_tui.filters.terms import Query

DEMO = Query("demo")
PAGE: dict[str, Any] = {"results": []}


async def outcome(client: WebcareClient) -> str:
    """The class of the error that a read ends in, "" for none."""
    try:
        await client.results(DEMO)
    except ApiError as error:
        return type(error).__name__
    return ""


async def test_fifty_calls_at_once_ask_for_one_token() -> None:
    script = Script(success(PAGE))
    client = script.client()
    assert await asyncio.gather(*(outcome(client) for _ in range(50))) == [""] * 50
    assert (len(script.tokens), len(script.calls)) == (1, 50)


async def test_fifty_calls_on_an_expired_token_ask_for_one_more() -> None:
    script = Script(success(PAGE))
    client = script.client()
    await client.results(DEMO)
    script.clock.pass_(4000)
    await asyncio.gather(*(outcome(client) for _ in range(50)))
    assert len(script.tokens) == 2


async def test_fifty_calls_with_a_refused_token_ask_for_one_more() -> None:
    def only_second(request: httpx.Request) -> httpx.Response:
        return success(PAGE) if request.headers["authorization"].endswith("token-2") else failure(401)

    script = Script(only_second)
    client = script.client()
    assert await asyncio.gather(*(outcome(client) for _ in range(50))) == [""] * 50
    assert len(script.tokens) == 2
    assert len(script.calls) == 100


async def test_late_refusal_of_an_earlier_token_only_repeats_the_call() -> None:
    started, release = asyncio.Event(), asyncio.Event()

    async def slow(request: httpx.Request) -> httpx.Response:
        started.set()
        await release.wait()
        return failure(401)

    script = Script(slow, failure(401), success(PAGE))
    client = script.client()
    first = asyncio.create_task(outcome(client))
    await started.wait()
    assert await outcome(client) == ""
    release.set()
    assert await first == ""
    assert len(script.tokens) == 2
    assert [each.headers["authorization"][-1] for each in script.calls] == ["1", "1", "2", "2"]


async def test_endless_refusals_cost_two_tokens() -> None:
    script = Script(failure(401))
    client = script.client()
    for _ in range(20):
        assert await outcome(client) == "NotAllowed"
    assert len(script.tokens) == 2
    assert len(script.calls) == 21


async def test_refreshes_are_half_a_minute_apart_and_three_in_a_row() -> None:
    script = Script(failure(401))
    client = script.client()
    for _ in range(600):
        assert await outcome(client) == "NotAllowed"
        script.clock.pass_(10)
    assert len(script.tokens) == 1 + 3
    calls = len(script.calls)
    assert await outcome(client) == "NotAllowed"
    assert len(script.calls) == calls
    script.answers = [success(PAGE)]
    client.start_over()
    assert await outcome(client) == ""


async def test_an_accepted_call_forgives_earlier_refusals() -> None:
    script = Script(success(PAGE))
    client = script.client()
    for _ in range(10):
        script.answers = [failure(401), success(PAGE)]
        assert await outcome(client) == ""
        script.clock.pass_(31)
    assert len(script.tokens) == 11


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(401, json={"error": "invalid_client", "error_description": "Client credentials are wrong"}),
        httpx.Response(400, json={"error": "invalid_client"}),
        httpx.Response(401, json={"ErrorCode": "invalid_client", "Error": "ClientId is Invalid"}),
        fault(401, "oauth.v2.InvalidClientIdentifier"),
        fault(403, "keymanagement.service.CompanyStatusNotActive"),
        failure(401),
        httpx.Response(401, html="<html>no</html>"),
    ],
)
async def test_wrong_credentials_end_it_at_once(answer: httpx.Response) -> None:
    script = Script(success(PAGE), token=lambda _: answer)
    client = script.client()
    for _ in range(5):
        with pytest.raises(NotAllowed) as caught:
            await client.reply("1", "x", "2", True)
        assert caught.value.effect is Effect.NONE
        assert "client id" in caught.value.message
        script.clock.pass_(100_000)
    assert len(script.tokens) == 1
    assert script.calls == []
    script.token = token_answer
    client.start_over()
    await client.reply("1", "x", "2", True)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (failure(500), NotReached),
        (failure(503), NotReached),
        (failure(404), NotReached),
        (failure(403), NotAllowed),
        (failure(400), NotAllowed),
        (failure(429), QuotaSpent),
        (fault(500, "policies.ratelimit.QuotaViolation"), QuotaSpent),
        (httpx.Response(200), NotReached),
        (httpx.Response(200, html="<html>sign in</html>"), NotReached),
        (httpx.Response(200, content=b"[" * 5000), NotReached),
        (httpx.Response(200, content=b"x" * 70_000), NotReached),
        (httpx.Response(200, json={"access_token": "a b"}), NotReached),
        (httpx.Response(200, json={"access_token": "a\nb"}), NotReached),
        (httpx.Response(200, json={"access_token": "é"}), NotReached),
        (httpx.Response(200, json={"access_token": ""}), NotReached),
        (httpx.Response(200, json={"access_token": ["a"]}), NotReached),
        (httpx.Response(201, json={"access_token": "a"}), NotReached),
        (httpx.Response(307, headers={"location": "https://elsewhere.test/token"}), NotReached),
        (httpx.ReadTimeout(""), NotReached),
        (httpx.ReadError(""), NotReached),
        (httpx.ConnectError(""), NotReached),
    ],
)
async def test_without_a_token_the_call_was_surely_not_made(answer: httpx.Response | Exception, kind: type[ApiError]) -> None:
    script = Script(success(PAGE), token=lambda _: answer)
    with pytest.raises(kind) as caught:
        await script.client().reply("1", "x", "2", True)
    assert caught.value.effect is Effect.NONE
    assert "not sent" in caught.value.message
    assert SECRET not in str(caught.value)
    assert script.calls == []
    assert len(script.tokens) == 1


async def test_failing_token_address_is_not_stormed() -> None:
    script = Script(success(PAGE), token=lambda _: failure(503))
    client = script.client()
    for _ in range(100):
        assert await outcome(client) == "NotReached"
    assert len(script.tokens) == 1
    for _ in range(600):
        await outcome(client)
        script.clock.pass_(1)
    assert len(script.tokens) < 30
    script.token = token_answer
    script.clock.pass_(31)
    assert await outcome(client) == ""


async def test_an_unreachable_token_address_is_tried_at_each_call() -> None:
    script = Script(success(PAGE), token=lambda _: httpx.ConnectError(""))
    client = script.client()
    assert await outcome(client) == "NotReached"
    script.token = token_answer
    assert await outcome(client) == ""


@pytest.mark.parametrize(
    ("expires_in", "life"),
    [
        ("3599", 3539), (3600, 3540), ("999999", 86_340), ("-1", 300), ("0", 300), (None, 300), ("soon", 300), ([], 300),
        (1e400, 300), ("120", 60), ("60", 30), (10, 5), (True, 0.5),
    ],
)  # fmt: skip
async def test_life_of_a_token(expires_in: object, life: float) -> None:
    content = {"access_token": "t", "issued_at": "1", "status": "approved"}
    if expires_in == 1e400:
        body = b'{"access_token": "t", "expires_in": 1e400}'
        script = Script(success(PAGE), token=lambda _: httpx.Response(200, content=body))
    else:
        script = Script(success(PAGE), token=lambda _: httpx.Response(200, json={**content, "expires_in": expires_in}))
    client = script.client()
    await client.results(DEMO)
    script.clock.pass_(life - 0.25)
    await client.results(DEMO)
    assert len(script.tokens) == 1
    script.clock.pass_(0.25)
    await client.results(DEMO)
    assert len(script.tokens) == 2


async def test_a_cancelled_call_leaves_the_flight_to_the_others() -> None:
    started, release = asyncio.Event(), asyncio.Event()

    async def slow(_request: httpx.Request) -> httpx.Response:
        started.set()
        await release.wait()
        return token_answer(1)

    script = Script(success(PAGE), token=lambda _: slow)
    client = script.client()
    first, second = asyncio.create_task(outcome(client)), asyncio.create_task(outcome(client))
    await started.wait()
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    release.set()
    assert await second == ""
    assert len(script.tokens) == 1


async def test_closing_ends_a_flight() -> None:
    started = asyncio.Event()

    async def never(_request: httpx.Request) -> httpx.Response:
        started.set()
        await asyncio.Event().wait()
        raise AssertionError

    script = Script(token=lambda _: never)
    client = script.client()
    call = asyncio.create_task(outcome(client))
    await started.wait()
    await client.aclose()
    assert await call == "NotReached"
    assert await outcome(client) == "NotReached"


async def test_secret_is_asked_for_each_time_and_kept_nowhere() -> None:
    asked = []

    async def secret() -> str:
        asked.append(1)
        return "very-secret"

    script = Script(success(PAGE))
    client = script.client(secret=secret)
    await client.results(DEMO)
    script.clock.pass_(4000)
    await client.results(DEMO)
    assert len(asked) == 2
    assert "very-secret" not in repr(vars(client._tokens))


@pytest.mark.parametrize("error", [OSError("hunter2"), TimeoutError(), ValueError("hunter2")])
async def test_no_secret_to_be_had(error: Exception) -> None:
    async def secret() -> str:
        raise error

    script = Script(success(PAGE))
    with pytest.raises(NotAllowed, match="client secret could not be had") as caught:
        await script.client(secret=secret).results(DEMO)
    assert "hunter2" not in str(caught.value)
    assert "hunter2" not in repr(caught.value.__context__)
    assert script.tokens == []


async def test_a_search_for_the_secret_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    async def secret() -> str:
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(token, "_LONGEST_SEARCH", 0.02)
    with pytest.raises(NotAllowed, match="client secret could not be had"):
        await asyncio.wait_for(Script().client(secret=secret).results(DEMO), 2)


async def test_reason_of_the_settings_is_passed_on() -> None:
    async def secret() -> str:
        raise WebcareError("The secret command failed", "It ended with 1.")

    with pytest.raises(NotAllowed, match="The secret command failed: It ended with 1"):
        await Script().client(secret=secret).results(DEMO)


async def test_each_waiter_gets_an_error_of_its_own() -> None:
    script = Script(token=lambda _: failure(503))
    client = script.client()
    errors = await asyncio.gather(*(client.results(DEMO) for _ in range(3)), return_exceptions=True)
    assert len({id(each) for each in errors}) == 3
    assert all(isinstance(each, NotReached) for each in errors)


def test_steady_clock_goes_on() -> None:
    first = steady()
    assert steady() >= first > 0
    assert abs(first - time.monotonic()) < 10**9

"""Quota headers, pauses, the gate and the server's clock."""

from __future__ import annotations

import time

import httpx
import pytest

from tests.api.script import NOW, Clock, Script, failure, fault, success
from webcare_tui.api.errors import Effect, QuotaSpent
from webcare_tui.api.quota import Gate, ServerClock, parse, pause_after
from webcare_tui.filters.terms import Query
from webcare_tui.models.case import CaseKey
from webcare_tui.models.quota import Quota

DEMO = Query("demo")
SECONDS = int(NOW)


def headers(**values: str) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in values.items()}


PARSED: list[tuple[dict[str, str], tuple[int, int, int, int] | None]] = [
    ({}, None),
    (headers(quota_limit="100"), None),
    (headers(quota_used="5"), None),
    (headers(quota_limit="0", quota_used="5"), None),
    (headers(quota_limit="-5", quota_used="5"), None),
    (headers(quota_limit="many", quota_used="5"), None),
    (headers(quota_limit="100", quota_used="few"), None),
    (headers(quota_limit="100", quota_used="5"), (100, 5, 0, 0)),
    (headers(QUOTA_LIMIT="100", Quota_Used="5", QUOTA_time_UNIT="Hour"), (100, 5, 3600, 0)),
    (headers(quota_limit=" 100 ", quota_used="5", quota_interval="2", quota_time_unit="minutes"), (100, 5, 120, 0)),
    (headers(quota_limit="100, 100", quota_used="5, 5", quota_time_unit="day, day"), (100, 5, 86_400, 0)),
    (headers(quota_limit="100.0", quota_used="5.9", quota_time_unit="month"), (100, 5, 2_678_400, 0)),
    (headers(quota_limit="9" * 25, quota_used="9" * 25, quota_time_unit="second"), (10**9, 10**9, 1, 0)),
    (headers(quota_limit="9" * 50, quota_used="1"), None),
    (headers(quota_limit="10", quota_used="1", quota_interval="99999999", quota_time_unit="day"), (10, 1, 31_622_400, 0)),
    (headers(quota_limit="10", quota_used="1", quota_interval="0", quota_time_unit="minute"), (10, 1, 60, 0)),
    (headers(quota_limit="10", quota_used="1", quota_interval="x", quota_time_unit="fortnight"), (10, 1, 0, 0)),
]
RESETS: list[tuple[str, int]] = [
    (str(SECONDS + 30), 30),
    (str((SECONDS + 30) * 1000), 30),
    (f"{SECONDS + 30}.7", 30),
    ("Mon, 21 Sep 2026 14:14:00 GMT", 40),
    ("2026-09-21T14:14:00Z", 40),
    ("2026-09-21T14:14:00", 40),
    ("2026-09-21 14:14:00", 40),
    ("2026-09-21T16:14:00+02:00", 40),
    (str(SECONDS), 0),
    (str(SECONDS + 120), 120),
    (str(SECONDS + 121), -SECONDS),
    (str(SECONDS - 60), -SECONDS),
    ("0", -SECONDS),
    ("", -SECONDS),
    ("tomorrow", -SECONDS),
    ("9" * 40, -SECONDS),
    ("-1", -SECONDS),
    ("NaN", -SECONDS),
    ("Mon, 99 Foo 2026", -SECONDS),
]


@pytest.mark.parametrize(("given", "expected"), PARSED)
def test_headers(given: dict[str, str], expected: tuple[int, int, int, int] | None) -> None:
    quota = parse(given, NOW)
    if expected is None:
        assert quota is None
    else:
        assert quota == Quota(*expected, seen_at=SECONDS)


@pytest.mark.parametrize(("value", "after"), RESETS)
def test_reset(value: str, after: int) -> None:
    given = headers(quota_limit="10", quota_used="1", quota_time_unit="minute")
    quota = parse({**given, "quota-reset-UTC": value}, NOW)
    assert quota is not None
    assert quota.reset_at == SECONDS + after


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ({}, 30),
        ({"Retry-After": "7"}, 7),
        ({"retry-after": "0"}, 1),
        ({"retry-after": "-3"}, 1),
        ({"retry-after": "100000"}, 900),
        ({"retry-after": "9" * 60}, 900),
        ({"retry-after": "Mon, 21 Sep 2026 14:14:00 GMT"}, 40),
        ({"retry-after": "Mon, 21 Sep 2020 14:14:00 GMT"}, 1),
        ({"retry-after": "Fri, 21 Sep 2029 14:14:00 GMT"}, 900),
        ({"retry-after": "later"}, 30),
        ({"quota-reset-UTC": str(SECONDS + 45)}, 45),
        ({"quota-reset-UTC": "junk"}, 30),
        ({"quota-limit": "9", "quota-used": "9", "quota-time-unit": "hour", "quota-reset-UTC": str(SECONDS + 3000)}, 3000),
        ({"quota-limit": "9", "quota-used": "9", "quota-time-unit": "month", "quota-reset-UTC": str(SECONDS + 10**6)}, 86_400),
        ({"quota-limit": "9", "quota-used": "3", "quota-time-unit": "hour", "quota-reset-UTC": str(SECONDS + 3000)}, 30),
        ({"retry-after": "5", "quota-reset-UTC": str(SECONDS + 45)}, 5),
    ],
)
def test_pause(given: dict[str, str], seconds: float) -> None:
    assert pause_after(given, NOW) == seconds


async def test_one_429_shuts_the_gate_for_every_call() -> None:
    script = Script(httpx.Response(429, headers={"retry-after": "60"}), success({"results": []}))
    client = script.client()
    with pytest.raises(QuotaSpent) as caught:
        await client.results(DEMO)
    assert caught.value.retry_at == NOW + 60
    assert f"Next try from {time.strftime('%H:%M %Z', time.localtime(NOW + 60))} on." in caught.value.message
    for call in (
        lambda: client.configuration(),
        lambda: client.results(DEMO),
        lambda: client.result("1"),
        lambda: client.result_without_context("1"),
        lambda: client.reply("1", "x", "2", True),
        lambda: client.event("1", "opened"),
        lambda: client.close_case(CaseKey("1", "2")),
        lambda: client.hand_over(CaseKey("1", "2"), "3"),
        lambda: client.release(CaseKey("1", "2")),
        lambda: client.sso_access_token("a@b.test"),
    ):
        script.clock.pass_(1)
        with pytest.raises(QuotaSpent) as caught:
            await call()
        assert caught.value.retry_at == NOW + 60
        assert caught.value.effect is Effect.NONE
    assert len(script.calls) == 1
    script.clock.pass_(50)
    await client.results(DEMO)
    assert len(script.calls) == 2


async def test_a_quota_violation_as_500_shuts_it_too() -> None:
    script = Script(fault(500, "policies.ratelimit.QuotaViolation"))
    client = script.client()
    for _ in range(3):
        with pytest.raises(QuotaSpent) as caught:
            await client.reply("1", "x", "2", True)
        assert caught.value.retry_at == NOW + 30
    assert len(script.calls) == 1


async def test_a_429_for_a_token_shuts_it_too() -> None:
    script = Script(token=lambda _: failure(429))
    client = script.client()
    for _ in range(3):
        with pytest.raises(QuotaSpent) as caught:
            await client.results(DEMO)
    assert len(script.tokens) == 1
    assert caught.value.retry_at == NOW + 30


async def test_other_failures_leave_the_gate_open() -> None:
    script = Script(failure(503, message="Quota"))
    client = script.client()
    for _ in range(3):
        with pytest.raises(Exception, match="problem"):
            await client.results(DEMO)
    assert len(script.calls) == 3


def test_gate_follows_the_clock_that_does_not_jump() -> None:
    wall, ticks = Clock(), Clock(0)
    gate = Gate(wall, ticks)
    gate.check()
    assert gate.shut(60) == NOW + 60
    assert gate.shut(10) == NOW + 60
    wall.pass_(-86_400)
    ticks.pass_(59)
    with pytest.raises(QuotaSpent) as caught:
        gate.check()
    assert caught.value.retry_at == NOW - 86_400 + 1
    ticks.pass_(1)
    gate.check()


def test_server_clock_is_the_median_of_five() -> None:
    clock = ServerClock()
    assert clock.offset == 0
    clock.note({"Date": "rubbish"}, NOW)
    clock.note({}, NOW)
    assert clock.offset == 0
    for seconds in (10, 9000, 11, 12, 13, 14, 15):
        clock.note({"date": "Mon, 21 Sep 2026 14:13:20 GMT"}, NOW - seconds)
    assert clock.offset == 13


def test_quota_of_a_server_with_another_clock_is_told_in_local_time() -> None:
    clock = ServerClock()
    quota = Quota(10, 5, 60, SECONDS + 30, SECONDS)
    clock.note({"date": "Mon, 21 Sep 2026 14:13:20 GMT"}, NOW - 0.7)
    assert clock.local(quota) == quota
    clock = ServerClock()
    clock.note({"date": "Mon, 21 Sep 2026 14:13:20 GMT"}, NOW - 3600)
    assert clock.local(quota) == Quota(10, 5, 60, SECONDS + 30 - 3600, SECONDS - 3600)
    assert clock.local(Quota(10, 5, 60, 0, SECONDS)).reset_at == 0

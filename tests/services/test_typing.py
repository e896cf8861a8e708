"""Typing events: when, how often, in which order, and never a failure."""

from __future__ import annotations

import asyncio

import pytest

from tests.services.fakes import START, result
from webcare_tui.api import errors
from webcare_tui.models.quota import Quota
from webcare_tui.services.link import Link
from webcare_tui.services.typing import Typing

ONE, TWO = result(1), result(2)


@pytest.fixture
async def typing(clock, service, heard):
    link = Link(clock, heard, lambda: 0.5)
    typing = Typing(lambda: service, link, clock, enabled=True, supported=lambda each: each.source == 14)
    typing.link = link
    task = asyncio.create_task(typing.run())
    await clock.advance()
    yield typing
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_one_start_at_the_first_character_and_again_every_twenty_seconds(typing, service, clock):
    for _ in range(45):
        typing.typed(ONE)
        await clock.advance(1)
    assert service.acts == [("starttyping", "1")] * 3


async def test_a_stop_after_fifteen_idle_seconds_and_a_start_on_going_on(typing, service, clock):
    typing.typed(ONE)
    await clock.advance(14)
    assert service.acts == [("starttyping", "1")]
    await clock.advance(1)
    assert service.acts == [("starttyping", "1"), ("stoptyping", "1")]
    await clock.advance(100)
    assert len(service.acts) == 2
    typing.typed(ONE)
    await clock.advance()
    assert service.acts[2:] == [("starttyping", "1")]


async def test_going_elsewhere_stops_the_one_before_the_other_starts(typing, service, clock):
    typing.typed(ONE)
    typing.typed(TWO)
    await clock.advance()
    assert service.acts == [("starttyping", "1"), ("stoptyping", "1"), ("starttyping", "2")]


async def test_a_stop_never_overtakes_its_start(typing, service, clock):
    service.holds["starttyping"] = asyncio.Event()
    typing.typed(ONE)
    await clock.advance()
    typing.idle()
    await clock.advance(1)
    assert service.calls == ["starttyping"] and service.acts == []
    service.holds["starttyping"].set()
    await clock.advance()
    assert service.acts == [("starttyping", "1"), ("stoptyping", "1")]


async def test_stop_waits_until_it_is_said_but_not_for_ever(typing, service, clock):
    typing.typed(ONE)
    await typing.stop()
    assert service.acts[-1] == ("stoptyping", "1")
    service.holds["starttyping"] = asyncio.Event()
    typing.typed(ONE)
    before = clock.monotonic()
    stopping = asyncio.create_task(typing.stop())
    await clock.advance(1)
    assert stopping.done() and clock.monotonic() - before == 1


@pytest.mark.parametrize("error", [errors.NoAnswer(), errors.NotAllowed(), errors.Refused(), errors.QuotaSpent()])
async def test_failures_are_silent_and_nothing_is_tried_twice(typing, service, heard, clock, error):
    service.fail("starttyping", error)
    typing.typed(ONE)
    await clock.advance(5)
    assert service.calls.count("starttyping") == 1 and heard == []


async def test_sources_that_cannot_show_it_are_left_alone(typing, service, clock):
    typing.typed(result(3, source=3))
    await clock.advance(60)
    assert service.calls == []


async def test_switched_off(clock, service, heard):
    typing = Typing(lambda: service, Link(clock, heard, lambda: 0.5), clock, enabled=False, supported=lambda each: True)
    task = asyncio.create_task(typing.run())
    typing.typed(ONE)
    await clock.advance(60)
    task.cancel()
    assert service.calls == []


async def test_dropped_first_when_calls_are_short_but_what_began_is_ended(typing, service, clock):
    typing.typed(ONE)
    await clock.advance()
    typing.link.told(Quota(100, 70, 3600, START + 3600, START))
    typing.typed(TWO)
    await clock.advance(30)
    assert service.acts == [("starttyping", "1"), ("stoptyping", "1")]

"""The link and the supervisor: one judgement for all, and workers that come back."""

from __future__ import annotations

import asyncio
import itertools

import pytest

from tests.services.fakes import START
from webcare_tui.api import errors
from webcare_tui.errors import WebcareError
from webcare_tui.models.quota import Quota
from webcare_tui.services.clock import SystemClock
from webcare_tui.services.events import LinkChanged, LinkState, Noticed, QuotaChanged
from webcare_tui.services.link import Link
from webcare_tui.services.schedule import Priority
from webcare_tui.services.supervisor import supervise


@pytest.fixture
async def link(clock, heard):
    return Link(clock, heard, lambda: 0.5)


async def test_it_begins_connecting_and_tells_changes_only(link, heard):
    assert link.changed.state is LinkState.CONNECTING
    link.answered()
    link.answered()
    assert [event.state for event in heard.of(LinkChanged)] == [LinkState.LIVE]


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (errors.NotReached(), LinkState.OFFLINE),
        (errors.ServerTrouble(), LinkState.OFFLINE),
        (errors.NotAllowed(), LinkState.NOT_ALLOWED),
        (WebcareError("No secret", "none of the ways gave one"), LinkState.NOT_ALLOWED),
        (errors.QuotaSpent(), LinkState.QUOTA),
        (errors.NotFound(), LinkState.LIVE),
        (errors.Forbidden(), LinkState.LIVE),
        (errors.Refused(), LinkState.LIVE),
    ],
    ids=lambda each: type(each).__name__,
)
async def test_judgements(link, error, state):
    wait = link.failed(error)
    assert link.changed.state is state
    assert (wait == 0) is (state is LinkState.LIVE)
    assert (link.changed.next_try is None) is (state is LinkState.LIVE)


async def test_since_is_the_beginning_of_the_state_not_of_the_last_message(link, clock, heard):
    link.failed(errors.NotReached())
    clock.wall += 50
    link.failed(errors.NoAnswer())
    first, second = heard.of(LinkChanged)
    assert second.since == first.since == START and second.message != first.message


async def test_a_closed_gate_closes_for_all_and_an_answer_under_way_does_not_open_it(link, clock):
    link.failed(errors.QuotaSpent(retry_at=START + 100.0))
    link.answered()
    assert link.changed.state is LinkState.QUOTA
    assert not any(link.allows(priority) for priority in Priority)
    await clock.advance(120)
    assert all(link.allows(priority) for priority in Priority)
    link.answered()
    assert link.changed.state is LinkState.LIVE


async def test_it_tells_when_the_service_is_back(link):
    back = []
    link.back = lambda: back.append(True)
    link.answered()
    link.failed(errors.NotReached())
    link.answered()
    link.answered()
    assert back == [True]


async def test_of_two_answers_that_overtook_each_other_the_higher_number_counts(link, heard):
    for used in (5, 7, 6, 8):
        link.told(Quota(100, used, 60, START + 60, START))
    link.told(Quota(100, 1, 60, START + 120, START + 61))
    assert [event.quota.used for event in heard.of(QuotaChanged)] == [5, 7, 8, 1]


async def test_a_worker_that_breaks_is_told_of_once_and_starts_again_ever_more_slowly(clock, heard):
    starts = []

    async def work():
        starts.append(clock.monotonic())
        raise RuntimeError("the words of a customer")

    task = asyncio.create_task(supervise("Reading", work, clock, heard))
    await clock.advance(63)
    assert [round(b - a) for a, b in itertools.pairwise(starts)] == [1, 2, 4, 8, 16, 32]
    (notice,) = heard.of(Noticed)
    assert "Reading" in notice.title and "customer" not in notice.message
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_worker_that_was_steady_starts_again_at_once(clock, heard):
    starts = []

    async def work():
        starts.append(clock.monotonic())
        await clock.sleep(200)
        raise WebcareError("Broken", "again")

    task = asyncio.create_task(supervise("Reading", work, clock, heard))
    await clock.advance(810)
    assert [b - a for a, b in itertools.pairwise(starts)] == [201, 201, 201, 201]
    assert "Broken" in heard.of(Noticed)[0].message
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_worker_that_ends_has_ended(clock, heard):
    async def work():
        return

    await supervise("Reading", work, clock, heard)
    assert heard == []


async def test_the_machines_clock():
    clock, event = SystemClock(), asyncio.Event()
    assert clock.now() > START / 2 and clock.monotonic() >= 0
    await clock.sleep(-1)
    assert await clock.wait(event, 0.001) is False
    event.set()
    assert await clock.wait(event, None) is True


def test_the_share_follows_what_the_gateway_counts(clock, heard):
    link = Link(clock, heard, lambda: 0.5)
    for used in range(1, 400, 4):
        link.told(Quota(1000, used, 3600, START + 3600, START))
    assert link.share == pytest.approx(0.25, abs=0.04)

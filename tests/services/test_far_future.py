"""Results whose time lies in the year 2381, as the vendor's own sample does: neither lost nor in the way of the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.services.fakes import START, result
from webcare_tui.api.answers import ResultPage
from webcare_tui.services.scan import Learned, Scan
from webcare_tui.store import Selection

SAMPLE = 12_995_843_649


@pytest.fixture(autouse=True)
def only_the_open_view(monkeypatch):
    monkeypatch.setattr("webcare_tui.services.poller.OTHERS", 0)


@pytest.fixture
async def late(service):
    """Ids whose time the service tells as one in the year 2381, although they stand where they belong."""
    ids, honest = set(), service.results

    async def results(query):
        page = await honest(query)
        return ResultPage(tuple(replace(each, time=SAMPLE) if each.id in ids else each for each in page.results))

    service.results = results
    return ids


async def watched(desk, clock, *, kind="profile"):
    session = await desk.open()
    chosen = next(each for each in session.views if each.kind == kind)
    session.poller.watch(chosen)
    await clock.advance(1)
    return session, chosen


async def members(session, view):
    return {row.result.id for row in await session.store.results.window(Selection(view.key), 0, 5000)}


async def test_one_further_down_than_a_scan_reaches_stays(desk, clock, service, late):
    service.truth = {str(n): result(n) for n in range(1, 301)}
    late |= {"50"}
    session, view = await watched(desk, clock)
    session.poller.more(view)
    await clock.advance(10)
    assert len(await members(session, view)) == 300
    await desk.close()
    session, view = await watched(desk, clock)
    await clock.advance(400)
    assert "50" in await members(session, view)


async def test_one_in_a_scan_does_not_keep_others_that_are_gone(desk, clock, service, late):
    service.truth = {str(n): result(n) for n in range(1, 301)}
    late |= {"250"}
    session, view = await watched(desk, clock)
    assert "240" in await members(session, view)
    del service.truth["240"]
    await clock.advance(200)
    assert "240" not in await members(session, view) and "250" in await members(session, view)


async def test_what_comes_in_late_beside_it_is_found_at_once(desk, clock, service, late):
    service.truth = {str(n): result(n, time=START - 100_000 + 60 * n) for n in range(2, 601, 2)}
    late |= {"600"}
    session, view = await watched(desk, clock)
    service.truth["591"] = result(591, time=START - 100_000 + 60 * 591)
    await clock.advance(45)
    assert "591" in await members(session, view)


def test_a_scan_ends_at_the_last_whose_time_can_be():
    scan = Scan(5, Learned(), 5)
    scan.take([result(9), result(8), replace(result(7), time=SAMPLE)], 0, known=True, horizon=START)
    assert (scan.last_id, scan.last_time) == ("8", result(8).time)

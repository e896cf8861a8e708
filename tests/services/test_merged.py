"""Views that merge several search profiles, and views with a limit: what is read for them, and what they hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby

import pytest

from tests.services.fakes import account, result
from webcare_tui.api import errors
from webcare_tui.filters.terms import Limit, Offset
from webcare_tui.models.account import SearchProfile
from webcare_tui.models.quota import Quota
from webcare_tui.services import poller
from webcare_tui.services.events import CountsChanged, Gap, Noticed, ResultsArrived
from webcare_tui.store import Selection

THREE = (SearchProfile("1", "Mobile"), SearchProfile("2", "Home"), SearchProfile("3", "Business"))


def by_turns(count):
    """Results of the three search profiles by turns."""
    return {str(n): result(n, search_id=str(n % 3 + 1)) for n in range(1, count + 1)}


@pytest.fixture
def others(monkeypatch):
    """Only the open view is read."""
    monkeypatch.setattr(poller, "OTHERS", 0)


@pytest.fixture
async def session(desk, service):
    service.account = account(searches=THREE)
    service.search_ids = {each.name: each.id for each in THREE}
    service.truth = by_turns(90)
    return await desk.open()


def view(session, key):
    return next(each for each in session.views if each.key == key)


async def members(session, key, **changes):
    rows = await session.store.results.window(Selection(key, **changes), 0, 5000)
    return [row.result.id for row in rows]


def asked(service, since=0):
    """How often each search profile was asked for."""
    return Counter(query.profile for query in service.queries[since:])


async def test_the_gap_of_a_merged_view_is_that_of_all_its_parts(session, clock, others):
    session.poller.watch(view(session, "all//next"))
    await clock.advance(1)
    first, second, third = session.poller._feeds.opened
    assert session.poller._feeds.gap(first) is None
    second.gap, third.gap = Gap(100, 300), Gap(200, 400)
    assert {session.poller._feeds.gap(each) for each in (first, second, third)} == {Gap(100, 400)}
    session.poller.watch(view(session, "1//next"))
    assert session.poller._feeds.gap(second) == Gap(100, 300), "of one that is not open only its own"


async def test_one_queue_of_all_search_profiles_in_the_order_of_time(session, clock, others):
    session.poller.watch(view(session, "all//next"))
    await clock.advance(1)
    assert await members(session, "all//next", oldest_first=True) == [str(n) for n in range(1, 91)]


async def test_all_parts_are_kept_fresh_in_each_round(session, clock, service, heard, others):
    session.poller.watch(view(session, "all//next"))
    await clock.advance(60)
    before = len(service.queries)
    service.truth |= {str(n): result(n, search_id=str(n % 3 + 1)) for n in range(91, 97)}
    session.poller.refresh()
    await clock.advance(1)
    assert await members(session, "all//next") == [str(n) for n in range(96, 0, -1)]
    assert set(asked(service, before)) == {"Mobile", "Home", "Business"}
    await clock.advance(600)
    calls = asked(service, before).values()
    assert max(calls) - min(calls) <= 2, "each has its turn"
    assert {event.view_key for event in heard.of(ResultsArrived)} >= {"1//next", "2//next", "3//next"}
    assert heard.last(CountsChanged).counts["all//next"].unhandled == 96


async def test_where_calls_end_the_one_that_waited_longest_comes_first(session, clock, service, others):
    session.poller.watch(view(session, "all//next"))
    await clock.advance(60)
    before = len(service.queries)
    for _ in range(6):
        session._link.told(Quota(1000, 799, 3600, int(clock.now()) + 3600, int(clock.now())))  # one more is allowed
        service.on_call = lambda name: session._link.told(
            Quota(1000, 800, 3600, int(clock.now()) + 3600, int(clock.now())))
        session.poller.refresh()
        await clock.advance(1)
        service.on_call = lambda name: None
    turns = [name for name, _ in groupby(query.profile for query in service.queries[before:])]
    assert turns == (["Mobile", "Home", "Business"] * 2)[: len(turns)] and len(turns) >= 3


async def test_while_it_is_closed_only_views_of_one_search_profile_are_read(session, clock, service, heard, monkeypatch):
    monkeypatch.setattr(poller, "OTHERS", 3)
    session.poller.watch(view(session, "1//next"))
    await clock.advance(300)
    assert asked(service).total() and not [feed for feed in session.poller.feeds if feed.view.key.startswith("all")]
    assert {event.view_key for event in heard.of(ResultsArrived)} == {each.key for each in session.views if not each.parts}


async def test_a_search_profile_that_is_refused_does_not_stop_the_others(session, clock, service, heard, others):
    real = service.results

    async def refusing(query):
        if query.profile == "Home":
            raise errors.Refused(404, "no such search profile")
        return await real(query)

    service.results = refusing
    session.poller.watch(view(session, "all//next"))
    await clock.advance(60)
    found = await members(session, "all//next", oldest_first=True)
    assert found == [str(n) for n in range(1, 91) if n % 3 + 1 != 2]
    assert len([each for each in heard.of(Noticed) if "cannot be read" in each.title]) == 1


async def test_more_reads_every_part_further_back(session, clock, service, others):
    service.truth = by_turns(1500)
    chosen = view(session, "all")
    session.poller.watch(chosen)
    await clock.advance(1)
    before = len(await members(session, "all"))
    session.poller.more(chosen)
    await clock.advance(1)
    assert len(await members(session, "all")) >= before + 3 * 150


async def test_a_merged_view_of_the_moment_is_filled_and_gone_afterwards(session, clock, others):
    chosen = view(session, "all//next")
    parts = tuple(replace(part, key=f"{part.key}@x") for part in chosen.parts)
    session.poller.watch(replace(chosen, key="passing", parts=parts))
    await clock.advance(1)
    assert len(await members(session, "passing")) == 90
    session.poller.watch(view(session, "1"))
    await clock.advance(30)
    assert await members(session, "passing") == []


async def test_it_is_whole_again_after_the_cache_was_emptied(session, clock, others):
    session.poller.watch(view(session, "all//next"))
    await clock.advance(1)
    await session.store.purge(None)
    await clock.advance(120)
    assert len(await members(session, "all//next")) == 90


# A limit --------------------------------------------------------------------------------------------------------------


def limited(session, key, limit):
    chosen = view(session, key)
    return replace(chosen, key=f"{key}@{limit}", limit=limit)


@pytest.mark.parametrize(("key", "oldest"), [("1", False), ("1//next", True)])
async def test_no_more_is_kept_than_the_limit(session, clock, service, others, key, oldest):
    service.truth = {str(n): result(n) for n in range(1, 401)}
    chosen = limited(session, key, 70)
    session.poller.watch(chosen)
    await clock.advance(30)
    head = [str(n) for n in (range(1, 71) if oldest else range(400, 330, -1))]
    assert await members(session, chosen.key, oldest_first=oldest) == head
    depth = max((each.get(Offset).count if each.get(Offset) else 0) + each.get(Limit).count for each in service.queries)
    assert depth <= 70 + 50
    session.poller.more(chosen)
    await clock.advance(30)
    assert await members(session, chosen.key, oldest_first=oldest) == head


async def test_news_push_the_oldest_out(session, clock, service, heard, others):
    service.truth = {str(n): result(n) for n in range(1, 101)}
    chosen = limited(session, "1", 60)
    session.poller.watch(chosen)
    await clock.advance(1)
    service.truth["101"] = result(101)
    session.poller.refresh()
    await clock.advance(1)
    assert await members(session, chosen.key) == [str(n) for n in range(101, 41, -1)]
    changes = [event.change for event in heard.of(ResultsArrived) if event.change.added == ("101",)]
    assert [change.removed for change in changes] == [("41",)]


async def test_of_the_oldest_those_that_went_make_room(session, clock, service, others):
    service.truth = {str(n): result(n) for n in range(1, 101)}
    chosen = limited(session, "1//next", 60)
    session.poller.watch(chosen)
    await clock.advance(1)
    for number in range(1, 11):
        service.truth[str(number)] = replace(service.truth[str(number)], checked=5)
    await clock.advance(400)
    assert await members(session, chosen.key, oldest_first=True) == [str(n) for n in range(11, 71)]

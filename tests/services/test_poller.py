"""The poller: fills, follows, sweeps, waits, recovers; nothing lost, nothing doubled."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from tests.services.fakes import START, result
from webcare_tui.api import errors
from webcare_tui.models.account import User
from webcare_tui.models.quota import Quota
from webcare_tui.services.events import (
    ConfigurationLoaded,
    CountsChanged,
    Gap,
    LinkChanged,
    LinkState,
    Noticed,
    ResultsArrived,
)
from webcare_tui.services.schedule import Priority
from webcare_tui.store import Selection, StoreError


@pytest.fixture(autouse=True)
def only_the_open_view(monkeypatch):
    """Most of this is about the open view; reading fifty others beside it only costs time."""
    monkeypatch.setattr("webcare_tui.services.poller.OTHERS", 0)


@pytest.fixture
async def session(desk, service):
    service.truth = {str(n): result(n) for n in range(1, 301)}
    return await desk.open()


def view(session, kind):
    return next(each for each in session.views if each.kind == kind)


async def members(session, key):
    rows = await session.store.results.window(Selection(key), 0, 5000)
    return [row.result.id for row in rows]


async def test_the_first_fill_comes_page_by_page_newest_first(session, heard, clock):
    session.poller.watch(view(session, "profile"))
    await clock.advance()
    pages = [event for event in heard.of(ResultsArrived) if event.view_key == "1"]
    assert all(page.first for page in pages) and len(pages) == 5
    assert added(pages[0])[0] == "300"
    assert (await members(session, "1"))[:200] == [str(n) for n in range(300, 100, -1)]


def added(event):
    return event.change.added


async def test_more_reads_further_back_until_the_end(session, clock, service):
    chosen = view(session, "profile")
    session.poller.watch(chosen)
    await clock.advance()
    session.poller.more(chosen)
    await clock.advance(1)
    assert len(await members(session, "1")) == 300
    await clock.advance(120)
    calls = service.calls.count("results")
    session.poller.more(chosen)
    await clock.advance(0.5)
    assert service.calls.count("results") - calls <= 1, "there is no more"


async def test_a_list_of_work_fills_itself_from_the_oldest(session, clock, heard):
    session.poller.watch(view(session, "own"))
    await clock.advance()
    first = next(event for event in heard.of(ResultsArrived) if event.view_key == "1//next")
    assert added(first)[0] == "1"
    await clock.advance(300)
    assert len(await members(session, "1//next")) == 300
    assert heard.last(CountsChanged).counts["1//next"].unhandled == 300


@pytest.mark.parametrize("kind", ["profile", "own"])
async def test_news_comes_in_and_is_told_as_news(session, clock, heard, service, kind):
    chosen = view(session, kind)
    session.poller.watch(chosen)
    await clock.advance(600)
    heard.clear()
    service.truth["301"] = result(301)
    await clock.advance(40)
    news = [event for event in heard.of(ResultsArrived) if event.view_key == chosen.key and event.change.added]
    assert [(event.change.added, event.first) for event in news] == [(("301",), False)]


async def test_more_news_than_a_page_comes_without_a_gap(session, clock, service):
    session.poller.watch(view(session, "profile"))
    await clock.advance(60)
    service.truth |= {str(n): result(n) for n in range(301, 481)}
    await clock.advance(40)
    assert (await members(session, "1"))[:400] == [str(n) for n in range(480, 80, -1)]


async def test_a_read_that_breaks_off_leaves_no_gap(session, clock, service):
    session.poller.watch(view(session, "profile"))
    await clock.advance(60)
    service.truth |= {str(n): result(n) for n in range(301, 481)}
    broken = [None, None, errors.NoAnswer()]
    service.fail("results", *[(lambda e=e: e) for e in broken])
    await clock.advance(120)
    assert (await members(session, "1"))[:400] == [str(n) for n in range(480, 80, -1)]


async def test_a_disk_that_refuses_half_of_the_news_leaves_no_gap(session, clock, service, monkeypatch):
    session.poller.watch(view(session, "profile"))
    await clock.advance(60)
    service.truth |= {str(n): result(n) for n in range(301, 481)}
    merge, merged = session.store.results.merge, []

    async def refusing(key, batch):
        merged.append(key)
        if len(merged) in (2, 3, 4, 5):
            raise StoreError("The disk is full", "Make room.")
        return await merge(key, batch)

    monkeypatch.setattr(session.store.results, "merge", refusing)
    monkeypatch.setattr("webcare_tui.services.feed.Feed.rescan", lambda self: None)
    await clock.advance(240)
    assert len(merged) > 5
    assert (await members(session, "1"))[:400] == [str(n) for n in range(480, 80, -1)]


async def test_what_comes_in_late_behind_the_newest_is_found(session, clock, service):
    del service.truth["295"]
    session.poller.watch(view(session, "profile"))
    await clock.advance(60)
    service.truth["295"] = result(295)
    await clock.advance(40)
    assert "295" in await members(session, "1")


@pytest.mark.parametrize("kind", ["profile", "own"])
async def test_what_colleagues_checked_off_leaves_the_list_of_work(session, clock, service, kind):
    session.poller.watch(view(session, "own"))
    await clock.advance(300)
    for gone in ("1", "150", "300"):
        service.truth[gone] = replace(service.truth[gone], checked=START)
    await clock.advance(1200)
    left = await members(session, "1//next")
    assert len(left) == 297 and not {"1", "150", "300"} & set(left)


async def test_what_colleagues_checked_off_leaves_later_where_no_page_can_be_read_whole(session, clock, service, monkeypatch):
    honest = service.results

    async def torn(query):
        return replace(await honest(query), skipped=1)

    service.results = torn
    swept, sweep = [], session.store.results.sweep

    async def noted(key, seen, since, *, scans):
        swept.append((key, scans))
        return await sweep(key, seen, since, scans=scans)

    monkeypatch.setattr(session.store.results, "sweep", noted)
    session.poller.watch(view(session, "own"))
    await clock.advance(300)
    service.truth["150"] = replace(service.truth["150"], checked=START)
    await clock.advance(2400)
    assert "150" not in await members(session, "1//next")
    assert len([key for key, _ in swept if key == "1//next"]) >= 4 and {scans for _, scans in swept} == {4}


@pytest.mark.parametrize("before", [True, False])
async def test_a_service_that_gives_fewer_than_asked_loses_nothing(desk, clock, service, before):
    service.truth = {str(n): result(n) for n in range(1, 301)}
    service.cap = 20 if before else 1000
    session = await desk.open()
    service.cap = 20
    session.poller.watch(view(session, "own"))
    await clock.advance(1800)
    assert len(await members(session, "1//next")) == 300


async def test_a_service_that_ignores_the_offset_ends_neither_the_scan_nor_the_list(session, clock, service):
    honest = service.results

    async def deaf(query):
        from webcare_tui.filters.terms import Offset

        return await honest(query.without(Offset))

    service.results = deaf
    session.poller.watch(view(session, "profile"))
    await clock.advance(300)
    assert await members(session, "1") == [str(n) for n in range(300, 250, -1)]
    assert service.calls.count("results") < 100


async def test_results_that_leave_while_a_list_is_read_do_not_hide_others(session, clock, service):
    pages = 0

    def on_call(name):
        nonlocal pages
        if name == "results" and pages < 4:
            pages += 1
            for number in range(pages * 12, pages * 12 + 12):
                service.truth[str(number)] = replace(service.truth[str(number)], checked=START)

    service.on_call = on_call
    session.poller.watch(view(session, "own"))
    await clock.advance(1800)
    expected = {each.id for each in service.truth.values() if not each.checked}
    assert set(await members(session, "1//next")) == expected


async def test_other_views_are_read_too_but_rarely(desk, clock, heard, service, monkeypatch):
    monkeypatch.setattr("webcare_tui.services.poller.OTHERS", 3)
    service.truth = {str(n): result(n) for n in range(1, 61)}
    session = await desk.open()
    session.poller.watch(view(session, "profile"))
    await clock.advance(120)
    counts = heard.last(CountsChanged).counts
    assert counts["1//next"].unhandled > 0 and counts["1/Chat"].unhandled > 0
    heard.clear()
    await clock.advance(600)
    reads = [event.view_key for event in heard.of(ResultsArrived)]
    assert reads.count("1") > 2 * reads.count("1/Chat") > 0


async def test_a_view_that_the_service_refuses_is_told_and_left_alone_for_a_while(session, clock, service, heard):
    honest = service.results

    async def picky(query):
        if query.oldest_first:
            service.calls.append("refused")
            raise errors.Refused("No", "bad filter")
        return await honest(query)

    service.results = picky
    session.poller.watch(view(session, "own"))
    await clock.advance(120)
    assert service.calls.count("refused") <= 3
    assert any("Next up" in notice.title for notice in heard.of(Noticed))
    assert heard.last(LinkChanged).state is LinkState.LIVE
    session.poller.watch(view(session, "profile"))
    await clock.advance(1)
    assert await members(session, "1") != []


TROUBLES = [
    (errors.NotReached("The service could not be reached", "Check the network."), LinkState.OFFLINE),
    (errors.NoAnswer("The service did not answer", "It took too long."), LinkState.OFFLINE),
    (errors.BadAnswer("The service's answer could not be read", "It is a web page."), LinkState.OFFLINE),
    (errors.ServerTrouble("The service has a problem", status=503), LinkState.OFFLINE),
    (errors.NotAllowed("The service does not accept the credentials"), LinkState.NOT_ALLOWED),
    (errors.QuotaSpent("The limit of calls is reached"), LinkState.QUOTA),
]


@pytest.mark.parametrize(("error", "state"), TROUBLES, ids=lambda each: type(each).__name__)
async def test_troubles_are_told_once_each_and_end_by_themselves(session, clock, service, heard, error, state):
    session.poller.watch(view(session, "profile"))
    await clock.advance(60)
    heard.clear()
    service.fail("results", *[error] * 4)
    await clock.advance(60)
    told = [event for event in heard.of(LinkChanged) if event.state is state]
    assert told and error.title in told[0].message and told[0].next_try > told[0].since >= START
    await clock.advance(1800)
    assert heard.last(LinkChanged).state is LinkState.LIVE
    service.truth["301"] = result(301)
    await clock.advance(100)
    assert "301" in await members(session, "1")


async def test_credentials_are_tried_anew(session, clock, service, heard):
    session.poller.watch(view(session, "profile"))
    service.fail("results", *[errors.NotAllowed()] * 3)
    await clock.advance(1)
    assert service.started_over == 0
    await clock.advance(400)
    assert service.started_over >= 2 and service.calls.count("results") < 60


async def test_offline_backs_off_and_never_hurries(session, clock, service):
    session.poller.watch(view(session, "profile"))
    await clock.advance(60)
    service.fail("results", *[errors.NotReached()] * 9999)
    calls = len(service.calls)
    await clock.advance(3600)
    assert 60 <= len(service.calls) - calls <= 90


async def test_looking_at_another_view_does_not_hammer_a_service_that_is_down(session, clock, service):
    service.fail("results", *[errors.NotReached()] * 9999)
    session.poller.watch(view(session, "profile"))
    await clock.advance(60)
    calls = len(service.calls)
    for _ in range(30):
        session.poller.watch(view(session, "own"))
        session.poller.watch(view(session, "profile"))
        await clock.advance(0.1)
    assert len(service.calls) - calls <= 1


async def test_refresh_reads_now_and_does_not_pass_a_closed_gate(session, clock, service, heard):
    session.poller.watch(view(session, "profile"))
    await clock.advance(1)
    calls = service.calls.count("results")
    session.poller.refresh()
    await clock.advance(0.1)
    assert service.calls.count("results") > calls
    service.fail("results", lambda: errors.QuotaSpent(retry_at=clock.now() + 500))
    session.poller.refresh()
    await clock.advance(0.1)
    calls = len(service.calls)
    for _ in range(20):
        session.poller.refresh()
        await clock.advance(1)
    assert len(service.calls) == calls
    assert heard.last(LinkChanged).state is LinkState.QUOTA


async def test_attention_slows_and_focus_hurries(session, clock, service):
    service.quota = None
    session.poller.watch(view(session, "profile"))
    await clock.advance(600)
    session.poller.attention(True, clock.now())

    async def rounds(seconds):
        before = service.calls.count("results")
        await clock.advance(seconds)
        return service.calls.count("results") - before

    watched = await rounds(600)
    session.poller.attention(False, clock.now())
    await clock.advance(130)
    away = await rounds(600)
    assert away < watched / 2
    before = service.calls.count("results")
    session.poller.attention(True, clock.now())
    await clock.advance(0.1)
    assert service.calls.count("results") > before


async def test_a_suspend_is_noticed_within_seconds(session, clock, service):
    session.poller.watch(view(session, "profile"))
    await clock.advance(60)
    session.poller.attention(False, clock.now())
    await clock.advance(40)
    service.truth["301"] = result(301)
    clock.jump(3600)
    await clock.advance(20)
    assert "301" in await members(session, "1")


@pytest.mark.parametrize("seconds", [-86_400, 86_400, 400 * 365 * 86_400])
async def test_a_clock_that_jumps_neither_stops_nor_hurries_it(session, clock, service, seconds):
    session.poller.watch(view(session, "profile"))
    await clock.advance(60)
    clock.jump(seconds)
    calls = service.calls.count("results")
    await clock.advance(300)
    assert 5 <= service.calls.count("results") - calls <= 60


async def test_the_configuration_is_asked_for_rarely_and_told_when_it_changed(session, clock, service, heard):
    session.poller.watch(view(session, "profile"))
    await clock.advance(300)
    assert service.calls.count("configuration") == 1
    service.account = replace(service.account, last_change=6, users=(User("8", "Bo"),), current_user_id="8")
    await clock.advance(600)
    assert service.calls.count("configuration") == 2
    assert len(heard.of(ConfigurationLoaded)) == 2 and session.me == "8"
    await clock.advance(600)
    assert len(heard.of(ConfigurationLoaded)) == 2


async def test_a_configuration_that_is_refused_lets_the_kept_one_serve(desk, service, heard, clock):
    service.fail("configuration", *[errors.Forbidden("The account may not do this")] * 3)
    session = await desk.open()
    await clock.advance(10)
    assert session.account is None and heard.of(Noticed)
    await clock.advance(400)
    assert session.account is not None


async def test_who_the_agent_is_comes_from_the_settings_first(desk, service, clock, heard):
    for user in ("8", "BV", "^bv"):
        session = await desk.open(accounts={"main": {"client_id": "x", "user": user}})
        assert session.me == "8"
        await desk.kill()
    session = await desk.open(accounts={"main": {"client_id": "x", "user": "nobody"}})
    assert session.me == "7" and "nobody" in heard.last(Noticed).message


async def test_a_reserve_reached_stops_polling_and_says_so(session, clock, service, heard):
    session.poller.watch(view(session, "profile"))
    await clock.advance(1)
    session._link.told(Quota(1000, 850, 3600, int(clock.now()) + 900, int(clock.now())))
    await clock.advance(60)
    calls = len(service.calls)
    await clock.advance(600)
    assert len(service.calls) == calls
    assert heard.last(LinkChanged).state is LinkState.QUOTA
    await clock.advance(1000)
    assert len(service.calls) > calls and heard.last(LinkChanged).state is LinkState.LIVE


async def test_where_calls_are_short_for_long_what_a_colleague_closed_still_leaves_the_list(session, clock, service):
    session.poller.watch(view(session, "own"))
    await clock.advance(120)
    assert len(await members(session, view(session, "own").key)) == 300
    session._link.told(Quota(1000, 750, 3600, int(clock.now()) + 3000, int(clock.now())))
    assert session._link.allows(Priority.VISIBLE) and not session._link.allows(Priority.OTHER)
    service.truth["300"] = replace(service.truth["300"], checked=int(clock.now()))
    await clock.advance(150)
    assert "300" in await members(session, view(session, "own").key), "the news go first"
    await clock.advance(600)
    assert "300" not in await members(session, view(session, "own").key)


async def test_a_filter_of_the_moment_is_read_like_a_view_and_forgotten_afterwards(session, clock, service):
    passing = replace(view(session, "own"), key="passing", query=view(session, "profile").query)
    session.poller.watch(passing)
    await clock.advance(1)
    assert len(await members(session, "passing")) >= 200
    session.poller.offer(session.views)
    service.truth["301"] = result(301)
    await clock.advance(60)
    assert "301" in await members(session, "passing"), "a new configuration does not take the open view away"
    session.poller.watch(view(session, "own"))
    service.truth["302"] = result(302)
    await clock.advance(600)
    assert "302" not in await members(session, "passing")


async def test_the_first_row_of_an_empty_view_comes_with_the_next_look(desk, service, clock):
    service.truth = {}
    session = await desk.open()
    session.poller.watch(view(session, "profile"))
    await clock.advance(20)
    assert await members(session, "1") == []
    service.truth = {"7": result(7)}
    session.poller.refresh()
    await clock.advance(2)
    assert await members(session, "1") == ["7"]


def gaps(heard, since):
    events = [event for event in heard.of(ResultsArrived) if event.view_key == "1"]
    return [event.gap for event in events[since:]]


async def test_after_an_outage_the_gap_is_told_and_read_until_it_is_closed(session, heard, clock, service):
    session.poller.watch(view(session, "profile"))
    await clock.advance()
    known = len(heard.of(ResultsArrived))
    service.truth |= {str(n): result(n) for n in range(301, 1801)}
    session.poller.refresh()
    await clock.advance()
    found = gaps(heard, known)
    assert found[0] == Gap(result(300).time, result(1801 - 20 * 50 + 19 * 5).time), "twenty pages, each repeating five"
    assert all(one.newer >= other.newer for one, other in pairwise(each for each in found if each)), "it shrinks"
    service.truth["1801"] = result(1801)
    await clock.advance(400)
    assert gaps(heard, known)[-1] is None
    assert set(await members(session, "1")) >= {str(n) for n in range(301, 1802)}


async def test_a_gap_is_read_within_half_of_the_free_quota(session, heard, clock, service):
    session.poller.watch(view(session, "profile"))
    await clock.advance()
    known = len(heard.of(ResultsArrived))
    service.truth |= {str(n): result(n) for n in range(301, 1801)}
    session._link.told(Quota(100, 60, 3600, START + 3600, START))
    session.poller.refresh()
    await clock.advance()
    found = gaps(heard, known)[0]
    assert found == Gap(result(300).time, result(1801 - 10 * 50 + 9 * 5).time), "40 left, 20 of them kept: ten pages at once"


async def test_a_start_after_days_tells_the_gap_too(desk, heard, clock, service):
    service.truth = {str(n): result(n) for n in range(1, 301)}
    session = await desk.open()
    session.poller.watch(view(session, "profile"))
    await clock.advance()
    await desk.close()
    service.truth |= {str(n): result(n) for n in range(301, 2801)}
    session = await desk.open()
    known = len(heard.of(ResultsArrived))
    session.poller.watch(view(session, "profile"))
    await clock.advance()
    assert any(gap is not None and gap.older == result(300).time for gap in gaps(heard, known))
    await clock.advance(1200)
    assert gaps(heard, known)[-1] is None
    assert set(await members(session, "1")) >= {str(n) for n in range(301, 2801)}

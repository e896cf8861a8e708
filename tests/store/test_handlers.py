"""Who is in charge, and which results are nobody's as far as this machine knows."""

from __future__ import annotations

import pytest

from tests.store.test_places import check
from tests.store.world import ids, result
from webcare_tui.models.case import CaseKey
from webcare_tui.store import Selection

FREE = Selection("inbox", oldest_first=True, unassigned=True)


@pytest.fixture
async def results(store):
    batch = [result(n, case_id=str(n // 2), checked=n % 3 == 0) for n in range(2, 10)] + [result(10, description="two words")]
    await store.results.merge("inbox", batch)
    return store.results


def case(number):
    return CaseKey("7", str(number))


async def handlers(results):
    rows = await results.window(Selection("inbox", oldest_first=True), 0, 100)
    return {row.result.id: row.handler_id for row in rows if row.handler_id}


async def test_results_of_a_case_with_a_handler_are_left_out(results):
    await results.assign(case(2), "8")
    assert await ids(results, FREE) == ["2", "3", "6", "7", "8", "9", "10"]
    assert await ids(results, Selection("inbox", True, True, unassigned=True)) == ["2", "7", "8", "10"]
    await results.assign(case(2), "")
    assert await results.count(FREE) == 9


async def test_words_and_handlers_together(results):
    await results.assign(case(2), "8")
    assert await ids(results, Selection("inbox", True, narrow="message", unassigned=True)) == ["2", "3", "6", "7", "8", "9"]
    assert await ids(results, Selection("inbox", True, narrow="two", unassigned=True)) == ["10"]


async def test_places_of_what_is_nobodys(results, store):
    rows = [row.result for row in await results.window(Selection("inbox"), 0, 100)]
    await check(store, rows, FREE)
    await check(store, rows, Selection("inbox", False, True, unassigned=True))


async def test_what_the_service_shows_as_somebodys_is_learned_but_not_against_what_was_done_here(results):
    await results.assign(case(3), "8")
    await results.shown_with(["2", "6", "10"], "7")
    assert await handlers(results) == {"2": "7", "3": "7", "6": "8", "7": "8"}
    await results.shown_without(["2", "6"], "7")
    assert await handlers(results) == {"6": "8", "7": "8"}


async def test_a_case_that_left_because_it_was_dealt_with_keeps_its_handler(results):
    await results.shown_with(["3", "4"], "7")
    await results.shown_without(["3"], "7")
    assert await handlers(results) == {"2": "7", "3": "7", "4": "7", "5": "7"}

"""Who handles a case, how many messages it has, and what counts as handled."""

from __future__ import annotations

from tests.store.world import CASE, NOW, ids, result
from webcare_tui.models.case import CaseKey
from webcare_tui.models.result import DELETED
from webcare_tui.store import Selection, Store, ViewCount

VIEW = Selection("inbox", oldest_first=True)
OPEN = Selection("inbox", oldest_first=True, unhandled_only=True)


async def test_handled_is_checked_or_own(store: Store) -> None:
    await store.results.merge("inbox", [result(1), result(2, checked=9), result(3, own=True)])
    assert [row.handled for row in await store.results.window(VIEW, 0, 9)] == [False, True, True]
    assert await ids(store.results, OPEN) == ["1"]
    assert await store.results.counts([VIEW, Selection("none")]) == {
        "inbox": ViewCount(3, 1, NOW + 1), "none": ViewCount(),
    }


async def test_a_case_counts_the_customers_messages(store: Store) -> None:
    mine = [result(number, case_id="70") for number in (1, 2)]
    await store.results.merge("inbox", [*mine, result(3, case_id="70", own=True), result(4, case_id="71"), result(5)])
    assert [row.case_count for row in await store.results.window(VIEW, 0, 9)] == [2, 2, 2, 1, 1]
    await store.results.put([result(6, case_id="70"), result(7, case_id="70", search_id="8")])
    await store.results.merge("inbox", [result(2, case_id="71"), result(1, case_id="70", status=DELETED)])
    rows = await store.results.window(VIEW, 0, 9)
    assert [(row.result.id, row.case_count) for row in rows] == [("2", 2), ("3", 1), ("4", 2), ("5", 1)]


async def test_a_handler_is_remembered_for_the_case(store: Store) -> None:
    await store.results.assign(CASE, "42")
    await store.results.merge("inbox", [result(1, case_id="70"), result(2)])
    assert [row.handler_id for row in await store.results.window(VIEW, 0, 9)] == ["42", ""]
    await store.results.assign(CASE, "")
    assert [row.handler_id for row in await store.results.window(VIEW, 0, 9)] == ["", ""]


async def test_settled_until_the_customer_writes_again(store: Store) -> None:
    await store.results.merge("inbox", [result(number, case_id="70") for number in (2, 4)] + [result(5, case_id="71")])
    assert await store.results.settle(CASE, NOW) == ("2", "4")
    assert await store.results.settle(CASE, NOW) == ()
    assert await ids(store.results, OPEN) == ["5"]
    assert (await store.results.counts([VIEW]))["inbox"] == ViewCount(3, 1, NOW + 5)
    # A message from before the close, found later, was part of what was closed; one after the last known is news.
    await store.results.merge("inbox", [result(3, case_id="70"), result(6, case_id="70"), result(7, case_id="70", own=True)])
    assert await ids(store.results, OPEN) == ["5", "6"]


async def test_news_that_was_not_known_when_closing_waits_whatever_the_clock_says(store: Store) -> None:
    await store.results.merge("inbox", [result(2, case_id="70")])
    await store.results.settle(CASE, NOW + 1_000_000)
    await store.results.merge("inbox", [result(3, case_id="70")])
    assert await ids(store.results, OPEN) == ["3"]


async def test_settled_survives_an_answer_that_does_not_know_yet(store: Store) -> None:
    await store.results.merge("inbox", [result(1, case_id="70")])
    await store.results.settle(CASE, NOW)
    await store.results.merge("inbox", [result(1, case_id="70", rank=4)])
    assert await ids(store.results, OPEN) == []


async def test_the_services_word_replaces_the_local_one(store: Store) -> None:
    await store.results.merge("inbox", [result(1, case_id="70")])
    await store.results.settle(CASE, NOW)
    await store.results.merge("inbox", [result(1, case_id="70", checked=NOW)])
    assert await ids(store.results, OPEN) == []
    await store.results.merge("inbox", [result(1, case_id="70", checked=0)])
    assert await ids(store.results, OPEN) == ["1"]


async def test_settle_can_be_taken_back(store: Store) -> None:
    await store.results.merge("inbox", [result(1, case_id="70"), result(2, case_id="70", checked=4), result(3, case_id="70")])
    await store.results.settle(CASE, NOW)
    assert await store.results.reopen(CASE) == ("1", "3")
    assert await ids(store.results, OPEN) == ["1", "3"]
    await store.results.merge("inbox", [result(0, case_id="70")])
    assert await ids(store.results, OPEN) == ["0", "1", "3"]


async def test_no_case_is_nobodys_case(store: Store) -> None:
    await store.results.merge("inbox", [result(1), result(2)])
    nobody = CaseKey("7", "")
    await store.results.assign(nobody, "42")
    assert await store.results.settle(nobody, NOW) == await store.results.reopen(nobody) == ()
    assert [(row.handler_id, row.handled) for row in await store.results.window(VIEW, 0, 9)] == [("", False)] * 2

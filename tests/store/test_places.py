"""Windows, positions, counts and the next unhandled result, against a naive list."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.world import NOW, Clock, ids, result
from webcare_tui.models.result import DELETED, Result
from webcare_tui.store import Selection, Store, ViewCount, chunks

DIRECTIONS = [Selection("inbox", *flags) for flags in product((False, True), (False, True))]


def naive(results: Sequence[Result], selection: Selection) -> list[str]:
    """The selection as anyone would write it down."""
    alive = [each for each in results if not each.deleted]
    wanted = [each for each in alive if not selection.unhandled_only or not (each.own or each.checked)]
    if selection.narrow:
        wanted = [each for each in wanted if f" {selection.narrow}" in f" {each.title} {each.description}".lower()]
    wanted.sort(key=lambda each: each.order, reverse=not selection.oldest_first)
    return [each.id for each in wanted]


def naive_next(order: list[str], handled: set[str], after: int, backwards: bool) -> tuple[int, str] | None:
    count = len(order)
    steps = range(after - 1, after - 1 - count, -1) if backwards else range(after + 1, after + 1 + count)
    return next(((step % count, order[step % count]) for step in steps if order[step % count] not in handled), None)


async def check(store: Store, results: Sequence[Result], selection: Selection) -> None:
    """Everything one can ask about a selection agrees with the naive list."""
    expected = naive(results, selection)
    assert await ids(store.results, selection) == expected
    assert await store.results.count(selection) == len(expected)
    handled = {each.id for each in results if each.own or each.checked}
    for place, id in enumerate(expected):
        assert await store.results.position(selection, id) == place
        assert [row.result.id for row in await store.results.window(selection, place, place + 2)] == expected[place : place + 2]
        for backwards in (False, True):
            got = await store.results.next_unhandled(selection, place, backwards=backwards)
            assert got == naive_next(expected, handled, place, backwards)


IDS = st.sampled_from([*(str(number) for number in range(1, 9)), "abc", "007", "é"])
RESULTS = st.builds(
    lambda id, time, checked, own, status: result(1, id=id, time=time, checked=checked, own=own, status=status),
    IDS, st.sampled_from([0, 5, 5, 6, -1]), st.sampled_from([0, 0, 3]), st.booleans(), st.sampled_from([1, 1, 1, DELETED]),
)


@settings(max_examples=40, deadline=None, database=None)
@given(st.lists(st.lists(RESULTS, max_size=8), max_size=4))
def test_any_order_of_batches_gives_the_naive_list(batches: list[list[Result]]) -> None:
    asyncio.run(_any_order(batches))


async def _any_order(batches: list[list[Result]]) -> None:
    store = await Store.open(None, clock=Clock())
    model: dict[str, Result] = {}
    try:
        for batch in batches:
            last = {each.id: each for each in batch}
            change = await store.results.merge("inbox", batch)
            before = {id: each for id, each in model.items() if not each.deleted}
            model.update({id: each for id, each in last.items() if not each.deleted or id in model})
            after = {id: each for id, each in model.items() if not each.deleted}
            assert set(change.added) == after.keys() - before.keys()
            assert set(change.removed) == before.keys() - after.keys()
            assert set(change.updated) == {id for id in after.keys() & before.keys() if after[id] != before[id]}
        for selection in DIRECTIONS:
            await check(store, list(model.values()), selection)
    finally:
        await store.close()


async def test_ties_in_time_go_by_number_then_by_id(store: Store) -> None:
    batch = [result(1, id=id, time=NOW) for id in ("10", "9", "b", "a", "09", "1" * 19)]
    await store.results.merge("inbox", batch)
    expected = ["1" * 19, "a", "b", "09", "9", "10"]
    assert await ids(store.results, Selection("inbox", oldest_first=True)) == expected
    assert await ids(store.results, Selection("inbox")) == expected[::-1]


async def test_an_unknown_view_is_empty(store: Store) -> None:
    selection = Selection("nowhere")
    assert await store.results.count(selection) == 0
    assert await store.results.window(selection, 0, 10) == ()
    assert await store.results.position(selection, "1") is None
    assert await store.results.next_unhandled(selection, -1) is None


async def test_windows_beyond_the_ends(store: Store) -> None:
    await store.results.merge("inbox", [result(number) for number in range(1, 6)])
    selection = Selection("inbox", oldest_first=True)
    for start, stop, expected in ((-3, 2, "12"), (3, 99, "45"), (5, 9, ""), (4, 4, ""), (4, 2, ""), (90, 99, "")):
        assert "".join(row.result.id for row in await store.results.window(selection, start, stop)) == expected


async def test_next_unhandled_from_beyond_the_ends(store: Store) -> None:
    await store.results.merge("inbox", [result(1, checked=1), result(2), result(3), result(4, checked=1)])
    selection = Selection("inbox", oldest_first=True)
    assert await store.results.next_unhandled(selection, -1) == (1, "2")
    assert await store.results.next_unhandled(selection, 2) == (1, "2")
    assert await store.results.next_unhandled(selection, 99) == (1, "2")
    assert await store.results.next_unhandled(selection, 0, backwards=True) == (2, "3")
    assert await store.results.next_unhandled(selection, -5, backwards=True) == (2, "3")
    assert await store.results.next_unhandled(selection, 99, backwards=True) == (2, "3")
    await store.results.merge("inbox", [result(2, checked=1)])
    assert await store.results.next_unhandled(selection, 2) == (2, "3")
    await store.results.merge("inbox", [result(3, checked=1)])
    assert await store.results.next_unhandled(selection, 0) is None


async def test_a_changed_time_moves_the_result_in_every_view(store: Store) -> None:
    for view in ("inbox", "mine"):
        await store.results.merge(view, [result(1), result(2), result(3)])
    await store.results.merge("inbox", [result(1, time=NOW + 9)])
    for view in ("inbox", "mine"):
        assert await ids(store.results, Selection(view, oldest_first=True)) == ["2", "3", "1"]
        assert await store.results.position(Selection(view), "1") == 0


async def test_small_chunks_are_cut_and_dropped_without_losing_count(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "LARGEST", 8)
    monkeypatch.setattr(chunks, "_CUT", 4)
    rng = random.Random(4)
    known: dict[str, Result] = {}
    for _ in range(12):
        batch = [
            result(number, time=rng.randrange(40), checked=rng.choice((0, 0, 1)), status=rng.choice((1, 1, 1, 1, DELETED)))
            for number in rng.sample(range(1, 120), 15)
        ]
        await store.results.merge("inbox", batch)
        known.update({each.id: each for each in batch if not each.deleted or each.id in known})
    sizes = await store._cache.run(lambda db: [row[0] for row in db.execute("SELECT total FROM chunk ORDER BY time, number")])
    assert len(sizes) > 5 and max(sizes) <= 8 and min(sizes[1:]) > 0
    for selection in DIRECTIONS:
        await check(store, list(known.values()), selection)
    for narrow in ("1", "number"):
        await check(store, list(known.values()), Selection("inbox", narrow=narrow))
    await store.results.sweep("inbox", [], -1)
    await store.results.sweep("inbox", [], -1)
    assert (await store.results.counts([Selection("inbox")]))["inbox"] == ViewCount()


async def test_many_results(store: Store) -> None:
    total = 30_000
    batch = [result(number, checked=number % 4, title="", description="") for number in range(total)]
    await store.results.merge("inbox", batch)
    assert (await store.results.counts([Selection("inbox")]))["inbox"] == ViewCount(total, total // 4, NOW)
    newest, waiting = Selection("inbox"), Selection("inbox", oldest_first=True, unhandled_only=True)
    for start in (0, 4095, 4096, 20_123, total - 2):
        rows = await store.results.window(newest, start, start + 2)
        assert [row.result.id for row in rows] == [str(total - 1 - start), str(total - 2 - start)]
        assert await store.results.position(newest, str(total - 1 - start)) == start
    rows = await store.results.window(waiting, 6_000, 6_001)
    assert [row.result.id for row in rows] == ["24000"]
    assert await store.results.next_unhandled(newest, 20_000) == (20_003, "9996")
    assert await store.results.next_unhandled(waiting, total) == (0, "0")

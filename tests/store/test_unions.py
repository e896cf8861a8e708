"""Views made of others keep step with them, whatever happens to the parts; views with a limit end there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.test_places import IDS, check
from tests.store.world import NOW, Clock, by_hand, ids, reopened, result
from webcare_tui.store import Selection, Store, chunks

WHOLE = Selection("whole", oldest_first=True)


def numbered(*numbers):
    return [result(number) for number in numbers]


async def test_a_whole_has_what_its_parts_have(store):
    await store.results.merge("a", numbered(1, 4))
    await store.results.unite({"whole": ["a", "b"]})
    assert await ids(store.results, WHOLE) == ["1", "4"]
    await store.results.merge("b", numbered(2, 4, 5))
    await store.results.merge("c", numbered(3))
    assert await ids(store.results, WHOLE) == ["1", "2", "4", "5"]
    count = (await store.results.counts([WHOLE]))["whole"]
    assert (count.total, count.unhandled, count.oldest_time) == (4, 4, NOW + 1)


async def test_what_leaves_one_part_stays_while_another_has_it(store):
    await store.results.unite({"whole": ["a", "b"]})
    await store.results.merge("a", numbered(1, 2))
    await store.results.merge("b", numbered(2, 3))
    for _ in range(2):
        await store.results.sweep("a", {"none"}, 0)
    assert await ids(store.results, WHOLE) == ["2", "3"]
    for _ in range(2):
        await store.results.sweep("b", {"3"}, 0)
    assert await ids(store.results, WHOLE) == ["3"]


async def test_other_parts_and_no_parts_any_more(store):
    for view, number in (("a", 1), ("b", 2), ("c", 3)):
        await store.results.merge(view, numbered(number))
    await store.results.unite({"whole": ["a", "b"], "pair": ["b", "c"]})
    await store.results.unite({"whole": ["a", "c"]})
    assert await ids(store.results, WHOLE) == ["1", "3"]
    assert await ids(store.results, Selection("pair")) == []
    await store.results.merge("b", numbered(4))
    assert await ids(store.results, WHOLE) == ["1", "3"]


async def test_it_is_so_after_a_restart_and_can_be_so_again_after_a_purge(disk, home):
    await disk.results.unite({"whole": ["a", "b"]})
    again = await reopened(disk, home)
    await again.results.merge("a", numbered(1))
    assert await ids(again.results, WHOLE) == ["1"]
    await again.purge(None)
    await again.results.unite({"whole": ["a", "b"]})
    await again.results.merge("b", numbered(2))
    assert await ids(again.results, WHOLE) == ["2"]
    await again.close()


async def test_a_file_of_the_first_schema_gets_what_is_missing(disk, home):
    await disk.results.merge("a", numbered(1))
    await disk.close()
    later = ("TRIGGER edited_new", "TRIGGER edited_deleted", "TRIGGER edited_gone", "TABLE edited")
    gone = ("TRIGGER part_new", "TRIGGER part_gone", "TABLE part", "INDEX cases_taken", *later)
    by_hand(home / "cache.db", *(f"DROP {each}" for each in gone), "PRAGMA user_version = 1")
    again = await Store.open(home, clock=Clock())
    assert again.notice == ""
    await again.results.unite({"whole": ["a"]})
    assert await ids(again.results, WHOLE) == ["1"]
    await again.close()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),
        st.lists(
            st.builds(
                lambda id, time, checked: result(1, id=id, time=time, checked=checked),
                IDS, st.sampled_from([0, 5, 6]), st.sampled_from([0, 3]),
            ),
            max_size=6,
        ),
        st.booleans(),
    ),
    max_size=5,
)  # fmt: skip


@settings(max_examples=40, deadline=None, database=None)
@given(STEPS, st.integers(0, 5))
async def test_any_order_of_steps_gives_the_union(monkeypatch_small, steps, when):
    store = await Store.open(None, clock=Clock())
    for number, (view, batch, swept) in enumerate(steps):
        if number == when:
            await store.results.unite({"whole": ["a", "b"]})
        await store.results.merge(view, batch)
        if swept:
            for _ in range(2):
                await store.results.sweep(view, {each.id for each in batch}, -10)
    await store.results.unite({"whole": ["a", "b"]})
    rows = {row.result.id: row for view in "ab" for row in await store.results.window(Selection(view), 0, 100)}
    results = [replace(row.result, own=row.handled) for row in rows.values()]
    for unhandled in (False, True):
        await check(store, results, Selection("whole", True, unhandled))
    await store.close()


@pytest.fixture(scope="module")
def monkeypatch_small():
    """Chunks so small that they are cut all the time."""
    patch = pytest.MonkeyPatch()
    patch.setattr(chunks, "LARGEST", 3)
    patch.setattr(chunks, "_CUT", 1)
    yield
    patch.undo()


@pytest.mark.parametrize(("oldest", "kept"), [(True, ["1", "2"]), (False, ["4", "5"])])
async def test_a_view_ends_at_its_limit(store, oldest, kept):
    await store.results.unite({"whole": ["a"]})
    await store.results.merge("a", numbered(1, 2, 4, 5))
    change = await store.results.trim("a", 2, oldest_first=oldest)
    assert await ids(store.results, Selection("a", oldest_first=True)) == kept == await ids(store.results, WHOLE)
    assert set(change.removed) == {"1", "2", "4", "5"} - set(kept)
    assert not await store.results.trim("a", 2, oldest_first=oldest)

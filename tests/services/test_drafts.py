"""Drafts: on disk within half a second, and never back from the dead."""

from __future__ import annotations

import asyncio

import pytest

from webcare_tui.models.draft import Draft
from webcare_tui.services.drafts import Drafts
from webcare_tui.services.events import DraftJoined, DraftsChanged, Noticed
from webcare_tui.store import StoreError


@pytest.fixture
async def drafts(store, clock, heard):
    drafts = Drafts(store, clock, heard)
    await drafts.load()
    task = asyncio.create_task(drafts.run())
    await clock.advance()
    yield drafts
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_saved_within_half_a_second_even_while_typing_goes_on(drafts, store, clock):
    for length in range(1, 7):
        drafts.keep(Draft("1", "x" * length))
        await clock.advance(0.1)
    assert len((await store.drafts.get("1")).text) >= 1
    await clock.advance(0.5)
    assert (await store.drafts.get("1")).text == "x" * 6


async def test_the_newest_words_are_there_at_once(drafts):
    drafts.keep(Draft("1", "words"))
    assert (await drafts.get("1")).text == "words" and drafts.ids == {"1"}
    assert await drafts.get("2") is None


@pytest.mark.parametrize("way", ["keep", "save"])
async def test_what_was_typed_outlives_the_purge_for_thirty_days_after_the_last_touch(drafts, store, clock, way):
    typed = Draft("1", "words", cursor=3)
    if way == "keep":
        drafts.keep(typed)
        await clock.advance(1)
    else:
        await drafts.save(typed)
    await store.purge(0)
    kept = await store.drafts.get("1")
    assert (kept.text, kept.cursor) == ("words", 3) and abs(kept.updated - clock.now()) <= 1
    clock.wall += 29 * 86400
    assert (await store.purge(0)).drafts == 0
    drafts.keep(Draft("1", "words!"))
    await clock.advance(1)
    clock.wall += 29 * 86400
    assert (await store.purge(0)).drafts == 0
    clock.wall += 2 * 86400
    assert (await store.purge(0)).drafts == 1


async def test_no_words_no_draft(drafts, store, clock, heard):
    drafts.keep(Draft("1", "words"))
    await clock.advance(1)
    drafts.keep(Draft("1", " \n"))
    assert drafts.ids == frozenset() and await drafts.get("1") is None
    await clock.advance(1)
    assert await store.drafts.get("1") is None
    assert [event.ids for event in heard.of(DraftsChanged)] == [{"1"}, frozenset()]


async def test_discarding_is_not_undone_by_a_late_save(drafts, store, clock):
    drafts.keep(Draft("1", "words"))
    await drafts.discard("1")
    await clock.advance(1)
    assert await store.drafts.get("1") is None


async def test_discarding_overtakes_a_save_that_waits_its_turn(drafts, store, clock, monkeypatch):
    save, gate = store.drafts.save, asyncio.Event()

    async def slow(draft, known):
        await gate.wait()
        return await save(draft, known)

    monkeypatch.setattr(store.drafts, "save", slow)
    drafts.keep(Draft("1", "a"))
    drafts.keep(Draft("2", "b"))
    await clock.advance(0.5)
    discarding = asyncio.create_task(drafts.discard("2"))
    await clock.advance()
    gate.set()
    await clock.advance(1)
    await discarding
    assert [draft.result_id for draft in await store.drafts.all()] == ["1"] and drafts.ids == {"1"}


async def test_flush_writes_at_once(drafts, store):
    drafts.keep(Draft("1", "a"))
    drafts.keep(Draft("2", "b"))
    await drafts.flush()
    assert {draft.result_id for draft in await store.drafts.all()} == {"1", "2"}


async def test_words_typed_during_a_save_are_saved_too(drafts, store, clock, monkeypatch):
    save, gate = store.drafts.save, asyncio.Event()

    async def slow(draft, known):
        await gate.wait()
        return await save(draft, known)

    monkeypatch.setattr(store.drafts, "save", slow)
    drafts.keep(Draft("1", "a"))
    await clock.advance(0.5)
    drafts.keep(Draft("1", "ab"))
    gate.set()
    await clock.advance(1)
    assert (await store.drafts.get("1")).text == "ab"


async def test_a_disk_that_refuses_is_told_once_and_tried_until_it_takes_it(drafts, store, clock, heard, monkeypatch):
    save = store.drafts.save

    async def full(draft, known):
        raise StoreError("The disk is full", "Make room.")

    monkeypatch.setattr(store.drafts, "save", full)
    drafts.keep(Draft("1", "words"))
    await clock.advance(30)
    assert [notice.severity for notice in heard.of(Noticed)] == ["error"]
    assert (await drafts.get("1")).text == "words"
    monkeypatch.setattr(store.drafts, "save", save)
    await clock.advance(10)
    assert (await store.drafts.get("1")).text == "words"


async def test_drafts_of_earlier_sessions_are_known(store, clock, heard):
    await store.drafts.save(Draft("9", "old"))
    drafts = Drafts(store, clock, heard)
    await drafts.load()
    assert drafts.ids == {"9"} and heard.last(DraftsChanged).ids == {"9"}


async def test_what_another_window_wrote_meanwhile_is_kept_below_and_told(drafts, store, clock, heard):
    other = Drafts(store, clock, lambda event: None)
    drafts.keep(Draft("1", "mine"))
    await clock.advance(1)
    await other.get("1")
    other.keep(Draft("1", "theirs, and longer"))
    await other.flush()
    drafts.keep(Draft("1", "mine, changed"))
    await clock.advance(1)
    assert (await store.drafts.get("1")).text == "mine, changed\n\ntheirs, and longer"
    assert heard.of(DraftJoined) == [DraftJoined("1", "\n\ntheirs, and longer")]
    drafts.keep(Draft("1", "mine, changed again\n\ntheirs, and longer"))
    await clock.advance(1)
    assert (await store.drafts.get("1")).text == "mine, changed again\n\ntheirs, and longer"
    assert len(heard.of(DraftJoined)) == 1


@pytest.mark.parametrize("theirs", ["theirs", ""])
async def test_leaving_a_stale_draft_changes_nothing(drafts, store, clock, theirs):
    await store.drafts.save(Draft("1", "at first"))
    stale = await drafts.get("1")
    if theirs:
        await store.drafts.save(Draft("1", theirs))
    else:
        await store.drafts.discard("1")
    drafts.keep(stale)
    drafts.keep(Draft("2", ""))
    await clock.advance(1)
    assert [draft.text for draft in await store.drafts.all()] == [theirs] * bool(theirs)


async def test_emptying_a_stale_draft_does_not_throw_another_windows_words_away(drafts, store, clock):
    await store.drafts.save(Draft("1", "at first"))
    await drafts.get("1")
    await store.drafts.save(Draft("1", "theirs"))
    drafts.keep(Draft("1", ""))
    await clock.advance(1)
    assert (await store.drafts.get("1")).text == "theirs"

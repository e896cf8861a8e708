"""Replies on their way: every move is made once, and is on the disk before the next step."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.world import NOW, Clock, draft, item, reopened
from webcare_tui.models.reply import OutboxItem, OutboxState, Seen
from webcare_tui.store import ReplyClaimedError, Store


async def test_a_row_comes_back_as_it_went_in(store: Store) -> None:
    whole = OutboxItem(
        "a", "1", "wörds 😀\n", "5", True, OutboxState.UNCERTAIN, "7", "70", "Author", True, 3, NOW, NOW + 5, ("2", "3"),
        "99", "why", "transaction", 4, NOW, NOW + 1, Seen(frozenset({"2", "3"}), frozenset({"1"}), whole=False),
    )
    assert await store.outbox.add(whole) == whole
    assert await store.outbox.get("a") == whole
    assert await store.outbox.all() == (whole,)
    assert await store.outbox.get("b") is None


async def test_adding_twice_keeps_the_first(store: Store) -> None:
    await store.outbox.add(item("a"))
    assert await store.outbox.add(item("a", text="other")) == item("a")
    assert len(await store.outbox.all()) == 1


async def test_rows_in_the_order_they_came(store: Store) -> None:
    for name, created in (("c", NOW), ("b", NOW + 1), ("a", NOW + 1)):
        await store.outbox.add(item(name, created=created))
    await store.outbox.move(item("b", created=NOW + 1), OutboxState.SENDING)
    assert [each.id for each in await store.outbox.all()] == ["c", "b", "a"]
    assert [each.id for each in await store.outbox.all([OutboxState.QUEUED])] == ["c", "a"]
    assert await store.outbox.all(frozenset()) == ()


async def test_a_move_changes_what_it_names_and_raises_the_revision(store: Store) -> None:
    queued = await store.outbox.add(item("a"))
    moved = await store.outbox.move(queued, OutboxState.SENDING, attempt=1, attempt_at=NOW, prior_ids=("5",))
    assert moved == replace(
        queued, state=OutboxState.SENDING, attempt=1, attempt_at=NOW, prior_ids=("5",), revision=1, updated=NOW)
    assert await store.outbox.get("a") == moved


async def test_a_move_from_an_old_word_does_nothing(store: Store) -> None:
    queued = await store.outbox.add(item("a"))
    waiting = await store.outbox.move(queued, OutboxState.QUEUED, not_before=NOW + 5)
    assert waiting is not None
    assert await store.outbox.move(queued, OutboxState.SENDING) is None
    assert await store.outbox.move(item("nowhere"), OutboxState.SENDING) is None
    assert await store.outbox.take_back(queued, draft()) is False
    assert await store.drafts.all() == ()
    assert await store.outbox.get("a") == waiting


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (OutboxState.SENT, OutboxState.QUEUED), (OutboxState.SENT, OutboxState.UNCERTAIN),
        (OutboxState.UNCERTAIN, OutboxState.SENDING), (OutboxState.SENDING, OutboxState.SENDING),
        (OutboxState.FAILED, OutboxState.SENDING),
    ],
)
async def test_moves_that_do_not_exist(store: Store, before: OutboxState, after: OutboxState) -> None:
    stored = await store.outbox.add(item("a", state=before))
    with pytest.raises(ValueError, match="no move"):
        await store.outbox.move(stored, after)
    assert await store.outbox.get("a") == stored


async def test_two_programs_send_it_once(disk: Store, home: Path) -> None:
    other = await Store.open(home, clock=Clock())
    try:
        for number in range(10):
            queued = await disk.outbox.add(item(str(number)))
            moves = await asyncio.gather(
                disk.outbox.move(queued, OutboxState.SENDING, reason="first"),
                other.outbox.move(queued, OutboxState.SENDING, reason="second"),
                disk.outbox.take_back(queued, draft(str(number))),
                other.outbox.move(queued, OutboxState.SENDING, reason="third"),
            )
            assert len([each for each in moves if each]) == 1
            stored = await other.outbox.get(str(number))
            assert (stored is None) == (moves[2] is True)
            assert stored in (*moves, None)
    finally:
        await other.close()


async def test_one_id_of_the_service_for_one_sent_row(store: Store) -> None:
    rows = [await store.outbox.add(item(name, state=OutboxState.UNCERTAIN)) for name in "abc"]
    sent = await store.outbox.move(rows[0], OutboxState.SENT, reply_id="99")
    assert sent is not None
    with pytest.raises(ReplyClaimedError):
        await store.outbox.move(rows[1], OutboxState.SENT, reply_id="99")
    assert await store.outbox.get("b") == rows[1]
    assert await store.outbox.move(rows[1], OutboxState.SENT, reply_id="") is not None
    assert await store.outbox.move(rows[2], OutboxState.SENT) is not None


async def test_a_draft_becomes_a_reply_and_a_draft_again(disk: Store, home: Path) -> None:
    await disk.drafts.save(draft())
    queued = await disk.outbox.queue_from_draft(item("a"))
    assert (queued, await disk.drafts.get("1")) == (item("a"), None)
    assert await disk.outbox.take_back(queued, draft(text="back")) is True
    store = await reopened(disk, home)
    try:
        assert await store.outbox.all() == ()
        assert await store.drafts.get("1") == draft(text="back")
    finally:
        await store.close()


async def test_queueing_is_all_or_nothing(store: Store) -> None:
    await store.drafts.save(draft())
    await store._outbox.run(lambda db: db.execute(
        "CREATE TRIGGER no BEFORE DELETE ON draft BEGIN SELECT RAISE(ABORT, 'no'); END"))
    with pytest.raises(Exception, match="no"):
        await store.outbox.queue_from_draft(item("a"))
    assert await store.outbox.all() == ()
    assert await store.drafts.get("1") == draft()


@pytest.mark.parametrize("state", [OutboxState.FAILED, OutboxState.UNCERTAIN])
async def test_what_may_have_been_sent_stays_as_discarded(store: Store, state: OutboxState) -> None:
    stored = await store.outbox.add(item("a", state=state, prior_ids=("4",)))
    assert await store.outbox.take_back(stored, draft())
    kept = await store.outbox.get("a")
    assert kept is not None and (kept.state, kept.prior_ids, kept.revision) == (OutboxState.DISCARDED, ("4",), 1)
    assert await store.drafts.get("1") == draft()


@pytest.mark.parametrize("state", [OutboxState.SENDING, OutboxState.SENT, OutboxState.DISCARDED])
async def test_what_is_on_the_wire_or_done_is_not_taken_back(store: Store, state: OutboxState) -> None:
    stored = await store.outbox.add(item("a", state=state))
    assert await store.outbox.take_back(stored, draft()) is False
    assert (await store.outbox.get("a"), await store.drafts.all()) == (stored, ())


async def test_words_that_come_back_join_those_typed_meanwhile(store: Store) -> None:
    stored = await store.outbox.add(item("a", state=OutboxState.SENDING))
    await store.drafts.save(draft(text="typed since"))
    assert await store.outbox.move(stored, OutboxState.FAILED, draft=draft(text="came back"), reason="refused")
    kept = await store.drafts.get("1")
    assert kept is not None and kept.text == "came back\n\ntyped since"
    again = await store.outbox.get("a")
    assert again is not None and await store.outbox.take_back(again, draft(text="came back"))
    assert await store.drafts.get("1") == kept


async def test_a_move_that_comes_too_late_gives_no_words_back(store: Store) -> None:
    stored = await store.outbox.add(item("a", state=OutboxState.SENDING))
    await store.outbox.move(stored, OutboxState.SENT)
    assert await store.outbox.move(stored, OutboxState.FAILED, draft=draft()) is None
    assert await store.drafts.all() == ()


async def test_a_cancelled_caller_leaves_no_half_a_move(store: Store) -> None:
    queued = await store.outbox.add(item("a"))
    task = asyncio.create_task(store.outbox.move(queued, OutboxState.SENDING, attempt=1))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    stored = await store.outbox.get("a")
    assert stored is not None and (stored.state, stored.attempt, stored.revision) == (OutboxState.SENDING, 1, 1)


async def test_lone_surrogates_are_replaced(store: Store) -> None:
    stored = await store.outbox.add(item("a", text="x\ud83d", to="\udc00", prior_ids=("1",)))
    assert (stored.text, stored.to) == ("x\ufffd", "\ufffd")
    await store.drafts.save(draft("1", "y\ud83d"))
    kept = await store.drafts.get("1")
    assert kept is not None and kept.text == "y\ufffd"
    moved = await store.outbox.move(stored, OutboxState.QUEUED, reason="\ud83d", prior_ids=("\ud83d",))
    assert moved is not None and moved.reason == "\ufffd"

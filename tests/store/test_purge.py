"""What goes after its time, and that it is gone from every byte of every file."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from tests.store.world import CASE, NOW, Clock, draft, every_byte, full, ids, item, result
from webcare_tui.models.account import Account
from webcare_tui.models.reply import OutboxState
from webcare_tui.models.result import DELETED
from webcare_tui.store import PurgeCount, Selection, Store

VIEW = Selection("inbox", oldest_first=True)
DAY = 86_400


def leave(path: Path, data: bytes) -> None:
    """A file that somebody left behind."""
    path.write_bytes(data)


async def test_results_go_by_when_the_service_last_showed_them(home: Path) -> None:
    clock = Clock()
    store = await Store.open(home, clock=clock)
    await store.results.merge("inbox", [result(1), result(2), result(3, case_id="70")])
    await store.results.assign(CASE, "42")
    clock.now += 5 * DAY
    await store.results.merge("inbox", [result(1), result(4)])
    clock.now += 3 * DAY
    assert await store.purge(7 * DAY) == PurgeCount(results=2)
    assert await ids(store.results, VIEW) == ["1", "4"]
    assert (await store.results.counts([VIEW]))["inbox"].total == 2
    assert await store.results.search("author 3") == ()
    assert await store.purge(7 * DAY) == PurgeCount()
    await store.close()


async def test_everything_of_the_cache(disk: Store) -> None:
    await disk.results.merge("inbox", [full(1), result(2)])
    await disk.results.save_account(Account(raw="{}"))
    await disk.set_meta("view", "inbox")
    await disk.drafts.save(draft())
    await disk.outbox.add(item("a"))
    assert await disk.purge(None) == PurgeCount(results=2)
    assert await disk.results.count(VIEW) == 0
    assert (await disk.results.load_account(), await disk.meta("view"), await disk.results.newest("inbox")) == (None, "", None)
    assert (len(await disk.drafts.all()), len(await disk.outbox.all())) == (1, 1)
    assert await disk.results.merge("inbox", [full(1)])
    assert await ids(disk.results, VIEW) == ["1"]


async def test_what_is_to_be_sent_never_goes(store: Store) -> None:
    old = NOW - 99 * DAY
    states = (OutboxState.QUEUED, OutboxState.SENDING, OutboxState.UNCERTAIN)
    rows = [await store.outbox.add(item(state, state=state, updated=old, created=old)) for state in states]
    assert await store.purge(None) == PurgeCount()
    assert await store.outbox.all() == tuple(rows)


async def test_words_of_finished_replies_go_after_a_day(store: Store) -> None:
    for name, state, age in (
        ("new", OutboxState.SENT, DAY - 60), ("old", OutboxState.SENT, DAY + 60), ("no", OutboxState.DISCARDED, DAY + 60),
        ("failed", OutboxState.FAILED, DAY + 60), ("ancient", OutboxState.SENT, 31 * DAY),
    ):
        await store.outbox.add(item(name, state=state, updated=NOW - age, created=NOW - age, reply_id=name))
    assert await store.purge(7 * DAY) == PurgeCount(sent=3)
    words = {row.id: (row.text, row.to) for row in await store.outbox.all()}
    assert words == {
        "old": ("", ""), "no": ("", ""), "failed": ("words of failed", "Author 1"), "new": ("words of new", "Author 1"),
    }
    kept = await store.outbox.get("old")
    assert kept is not None and (kept.reply_id, kept.updated) == ("old", NOW - DAY - 60)
    digest = await store._outbox.run(lambda db: db.execute("SELECT digest FROM outbox WHERE id = 'old'").fetchone()[0])
    assert len(digest) == 64
    assert await store.purge(7 * DAY) == PurgeCount()


async def test_drafts_go_after_thirty_days(store: Store) -> None:
    await store.drafts.save(draft("1", updated=NOW - 29 * DAY))
    await store.drafts.save(draft("2", updated=NOW - 31 * DAY))
    await store.drafts.save(draft("3", updated=0))
    assert await store.purge(0) == PurgeCount(drafts=1)
    assert [each.result_id for each in await store.drafts.all()] == ["1", "3"], "one of unknown age never goes"


async def test_erased_words_are_in_no_byte_of_any_file(home: Path) -> None:
    clock = Clock()
    store = await Store.open(home, clock=clock)
    secret = replace(
        full(1), title="Canaryname", description="canaryword " * 40, profile_id="canaryprofile", raw='{"a": "canaryraw"}')
    await store.results.merge("inbox", [secret, *(result(number, description="canaryword two") for number in range(10, 400))])
    await store.outbox.add(item("a", state=OutboxState.SENT, text="canaryreply", to="Canaryname"))
    await store.drafts.save(draft(text="canarydraft"))
    await store.close()
    store = await Store.open(home, clock=clock)
    assert b"canarydraft" in (home / "outbox.backup.db").read_bytes()
    await store.results.merge("inbox", [replace(secret, status=DELETED)])
    clock.now += 31 * DAY
    await store.purge(7 * DAY)
    left = every_byte(home).lower()
    assert [word for word in (b"canary", b"anaryw", b"author") if word in left] == []
    await store.close()


async def test_the_copy_holds_no_more_than_the_outbox(home: Path) -> None:
    store = await Store.open(home, clock=Clock())
    await store.drafts.save(draft(text="canarydraft"))
    await store.close()
    leave(home / "outbox.backup.db.1.new", b"canarydraft")
    store = await Store.open(home, clock=Clock())
    await store.drafts.save(draft(text="other"))
    await store.purge(DAY)
    assert b"canarydraft" not in every_byte(home)
    await store.drafts.discard("1")
    await store.purge(DAY)
    assert b"other" not in every_byte(home)
    await store.close()


async def test_a_deleted_message_leaves_the_word_index_at_the_next_purge(home: Path) -> None:
    store = await Store.open(home, clock=Clock())
    await store.results.merge("inbox", [result(1, description="canaryword"), result(2)])
    await store.results.merge("inbox", [result(1, description="canaryword", status=DELETED)])
    assert await store.purge(DAY) == PurgeCount()
    assert b"canaryword" not in every_byte(home)
    assert await ids(store.results, Selection("inbox", narrow="message")) == ["2"]
    await store.close()


async def test_damaged_files_go_after_thirty_days(home: Path) -> None:
    store = await Store.open(home, clock=Clock())
    old, new = home / "cache.db.corrupt-1", home / "outbox.db.corrupt-2"
    for path in (old, home / "cache.db.corrupt-1-wal", new):
        leave(path, b"words")
    os.utime(old, (NOW - 31 * DAY,) * 2)
    os.utime(new, (NOW,) * 2)
    await store.purge(DAY)
    assert (old.exists(), (home / "cache.db.corrupt-1-wal").exists(), new.exists()) == (False, False, True)
    await store.close()

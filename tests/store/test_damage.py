"""Damaged files: set aside, what can be read comes over, and nothing is sent twice because of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.world import NOW, Clock, by_hand, draft, item, result
from webcare_tui.models.reply import OutboxState
from webcare_tui.store import Selection, Store, StoreError

MANY = 60


def zero(path: Path) -> None:
    """A hole where the file was."""
    path.write_bytes(bytes(path.stat().st_size))


def flip_head(path: Path) -> None:
    """Every bit of the header turned."""
    data = path.read_bytes()
    path.write_bytes(bytes(255 - byte for byte in data[:100]) + data[100:])


def flip_middle(path: Path) -> None:
    """A page in the middle turned."""
    data = bytearray(path.read_bytes())
    start = len(data) // 2 // 4096 * 4096
    data[start : start + 4096] = bytes(255 - byte for byte in data[start : start + 4096])
    path.write_bytes(bytes(data))


def cut(path: Path) -> None:
    """The second half gone."""
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2 // 4096 * 4096)


def cut_oddly(path: Path) -> None:
    """Gone from somewhere in a page."""
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 1000)


def spoil(path: Path, table: str) -> None:
    """The first page of a table overwritten."""
    with closing(sqlite3.connect(path)) as db:
        (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)


def break_row(path: Path, name: bytes) -> None:
    """The page of the table that holds a row overwritten; that of an index holds the name too, but not the words."""
    data = path.read_bytes()
    pages = [data[start : start + 4096] for start in range(0, len(data), 4096)]
    wanted = next(page for page in pages if name in page and b"x" * 500 in page)
    path.write_bytes(data.replace(wanted, b"\xff" * 4096))


def empty(path: Path) -> None:
    """Nothing left of it."""
    path.write_bytes(b"")


HARM = [zero, flip_head, flip_middle, cut, cut_oddly]


async def filled(home: Path) -> None:
    """A store in daily use, started twice: the second start made the backup copy."""
    store = await Store.open(home, clock=Clock())
    await store.results.merge("inbox", [result(number, description="word " * 100) for number in range(60)])
    for number in range(MANY):
        await store.outbox.add(item(f"sent {number:03}", state=OutboxState.SENT, text="x" * 500))
        await store.drafts.save(draft(str(number), "y" * 500))
    await store.outbox.add(item("waits"))
    await store.outbox.add(item("on its way", state=OutboxState.SENDING))
    await store.close()
    await (await Store.open(home, clock=Clock())).close()


@pytest.mark.parametrize("harm", [*HARM, empty])
async def test_a_damaged_outbox_comes_over(home: Path, harm: Callable[[Path], None]) -> None:
    await filled(home)
    harm(home / "outbox.db")
    store = await Store.open(home, clock=Clock())
    rows = {row.id: row for row in await store.outbox.all()}
    assert len(rows) == MANY + 2
    assert rows["sent 007"].state is OutboxState.SENT
    assert rows["waits"].state is rows["on its way"].state is OutboxState.UNCERTAIN
    assert rows["waits"].text == "words of waits" and "damaged" in rows["waits"].reason
    assert len(await store.drafts.all()) == MANY
    assert f"{MANY + 2} replies, {MANY} drafts" in store.notice
    assert (home / f"outbox.db.corrupt-{NOW}").exists() is (harm is not empty)
    await store.close()
    store = await Store.open(home, clock=Clock())
    assert (len(await store.outbox.all()), store.notice) == (MANY + 2, "")
    await store.close()


@pytest.mark.parametrize("harm", [flip_middle, cut, cut_oddly])
async def test_without_a_copy_what_can_be_read_comes_over(home: Path, harm: Callable[[Path], None]) -> None:
    await filled(home)
    (home / "outbox.backup.db").unlink()
    harm(home / "outbox.db")
    store = await Store.open(home, clock=Clock())
    assert f"outbox.db.corrupt-{NOW}" in store.notice
    for row in await store.outbox.all():
        assert row.state in (OutboxState.SENT, OutboxState.UNCERTAIN)
    await store.drafts.save(draft("new"))
    await store.close()


async def test_one_broken_page_costs_only_its_own_rows(home: Path) -> None:
    await filled(home)
    (home / "outbox.backup.db").unlink()
    break_row(home / "outbox.db", b"sent 030")
    store = await Store.open(home, clock=Clock())
    kept = {row.id for row in await store.outbox.all()}
    assert {"sent 000", "sent 010", "sent 050", "waits", "on its way"} <= kept
    assert "sent 030" not in kept
    assert len(await store.drafts.all()) == MANY
    await store.close()


async def test_words_newer_than_the_copy_are_read_from_the_damaged_file(home: Path) -> None:
    await filled(home)
    store = await Store.open(home, clock=Clock())
    await store.drafts.save(draft("0", "newer"))
    await store.close()
    by_hand(home / "outbox.db", "PRAGMA writable_schema = ON", "DELETE FROM sqlite_master WHERE name = 'outbox_reply'")
    store = await Store.open(home, clock=Clock())
    assert "damaged" in store.notice
    kept = await store.drafts.get("0")
    assert kept is not None and kept.text == "newer"
    await store.close()


@pytest.mark.parametrize("harm", [zero, flip_head, cut])
async def test_a_damaged_cache_is_made_anew(home: Path, harm: Callable[[Path], None]) -> None:
    await filled(home)
    harm(home / "cache.db")
    store = await Store.open(home, clock=Clock())
    assert f"cache.db.corrupt-{NOW}" in store.notice
    assert await store.results.count(Selection("inbox")) == 0
    assert await store.results.merge("inbox", [result(1)])
    assert len(await store.outbox.all()) == MANY + 2
    await store.close()


async def test_damage_found_while_in_use_is_mended_at_the_next_start(home: Path) -> None:
    await filled(home)
    spoil(home / "cache.db", "member")
    store = await Store.open(home, clock=Clock())
    with pytest.raises(StoreError, match="damaged"):
        await store.results.merge("inbox", [result(number) for number in range(300)])
    await store.close()
    store = await Store.open(home, clock=Clock())
    assert f"cache.db.corrupt-{NOW}" in store.notice
    assert await store.results.merge("inbox", [result(1)])
    await store.close()
    store = await Store.open(home, clock=Clock())
    assert (store.notice, await store.results.count(Selection("inbox"))) == ("", 1)
    await store.close()


async def test_the_copy_goes_when_there_is_nothing_to_copy(home: Path) -> None:
    store = await Store.open(home, clock=Clock())
    await store.drafts.save(draft(text="canary"))
    await store.close()
    store = await Store.open(home, clock=Clock())
    assert b"canary" in (home / "outbox.backup.db").read_bytes()
    await store.drafts.discard("1")
    await store.close()
    await (await Store.open(home, clock=Clock())).close()
    assert not (home / "outbox.backup.db").exists()

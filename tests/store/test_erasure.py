"""Everything of an account goes, unless somebody is at work on it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.world import NOW, Clock, draft, item, result
from webcare_tui.models.reply import OutboxState
from webcare_tui.store import Store, StoreError, presence
from webcare_tui.store.erasure import Erasure, Inventory


def names(directory: Path) -> set[str]:
    """What lies there; nothing where there is no such directory."""
    return {path.name for path in directory.iterdir()} if directory.exists() else set()


async def filled(home: Path) -> Store:
    """An account with something of everything."""
    store = await Store.open(home, clock=Clock())
    await store.results.merge("inbox", [result(1), result(2)])
    await store.drafts.save(draft())
    await store.outbox.add(item("one"))
    for folder in ("leases", "editing"):
        (home / folder).mkdir()
    for name in ("leases/one", "editing/7.txt", "editing/7.json", f"outbox.db.corrupt-{NOW}", f"cache.db.corrupt-{NOW}-wal",
                 "outbox.backup.db", "outbox.backup.db.12.new", "outbox.db.damaged"):  # fmt: skip
        (home / name).touch()
    return store


async def test_all_of_it_goes_and_what_is_not_the_programs_stays(home: Path, tmp_path: Path) -> None:
    await (await filled(home)).close()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").touch()
    (home / "leases" / "one").unlink()
    (home / "leases").rmdir()
    (home / "leases").symlink_to(elsewhere)
    (home / "notes.md").touch()
    with Erasure(home) as erasure:
        assert erasure.look() == Inventory(results=2, drafts=2, unsent=1, sent=0, files=9)
        assert erasure.erase() == 0
    assert names(home) == {"notes.md", "leases"}
    assert names(elsewhere) == {"kept"}


async def test_an_emptied_directory_goes_and_an_account_begins_anew(home: Path) -> None:
    await (await filled(home)).close()
    with Erasure(home) as erasure:
        with pytest.raises(StoreError, match="being erased"):
            await Store.open(home, clock=Clock())
        assert erasure.erase() == 0
    assert names(home.parent) == set()
    with Erasure(home) as erasure:
        assert erasure.look() == Inventory()
    store = await Store.open(home, clock=Clock())
    with pytest.raises(StoreError, match="at work"):
        Erasure(home)
    await store.close()


@pytest.mark.parametrize("locks", [True, False])
async def test_not_while_a_copy_of_the_program_is_at_work(home: Path, locks: bool, monkeypatch) -> None:
    if not locks:

        def none(descriptor: int, how: int) -> None:
            raise OSError

        monkeypatch.setattr(presence.fcntl, "flock", none)
    store = await filled(home)
    with pytest.raises(StoreError, match="at work"), Erasure(home) as erasure:
        erasure.look()
    await store.close()
    with Erasure(home) as erasure:
        assert erasure.look().drafts == 2


def test_a_copy_that_was_killed_is_not_at_work(home: Path) -> None:
    home.mkdir(parents=True)
    code = f"import os, pathlib\nfrom webcare_tui.store.presence import Presence\nhome = pathlib.Path({str(home)!r})\n"
    code += "held = Presence.among_others(home)\nos.kill(os.getpid(), 9)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    with Erasure(home) as erasure:
        assert erasure.erase() == 0


@pytest.mark.parametrize("name", ["outbox.db", "cache.db"])
async def test_what_cannot_be_read_is_told_and_goes(home: Path, name: str) -> None:
    await (await filled(home)).close()
    (home / name).write_bytes(b"no database" * 999)
    with Erasure(home) as erasure:
        assert erasure.look().unread == (name,)
        erasure.erase()
    assert names(home.parent) == set()


async def test_each_state_of_a_reply_counts_where_it_belongs(home: Path) -> None:
    await (await filled(home)).close()
    settled = set()
    for state in OutboxState:
        with closing(sqlite3.connect(home / "outbox.db", isolation_level=None)) as db:
            db.execute("UPDATE outbox SET state = ?", (state.value,))
        with Erasure(home) as erasure:
            found = erasure.look()
            assert found.sent + found.unsent == 1
            settled |= {state} if found.sent else set()
    assert settled == {OutboxState.SENT, OutboxState.DISCARDED}

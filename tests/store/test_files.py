"""The files: whose they are, what they refuse, how they are written."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from pathlib import Path

import pytest

from tests.store.world import NOW, Clock, by_hand, draft, item, result
from webcare_tui.store import Selection, Store, StoreError, database, files, schema


def names(directory: Path) -> set[str]:
    return {path.name for path in directory.iterdir()}


def modes(*paths: Path) -> set[int]:
    """The rights on each path and on all that lies in it."""
    every = {each for path in paths for each in (path, *(path.iterdir() if path.is_dir() else ()))}
    return {each.stat().st_mode & 0o777 for each in every}


def give_away(directory: Path) -> None:
    for path in (directory, *directory.iterdir()):
        path.chmod(0o777)


async def test_only_the_owner_reads_whatever_the_umask(home: Path) -> None:
    before = os.umask(0)
    try:
        store = await Store.open(home, clock=Clock())
        await store.results.merge("inbox", [result(1)])
        await store.drafts.save(draft())
        assert names(home) == {"cache.db", "cache.db-wal", "cache.db-shm", "outbox.db", "outbox.db-wal", "outbox.db-shm"}
        assert modes(home) == {0o600, 0o700}
        assert modes(*(home / name for name in names(home))) == {0o600}
        assert modes(home.parent) == {0o700}
        await store.close()
        await (await Store.open(home, clock=Clock())).close()
    finally:
        os.umask(before)
    assert names(home) == {"cache.db", "outbox.db", "outbox.backup.db"}
    assert modes(*(home / name for name in names(home))) == {0o600}


async def test_rights_given_away_are_taken_back_at_the_start(home: Path) -> None:
    await (await Store.open(home, clock=Clock())).close()
    give_away(home)
    await (await Store.open(home, clock=Clock())).close()
    assert modes(home) == {0o700, 0o600}
    assert modes(home / "cache.db", home / "outbox.db") == {0o600}


async def test_how_the_files_are_written(disk: Store) -> None:
    async def pragma(connection: database.Connection, name: str) -> object:
        return await connection.run(lambda db: db.execute(f"PRAGMA {name}").fetchone()[0])

    assert [await pragma(disk._outbox, name) for name in ("journal_mode", "synchronous", "secure_delete")] == ["wal", 2, 1]
    assert [await pragma(disk._cache, name) for name in ("journal_mode", "synchronous", "secure_delete")] == ["wal", 1, 1]
    assert [await pragma(disk._outbox, name) for name in ("busy_timeout", "temp_store")] == [5000, 2]
    assert disk._reader is not disk._cache
    assert await pragma(disk._reader, "query_only") == 1


async def test_without_shared_memory_there_is_a_rollback_journal(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "on_network", lambda directory: True)
    store = await Store.open(home, clock=Clock())
    for connection, level in ((store._outbox, 2), (store._cache, 1)):
        found = await connection.run(lambda db: [
            db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")])
        assert found == ["delete", level]
    assert store._reader is store._cache
    await store.results.merge("inbox", [result(1)])
    assert await store.results.count(Selection("inbox")) == 1
    await store.results.merge("inbox", [result(2)])
    assert await store.results.count(Selection("inbox")) == 2
    await store.close()


@pytest.mark.parametrize(
    ("directory", "expected"),
    [("home/agent/data", True), ("home/agent2", False), ("home", False), ("srv/my drive/x", True), ("mnt/nfs/local/x", False)],
)
def test_a_network_drive_is_recognised(tmp_path: Path, directory: str, expected: bool) -> None:
    mounts = tmp_path / "mounts"
    lines = [
        "/dev/vda / ext4 rw 0 0", f"host:/x {tmp_path}/home/agent nfs4 rw 0 0", "rubbish",
        f"host:/y {tmp_path}/srv/my\\040drive cifs rw 0 0", f"host:/z {tmp_path}/mnt/nfs nfs rw 0 0",
        f"/dev/vdb {tmp_path}/mnt/nfs/local ext4 rw 0 0",
    ]
    mounts.write_text("\n".join(lines), encoding="utf-8")
    assert files.on_network(tmp_path / directory, mounts) is expected
    assert files.on_network(tmp_path / directory, tmp_path / "none") is False


async def test_memory_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = await Store.open(None, clock=Clock())
    await store.results.merge("inbox", [result(1)])
    await store.drafts.save(draft())
    await store.purge(None)
    await store.close()
    assert names(tmp_path) == set()


async def test_results_only_in_memory(home: Path) -> None:
    store = await Store.open(home, clock=Clock())
    await store.results.merge("inbox", [result(1)])
    await store.close()
    store = await Store.open(home, persist_cache=False, clock=Clock())
    await store.drafts.save(draft())
    assert await store.results.count(Selection("inbox")) == 0
    await store.results.merge("inbox", [result(1)])
    assert await store.results.count(Selection("inbox")) == 1
    await store.close()
    assert names(home) == {"outbox.db"}


@pytest.mark.parametrize("name", ["outbox.db", "cache.db"])
async def test_a_newer_file_is_refused_and_left_alone(home: Path, name: str) -> None:
    await (await Store.open(home, clock=Clock())).close()
    by_hand(home / name, "PRAGMA user_version = 99", "PRAGMA journal_mode = DELETE")
    before = (home / name).read_bytes()
    with pytest.raises(StoreError, match=rf"newer version.*{name} has schema 99"):
        await Store.open(home, clock=Clock())
    assert (home / name).read_bytes() == before
    assert names(home) == {"cache.db", "outbox.db"}


async def test_a_directory_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError, match="--data-dir"):
        await Store.open(tmp_path / "data" / "main")
    with pytest.raises(StoreError, match="--data-dir"):
        await Store.open(tmp_path / "data")


async def test_a_directory_that_cannot_be_written(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # the mode alone does not stop root
    with pytest.raises(StoreError, match=r"cannot be written.*--data-dir"):
        await Store.open(home)


async def test_a_database_that_is_a_directory(home: Path) -> None:
    (home / "outbox.db").mkdir(parents=True)
    with pytest.raises(StoreError, match="cannot be opened"):
        await Store.open(home)


async def test_a_closed_store_says_so(home: Path) -> None:
    store = await Store.open(home, clock=Clock())
    await store.close()
    await store.close()
    with pytest.raises(StoreError, match="closed"):
        await store.results.merge("inbox", [result(1)])


async def test_a_full_disk_changes_nothing_and_says_so(disk: Store) -> None:
    queued = await disk.outbox.add(item("a"))
    await disk._outbox.run(lambda db: db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}"))
    with pytest.raises(StoreError, match="disk is full"):
        await disk.drafts.save(draft(text="x" * 100_000))
    with pytest.raises(StoreError, match="disk is full"):
        await disk.outbox.queue_from_draft(item("b", text="x" * 100_000))
    assert await disk.outbox.all() == (queued,)
    await disk._outbox.run(lambda db: db.execute("PRAGMA max_page_count = 100000"))
    await disk.drafts.save(draft(text="x" * 100_000))


async def test_a_merge_that_does_not_fit_leaves_the_view_as_it_was(disk: Store) -> None:
    view = Selection("inbox")
    await disk.results.merge("inbox", [result(1)])
    await disk._cache.run(lambda db: db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0] + 2}"))
    with pytest.raises(StoreError, match="disk is full"):
        await disk.results.merge("inbox", [result(number, description="x" * 500) for number in range(2, 200)])
    assert await disk.results.count(view) == 1
    assert await disk.results.newest("inbox") == "1"


async def test_a_lock_that_is_held_too_long(disk: Store, home: Path) -> None:
    await disk._outbox.run(lambda db: db.execute("PRAGMA busy_timeout = 1"))
    other = sqlite3.connect(home / "outbox.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="in use"):
        await disk.drafts.save(draft())
    other.execute("ROLLBACK")
    other.close()
    await disk.drafts.save(draft())


async def test_a_window_does_not_wait_for_a_merge(disk: Store) -> None:
    await disk.results.merge("inbox", [result(1)])
    await disk._cache.run(lambda db: db.execute("BEGIN IMMEDIATE"))
    await disk._cache.run(lambda db: db.execute("DELETE FROM member"))
    assert len(await asyncio.wait_for(disk.results.window(Selection("inbox"), 0, 5), 2)) == 1
    await disk._cache.run(lambda db: db.execute("ROLLBACK"))


async def test_two_programs_share_the_cache(disk: Store, home: Path) -> None:
    other = await Store.open(home, clock=Clock())
    view = Selection("inbox", narrow="message")
    await disk.results.merge("inbox", [result(1)])
    assert await other.results.count(view) == 1
    await disk.results.merge("inbox", [result(2)])
    assert await other.results.count(view) == 2
    assert await other.results.position(view, "1") == 1
    await other.close()


async def test_programs_that_start_at_the_same_moment(home: Path) -> None:
    stores = await asyncio.gather(*(Store.open(home, clock=Clock()) for _ in range(4)))
    for number, store in enumerate(stores):
        await store.outbox.add(item(str(number)))
    assert len(await stores[0].outbox.all()) == 4
    for store in stores:
        await store.close()


async def test_a_cache_of_another_layout_is_made_anew(home: Path) -> None:
    store = await Store.open(home, clock=Clock())
    await store.results.merge("inbox", [result(1)])
    await store.close()
    by_hand(home / "cache.db", "UPDATE meta SET value = 'id,title' WHERE key = 'layout'")
    store = await Store.open(home, clock=Clock())
    assert await store.results.get("1") is None
    assert store.notice == ""
    await store.close()


def test_a_migration_is_all_or_nothing() -> None:
    db = sqlite3.connect(":memory:", isolation_level=None)
    steps: list[schema.Migration] = [["CREATE TABLE a (x)", "INSERT INTO a VALUES (1)"]]
    schema.migrate(db, steps)
    assert schema.version(db) == 1
    broken: list[schema.Migration] = [*steps, ["ALTER TABLE a ADD COLUMN y"], ["UPDATE a SET y = 2", "rubbish"]]
    with pytest.raises(sqlite3.OperationalError):
        schema.migrate(db, broken)
    assert (schema.version(db), db.execute("SELECT * FROM a").fetchall()) == (1, [(1,)])
    told: list[int] = []
    schema.migrate(db, [*broken[:2], ["UPDATE a SET y = 2"]], lambda db, start: told.append(start))
    assert (schema.version(db), db.execute("SELECT * FROM a").fetchall(), told) == (3, [(1, 2)], [1])
    schema.migrate(db, steps)
    assert schema.version(db) == 3
    db.close()


def test_times_in_names_of_damaged_files_do_not_collide(tmp_path: Path) -> None:
    for _ in range(2):
        (tmp_path / "a.db").write_bytes(b"x")
        (tmp_path / "a.db-wal").write_bytes(b"y")
        files.move_aside(tmp_path / "a.db", NOW)
    assert [path.name for path in files.put_aside(tmp_path / "a.db")] == [f"a.db.corrupt-{NOW}", f"a.db.corrupt-{NOW + 1}"]
    assert (tmp_path / f"a.db.corrupt-{NOW + 1}-wal").read_bytes() == b"y"

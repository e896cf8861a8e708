"""Connections to both files: opened safely, checked, of today's schema, each with a thread of its own."""

from __future__ import annotations

import asyncio
import sqlite3
import time as clocks
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import aiosqlite

from webcare_tui.store import files, rescue, schema
from webcare_tui.store.codec import LAYOUT
from webcare_tui.store.errors import StoreError, damaged, explain

T = TypeVar("T")
Job = Callable[[sqlite3.Connection], T]
"""A whole piece of work on a connection; it runs to its end in the connection's thread, whatever becomes of the caller."""

BUSY_SECONDS = 5.0
_LOG_BYTES = 16 * 1024 * 1024


class Connection(aiosqlite.Connection):
    """One connection, one thread; work is handed over as whole transactions.

    A job per transaction rather than a statement per await: a caller that is cancelled in between can leave no
    transaction open, and a merge of 500 results crosses threads once.
    """

    def __init__(self, connector: Callable[[], sqlite3.Connection], path: Path | None) -> None:
        super().__init__(connector, iter_chunk_size=64)
        self.path = path
        self._thread.daemon = True  # a program that dies must not wait for its store

    async def run(self, job: Job[T]) -> T:
        """Runs a job outside any transaction.

        Raises:
            StoreError: SQLite refused, or the store is closed.
        """
        try:
            result: T = await self._execute(self._guarded, job)  # type: ignore[no-untyped-call]
        except sqlite3.Error as error:
            raise explain(error, self.path.name if self.path else "memory") from error
        except ValueError as error:
            if self._connection is not None:
                raise
            raise StoreError("The store is closed", "Start the program again.") from error
        return result

    async def read(self, job: Job[T]) -> T:
        """Runs a job that sees one unchanging state of the file."""
        return await self.run(lambda db: _transaction(db, "BEGIN", job))

    async def write(self, job: Job[T]) -> T:
        """Runs a job in one transaction: all of it reaches the disk, or nothing."""
        return await self.run(lambda db: _transaction(db, "BEGIN IMMEDIATE", job))

    async def ended(self) -> None:
        """Waits for the thread of a connection that could not be opened: its last word goes to this loop."""
        await asyncio.to_thread(self._thread.join, BUSY_SECONDS)

    def _guarded(self, job: Job[T]) -> T:
        try:
            return job(self._conn)
        except sqlite3.Error as error:
            if damaged(error) and self.path is not None:
                with suppress(OSError):
                    files.mark_of_damage(self.path).touch(mode=0o600)
            raise


def _transaction(db: sqlite3.Connection, begin: str, job: Job[T]) -> T:
    db.execute(begin)
    try:
        result = job(db)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # a full disk rolls back by itself
            db.execute("ROLLBACK")
        raise
    return result


async def open_outbox(path: Path | None, now: int, notices: list[str]) -> Connection:
    """Opens the precious file: drafts and replies; each commit has reached the disk when it returns.

    Args:
        path: The file; None for one in memory.
        now: Unix seconds, for the names of what is moved aside.
        notices: What the agent has to know is added here.

    Raises:
        StoreError: The file cannot be used, or a newer version of the program wrote it.
    """
    return await _opened(path, lambda: _outbox(path, now, notices))


async def open_cache(path: Path | None, now: int, notices: list[str]) -> Connection:
    """Opens the disposable file: results, views, the configuration. Arguments and errors as in `open_outbox`."""
    return await _opened(path, lambda: _cache(path, now, notices))


async def open_reader(writer: Connection) -> Connection:
    """A second connection that reads while the first one writes; the first itself where the file has no write-ahead log."""
    path = writer.path
    if path is None or await writer.run(_journal) != "wal":
        return writer

    def connect() -> sqlite3.Connection:
        db = _connect(path)
        db.execute("PRAGMA query_only = ON")
        db.execute("PRAGMA cache_size = -4000")
        return db

    return await _opened(path, connect)


async def _opened(path: Path | None, connect: Callable[[], sqlite3.Connection]) -> Connection:
    connection = Connection(connect, path)
    try:
        await connection
    except BaseException as error:
        await connection.ended()
        if isinstance(error, sqlite3.Error):
            raise explain(error, path.name if path else "memory") from error
        raise
    return connection


def _connect(path: Path | None) -> sqlite3.Connection:
    db = sqlite3.connect(path or ":memory:", timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    db.execute("PRAGMA secure_delete = ON")
    db.execute("PRAGMA temp_store = MEMORY")  # no message text in temporary files
    return db


def _outbox(path: Path | None, now: int, notices: list[str]) -> sqlite3.Connection:
    if path is not None:
        files.private_file(path)
    try:
        db = _checked(path, schema.OUTBOX, thorough=True)
    except sqlite3.DatabaseError as error:
        if path is None or not damaged(error):
            raise
        aside = files.move_aside(path, now)
        files.private_file(path)
        notices.append(f"The outbox was damaged and stands as {aside.name} now.")
        db = _checked(path, schema.OUTBOX, thorough=False)
    try:
        _journalled(db, path, "FULL")
        if path is not None:
            rescue.back_up(db, path)
            sources = [*reversed(files.put_aside(path)), files.backup_of(path)]
            schema.migrate(db, schema.OUTBOX, lambda db, start: None if start else rescue.salvage(db, sources, now, notices))
            files.private_file(path)
            files.mark_of_damage(path).unlink(missing_ok=True)
        else:
            schema.migrate(db, schema.OUTBOX)
    except BaseException:
        db.close()
        raise
    return db


def _cache(path: Path | None, now: int, notices: list[str]) -> sqlite3.Connection:
    if path is not None:
        files.private_file(path)
        mark = files.mark_of_damage(path)
        if mark.exists():
            _discard_cache(path, now, notices)
            mark.unlink(missing_ok=True)
    try:
        return _cache_once(path)
    except sqlite3.DatabaseError as error:
        if path is None or not damaged(error):
            raise
        _discard_cache(path, now, notices)
        return _cache_once(path)


def _discard_cache(path: Path, now: int, notices: list[str]) -> None:
    aside = files.move_aside(path, now)
    notices.append(f"The cache of results was damaged and stands as {aside.name} now; it fills again by itself.")
    files.private_file(path)


def _cache_once(path: Path | None) -> sqlite3.Connection:
    db = _checked(path, schema.CACHE, thorough=False)
    if path is not None and schema.version(db) and _layout(db) != LAYOUT:
        # Results are kept in the order of the model's fields: a file of another order is of no use, and can be had again.
        db.close()
        files.remove(path)
        files.private_file(path)
        db = _checked(path, schema.CACHE, thorough=False)
    try:
        _journalled(db, path, "NORMAL")
        db.execute("PRAGMA cache_size = -8000")
        schema.migrate(db, schema.CACHE, lambda db, _: _stamp(db))
        if path is not None:
            files.private_file(path)
    except BaseException:
        db.close()
        raise
    return db


def _stamp(db: sqlite3.Connection) -> None:
    db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('layout', ?)", (LAYOUT,))


def _layout(db: sqlite3.Connection) -> str:
    row = db.execute("SELECT value FROM meta WHERE key = 'layout'").fetchone()
    return str(row[0]) if row else ""


def _checked(path: Path | None, steps: tuple[schema.Migration, ...], *, thorough: bool) -> sqlite3.Connection:
    """A connection to a file that is a whole database and not newer than this program; nothing is written yet."""
    db = _connect(path)
    try:
        found = schema.version(db)
        if found > len(steps):
            raise StoreError(
                "A newer version of the program wrote the local files",
                f"{path.name if path else 'memory'} has schema {found}, this version knows {len(steps)}. "
                "Start the newer version, or choose another place with --data-dir. The file was left as it is.",
            )
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if thorough:
            verdict = str(db.execute("PRAGMA integrity_check(1)").fetchone()[0])
            if verdict != "ok":
                broken = sqlite3.DatabaseError(verdict)
                broken.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
                raise broken
    except BaseException:
        db.close()
        raise
    return db


def _journal(db: sqlite3.Connection) -> str:
    return str(db.execute("PRAGMA journal_mode").fetchone()[0])


def _journalled(db: sqlite3.Connection, path: Path | None, synchronous: str) -> None:
    """A write-ahead log where the disk can carry one, else a rollback journal; `synchronous` as told."""
    if path is not None:
        wanted = "delete" if files.on_network(path.parent) else "wal"
        deadline = clocks.monotonic() + BUSY_SECONDS
        while _journal(db) != wanted:
            try:
                if db.execute(f"PRAGMA journal_mode = {wanted}").fetchone()[0] == wanted:
                    break
                wanted = "delete"
            except sqlite3.OperationalError:
                # Another copy of the program has the file open: its journal is good enough for both.
                if clocks.monotonic() > deadline:
                    break
                clocks.sleep(0.02)
        db.execute(f"PRAGMA journal_size_limit = {_LOG_BYTES}")
    db.execute(f"PRAGMA synchronous = {synchronous}")
    db.execute("PRAGMA fullfsync = ON" if synchronous == "FULL" else "PRAGMA fullfsync = OFF")

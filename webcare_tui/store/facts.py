"""What there is on this machine, in numbers."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from webcare_tui.store.database import Connection

_TABLES = ("result", "view", "member", "cases")


@dataclass(frozen=True, slots=True)
class File:
    """One of the files.

    Attributes:
        path: Where it stands; None in memory.
        size: Bytes, with what stands beside it for SQLite.
        journal: SQLite's journal mode.
        schema: The number of its schema.
    """

    path: Path | None
    size: int
    journal: str
    schema: int


@dataclass(frozen=True, slots=True)
class Facts:
    """The numbers.

    Attributes:
        cache, outbox: The two files.
        rows: Rows of the cache by table.
        drafts: What was typed and not sent.
        replies: Replies by state.
    """

    cache: File
    outbox: File
    rows: dict[str, int] = field(default_factory=dict)
    drafts: int = 0
    replies: dict[str, int] = field(default_factory=dict)


async def gather(cache: Connection, outbox: Connection) -> Facts:
    """Counts.

    Raises:
        StoreError: A file cannot be read.
    """
    rows = await cache.read(_rows)
    drafts, replies = await outbox.read(_outgoing)
    return Facts(await _file(cache), await _file(outbox), rows, drafts, replies)


async def _file(connection: Connection) -> File:
    def read(db: sqlite3.Connection) -> tuple[str, int]:
        return str(db.execute("PRAGMA journal_mode").fetchone()[0]), int(db.execute("PRAGMA user_version").fetchone()[0])

    journal, schema = await connection.run(read)
    return File(connection.path, _size(connection.path), journal, schema)


def _size(path: Path | None) -> int:
    total = 0
    for end in ("", "-wal", "-shm"):
        with suppress(OSError):
            total += path.with_name(path.name + end).stat().st_size if path else 0
    return total


def _rows(db: sqlite3.Connection) -> dict[str, int]:
    return {table: int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in _TABLES}  # noqa: S608


def _outgoing(db: sqlite3.Connection) -> tuple[int, dict[str, int]]:
    drafts = int(db.execute("SELECT count(*) FROM draft").fetchone()[0])
    states = db.execute("SELECT state, count(*) FROM outbox GROUP BY state ORDER BY state")
    return drafts, {str(state): int(number) for state, number in states}

"""How long things stay on this machine, and how they go: out of the rows, the word index, the log and the copies."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from webcare_tui.store import files, rescue, schema
from webcare_tui.store.chunks import tidy
from webcare_tui.store.codec import LAYOUT
from webcare_tui.store.database import Connection
from webcare_tui.store.shapes import PurgeCount

DAY = 86_400
DRAFT_AGE = 30 * DAY
"""Seconds after which a draft that nobody touches goes, never one whose age is not known; also a refused reply, and a
damaged file that was moved aside."""
SENT_TEXT_AGE = DAY
"""Seconds after which the words of a finished reply go; its id, its digest and its times stay for 30 days."""

_BATCH = 2_000
_PAGES = 500


async def purge(cache: Connection, outbox: Connection, older_than: int | None, now: int) -> PurgeCount:
    """Erases what has had its time; see `Store.purge`."""
    results = await _purge_results(cache, older_than, now)
    drafts, sent = await outbox.write(lambda db: _purge_outbox(db, now))
    await outbox.run(lambda db: _shrink(db, outbox.path))
    for path in (cache.path, outbox.path):
        if path is not None:
            await cache.run(lambda _, path=path: _old_files(path, now))  # type: ignore[misc]
    return PurgeCount(results, drafts, sent)


async def _purge_results(cache: Connection, older_than: int | None, now: int) -> int:
    if older_than is None:
        removed = await cache.write(_empty)
    else:
        removed, before = 0, now - max(0, older_than)
        while batch := await cache.write(lambda db: _purge_batch(db, before)):
            removed += batch  # by portions, so that a merge in between does not wait long
    if removed or await cache.read(_erased):
        pages = -_PAGES
        while await cache.write(lambda db, pages=pages: _merge_words(db, pages)):  # type: ignore[misc]
            pages = _PAGES
        await cache.write(lambda db: db.execute("DELETE FROM meta WHERE key = 'erased'"))
        await cache.run(lambda db: db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
    return removed


def _empty(db: sqlite3.Connection) -> int:
    """Takes the cache down to its bare tables; triggers row by row would take minutes for a million results."""
    removed = int(db.execute("SELECT count(*) FROM result").fetchone()[0])
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
    for name in names:
        db.execute(f"DROP TRIGGER {name}")
    for table in ("words", "result", "extra", "member", "chunk", "part", "cases", "view", "meta", "edited"):
        db.execute(f"DROP TABLE {table}")
    for migration in schema.CACHE:
        for statement in migration:
            db.execute(statement)
    db.execute("INSERT INTO meta (key, value) VALUES ('layout', ?)", (LAYOUT,))
    return removed


def _purge_batch(db: sqlite3.Connection, before: int) -> int:
    cursor = db.execute("DELETE FROM result WHERE rid IN (SELECT rid FROM result WHERE seen < ? LIMIT ?)", (before, _BATCH))
    if cursor.rowcount:
        tidy(db, [row[0] for row in db.execute("SELECT no FROM view")])
    else:
        db.execute("DELETE FROM cases WHERE customers = 0 AND NOT EXISTS (SELECT 1 FROM result WHERE case_no = cases.no)")
    return cursor.rowcount


def _erased(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM meta WHERE key = 'erased'").fetchone() is not None


def _merge_words(db: sqlite3.Connection, pages: int) -> bool:
    """One portion of merging the word index, which is what takes erased words out of it; whether there is more to do."""
    before = db.total_changes
    db.execute("INSERT INTO words (words, rank) VALUES ('merge', ?)", (pages,))
    return db.total_changes - before >= 2  # SQLite, FTS5 "merge": fewer than two changes mean that nothing was left


def _purge_outbox(db: sqlite3.Connection, now: int) -> tuple[int, int]:
    drafts = db.execute("DELETE FROM draft WHERE updated > 0 AND updated < ?", (now - DRAFT_AGE,)).rowcount
    gone = db.execute(
        "DELETE FROM outbox WHERE state IN ('sent', 'discarded', 'failed') AND updated < ?", (now - DRAFT_AGE,)).rowcount
    sent = db.execute(
        """UPDATE outbox SET text = '', recipient = '', reason = ''
            WHERE state IN ('sent', 'discarded') AND updated < ? AND (text <> '' OR recipient <> '')""",
        (now - SENT_TEXT_AGE,),
    ).rowcount
    return drafts, sent + gone


def _shrink(db: sqlite3.Connection, path: Path | None) -> None:
    """Takes what was erased, sent or thrown away since out of the log and out of the backup copy, too."""
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    if path is not None:
        rescue.back_up(db, path)


def _old_files(path: Path, now: int) -> None:
    for aside in files.put_aside(path):
        with suppress(OSError):
            if aside.stat().st_mtime < now - DRAFT_AGE:
                files.remove(aside)

"""The outbox after an accident: its backup copy, and what can be read of a damaged file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

from webcare_tui.models.reply import OutboxState
from webcare_tui.store.files import backup_of

Record = dict[str, object]

_UNSURE = (OutboxState.QUEUED, OutboxState.SENDING)
_REASON = "Brought over from a damaged file: it may have been sent already"


def back_up(db: sqlite3.Connection, path: Path) -> None:
    """Copies the outbox beside itself where it holds anything; a copy of an emptied one goes.

    A copy that cannot be made is no reason not to start: the outbox itself is whole.
    """
    target = backup_of(path)
    tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"outbox", "draft"} <= tables:
        return
    if not db.execute("SELECT EXISTS (SELECT 1 FROM outbox) OR EXISTS (SELECT 1 FROM draft)").fetchone()[0]:
        target.unlink(missing_ok=True)
        return
    fresh = target.with_name(f"{target.name}.{os.getpid()}.new")
    try:
        for left in target.parent.glob(f"{target.name}.*.new"):
            left.unlink(missing_ok=True)  # of a program that was killed while it copied
        os.close(os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        db.execute("VACUUM INTO ?", (str(fresh),))
        fresh.replace(target)
    except (OSError, sqlite3.Error):
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def salvage(db: sqlite3.Connection, sources: Sequence[Path], now: int, notices: list[str]) -> None:
    """Fills a new outbox from a damaged one and from the backup copy, the first that knows a row decides.

    What was on its way comes over as uncertain: the copy cannot know whether it was sent since, and the program
    never sends twice by itself.
    """
    replies: dict[str, Record] = {}
    drafts: dict[str, Record] = {}
    for source in sources:
        for row in _rows(source, "outbox"):
            replies.setdefault(str(row["id"]), row)
        for row in _rows(source, "draft"):
            drafts.setdefault(str(row["result_id"]), row)
    kept = sum(_insert(db, "outbox", _unsure(row, now)) for row in replies.values())
    words = sum(_insert(db, "draft", row) for row in drafts.values())
    if kept or words:
        notices.append(
            f"Brought over: {kept} replies, {words} drafts. Replies that were waiting are marked uncertain; "
            "look at the conversation before you send one again."
        )


def _unsure(row: Record, now: int) -> Record:
    if row.get("state") not in _UNSURE:
        return row
    return {**row, "state": OutboxState.UNCERTAIN.value, "reason": _REASON, "updated": now}


def _insert(db: sqlite3.Connection, table: str, row: Record) -> int:
    known = [name for name in (each[1] for each in db.execute(f"PRAGMA table_info({table})")) if name in row]
    names, marks = ", ".join(known), ", ".join("?" for _ in known)
    with suppress(sqlite3.Error):  # a row that is not whole stays in the damaged file
        db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", [row[name] for name in known])  # noqa: S608
        return 1
    return 0


def _rows(source: Path, table: str) -> Iterator[Record]:
    """The rows that can be read, from both ends of the table towards what is broken; each may come twice."""
    if not source.is_file() or not source.stat().st_size:
        return
    with suppress(sqlite3.Error), closing(sqlite3.connect(source, timeout=1.0)) as damaged:
        damaged.text_factory = lambda data: data.decode("utf-8", "replace")
        for direction in ("ASC", "DESC"):
            with suppress(sqlite3.Error):
                cursor = damaged.execute(f"SELECT * FROM {table} ORDER BY rowid {direction}")  # noqa: S608
                names = [each[0] for each in cursor.description]
                for values in cursor:
                    yield dict(zip(names, values, strict=True))

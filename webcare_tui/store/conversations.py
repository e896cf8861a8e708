"""Results that belong together: one with all that hangs on it, those of a case, those of a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from webcare_tui.models.result import Result
from webcare_tui.store import codec

_WHOLE = """SELECT r.id, r.title, r.description, r.body, coalesce(x.replies, ''), x.raw
    FROM result r LEFT JOIN extra x ON x.rid = r.rid WHERE r.id = ?"""
_OF_CASE = """SELECT r.id, r.title, r.description, r.body, coalesce(x.replies, ''), NULL
    FROM cases c JOIN result r ON r.case_no = c.no LEFT JOIN extra x ON x.rid = r.rid
    WHERE c.case_id = ? AND c.search_id = ? AND c.no > 0"""
_OF_PERSON = """SELECT id, title, description, body FROM result WHERE person_id = ? AND person_id <> '' AND gone = 0
    ORDER BY time DESC, number DESC, id DESC LIMIT ?"""


def get(db: sqlite3.Connection, result_id: str) -> Result | None:
    """A result with its replies and `raw`."""
    row = db.execute(_WHOLE, (codec.mend(result_id),)).fetchone()
    return _whole(*row) if row else None


def of_result(db: sqlite3.Connection, result: Result) -> tuple[Result, ...]:
    """See `ResultStore.conversation`."""
    together: dict[str, Result] = {}
    if result.case_id:
        rows = db.execute(_OF_CASE, (codec.mend(result.case_id), codec.mend(result.search_id)))
        together = {row[0]: _whole(*row) for row in rows}
    if result.id not in together:
        together[result.id] = get(db, result.id) or result
    for parent in list(together.values()):
        for reply in _below(parent):
            if reply.id and reply.id not in together:
                together[reply.id] = get(db, reply.id) or reply
    return tuple(sorted(together.values(), key=lambda each: each.order))


def of_person(db: sqlite3.Connection, person_id: str, limit: int) -> tuple[Result, ...]:
    """See `ResultStore.of_person`."""
    rows = db.execute(_OF_PERSON, (codec.mend(person_id), max(0, limit)))
    return tuple(codec.result(*row) for row in rows)


def _whole(id: str, title: str, description: str, body: str, replies: str, raw: bytes | None) -> Result:
    return replace(
        codec.result(id, title, description, body),
        replies=codec.replies(replies),
        raw=codec.unpack(raw) if raw else "",
    )


def _below(result: Result) -> Iterator[Result]:
    for reply in result.replies:
        yield reply
        yield from _below(reply)

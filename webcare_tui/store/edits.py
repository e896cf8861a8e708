"""What was said before: the first wording of messages that their authors changed, and no second copy of what they deleted."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import replace

from webcare_tui.models.result import Result
from webcare_tui.store import codec

_EDITED = """SELECT r.id, e.description, r.description
    FROM json_each(?) w CROSS JOIN result r ON r.id = w.value JOIN edited e ON e.rid = r.rid WHERE r.gone = 0"""
_HOLDING = """SELECT DISTINCT x.rid, x.replies FROM extra x CROSS JOIN json_each(?) w
    WHERE x.replies <> '' AND instr(x.replies, w.value) > 0"""


def before(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, str]:
    """What messages said when they were first read, by id, as far as they say something else now."""
    rows = db.execute(_EDITED, (json.dumps([codec.mend(id) for id in ids]),))
    return {id: first for id, first, now in rows if _differ(first, now)}


def _differ(first: str, now: str) -> bool:
    """Whether words were changed: other blanks, and a text that one answer cut short, are no change."""
    one, other = " ".join(first.split()), " ".join(now.split())
    if one == other:
        return False
    short, long = sorted((one, other), key=len)
    return not (short.endswith(("…", "...")) and long.startswith(short.rstrip("….").rstrip()))


def forget(db: sqlite3.Connection, ids: Collection[str]) -> None:
    """Erases deleted results where they stand a second time: among the replies of what they answer."""
    gone = frozenset(ids)
    for rid, text in db.execute(_HOLDING, (json.dumps([f"{json.dumps(id)}," for id in ids]),)).fetchall():
        kept = codec.replies_text(_without(each, gone) for each in codec.replies(text))
        db.execute("UPDATE extra SET replies = ?, raw = ? WHERE rid = ?", (kept, codec.pack(""), rid))


def _without(result: Result, gone: Collection[str]) -> Result:
    if result.id in gone:
        return codec.erased(codec.deleted(result))
    return replace(result, replies=tuple(_without(each, gone) for each in result.replies))

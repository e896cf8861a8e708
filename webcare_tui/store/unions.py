"""Views made of others, and views that end somewhere: what stands in a part stands in its whole; what is too much goes."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping

from webcare_tui.store import codec
from webcare_tui.store.chunks import tidy
from webcare_tui.store.merging import view_number
from webcare_tui.store.shapes import Change


def stand(db: sqlite3.Connection, wholes: Mapping[str, Collection[str]]) -> bool:
    """Whether these are the wholes that the file knows, with these parts."""
    found: dict[str, set[str]] = {}
    rows = db.execute("SELECT w.key, v.key FROM part p JOIN view w ON w.no = p.whole JOIN view v ON v.no = p.view")
    for whole, view in rows:
        found.setdefault(whole, set()).add(view)
    return found == {codec.mend(whole): {codec.mend(each) for each in parts} for whole, parts in wholes.items()}


def unite(db: sqlite3.Connection, wholes: Mapping[str, Collection[str]]) -> None:
    """Makes these the wholes there are, and fills them from their parts; see `ResultStore.unite`."""
    numbers = {
        view_number(db, codec.mend(whole)): {view_number(db, codec.mend(each)) for each in parts}
        for whole, parts in wholes.items()
    }
    before: dict[int, set[int]] = {}
    for whole, view in db.execute("SELECT whole, view FROM part"):
        before.setdefault(whole, set()).add(view)
    for whole in before.keys() | numbers.keys():
        parts = numbers.get(whole, set())
        if parts != before.get(whole):
            _change(db, whole, parts)


def _change(db: sqlite3.Connection, whole: int, parts: set[int]) -> None:
    db.execute("DELETE FROM part WHERE whole = ?", (whole,))
    db.executemany("INSERT INTO part (view, whole) VALUES (?, ?)", [(view, whole) for view in parts])
    db.execute(
        """DELETE FROM member WHERE view = ? AND NOT EXISTS (
            SELECT 1 FROM part p JOIN member m ON m.view = p.view WHERE p.whole = member.view
            AND m.time = member.time AND m.number = member.number AND m.id = member.id)""",
        (whole,),
    )
    db.execute(
        """INSERT OR IGNORE INTO member (view, time, number, id, rid, handled)
            SELECT p.whole, m.time, m.number, m.id, m.rid, m.handled FROM part p JOIN member m ON m.view = p.view
            WHERE p.whole = ?""",
        (whole,),
    )
    tidy(db, {whole})


def trim(db: sqlite3.Connection, view: str, limit: int, oldest_first: bool) -> Change:
    """Takes out of a view what comes after its first so many; see `ResultStore.trim`."""
    number = view_number(db, codec.mend(view))
    way = "" if oldest_first else " DESC"
    rows = db.execute(
        f"SELECT time, number, id FROM member WHERE view = ? ORDER BY time{way}, number{way}, id{way} LIMIT -1 OFFSET ?",  # noqa: S608
        (number, limit),
    ).fetchall()
    db.executemany("DELETE FROM member WHERE view = ? AND time = ? AND number = ? AND id = ?", [(number, *row) for row in rows])
    if rows:
        tidy(db, {number})
    return Change(removed=tuple(row[2] for row in rows))

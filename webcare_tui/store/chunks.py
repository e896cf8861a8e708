"""Places in a view of any size: counted chunks, so that the n-th result is found without walking past all before it."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from webcare_tui.store.codec import Key

LARGEST = 4096
"""Members of a chunk; a larger one is cut."""
_CUT = LARGEST // 2

_MEMBERS = """SELECT time, number, id, handled FROM member
    WHERE view = ? AND (time, number, id) >= (?, ?, ?) ORDER BY time, number, id LIMIT ?"""


@dataclass(frozen=True, slots=True)
class Chunks:
    """The chunks of a view, oldest first.

    Attributes:
        starts: The key each begins with.
        total: Members before each, and at the end those of the whole view.
        open: Likewise, the unhandled ones alone.
    """

    starts: tuple[Key, ...] = ()
    total: tuple[int, ...] = (0,)
    open: tuple[int, ...] = (0,)

    def find(self, place: int, unhandled_only: bool) -> tuple[Key, int]:
        """The chunk in which a place (from the oldest, 0 first) lies: its start, and how far into it."""
        before = self.open if unhandled_only else self.total
        index = min(bisect_right(before, place) - 1, len(self.starts) - 1)
        return (self.starts[index], place - before[index])

    def before(self, key: Key, unhandled_only: bool) -> tuple[Key, int]:
        """The chunk that a key falls into: its start, and how many members come before that."""
        index = bisect_right(self.starts, key) - 1
        return (self.starts[index], (self.open if unhandled_only else self.total)[index])

    def count(self, unhandled_only: bool) -> int:
        """All members."""
        return (self.open if unhandled_only else self.total)[-1]


def load(db: sqlite3.Connection, view: int) -> Chunks:
    """The chunks of a view as they stand."""
    rows = db.execute(
        "SELECT time, number, id, total, open FROM chunk WHERE view = ? ORDER BY time, number, id", (view,)).fetchall()
    return Chunks(
        tuple((row[0], row[1], row[2]) for row in rows),
        tuple(accumulate((row[3] for row in rows), initial=0)),
        tuple(accumulate((row[4] for row in rows), initial=0)),
    )


def tidy(db: sqlite3.Connection, views: Iterable[int]) -> None:
    """Cuts chunks that have grown too large, and drops empty ones (the first stays: it begins before everything); in views
    that are made of these, too."""
    touched = set(views)
    for view in tuple(touched):
        touched.update(row[0] for row in db.execute("SELECT whole FROM part WHERE view = ?", (view,)))
    for view in touched:
        large = db.execute(
            "SELECT time, number, id, total FROM chunk WHERE view = ? AND total > ?", (view, LARGEST)).fetchall()
        for time, number, id, total in large:
            _cut(db, view, (time, number, id), total)
        db.execute("DELETE FROM chunk WHERE view = ? AND total = 0 AND id <> ''", (view,))


def _cut(db: sqlite3.Connection, view: int, start: Key, total: int) -> None:
    members = db.execute(_MEMBERS, (view, *start, total)).fetchall()
    for index in range(0, total, _CUT):
        piece = members[index : index + _CUT]
        opened = sum(1 for row in piece if not row[3])
        key = piece[0][:3] if index else start
        db.execute("INSERT OR REPLACE INTO chunk VALUES (?, ?, ?, ?, ?, ?)", (view, *key, len(piece), opened))

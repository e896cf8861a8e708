"""Windows, places and counts of a selection; what was read is kept until somebody writes to the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from webcare_tui.store import chunks, codec, search
from webcare_tui.store.chunks import Chunks
from webcare_tui.store.codec import Key
from webcare_tui.store.search import Narrowed
from webcare_tui.store.shapes import Row, Selection, ViewCount

_KEPT_NARROWED = 8

_COLUMNS = "r.id, r.title, r.description, r.body, coalesce(c.customers, 1 - r.own), coalesce(c.handler_id, ''), r.handled"
_JOINED = "CROSS JOIN result r ON r.rid = m.rid LEFT JOIN cases c ON c.no = r.case_no"
_FROM = "(time, number, id) >= (?, ?, ?) ORDER BY time, number, id LIMIT ? OFFSET ?"
_WINDOW = f"""SELECT {_COLUMNS} FROM (SELECT rid, time, number, id FROM member WHERE view = ? AND {_FROM}) m {_JOINED}
    ORDER BY m.time, m.number, m.id"""  # noqa: S608
_WINDOW_OPEN = f"""SELECT {_COLUMNS} FROM (
    SELECT rid, time, number, id FROM member INDEXED BY member_open WHERE handled = 0 AND view = ? AND {_FROM}) m {_JOINED}
    ORDER BY m.time, m.number, m.id"""  # noqa: S608
_ROW = f"SELECT {_COLUMNS} FROM (SELECT ? AS rid) m {_JOINED}"  # noqa: S608
_KEY_AT = f"SELECT time, number, id FROM member WHERE view = ? AND {_FROM}"  # noqa: S608
_KEY_OPEN_AT = f"SELECT time, number, id FROM member INDEXED BY member_open WHERE handled = 0 AND view = ? AND {_FROM}"  # noqa: S608
_BETWEEN = "SELECT count(*) FROM member WHERE view = ? AND (time, number, id) >= (?, ?, ?) AND (time, number, id) < (?, ?, ?)"
_BETWEEN_OPEN = _BETWEEN.replace("member", "member INDEXED BY member_open") + " AND handled = 0"
_LATER = """SELECT time, number, id FROM member INDEXED BY member_open WHERE handled = 0 AND view = ?
    AND (time, number, id) > (?, ?, ?) ORDER BY time, number, id LIMIT 1"""
_EARLIER = """SELECT time, number, id FROM member INDEXED BY member_open WHERE handled = 0 AND view = ?
    AND (time, number, id) < (?, ?, ?) ORDER BY time DESC, number DESC, id DESC LIMIT 1"""
_OLDEST_TIME = """SELECT time FROM member INDEXED BY member_open WHERE handled = 0 AND view = ? AND time > 0
    ORDER BY time LIMIT 1"""
_MEMBER = """SELECT m.time, m.number, m.id, m.rid, m.handled FROM result r JOIN member m ON m.rid = r.rid
    WHERE r.id = ? AND m.view = ?"""

_FIRST: Key = (codec.LOWEST, codec.LOWEST, "")


class Places:
    """Answers questions about selections on one connection, in that connection's thread.

    Places inside count from the oldest result (`place`); callers count in the selection's direction (`position`).
    """

    def __init__(self) -> None:
        self._version: tuple[int, int] = (-1, -1)
        self._views: dict[str, int] = {}
        self._chunks: dict[int, Chunks] = {}
        self._narrowed: dict[tuple[int, tuple[str, ...], bool, bool], Narrowed] = {}

    def count(self, db: sqlite3.Connection, selection: Selection) -> int:
        """How many results the selection has."""
        view = self._view(db, selection.view)
        if view is None:
            return 0
        narrowed = self._narrow(db, view, selection)
        return len(narrowed.rids) if narrowed else self._load(db, view).count(selection.unhandled_only)

    def window(self, db: sqlite3.Connection, selection: Selection, start: int, stop: int) -> tuple[Row, ...]:
        """The rows from position `start` up to but not `stop`; fewer where the selection ends."""
        count = self.count(db, selection)
        start, stop = max(0, start), min(stop, count)
        view = self._view(db, selection.view)
        if view is None or start >= stop:
            return ()
        first = start if selection.oldest_first else count - stop
        narrowed = self._narrow(db, view, selection)
        rows: Iterable[Sequence[object]]
        if narrowed:
            found = (db.execute(_ROW, (rid,)).fetchone() for rid in narrowed.rids[first : first + stop - start])
            rows = [row for row in found if row is not None]
        else:
            key, offset = self._load(db, view).find(first, selection.unhandled_only)
            query = _WINDOW_OPEN if selection.unhandled_only else _WINDOW
            rows = db.execute(query, (view, *key, stop - start, offset)).fetchall()
        built = tuple(_row(*row) for row in rows)
        return built if selection.oldest_first else built[::-1]

    def position(self, db: sqlite3.Connection, selection: Selection, result_id: str) -> int | None:
        """Where a result stands in the selection; None where it does not."""
        view = self._view(db, selection.view)
        member = db.execute(_MEMBER, (codec.mend(result_id), view)).fetchone() if view is not None else None
        if view is None or member is None or (selection.unhandled_only and member[4]):
            return None
        narrowed = self._narrow(db, view, selection)
        if narrowed:
            try:
                return self._turn(db, selection, narrowed.rids.index(member[3]))
            except ValueError:
                return None
        return self._turn(db, selection, self._place(db, view, selection, member[:3]))

    def next_unhandled(
        self, db: sqlite3.Connection, selection: Selection, after: int, backwards: bool
    ) -> tuple[int, str] | None:
        """The nearest unhandled result beyond a position, round the end and back to that position itself."""
        count = self.count(db, selection)
        view = self._view(db, selection.view)
        if view is None or not count:
            return None
        after = min(max(after, -1), count) if not backwards else min(max(after, 0), count)
        narrowed = self._narrow(db, view, selection)
        rising = selection.oldest_first != backwards
        if narrowed:
            return self._next_narrowed(db, selection, narrowed, after, rising)
        key = self._next_key(db, view, selection, after, rising)
        return (self._turn(db, selection, self._place(db, view, selection, key)), key[2]) if key else None

    def counts(self, db: sqlite3.Connection, views: Iterable[str]) -> dict[str, ViewCount]:
        """How much there is in each of the views."""
        found: dict[str, ViewCount] = {}
        for name in views:
            view = self._view(db, name)
            if view is None:
                found[name] = ViewCount()
                continue
            loaded = self._load(db, view)
            oldest = db.execute(_OLDEST_TIME, (view,)).fetchone()
            found[name] = ViewCount(loaded.count(False), loaded.count(True), oldest[0] if oldest else 0)
        return found

    def _next_key(self, db: sqlite3.Connection, view: int, selection: Selection, after: int, rising: bool) -> Key | None:
        count = self._load(db, view).count(selection.unhandled_only)
        place = after if selection.oldest_first else count - 1 - after
        query = _LATER if rising else _EARLIER
        end = _FIRST if rising else (codec.HIGHEST, codec.HIGHEST, "")
        row = None
        if 0 <= place < count:
            start, offset = self._load(db, view).find(place, selection.unhandled_only)
            at = _KEY_OPEN_AT if selection.unhandled_only else _KEY_AT
            here = db.execute(at, (view, *start, 1, offset)).fetchone()
            row = db.execute(query, (view, *here)).fetchone()
        row = row or db.execute(query, (view, *end)).fetchone()
        return (row[0], row[1], row[2]) if row else None

    def _next_narrowed(
        self, db: sqlite3.Connection, selection: Selection, narrowed: Narrowed, after: int, rising: bool
    ) -> tuple[int, str] | None:
        place = after if selection.oldest_first else len(narrowed.rids) - 1 - after
        if rising:
            found = narrowed.handled.find(0, max(0, place + 1))
            found = narrowed.handled.find(0) if found < 0 else found
        else:
            found = narrowed.handled.rfind(0, 0, max(0, place))
            found = narrowed.handled.rfind(0) if found < 0 else found
        if found < 0:
            return None
        row = db.execute("SELECT id FROM result WHERE rid = ?", (narrowed.rids[found],)).fetchone()
        return (self._turn(db, selection, found), row[0]) if row else None

    def _place(self, db: sqlite3.Connection, view: int, selection: Selection, key: Key) -> int:
        start, before = self._load(db, view).before(key, selection.unhandled_only)
        query = _BETWEEN_OPEN if selection.unhandled_only else _BETWEEN
        inside = db.execute(query, (view, *start, *key)).fetchone()[0]
        return before + int(inside)

    def _turn(self, db: sqlite3.Connection, selection: Selection, place: int) -> int:
        return place if selection.oldest_first else self.count(db, selection) - 1 - place

    def _view(self, db: sqlite3.Connection, key: str) -> int | None:
        self._refresh(db)
        if key not in self._views:
            row = db.execute("SELECT no FROM view WHERE key = ?", (codec.mend(key),)).fetchone()
            if row is None:
                return None
            self._views[key] = row[0]
        return self._views[key]

    def _load(self, db: sqlite3.Connection, view: int) -> Chunks:
        if view not in self._chunks:
            self._chunks[view] = chunks.load(db, view)
        return self._chunks[view]

    def _narrow(self, db: sqlite3.Connection, view: int, selection: Selection) -> Narrowed | None:
        words = search.words(selection.narrow) if selection.narrow else ()
        if not words and not selection.unassigned:
            return None
        key = (view, words, selection.unhandled_only, selection.unassigned)
        if key not in self._narrowed:
            while len(self._narrowed) >= _KEPT_NARROWED:
                del self._narrowed[next(iter(self._narrowed))]
            self._narrowed[key] = search.narrowed(db, view, selection)
        return self._narrowed[key]

    def _refresh(self, db: sqlite3.Connection) -> None:
        """Forgets what was kept as soon as anybody has written: another connection, another program, or this one."""
        version = (int(db.execute("PRAGMA data_version").fetchone()[0]), db.total_changes)
        if version != self._version:
            self._version = version
            self._views.clear()
            self._chunks.clear()
            self._narrowed.clear()


def _row(
    id: str, title: str, description: str, body: str, customers: int, handler_id: str, handled: int
) -> Row:
    return Row(codec.result(id, title, description, body), customers, handler_id, bool(handled))

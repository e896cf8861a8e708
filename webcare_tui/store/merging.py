"""How fresh results get into the cache: what is new, what differs, what is gone; each function is one transaction's job."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from webcare_tui.models.case import CaseKey
from webcare_tui.models.result import Result
from webcare_tui.store import codec, edits
from webcare_tui.store.chunks import tidy
from webcare_tui.store.shapes import Change

_DAY = 86_400
_LOWEST_NUMBER = -1

_KNOWN = """SELECT r.id, r.rid, r.checked, r.settled, r.gone, r.seen, r.title, r.description, r.body,
    coalesce(x.replies, ''), length(coalesce(x.raw, '')) > 1
    FROM json_each(?) w CROSS JOIN result r ON r.id = w.value LEFT JOIN extra x ON x.rid = r.rid"""
_INSERT = "INSERT INTO result VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_UPDATE = """UPDATE result SET case_no = ?, person_id = ?, time = ?, own = ?, checked = ?, settled = ?, handled = ?, gone = ?,
    seen = ?, title = ?, description = ?, body = ? WHERE rid = ?"""
_EXTRA = "INSERT OR REPLACE INTO extra (rid, replies, raw) VALUES (?, ?, ?)"


@dataclass(frozen=True, slots=True)
class _Known:
    id: str
    rid: int
    checked: int
    settled: int
    gone: int
    seen: int
    title: str
    description: str
    body: str
    replies: str
    has_raw: int


@dataclass(slots=True)
class _Work:
    """What a batch comes down to: rows to write, ids to report."""

    rids: dict[str, int] = field(default_factory=dict)
    """Of the results that stay."""
    inserts: list[tuple[object, ...]] = field(default_factory=list)
    updates: list[tuple[object, ...]] = field(default_factory=list)
    extras: list[tuple[int, str, bytes]] = field(default_factory=list)
    seen: list[tuple[int, int]] = field(default_factory=list)
    fresh: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    gone: list[tuple[str, int]] = field(default_factory=list)


def put(db: sqlite3.Connection, batch: Sequence[Result], now: int) -> Change:
    """Stores results without a view."""
    results = _each_once(batch)
    work = _store(db, results, now)
    views = _take_out(db, work)
    tidy(db, views)
    return Change(
        tuple(id for id in results if id in work.fresh),
        tuple(id for id in results if id in work.changed),
        tuple(id for id, _ in work.gone),
    )


def merge(db: sqlite3.Connection, view: str, batch: Sequence[Result], now: int) -> Change:
    """Stores results and puts them into a view; see `ResultStore.merge`."""
    results = _each_once(batch)
    work = _store(db, results, now)
    number = view_number(db, codec.mend(view))
    views = _take_out(db, work)
    rids = json.dumps(list(work.rids.values()))
    members = {row[0] for row in db.execute(
        "SELECT m.rid FROM json_each(?) w CROSS JOIN member m ON m.rid = w.value WHERE m.view = ?", (rids, number))}
    added = [id for id, rid in work.rids.items() if rid not in members]
    db.executemany(
        """INSERT INTO member (view, time, number, id, rid, handled)
            SELECT ?, time, number, id, rid, handled FROM result WHERE rid = ?""",
        [(number, work.rids[id]) for id in added],
    )
    if members:
        db.execute(
            """UPDATE member INDEXED BY member_result SET missed = 0
                WHERE rid IN (SELECT value FROM json_each(?)) AND view = ? AND missed > 0""",
            (rids, number),
        )
    _mark(db, number, results.values())
    tidy(db, {number, *views})
    new = set(added)
    return Change(
        tuple(added),
        tuple(id for id in results if id in work.changed and id not in new),
        tuple(id for id, _ in work.gone),
    )


def sweep(db: sqlite3.Connection, view: str, seen: Collection[str], since: int, scans: int) -> Change:
    """Takes out of the view what so many complete scans in a row did not show; see `ResultStore.sweep`."""
    number = view_number(db, codec.mend(view))
    since = codec.clamp(since)
    db.execute("CREATE TEMP TABLE IF NOT EXISTS scanned (id TEXT PRIMARY KEY) WITHOUT ROWID")
    db.execute("DELETE FROM temp.scanned")
    db.executemany("INSERT OR IGNORE INTO temp.scanned VALUES (?)", [(codec.mend(id),) for id in seen])
    db.execute(
        "UPDATE member SET missed = 0 WHERE view = ? AND time >= ? AND missed > 0 AND id IN (SELECT id FROM temp.scanned)",
        (number, since),
    )
    db.execute(
        "UPDATE member SET missed = missed + 1 WHERE view = ? AND time >= ? AND id NOT IN (SELECT id FROM temp.scanned)",
        (number, since),
    )
    rows = db.execute(
        "SELECT id FROM member WHERE view = ? AND time >= ? AND missed >= ? ORDER BY time, number, id", (number, since, scans))
    removed = tuple(row[0] for row in rows)
    db.execute("DELETE FROM member WHERE view = ? AND time >= ? AND missed >= ?", (number, since, scans))
    tidy(db, {number})
    return Change(removed=removed)


def erase(db: sqlite3.Connection, ids: Iterable[str], now: int) -> Change:
    """Treats stored results as deleted at their source."""
    wanted = json.dumps([codec.mend(id) for id in ids])
    rows = db.execute(
        """SELECT r.id, r.title, r.description, r.body FROM json_each(?) w CROSS JOIN result r ON r.id = w.value
            WHERE r.gone = 0""",
        (wanted,),
    ).fetchall()
    return put(db, [codec.deleted(codec.result(*row)) for row in rows], now)


def settle(db: sqlite3.Connection, case: CaseKey, at: int) -> tuple[str, ...]:
    """Marks what is stored of a case as handled; see `ResultStore.settle`."""
    number = case_number(db, case)
    if not number:
        return ()
    open_ids = db.execute(
        "SELECT id FROM result WHERE case_no = ? AND handled = 0 ORDER BY time, number, id", (number,)).fetchall()
    db.execute(
        """UPDATE cases SET settled_upto = max(coalesce(settled_upto, 0),
            (SELECT coalesce(max(time), 0) FROM result WHERE case_no = :no AND own = 0)) WHERE no = :no""", {"no": number})
    db.execute(
        "UPDATE result SET settled = ?, handled = 1 WHERE case_no = ? AND own = 0 AND checked = 0",
        (max(1, codec.clamp(at)), number),
    )
    return tuple(row[0] for row in open_ids)


def reopen(db: sqlite3.Connection, case: CaseKey) -> tuple[str, ...]:
    """Takes back a `settle`; the ids that wait again."""
    number = case_number(db, case)
    if not number:
        return ()
    rows = db.execute(
        "SELECT id FROM result WHERE case_no = ? AND settled > 0 AND handled = 1 AND gone = 0 AND own = 0 AND checked = 0 "
        "ORDER BY time, number, id", (number,))
    ids = tuple(row[0] for row in rows)
    db.execute("UPDATE cases SET settled_upto = NULL WHERE no = ?", (number,))
    db.execute(
        "UPDATE result SET settled = 0, handled = (own OR checked > 0 OR gone) WHERE case_no = ? AND settled > 0", (number,))
    return ids


def view_number(db: sqlite3.Connection, key: str) -> int:
    """The row of a view, made where it is missing."""
    db.execute("INSERT OR IGNORE INTO view (key, mark_number, mark_id) VALUES (?, ?, '')", (key, _LOWEST_NUMBER))
    return int(db.execute("SELECT no FROM view WHERE key = ?", (key,)).fetchone()[0])


def case_number(db: sqlite3.Connection, case: CaseKey) -> int:
    """The row of a case, made where it is missing; 0 for no case."""
    return _case(db, case.search_id, case.case_id)[0]


def _case(db: sqlite3.Connection, search_id: str, case_id: str) -> tuple[int, int | None]:
    if not case_id:
        return (0, None)
    names = (codec.mend(case_id), codec.mend(search_id))
    query = "SELECT no, settled_upto FROM cases WHERE case_id = ? AND search_id = ?"
    row = db.execute(query, names).fetchone()
    if row is None:
        db.execute("INSERT INTO cases (case_id, search_id) VALUES (?, ?)", names)
        row = db.execute(query, names).fetchone()
    return (row[0], row[1])


def _each_once(batch: Sequence[Result]) -> dict[str, Result]:
    whole = (codec.mended(each) for each in batch)
    return {each.id: each for each in whole if each.id}


def _store(db: sqlite3.Connection, results: dict[str, Result], now: int) -> _Work:
    work = _Work()
    known = {row[0]: _Known(*row) for row in db.execute(_KNOWN, (json.dumps(list(results)),))}
    next_rid = db.execute("SELECT coalesce(max(rid), 0) + 1 FROM result").fetchone()[0]
    cases: dict[tuple[str, str], tuple[int, int | None]] = {}
    for id, result in results.items():
        before = known.get(id)
        if before is None and result.deleted:
            continue
        place = (result.search_id, result.case_id)
        if place not in cases:
            cases[place] = _case(db, *place)
        if before is None:
            _insert(work, result, next_rid, *cases[place], now)
            next_rid += 1
        else:
            _compare(work, before, result, cases[place][0], now)
    db.executemany(_INSERT, work.inserts)
    db.executemany(_UPDATE, work.updates)
    db.executemany(_EXTRA, work.extras)
    db.executemany("UPDATE result SET seen = ? WHERE rid = ?", work.seen)
    return work


def _insert(work: _Work, result: Result, rid: int, case_no: int, settled_upto: int | None, now: int) -> None:
    time, number, id = codec.key(result)
    # A message that came before the last one known at the closing belongs to what was closed, whenever it arrives here.
    settled = int(settled_upto is not None and time <= settled_upto and not result.own and not result.checked)
    handled = int(result.own or result.checked > 0 or settled > 0)
    work.inserts.append((
        rid, id, case_no, result.person_id, time, number, result.own, codec.clamp(result.checked), settled, handled, 0, now,
        result.title, result.description, codec.body(result),
    ))
    if result.replies or result.raw:
        work.extras.append((rid, codec.replies_text(codec.united((), result.replies)), codec.pack(result.raw)))
    work.rids[id] = rid
    work.fresh.add(id)


def _compare(work: _Work, before: _Known, result: Result, case_no: int, now: int) -> None:
    if result.deleted:
        result = codec.erased(result)
    body = codec.body(result)
    replies = before.replies
    if result.deleted:
        replies = ""
    elif result.replies:
        replies = codec.replies_text(codec.united(codec.replies(before.replies), result.replies))
    same = (body, result.title, result.description, replies) == (before.body, before.title, before.description, before.replies)
    if not result.deleted:
        work.rids[before.id] = before.rid
    if same:
        if now - before.seen > _DAY:
            work.seen.append((now, before.rid))
        if result.raw and not before.has_raw:
            work.extras.append((before.rid, replies, codec.pack(result.raw)))
        return
    # Once the service says "checked", or takes a check back, its word replaces what was settled here.
    settled = 0 if result.checked or before.checked or result.own else before.settled
    handled = int(result.own or result.checked > 0 or settled > 0 or result.deleted)
    work.updates.append((
        case_no, result.person_id, codec.key(result)[0], result.own, codec.clamp(result.checked), settled, handled,
        result.deleted, now, result.title, result.description, body, before.rid,
    ))
    if result.raw or replies != before.replies or result.deleted:
        work.extras.append((before.rid, replies, codec.pack(result.raw)))
    if not result.deleted:
        work.changed.add(before.id)
    elif not before.gone:
        work.gone.append((before.id, before.rid))


def _take_out(db: sqlite3.Connection, work: _Work) -> set[int]:
    """Takes the deleted results out of all views; the views that were touched by anything here."""
    views: set[int] = set()
    for _, rid in work.gone:
        views.update(row[0] for row in db.execute("SELECT view FROM member WHERE rid = ?", (rid,)))
        db.execute("DELETE FROM member WHERE rid = ?", (rid,))
    if work.gone:
        edits.forget(db, [id for id, _ in work.gone])
        db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('erased', '1')")
    return views


def _mark(db: sqlite3.Connection, view: int, results: Iterable[Result]) -> None:
    """Raises the view's mark; by number and never by time, for a time may lie centuries ahead."""
    newest = max(results, key=lambda each: (each.order[1], each.id), default=None)
    if newest is not None:
        db.execute(
            "UPDATE view SET mark_number = :number, mark_id = :id WHERE no = :view AND (mark_number, mark_id) < (:number, :id)",
            {"view": view, "number": newest.order[1], "id": newest.id},
        )



"""Words in messages and names: the full-text query, the narrowed list, the search over everything stored."""

from __future__ import annotations

import sqlite3
import unicodedata
from array import array
from dataclasses import dataclass

from webcare_tui.models.result import Result
from webcare_tui.store import codec
from webcare_tui.store.shapes import Selection

_WALK = """SELECT m.rid, m.handled FROM member m
    WHERE m.view = :view AND +m.rid IN (SELECT rowid FROM words WHERE words MATCH :words)
    ORDER BY m.time, m.number, m.id"""
_WALK_OPEN = _WALK.replace("member m", "member m INDEXED BY member_open").replace("ORDER", "AND m.handled = 0 ORDER")
_FEW = """SELECT m.rid, m.handled FROM words w CROSS JOIN member m INDEXED BY member_result ON m.rid = w.rowid
    WHERE w.words MATCH :words AND m.view = :view ORDER BY m.time, m.number, m.id"""
_FEW_OPEN = _FEW.replace("ORDER", "AND m.handled = 0 ORDER")
_ALL = "SELECT m.rid, m.handled FROM member m WHERE m.view = :view ORDER BY m.time, m.number, m.id"
_OPEN = _ALL.replace("member m", "member m INDEXED BY member_open").replace("ORDER", "AND m.handled = 0 ORDER")
_NOBODYS = """AND m.rid NOT IN (SELECT r.rid FROM cases c INDEXED BY cases_taken CROSS JOIN result r INDEXED BY result_case
    ON r.case_no = c.no WHERE c.handler_id <> '')"""
_SEARCH = """SELECT id, title, description, body FROM result INDEXED BY result_time
    WHERE rid IN (SELECT rowid FROM words WHERE words MATCH :words) AND gone = 0
    ORDER BY time DESC, number DESC, id DESC LIMIT :limit"""
_SEARCH_FEW = """SELECT r.id, r.title, r.description, r.body FROM words w CROSS JOIN result r ON r.rid = w.rowid
    WHERE w.words MATCH :words AND r.gone = 0 ORDER BY r.time DESC, r.number DESC, r.id DESC LIMIT :limit"""
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH :words LIMIT :most)"
_FEW_HITS = 2_000
_SHARE = 16
"""From every sixteenth result on, walking all results in order and asking for each beats sorting the hits."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A narrowed view, oldest first: the rows of its results, and of each whether it is handled (a byte 1)."""

    rids: array[int]
    handled: bytes


def words(text: str) -> tuple[str, ...]:
    """The words of what somebody typed, cut as the index cuts them: letters, figures and their marks."""
    cut = "".join(char if unicodedata.category(char)[0] in "LNM" else " " for char in codec.mend(text))
    return tuple(dict.fromkeys(cut.split()))


def expression(text: str) -> str:
    """The full-text query for results that hold a word beginning with each word of the text; "" where it has none."""
    return " AND ".join(f'"{word}"*' for word in words(text))


def narrowed(db: sqlite3.Connection, view: int, selection: Selection) -> Narrowed:
    """The results of a view that hold the selection's words, and are nobody's where it asks for that."""
    wanted: dict[str, object] = {"words": expression(selection.narrow), "view": view}
    total = "SELECT total(total) FROM chunk WHERE view = :view"
    if not wanted["words"]:
        query = _OPEN if selection.unhandled_only else _ALL
    elif _many(db, wanted, total):
        query = _WALK_OPEN if selection.unhandled_only else _WALK
    else:
        query = _FEW_OPEN if selection.unhandled_only else _FEW
    rows = _matching(db, query.replace("ORDER", f"{_NOBODYS} ORDER") if selection.unassigned else query, wanted)
    return Narrowed(array("q", [row[0] for row in rows]), bytes([row[1] for row in rows]))


def search(db: sqlite3.Connection, text: str, limit: int) -> tuple[Result, ...]:
    """Results anywhere in the store that hold the words, newest first; none for a text without words."""
    wanted: dict[str, object] = {"words": expression(text), "limit": max(0, limit)}
    if not wanted["words"]:
        return ()
    many = _many(db, wanted, "SELECT max(rid) FROM result")
    rows = _matching(db, _SEARCH if many else _SEARCH_FEW, wanted)
    return tuple(codec.result(*row) for row in rows)


def _many(db: sqlite3.Connection, wanted: dict[str, object], size: str) -> bool:
    total = db.execute(size, wanted).fetchone()[0] or 0
    most = max(_FEW_HITS, int(total) // _SHARE)
    rows = _matching(db, _COUNT, {**wanted, "most": most})
    return bool(rows) and rows[0][0] >= most


def _matching(db: sqlite3.Connection, query: str, wanted: dict[str, object]) -> list[sqlite3.Row]:
    try:
        return db.execute(query, wanted).fetchall()
    except sqlite3.OperationalError as error:
        # SQLite's own tables of letters are older than Python's: it may cut a rare word in two, which no result can hold then.
        if "phrase queries" in str(error):
            return []
        raise

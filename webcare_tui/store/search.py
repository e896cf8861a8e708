"""Words in messages and names: the full-text query, the narrowed list, the search over everything stored."""

from __future__ import annotations

import sqlite3
import unicodedata
from array import array
from dataclasses import dataclass

from webcare_tui.models.result import Result
from webcare_tui.store import codec

_NARROWED = """SELECT m.rid, m.handled FROM member m
    WHERE m.view = ? AND m.rid IN (SELECT rowid FROM words WHERE words MATCH ?) ORDER BY m.time, m.number, m.id"""
_NARROWED_OPEN = """SELECT m.rid, m.handled FROM member m INDEXED BY member_open
    WHERE m.view = ? AND m.handled = 0 AND m.rid IN (SELECT rowid FROM words WHERE words MATCH ?)
    ORDER BY m.time, m.number, m.id"""
_SEARCH = """SELECT r.id, r.title, r.description, r.body FROM result r
    WHERE r.rid IN (SELECT rowid FROM words WHERE words MATCH ?) AND r.gone = 0
    ORDER BY r.time DESC, r.number DESC, r.id DESC LIMIT ?"""


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


def narrowed(db: sqlite3.Connection, view: int, narrow: str, unhandled_only: bool) -> Narrowed:
    """The results of a view that hold the words."""
    query = _NARROWED_OPEN if unhandled_only else _NARROWED
    rows = _matching(db, query, (view, expression(narrow)))
    return Narrowed(array("q", [row[0] for row in rows]), bytes([row[1] for row in rows]))


def search(db: sqlite3.Connection, text: str, limit: int) -> tuple[Result, ...]:
    """Results anywhere in the store that hold the words, newest first; none for a text without words."""
    wanted = expression(text)
    if not wanted:
        return ()
    return tuple(codec.result(*row) for row in _matching(db, _SEARCH, (wanted, max(0, limit))))


def _matching(db: sqlite3.Connection, query: str, values: tuple[object, ...]) -> list[sqlite3.Row]:
    try:
        return db.execute(query, values).fetchall()
    except sqlite3.OperationalError as error:
        # SQLite's own tables of letters are older than Python's: it may cut a rare word in two, which no result can hold then.
        if "phrase queries" in str(error):
            return []
        raise

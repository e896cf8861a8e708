"""What can go wrong with the files on this machine, in words an agent can act on."""

from __future__ import annotations

import sqlite3

from webcare_tui.errors import WebcareError

_PRIMARY = 0xFF
"""SQLite's extended error codes hold the primary one in their low byte."""

_CAUSES: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_FULL: (
        "The disk is full",
        "Nothing was changed on disk. Make room, then try again; until then nothing is sent.",
    ),
    sqlite3.SQLITE_BUSY: (
        "The local files are in use",
        "Another copy of the program holds them for longer than 5 seconds. Close it, or try again in a moment.",
    ),
    sqlite3.SQLITE_READONLY: (
        "The local files cannot be written",
        "They are read-only. Give yourself the right to write them, or choose another place with --data-dir.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "The local files cannot be opened",
        "Check that the directory exists and is yours, or choose another place with --data-dir.",
    ),
    sqlite3.SQLITE_IOERR: (
        "The disk reports an error",
        "Nothing was changed. Check the disk (or the network drive), then try again.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "A local file is damaged",
        "Start the program again: the file is moved aside then, and what can be read of it is brought over.",
    ),
    sqlite3.SQLITE_NOTADB: (
        "A local file is damaged",
        "Start the program again: the file is moved aside then, and what can be read of it is brought over.",
    ),
}


class StoreError(WebcareError):
    """The files on this machine refuse: nothing of the step that raised it took effect."""


class ReplyClaimedError(StoreError):
    """The service's id of a reply stands on another sent row already; the row that asked is unchanged."""


class ReplyRepeatedError(StoreError):
    """The very same words stand in the outbox for the same result already, or were sent from there; nothing was added."""


def code(error: sqlite3.Error) -> int:
    """SQLite's primary error code; 0 where the error carries none."""
    number = getattr(error, "sqlite_errorcode", 0)
    return number & _PRIMARY if isinstance(number, int) else 0


def damaged(error: sqlite3.Error) -> bool:
    """Whether the error says that the file is no (longer a) whole database."""
    return code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def explain(error: sqlite3.Error, name: str) -> StoreError:
    """An error of SQLite in words.

    Args:
        error: What SQLite raised.
        name: The file's name, without its directory.
    """
    title, message = _CAUSES.get(code(error), ("The local files refuse", f"SQLite says: {error}."))
    return StoreError(title, f"{message} ({name})")

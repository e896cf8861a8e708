"""All of an account that is kept on this machine: how much there is, and how it goes, whatever state it is in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from webcare_tui.models.reply import OutboxState
from webcare_tui.store.presence import Presence, at_work

_NAMES = ("outbox.", "cache.")
"""How the names of the databases begin, of all that SQLite keeps beside them, of copies, marks, and what was put aside."""
_FOLDERS = ("leases", "editing")
_UNSENT = (OutboxState.QUEUED, OutboxState.SENDING, OutboxState.UNCERTAIN, OutboxState.FAILED)
_PATIENCE = 0.2
"""Seconds for which SQLite waits for others."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """How much there is.

    Attributes:
        results: Results in the cache.
        drafts: Drafts, those in an editor included.
        unsent: Replies that were not sent, or not surely.
        sent: Replies that came to their end.
        files: Files of any kind.
        unread: Databases that cannot be read, so that their rows are not counted.
    """

    results: int = 0
    drafts: int = 0
    unsent: int = 0
    sent: int = 0
    files: int = 0
    unread: tuple[str, ...] = ()


class Erasure:
    """An account's directory, with nobody else at work on it.

    Raises:
        StoreError: Another copy of the program is at work there.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._presence = Presence.alone(directory)

    def __enter__(self) -> Erasure:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._presence.leave()

    def look(self) -> Inventory:
        """Count what there is.

        Raises:
            StoreError: Another copy of the program is at work there, which its lock did not tell.
        """
        cache, no_cache = self._count("cache.db", "SELECT count(*) FROM result")
        drafts, no_outbox = self._count("outbox.db", "SELECT count(*) FROM draft")
        marks = ", ".join("?" for _ in _UNSENT)
        states = [state.value for state in _UNSENT]
        unsent, _ = self._count("outbox.db", f"SELECT count(*) FROM outbox WHERE state IN ({marks})", states)  # noqa: S608
        sent, _ = self._count("outbox.db", f"SELECT count(*) FROM outbox WHERE state NOT IN ({marks})", states)  # noqa: S608
        editing = sum(path.suffix == ".txt" for path in _inside(self._directory / "editing"))
        unread = tuple(name for name, failed in (("cache.db", no_cache), ("outbox.db", no_outbox)) if failed)
        return Inventory(cache, drafts + editing, unsent, sent, len(list(self._files())), unread)

    def erase(self) -> int:
        """Remove all of it, and the directory where nothing else lies in it; how many files would not go."""
        stayed = 0
        for path in tuple(self._files()):
            stayed += not _gone(path)
        for folder in (*(self._directory / name for name in _FOLDERS), self._directory):
            try:
                folder.rmdir()
            except OSError:
                continue  # not there, or something lies in it that is not the program's
        return stayed

    def _files(self) -> Iterator[Path]:
        yield from (path for path in _inside(self._directory) if path.name.startswith(_NAMES) and not _is_folder(path))
        for name in _FOLDERS:
            yield from (path for path in _inside(self._directory / name) if not _is_folder(path))

    def _count(self, name: str, query: str, values: list[str] | None = None) -> tuple[int, bool]:
        """What a query counts, and whether the file cannot be read."""
        path = self._directory / name
        if not path.exists():
            return 0, any(self._directory.glob(f"{path.stem}.*"))  # a copy that the next start would bring back
        try:
            with closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as db:
                db.execute("PRAGMA journal_mode = DELETE")  # only one who is alone may do that
                return int(db.execute(query, values or []).fetchone()[0]), False
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise at_work() from None
            return 0, True


def _inside(folder: Path) -> list[Path]:
    """What lies in a folder; nothing where it is a link: what stands elsewhere is not the program's."""
    return sorted(folder.iterdir()) if _is_folder(folder) else []


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _gone(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True

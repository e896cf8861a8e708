"""Drafts: on the disk when `save` returns, and there until they are sent, discarded or 30 days old."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from webcare_tui.models.draft import Draft
from webcare_tui.store.codec import clamp, mend
from webcare_tui.store.database import Connection

_COLUMNS = "result_id, text, connection_id, public, cursor, updated"


class DraftStore:
    """One draft a result; every method may raise `StoreError`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def save(self, draft: Draft, known: str | None = None) -> Draft:
        """Keeps the draft in place of the one before.

        Args:
            draft: The words.
            known: The words that stand there as far as the caller knows. Others, which another program has written since, are
                kept below the new ones. None: whatever stands there goes.

        Returns:
            The draft as it was kept.
        """

        def work(db: sqlite3.Connection) -> Draft:
            here = read(db, draft.result_id) if known is not None else None
            foreign = here.text.strip() if here is not None and here.text != known else ""
            kept = replace(draft, text=f"{draft.text}\n\n{foreign}") if foreign and foreign not in draft.text else draft
            write(db, kept)
            return kept

        return await self._connection.write(work)

    async def get(self, result_id: str) -> Draft | None:
        """The draft for a result."""
        return await self._connection.read(lambda db: read(db, result_id))

    async def discard(self, result_id: str, known: str | None = None) -> None:
        """Removes the draft for a result; with `known`, only if these words still stand there."""
        await self._connection.write(
            lambda db: db.execute(
                "DELETE FROM draft WHERE result_id = ?1 AND (?2 IS NULL OR text = ?2)",
                (mend(result_id), None if known is None else mend(known)),
            )
        )

    async def all(self) -> tuple[Draft, ...]:
        """Every draft, the one touched last first."""

        def fetch(db: sqlite3.Connection) -> tuple[Draft, ...]:
            rows = db.execute(f"SELECT {_COLUMNS} FROM draft ORDER BY updated DESC, result_id")  # noqa: S608
            return tuple(_draft(*row) for row in rows)

        return await self._connection.read(fetch)


def read(db: sqlite3.Connection, result_id: str) -> Draft | None:
    """The draft for a result, inside a transaction of the caller's."""
    row = db.execute(f"SELECT {_COLUMNS} FROM draft WHERE result_id = ?", (mend(result_id),)).fetchone()  # noqa: S608
    return _draft(*row) if row else None


def write(db: sqlite3.Connection, draft: Draft) -> None:
    """Keeps a draft, inside a transaction of the caller's."""
    db.execute(
        f"INSERT OR REPLACE INTO draft ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
        (mend(draft.result_id), mend(draft.text), mend(draft.connection_id), draft.public, clamp(draft.cursor),
         clamp(draft.updated)),
    )


def _draft(result_id: str, text: str, connection_id: str, public: int, cursor: int, updated: int) -> Draft:
    return Draft(result_id, text, connection_id, bool(public), cursor, updated)

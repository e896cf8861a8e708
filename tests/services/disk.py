"""The outbox's own store on SQLite in memory, without its threads: one move after another, each remembered."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from typing import TypeVar, cast

from webcare_tui.models.draft import Draft
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.store import schema
from webcare_tui.store.database import Connection
from webcare_tui.store.errors import ReplyClaimedError, explain
from webcare_tui.store.outbox import OutboxStore

T = TypeVar("T")
Rows = tuple[OutboxItem, ...]
After = tuple[Rows, bool, OutboxItem | None]


class _Direct:
    """What the store takes for its connection."""

    def __init__(self) -> None:
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        schema.migrate(self.db, schema.OUTBOX)

    async def write(self, job: Callable[[sqlite3.Connection], T]) -> T:
        self.db.execute("BEGIN")
        try:
            result = job(self.db)
            self.db.execute("COMMIT")
        except sqlite3.Error as error:
            self.db.execute("ROLLBACK")
            raise explain(error, "memory") from error
        return result

    read = write


def _now(work: Coroutine[object, object, T]) -> T:
    """The end of a coroutine that waits for nothing."""
    try:
        work.send(None)
    except StopIteration as end:
        return cast(T, end.value)
    raise AssertionError("it waits")


class Disk:
    """Moves of rows as the product makes them."""

    def __init__(self) -> None:
        self._direct = _Direct()
        self._store = OutboxStore(cast(Connection, self._direct), clock=lambda: 0)
        self._known: dict[object, After | None] = {}

    def move(
        self, rows: Rows, item: OutboxItem, state: OutboxState, draft: Draft | None, changes: Mapping[str, object]
    ) -> After:
        """`OutboxStore.move` on a file with these rows: the rows afterwards, whether there is a draft, what it returned.

        Raises:
            ReplyClaimedError: As there.
        """
        key = (rows, item, state, draft, tuple(changes.items()))
        if key not in self._known:
            self._put(rows)
            try:
                moved = _now(self._store.move(item, state, draft=draft, **changes))  # type: ignore[arg-type]
                self._known[key] = (self._rows(rows), self._drafts(), moved)
            except ReplyClaimedError:
                self._known[key] = None
        if (known := self._known[key]) is None:
            raise ReplyClaimedError("This reply belongs to another message", "")
        return known

    def take_back(self, rows: Rows, item: OutboxItem, draft: Draft) -> tuple[Rows, bool]:
        """`OutboxStore.take_back`; a row that goes is told as discarded."""
        key = (rows, item, draft)
        if key not in self._known:
            self._put(rows)
            _now(self._store.take_back(item, draft))
            self._known[key] = (self._rows(rows), self._drafts(), None)
        after = self._known[key]
        assert after is not None
        return after[0], after[1]

    def _put(self, rows: Rows) -> None:
        self._direct.db.execute("DELETE FROM outbox")
        self._direct.db.execute("DELETE FROM draft")
        for row in rows:
            _now(self._store.add(row))

    def _rows(self, before: Rows) -> Rows:
        found = {row.id: row for row in _now(self._store.all())}
        return tuple(found.get(row.id) or replace(row, state=OutboxState.DISCARDED) for row in before)

    def _drafts(self) -> bool:
        return bool(self._direct.db.execute("SELECT count(*) FROM draft").fetchone()[0])

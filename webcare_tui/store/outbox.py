"""The outbox: replies on their way, each move on the disk before the next step, made by whoever comes first."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Collection
from dataclasses import fields, replace
from typing import TypedDict, Unpack

from webcare_tui.models.draft import Draft
from webcare_tui.models.reply import OutboxItem, OutboxState, Seen
from webcare_tui.store import drafts
from webcare_tui.store.codec import clamp, mend
from webcare_tui.store.database import Connection
from webcare_tui.store.errors import ReplyClaimedError, ReplyRepeatedError, StoreError

_FIELDS = tuple(each.name for each in fields(OutboxItem))
_COLUMNS = ", ".join("recipient" if name == "to" else name for name in _FIELDS)
_MARKS = ", ".join("?" for _ in _FIELDS)
_SAME = """SELECT CASE state WHEN 'sent' THEN 'sent' ELSE 'open' END FROM outbox
    WHERE result_id = ? AND digest = ? AND id <> ? AND state IN ('queued', 'sending', 'uncertain', 'sent')"""
_REPEATED = {
    "open": ("These words are in the outbox already", "Nothing was added: they are on their way. D shows them."),
    "sent": ("These words were sent already", "Nothing was sent again. Change them if you mean to say it twice."),
}
_BACK = (OutboxState.QUEUED, OutboxState.FAILED, OutboxState.UNCERTAIN)


class Changes(TypedDict, total=False):
    """What a move may change beside the state; times are Unix seconds."""

    attempt: int
    attempt_at: int
    not_before: int
    prior_ids: tuple[str, ...]
    seen: Seen | None
    reply_id: str
    reason: str
    transaction_id: str
    close_after: bool


class OutboxStore:
    """Replies on their way; every method may raise `StoreError`, and then nothing has changed."""

    def __init__(self, connection: Connection, clock: Callable[[], float] = time.time) -> None:
        self._connection = connection
        self._clock = clock

    async def add(self, item: OutboxItem) -> OutboxItem:
        """Puts a reply into the outbox; the row as it stands there (one with this id that stood there stays)."""
        return await self._connection.write(lambda db: _add(db, item))

    async def queue_from_draft(self, item: OutboxItem, *, again: bool = False) -> OutboxItem:
        """Puts a reply into the outbox and removes the draft for its result, both or neither.

        Args:
            item: The reply.
            again: The same words may go out twice; the agent has said so.

        Raises:
            ReplyRepeatedError: The same words to the same result are on their way already, or were sent: another window, or
                another key press, was first.
        """

        def queue(db: sqlite3.Connection) -> OutboxItem:
            same = db.execute(_SAME, (mend(item.result_id), _digest(item.text), mend(item.id))).fetchone()
            if same and not again:
                raise ReplyRepeatedError(*_REPEATED[same[0]])
            stored = _add(db, item)
            db.execute("DELETE FROM draft WHERE result_id = ?", (stored.result_id,))
            return stored

        return await self._connection.write(queue)

    async def get(self, item_id: str) -> OutboxItem | None:
        """A row as it stands."""
        return await self._connection.read(lambda db: _get(db, item_id))

    async def all(self, states: Collection[OutboxState] | None = None) -> tuple[OutboxItem, ...]:
        """Rows in the order in which they came, of these states or of any."""

        def fetch(db: sqlite3.Connection) -> tuple[OutboxItem, ...]:
            rows = db.execute(f"SELECT {_COLUMNS} FROM outbox ORDER BY created, rowid")  # noqa: S608
            items = (_item(row) for row in rows)
            return tuple(item for item in items if states is None or item.state in states)

        return await self._connection.read(fetch)

    async def move(
        self, item: OutboxItem, state: OutboxState, *, draft: Draft | None = None, **changes: Unpack[Changes]
    ) -> OutboxItem | None:
        """Moves a row, if it still stands as `item` says (compare-and-set on id, state and revision).

        Args:
            item: The row as the caller knows it.
            state: Where it goes; may be the state it has, for a change beside it.
            draft: Words that become a draft again in the same transaction; see `take_back`.
            **changes: What else changes.

        Returns:
            The row as it stands now; None where somebody else was first.

        Raises:
            ReplyClaimedError: `reply_id` stands on another sent row.
            StoreError: The disk refuses.
            ValueError: Such a move does not exist: nothing leaves `sent`, and only `queued` goes to `sending`.
        """
        _allow(item.state, state)
        now = int(self._clock())

        def work(db: sqlite3.Connection) -> OutboxItem | None:
            moved = _move(db, item, state, now, changes)
            if moved is not None and draft is not None:
                _give_back(db, draft)
            return moved

        try:
            return await self._connection.write(work)
        except StoreError as error:
            if isinstance(error.__cause__, sqlite3.IntegrityError):
                raise ReplyClaimedError("This reply belongs to another message", "Another sent row has its id.") from error
            raise

    async def take_back(self, item: OutboxItem, draft: Draft) -> bool:
        """Makes a draft of a reply that waits, was refused or is uncertain, in one transaction.

        A queued row goes; any other stays as `discarded`, so that the reply is still recognised if it turns up. Words that
        stand in a draft for this result already stay, below those that come back.

        Returns:
            False where somebody else was first; nothing has changed then.
        """
        if item.state not in _BACK:
            return False
        now = int(self._clock())

        def work(db: sqlite3.Connection) -> bool:
            if item.state is OutboxState.QUEUED:
                where = (item.id, item.state.value, item.revision)
                taken = db.execute("DELETE FROM outbox WHERE id = ? AND state = ? AND revision = ?", where).rowcount == 1
            else:
                taken = _move(db, item, OutboxState.DISCARDED, now, {}) is not None
            if taken:
                _give_back(db, draft)
            return taken

        return await self._connection.write(work)


def _allow(before: OutboxState, after: OutboxState) -> None:
    leaves_sent = before is OutboxState.SENT and after is not OutboxState.SENT
    unqueued = after is OutboxState.SENDING and before is not OutboxState.QUEUED
    if leaves_sent or unqueued:
        raise ValueError(f"no move from {before} to {after}")


def _add(db: sqlite3.Connection, item: OutboxItem) -> OutboxItem:
    db.execute(
        f"INSERT OR IGNORE INTO outbox ({_COLUMNS}, digest) VALUES ({_MARKS}, ?)",  # noqa: S608
        (*_values(item), _digest(item.text)),
    )
    stored = _get(db, mend(item.id))
    if stored is None:
        raise sqlite3.IntegrityError("the row was refused")
    return stored


def _digest(text: str) -> str:
    return hashlib.sha256(mend(text).encode()).hexdigest()


def _get(db: sqlite3.Connection, item_id: str) -> OutboxItem | None:
    row = db.execute(f"SELECT {_COLUMNS} FROM outbox WHERE id = ?", (item_id,)).fetchone()  # noqa: S608
    return _item(row) if row else None


def _move(db: sqlite3.Connection, item: OutboxItem, state: OutboxState, now: int, changes: Changes) -> OutboxItem | None:
    stored = _get(db, item.id)
    if stored is None or (stored.state, stored.revision) != (item.state, item.revision):
        return None
    moved = replace(stored, **changes, state=state, revision=stored.revision + 1, updated=now)
    cursor = db.execute(
        f"UPDATE outbox SET ({_COLUMNS}) = ({_MARKS}) WHERE id = ? AND state = ? AND revision = ?",  # noqa: S608
        (*_values(moved), stored.id, stored.state.value, stored.revision),
    )
    return _get(db, item.id) if cursor.rowcount == 1 else None


def _give_back(db: sqlite3.Connection, draft: Draft) -> None:
    known = drafts.read(db, draft.result_id)
    if known is None or not known.text.strip():
        drafts.write(db, draft)
    elif draft.text.strip() not in known.text:
        drafts.write(db, replace(draft, text=f"{draft.text}\n\n{known.text}"))


def _values(item: OutboxItem) -> tuple[object, ...]:
    return tuple(_plain(getattr(item, name)) for name in _FIELDS)


def _plain(value: object) -> object:
    if isinstance(value, OutboxState):
        return value.value
    if isinstance(value, tuple):
        return json.dumps(value)
    if value is None or isinstance(value, Seen):
        return _seen_text(value)
    if isinstance(value, str):
        return mend(value)
    return clamp(value) if isinstance(value, int) else value


def _item(row: tuple[object, ...]) -> OutboxItem:
    values = dict(zip(_FIELDS, row, strict=True))
    values["state"] = OutboxState(str(values["state"]))
    values["prior_ids"] = tuple(json.loads(str(values["prior_ids"])))
    values["seen"] = _seen(str(values["seen"]))
    for name in ("public", "close_after"):
        values[name] = bool(values[name])
    return OutboxItem(**values)  # type: ignore[arg-type]


def _seen_text(seen: Seen | None) -> str:
    if seen is None:
        return ""
    return json.dumps({"replies": sorted(seen.replies), "others": sorted(seen.others), "whole": seen.whole})


def _seen(text: str) -> Seen | None:
    if not text:
        return None
    told = json.loads(text)
    return Seen(frozenset(told["replies"]), frozenset(told["others"]), bool(told["whole"]))

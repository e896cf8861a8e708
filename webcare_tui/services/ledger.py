"""The ledger: the outbox's rows as this process knows them; every move goes to the disk first and is then told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Unpack

from webcare_tui.models.draft import Draft
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.services.clock import Clock
from webcare_tui.services.drafts import Drafts
from webcare_tui.services.events import Event, OutboxChanged
from webcare_tui.store import Store
from webcare_tui.store.outbox import Changes

LATELY = 24 * 3600
"""Seconds for which what has come to an end is still listed."""
OPEN = (OutboxState.QUEUED, OutboxState.SENDING, OutboxState.UNCERTAIN)


class Ledger:
    """A mirror of the outbox's rows."""

    def __init__(self, store: Store, drafts: Drafts, clock: Clock, publish: Callable[[Event], None]) -> None:
        self._store = store
        self._drafts = drafts
        self._clock = clock
        self._publish = publish
        self._items: dict[str, OutboxItem] = {}

    @property
    def items(self) -> tuple[OutboxItem, ...]:
        """What has not come to an end, and what did so lately; oldest first."""
        since = self._clock.now() - LATELY
        kept = (item for item in self._items.values() if item.state in OPEN or item.updated >= since)
        return tuple(sorted(kept, key=lambda item: item.created))

    @property
    def claimed(self) -> frozenset[str]:
        """The service's ids that replies were matched with."""
        return frozenset(item.reply_id for item in self._items.values() if item.reply_id and item.state is OutboxState.SENT)

    def nameless(self, item: OutboxItem) -> tuple[OutboxItem, ...]:
        """Other replies of its conversation that were sent lately, and whose id at the service nobody knows; oldest first."""
        return tuple(
            other for other in self.items
            if other.state is OutboxState.SENT and not other.reply_id and other.id != item.id and _together(other, item)
        )

    def get(self, item_id: str) -> OutboxItem | None:
        """A row by its id."""
        return self._items.get(item_id)

    async def load(self) -> None:
        """Read the rows, those that another process changed meanwhile too, and tell of each difference."""
        rows = {item.id: item for item in await self._store.outbox.all()}
        for item_id in self._items.keys() - rows.keys():
            if (gone := self._items[item_id]).state in OPEN:
                self.note(replace(gone, state=OutboxState.DISCARDED, reason="Taken back elsewhere."))
        for item in rows.values():
            known = self._items.get(item.id)
            if known is None or item.revision > known.revision:
                self.note(item)

    async def queue(self, item: OutboxItem, *, again: bool = False) -> OutboxItem:
        """Put a row on the disk; its draft goes in the same transaction. `again` lets the same words go out twice."""
        async with self._drafts.lock:
            queued = await self._store.outbox.queue_from_draft(item, again=again)
            self._drafts.gone(item.result_id)
        self.note(queued)
        return queued

    async def move(self, item: OutboxItem, state: OutboxState, **changes: Unpack[Changes]) -> OutboxItem | None:
        """Move a row on the disk, then here; the words of a failed one are a draft again in the same transaction.

        Args:
            item: The row as it is known; somebody else's change since then makes this None.
            state: Where it goes.
            **changes: What else changes; without a reason the one before goes.

        Raises:
            StoreError: The disk refuses; nothing has changed.
        """
        changes.setdefault("reason", "")
        back = state is OutboxState.FAILED
        if back:
            await self._drafts.flush()
        async with self._drafts.lock:
            moved = await self._store.outbox.move(item, state, draft=self._draft(item) if back else None, **changes)
            if back and moved is not None:
                await self._back(item)
        if moved is None:
            await self.load()
        else:
            self.note(moved)
        return moved

    async def take_back(self, item: OutboxItem, state: OutboxState, reason: str = "") -> Draft | None:
        """Take back a row that waits, was refused or is uncertain, and make its words a draft again.

        Words that were typed for the same result meanwhile are kept below it.

        Args:
            item: The row.
            state: How its end is told.
            reason: Why, in words.

        Returns:
            The draft as it stands now; None where the row has gone on meanwhile.
        """
        await self._drafts.flush()
        async with self._drafts.lock:
            if not await self._store.outbox.take_back(item, self._draft(item)):
                await self.load()
                return None
            draft = await self._back(item)
        self.note(replace(item, state=state, reason=reason, updated=int(self._clock.now()), revision=item.revision + 1))
        return draft

    async def draft_used(self, item: OutboxItem) -> None:
        """A reply that had come back as a draft is sent again: the draft goes, if its words are still the reply's."""
        draft = await self._drafts.get(item.result_id)
        if draft is not None and draft.text.strip() == item.text.strip():
            await self._drafts.discard(item.result_id)

    def note(self, item: OutboxItem) -> None:
        """Know a row so from now on and tell of it; the disk is not asked."""
        if self._items.get(item.id) != item:
            self._items[item.id] = item
            self._publish(OutboxChanged(item))

    async def _back(self, item: OutboxItem) -> Draft:
        """The words as they stand in the draft now that they have come back to it."""
        draft = await self._store.drafts.get(item.result_id) or self._draft(item)
        self._drafts.back(draft)
        return draft

    def _draft(self, item: OutboxItem) -> Draft:
        now = int(self._clock.now())
        return Draft(item.result_id, item.text, item.connection_id, item.public, cursor=len(item.text), updated=now)


def _together(one: OutboxItem, other: OutboxItem) -> bool:
    """Whether both answer in one conversation."""
    case = bool(one.case_id) and (one.search_id, one.case_id) == (other.search_id, other.case_id)
    return case or one.result_id == other.result_id

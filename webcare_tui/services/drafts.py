"""Drafts: what is typed reaches the disk within half a second."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from webcare_tui.models.draft import Draft
from webcare_tui.services.clock import Clock
from webcare_tui.services.events import DraftJoined, DraftsChanged, Event, Noticed
from webcare_tui.store import Store, StoreError

PAUSE = 0.4
"""Seconds after the first unsaved character until it is written; typing on does not put it off."""
AGAIN = 5.0
"""Seconds after which a draft that the disk refused is tried again."""


class Drafts:
    """Keeps the agent's unsent words: in memory at once, on disk within half a second."""

    def __init__(self, store: Store, clock: Clock, publish: Callable[[Event], None]) -> None:
        self._store = store
        self._clock = clock
        self._publish = publish
        self._waiting: dict[str, Draft] = {}
        self._known: dict[str, Draft] = {}
        self._saved: frozenset[str] = frozenset()
        self._told: frozenset[str] = frozenset()
        self._wake = asyncio.Event()
        self.lock = asyncio.Lock()
        """Held by whoever moves words between drafts and outbox, so that no late save brings a sent draft back."""
        self._refused = False

    @property
    def ids(self) -> frozenset[str]:
        """The results that have a draft."""
        kept = {key for key, draft in self._waiting.items() if draft.text.strip()}
        return (self._saved - self._waiting.keys()) | kept

    async def load(self) -> None:
        """Learn which drafts there are."""
        self._saved = frozenset(draft.result_id for draft in await self._store.drafts.all())
        self._tell()

    def keep(self, draft: Draft) -> None:
        """Take the words; they are on disk within half a second. Empty words discard the draft.

        Words that are as they came from the disk are left alone: another window may have gone on with them, or sent them.
        """
        if draft.result_id not in self._waiting and _same(draft, self._known.get(draft.result_id)):
            return
        self._waiting[draft.result_id] = self._dated(draft)
        self._wake.set()
        self._tell()

    async def get(self, result_id: str) -> Draft | None:
        """The draft for this result."""
        draft = self._waiting.get(result_id)
        if draft is None and (draft := await self._store.drafts.get(result_id)) is not None:
            self._known[result_id] = draft
        return draft if draft is not None and draft.text.strip() else None

    async def discard(self, result_id: str) -> None:
        """Drop the draft."""
        async with self.lock:
            self._forget(result_id)
            await self._store.drafts.discard(result_id)
            self._saved -= {result_id}
        self._tell()

    async def save(self, draft: Draft) -> None:
        """Write a draft now.

        Raises:
            StoreError: The disk refuses; the words stay in memory and are tried again.
        """
        dated = self._waiting[draft.result_id] = self._dated(draft)
        await self._write(dated)
        self._tell()

    async def flush(self) -> None:
        """Write at once what waits."""
        for draft in tuple(self._waiting.values()):
            await self._write(draft)
        self._tell()

    def gone(self, result_id: str) -> None:
        """The draft has left the disk with the reply that was made of it; called with the lock held."""
        self._forget(result_id)
        self._saved -= {result_id}
        self._tell()

    def back(self, draft: Draft) -> None:
        """A draft has come back to the disk with a reply that was taken back; called with the lock held."""
        result_id = draft.result_id
        self._waiting.pop(result_id, None)
        self._known[result_id] = draft
        self._saved |= {result_id}
        self._tell()

    async def run(self) -> None:
        """Write what waits, until cancelled."""
        while True:
            await self._clock.wait(self._wake, None)
            self._wake.clear()
            await self._clock.sleep(PAUSE)
            try:
                await self.flush()
                self._refused = False
            except StoreError as error:
                if not self._refused:
                    self._publish(Noticed("Your draft is not saved", f"{error} It stays here while the program runs.", "error"))
                self._refused = True
                await self._clock.sleep(AGAIN)
                self._wake.set()

    def _dated(self, draft: Draft) -> Draft:
        """A draft that was touched now: its age decides when it goes."""
        return replace(draft, updated=int(self._clock.now()))

    async def _write(self, draft: Draft) -> None:
        """Write a draft unless newer words or a decision have overtaken it."""
        async with self.lock:
            if self._waiting.get(draft.result_id) != draft:
                return
            known = self._known.get(draft.result_id)
            before = known.text if known is not None else ""
            if draft.text.strip():
                kept = self._known[draft.result_id] = await self._store.drafts.save(draft, before)
                self._saved |= {draft.result_id}
                if kept.text != draft.text:
                    self._publish(DraftJoined(draft.result_id, kept.text.removeprefix(draft.text)))
            else:
                await self._store.drafts.discard(draft.result_id, before)
                self._known.pop(draft.result_id, None)
                self._saved -= {draft.result_id}
            if self._waiting.get(draft.result_id) == draft:
                del self._waiting[draft.result_id]

    def _forget(self, result_id: str) -> None:
        self._waiting.pop(result_id, None)
        self._known.pop(result_id, None)

    def _tell(self) -> None:
        ids = self.ids
        if ids != self._told:
            self._told = ids
            self._publish(DraftsChanged(ids))


def _same(draft: Draft, known: Draft | None) -> bool:
    if known is None:
        return not draft.text.strip()
    return (draft.text, draft.connection_id, draft.public) == (known.text, known.connection_id, known.public)

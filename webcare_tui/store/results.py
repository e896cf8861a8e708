"""The results on this machine: merged from the service, read by window, counted, settled, remembered by case and person."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Collection, Mapping, Sequence

from webcare_tui.models.account import Account
from webcare_tui.models.case import CaseKey
from webcare_tui.models.result import Result
from webcare_tui.store import codec, conversations, edits, handlers, merging, search, unions
from webcare_tui.store.database import Connection
from webcare_tui.store.places import Places
from webcare_tui.store.shapes import Change, Row, Selection, ViewCount


class ResultStore:
    """Results, views and cases; every method may raise `StoreError`.

    Writes go through one connection; reads go through another where the disk allows, so that no window waits for a merge.
    """

    def __init__(self, writer: Connection, reader: Connection, clock: Callable[[], float] = time.time) -> None:
        self._writer = writer
        self._reader = reader
        self._clock = clock
        self._places = Places()

    async def merge(self, view: str, batch: Sequence[Result]) -> Change:
        """Stores results and puts them into a view.

        A result that is marked deleted loses its words and names and leaves every view. Replies that the batch leaves out
        stay. The last of several results with the same id counts.

        Args:
            view: The view's key; made where it is new.
            batch: Results in any order.
        """
        now = int(self._clock())
        return await self._writer.write(lambda db: merging.merge(db, view, batch, now))

    async def put(self, batch: Sequence[Result]) -> Change:
        """Stores results without a view (a conversation); else as `merge`."""
        now = int(self._clock())
        return await self._writer.write(lambda db: merging.put(db, batch, now))

    async def sweep(self, view: str, seen: Collection[str], since: int, *, scans: int = 2) -> Change:
        """Takes note of a complete scan: members that the last few scans did not show leave the view.

        Args:
            view: The view's key.
            seen: Ids of everything the scan showed.
            since: Unix seconds; the scan reached back so far, members before that are left alone.
            scans: In how many scans in a row a member must have been missing.
        """
        return await self._writer.write(lambda db: merging.sweep(db, view, seen, since, scans))

    async def unite(self, wholes: Mapping[str, Collection[str]]) -> None:
        """Makes views of other views: what comes into a part, or leaves the last one it stood in, does so in the whole.

        Args:
            wholes: The keys of the parts by the key of the whole. Those not named here are no wholes any more, and empty.
        """
        if not await self._reader.read(lambda db: unions.stand(db, wholes)):
            await self._writer.write(lambda db: unions.unite(db, wholes))

    async def trim(self, view: str, limit: int, *, oldest_first: bool) -> Change:
        """Takes out of a view what comes after its first `limit` results in a direction; `removed` tells which."""
        return await self._writer.write(lambda db: unions.trim(db, view, limit, oldest_first))

    async def erase(self, result_ids: Collection[str]) -> Change:
        """Erases results the service no longer knows (404), as if it had marked them deleted."""
        now = int(self._clock())
        return await self._writer.write(lambda db: merging.erase(db, result_ids, now))

    async def count(self, selection: Selection) -> int:
        """How many results a selection has."""
        return await self._reader.read(lambda db: self._places.count(db, selection))

    async def window(self, selection: Selection, start: int, stop: int) -> tuple[Row, ...]:
        """The rows at positions `start` up to but not `stop`, in the selection's direction; fewer where it ends."""
        return await self._reader.read(lambda db: self._places.window(db, selection, start, stop))

    async def position(self, selection: Selection, result_id: str) -> int | None:
        """The position of a result in a selection, 0 first; None where it does not stand in it."""
        return await self._reader.read(lambda db: self._places.position(db, selection, result_id))

    async def next_unhandled(self, selection: Selection, after: int, *, backwards: bool = False) -> tuple[int, str] | None:
        """Position and id of the next unhandled result; wraps round, at last to position `after` itself.

        Args:
            selection: Where to look.
            after: The position to start beyond; -1 for the very beginning.
            backwards: Look towards position 0.
        """
        return await self._reader.read(lambda db: self._places.next_unhandled(db, selection, after, backwards))

    async def counts(self, selections: Sequence[Selection]) -> Mapping[str, ViewCount]:
        """By view key: all results, unhandled ones, the oldest of these; `unhandled_only` and `narrow` do not matter."""
        views = [selection.view for selection in selections]
        return await self._reader.read(lambda db: self._places.counts(db, views))

    async def get(self, result_id: str) -> Result | None:
        """A result with its replies and `raw`."""
        return await self._reader.read(lambda db: conversations.get(db, result_id))

    async def conversation(self, result: Result) -> tuple[Result, ...]:
        """What is known of the result's case (or of itself, where it has none), own replies included.

        Returns:
            Oldest first, each once; a message deleted at its source stands in it without its words.
        """
        return await self._reader.read(lambda db: conversations.of_result(db, result))

    async def before(self, result_ids: Collection[str]) -> Mapping[str, str]:
        """What messages of customers said when they were first read, by id: those whose authors have changed them since."""
        return await self._reader.read(lambda db: edits.before(db, result_ids))

    async def of_person(self, person_id: str, limit: int = 50) -> tuple[Result, ...]:
        """The newest results of a person over all sources, newest first; none for ""."""
        return await self._reader.read(lambda db: conversations.of_person(db, person_id, limit))

    async def search(self, words: str, limit: int = 100) -> tuple[Result, ...]:
        """Results in the whole store with words that begin so, newest first."""
        return await self._reader.read(lambda db: search.search(db, words, limit))

    async def newest(self, view: str) -> str | None:
        """The highest result id ever merged into a view: the mark for `sinceId`; None for a view without any."""

        def read(db: sqlite3.Connection) -> str | None:
            row = db.execute("SELECT mark_id FROM view WHERE key = ? AND mark_id <> ''", (codec.mend(view),)).fetchone()
            return str(row[0]) if row else None

        return await self._reader.read(read)

    async def settle(self, case: CaseKey, at: int) -> tuple[str, ...]:
        """The case was closed here: what is stored of it counts as handled, until the service says so or otherwise.

        A message of the customer that comes later than the last stored one waits again.

        Args:
            case: The case.
            at: Unix seconds.

        Returns:
            Ids of the results that waited until now, oldest first.
        """
        return await self._writer.write(lambda db: merging.settle(db, case, at))

    async def reopen(self, case: CaseKey) -> tuple[str, ...]:
        """Takes `settle` back (the close was refused, or the case was opened again); ids that wait again."""
        return await self._writer.write(lambda db: merging.reopen(db, case))

    async def assign(self, case: CaseKey, handler_id: str) -> None:
        """Remembers who is in charge of a case; "" for nobody."""
        await self._writer.write(lambda db: handlers.assign(db, case, handler_id))

    async def shown_with(self, result_ids: Collection[str], handler_id: str) -> None:
        """The service lists these results as assigned to a user; their cases are known to be hers unless known otherwise."""
        await self._writer.write(lambda db: handlers.shown_with(db, result_ids, handler_id))

    async def shown_without(self, result_ids: Collection[str], handler_id: str) -> None:
        """The service lists these results as assigned to a user no more."""
        await self._writer.write(lambda db: handlers.shown_without(db, result_ids, handler_id))

    async def save_account(self, account: Account) -> None:
        """Keeps the configuration as it came (`Account.raw`)."""
        data = codec.pack(codec.mend(account.raw))
        await self._writer.write(
            lambda db: db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('account', ?)", (data,)))

    async def load_account(self) -> str | None:
        """The configuration as JSON text, as it was kept last."""

        def read(db: sqlite3.Connection) -> str | None:
            row = db.execute("SELECT value FROM meta WHERE key = 'account'").fetchone()
            return codec.unpack(row[0]) if row else None

        return await self._reader.read(read)

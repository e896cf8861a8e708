"""Feeds: one view read from the service into the store, from its head downwards and from its newest result onwards."""

from __future__ import annotations

from collections.abc import Sequence

from webcare_tui.filters.terms import Limit, Offset, Order, Query, SinceId
from webcare_tui.models.result import Result
from webcare_tui.services.clock import Clock
from webcare_tui.services.ports import Connect
from webcare_tui.services.scan import Learned, Scan
from webcare_tui.services.views import View
from webcare_tui.store import Change, Selection, Store

FIRST = 200
"""Results that a view is filled with at first, and by how many `more` goes further."""
WORKLIST = 1000
"""Results up to which a list of work to do fills itself, so that its count and its oldest are right."""
OVERLAP_ITEMS = 50
OVERLAP_SECONDS = 600
"""How far back a read for news begins: what came in late stands there."""
BACKFILL = 20
"""Pages that a read for news goes back at most."""
FUTURE = 86_400.0
"""Seconds ahead of this machine's clock from which on a time is no time: the vendor's own sample lies in the year 2381."""
MOST_BEYOND = 5000
"""Members beyond a scan that a sweep is willing to step over."""


class Feed:
    """One view, read.

    Attributes:
        view: The view.
        filled: The head has been read down to the first depth in this session.
        touched: Monotonic seconds of the last read; 0 for never.
        swept: Monotonic seconds of the last complete scan; 0 for never.
        paused_until: Monotonic seconds until which the service is not asked, since it refused this view.
    """

    def __init__(self, view: View, connect: Connect, store: Store, clock: Clock, page: int, learned: Learned) -> None:
        self.view = view
        self.filled = False
        self.touched = 0.0
        self.swept = 0.0
        self.paused_until = 0.0
        self._connect = connect
        self._store = store
        self._clock = clock
        self._page = page
        self._learned = learned
        self._reach = FIRST
        self._scan = Scan(page, learned, FIRST)
        self._newest = Selection(view.key)

    @property
    def complete(self) -> bool:
        """The last scan reached the end of the view."""
        return self._scan.complete

    @property
    def scanning(self) -> bool:
        """A scan has begun and is not at its end."""
        return not self._scan.finished

    @property
    def grows(self) -> bool:
        """A list of work to do, whose end has not been reached and should be."""
        worklist = self.view.query.oldest_first or self.view.query.unhandled_only
        return worklist and not self.complete and self._reach < WORKLIST

    @property
    def pages(self) -> int:
        """Calls that a scan takes."""
        return max(1, self._reach // self._page)

    def deeper(self, by: int = FIRST) -> None:
        """Read further back than so far, where there is more."""
        if self._scan.finished and not self._scan.complete:
            self._reach += by
            self._scan.extend(self._reach)

    def rescan(self) -> None:
        """Begin at the head again."""
        self._scan = Scan(self._page, self._learned, self._reach)

    async def scan_page(self) -> Change:
        """Read the next page from the head downwards; at the end of the scan, members that are gone leave the view."""
        scan = self._scan
        page = await self._connect().results(self._paged(self.view.query, scan.offset))
        self.touched = self._clock.monotonic()
        change = await self._store.results.merge(self.view.key, page.results)
        known = len(change.added) < len(page.results)
        scan.take(page.results, page.skipped, known=known, horizon=self._horizon())
        if not scan.finished:
            return change
        swept = await self._sweep(scan)
        # What an earlier session knew and this scan did not see is looked for once more soon, not at the usual pace.
        doubtful = not self.filled and await self._store.results.count(self._newest) > len(scan.seen)
        self.filled = True
        self.swept = 0.0 if doubtful else self.touched
        return Change(change.added, change.updated, change.removed + swept.removed)

    async def newer(self, pages: int = BACKFILL) -> Change:
        """Read what is newer than the newest known, and a little before it again.

        All pages are read before the oldest of them is stored first: a read that breaks off leaves no gap behind the newest.
        """
        mark = await self._mark()
        if not mark:
            if self._scan.finished:
                self.rescan()
            return await self.scan_page()
        query = self.view.query.with_(Order(most_recent=True), SinceId(mark))
        scan = Scan(self._page, self._learned, self._page * pages, for_news=True)
        batches: list[Sequence[Result]] = []
        while not scan.finished:
            page = await self._connect().results(self._paged(query, scan.offset))
            scan.take(page.results, page.skipped, known=False, horizon=self._horizon())
            batches.append(page.results)
        self.touched = self._clock.monotonic()
        total = Change((), (), ())
        for batch in reversed(batches):
            change = await self._store.results.merge(self.view.key, batch)
            total = Change(total.added + change.added, total.updated + change.updated, total.removed + change.removed)
        return total

    async def _mark(self) -> str:
        """The id to read on from: the newest that is further back than the overlap, or the last within it; "" where the view
        is empty."""
        rows = await self._store.results.window(self._newest, 0, OVERLAP_ITEMS)
        if not rows:
            return ""
        latest = next((row.result.time for row in rows if row.result.time <= self._horizon()), 0)
        beyond = next((row for row in rows if latest - row.result.time > OVERLAP_SECONDS), rows[-1])
        return beyond.result.id

    async def _sweep(self, scan: Scan) -> Change:
        """Let members go that a scan ought to have seen and did not; nothing where it is not sure what it covered."""
        nothing = Change((), (), ())
        if not scan.trusted(oldest_first=self.view.query.oldest_first):
            return nothing
        seen, since = set(scan.seen), 0
        if not scan.complete and self.view.query.oldest_first:
            beyond = await self._beyond(scan.last_id)
            if beyond is None:
                return nothing
            seen |= beyond
        elif not scan.complete:
            since = scan.last_time + 1
            seen |= await self._timeless()
        return await self._store.results.sweep(self.view.key, seen, since)

    async def _beyond(self, last_id: str) -> set[str] | None:
        """Members that come after the last one scanned; None where they are too many."""
        order = Selection(self.view.key, oldest_first=True)
        position = await self._store.results.position(order, last_id)
        count = await self._store.results.count(order)
        if position is None or count - position > MOST_BEYOND:
            return None
        return {row.result.id for row in await self._store.results.window(order, position, count)}

    async def _timeless(self) -> set[str]:
        """Members whose time says nothing of where they stand in the service's order, which may be further down."""
        rows = await self._store.results.window(self._newest, 0, FIRST)
        return {row.result.id for row in rows if row.result.time > self._horizon()}

    def _horizon(self) -> float:
        return self._clock.now() + FUTURE

    def _paged(self, query: Query, offset: int) -> Query:
        return query.with_(Limit(self._page), Offset(offset)) if offset else query.with_(Limit(self._page))

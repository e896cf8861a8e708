"""Feeds: one view read from the service into the store, from its head downwards and from its newest result onwards."""

from __future__ import annotations

from collections.abc import Sequence

from webcare_tui.filters.terms import Assigned, Limit, Offset, Order, Query, SinceId
from webcare_tui.models.result import Result
from webcare_tui.services.clock import Clock
from webcare_tui.services.events import Gap
from webcare_tui.services.ports import Connect
from webcare_tui.services.scan import OVERLAP, Learned, Scan
from webcare_tui.services.views import View
from webcare_tui.store import Change, Selection, Store

FIRST = 200
"""Results that a view is filled with at first, and by how many `more` goes further."""
WORKLIST = 1000
"""Results up to which a list of work to do fills itself, so that its count and its oldest are right."""
OVERLAP_ITEMS = 50
OVERLAP_SECONDS = 600
"""How far back a read for news begins: what came in late stands there."""
FUTURE = 86_400.0
"""Seconds ahead of this machine's clock from which on a time is no time: the vendor's own sample lies in the year 2381."""
SURE, DOUBTFUL = 2, 4
"""Scans in a row that must miss a member before it leaves: of scans that could be read, and of those that could in part."""
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
        gap: What lies between old and new and was not read yet; None for nothing.
    """

    def __init__(self, view: View, connect: Connect, store: Store, clock: Clock, page: int, learned: Learned) -> None:
        self.view = view
        self.filled = False
        self.touched = 0.0
        self.swept = 0.0
        self.paused_until = 0.0
        self.gap: Gap | None = None
        self._backlog: tuple[Query, Scan] | None = None
        self._connect = connect
        self._store = store
        self._clock = clock
        self._page = page
        self._learned = learned
        self._reach = self._within(FIRST)
        self._scan = self._from_head()
        self._newest = Selection(view.key)
        assigned = view.query.get(Assigned)
        self._whose = assigned.value if assigned is not None and not assigned.more else ""

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
        return worklist and not self.complete and self._reach < self._within(WORKLIST)

    @property
    def pages(self) -> int:
        """Calls that a scan takes."""
        return max(1, self._reach // self._page)

    def deeper(self, by: int = FIRST) -> None:
        """Read further back than so far, where there is more."""
        reach = self._within(self._reach + by)
        if self._scan.finished and not self._scan.complete and reach > self._reach:
            self._reach = reach
            self._scan.extend(self._reach)

    def rescan(self) -> None:
        """Begin at the head again."""
        self._scan = self._from_head()

    async def scan_page(self) -> Change:
        """Read the next page from the head downwards; at the end of the scan, members that are gone leave the view."""
        scan = self._scan
        page = await self._connect().results(self._paged(self.view.query, scan.offset))
        self.touched = self._clock.monotonic()
        empty = not scan.seen and not await self._store.results.count(self._newest)
        change = await self._take(page.results)
        # Those that two pages share were not known before: only what this page shows first tells. Nothing is left out between
        # old and new where there was nothing old.
        first_seen = {result.id for result in page.results} - scan.seen
        known = empty or not first_seen <= set(change.added)
        scan.take(page.results, page.skipped, known=known, horizon=self._horizon())
        change = await self._trimmed(change)
        if not scan.finished:
            return change
        swept = await self._sweep(scan)
        # What an earlier session knew and this scan did not see is looked for once more soon, not at the usual pace.
        doubtful = not self.filled and await self._store.results.count(self._newest) > len(scan.seen)
        if scan.cut and not self.filled and not self.view.limit:
            await self._open_gap(self.view.query, scan)
        self.filled = True
        self.swept = 0.0 if doubtful else self.touched
        return Change(change.added, change.updated, change.removed + swept.removed)

    async def newer(self, pages: int) -> Change:
        """Read what is newer than the newest known, and a little before it again.

        All pages are read before the oldest of them is stored first: a read that breaks off leaves no gap behind the newest.

        Args:
            pages: How many pages to go back at most; what lies further back is a gap, for `fill_gap`.
        """
        mark = await self._mark()
        if not mark:
            if self._scan.finished:
                self.rescan()
            return await self.scan_page()
        if await self._full_of_old():
            page = await self._connect().results(self._paged(self.view.query, 0))
            self.touched = self._clock.monotonic()
            return await self._trimmed(await self._take(page.results))
        query = self.view.query.with_(Order(most_recent=True), SinceId(mark))
        scan = Scan(self._page, self._learned, (self._page - OVERLAP) * pages, for_news=True)
        batches: list[Sequence[Result]] = []
        while not scan.finished:
            page = await self._connect().results(self._paged(query, scan.offset))
            scan.take(page.results, page.skipped, known=False, horizon=self._horizon())
            batches.append(page.results)
        self.touched = self._clock.monotonic()
        total = Change((), (), ())
        if scan.cut and not self.view.limit:
            await self._open_gap(query, scan)
        for batch in reversed(batches):
            change = await self._take(batch)
            total = Change(total.added + change.added, total.updated + change.updated, total.removed + change.removed)
        return await self._trimmed(total)

    async def _take(self, batch: Sequence[Result]) -> Change:
        """Store what came; where the view is what one user is in charge of, that is learned of the cases as well."""
        change = await self._store.results.merge(self.view.key, batch)
        if self._whose and batch:
            await self._store.results.shown_with([result.id for result in batch], self._whose)
        return change

    def _within(self, results: int) -> int:
        return min(results, self.view.limit or results)

    def _from_head(self) -> Scan:
        return Scan(self._page, self._learned, self._reach, exact=bool(self.view.limit))

    async def _trimmed(self, change: Change) -> Change:
        """What a change comes to where the view has a limit: what is beyond it goes again, or never came."""
        if not self.view.limit or not change.added:
            return change
        removed = await self._store.results.trim(self.view.key, self.view.limit, oldest_first=self.view.query.oldest_first)
        gone, came = set(removed.removed), set(change.added)
        return Change(
            tuple(each for each in change.added if each not in gone),
            tuple(each for each in change.updated if each not in gone),
            (*change.removed, *(each for each in removed.removed if each not in came)),
        )

    async def _full_of_old(self) -> bool:
        """Whether news cannot come in, because the view ends at its limit and the oldest stand first."""
        limit = self.view.limit if self.view.query.oldest_first else 0
        return bool(limit) and await self._store.results.count(self._newest) >= limit

    async def fill_gap(self) -> Change:
        """Read the next page of what lies between old and new; the gap closes where the old begins."""
        if self._backlog is None or self.gap is None:
            return Change()
        query, scan = self._backlog
        scan.extend(len(scan.seen) + self._page)
        page = await self._connect().results(self._paged(query, scan.offset))
        self.touched = self._clock.monotonic()
        before = len(scan.seen)
        scan.take(page.results, page.skipped, known=False, horizon=self._horizon())
        change = await self._trimmed(await self._take(page.results))
        if scan.complete or len(scan.seen) == before or scan.last_time <= self.gap.older:
            self._backlog = self.gap = None
        else:
            self.gap = Gap(self.gap.older, scan.last_time)
        return change

    async def _open_gap(self, query: Query, scan: Scan) -> None:
        """A scan came to its depth before it came to what was known: what lies between is read bit by bit. A gap that is open
        already goes on from the new scan down to its own end."""
        if query.oldest_first:
            return
        if self._backlog is not None and self.gap is not None:
            query, older = self._backlog[0], self.gap.older
        else:
            place = await self._store.results.position(self._newest, scan.last_id)
            start = 0 if place is None else place + 1
            rows = await self._store.results.window(self._newest, start, start + 1)
            older = next((row.result.time for row in rows if row.result.time <= self._horizon()), 0)
        if 0 < older < scan.last_time:
            self._backlog, self.gap = (query, scan), Gap(older, scan.last_time)

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
            whole = bool(self.view.limit) and len(scan.seen) >= self.view.limit
            beyond = set[str]() if whole else await self._beyond(scan.last_id)
            if beyond is None:
                return nothing
            seen |= beyond
        elif not scan.complete:
            since = scan.last_time + 1
            seen |= await self._timeless()
        change = await self._store.results.sweep(self.view.key, seen, since, scans=DOUBTFUL if scan.skipped else SURE)
        if self._whose and change.removed:
            await self._store.results.shown_without(change.removed, self._whose)
        return change

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

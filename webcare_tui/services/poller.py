"""The poller: keeps the open view fresh, the others roughly, within the quota and through every failure."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from webcare_tui.errors import WebcareError
from webcare_tui.services import schedule
from webcare_tui.services.clock import Clock
from webcare_tui.services.counts import Counts
from webcare_tui.services.events import Event, LinkState, Noticed, ResultsArrived
from webcare_tui.services.feed import Feed
from webcare_tui.services.feeds import Feeds
from webcare_tui.services.link import Link
from webcare_tui.services.ports import Connect
from webcare_tui.services.scan import Learned
from webcare_tui.services.schedule import Attention, Priority
from webcare_tui.services.views import View
from webcare_tui.store import Change, Store, StoreError

SLICE = 15.0
"""Seconds after which a wait looks whether the machine was suspended meanwhile."""
JUMP = 30.0
"""Seconds by which wall time may run ahead of monotonic time before that counts as a suspend or a changed clock."""
SWEEP = 60.0
"""Seconds between two scans of the open view's head, at least; 15 for each page it takes."""
OVERDUE = 180.0
"""Seconds after which such a scan is as urgent as the news."""
BACKFILL = 20
"""Pages that a read for news goes back at most; and no more than half of the calls that are free."""
GAP_PAGES = 2
"""Pages of a gap that are read in one round."""
OTHERS = 3
"""Other views that are read in one round."""
OTHER_EVERY = 60.0
OTHER_SWEEP = 300.0
REFUSED_VIEW = 300.0
"""Seconds for which a view is left alone that the service refused."""

Step = Callable[[], Awaitable[Change]]


class Poller:
    """Reads views again and again: one loop, one judgement of the link, no call that the schedule does not allow.

    Attributes:
        configure: Awaited at the beginning of each round; fetches the configuration when it is due.
        arrived: Awaited with each change of the store.
        refreshed: Awaited in each round after the open view; keeps the open conversation fresh.
        refused: Called when the service refuses a view, which may have left the configuration.
    """

    def __init__(
        self,
        connect: Connect,
        store: Store,
        link: Link,
        counts: Counts,
        clock: Clock,
        publish: Callable[[Event], None],
        random: schedule.Random,
        *,
        interval: float,
        page: int,
    ) -> None:
        self.configure: Callable[[], Awaitable[None]] | None = None
        self.arrived: Callable[[Change], Awaitable[None]] | None = None
        self.refreshed: Callable[[], Awaitable[None]] | None = None
        self.refused: Callable[[], None] | None = None
        self._connect = connect
        self._store = store
        self._link = link
        self._counts = counts
        self._clock = clock
        self._publish = publish
        self._random = random
        self._interval = interval
        self._page = page
        self._learned = Learned()
        self._feeds = Feeds(store, self._feed)
        self._wake = asyncio.Event()
        self._focused = True
        self._key_at = clock.monotonic()
        self._calls = 1.0

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """Every view that is read, the open one first."""
        return self._feeds.every

    def offer(self, views: tuple[View, ...]) -> None:
        """These are the views there are; what is known of views that stay the same is kept, and so is the open one."""
        self._feeds.offer(views)

    def watch(self, view: View) -> None:
        """Make this the view that is kept fresh; filled first where it never was in this session."""
        self._feeds.watch(view)
        self._hurry()

    def refresh(self) -> None:
        """Read now, whatever the interval says; a closed gate stays closed."""
        for feed in self._feeds.opened:
            feed.paused_until = 0.0
            feed.swept = 0.0
        self._wake.set()

    def more(self, view: View) -> None:
        """The end of the list was reached: read further back, where there is more."""
        feeds = self._feeds.of(view)
        for feed in feeds:
            feed.deeper()
        if feeds:
            self._hurry()

    def attention(self, focused: bool, last_key: float) -> None:
        """Tell how closely the agent is watching.

        Args:
            focused: The terminal has the focus.
            last_key: Unix seconds of the last key.
        """
        quiet = max(0.0, self._clock.now() - last_key)
        self._key_at = self._clock.monotonic() - quiet
        if focused and not self._focused:
            self._wake.set()
        self._focused = focused

    async def run(self) -> None:
        """Poll until cancelled."""
        while True:
            self._wake.clear()
            await self._rest(await self._round())

    def _hurry(self) -> None:
        """Begin the next round now, unless the last one failed: then only `refresh` does not wait."""
        if not self._link.failures:
            self._wake.set()

    async def _round(self) -> float:
        """One round; tells for how many seconds to rest."""
        await self._feeds.unite()
        if self._link.closed_for > 0:
            return self._link.closed_for
        now = self._clock.now()
        wait = schedule.until_calls(self._link.quota, now, self._random)
        if wait > 0:
            self._link.set(LinkState.QUOTA, "The calls left are kept for your own replies.", wait)
            return wait
        calls = 0
        try:
            if self._link.changed.state is LinkState.NOT_ALLOWED:
                self._connect().start_over()
            if self.configure is not None:
                await self.configure()
            calls = await self._open_view()
            if self.refreshed is not None:
                await self.refreshed()
            calls += await self._other_views()
        except StoreError:
            raise
        except WebcareError as error:
            return self._link.failed(error) or schedule.PROBE
        self._calls += (calls - self._calls) / 8
        quiet = self._clock.monotonic() - self._key_at
        attention, usual = Attention(self._focused, quiet), max(1.0, self._calls)
        quota, now = self._link.quota, self._clock.now()
        return schedule.interval(quota, now, self._interval, attention, usual, self._random, self._link.share)

    async def _open_view(self) -> int:
        """Fill the open view, or read its news, and look through its head when that is due; tells how many calls it took.

        Of a view of several parts each has its turn, first the one that has waited longest, so that where the calls end in
        between it is not always the same one that goes without.
        """
        await self._feeds.unite()
        feeds = sorted(self._feeds.opened, key=lambda feed: feed.touched)
        filling, calls = [feed for feed in feeds if not feed.filled], 0
        for feed in feeds:
            if not feed.filled or self._paused(feed):
                continue
            if calls and not (self._link.allows(Priority.VISIBLE) and feed in self._feeds.opened):
                return calls
            await self._step(feed, self._news(feed), first=False)
            calls += 1 + await self._fill_gap(feed)
            if feed.grows and not feed.scanning and self._link.allows(Priority.OTHER):
                feed.deeper(self._page)
            elif self._sweep_due(feed, SWEEP) and self._link.allows(self._sweep_priority(feed)):
                feed.rescan()
        while turn := [feed for feed in feeds if feed.scanning and not self._paused(feed)]:
            for feed in turn:
                if feed not in self._feeds.opened or not self._link.allows(Priority.VISIBLE):
                    return calls
                await self._step(feed, feed.scan_page, first=feed in filling)
                calls += 1
        return calls

    async def _fill_gap(self, feed: Feed) -> int:
        """Read on where an outage has left a gap; tells how many calls it took."""
        calls = 0
        while feed.gap is not None and calls < GAP_PAGES and self._link.allows(Priority.OTHER):
            if not await self._step(feed, feed.fill_gap, first=False):
                break
            calls += 1
        return calls

    def _pages_back(self) -> int:
        return schedule.pages_back(self._link.quota, self._clock.now(), BACKFILL)

    async def _other_views(self) -> int:
        """Read a few of the other views, those first that were not read for the longest time."""
        now = self._clock.monotonic()
        here = {feed.view.search_id for feed in self._feeds.opened}
        others = [feed for feed in self._feeds.others if not self._paused(feed)]
        due = [feed for feed in others if not feed.touched or now - feed.touched >= OTHER_EVERY]
        due.sort(key=lambda feed: (feed.touched, feed.view.search_id not in here))
        calls = 0
        for feed in due[:OTHERS]:
            if self._wake.is_set() or not self._link.allows(Priority.OTHER):
                break
            if feed.filled and self._sweep_due(feed, OTHER_SWEEP):
                feed.rescan()
            await self._step(feed, feed.scan_page if feed.scanning else self._little_news(feed), first=not feed.filled)
            calls += 1
        return calls

    def _news(self, feed: Feed) -> Step:
        return lambda: feed.newer(self._pages_back())

    def _little_news(self, feed: Feed) -> Step:
        return lambda: feed.newer(2)

    async def _step(self, feed: Feed, step: Step, *, first: bool) -> bool:
        """One read and all that follows from it; False where the service refuses this view."""
        try:
            change = await step()
        except WebcareError as error:
            if not _refused(error):
                raise
            self._link.failed(error)
            feed.paused_until = self._clock.monotonic() + REFUSED_VIEW
            if self.refused is not None:
                self.refused()
            self._publish(Noticed(f"“{feed.view.title}” cannot be read", str(error), "warning"))
            return False
        self._link.answered()
        self._publish(ResultsArrived(feed.view.key, change, self._clock.now(), first, self._feeds.gap(feed)))
        if change:
            await self._counts.tell()
            if self.arrived is not None:
                await self.arrived(change)
        return True

    def _sweep_due(self, feed: Feed, least: float) -> bool:
        every = max(least, 15.0 * feed.pages)
        return not feed.swept or self._clock.monotonic() - feed.swept >= every

    def _paused(self, feed: Feed) -> bool:
        return self._clock.monotonic() < feed.paused_until

    def _sweep_priority(self, feed: Feed) -> Priority:
        """A scan of the head waits for calls to be plenty, but not for ever: what a colleague has closed would stay listed."""
        return Priority.VISIBLE if self._sweep_due(feed, OVERDUE) else Priority.OTHER


    def _feed(self, view: View) -> Feed:
        return Feed(view, self._connect, self._store, self._clock, self._page, self._learned)

    async def _rest(self, seconds: float) -> None:
        """Wait, in slices so that a suspend or a changed clock is noticed; whatever wakes it ends the wait."""
        ends = self._clock.monotonic() + seconds
        while (left := ends - self._clock.monotonic()) > 0:
            wall, steady = self._clock.now(), self._clock.monotonic()
            if await self._clock.wait(self._wake, min(SLICE, left)):
                return
            jumped = (self._clock.now() - wall) - (self._clock.monotonic() - steady)
            if abs(jumped) > JUMP:
                if jumped > 0:
                    self._link.resumed()
                await self._clock.sleep(self._random() * 5.0)
                return


def _refused(error: WebcareError) -> bool:
    from webcare_tui.api.errors import ApiError, Effect

    return isinstance(error, ApiError) and error.effect is Effect.REFUSED

"""Scans: page after page of a list that moves while it is read; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from webcare_tui.models.result import Result

OVERLAP = 5
"""Results of a page that the next one repeats: if none of them comes again, the list has moved up in between."""
STEPS_BACK = 3
AT_MOST = 5
"""How many times its depth a scan goes on at most to find what is known already."""


@dataclass(slots=True)
class Learned:
    """What is learned of the service while it is read.

    Attributes:
        longest: The longest page so far. A shorter one is the last of its list; one just as long need not be, because the
            service may give fewer than asked for.
    """

    longest: int = 0


class Scan:
    """Where a scan stands and what it has seen.

    Attributes:
        offset: Where the next page begins.
        seen: The ids that came.
        finished: Nothing more is to be read.
        complete: The end of the list was reached.
        cut: It ended at its depth, and what lies below was not known before: a gap.
        last_id: The last result in the service's order; "" for none.
        last_time: Its time.
        skipped: Results that could not be read: each may be one that seems to be absent.
    """

    def __init__(self, page: int, learned: Learned, depth: int, *, for_news: bool = False, exact: bool = False) -> None:
        """Begin at the head.

        Args:
            page: Results asked for in one call.
            learned: Shared by all scans of a service.
            depth: Results to see at least.
            for_news: The list is what came after a mark. It is read to its end and no further than the depth, and a page that
                is shorter than others were ends it. Otherwise absence will count, so that only one without anything new does.
            exact: Nothing beyond the depth is wanted, whatever earlier sessions knew.
        """
        self.offset = 0
        self.seen: set[str] = set()
        self.finished = False
        self.complete = False
        self.cut = False
        self.last_id = ""
        self.last_time = 0
        self._page = page
        self._learned = learned
        self._depth = depth
        self._for_news = for_news
        self._exact = exact
        self._known = False
        self.skipped = 0
        self._tail: frozenset[str] = frozenset()
        self._times: list[int] = []
        self._steps_back = 0

    def extend(self, depth: int) -> None:
        """Go on down to this depth."""
        self._depth = depth
        self.finished = self.complete

    def take(self, results: Sequence[Result], skipped: int, *, known: bool, horizon: float = inf) -> None:
        """A page has come.

        Args:
            results: In the service's order.
            skipped: Results of the page that could not be read.
            known: Some of them were known before the scan, so that there is no gap to what was read in earlier sessions.
            horizon: Unix seconds; a later time tells nothing of where its result belongs.
        """
        ids = [result.id for result in results]
        length = len(ids) + skipped
        fresh = [result for result in results if result.id not in self.seen]
        self._learned.longest = max(self._learned.longest, length)
        self.skipped += skipped
        moved = bool(self._tail) and bool(ids) and self._tail.isdisjoint(ids)
        self.seen.update(ids)
        placed = [result for result in fresh if result.time <= horizon]
        self._times.extend(result.time for result in placed)
        self._known |= known
        if moved and self._steps_back < STEPS_BACK and self.offset:
            self._steps_back += 1
            self.offset = max(0, self.offset - self._page // 2)
            self._times.clear()
            return
        if placed:
            self.last_id, self.last_time = placed[-1].id, placed[-1].time
        self._tail = frozenset(ids[-OVERLAP:])
        short = self._for_news and length < self._learned.longest
        self.complete = length < self._page and (short or not fresh)
        self.finished = self.complete or not fresh or self._deep_enough()
        self.cut = self.finished and not self.complete and bool(fresh) and not self._known
        self.offset += max(1, length - OVERLAP)

    def trusted(self, *, oldest_first: bool) -> bool:
        """Whether absence from the scan means something: it came to an end, or its times went one way."""
        if not self.finished:
            return False
        if self.complete:
            return True
        return bool(self.last_id) and self.last_time > 0 and self._times == sorted(self._times, reverse=not oldest_first)

    def _deep_enough(self) -> bool:
        if len(self.seen) < self._depth:
            return False
        return self._for_news or self._exact or self._known or len(self.seen) >= AT_MOST * self._depth

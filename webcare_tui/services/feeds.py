"""The feeds there are: one for each view that is read, the open one among them, and the views that are merged of several."""

from __future__ import annotations

from collections.abc import Callable

from webcare_tui.services.events import Gap
from webcare_tui.services.feed import Feed
from webcare_tui.services.views import View
from webcare_tui.store import Store


class Feeds:
    """What is read, and of what the open view is made.

    Attributes:
        watched: The open view; None as long as there is none.
    """

    def __init__(self, store: Store, make: Callable[[View], Feed]) -> None:
        """Begin without any.

        Args:
            store: Keeps the rows of merged views together.
            make: Makes the feed of a view.
        """
        self.watched: View | None = None
        self._store = store
        self._make = make
        self._all: dict[str, Feed] = {}
        self._passing: dict[str, Feed] = {}
        self._wholes: dict[str, tuple[str, ...]] = {}
        self._united = True

    @property
    def every(self) -> tuple[Feed, ...]:
        """All of them, those of the open view first."""
        opened = self.opened
        return (*opened, *(feed for feed in self._all.values() if feed not in opened))

    @property
    def opened(self) -> list[Feed]:
        """The feeds of the open view, in the order of its parts."""
        return self.of(self.watched) if self.watched is not None else []

    @property
    def others(self) -> list[Feed]:
        """The feeds of the views that are not open."""
        opened = {feed.view.key for feed in self.opened}
        return [feed for key, feed in self._all.items() if key not in opened]

    def of(self, view: View) -> list[Feed]:
        """The feeds of a view, as far as there are any."""
        return [feed for source in view.sources if (feed := self._found(source.key)) is not None]

    def gap(self, feed: Feed) -> Gap | None:
        """What is still to be read between old and new: of a feed, or of all that the open view is made of with it."""
        among = self.opened if feed in self.opened else [feed]
        gaps = [each.gap for each in among if each.gap is not None]
        return Gap(min(each.older for each in gaps), max(each.newer for each in gaps)) if gaps else None

    def offer(self, views: tuple[View, ...]) -> None:
        """These are the views there are; what is known of views that stay the same is kept, and so is the open one."""
        sources = {source.key: source for view in views for source in view.sources}
        kept = {key: feed for key, feed in self._all.items() if sources.get(key) == feed.view}
        if self.watched is not None:
            again = next((view for view in views if view.key == self.watched.key), None)
            if again is None:
                self._passing = {feed.view.key: feed for feed in self.opened}
            else:
                self.watched = again
        self._all = {key: kept.get(key) or self._make(source) for key, source in sources.items()}
        self._wholes = {view.key: tuple(part.key for part in view.parts) for view in views if view.parts}
        self._united = False

    def watch(self, view: View) -> None:
        """This is the open view from now on."""
        found = {source.key: self._found(source.key) for source in view.sources}
        feeds = {key: feed for key, feed in found.items() if feed is not None}
        for source in view.sources:
            if source.key not in feeds or feeds[source.key].view != source:
                feeds[source.key] = self._make(source)
        self._passing = {key: feed for key, feed in feeds.items() if self._all.get(key) is not feed}
        self.watched = view
        self._united = False

    async def unite(self) -> None:
        """Have the store keep the views together that are merged; another program may have emptied the file meanwhile."""
        watched = self.watched
        if self._united and not (watched and watched.parts):
            return
        wholes = dict(self._wholes)
        if watched and watched.parts:
            wholes[watched.key] = tuple(part.key for part in watched.parts)
        await self._store.results.unite(wholes)
        self._united = True

    def _found(self, key: str) -> Feed | None:
        """The feed of a view: the open one, where that is none of the account's (a filter of the moment), else theirs."""
        return self._passing.get(key) or self._all.get(key)

"""Counts: what each view holds on this machine, told when it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from webcare_tui.services.events import CountsChanged, Event
from webcare_tui.services.views import View
from webcare_tui.store import Store, ViewCount


class Counts:
    """Counts the members of the views, and of the parts that some are merged of."""

    def __init__(self, store: Store, publish: Callable[[Event], None]) -> None:
        self._store = store
        self._publish = publish
        self._views: tuple[View, ...] = ()
        self._last: Mapping[str, ViewCount] = {}

    def offer(self, views: tuple[View, ...]) -> None:
        """These are the views to count from now on."""
        self._views = views

    async def tell(self) -> None:
        """Count, and publish where a number differs from the last ones published."""
        wanted = {each.key: each.selection for view in self._views for each in (view, *view.parts)}
        counts = await self._store.results.counts(list(wanted.values()))
        if dict(counts) != self._last:
            self._last = dict(counts)
            self._publish(CountsChanged(self._last))

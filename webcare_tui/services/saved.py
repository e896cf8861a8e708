"""Views of the agent's own: kept in the settings file, taken out of it, and listed at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from webcare_tui.errors import WebcareError
from webcare_tui.filters.render import render
from webcare_tui.filters.terms import Limit, NewResults, Offset, Order, Query, SinceId
from webcare_tui.services.configuration import Configuration
from webcare_tui.services.views import View, read_filter, views

if TYPE_CHECKING:
    from webcare_tui.settings.schema import Settings, ViewSettings

OwnOrder = Literal["", "oldest", "newest"]
PREFIX = "saved/"
"""What the key of a view of the settings begins with; its name follows."""


class NotKeptError(WebcareError):
    """A view that cannot be kept as it is asked for, or is not the agent's own."""


class SavedViews:
    """Keeps views in the settings file of the program that runs.

    Attributes:
        file: The settings file.
    """

    def __init__(self, configuration: Configuration, settings: Settings, recount: Callable[[], Awaitable[None]]) -> None:
        self.file: Path | None = None
        self._configuration = configuration
        self._settings = settings
        self._recount = recount
        self._turn = asyncio.Lock()

    async def save_view(
        self, title: str, query: Query, order: OwnOrder = "", limit: int = 0, *, profiles: Sequence[str] = ()
    ) -> View:
        """Keep a view under a name, in the place of the one that has the name now; the list of views is told at once.

        Args:
            title: The name.
            query: What it shows. Limit and offset are left out, and so is what only made sense at one moment (`sinceId`).
            order: Which results come first; "" leaves it to the query.
            limit: Results at most; 0 for no limit.
            profiles: Search profiles by name that are merged, in the place of the query's; for several.

        Returns:
            The view as it stands in the list.

        Raises:
            NotKeptError: The query names no search profile of this account, or cannot be written as a filter; nothing is kept.
            SettingsError: The settings file cannot be changed.
        """
        from webcare_tui.settings.schema import ViewSettings

        title = title.strip()
        plain = query.without(Limit, Offset, SinceId, NewResults, *((Order,) if order else ()))
        text = render(plain)
        if read_filter(text) != plain:
            raise NotKeptError("The view cannot be saved", f"Its filter cannot be written down as it is: {text}")
        merged = tuple(profiles) if len(profiles) > 1 else ()
        view = ViewSettings(filter=text, profiles=merged, order=order, limit=limit)
        self._must_show(title, view)
        await self._keep(title, view)
        return next(view for view in self._configuration.views if view.key == f"{PREFIX}{title}")

    def _must_show(self, title: str, view: ViewSettings) -> None:
        """Raise where the list of views would not have it: what does not show should not fill the file."""
        account = self._configuration.account
        if account is None:
            raise NotKeptError("The view cannot be saved", "The account is not known yet; try again once it is.")
        reasons: list[str] = []
        trial = self._settings.model_copy(update={"views": {title: view}})
        shown = views(account, trial, notice=lambda _, message: reasons.append(message))
        if all(each.key != f"{PREFIX}{title}" for each in shown):
            raise NotKeptError("The view cannot be saved", " ".join(reasons[-1:]) or "It would not show.")

    async def remove_view(self, key: str) -> None:
        """Take a view of the agent's own out of the settings file and the list.

        Args:
            key: The view's key.

        Raises:
            NotKeptError: It is not one of the settings.
            SettingsError: The settings file cannot be changed.
        """
        name = key.removeprefix(PREFIX)
        if name == key or name not in self._settings.views:
            why = "Only views that you saved can be removed; search profiles and tabs come from the account."
            raise NotKeptError("This view cannot be removed", why)
        await self._keep(name, None)

    async def _keep(self, name: str, view: ViewSettings | None) -> None:
        from webcare_tui.settings.keeping import keep_view

        if self.file is None:
            raise NotKeptError("The view cannot be saved", "This run has no settings file to keep it in.")
        async with self._turn:
            kept = await asyncio.to_thread(keep_view, self.file, name, view)
            self._settings = self._settings.model_copy(update={"views": dict(kept)})
            self._configuration.use(self._settings)
            await self._recount()

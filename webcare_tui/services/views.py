"""Views: the search profiles, their tabs and subtabs, and two of the program's own, as lists an agent can open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from webcare_tui.filters.terms import Query
    from webcare_tui.models.account import Account, SearchProfile
    from webcare_tui.settings.schema import Settings
    from webcare_tui.store import Selection

Kind = Literal["profile", "tab", "subtab", "own", "mine"]
Notice = Callable[[str, str], None]
"""Told of a view that had to be left out: title, message."""


@dataclass(frozen=True, slots=True)
class View:
    """A list of results that an agent can open.

    Attributes:
        key: Stays the same over starts and configurations as long as the names do; the store keeps its members under it.
        title: What it is called, cleaned.
        query: What to ask the service; no limit, no offset.
        search_id: The search profile it belongs to.
        kind: `profile` all of a search profile, `tab` and `subtab` of the configuration, `own` the program's "Next up"
            (not checked, oldest first), `mine` what the agent is in charge of.
        parent: The key of the view it stands under; "" for a profile.
    """

    key: str
    title: str
    query: Query
    search_id: str
    kind: Kind
    parent: str = ""

    @property
    def selection(self) -> Selection:
        """The rows of the store that belong to it."""
        from webcare_tui.store import Selection

        return Selection(self.key, oldest_first=self.query.oldest_first, unhandled_only=self.query.unhandled_only)


def views(account: Account, settings: Settings, *, me: str = "", notice: Notice | None = None) -> tuple[View, ...]:
    """All views of an account in the order in which they are shown: per search profile itself, Next up, Mine, tabs, subtabs.

    Args:
        account: The configuration.
        settings: The program's settings.
        me: The agent's user id; without it there is no "Mine".
        notice: Told of each view whose filter string cannot be read; the view is left out.
    """
    raise NotImplementedError

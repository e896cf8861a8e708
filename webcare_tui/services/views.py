"""Views: the search profiles, their tabs and subtabs, and some of the agent's own, as lists that can be opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote_plus

from webcare_tui.filters.parse import FilterError, parse
from webcare_tui.filters.terms import Assigned, Checked, Order, Query
from webcare_tui.models.account import Account, SearchProfile, Tab
from webcare_tui.store import Selection

if TYPE_CHECKING:
    from webcare_tui.settings.schema import Settings

Kind = Literal["profile", "own", "mine", "tab", "subtab", "saved"]
Notice = Callable[[str, str], None]
"""Told of a view that had to be left out: title, message."""

NEXT_UP = "Next up"
MINE = "Mine"


@dataclass(frozen=True, slots=True)
class View:
    """A list of results that an agent can open.

    Attributes:
        key: Stays the same over starts and configurations as long as the names do; the store keeps its members under it.
        title: What it is called, cleaned.
        query: What to ask the service; no limit, no offset.
        search_id: The search profile it belongs to; "" where the configuration does not know that profile.
        kind: `profile` all of a search profile; `own` the program's "Next up" (not checked, oldest first); `mine` what the
            agent is in charge of; `tab` and `subtab` of the configuration; `saved` from the settings' `[views]`.
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
        return Selection(self.key, oldest_first=self.query.oldest_first, unhandled_only=self.query.unhandled_only)


def views(account: Account, settings: Settings, *, me: str = "", notice: Notice | None = None) -> tuple[View, ...]:
    """All views of an account in the order in which they are shown: of each search profile itself, Next up, Mine, its tabs
    with their subtabs; then those of the settings.

    Args:
        account: The configuration.
        settings: The program's settings.
        me: The agent's user id; without it there is no "Mine".
        notice: Told of each view whose filter string cannot be read; the view is left out.
    """
    told = notice or (lambda title, message: None)
    searches = [search for search in account.searches if search.visible] or list(account.searches)
    found = [view for search in searches for view in _of_search(search, me, told)]
    found.extend(_saved(account, settings, told))
    return tuple(_distinct(found))


def start_view(all_views: tuple[View, ...], account: Account, me: str = "") -> View | None:
    """The view to begin with: what waits, oldest first, in the agent's login search profile, else in the account's default
    one, else in any; where no view is so, the first one of those."""
    user = account.user(me)
    wanted = [each for each in (user.login_search_id if user else "", account.default_search_id) if each]
    choices = [[view for view in all_views if view.search_id == search_id] for search_id in wanted]
    for there in (*choices, all_views):
        if there:
            return next((view for view in there if _meaning(view.query) == _WAITING), there[0])
    return None


def profile_of(search: SearchProfile) -> str:
    """A search profile's name as queries hold it: the path segment without its encoding."""
    return unquote_plus(search.encoded_name) if search.encoded_name else search.name


def _of_search(search: SearchProfile, me: str, told: Notice) -> Iterator[View]:
    base = Query(profile_of(search))
    root = View(search.id, search.name, base, search.id, "profile")
    tabs = [view for tab in search.tabs for view in _of_tab(search, tab, root, told)]
    given = {_meaning(view.query) for view in tabs}
    yield root
    waiting = base.with_(Checked(False), Order(most_recent=False))
    if _meaning(waiting) not in given:
        yield View(f"{search.id}//next", NEXT_UP, waiting, search.id, "own", root.key)
    if me:
        mine = base.with_(Assigned(me), Checked(False), Order(most_recent=False))
        if _meaning(mine) not in given and _meaning(base.with_(Assigned(me))) not in given:
            yield View(f"{search.id}//mine", MINE, mine, search.id, "mine", root.key)
    yield from tabs


def _of_tab(search: SearchProfile, tab: Tab, root: View, told: Notice) -> Iterator[View]:
    """A tab and its subtabs; a subtab narrows its tab, so that one that repeats the tab's filters means the same."""
    query = _read(tab.filters, root.query, f"{search.name} › {tab.name}", told)
    if query is None:
        return
    view = View(f"{search.id}/{tab.name}", tab.name, query, search.id, "tab", root.key)
    yield view
    for subtab in tab.subtabs:
        narrowed = _read(subtab.filters, query, f"{search.name} › {tab.name} › {subtab.name}", told)
        if narrowed is not None:
            yield View(f"{view.key}/{subtab.name}", subtab.name, narrowed, search.id, "subtab", view.key)


def _read(filters: str, base: Query, where: str, told: Notice) -> Query | None:
    try:
        return base.with_(*parse(filters, profile=base.profile).terms) if filters.strip("/ ") else base
    except FilterError as error:
        told(f"The view “{where}” was left out", str(error))
        return None


def _saved(account: Account, settings: Settings, told: Notice) -> Iterator[View]:
    by_profile = {profile_of(search): search for search in account.searches}
    for name, filters in settings.views.items():
        try:
            query = parse(filters)
        except FilterError as error:
            told(f"The view “{name}” was left out", str(error))
            continue
        search = by_profile.get(query.profile)
        if search is None:
            told(f"The view “{name}” was left out", f"It begins with no search profile of this account: “{query.profile}”.")
            continue
        yield View(f"saved/{name}", name, query, search.id, "saved", search.id)


def _meaning(query: Query) -> frozenset[str]:
    """What a query asks for, whatever the order of its terms; most recent first is the service's own order."""
    return frozenset(repr(term) for term in query.terms if not (isinstance(term, Order) and term.most_recent))


def _distinct(found: list[View]) -> Iterator[View]:
    """The views with keys of their own, where two tabs bear the same name."""
    seen: dict[str, int] = {}
    for view in found:
        times = seen[view.key] = seen.get(view.key, 0) + 1
        yield view if times == 1 else replace(view, key=f"{view.key}#{times}")


_WAITING = _meaning(Query("", (Checked(False), Order(most_recent=False))))

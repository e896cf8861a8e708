"""Views: the search profiles, their tabs and subtabs, and some of the agent's own, as lists that can be opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote_plus

from webcare_tui.filters.friendly import read
from webcare_tui.filters.names import Names
from webcare_tui.filters.parse import FilterError, parse
from webcare_tui.filters.terms import Assigned, Checked, Limit, Offset, Order, Query, Term
from webcare_tui.models.account import Account, SearchProfile, Tab
from webcare_tui.services.naming import names_of
from webcare_tui.store import Selection

if TYPE_CHECKING:
    from webcare_tui.settings.schema import Settings

Kind = Literal["profile", "own", "mine", "tab", "subtab", "saved"]
Notice = Callable[[str, str], None]
"""Told of a view that had to be left out: title, message."""

ALL_PROFILES = "All profiles"
ALL = "all"
"""The key of the view that merges all search profiles, and the search profile that all such views belong to."""
_MINE = "@mine"
NEXT_UP = "Next up"
MINE = "Mine"


@dataclass(frozen=True, slots=True)
class View:
    """A list of results that an agent can open.

    Attributes:
        key: Stays the same over starts and configurations as long as the names do; the store keeps its members under it.
        title: What it is called, cleaned.
        query: What to ask the service; no limit, no offset.
        search_id: The search profile it belongs to; "" where the configuration does not know that profile, `ALL` where it
            merges several.
        kind: `profile` all of a search profile; `own` the program's "Next up" (not checked, oldest first); `mine` what the
            agent is in charge of; `tab` and `subtab` of the configuration; `saved` from the settings' `[views]`.
        parent: The key of the view it stands under; "" for a profile.
        limit: Results that are fetched and kept at most, of each part; 0 for no limit.
        parts: The views of several search profiles that it merges; its own query is then that of the first. Empty for a view
            that is read by itself.
    """

    key: str
    title: str
    query: Query
    search_id: str
    kind: Kind
    parent: str = ""
    limit: int = 0
    parts: tuple[View, ...] = ()

    @property
    def sources(self) -> tuple[View, ...]:
        """What is read of the service for it: its parts, or itself."""
        return self.parts or (self,)

    @property
    def selection(self) -> Selection:
        """The rows of the store that belong to it."""
        return Selection(self.key, oldest_first=self.query.oldest_first, unhandled_only=self.query.unhandled_only)


def views(account: Account, settings: Settings, *, me: str = "", notice: Notice | None = None) -> tuple[View, ...]:
    """All views of an account in the order in which they are shown: of each search profile itself, Next up, Mine, its tabs
    with their subtabs, those of the settings; then, where there are several search profiles, those that merge them.

    Args:
        account: The configuration.
        settings: The program's settings.
        me: The agent's user id; without it there is no "Mine".
        notice: Told of each view whose filter string cannot be read; the view is left out.
    """
    told = notice or (lambda title, message: None)
    searches = [search for search in account.searches if search.visible] or list(account.searches)
    by_search = {search.id: list(_distinct(_of_search(search, me, told))) for search in searches}
    merged = _merged(searches, by_search, me)
    for view in _saved(account, settings, me, told):
        by_search.setdefault(view.search_id, merged if view.parts else []).append(view)
    by_search.setdefault(ALL, merged)
    return tuple(_distinct(view for found in by_search.values() for view in found))


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


def mine_of(view: View, me: str) -> View:
    """What one user is in charge of in a view, as the service says; read like a view for as long as it is open."""
    parts = tuple(mine_of(part, me) for part in view.parts)
    return replace(
        view, key=f"{view.key}{_MINE}", title=f"{view.title} · mine", query=view.query.with_(Assigned(me)), parts=parts
    )


def whole_of(key: str) -> str:
    """The key of the view that `mine_of` took a part of; of any other, the key itself."""
    return key.removesuffix(_MINE)


def of_the_moment(key: str) -> bool:
    """Whether a view is in no list of views: a filter of the moment, or the agent's own part of a view."""
    return key.startswith("filter/") or key.endswith(_MINE)


def profile_of(search: SearchProfile) -> str:
    """A search profile's name as queries hold it: the path segment without its encoding."""
    return unquote_plus(search.encoded_name) if search.encoded_name else search.name


def _of_search(search: SearchProfile, me: str, told: Notice) -> Iterator[View]:
    base = Query(profile_of(search))
    root = View(search.id, search.name, base, search.id, "profile")
    tabs = [view for tab in search.tabs for view in _of_tab(search, tab, root, told)]
    given = {_meaning(view.query) for view in tabs}
    yield root
    waiting = base.with_(*_WAITS)
    if _meaning(waiting) not in given:
        yield View(f"{search.id}//next", NEXT_UP, waiting, search.id, "own", root.key)
    if me:
        mine = base.with_(Assigned(me), *_WAITS)
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


def _merged(searches: list[SearchProfile], by_search: dict[str, list[View]], me: str) -> list[View]:
    """What all search profiles hold, what waits in any of them, and what the agent is in charge of anywhere."""
    if len(searches) < 2:
        return []
    everything = [by_search[search.id][0] for search in searches]
    found = [View(ALL, ALL_PROFILES, everything[0].query, ALL, "profile", parts=tuple(everything))]
    kinds: list[tuple[str, str, Kind, tuple[Term, ...]]] = [("next", NEXT_UP, "own", _WAITS)]
    if me:
        kinds.append(("mine", MINE, "mine", (Assigned(me), *_WAITS)))
    for name, title, kind, terms in kinds:
        parts = tuple(_meant(by_search[search.id], kind, terms) for search in searches)
        query = everything[0].query.with_(*terms)
        found.append(View(f"{ALL}//{name}", title, query, ALL, kind, ALL, parts=parts))
    return found


def _meant(found: list[View], kind: Kind, terms: tuple[Term, ...]) -> View:
    """A search profile's own view of a kind; where it has none because a tab of the account means as much, that tab."""
    wanted = (_meaning(Query("", terms)), _meaning(Query("", terms[:1])))
    same = next((view for meaning in wanted for view in found if _meaning(view.query) == meaning), found[0])
    return next((view for view in found if view.kind == kind), same)


def _read(filters: str, base: Query, where: str, told: Notice) -> Query | None:
    try:
        return base.with_(*parse(filters, profile=base.profile).terms) if filters.strip("/ ") else base
    except FilterError as error:
        told(f"The view “{where}” was left out", str(error))
        return None


def read_filter(text: str, names: Names | None = None) -> Query:
    """What the filter of a view of the settings asks for: a line as people type it, or a string of the dashboard.

    Raises:
        FilterError: It cannot be read.
    """
    return read(text, names=names)


def _saved(account: Account, settings: Settings, me: str, told: Notice) -> Iterator[View]:
    names = names_of(account, me)
    for name, own in settings.views.items():
        try:
            query = read_filter(own.filter, names)
        except FilterError as error:
            told(f"The view “{name}” was left out", str(error))
            continue
        searches = list(_searches(account, name, own.profiles or (query.profile,), told))
        if not searches:
            continue
        limit = query.get(Limit)
        most = own.limit or (limit.count if limit else 0)
        query = query.without(Limit, Offset)
        if own.order:
            query = query.with_(Order(most_recent=own.order == "newest"))
        parts = tuple(
            View(f"saved/{name}", name, replace(query, profile=profile_of(search)), search.id, "saved", search.id, most)
            for search in searches
        )
        if len(parts) == 1:
            yield parts[0]
            continue
        each = tuple(replace(part, key=f"saved/{name}@{part.search_id}") for part in parts)
        yield replace(parts[0], search_id=ALL, parent=ALL, parts=each)


def _searches(account: Account, name: str, wanted: Sequence[str], told: Notice) -> Iterator[SearchProfile]:
    """The search profiles of a view of the settings, each once; a name that is none of them is told."""
    by_name = {profile_of(search): search for search in account.searches}
    loosely = {each.casefold(): search for search in account.searches for each in (search.name, profile_of(search))}
    found: dict[str, SearchProfile] = {}
    for each in wanted:
        search = by_name.get(each) or (loosely.get(each.casefold()) if each else None)
        if search is not None:
            found[search.id] = search
            continue
        known = ", ".join(by_name) or "none"
        what = f"It names no search profile of this account: “{each}”" if each else "It begins with no search profile"
        left = "was left out" if len(wanted) == 1 else "shows less than it should"
        told(f"The view “{name}” {left}", f"{what} (known here: {known}).")
    yield from found.values()


def _meaning(query: Query) -> frozenset[str]:
    """What a query asks for, whatever the order of its terms; most recent first is the service's own order."""
    return frozenset(repr(term) for term in query.terms if not (isinstance(term, Order) and term.most_recent))


def _distinct(found: Iterable[View]) -> Iterator[View]:
    """The views with keys of their own, where two tabs bear the same name."""
    seen: dict[str, int] = {}
    for view in found:
        times = seen[view.key] = seen.get(view.key, 0) + 1
        yield view if times == 1 else replace(view, key=f"{view.key}#{times}")


_WAITS: tuple[Term, ...] = (Checked(False), Order(most_recent=False))
_WAITING = _meaning(Query("", _WAITS))

"""The account and all that its configuration names: users, search profiles, tabs, connections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class User:
    """A user of the account: a colleague, or the handler of a case.

    Attributes:
        id: The user's id, which is also a handler's.
        name: The full name, cleaned.
        first_name: The first name, cleaned.
        email: The address; the single sign-on call needs it.
        tag: The initials that a reply is signed with (`MK` in `^MK`).
        admin: May administer the account.
        language: "nl", "en" or "" where unknown.
        login_search_id: The search profile this user starts in; "" for none.
    """

    id: str
    name: str
    first_name: str = ""
    email: str = ""
    tag: str = ""
    admin: bool = False
    language: str = ""
    login_search_id: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a category, with its colour as `#rrggbb` or ""."""

    id: str
    name: str
    description: str = ""
    background_color: str = ""
    active: bool = True
    visible: bool = True


@dataclass(frozen=True, slots=True)
class Category:
    """A category of labels."""

    id: str
    name: str
    active: bool = True
    visible: bool = True
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class SubTab:
    """A subtab of the account's inbox: a name and a filter string in the dashboard's form."""

    name: str
    filters: str
    short_name: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of the account's inbox: a name, a filter string in the dashboard's form, and its subtabs."""

    name: str
    filters: str
    action: str = ""
    check_on_change: bool = False
    subtabs: tuple[SubTab, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchProfile:
    """A search profile: where the service gathers results.

    Attributes:
        id: The search's id, which the case calls need.
        name: What it is called, cleaned.
        encoded_name: Its name as a path segment; made from the name where the service leaves it out.
        visible: Shown to agents.
        service_level: The vendor's number; minutes within which an answer is due where positive, else 0.
        hide_buttons: The agent may not act here (`webcareHideButtons`).
        reply_author_only: Only the author may be answered (`webcareReplyAuthorOnly`).
        categories: Categories and labels in use here.
        tabs: The inbox's tabs here.
        sources: Names of the sources gathered here; empty for unknown.
    """

    id: str
    name: str
    encoded_name: str = ""
    visible: bool = True
    service_level: int = 0
    hide_buttons: bool = False
    reply_author_only: bool = False
    categories: tuple[Category, ...] = ()
    tabs: tuple[Tab, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def offered(self) -> tuple[tuple[Category, Label], ...]:
        """The labels that an agent may choose from, each with its category: active and visible, both of the two."""
        return tuple(
            (category, label)
            for category in self.categories
            if category.active and category.visible
            for label in category.labels
            if label.active and label.visible
        )


@dataclass(frozen=True, slots=True)
class Connection:
    """A channel that one can answer from; `source` is its source's number, 0 where unknown."""

    id: str
    name: str
    source: int = 0


@dataclass(frozen=True, slots=True)
class Account:
    """The configuration of an account (`GET /configuration`).

    Attributes:
        member_id: The account's id.
        company: What the company is called, cleaned.
        timezone: An IANA name; "" where unknown.
        default_country: Such as `nl-NL`.
        disabled: The service has switched the account off.
        last_change: Unix seconds; when it moves, fetch again.
        current_user_id: The user behind the credentials; "" where the service does not say.
        default_search_id: The search profile to begin with; "" for none.
        users: By name.
        searches: In the service's order.
        connections: In the service's order.
        sources: A source's name to its number.
        activities: An activity's name to its number.
        statuses: A status's name to its number.
        modules: Module switches by their vendor names.
    """

    member_id: str = ""
    company: str = ""
    timezone: str = ""
    default_country: str = ""
    disabled: bool = False
    last_change: int = 0
    current_user_id: str = ""
    default_search_id: str = ""
    users: tuple[User, ...] = ()
    searches: tuple[SearchProfile, ...] = ()
    connections: tuple[Connection, ...] = ()
    sources: Mapping[str, int] = field(default_factory=dict)
    activities: Mapping[str, int] = field(default_factory=dict)
    statuses: Mapping[str, int] = field(default_factory=dict)
    modules: Mapping[str, bool] = field(default_factory=dict)
    raw: str = field(default="", compare=False, repr=False)
    """The configuration as it came, as JSON text."""

    def source_name(self, number: int) -> str:
        """The name of a source by its number; "" where the configuration does not know it."""
        return next((name for name, value in self.sources.items() if value == number), "")

    def activity_name(self, number: int) -> str:
        """The name of an activity by its number; "" where the configuration does not know it."""
        return next((name for name, value in self.activities.items() if value == number), "")

    def status_name(self, number: int) -> str:
        """The name of a status by its number; "" where the configuration does not know it."""
        return next((name for name, value in self.statuses.items() if value == number), "")

    def user(self, user_id: str) -> User | None:
        """The user with this id."""
        return next((user for user in self.users if user.id == user_id), None)

    def search(self, search_id: str) -> SearchProfile | None:
        """The search profile with this id."""
        return next((search for search in self.searches if search.id == search_id), None)

    def connection(self, connection_id: str) -> Connection | None:
        """The connection with this id."""
        return next((each for each in self.connections if each.id == connection_id), None)

    def named(self, connection: Connection) -> Connection:
        """The same connection, with the name and the source that the account knows where it came without a name."""
        return connection if connection.name else self.connection(connection.id) or connection

    @property
    def current_user(self) -> User | None:
        """The user behind the credentials."""
        return self.user(self.current_user_id)

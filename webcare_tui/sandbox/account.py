"""The invented account: users, search profiles, labels, connections, sources."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import cast
from urllib.parse import quote_plus

PRIVATE_SOURCES = frozenset({"whatsapp", "irischat"})
"""Sources on which every message is private."""
BOTH_SOURCES = frozenset({"twitter", "facebook", "instagram", "linkedin"})
"""Sources on which a public message can be answered privately."""


@dataclass(frozen=True, slots=True)
class User:
    """A user of the account; `tag` signs replies."""

    id: int
    name: str
    tag: str
    language: str
    login: int
    admin: bool = False

    @property
    def first_name(self) -> str:
        """The first name."""
        return self.name.split()[0]

    @property
    def email(self) -> str:
        """The address that single sign-on asks for."""
        return self.name.lower().replace(" ", ".") + "@noorderlicht.example"


@dataclass(frozen=True, slots=True)
class Connection:
    """A channel to answer from; `searches` names the search profiles it is the first choice of, empty for any."""

    id: int
    name: str
    source: int
    searches: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Category:
    """A category of labels."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Label:
    """A label; `color` is `#rrggbb` or ""."""

    id: int
    category: int
    name: str
    description: str = ""
    color: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class Search:
    """A search profile; `tabs` stand ready for the wire."""

    id: int
    key: str
    name: str
    servicelevel: int
    sources: tuple[str, ...]
    hide_buttons: bool
    tabs: tuple[Mapping[str, object], ...]

    @property
    def encoded_name(self) -> str:
        """The name as a path segment."""
        return quote_plus(self.name)


@dataclass(frozen=True, slots=True)
class Account:
    """The account and all that its configuration names."""

    company: str
    member_id: str
    member_since: str
    current_user: int
    sources: Mapping[str, int]
    activities: Mapping[str, int]
    users: Mapping[int, User]
    connections: Mapping[int, Connection]
    searches: Mapping[int, Search]
    categories: Mapping[int, Category]
    labels: Mapping[int, Label]
    names: Mapping[int, str] = field(default_factory=dict)
    """A source's number to its name."""

    def search(self, name: str) -> Search | None:
        """The search profile called so, in any case."""
        wanted = name.casefold()
        return next((each for each in self.searches.values() if each.name.casefold() == wanted), None)

    def search_by_key(self, key: str) -> Search:
        """The search profile that the texts call so."""
        return next(each for each in self.searches.values() if each.key == key)

    def label(self, name: str) -> int:
        """A label's id by its name, 0 where there is none."""
        return next((each.id for each in self.labels.values() if each.name == name), 0)

    def fitting(self, source: int, search_id: int) -> list[Connection]:
        """Connections that can answer on a source, the first choice of the search profile first."""
        found = [each for each in self.connections.values() if each.source == source]
        return sorted(found, key=lambda each: (search_id not in each.searches, bool(each.searches), each.id))


def data(name: str) -> dict[str, object]:
    """One of the packaged TOML files."""
    return tomllib.loads(files("webcare_tui.sandbox").joinpath("data", name).read_text("utf-8"))


def texts(value: object) -> tuple[str, ...]:
    """A TOML list of strings."""
    return tuple(str(each) for each in cast(list[object], value or []))


def rows(value: object) -> list[dict[str, object]]:
    """A TOML list of tables."""
    return cast(list[dict[str, object]], value or [])


@cache
def load() -> Account:
    """The account as `data/account.toml` draws it."""
    raw = data("account.toml")
    sources = {name: _int(number) for name, number in cast(dict[str, object], raw["sources"]).items()}
    return Account(
        company=str(raw["company"]),
        member_id=str(raw["member_id"]),
        member_since=str(raw["member_since"]),
        current_user=_int(raw["current_user"]),
        sources=sources,
        activities={name: _int(number) for name, number in cast(dict[str, object], raw["activities"]).items()},
        users={user.id: user for user in map(_user, rows(raw["users"]))},
        connections={each.id: each for each in (_connection(row, sources) for row in rows(raw["connections"]))},
        searches={each.id: each for each in (_search(row, raw) for row in rows(raw["searches"]))},
        categories={_int(row["id"]): Category(_int(row["id"]), str(row["name"])) for row in rows(raw["categories"])},
        labels={each.id: each for each in map(_label, rows(raw["labels"]))},
        names={number: name for name, number in sources.items()},
    )


def _int(value: object) -> int:
    return int(cast(int, value))


def _user(row: Mapping[str, object]) -> User:
    return User(
        _int(row["id"]), str(row["name"]), str(row["tag"]), str(row["language"]), _int(row["login"]), bool(row.get("admin"))
    )


def _connection(row: Mapping[str, object], sources: Mapping[str, int]) -> Connection:
    searches = tuple(_int(each) for each in cast(list[object], row.get("searches", [])))
    return Connection(_int(row["id"]), str(row["name"]), sources[str(row["source"])], searches)


def _label(row: Mapping[str, object]) -> Label:
    return Label(
        _int(row["id"]), _int(row["category"]), str(row["name"]), str(row["description"]), str(row["color"]),
        bool(row.get("active", True)),
    )


def _search(row: Mapping[str, object], raw: Mapping[str, object]) -> Search:
    hidden = bool(row.get("hide_buttons"))
    return Search(
        id=_int(row["id"]),
        key=str(row["key"]),
        name=str(row["name"]),
        servicelevel=_int(row["servicelevel"]),
        sources=texts(row["sources"]),
        hide_buttons=hidden,
        tabs=tuple(rows(raw["media_tabs" if hidden else "tabs"])),
    )

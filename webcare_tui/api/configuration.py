"""The account's configuration: from the wire to records."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote_plus

from webcare_tui.api import jsontext, lenient, wording
from webcare_tui.api.decode import SOURCES
from webcare_tui.api.details import connections
from webcare_tui.api.envelope import Envelope
from webcare_tui.api.errors import BadAnswer
from webcare_tui.models.account import Account, Category, Label, SearchProfile, SubTab, Tab, User

_MODULES = (
    "monitoring", "result", "analysis", "reports", "engagement", "tbmessenger", "presenter", "publisher", "qmModule",
    "fbInsights", "chatModule", "personView", "rss", "webcareTable", "iframe", "supportButton", "workflowModule",
    "webcareMagicModule", "qm",
)  # fmt: skip


def account(envelope: Envelope) -> Account:
    """The account, from `configuration` beside `data`, inside it, or from `data` itself.

    Raises:
        BadAnswer: There is neither an account nor anything global in it.
    """
    wire = _configuration(envelope)
    shared = lenient.record(wire.get("globals")) or {}
    own = lenient.record(wire.get("account")) or {}
    sources = numbers(shared.get("sources"))
    return Account(
        member_id=lenient.ident(own.get("memberId")),
        company=wording.line(own.get("company")),
        timezone=wording.line(own.get("timezone")),
        default_country=wording.line(own.get("defaultCountry")),
        disabled=lenient.flag(own.get("disableAccount")),
        last_change=lenient.moment(wire.get("lastChange")),
        current_user_id=_current_user(own.get("currentUser")),
        default_search_id=lenient.ident(own.get("standaardZoekopdracht")),
        users=users(own.get("users")),
        searches=_searches(own, sources),
        connections=connections(own.get("connections"), {**SOURCES, **sources}),
        sources=sources,
        activities=numbers(shared.get("activities")),
        statuses=numbers(shared.get("statusses")) or numbers(shared.get("statuses")),
        modules={name: lenient.flag(own[name]) for name in _MODULES if name in own},
        raw=jsontext.write(wire),
    )


def _configuration(envelope: Envelope) -> dict[str, object]:
    data = lenient.record(envelope.data) or {}
    for candidate in (envelope.configuration, data.get("configuration"), data):
        wire = lenient.record(candidate)
        if wire and ("account" in wire or "globals" in wire):
            return wire
    raise BadAnswer(message="It reports a success, but sent no configuration along.")


def _current_user(value: object) -> str:
    user = lenient.record(value)
    return lenient.ident(value) if user is None else lenient.ident(lenient.first(user, "id", "userId"))


def numbers(value: object) -> dict[str, int]:
    """Names to numbers, from a map in either direction or a list of `{key, value}` objects."""
    found: dict[str, int] = {}
    for key, each in lenient.mapping(value).items():
        if isinstance(each, Mapping):
            members = lenient.mapping(each)
            name, number = lenient.first(members, "key", "name"), lenient.first(members, "value", "id")
        elif key.isdecimal() and isinstance(each, str) and not each.strip().isdecimal():
            name, number = each, key
        else:
            name, number = key, each
        word = wording.identity(name).lower()
        amount = lenient.integer(number, -1, low=0)
        if word and amount >= 0:
            found[word] = amount
    return found


def users(value: object) -> tuple[User, ...]:
    """The account's users by name; one without an id is left out."""
    found = []
    for key, each in lenient.entries(value):
        wire = lenient.mapping(each) if isinstance(each, Mapping) else {}
        id = lenient.ident(wire.get("id")) or lenient.ident(key)
        if id and wire:
            found.append(_user(id, wire))
    return tuple(sorted(found, key=lambda user: (user.name.casefold(), user.id)))


def _user(id: str, wire: Mapping[str, object]) -> User:
    language = lenient.text(wire.get("language")).strip().lower()[:2]
    return User(
        id=id,
        name=wording.identity(lenient.first(wire, "name", "firstName", "email")),
        first_name=wording.identity(wire.get("firstName")),
        email=wording.identity(wire.get("email")),
        tag=wording.identity(wire.get("tag")).lstrip("^"),
        admin=lenient.flag(wire.get("admin")),
        language=language if language in ("nl", "en") else "",
        login_search_id=lenient.ident(wire.get("loginSearchId")),
    )


def _searches(own: Mapping[str, object], sources: Mapping[str, int]) -> tuple[SearchProfile, ...]:
    shared = lenient.mapping(own.get("categoriesAndLabels"))
    found = []
    for key, each in lenient.entries(own.get("searches")):
        wire = lenient.mapping(each) if isinstance(each, Mapping) else {}
        id = lenient.ident(wire.get("id")) or lenient.ident(key)
        if id and wire:
            found.append(_search(id, wire, shared.get(id), sources))
    return tuple(found)


def _search(id: str, wire: Mapping[str, object], shared: object, sources: Mapping[str, int]) -> SearchProfile:
    name = wording.identity(wire.get("name"))
    return SearchProfile(
        id=id,
        name=name,
        encoded_name=wording.url(wire.get("encodedName")) or quote_plus(name),
        visible=lenient.flag(wire.get("visible"), default=True),
        service_level=lenient.integer(wire.get("servicelevel"), low=0),
        hide_buttons=lenient.flag(wire.get("webcareHideButtons")),
        reply_author_only=lenient.flag(wire.get("webcareReplyAuthorOnly")),
        categories=_categories(wire.get("categoriesAndLabels")) or _categories(shared),
        tabs=_tabs(wire.get("webcareTabs")),
        sources=_available(wire.get("availableSources"), sources),
    )


def _categories(value: object) -> tuple[Category, ...]:
    found = []
    for key, each in lenient.entries(value):
        wire = lenient.mapping(each) if isinstance(each, Mapping) else {}
        id, name = lenient.ident(wire.get("id")) or lenient.ident(key), wording.line(wire.get("name"))
        if id or name:
            found.append(
                Category(
                    id,
                    name,
                    active=lenient.flag(wire.get("active"), default=True),
                    visible=lenient.flag(wire.get("visibleInWebcare"), default=True),
                    labels=_labels(wire.get("labels")),
                )
            )
    return tuple(found)


def _labels(value: object) -> tuple[Label, ...]:
    found = []
    for key, each in lenient.entries(value):
        wire = lenient.mapping(each) if isinstance(each, Mapping) else {"name": each}
        label = Label(
            id=lenient.ident(wire.get("id")) or lenient.ident(key),
            name=wording.line(wire.get("name")),
            description=wording.line(wire.get("description")),
            background_color=wording.colour(wire.get("backgroundColor")),
            active=lenient.flag(wire.get("active"), default=True),
            visible=lenient.flag(wire.get("visibleInWebcare"), default=True),
        )
        if label.id or label.name:
            found.append(label)
    return tuple(found)


def _tabs(value: object) -> tuple[Tab, ...]:
    found = []
    for each in lenient.listing(value):
        wire = lenient.mapping(each) if isinstance(each, Mapping) else {}
        name, filters = wording.line(wire.get("name")), wording.line(wire.get("filters"))
        if name or filters:
            found.append(
                Tab(
                    name,
                    filters,
                    action=wording.line(wire.get("action")),
                    check_on_change=lenient.flag(wire.get("onChangeSetChecked")),
                    subtabs=_subtabs(lenient.first(wire, "subTabs", "subtabs")),
                )
            )
    return tuple(found)


def _subtabs(value: object) -> tuple[SubTab, ...]:
    found = []
    for each in lenient.listing(value):
        wire = lenient.mapping(each) if isinstance(each, Mapping) else {}
        short = wording.line(lenient.first(wire, "shortname", "shortName"))
        name, filters = wording.line(wire.get("name")) or short, wording.line(wire.get("filters"))
        if name or filters:
            found.append(SubTab(name, filters, short))
    return tuple(found)


def _available(value: object, sources: Mapping[str, int]) -> tuple[str, ...]:
    """Names of sources, from names, numbers, objects, or a map of names to switches or numbers."""
    names = {number: name for name, number in {**SOURCES, **sources}.items()}
    found = []
    for key, each in lenient.entries(value):
        if isinstance(each, Mapping):
            each = lenient.first(lenient.mapping(each), "source", "name", "id")
        elif key and not key.isdecimal():
            each = key if lenient.flag(each) else ""
        number = lenient.integer(each, -1, low=0)
        name = names.get(number, "") if number >= 0 else wording.identity(each).lower()
        if name:
            found.append(name)
    return tuple(dict.fromkeys(found))

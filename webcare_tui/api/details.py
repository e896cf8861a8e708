"""All that the service tells of one result (`noContext`): activities, notes, draft, channels."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from webcare_tui.api import jsontext, lenient, wording
from webcare_tui.api.decode import SOURCES, context, entries_by_id, is_private, result_of
from webcare_tui.api.errors import BadAnswer
from webcare_tui.models.account import Connection
from webcare_tui.models.conversation import Activity, Details, ServerDraft
from webcare_tui.models.result import Result

_NAMES = ("name", "title", "screenName", "username", "userName", "accountName", "description")


def details(data: object, result_id: str) -> Details:
    """Everything about one result.

    Args:
        data: `data` of the envelope: the object itself, or one with it under `result` or `results`.
        result_id: The id that was asked for.

    Raises:
        BadAnswer: No result in it can be read.
    """
    wire = _wire_of(data, result_id)
    result = result_of(wire, result_id)
    if result is None:
        page = context(data)
        result = next((each for each in page.results if each.id == result_id), None)
    if result is None:
        raise BadAnswer(message="It reports a success, but sent no result that can be read.")
    return Details(
        result=result,
        activities=_activities(wire.get("activities"), result),
        earlier_contact=_how_often(wire.get("earlierContact")),
        author_notes=notes(wire.get("authorNotes")),
        notes=notes(wire.get("notes")),
        related_notes=notes(wire.get("relatedNotes")),
        conversation_notes=notes(wire.get("conversationNotes")),
        draft=_draft(wire.get("draft")),
        available_connections=connections(wire.get("availableConnections"), SOURCES),
        default_connection=_default_connection(wire.get("defaultConnection")),
        reply_prefix=wording.line(wire.get("replyPrefix")),
        reply_suffix=wording.line(wire.get("replySuffix")),
        place=_place(wire),
        language=wording.line(lenient.first(wire, "language", "lang", "languageCode")),
    )


def _wire_of(data: object, result_id: str) -> dict[str, object]:
    """The object's members; those that stand beside it in `data` fill its gaps."""
    if isinstance(data, list):
        data = _chosen(data, result_id)
    outer = lenient.mapping(data)
    if "uniqueId" in outer:
        return outer
    for name in ("result", "results"):
        inner = outer.get(name)
        if not isinstance(inner, (Mapping, list)):
            continue
        found = inner if isinstance(inner, Mapping) and "uniqueId" in inner else _chosen(inner, result_id)
        return {**{key: each for key, each in outer.items() if key != name}, **lenient.mapping(found)}
    return lenient.mapping(_chosen(outer, result_id)) or outer


def _chosen(container: object, result_id: str) -> object:
    first = None
    for key, each in entries_by_id(container):
        if not isinstance(each, Mapping):
            continue
        if result_id in (key, lenient.ident(each.get("uniqueId"))):
            return {"uniqueId": result_id, **each}
        if first is None and "uniqueId" in each:
            first = each
    return first


def notes(value: object) -> tuple[str, ...]:
    """Notes, given as texts, as objects with a text, or as one of either; a mere true or false holds none."""
    if isinstance(value, (str, int, float)):
        value = [] if isinstance(value, bool) or value in (0, 1, "0", "1") else [value]
    elif isinstance(value, Mapping) and any(name in value for name in ("note", "text", "message", "description")):
        value = [value]
    found = []
    for each in lenient.listing(value):
        if isinstance(each, Mapping):
            each = lenient.first(lenient.mapping(each), "note", "text", "message", "description")
        text = wording.block(each).strip()
        if text:
            found.append(text)
    return tuple(found)


def connections(value: object, sources: Mapping[str, int]) -> tuple[Connection, ...]:
    """Channels, given as objects, as names by id, or as bare ids; one without an id is left out.

    Args:
        value: As it came.
        sources: A source's name to its number, for channels that give the name.
    """
    found: dict[str, Connection] = {}
    for key, each in lenient.entries(value):
        if isinstance(each, Mapping):
            members = lenient.mapping(each)
            id = lenient.ident(lenient.first(members, "id", "connectionId")) or lenient.ident(key)
            name = wording.identity(lenient.first(members, *_NAMES))
            source = _source(lenient.first(members, "source", "sourceId", "type"), sources)
        else:
            id, name, source = (lenient.ident(key), wording.identity(each), 0) if key else (lenient.ident(each), "", 0)
        if id:
            found.setdefault(id, Connection(id, name, source))
    return tuple(found.values())


def _source(value: object, sources: Mapping[str, int]) -> int:
    number = sources.get(value.strip().lower(), 0) if isinstance(value, str) else 0
    return number or lenient.integer(value, low=0)


def _place(wire: Mapping[str, object]) -> str:
    """Town, province and country, under the names that the filters have for them; one text where it is given so."""
    parts = [wire.get("city") or wire.get("municipality"), wire.get("province"), wire.get("country")]
    place = lenient.first(wire, "place", "location")
    if isinstance(place, Mapping):
        members = lenient.mapping(place)
        parts = [lenient.first(members, "city", "municipality", "name"), members.get("province"), members.get("country")]
    elif place:
        parts = [place]
    words = (wording.line(part) for part in parts)
    return ", ".join(dict.fromkeys(word for word in words if word))


def _default_connection(value: object) -> str:
    if isinstance(value, Mapping):
        value = lenient.first(lenient.mapping(value), "id", "connectionId")
    return lenient.ident(value)


def _how_often(value: object) -> int:
    if isinstance(value, (Mapping, list)):
        return len(value)
    return lenient.integer(value, 1 if lenient.flag(value) else 0, low=0)


def _activities(value: object, result: Result) -> tuple[Activity, ...]:
    found = [_activity(key, lenient.mapping(each), result) for key, each in lenient.entries(value) if isinstance(each, Mapping)]
    return tuple(sorted(found, key=lambda each: each.time))


def _activity(key: str, wire: Mapping[str, object], result: Result) -> Activity:
    actor = wire.get("actor")
    user = lenient.mapping(actor) if isinstance(actor, Mapping) else lenient.record(wire.get("actorUser")) or {}
    return Activity(
        id=lenient.ident(wire.get("id")) or lenient.ident(key),
        result_id=lenient.ident(wire.get("resultId")) or result.id,
        actor_id=lenient.ident(actor) or lenient.ident(user.get("id")),
        actor_name=wording.identity(lenient.first(user, "name", "firstName", "email") or _name(wire.get("actorUser"))),
        activity=lenient.integer(wire.get("activity")),
        subject=wording.line(wire.get("subject")),
        outcome=wording.line(wire.get("result")),
        time=lenient.moment(wire.get("time")),
    )


def _name(value: object) -> str:
    word = lenient.text(value)
    return "" if word.isdecimal() else word


def _draft(value: object) -> ServerDraft | None:
    if isinstance(value, str) and value.lstrip().startswith("{"):
        with suppress(jsontext.Unreadable):
            value = jsontext.read(value.encode("utf-8", errors="replace"))
    if isinstance(value, str):
        text = wording.block(value)
        return ServerDraft(text) if text.strip() else None
    wire = lenient.record(value) or {}
    image = lenient.first(wire, "imageUrl", "imageurl", "image")
    draft = ServerDraft(
        text=wording.block(lenient.first(wire, "message", "text", "description", "reply")),
        private=is_private(wire.get("private")),
        user_id=_default_connection(lenient.first(wire, "user", "userId")),
        connection_id=lenient.ident(wire.get("connectionId")),
        image_url=wording.url(lenient.first(lenient.mapping(image), "url") if isinstance(image, Mapping) else image),
    )
    return draft if draft.text.strip() or draft.image_url else None

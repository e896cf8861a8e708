"""Results, conversations, receipts: from the wire to records; one that cannot be read never hides the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from webcare_tui.api import jsontext, lenient, wording
from webcare_tui.api.answers import ResultPage, SsoToken
from webcare_tui.api.envelope import Envelope
from webcare_tui.api.errors import BadAnswer
from webcare_tui.models.reply import Receipt
from webcare_tui.models.result import Result, ResultType, Tag

SOURCES = {"web": 1, "blogs": 2, "twitter": 3, "news": 4, "forums": 5, "facebook": 6, "irischat": 14}
"""Numbers of sources by name, for answers that give the name (OpenAPI, vendor's field list)."""

_TYPES = {each.name.lower().replace("_", " "): each for each in ResultType}
_DEEPEST_REPLY = 8
_AROUND = ("results", "result", "context", "conversation", "comments", "parent", "parents", "children")


def page(data: object) -> ResultPage:
    """Results of a search profile.

    Args:
        data: `data` of the envelope: a map by id under `results`, the map itself, a list of either, or a single object.

    Raises:
        BadAnswer: There is no container at all, so that an empty page would be a guess.
    """
    found, skipped = [], 0
    for key, each in _objects(_container(data)):
        result = result_of(each, key)
        if result is None:
            skipped += 1
        else:
            found.append(result)
    return ResultPage(tuple(found), skipped)


def context(data: object) -> ResultPage:
    """A result with those round it, replies among them, each once and in the order of first appearance.

    Where one id occurs twice, as the short form of a reply and in full, the fuller object is taken.

    Raises:
        BadAnswer: There is no container at all.
    """
    kept: dict[str, Result] = {}
    skipped = 0
    for result in _walk(_container(data), 0):
        if result is None:
            skipped += 1
        elif result.id not in kept or len(result.raw) > len(kept[result.id].raw):
            kept[result.id] = result
    return ResultPage(tuple(kept.values()), skipped)


def result_of(value: object, key: str = "", parent: Result | None = None, depth: int = 0) -> Result | None:
    """One result, or None where it has no readable id.

    Args:
        value: The object as it came.
        key: The key it stood under, for an id that is missing inside.
        parent: The result whose `replies` it stands in. The short form of a reply leaves out where it belongs, and that
            it is the company's own; whether it is private is never taken over.
        depth: How many replies deep it stands.
    """
    if not isinstance(value, Mapping):
        return None
    wire = lenient.mapping(value)
    id = lenient.ident(wire.get("uniqueId")) or (lenient.ident(key) if key.isdecimal() else "")
    if not id:
        return None
    result = replace(_plain(id, wire), raw=jsontext.write(wire))
    if parent is not None:
        result = _as_reply(result, wire, parent)
    if depth < _DEEPEST_REPLY and wire.get("replies"):
        each = (result_of(reply, inner, result, depth + 1) for inner, reply in entries_by_id(wire["replies"]))
        result = replace(result, replies=tuple(reply for reply in each if reply is not None))
    return result


def _plain(id: str, wire: Mapping[str, object]) -> Result:
    return Result(
        id=id,
        search_id=lenient.ident(wire.get("searchId")),
        source=_source(wire.get("source")),
        type=_type(wire.get("type")),
        private=is_private(wire.get("private")),
        own=lenient.flag(wire.get("own")),
        title=wording.identity(wire.get("title")),
        subtitle=wording.line(wire.get("subtitle")),
        description=wording.block(wire.get("description")),
        link=wording.url(wire.get("link")),
        image=wording.url(wire.get("image")),
        image_link=wording.url(wire.get("imageLink")),
        time=lenient.moment(wire.get("time")) or lenient.moment(wire.get("dateTime")),
        status=lenient.integer(wire.get("status")),
        checked=lenient.moment(wire.get("checked")),
        sentiment=max(-2, min(2, lenient.integer(wire.get("sentiment")))),
        rank=lenient.integer(wire.get("tbrank")),
        bookmarked=any(lenient.flag(wire.get(name)) for name in ("bookmarked", "favorite", "twitterFavorite")),
        tags=_tags(wire.get("tagsList")),
        profile_id=wording.identity(wire.get("profileId")),
        person_id=lenient.ident(wire.get("personId")),
        case_id=lenient.ident(wire.get("caseId")),
        reply_available=lenient.flag(wire.get("replyAvailable")),
        like_available=lenient.flag(wire.get("likeAvailable")),
    )


def _as_reply(result: Result, wire: Mapping[str, object], parent: Result) -> Result:
    return replace(
        result,
        own=result.own if lenient.boolean(wire.get("own")) is not None else True,
        search_id=result.search_id or parent.search_id,
        source=result.source or parent.source,
        person_id=result.person_id or parent.person_id,
        case_id=result.case_id or parent.case_id,
    )


def is_private(value: object) -> bool:
    """Public only where the service says so in a form that leaves no doubt."""
    if isinstance(value, str):
        return value.strip().lower() not in ("0", "false")
    return not (isinstance(value, (bool, int)) and not value)


def _source(value: object) -> int:
    if isinstance(value, str) and value.strip().lower() in SOURCES:
        return SOURCES[value.strip().lower()]
    return lenient.integer(value, low=0)


def _type(value: object) -> ResultType:
    if isinstance(value, str) and value.strip().lower() in _TYPES:
        return _TYPES[value.strip().lower()]
    return ResultType(lenient.integer(value, low=0, high=max(ResultType)))


def _tags(value: object) -> tuple[Tag, ...]:
    found = []
    for key, each in lenient.entries(value):
        wire = lenient.mapping(each) if isinstance(each, Mapping) else {"name": each}
        tag = Tag(
            id=lenient.ident(wire.get("id")) or lenient.ident(key),
            name=wording.line(wire.get("name")),
            description=wording.line(wire.get("description")),
        )
        if tag.id or tag.name:
            found.append(tag)
    return tuple(found)


def _container(data: object) -> object:
    if not isinstance(data, (Mapping, list)):
        raise BadAnswer(message="It reports a success, but sent no data along.")
    results = data.get("results") if isinstance(data, Mapping) else None
    if results and not isinstance(results, (Mapping, list)):
        raise BadAnswer(message="It reports a success, but what it sent are no results.")
    return data


def _objects(data: object) -> Iterator[tuple[str, object]]:
    """The objects of a page with their keys, whichever shape they come in."""
    if isinstance(data, Mapping) and "uniqueId" not in data:
        for name in ("results", "result"):
            if name in data:
                yield from _objects(data[name])
                return
        for key, each in entries_by_id(data):
            # Beside results the vendor may add a count or the like; only what stands under an id is one of them.
            if isinstance(each, Mapping) or not key or key.isdecimal():
                yield key, each
    elif isinstance(data, list):
        yield from lenient.entries(data)
    elif isinstance(data, Mapping):
        yield "", data


def entries_by_id(container: object) -> Iterator[tuple[str, object]]:
    """Results with their keys, as far as keys are ids: where one differs from the id inside, all numbers are positions."""
    members = list(lenient.entries(container))
    positions = any(_differs(key, each) for key, each in members)
    for key, each in members:
        yield ("" if positions and key.isdecimal() else key), each


def _differs(key: str, each: object) -> bool:
    own = lenient.ident(each.get("uniqueId")) if isinstance(each, Mapping) else ""
    return key.isdecimal() and own not in ("", key)


def _walk(value: object, depth: int) -> Iterator[Result | None]:
    """Every result within, replies after what they answer; None for one that cannot be read."""
    if depth > _DEEPEST_REPLY:
        return
    if isinstance(value, Mapping) and "uniqueId" not in value and any(name in value for name in _AROUND):
        yield from _round(value, depth)
        return
    for key, each in _objects(value):
        result = result_of(each, key)
        if result is None:
            yield None
            continue
        yield from _with_replies(result)
        yield from _round(lenient.mapping(each), depth)


def _round(members: Mapping[str, object], depth: int) -> Iterator[Result | None]:
    for name in _AROUND:
        if isinstance(members.get(name), (Mapping, list)):
            yield from _walk(members[name], depth + 1)


def _with_replies(result: Result) -> Iterator[Result]:
    yield result
    for reply in result.replies:
        yield from _with_replies(reply)


def receipt(envelope: Envelope, result_id: str) -> Receipt:
    """What the service answered to an accepted reply.

    Args:
        envelope: Of a success.
        result_id: The result that was answered, whose id may be echoed and is not the reply's.
    """
    said = tuple(each.text for each in envelope.messages if each.kind != "error" and each.text)
    return Receipt(reply_id=_reply_id(envelope.data, result_id), messages=said, errors=envelope.errors)


def _reply_id(data: object, result_id: str) -> str:
    if not isinstance(data, (Mapping, list)):
        found = lenient.ident(data)
        return found if found.isdecimal() and found != result_id else ""
    candidates: set[str] = set()
    for key, each in [("", data), *_objects(data)]:
        members = lenient.mapping(each) if isinstance(each, Mapping) else {}
        reply = lenient.record(members.get("reply")) or {}
        ids = [members.get(name) for name in ("replyId", "uniqueId", "id")]
        candidates.update(map(lenient.ident, (*ids, reply.get("uniqueId"), reply.get("id"))))
        if key.isdecimal() and "description" in members:
            candidates.add(key)
    likely = candidates - {"", result_id}
    return likely.pop() if len(likely) == 1 else ""


def sso_token(data: object, now: float) -> SsoToken:
    """The token of the single sign-on call, whose members the guide does not name.

    Args:
        data: A string, or an object with something called a token and something called an expiry.
        now: Unix seconds, for an expiry that counts from now.

    Raises:
        BadAnswer: There is no token in it.
    """
    members = {"token": data} if isinstance(data, str) else lenient.record(data) or {}
    inner = next((lenient.record(each) for each in members.values() if isinstance(each, Mapping)), None)
    members = {**(inner or {}), **members}
    token, expires = "", 0
    for name, value in members.items():
        if isinstance(value, bool):
            continue
        word = name.lower().replace("_", "")
        if "token" in word and "type" not in word and "expir" not in word and isinstance(value, str):
            token = token or value.strip()
        elif word in ("expiresin", "validfor", "ttl"):
            expires = expires or int(now) + lenient.integer(value, low=0, high=10**9)
        elif "expir" in word or "valid" in word:
            expires = expires or lenient.moment(value)
    if not token or not token.isascii() or not token.isprintable():
        raise BadAnswer(message="It reports a success, but sent no token along.")
    return SsoToken(token, expires, jsontext.write(data))

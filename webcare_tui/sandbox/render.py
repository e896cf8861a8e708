"""Results on the wire: PHP's shapes, numeric strings and empty lists where maps would be."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from webcare_tui.sandbox.account import BOTH_SOURCES, PRIVATE_SOURCES, Connection
from webcare_tui.sandbox.configuration import user_object
from webcare_tui.sandbox.records import Result
from webcare_tui.sandbox.world import World

TWITTER = 3


def dumps(value: object) -> bytes:
    """JSON as PHP writes it: ASCII with escapes, slashes escaped too."""
    return json.dumps(value, separators=(",", ":")).replace("/", "\\/").encode("ascii")


def keyed(world: World, results: Iterable[Result]) -> object:
    """Results by `uniqueId`, in order; PHP writes an empty map as a list."""
    return {str(each.id): result_object(world, each) for each in results} or []


def result_object(world: World, result: Result, *, with_replies: bool = True) -> dict[str, object]:
    """A result as lists carry it."""
    when = datetime.fromtimestamp(min(max(result.time, 0), 253_402_300_799 - 90_000), _zone())
    shown: dict[str, object] = {
        "uniqueId": str(result.id),
        "searchId": str(result.search_id),
        "source": result.source,
        "type": str(result.type),
        "private": result.private,
        "own": int(result.own),
        "title": result.title,
        "subtitle": result.subtitle or None,
        "description": result.description,
        "link": result.link,
        "image": result.image,
        "imageLink": result.image_link,
        "time": str(result.time),
        "formattedTime": when.strftime("%d-%m-%Y %H:%M"),
        "dateTime": when.strftime("%Y-%m-%d %H:%M:%S"),
        "status": str(result.status),
        "checked": str(result.checked),
        "sentiment": result.sentiment,
        "tbrank": str(result.rank),
        "bookmarked": "1" if result.bookmarked else "0",
        "favorite": "1" if result.bookmarked else "",
        "twitterFavorite": result.bookmarked and result.source == TWITTER,
        "tagsList": _tags(world, result),
        "profileId": result.profile_id or None,
        "personId": str(result.person_id) if result.person_id else None,
        "caseId": str(result.case_id) if result.case_id else None,
        "replyAvailable": result.reply_available,
        "likeAvailable": int(not result.private and result.source in (TWITTER, 6)),
    }
    if with_replies:
        shown["replies"] = _replies(world, result)
    if result.given:
        shown.update(result.given)
        shown["uniqueId"] = result.given.get("uniqueId", str(result.id))
    return shown


def _replies(world: World, result: Result) -> object:
    found = [world.results[each] for each in result.replies if each in world.results]
    if result.source != TWITTER:
        return {str(each.id): result_object(world, each, with_replies=False) for each in found} or []
    return {
        str(each.id): {
            "uniqueId": str(each.id), "description": each.description, "time": str(each.time), "title": each.title,
            "imageLink": each.image_link,
        }
        for each in found
    } or []


def _tags(world: World, result: Result) -> object:
    labels = world.account.labels
    return {
        str(each): {
            "id": str(each), "name": labels[each].name, "description": labels[each].description,
            "active": int(labels[each].active), "visibleInWebcare": "1", "words": "", "categoryId": str(labels[each].category),
        }
        for each in result.tags if each in labels
    } or []


def details_object(world: World, result: Result) -> dict[str, object]:
    """A result as `noContext` tells it: everything."""
    fitting = connections_for(world, result)
    me = world.account.users[world.account.current_user]
    person = world.persons.get(result.person_id)
    mention = f"@{person.profile(TWITTER)} " if person and result.source == TWITTER and not result.private else ""
    details = result_object(world, result)
    known = {
        "activities": [_activity(world, result, number) for number in range(len(result.activities))],
        "earlierContact": world.earlier_contact(result),
        "authorNotes": _author_note(world, result) or False,
        "notes": _notes(world, result),
        "relatedNotes": "",
        "conversationNotes": _conversation_notes(world, result) or "",
        "draft": _draft(result, fitting),
        "availableConnections": {
            str(each.id): {"id": str(each.id), "name": each.name, "source": str(each.source)} for each in fitting
        } or [],
        "defaultConnection": fitting[0].id if fitting else 0,
        "replyPrefix": mention,
        "replySuffix": f" ^{me.tag}" if result.source != 8 else "",
        "kanaActions": {"reply": 1, "log": 1} if result.reply_available else [],
    }
    return {**known, **details}


def connections_for(world: World, result: Result) -> list[Connection]:
    """The channels that can answer a result."""
    return world.account.fitting(result.source, result.search_id) if result.reply_available else []


def private_possible(world: World, result: Result) -> bool:
    """Whether a result can be answered privately."""
    return result.private or world.account.names.get(result.source) in (BOTH_SOURCES | PRIVATE_SOURCES)


def _activity(world: World, result: Result, number: int) -> dict[str, object]:
    each = result.activities[number]
    user = world.account.users.get(each.actor)
    return {
        "id": each.id, "resultId": str(each.result_id), "memberId": world.account.member_id, "actor": str(each.actor),
        "actorUser": user_object(world.account, user) if user else [], "activity": each.activity,
        "subject": each.subject, "result": each.outcome, "time": str(each.time),
    }


def _author_note(world: World, result: Result) -> str:
    person = world.persons.get(result.person_id)
    if person is None or person.note or person.id % 9 != 4:
        return person.note if person else ""
    return AUTHOR_NOTES[person.id % len(AUTHOR_NOTES)]


def _notes(world: World, result: Result) -> list[str]:
    return [each.outcome for each in result.activities if each.activity == world.account.activities["note"]]


def _conversation_notes(world: World, result: Result) -> list[str]:
    """Notes at the other messages of the conversation."""
    return [note for each in world.conversation(result) if each is not result for note in _notes(world, each)]


def _draft(result: Result, fitting: list[Connection]) -> object:
    if not fitting or result.checked or result.own or result.id % 61 != 7:
        return ""
    return {
        "message": "Momentje, ik zoek dit even uit bij onze netwerkcollega's…", "private": result.private, "user": "1005",
        "connectionId": str(fitting[0].id), "imageUrl": "",
    }


AUTHOR_NOTES = (
    "Belt liever niet, appt graag. Na 18:00 thuis.",
    "Al sinds het begin klant. Kent de router beter dan wij.",
    "Houdt van woordgrapjes. Speel gerust mee.",
    "Heeft een papegaai die het wachtmuziekje fluit.",
)


@cache
def _zone() -> tzinfo:
    try:
        return ZoneInfo("Europe/Amsterdam")
    except ZoneInfoNotFoundError:
        return UTC

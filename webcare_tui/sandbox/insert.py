"""A result put into the world in the vendor's field names, exactly as it is given."""

from __future__ import annotations

from collections.abc import Mapping

from webcare_tui.sandbox.acts import number
from webcare_tui.sandbox.records import OPEN, POST, Case, Person, Place, Result
from webcare_tui.sandbox.world import World


def insert(world: World, given: Mapping[str, object]) -> Result:
    """Add a result.

    The fields go on the wire unchanged, whatever they are; for the indexes and filters they are read as far as they can
    be. Missing are made up: `uniqueId` (the next), `searchId` (the first search profile), `source` (twitter), `time`
    (now), `caseId` (a new case) and `personId` (a new person). `place` with city, municipality, province and country is
    for the filters only. `replyAvailable` is true unless it is given.
    """
    source = _int(given, "source", 3)
    search = _int(given, "searchId", next(iter(world.account.searches)))
    private = _truth(given.get("private", source in (14, 15)))
    own = _truth(given.get("own", False))
    person = _person(world, given, source)
    case = _case(world, given, search, source, person.id, private)
    shown = {name: value for name, value in given.items() if name not in ("place", *OURS)}
    when = _int(given, "time", world.now())
    result = Result(
        id=_int(given, "uniqueId", 0) or world.next_id(), search_id=search, source=source, type=_int(given, "type", POST),
        time=when, title=_text(given, "title") or person.name, description=_text(given, "description"),
        subtitle=_text(given, "subtitle"), private=private, own=own, link=_text(given, "link"),
        image=_text(given, "image"), image_link=_text(given, "imageLink"), status=_int(given, "status", OPEN),
        checked=_int(given, "checked", when if own else 0), sentiment=_int(given, "sentiment", 0),
        rank=_int(given, "tbrank", 0), bookmarked=_truth(given.get("bookmarked", False)), tags=_tags(given),
        profile_id=_text(given, "profileId") or person.profile(source), person_id=person.id, case_id=case.id,
        place=_place(given, person),
        reply_available=_truth(given.get("replyAvailable", not own)), given=shown,
    )
    return world.add(result)


OURS = ("personName",)
"""Fields of the control surface that the vendor does not have."""


def _int(given: Mapping[str, object], name: str, default: int) -> int:
    value = given.get(name)
    if isinstance(value, bool) or value is None:
        return default
    if isinstance(value, int):
        return value
    try:
        return int(str(value)) if len(str(value)) < 20 else default
    except ValueError:
        return default


def _text(given: Mapping[str, object], name: str) -> str:
    value = given.get(name)
    return value if isinstance(value, str) else ""


def _truth(value: object) -> bool:
    return value not in (False, None, 0, "0", "", "false")


def _tags(given: Mapping[str, object]) -> tuple[int, ...]:
    tags = given.get("tagsList")
    keys = list(tags) if isinstance(tags, dict) else [each.get("id") for each in tags if isinstance(each, dict)] if isinstance(
        tags, list) else []
    return tuple(number(str(each)) for each in keys if number(str(each)))


def _person(world: World, given: Mapping[str, object], source: int) -> Person:
    wanted = _int(given, "personId", 0) or max(world.persons, default=70_000) + 1
    if wanted not in world.persons:
        name = _text(given, "personName") or _text(given, "title") or f"Klant {wanted}"
        handle = _text(given, "profileId") or f"klant_{wanted}"
        world.persons[wanted] = Person(wanted, name, handle, profiles={source: handle})
    return world.persons[wanted]


def _case(world: World, given: Mapping[str, object], search: int, source: int, person: int, private: bool) -> Case:
    wanted = _int(given, "caseId", 0) or world.next_case()
    world.last_case = max(world.last_case, wanted)
    return world.cases.setdefault(wanted, Case(wanted, search, source, person, private))


def _place(given: Mapping[str, object], person: Person) -> Place | None:
    place = given.get("place")
    if not isinstance(place, dict):
        return person.place
    city, municipality, province = (str(place.get(name, "")) for name in ("city", "municipality", "province"))
    return Place(city, municipality, province, str(place.get("country", "Nederland")))

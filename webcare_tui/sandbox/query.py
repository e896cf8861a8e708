"""Path filters read: segments of a path in, a query out, or the reason why not."""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import strptime
from urllib.parse import unquote_to_bytes

from webcare_tui.sandbox.records import Result
from webcare_tui.sandbox.world import World

DEFAULT_LIMIT = 25
PERIODS = {"day": 86_400, "week": 7 * 86_400, "month": 31 * 86_400, "year": 365 * 86_400}
"""A period word means the seconds up to now. The guide gives only the words; rolling windows are the sandbox's reading."""
SENTIMENTS = {"very negative": -2, "negative": -1, "neutral": 0, "positive": 1, "very positive": 2}

Test = Callable[[Result], bool]


class BadFilter(ValueError):
    """A segment that no filter of the guide can be."""


@dataclass(slots=True)
class Query:
    """What is asked for: `tests` must all pass; the other fields tell where to look first.

    Attributes:
        tests: Every filter as a predicate.
        sources: Source numbers of the narrowest `source:` filter, None where there is none.
        ids: Result ids of `result:`, None where there is none.
        handlers: User ids of `assigned:`, None where there is none.
        waiting: Only unchecked results can pass.
        above: Only ids above this can pass.
        start: No result before this Unix second can pass.
        newest_first: The order.
        limit: At most so many.
        offset: Leave out so many at the beginning.
        new: "true" or "reset" of `new+results:`, else "".
    """

    tests: list[Test] = field(default_factory=list)
    sources: frozenset[int] | None = None
    ids: frozenset[int] | None = None
    handlers: frozenset[int] | None = None
    waiting: bool = False
    above: int = 0
    start: int = 0
    newest_first: bool = True
    limit: int = DEFAULT_LIMIT
    offset: int = 0
    new: str = ""


def decode(text: str) -> str:
    """A value of a path: `+` is a blank, `%2B` a plus, `%2F` a slash."""
    try:
        return unquote_to_bytes(text.replace("+", " ")).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadFilter(f"'{text}' is not UTF-8 once percent-decoded") from error


def parse(segments: Sequence[str], world: World, *, limit: int = DEFAULT_LIMIT) -> Query:
    """Read raw path segments, still percent-encoded and without slashes.

    Raises:
        BadFilter: One of them is no filter, or its value cannot be.
    """
    query = Query(limit=limit)
    for segment in segments:
        if segment:
            _read(segment, query, world)
    return query


def _read(segment: str, query: Query, world: World) -> None:
    key, colon, rest = segment.partition(":")
    if not colon:
        key, colon, rest = re.sub("(?i)%3a", ":", segment, count=1).partition(":")
    name = decode(key).strip().casefold()
    if reader := (READERS.get(name) if colon else None):
        reader(rest, query, world)
        return
    whole = decode(segment).strip().casefold()
    if plain := PLAIN.get(whole):
        plain(query)
    elif whole in PERIODS:
        _period(query, world.now() - PERIODS[whole], world.now() + PERIODS["year"])
    elif all(word.strip() in SENTIMENTS for word in whole.split(",")):
        wanted = frozenset(SENTIMENTS[word.strip()] for word in whole.split(","))
        query.tests.append(lambda result: result.sentiment in wanted)
    elif re.match(r"\d{4}-\d\d-\d\dt", whole):
        _range(whole, query)
    else:
        raise BadFilter(f"'{decode(segment)}' is not a filter")


def _values(rest: str) -> list[str]:
    """The values of a filter; OR-ed, divided by commas."""
    found = [decode(each).strip() for each in rest.split(",")]
    if not all(found):
        raise BadFilter("a filter has no value")
    return found


def _names(rest: str) -> frozenset[str]:
    return frozenset(each.casefold() for each in _values(rest))


def _numbers(rest: str) -> frozenset[int]:
    """Whole numbers; here a comma may be percent-encoded as well."""
    found = [each.strip() for each in decode(rest).split(",")]
    if not all(each.isascii() and each.isdigit() and len(each) < 20 for each in found):
        raise BadFilter(f"'{decode(rest)}' is not a number")
    return frozenset(int(each) for each in found)


def _number(rest: str, least: int) -> int:
    numbers = _numbers(rest)
    if len(numbers) != 1 or min(numbers) < least:
        raise BadFilter(f"'{decode(rest)}' is not a number from {least} on")
    return min(numbers)


def _source(rest: str, query: Query, world: World) -> None:
    names = [each.strip().casefold().replace("+", " ") for each in decode(rest).split(",")]
    if unknown := [each for each in names if each not in world.account.sources]:
        raise BadFilter(f"'{unknown[0]}' is not a source")
    wanted = frozenset(world.account.sources[each] for each in names)
    query.sources = wanted if query.sources is None else query.sources & wanted
    query.tests.append(lambda result: result.source in wanted)


def _moment(text: str) -> int:
    try:
        return timegm(strptime(text.strip().upper().removesuffix("Z"), "%Y-%m-%dT%H:%M:%S"))
    except ValueError as error:
        raise BadFilter(f"'{text}' is not a time such as 2016-06-15T23:31:27") from error


def _range(text: str, query: Query) -> None:
    start, comma, end = text.partition(",")
    if not comma:
        raise BadFilter("a period has a start and an end, divided by a comma")
    _period(query, _moment(start), _moment(end))


def _period(query: Query, start: int, end: int) -> None:
    query.start = max(query.start, start)
    query.tests.append(lambda result: start <= result.time <= end)


def _category(rest: str, query: Query, world: World) -> None:
    names, account = _names(rest), world.account
    categories = {each.id for each in account.categories.values() if each.name.casefold() in names}
    wanted = frozenset(each.id for each in account.labels.values() if each.category in categories)
    query.tests.append(lambda result: not wanted.isdisjoint(result.tags))


def _label(rest: str, query: Query, world: World) -> None:
    names = _names(rest)
    wanted = frozenset(each.id for each in world.account.labels.values() if each.name.casefold() in names)
    query.tests.append(lambda result: not wanted.isdisjoint(result.tags))


def _words(values: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w){re.escape(each.casefold())}(?!\w)" for each in values))


def _word(rest: str, query: Query, world: World) -> None:
    values = [each.casefold() for each in _values(rest)]
    pattern = _words(values)
    query.tests.append(lambda result: any(each in result.text() for each in values) and bool(pattern.search(result.text())))


def _hashtag(rest: str, query: Query, world: World) -> None:
    pattern = re.compile("|".join(rf"#{re.escape(each.lstrip('#').casefold())}(?!\w)" for each in _values(rest)))
    query.tests.append(lambda result: "#" in result.text() and bool(pattern.search(result.text())))


def _website(rest: str, query: Query, world: World) -> None:
    wanted = [_bare(each) for each in _values(rest)]
    query.tests.append(lambda result: any(_bare(result.link).startswith(each) for each in wanted))


def _bare(url: str) -> str:
    return url.casefold().split("://", 1)[-1].removeprefix("www.").rstrip("/")


def _profile(rest: str, query: Query, world: World) -> None:
    names = frozenset(each.removeprefix("@") for each in _names(rest))
    query.tests.append(
        lambda result: result.title.casefold().removeprefix("@") in names or result.profile_id.casefold() in names
    )


def _place(part: str) -> Callable[[str, Query, World], None]:
    def read(rest: str, query: Query, world: World) -> None:
        names = _names(rest)
        query.tests.append(lambda result: result.place is not None and str(getattr(result.place, part)).casefold() in names)

    return read


def _result(rest: str, query: Query, world: World) -> None:
    wanted = _numbers(rest)
    query.ids = wanted if query.ids is None else query.ids & wanted
    query.tests.append(lambda result: result.id in wanted)


def _assigned(rest: str, query: Query, world: World) -> None:
    wanted = _numbers(rest)
    query.handlers = wanted if query.handlers is None else query.handlers & wanted
    cases = world.cases
    query.tests.append(lambda result: result.case_id in cases and cases[result.case_id].handler in wanted)


def _since_id(rest: str, query: Query, world: World) -> None:
    mark = _number(rest, 0)
    query.above = max(query.above, mark)
    query.tests.append(lambda result: result.id > mark)


def _new_results(rest: str, query: Query, world: World) -> None:
    word = decode(rest).strip().casefold()
    if word not in ("true", "reset"):
        raise BadFilter("new results is true or reset")
    query.new = word


def _limit(rest: str, query: Query, world: World) -> None:
    query.limit = _number(rest, 1)


def _offset(rest: str, query: Query, world: World) -> None:
    query.offset = _number(rest, 0)


def _set_order(newest_first: bool) -> Callable[[Query], None]:
    def read(query: Query) -> None:
        query.newest_first = newest_first

    return read


def _checked(query: Query) -> None:
    query.tests.append(lambda result: result.checked > 0)


def _not_checked(query: Query) -> None:
    query.waiting = True
    query.tests.append(lambda result: not result.checked)


PLAIN: dict[str, Callable[[Query], None]] = {
    "most recent": _set_order(True), "least recent": _set_order(False), "checked": _checked, "notchecked": _not_checked,
}
READERS: dict[str, Callable[[str, Query, World], None]] = {
    "source": _source, "category": _category, "label": _label, "hashtag": _hashtag, "website": _website, "word": _word,
    "profile": _profile, "country": _place("country"), "city": _place("city"), "municipality": _place("municipality"),
    "province": _place("province"), "result": _result, "assigned": _assigned, "sinceid": _since_id,
    "new results": _new_results, "limit": _limit, "offset": _offset,
}

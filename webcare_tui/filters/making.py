"""What each key of a line of filters makes of the values behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from webcare_tui.filters.names import ME, Names
from webcare_tui.filters.parse import FilterError
from webcare_tui.filters.terms import (
    PERIOD_WORDS,
    SENTIMENTS,
    TEXT_TERMS,
    Assigned,
    Checked,
    Limit,
    NewResults,
    Offset,
    Order,
    Period,
    ResultIds,
    Sentiments,
    SinceId,
    Sources,
    Term,
    TextTerm,
)
from webcare_tui.filters.tokens import Part, quoted
from webcare_tui.text.clean import clean
from webcare_tui.text.width import cut

Make = Callable[[tuple[Part, ...], Names], Term]
STATES: Final[Mapping[str, Term]] = MappingProxyType(
    {"open": Checked(False), "checked": Checked(True), "unchecked": Checked(False), "notchecked": Checked(False)}
)
ORDERS: Final[Mapping[str, Term]] = MappingProxyType(
    {
        "oldest": Order(most_recent=False),
        "newest": Order(most_recent=True),
        "least recent": Order(most_recent=False),
        "most recent": Order(most_recent=True),
    }
)
_NUMBER = re.compile(r"[0-9]{1,18}")


def shown(text: str) -> str:
    """A text as a message may quote it."""
    return f"“{cut(clean(text, 'line'), 40)}”"


def filled(values: tuple[Part, ...], what: str) -> tuple[str, ...]:
    """The texts of values, none of which may be empty."""
    for part in values:
        if not part.text:
            raise FilterError(f"Here {what} is missing.", part.start)
    return tuple(part.text for part in values)


def one(values: tuple[Part, ...], what: str) -> Part:
    """The only value there is."""
    filled(values, what)
    if len(values) > 1:
        raise FilterError(f"Only {what} can stand here; put a comma that is part of it in quotes.", values[1].start)
    return values[0]


def _of(words: Mapping[str, Term], what: str) -> Make:
    def make(values: tuple[Part, ...], names: Names) -> Term:
        part = one(values, what)
        found = words.get(_word(part.text))
        if found is None:
            raise FilterError(f"{shown(part.text)} cannot stand here. Accepted: {', '.join(words)}.", part.start)
        return found

    return make


def _word(text: str) -> str:
    """A word of the program's own, however its blanks are written."""
    return re.sub(r"[-_+ ]+", " ", text.strip().casefold())


def _sources(values: tuple[Part, ...], names: Names) -> Term:
    texts = filled(values, "a source")
    for part, text in zip(values, texts, strict=True):
        if text != text.strip() or "," in text:
            raise FilterError("The name of a source has neither a comma nor blanks at its ends.", part.start)
    return Sources(texts)


def _results(values: tuple[Part, ...], names: Names) -> Term:
    texts = filled(values, "the number of a result")
    for part, text in zip(values, texts, strict=True):
        if text != text.strip() or "," in text:
            raise FilterError("Numbers of results stand here, such as result:12,34.", part.start)
    return ResultIds(texts)


def _sentiments(values: tuple[Part, ...], names: Names) -> Term:
    filled(values, "a sentiment")
    for part in values:
        if _word(part.text) not in SENTIMENTS:
            accepted = ", ".join(each.replace(" ", "-") for each in SENTIMENTS)
            raise FilterError(f"{shown(part.text)} is not a sentiment. Accepted: {accepted}.", part.start)
    return Sentiments(tuple(_word(part.text) for part in values))


def _number(kind: type[Limit | Offset], least: int) -> Make:
    def make(values: tuple[Part, ...], names: Names) -> Term:
        part = one(values, "a number")
        if not _NUMBER.fullmatch(part.text) or int(part.text) < least:
            raise FilterError(f"{kind.key}: takes a number of {least} or more, such as {kind.key}:25.", part.start)
        return kind(int(part.text))

    return make


def _new(values: tuple[Part, ...], names: Names) -> Term:
    part = one(values, "true or reset")
    mode = part.text.casefold()
    if mode in ("true", "reset"):
        return NewResults("true" if mode == "true" else "reset")
    raise FilterError("new: takes true or reset.", part.start)


def _assigned(values: tuple[Part, ...], names: Names) -> Term:
    ids = []
    for part, text in zip(values, filled(values, "a user"), strict=True):
        found = names.user_id(text)
        if found is None:
            raise FilterError(_nobody(text, names), part.start)
        ids.append(found)
    return Assigned(ids[0], tuple(ids[1:]))


def _nobody(text: str, names: Names) -> str:
    if text.strip().casefold() == ME:
        return "It is not known who you are: put your e-mail address or your initials under user in the settings."
    known = [called[0] for _, called in names.users if called]
    near = get_close_matches(text[:60], known, n=3, cutoff=0.5) or known[:5]
    such = f", such as {', '.join(quoted(each) for each in near)}" if near else ""
    return f"Nobody is called {shown(text)}, or several are. Accepted: me, a name, initials, an address, an id{such}."


def _texts(kind: type[TextTerm]) -> Make:
    def make(values: tuple[Part, ...], names: Names) -> Term:
        texts = filled(values, "what to look for")
        return kind(texts[0], texts[1:])

    return make


UTC_ONLY = time(0, 0, 1)
"""Stands for: a time is given, in UTC where it names no zone, as in the vendor's strings."""


def _period(values: tuple[Part, ...], names: Names) -> Term:
    filled(values, "a period")
    if len(values) == 2:
        start, end = (_moment(part, part.text, names, UTC_ONLY) for part in values)
        return Period(start, end)
    part = one(values, "one period")
    word = part.text.casefold()
    for known in PERIOD_WORDS:
        if word == known:
            return Period(word=known)
    first, dots, last = part.text.partition("..")
    return Period(_moment(part, first, names, time.min), _moment(part, last if dots else first, names, time(23, 59, 59)))


def _moment(part: Part, text: str, names: Names, bare: time) -> datetime:
    """A date or a time; of a date alone the first or the last second on the account's clock."""
    try:
        moment = datetime.fromisoformat(text.strip())
        if bare is UTC_ONLY:
            return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
        if len(text.strip()) <= len("2016-06-15"):
            moment = datetime.combine(moment.date(), bare)
        return moment.replace(tzinfo=moment.tzinfo or names.zone).astimezone(UTC)
    except (ValueError, OverflowError):
        raise FilterError(
            f"{shown(text)} is not a time. Accepted: day, week, month, year, 2016-06-15, 2016-06-15..2016-06-22, or two times "
            "in UTC such as 2016-06-15T23:31:27,2016-06-22T23:59:59.",
            part.start,
        ) from None


MAKERS: Final[Mapping[str, Make]] = MappingProxyType(
    {
        "source": _sources,
        "sentiment": _sentiments,
        "is": _of(STATES, "open or checked"),
        "period": _period,
        "order": _of(ORDERS, "oldest or newest"),
        **{kind.key.casefold(): _texts(kind) for kind in TEXT_TERMS if kind not in (Assigned, SinceId)},
        "assigned": _assigned,
        "since": _texts(SinceId),
        "sinceid": _texts(SinceId),
        "result": _results,
        "new": _new,
        "limit": _number(Limit, 1),
        "offset": _number(Offset, 0),
    }
)
"""What makes a term of the values behind each key."""

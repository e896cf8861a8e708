"""The words of the vendor's filters: those that stand alone in a segment, and those that stand before a colon."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from webcare_tui.filters.terms import (
    PERIOD_WORDS,
    SENTIMENTS,
    TEXT_TERMS,
    Checked,
    Limit,
    NewResults,
    Offset,
    Order,
    Period,
    ResultIds,
    Sentiments,
    Sources,
    Term,
    TextTerm,
)

Keyed = type[TextTerm | Sources | ResultIds | NewResults | Limit | Offset]

KEYS: Final[Mapping[str, Keyed]] = MappingProxyType(
    {kind.key.lower(): kind for kind in (Sources, *TEXT_TERMS, ResultIds, NewResults, Limit, Offset)}
)
"""What may stand before a colon, in small letters, blanks as blanks."""

ALONE: Final[Mapping[str, Term]] = MappingProxyType(
    {
        **{word: Period(word=word) for word in PERIOD_WORDS},
        "most recent": Order(most_recent=True),
        "least recent": Order(most_recent=False),
        "checked": Checked(checked=True),
        "notchecked": Checked(checked=False),
        "not checked": Checked(checked=False),
    }
)
"""What may stand alone, in small letters, sentiments and periods with dates apart."""

ACCEPTED: Final[tuple[str, ...]] = (
    *(f"{kind.key}:" for kind in KEYS.values()),
    *SENTIMENTS,
    *PERIOD_WORDS,
    "most recent",
    "least recent",
    "checked",
    "notChecked",
)
"""All of them, as people write them."""

_TIME = r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)"
_PERIOD = re.compile(f"{_TIME},{_TIME}", re.ASCII)


def alone(text: str) -> Term | None:
    """Reads a decoded segment that has no key: a sentiment, a period, an order, checked or not.

    Returns:
        The term, or None when the text is none of these.
    """
    word = text.lower()
    if word in ALONE:
        return ALONE[word]
    parts = tuple(word.split(","))
    if set(parts) <= set(SENTIMENTS):
        return Sentiments(parts)
    times = _PERIOD.fullmatch(text)
    if times is None:
        return None
    try:
        start, end = (datetime.fromisoformat(time).replace(tzinfo=UTC) for time in times.groups())
    except ValueError:
        return None
    return Period(start, end)


def means_a_term(name: str) -> bool:
    """Says whether a search profile's name, standing first in a path, would be taken for something else."""
    return alone(name) is not None or name.lower() == "results"

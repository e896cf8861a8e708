"""A line of filters as people type it: `source:twitter,whatsapp label:"slow internet" is:open assigned:me words`."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC
from difflib import get_close_matches
from typing import Final

from webcare_tui.filters.making import MAKERS, one, shown
from webcare_tui.filters.names import Names
from webcare_tui.filters.parse import FilterError, parse
from webcare_tui.filters.terms import (
    Assigned,
    Checked,
    Hashtag,
    Limit,
    NewResults,
    Offset,
    Order,
    Period,
    Query,
    ResultIds,
    Sentiments,
    SinceId,
    Sources,
    Term,
    Word,
)
from webcare_tui.filters.tokens import Part, Token, quoted, tokens

PROFILE = "in"
"""The key of the search profile; `profile:` is somebody's profile on a source, as in the vendor's guide."""
KEYS: Final[tuple[str, ...]] = (PROFILE, *(key for key in MAKERS if key != "sinceid"))
"""The keys as people write them."""
_SPACED = re.compile(r'[\s"]')
_DASHBOARD = re.compile(r"\s*(?:/|%2f|[a-z][a-z0-9+.-]*://|#!?/)", re.IGNORECASE)


def read(text: str, *, profile: str = "", names: Names | None = None) -> Query:
    """Reads a line of filters; or the vendor's string or a whole address, where it begins like one.

    Args:
        text: What was typed or pasted. Words without a key are looked for in the messages.
        profile: The search profile, where the text names none.
        names: How users and times may be written.

    Raises:
        FilterError: At anything that is not understood; nothing is left out in silence.
    """
    if from_dashboard(text):
        return parse(text) if _names_profile(text) else parse(text, profile=profile)
    if "/" in text and not _SPACED.search(text.strip()):
        # The vendor's string may have lost the slashes at its ends.
        with suppress(FilterError):
            return parse(text, profile=profile)
    query = Query(profile)
    for token in tokens(text):
        if token.key is not None and token.key.text.casefold() == PROFILE:
            query = replace(query, profile=one(token.values, "the name of a search profile").text)
        else:
            query = replace(query, terms=(*query.terms, _term(token, names or Names())))
    return query


def write(query: Query, names: Names | None = None) -> str:
    """Writes a query as a line that `read` reads back as the same query."""
    parts = [f"{PROFILE}:{quoted(query.profile)}"] if query.profile else []
    return " ".join([*parts, *(write_term(term, names or Names()) for term in query.terms)])


def write_term(term: Term, names: Names) -> str:
    """Writes one term."""
    match term:
        case Sources(parts) | ResultIds(parts):
            return f"{term.key}:{_list(parts)}"
        case Sentiments(parts):
            return f"sentiment:{_list(tuple(each.replace(' ', '-') for each in parts))}"
        case Period(start, end, word):
            times = [each.astimezone(UTC).replace(tzinfo=None).isoformat() for each in (start, end) if each is not None]
            return f"period:{word or ','.join(times)}"
        case Order(most_recent):
            return f"order:{'newest' if most_recent else 'oldest'}"
        case Checked(checked):
            return f"is:{'checked' if checked else 'open'}"
        case NewResults(mode):
            return f"new:{mode}"
        case Limit(count) | Offset(count):
            return f"{term.key}:{count}"
        case Assigned():
            return f"{term.key}:{_list(tuple(map(names.user_name, term.values)))}"
        case SinceId():
            return f"since:{_list(term.values)}"
        case Word(value, ()):
            return quoted(value)
        case Hashtag(value, ()) if quoted(value) == value:
            return f"#{value}"
        case _:
            return f"{term.key}:{_list(term.values)}"


def from_dashboard(text: str) -> bool:
    """Whether a text begins like the vendor's string, or like an address."""
    return _DASHBOARD.match(text) is not None


def _list(values: tuple[str, ...]) -> str:
    return ",".join(map(quoted, values))


def _names_profile(text: str) -> bool:
    """Says whether a dashboard's string begins with a search profile rather than with a filter."""
    return bool(parse(text).profile)


def _term(token: Token, names: Names) -> Term:
    for part in token.values:
        if not part.closed:
            raise FilterError('A quote is not closed: end the text with another ".', part.start)
    if token.key is None:
        return _bare(token.values[0])
    key = token.key.text.casefold()
    make = MAKERS.get(key)
    if make is None:
        near = get_close_matches(key[:40], KEYS, n=3, cutoff=0.6)
        hint = f" Did you mean {' or '.join(f'{each}:' for each in near)}?" if near else ""
        accepted = " ".join(f"{each}:" for each in KEYS)
        raise FilterError(
            f"{shown(token.key.text)} is not a filter.{hint} Accepted here: {accepted}, or words in quotes.", token.start
        )
    return make(token.values, names)


def _bare(part: Part) -> Term:
    """A word to look for, or a hashtag."""
    if part.text.startswith("#") and len(part.text) > 1 and not part.quoted:
        return Hashtag(part.text[1:])
    if not part.text:
        raise FilterError("Between these quotes nothing stands to look for.", part.start)
    return Word(part.text)

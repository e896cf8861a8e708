"""A query as the dashboard's filter string, as path segments, and a term in a few words for people."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote_plus

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
from webcare_tui.filters.words import means_a_term
from webcare_tui.text.clean import clean


def encode(value: str) -> str:
    """Encodes a value so that it holds neither slash, colon nor comma: blanks as "+", what is unsafe as UTF-8 in percents.

    Half a surrogate pair cannot be encoded and becomes a question mark.
    """
    return quote_plus(value, safe="", errors="replace")


def _profile(name: str) -> str:
    """Encodes a search profile's name, its first letter too where the parser would take it for a filter."""
    if not name:
        return ""
    encoded = encode(name)
    if set(encoded) == {"."}:
        return encoded.replace(".", "%2E")
    return f"%{ord(encoded[0]):02X}{encoded[1:]}" if means_a_term(name) and encoded[0] != "%" else encoded


def _time(time: datetime) -> str:
    return time.replace(tzinfo=None).isoformat()


def segment(term: Term) -> str:
    """Gives the path segment of a term, encoded, without slashes.

    The signs that the guide has between words and values ("+", ":", ",") stand as they are.
    """
    match term:
        case Sources(names) | ResultIds(names):
            return f"{term.key}:{','.join(map(encode, names))}"
        case Sentiments(values):
            return ",".join(map(encode, values))
        case Period(start, end, word):
            return word if start is None or end is None else f"{_time(start)},{_time(end)}"
        case Order(most_recent):
            return "most+recent" if most_recent else "least+recent"
        case Checked(checked):
            return "checked" if checked else "notChecked"
        case NewResults(mode):
            return f"new+results:{mode}"
        case Limit(count) | Offset(count):
            return f"{term.key}:{count}"
        case _:
            return f"{term.key}:{','.join(map(encode, term.values))}"


def segments(query: Query) -> tuple[str, ...]:
    """Gives the path segments to put behind `/results/`, encoded, the search profile's first.

    Blanks are "+", as in the guide; they must not be encoded again.
    """
    profile = _profile(query.profile)
    return (*((profile,) if profile else ()), *map(segment, query.terms))


def render(query: Query) -> str:
    """Gives the string that the vendor's dashboard has in its address: `/test-profile/source:twitter/word:aloha/` (OpenAPI).

    `webcare_tui.filters.parse.parse` reads it back as the same query.
    """
    return "".join(f"/{part}" for part in segments(query)) + "/"


def describe(term: Term) -> str:
    """Says a term in a few words, for a chip: "twitter, whatsapp", "not checked", "oldest first"; safe to draw."""
    return clean(_words(term), "line")


def _words(term: Term) -> str:
    match term:
        case Sources(parts) | Sentiments(parts):
            return ", ".join(parts)
        case ResultIds(ids):
            return f"result {ids[0]}" if len(ids) == 1 else f"{len(ids)} results"
        case Period(start, end, word):
            return word if start is None or end is None else f"{start:%Y-%m-%d %H:%M} – {end:%Y-%m-%d %H:%M} UTC"
        case Order(most_recent):
            return "newest first" if most_recent else "oldest first"
        case Checked(checked):
            return "checked" if checked else "not checked"
        case NewResults(mode):
            return "new only" if mode == "true" else "new from now on"
        case Hashtag():
            return ", ".join(f"#{value}" for value in term.values)
        case Word():
            return ", ".join(f"“{value}”" for value in term.values)
        case Assigned():
            return f"assigned to {', '.join(term.values)}"
        case SinceId():
            return f"since {term.value}"
        case Limit(count):
            return f"at most {count}"
        case Offset(count):
            return f"from {count + 1}"
        case _:
            return f"{term.key} {', '.join(term.values)}"

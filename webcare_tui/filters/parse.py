"""The dashboard's filter string, or an address that ends in one, as a query."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import unquote_to_bytes

from webcare_tui.errors import WebcareError
from webcare_tui.filters.terms import Limit, NewResults, Offset, Query, ResultIds, Sources, Term
from webcare_tui.filters.words import ACCEPTED, KEYS, Keyed, alone
from webcare_tui.text.clean import clean
from webcare_tui.text.width import cut

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#]*", re.IGNORECASE)
_LEAD = re.compile(r"/?#!?/?|/?results(?=/)")
_SEGMENT = re.compile(r"[^/]+")
_COLON = re.compile(r":|%3a", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,18}")
# The rendering encodes the first letter of a search profile's name that would read as a filter; nobody else encodes letters.
_NAME = re.compile(r"%(?:3[0-9]|[46][1-9a-f]|[57][0-9a])", re.IGNORECASE)
_DATES = "2016-06-15T23:31:27,2016-06-22T23:59:59 (UTC)"


class FilterError(WebcareError):
    """A filter string that cannot be read.

    Attributes:
        position: The character the parser stumbled over, counted from 0 in the text as it was given; 0 when all of the text
            was percent-encoded.
    """

    def __init__(self, message: str, position: int) -> None:
        super().__init__("This filter cannot be read", message)
        self.position = position


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the text, still encoded, and where it begins."""

    raw: str
    position: int

    def decoded(self) -> str:
        """Gives what is meant: "+" are blanks, percents are UTF-8; a "%" without two digits behind it stands for itself."""
        try:
            return unquote_to_bytes(self.raw.replace("+", " ").encode("utf-8", "replace")).decode("utf-8")
        except UnicodeDecodeError:
            where = self.position + self.raw.find("%")
            raise FilterError("What is encoded with percent signs here is not UTF-8.", where) from None

    def shown(self) -> str:
        """Gives the piece as a message may quote it."""
        return f"“{cut(clean(self.raw, 'line'), 40)}”"

    def split(self) -> tuple[_Piece, _Piece] | None:
        """Parts a key from its value at the first colon, plain or encoded."""
        colon = _COLON.search(self.raw)
        if colon is None:
            return None
        return _Piece(self.raw[: colon.start()], self.position), _Piece(self.raw[colon.end() :], self.position + colon.end())


def parse(text: str, *, profile: str = "") -> Query:
    """Reads a filter string such as `/test-profile/source:twitter/word:aloha/` (OpenAPI; the filters: guide).

    Slashes at the ends may be missing. Blanks may be "+", "%20" or blanks. An address may be given whole: the scheme, the
    host and all up to and including `/results/` or a "#" are left out.

    Args:
        text: What was copied from the dashboard's address, typed, or what the configuration has for a tab.
        profile: The name of the search profile, when it is known: then each segment is a filter, except that the first may
            repeat the name. Without it the first segment is taken as the search profile, unless it reads as a filter.

    Raises:
        FilterError: At anything that is not understood; nothing is left out in silence.
    """
    pieces, encoded = _pieces(text)
    try:
        if pieces and not profile:
            profile = _leading_profile(pieces[0])
            pieces = pieces[1:] if profile else pieces
        elif pieces and _repeats(pieces[0], profile):
            pieces = pieces[1:]
        return Query(profile, tuple(map(_term, pieces)))
    except FilterError as error:
        raise FilterError(error.message, 0 if encoded else error.position) from None


def parse_terms(text: str) -> tuple[Term, ...]:
    """Reads a filter string that has no search profile in front: `source:twitter/word:aloha`.

    Raises:
        FilterError: At anything that is not a filter.
    """
    pieces, encoded = _pieces(text)
    try:
        return tuple(map(_term, pieces))
    except FilterError as error:
        raise FilterError(error.message, 0 if encoded else error.position) from None


def _pieces(text: str) -> tuple[list[_Piece], bool]:
    """Parts the text at its slashes, and says whether all of it, slashes too, was encoded."""
    stripped = text.strip()
    encoded = stripped[:3].lower() == "%2f" and "/" not in stripped
    if encoded:
        stripped = _Piece(stripped.replace("+", "%2B"), 0).decoded()
        return [_Piece(found[0], found.start()) for found in _SEGMENT.finditer(stripped)], True
    return [_Piece(found[0], found.start()) for found in _SEGMENT.finditer(text, *_ends(text))], False


def _ends(text: str) -> tuple[int, int]:
    """Finds where the filters begin and end: behind the host, `/results/` or "#" of an address, else all of the text."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    address = _ADDRESS.match(text, start)
    if address is None:
        lead = _LEAD.match(text, start)
        return lead.end() if lead else start, end
    start = address.end()
    mark = text.find("#", start)
    if mark >= 0 and text[mark + 1 : end].strip("!/"):
        start = mark + 1 + text.startswith("!", mark + 1)
    elif mark >= 0:
        end = mark
    found = text.find("/results/", start, end)
    start = found + len("/results") if found >= 0 else start
    question = text.find("?", start, end)
    if question >= 0:
        raise FilterError("The address has a query here; filters stand in its path. Leave out what follows the “?”.", question)
    return start, end


def _leading_profile(piece: _Piece) -> str:
    """Gives the search profile's name that stands first, or "" where a filter does."""
    name = piece.decoded()
    if _NAME.match(piece.raw):
        return name
    if alone(name) is not None:
        return ""
    if ":" not in piece.raw:
        return name
    parts = piece.split()
    if parts is None or parts[0].decoded().lower() not in KEYS:
        unknown = _unknown(piece).message
        raise FilterError(f"{unknown} A colon in the name of a search profile is written %3A.", piece.position)
    return ""


def _repeats(piece: _Piece, profile: str) -> bool:
    """Says whether the first segment is the search profile's name once more, rather than a filter."""
    return ":" not in piece.raw and piece.decoded() == profile and (alone(profile) is None or bool(_NAME.match(piece.raw)))


def _term(piece: _Piece) -> Term:
    """Reads one segment."""
    term = alone(piece.decoded())
    if term is not None:
        return term
    parts = piece.split()
    kind = KEYS.get(parts[0].decoded().strip().lower()) if parts else None
    if parts is None or kind is None:
        raise _unknown(piece)
    return _keyed(kind, parts[1])


def _keyed(kind: Keyed, value: _Piece) -> Term:
    """Reads the value of a filter that has a key."""
    text = value.decoded()
    if kind is Limit or kind is Offset:
        least = 1 if kind is Limit else 0
        if not _NUMBER.fullmatch(text) or int(text) < least:
            raise FilterError(f"{kind.key}: takes a number of {least} or more, such as {kind.key}:25.", value.position)
        return kind(int(text))
    if kind is NewResults:
        mode = text.lower()
        if mode != "true" and mode != "reset":
            raise FilterError("new results: takes true or reset.", value.position)
        return NewResults("true" if mode == "true" else "reset")
    if kind is Sources or kind is ResultIds:
        values = tuple(part.strip() for part in text.split(","))
        if not all(values):
            what = "source:twitter,facebook" if kind is Sources else "result:12,34"
            raise FilterError(f"{kind.key}: takes values parted by commas, such as {what}.", value.position)
        return kind(values)
    if not text:
        raise FilterError(f"{kind.key}: takes a value behind the colon.", value.position)
    texts = [_Piece(part, value.position).decoded() for part in value.raw.split(",")]
    return kind(texts[0], tuple(texts[1:])) if all(texts) else kind(text)  # type: ignore[arg-type,call-arg]


def _unknown(piece: _Piece) -> FilterError:
    """Says that a segment is no filter, what may have been meant, and what is accepted."""
    text = piece.decoded()
    if re.match(r"\d{4}-\d", text, re.ASCII):
        return FilterError(
            f"{piece.shown()} is not a period. Accepted here: {_DATES}, day, week, month or year.", piece.position
        )
    position, shown = piece.position, piece.shown()
    parts = piece.split()
    wanted = f"{parts[0].decoded()}:" if parts else text
    if parts is None and "," in piece.raw:
        for found in re.finditer(r"[^,]+", piece.raw):
            part = _Piece(found[0], piece.position + found.start())
            if alone(part.decoded()) is None:
                wanted, position, shown = part.decoded(), part.position, part.shown()
                break
    near = get_close_matches(wanted[:40].lower(), ACCEPTED, n=3, cutoff=0.6)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    return FilterError(f"{shown} is not a filter.{hint} Accepted here: {', '.join(ACCEPTED)}, or {_DATES}.", position)

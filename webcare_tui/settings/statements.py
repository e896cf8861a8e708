"""The statements of a TOML text, with the place of each, so that one can be changed and all others stay as they are."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

_PIECE = re.compile(
    r'''"""(?:\\.|(?!""").)*"{3,5}|\'\'\'(?:(?!\'\'\').)*\'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*|\r?\n|[\[\]{}=]|[^"'\#\r\n\[\]{}=]+|\r''',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A table's heading or a key with its value; offsets are characters of the text.

    Attributes:
        path: The table's path, or that of the value with the table it stands in.
        above: The path of the table it stands in; that of a heading is its own.
        heading: It is a heading.
        start: The beginning of its first line.
        end: Behind the line break of its last line.
        value: Where its value stands, without the comment behind it; (0, 0) for a heading.
    """

    path: tuple[str, ...]
    above: tuple[str, ...]
    heading: bool
    start: int
    end: int
    value: tuple[int, int] = (0, 0)


def statements(text: str) -> tuple[Statement, ...]:
    """The statements in the order of the text; blank lines and comments on lines of their own belong to none.

    Args:
        text: A text that `tomllib` reads; what this gives for any other is of no use.
    """
    found: list[Statement] = []
    above: tuple[str, ...] = ()
    for start, end, equals, last in _logical_lines(text):
        if equals < 0:
            above = _path(text[start:last].strip() + "\n")
            found.append(Statement(above, above, True, start, end))
            continue
        path = _path(f"{text[start:equals].strip()} = 0\n")
        begins = equals + 1
        begins += len(text[begins:last]) - len(text[begins:last].lstrip())
        found.append(Statement((*above, *path), above, False, start, end, (begins, last)))
    return tuple(found)


def _logical_lines(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Each statement's lines: start, end, the place of its `=` (-1 for a heading), and where its last sign ends."""
    start = position = last = 0
    depth, equals, filled, heading = 0, -1, False, False
    while position < len(text):
        match = _PIECE.match(text, position)
        piece = match.group() if match else text[position]
        position += len(piece)
        if piece in ("\n", "\r\n"):
            if depth:
                continue
            if filled:
                yield start, position, equals, last
            start, equals, filled, heading = position, -1, False, False
            continue
        if piece.startswith("#") or not piece.strip():
            continue
        heading = heading or (piece == "[" and not filled)
        filled, last = True, position - (len(piece) - len(piece.rstrip()))
        if piece == "=" and equals < 0 and not heading:
            equals = position - 1
        depth += (piece in ("[", "{")) - (piece in ("]", "}"))
    if filled:
        yield start, len(text), equals, last


def _path(line: str) -> tuple[str, ...]:
    """The path that a heading, or a key with a 0 behind it, spells."""
    place: object = tomllib.loads(line)
    path: list[str] = []
    while (isinstance(place, dict) and place) or (isinstance(place, list) and place):
        if isinstance(place, list):
            place = place[0]
            continue
        name, place = next(iter(place.items()))
        path.append(name)
    return tuple(path)

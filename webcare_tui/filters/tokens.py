"""A line of filters cut into tokens: `key:value,value`, `#tag`, words; quotes keep blanks, commas and colons together."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SAFE = re.compile(r"[\w.@&=!?*^~+-][\w.@&=!?*^~+#'%-]*")
"""What needs no quotes."""


@dataclass(frozen=True, slots=True)
class Part:
    """A key, a value or a word.

    Attributes:
        text: As it is meant, without quotes.
        start: Its first character in the line, counted from 0.
        end: The character behind its last one.
        quoted: Quotes stand in it.
        closed: No quote is left open in it.
    """

    text: str
    start: int
    end: int
    quoted: bool = False
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Token:
    """What stands between two blanks.

    Attributes:
        key: What stands before the first colon; None where there is none.
        values: What stands behind it, parted at commas; the whole where there is no colon.
    """

    key: Part | None
    values: tuple[Part, ...]

    @property
    def start(self) -> int:
        """Its first character."""
        return (self.key or self.values[0]).start

    @property
    def end(self) -> int:
        """The character behind its last one."""
        return self.values[-1].end


def tokens(line: str) -> list[Token]:
    """Cuts a line; never fails: a quote that is not closed reaches to the end."""
    found, at = [], 0
    while at < len(line):
        if line[at].isspace():
            at += 1
            continue
        token = _token(line, at)
        found.append(token)
        at = max(token.end, at + 1)
    return found


def _token(line: str, start: int) -> Token:
    part = _part(line, start, ":")
    key = None
    if part.end < len(line) and line[part.end] == ":" and not part.quoted and part.text:
        key, start = part, part.end + 1
    # Without a key a comma is part of the word.
    values = [_part(line, start, "," if key else "")]
    while key and values[-1].end < len(line) and line[values[-1].end] == ",":
        values.append(_part(line, values[-1].end + 1, ","))
    return Token(key, tuple(values))


def _part(line: str, start: int, ends: str) -> Part:
    """Reads up to a blank or one of these ends."""
    text: list[str] = []
    at, quoted, inside = start, False, False
    while at < len(line):
        letter = line[at]
        if inside and letter == "\\" and at + 1 < len(line) and line[at + 1] in '"\\':
            at += 1
            text.append(line[at])
        elif letter == '"':
            quoted, inside = True, not inside
        elif not inside and (letter.isspace() or letter in ends):
            break
        else:
            text.append(letter)
        at += 1
    return Part("".join(text), start, at, quoted, not inside)


def quoted(text: str) -> str:
    """A text as it has to be written in a line: in quotes where it would be read as something else."""
    if _SAFE.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

"""A result as the service sent it: JSON, laid out to be read, with every line cleaned."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from webcare_tui.models.result import Result
from webcare_tui.text.clean import clean
from webcare_tui.ui.present.paper import Line, Mark, wrap

MOST_LINES = 5000
"""Lines that are shown; a clipboard gets all."""


@dataclass(frozen=True, slots=True)
class Raw:
    """What the service sent of a result.

    Attributes:
        title: What it is.
        text: The JSON, laid out, in ASCII: harmless wherever it is pasted.
        private: It holds something that must never be shown in public.
    """

    title: str
    text: str
    private: bool


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line of JSON.

    Attributes:
        number: Where it stands, from 1; it makes equal lines differ.
        indent: Blanks before it.
        words: Its text, cleaned.
        name: Characters of the member's name at its beginning, with its quotes.
    """

    number: int
    indent: int
    words: str
    name: int = 0

    @property
    def anchor(self) -> str:
        """What it is called among the blocks."""
        return f"line {self.number}"

    def lines(self, width: int) -> tuple[Line, ...]:
        """The lines at a width in cells; what is too long goes on below, two cells further in."""
        indent = min(self.indent, max(0, width // 2))
        marks = [Mark(0, self.name, "key")] if self.name else []
        body = wrap(self.words, max(1, width - indent - 2), "text", marks)
        return (((" " * indent, ""), *body[0]), *(((" " * (indent + 2), ""), *line) for line in body[1:]))


def raw_of(result: Result) -> Raw | None:
    """What the service sent of a result, given with its `raw`; None where that is not known here."""
    if not result.raw or result.deleted:
        return None
    try:
        found = json.loads(result.raw)
    except (ValueError, RecursionError):
        return None
    whole = isinstance(found, dict) and "activities" in found
    title = f"Result {result.id} as the service sent it" + (", with all details" if whole else "")
    # Notes and activities are for the company's eyes only, whoever may read the message itself.
    return Raw(title, json.dumps(found, indent=2), whole or _private(result))


def _private(result: Result) -> bool:
    return result.private or any(_private(reply) for reply in result.replies)


def raw_lines(raw: Raw) -> tuple[RawLine, ...]:
    """The lines to show, with the letters that stand for themselves in the place of escapes."""
    return tuple(_lines(json.dumps(json.loads(raw.text), indent=2, ensure_ascii=False)))


def _lines(text: str) -> Iterator[RawLine]:
    # Only a line feed ends a line of JSON; `splitlines` would also break words at separators that stand in them.
    lines = text.split("\n")
    for number, line in enumerate(lines[:MOST_LINES], 1):
        bare = line.lstrip(" ")
        words = clean(bare, "block").replace("\n", " ")
        end = words.find('": ') + 1 if words.startswith('"') else 0
        yield RawLine(number, len(line) - len(bare), words, max(0, end))
    if len(lines) > MOST_LINES:
        yield RawLine(MOST_LINES + 1, 0, f"… {len(lines) - MOST_LINES} more lines; y copies all")

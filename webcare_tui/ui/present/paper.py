"""Lines of styled text: pieces with a role each, wrapped at a width; what every scrolling text here is made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content, Span

Piece = tuple[str, str]
"""Text and its role, which the pane that shows it turns into a style; several roles with a blank between them."""
Line = tuple[Piece, ...]
"""Pieces of one line. A first piece without text gives its role to the whole line, to the right edge."""

WIDEST = 100
"""Cells beyond which a line of prose is hard to read."""
BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){3,}")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that has a role of its own.

    Attributes:
        start: Its first character.
        end: The character behind its last.
        role: What it is.
    """

    start: int
    end: int
    role: str


def fold_blank(text: str) -> str:
    """The text with at most two blank lines in a row."""
    return BLANK_LINES.sub("\n\n\n", text)


def wrap(text: str, width: int, role: str = "text", marks: Sequence[Mark] = ()) -> list[Line]:
    """Wrap a text.

    Args:
        text: The text, safe for a terminal, with line feeds as line ends.
        width: Cells that a line may take, at least 1.
        role: The role of all that has no mark.
        marks: Stretches with a role of their own, in order, none overlapping another.
    """
    content = Content(text, spans=[Span(mark.start, mark.end, mark.role) for mark in marks])
    return [_pieces(line, role) for line in content.wrap(max(1, width))]


def _pieces(content: Content, role: str) -> Line:
    plain, at, pieces = content.plain, 0, []
    for span in content.spans:
        if span.start > at:
            pieces.append((plain[at : span.start], role))
        pieces.append((plain[span.start : span.end], str(span.style)))
        at = span.end
    if at < len(plain):
        pieces.append((plain[at:], role))
    return tuple(pieces)


def rule(words: str, width: int, role: str, dash: str) -> Line:
    """A line across with words in its middle; the dashes have the role `rule`."""
    words = f" {words} " if words else ""
    room = max(0, width - len(words))
    left = room // 2
    return ((dash * left, "rule"), (words, role), (dash * (room - left), "rule"))

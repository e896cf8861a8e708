"""What every painted line goes through: the second wall against hostile text, and ASCII for terminals that have no more."""

from __future__ import annotations

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

ACTS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Controls of both sets, direction marks and overrides, line separators, lone surrogates."""

TWINS = str.maketrans(
    {
        **dict.fromkeys(map(chr, range(0x2500, 0x2580)), "+"), **dict.fromkeys(map(chr, range(0x2580, 0x25A0)), "#"),
        **dict.fromkeys("▁▂▃▄▅▆▇", "_"), **dict.fromkeys("▏▎▍▌▋▊▉▕▐│┃╎", "|"), **dict.fromkeys("–—─━▔▀", "-"),
        **dict.fromkeys("·•∙‧", "-"), **dict.fromkeys("“”„", '"'), **dict.fromkeys("‘’", "'"), **dict.fromkeys("✓✔↓▼", "v"),
        **dict.fromkeys("→↗▸▶›", ">"), **dict.fromkeys("←‹", "<"), **dict.fromkeys("↑▲", "^"), **dict.fromkeys("✗✘×⊘", "x"),
        "…": "~", "●": "*", "○": "o", "◌": "o", "◐": "!", "◷": "o", "✎": "d", "⚠": "!", "↩": "=", "★": "*",
    }
)  # fmt: skip
"""The program's own signs and what stands for each in ASCII, a cell for a cell."""


class Wall(LineFilter):
    """Replaces what a terminal would act on, and drops links that a terminal would open by itself."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line, harmless. It runs for every painted line, so the harmless case costs one search a segment."""
        return [_safe(segment) for segment in segments]


def _safe(segment: Segment) -> Segment:
    text, style, control = segment
    if control is None and ACTS.search(text):
        text = ACTS.sub("\N{REPLACEMENT CHARACTER}", text)
    if style is not None and style.link:
        style = style.update_link(None)
    return segment if text is segment.text and style is segment.style else Segment(text, style, control)


class Ascii(LineFilter):
    """Puts ASCII in the place of the program's own signs; the letters of customers stay."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line, sign for sign."""
        return [
            segment if segment.text.isascii() else Segment(segment.text.translate(TWINS), segment.style, segment.control)
            for segment in segments
        ]

"""Places of a text with a few words round them."""

from __future__ import annotations

from textual.content import Content

from webcare_tui.models.finding import Finding
from webcare_tui.text.width import cells, cut
from webcare_tui.ui.present.steady import steady

LONGEST = 36
"""Cells of the place itself that are shown at most."""
_AROUND = 80


def excerpt(text: str, found: Finding, width: int, *, plain: bool = False) -> Content:
    """The place that was found, marked, between as many of the words round it as fit on a line.

    Args:
        text: The whole text.
        found: The place in it.
        width: Cells of the line.
        plain: Only ASCII is drawn.
    """
    dots = "..." if plain else "…"
    marked = cut(steady(text[found.start : min(found.end, found.start + 4 * LONGEST)]), min(LONGEST, width), dots)
    room = max(0, width - cells(marked))
    before = _end(text[: found.start], room // 2, dots)
    after = text[found.end : found.end + _AROUND]
    after = " " * after[:1].isspace() + steady(after)
    after = cut(after, max(0, room - cells(before)), dots)
    return Content.assemble((before, "$muted"), (marked, "bold $match-text on $match"), (after, "$muted"))


def _end(text: str, width: int, dots: str) -> str:
    """The last words of a text that fit."""
    space = " " * text[-1:].isspace()
    line = steady(text[-_AROUND:])
    whole = len(text) <= _AROUND and cells(line + space) <= width
    while line and cells(line + space) + len(dots) * (not whole) > width:
        line = line[1:]
    return (line if whole or not line else f"{dots}{line.lstrip()}") + space * (width > 0)

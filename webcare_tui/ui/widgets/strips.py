"""Lines as strips: which cells of a line differ from what stands on the screen, and lines made of fewer runs."""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

_SIMPLE = 0x2FFF
"""Up to here a character's width is agreed upon by all terminals, save for the joiners."""
_JOINERS = frozenset("\u200d\ufe0f\ufe0e")


def changed(old: Strip | None, new: Strip) -> int:
    """How many cells, from the left end, have to be painted to turn one line into the other; 0 for none.

    A partial repaint sends a line from its left end, so only its unchanged right end can be spared. A line is painted whole
    if a character stands in it of which a terminal may think that it is wider or narrower than counted here: everything
    right of it would be shifted.
    """
    if old is new:
        return 0
    if old is None or old.cell_length != new.cell_length:
        return new.cell_length
    before, after = list(old), list(new)
    while before and after and before[-1] == after[-1]:
        before.pop()
        after.pop()
    if not after:
        return 0 if not before else new.cell_length
    left = sum(segment.cell_length for segment in after)
    if any(_odd(segment.text) for segment in (*before, *after)):
        return new.cell_length
    if before and before[-1].style == after[-1].style:
        left -= _common_end(before[-1].text, after[-1].text)
    return left


def joined(segments: Iterable[Segment], width: int) -> Strip:
    """One line of these segments with as few changes of style as it can be shown with.

    Blanks take the style of what stands left of them where only the colour of the letters differs: nobody sees it, and each
    change of style costs the line some forty bytes.
    """
    runs: list[tuple[str, Style | None]] = []
    for text, style, _ in segments:
        if not text:
            continue
        if runs:
            before, other = runs[-1]
            if other == style or (text.isspace() and _same_ground(other, style)):
                runs[-1] = (before + text, other)
                continue
            if before.isspace() and _same_ground(other, style):
                runs[-1] = (before + text, style)
                continue
        runs.append((text, style))
    return Strip([Segment(text, style) for text, style in runs], width)


def _same_ground(first: Style | None, second: Style | None) -> bool:
    """Two styles under which a blank looks the same."""
    if first is None or second is None:
        return first is second
    return first.bgcolor == second.bgcolor and not (_drawn(first) or _drawn(second))


def _drawn(style: Style) -> bool:
    """A style that shows on a blank."""
    return any((style.underline, style.underline2, style.strike, style.overline, style.reverse))


def _odd(text: str) -> bool:
    return not text.isascii() and any(ord(letter) > _SIMPLE or letter in _JOINERS for letter in text)


def _common_end(first: str, second: str) -> int:
    if not (first.isascii() and second.isascii()):
        return 0
    least = min(len(first), len(second))
    return next((place for place in range(least) if first[-1 - place] != second[-1 - place]), least)

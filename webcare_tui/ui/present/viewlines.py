"""A view as one line of the list of search profiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from webcare_tui.text.width import cells, cut
from webcare_tui.ui.present.palette import Piece
from webcare_tui.ui.present.symbols import Signs
from webcare_tui.ui.present.words import compact, one_line

if TYPE_CHECKING:
    from webcare_tui.services.views import View
    from webcare_tui.store import ViewCount

BOTH = 34
"""Cells from which on a line has room for both numbers."""


@dataclass(frozen=True, slots=True)
class ViewLine:
    """What a line shows.

    Attributes:
        key: The view's.
        title: Its name.
        depth: How many views it stands under.
        current: The list shows it.
        waiting: Unhandled results; None where not counted yet.
        total: All results.
    """

    key: str
    title: str
    depth: int
    current: bool
    waiting: int | None
    total: int


def view_lines(views: Sequence[View], current: str, counts: Mapping[str, ViewCount]) -> tuple[ViewLine, ...]:
    """The lines of the views, in their order: every search profile, and what stands under the one in use."""
    here = next((view.search_id for view in views if view.key == current), None)
    depths: dict[str, int] = {}
    lines = []
    for view in views:
        depths[view.key] = depth = depths.get(view.parent, -1) + 1
        if depth and here is not None and view.search_id != here:
            continue
        waiting, total = _counted(view, views, counts)
        lines.append(ViewLine(view.key, one_line(view.title), depth, view.key == current, waiting, total))
    return tuple(lines)


def _counted(view: View, views: Sequence[View], counts: Mapping[str, ViewCount]) -> tuple[int | None, int]:
    """What waits in a view, and how many there are; a search profile holds at least what one of its views does."""
    count = counts.get(view.key)
    if count is None:
        return None, 0
    if view.kind != "profile":
        return count.unhandled, count.total
    below = [counts[each.key] for each in views if each.search_id == view.search_id and each.key in counts]
    return max(each.unhandled for each in below), max(each.total for each in below)


def view_pieces(line: ViewLine, width: int, signs: Signs, *, selected: bool = False) -> list[Piece]:
    """One line, exactly `width` cells wide: mark, name, what waits, and how many there are where there is room."""
    mark = f"{signs.bar if selected else ' '}{signs.current if line.current else ' '}"
    numbers = _numbers(line, width)
    room = max(0, width - cells(mark) - 1 - sum(cells(text) for text, _ in numbers))
    indent = min(line.depth, max(0, room - 4))
    name = cut(line.title, room - indent, signs.ellipsis)
    looks = "foreground bold" if line.current or line.depth == 0 else "foreground" if line.waiting else "muted"
    pieces = [(mark, "selected-bar"), (" " * indent, "muted"), (name, looks)]
    pieces += [(" " * (room - indent - cells(name)), "muted"), *numbers, (" ", "muted")]
    done, left = [], width
    for text, style in pieces:
        part = cut(text, left, "")
        left -= cells(part)
        done.append((part, style))
    return [*done, (" " * left, "muted")]


def views_head(width: int) -> tuple[Content, Content]:
    """The head line above the views."""
    return Content(" Profiles"), Content("waiting  all ") if width >= BOTH else Content("waiting ")


def _numbers(line: ViewLine, width: int) -> list[Piece]:
    waiting = compact(line.waiting) if line.waiting else ""
    pieces = [(f" {waiting:>4}", "accent bold" if line.current else "foreground")]
    if width >= BOTH:
        pieces.append((f" {compact(line.total) if line.waiting is not None else '':>4}", "muted"))
    return pieces

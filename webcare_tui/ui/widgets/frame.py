"""The lines of a list as they stand on the screen, and which of them have to be sent again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from webcare_tui.ui.widgets.row_model import RowModel
from webcare_tui.ui.widgets.rows import T
from webcare_tui.ui.widgets.strips import changed

T_contra = TypeVar("T_contra", contravariant=True)
KEPT = 1000
"""Painted rows that are kept."""


class Paint(Protocol[T_contra]):
    """Turns a row into lines; called again only if the row, the width or the selection has changed, or after `forget`."""

    def __call__(self, row: T_contra, width: int, selected: bool, /) -> Sequence[Strip]:
        """The row's lines, each exactly `width` cells wide with every cell's ground; the last cell is best left blank."""
        ...


@dataclass(slots=True)
class Looks:
    """Signs and styles that are not the rows' own."""

    thumb: str = "▐"
    waiting: str = "·"
    ground: Style = field(default_factory=Style)
    faint: Style = field(default_factory=Style)


class Frame(Generic[T]):
    """What stands on the screen.

    Attributes:
        looks: Change them, then call `forget`.
        lines: Top to bottom.
        width: Their width in cells.
    """

    def __init__(self, paint: Paint[T], identify: Callable[[T], str], row_height: int) -> None:
        self.looks = Looks()
        self.lines: list[Strip] = []
        self.width = 0
        self._paint, self._identify, self._row_height = paint, identify, max(1, row_height)
        self._painted: dict[tuple[str, bool], tuple[T, Sequence[Strip]]] = {}

    @property
    def row_height(self) -> int:
        """Lines of a row."""
        return self._row_height

    def forget(self) -> None:
        """Every row has to be painted anew."""
        self._painted.clear()

    def redraw(self, model: RowModel[T], width: int, height: int, words: Sequence[Strip]) -> list[Region]:
        """Brings the lines up to date.

        Args:
            model: The rows.
            width: Cells.
            height: Lines.
            words: What stands in the middle where there are no rows.

        Returns:
            The regions that differ from before; all of it if the size does.
        """
        if width != self.width:
            self.forget()
        before, same = self.lines, width == self.width and height == len(self.lines)
        self.width = width
        self.lines = self._lines(model, height) if model.view.count else self._middle(words, height)
        if not same:
            return [Region(0, 0, width, height)]
        cells = [changed(old, new) for old, new in zip(before, self.lines, strict=True)]
        return [Region(0, y, count, 1) for y, count in enumerate(cells) if count]

    def _lines(self, model: RowModel[T], height: int) -> list[Strip]:
        lines: list[Strip] = []
        row = model.view.top
        while len(lines) < height and row < model.view.count:
            lines.extend(self._row(model, row))
            row += 1
        del lines[height:]
        lines.extend([self._blank()] * (height - len(lines)))
        for y in model.view.thumb(height):
            lines[y] = self._thumbed(lines[y])
        return lines

    def _row(self, model: RowModel[T], number: int) -> Sequence[Strip]:
        row, selected = model.row(number), number == model.view.cursor
        if row is None:
            return [self._waiting(), *([self._blank()] * (self._row_height - 1))]
        key = (self._identify(row), selected)
        kept = self._painted.get(key)
        if kept is not None and (kept[0] is row or kept[0] == row):
            return kept[1]
        if len(self._painted) >= KEPT:
            self._painted.clear()
        strips = self._paint(row, self.width, selected)
        self._painted[key] = (row, strips)
        return strips

    def _middle(self, words: Sequence[Strip], height: int) -> list[Strip]:
        above = max(0, (height - len(words)) // 3)
        lines = [self._blank()] * above + [each.adjust_cell_length(self.width, self.looks.ground) for each in words]
        return (lines + [self._blank()] * height)[:height]

    def _blank(self) -> Strip:
        return Strip.blank(self.width, self.looks.ground)

    def _waiting(self) -> Strip:
        text = f" {self.looks.waiting * 3}"
        return Strip([Segment(text, self.looks.ground + self.looks.faint)]).adjust_cell_length(self.width, self.looks.ground)

    def _thumbed(self, line: Strip) -> Strip:
        ground = line._segments[-1].style if line._segments else None
        style = self.looks.faint + Style(bgcolor=(ground or self.looks.ground).bgcolor)
        return Strip([*line.crop(0, self.width - 1), Segment(self.looks.thumb, style)], self.width)

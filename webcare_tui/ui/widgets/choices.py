"""A short list of lines with a cursor, moved from outside; its owner has the keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from webcare_tui.ui.widgets.frugal import Frugal, still_size


class Choices(Frugal, Widget):
    """Lines of which one is under the cursor; of a longer list the part round the cursor is shown."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choices--cursor"}
    DEFAULT_CSS = """
    Choices {
        height: 10;
        background: $surface;
        color: $foreground;
        & .choices--cursor { background: $selected; text-style: bold; }
    }
    """
    virtual_size = still_size()

    def __init__(self, rows: Sequence[Content] = (), *, id: str | None = None) -> None:
        """Make the list, with the cursor on its first line."""
        super().__init__(id=id)
        self._rows = tuple(rows)
        self._cursor = self._top = 0

    @property
    def cursor(self) -> int | None:
        """The number of the line under the cursor, from 0; None where there is no line."""
        return self._cursor if self._rows else None

    def show(self, rows: Sequence[Content]) -> None:
        """Show other lines, the cursor on the first."""
        self._rows = tuple(rows)
        self._cursor = self._top = 0
        self.refresh()

    def move(self, by: int) -> None:
        """Move the cursor; it stops at the ends."""
        if not self._rows:
            return
        self._cursor = min(max(0, self._cursor + by), len(self._rows) - 1)
        height = max(1, self.size.height)
        self._top = min(self._top, self._cursor)
        self._top = max(self._top, self._cursor - height + 1)
        self.refresh()

    def fresh_line(self, y: int) -> Strip:
        """A line of the list."""
        at, width, style = self._top + y, self.size.width, self.visual_style
        if at >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        here = at == self._cursor
        if here:
            style += self.get_visual_style("choices--cursor")
        line = Content.assemble("▸ " if here else "  ", self._rows[at])
        if line.cell_length > width:
            line = line.truncate(max(1, width), ellipsis=True)
        return Strip(line.render_segments(style)).adjust_cell_length(width, style.rich_style).simplify()

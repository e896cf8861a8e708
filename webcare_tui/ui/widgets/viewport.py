"""Where a list's window and cursor stand: arithmetic on row numbers only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Viewport:
    """The rows that fit on the screen, and the one with the cursor.

    Attributes:
        page: Whole rows that fit; at least 1.
        count: Rows there are.
        top: Number of the first row shown.
        cursor: Number of the row with the cursor; 0 where there is none.
    """

    page: int = 1
    count: int = 0
    top: int = 0
    cursor: int = 0

    @property
    def last_top(self) -> int:
        """The highest number that may stand at the top."""
        return max(0, self.count - self.page)

    @property
    def shows_cursor(self) -> bool:
        """The row with the cursor is wholly on the screen."""
        return self.top <= self.cursor < self.top + self.page

    def clamp(self) -> None:
        """Brings cursor and top back among the rows."""
        self.cursor = min(max(0, self.cursor), max(0, self.count - 1))
        self.top = min(max(0, self.top), self.last_top)

    def reveal(self) -> None:
        """Scrolls so far that the cursor is seen: half a page at once, because each scroll sends every line again."""
        self.clamp()
        if not self.shows_cursor:
            self.top = self.cursor - self.page // 2
            self.clamp()

    def move(self, rows: int) -> None:
        """Moves the cursor by a number of rows."""
        self.cursor += rows
        self.reveal()

    def go(self, row: int) -> None:
        """Puts the cursor on a row."""
        self.cursor = row
        self.reveal()

    def turn(self, rows: int) -> None:
        """Moves window and cursor together; the cursor keeps its line as long as the window can move."""
        self.cursor += rows
        self.top += rows
        self.reveal()

    def roll(self, rows: int) -> None:
        """Moves the window alone, as the wheel does; the cursor may leave the screen."""
        self.top += rows
        self.clamp()

    def resize(self, page: int) -> None:
        """Takes a new height in whole rows; a cursor that was seen stays so."""
        seen = self.shows_cursor
        self.page = max(1, page)
        self.clamp()
        if seen:
            self._keep_near()

    def thumb(self, lines: int) -> range:
        """The lines, of so many, that a scroll thumb covers; empty where everything is shown."""
        if self.count <= self.page or lines < 2:
            return range(0)
        size = max(1, round(lines * self.page / self.count))
        start = round((lines - size) * self.top / self.last_top)
        return range(start, start + size)

    def _keep_near(self) -> None:
        if self.cursor < self.top:
            self.top = self.cursor
        elif self.cursor >= self.top + self.page:
            self.top = self.cursor - self.page + 1
        self.clamp()

"""A list of any number of rows that fetches only what it shows, and whose cursor keeps to its row whatever comes in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from webcare_tui.ui.widgets.rows import T
from webcare_tui.ui.widgets.rows_widget import RowsWidget
from webcare_tui.ui.widgets.said import Said

WHEEL = 2
"""Rows a notch of the wheel moves."""


class VirtualList(RowsWidget[T], can_focus=True):
    """Rows of a fixed height over a row source, with keys and mouse.

    Rows that come in above the window do not move what is seen; they are counted in `pending_new`. Only a reader who rests
    on the very first row sees them at once.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "cursor_down", "next", show=False, id="move.down"),
        Binding("k,up", "cursor_up", "previous", show=False, id="move.up"),
        Binding("g,home", "first", "first", show=False, id="move.first"),
        Binding("G,end", "last", "last", show=False, id="move.last"),
        Binding("ctrl+d", "half_page_down", "half a page down", show=False, id="move.half_down"),
        Binding("ctrl+u", "half_page_up", "half a page up", show=False, id="move.half_up"),
        Binding("pagedown", "page_down", "page down", show=False, id="move.page_down"),
        Binding("pageup", "page_up", "page up", show=False, id="move.page_up"),
        Binding("enter", "open", "open", show=False, id="move.open"),
    ]

    @dataclass
    class Opened(Said, namespace="virtual_list"):
        """The agent wants this row."""

        row_id: str

    @dataclass
    class EndReached(Said, namespace="virtual_list"):
        """The agent has come to the last row."""


    def move(self, rows: int) -> None:
        """Moves the cursor by a number of rows."""
        self._model.view.move(rows)
        self._went(down=rows > 0)

    def go(self, row: int) -> None:
        """Puts the cursor on the row with this number."""
        self._model.view.go(row)
        self._went(down=row > 0)

    def turn(self, pages: float) -> None:
        """Moves by pages, or parts of one."""
        rows = max(1, int(self._model.view.page * abs(pages)))
        self._model.view.turn(rows if pages > 0 else -rows)
        self._went(down=pages > 0)

    def roll(self, rows: int) -> None:
        """Moves the window and leaves the cursor on its row."""
        self._model.view.roll(rows)
        self._sync()

    def open(self) -> None:
        """Opens the row with the cursor, unless the agent cannot have meant that row."""
        guarded, self._jumped_at = self.just_jumped, None
        if self.cursor_id and not guarded:
            self.post_message(self.Opened(self, self.cursor_id))

    def action_cursor_down(self) -> None:
        """To the next row."""
        self.move(1)

    def action_cursor_up(self) -> None:
        """To the row before."""
        self.move(-1)

    def action_first(self) -> None:
        """To the first row."""
        self.go(0)

    def action_last(self) -> None:
        """To the last row."""
        self.go(self.count - 1)

    def action_page_down(self) -> None:
        """A page on."""
        self.turn(1)

    def action_page_up(self) -> None:
        """A page back."""
        self.turn(-1)

    def action_half_page_down(self) -> None:
        """Half a page on."""
        self.turn(0.5)

    def action_half_page_up(self) -> None:
        """Half a page back."""
        self.turn(-0.5)

    def action_open(self) -> None:
        """Opens the row with the cursor."""
        self.open()

    def _went(self, *, down: bool) -> None:
        self._jumped_at = None
        self._sync()
        if down and self.count and self.cursor == self.count - 1:
            self.post_message(self.EndReached(self))

    async def _on_click(self, event: events.Click) -> None:
        event.stop()
        row = self.top + event.y // self._frame.row_height
        if row >= self.count:
            return
        if row == self.cursor:
            self.open()
        else:
            self.go(row)

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        event.prevent_default()
        self.roll(WHEEL)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        event.prevent_default()
        self.roll(-WHEEL)

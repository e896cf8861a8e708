"""A line to type in behind a row of chips: it says when a key goes beyond its beginning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual.message import Message

from webcare_tui.ui.widgets.entry import Entry

Edge = Literal["left", "right", "backspace", "delete"]


class ChipLine(Entry):
    """While one of the chips is chosen, `among_chips` is to be set: then the keys belong to them."""

    @dataclass
    class Beyond(Message):
        """A key went beyond the beginning, or belongs to the chips while one of them is chosen."""

        key: Edge

    def __init__(self, placeholder: str) -> None:
        """Make an empty line."""
        super().__init__(placeholder=placeholder)
        self.among_chips = False

    def _goes_beyond(self, key: Edge) -> bool:
        beyond = self.among_chips or (key in ("left", "backspace") and self.cursor_position == 0 and self.selection.is_empty)
        if beyond:
            self.post_message(self.Beyond(key))
        return beyond

    def action_cursor_left(self, select: bool = False) -> None:
        """Move the caret, or go to the chips."""
        if select or not self._goes_beyond("left"):
            super().action_cursor_left(select)

    def action_cursor_right(self, select: bool = False) -> None:
        """Move the caret, or to the next chip."""
        if select or not self.among_chips or not self._goes_beyond("right"):
            super().action_cursor_right(select)

    def action_delete_left(self) -> None:
        """Delete a character, or a chip."""
        if not self._goes_beyond("backspace"):
            super().action_delete_left()

    def action_delete_right(self) -> None:
        """Delete a character, or the chosen chip."""
        if not self.among_chips or not self._goes_beyond("delete"):
            super().action_delete_right()

"""What every message of a widget to its screen has in common."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message
from textual.widget import Widget


@dataclass
class Said(Message):
    """A message that knows which widget it is from."""

    source: Widget

    @property
    def control(self) -> Widget:
        """The widget that says so, for `@on(…, selector)`."""
        return self.source

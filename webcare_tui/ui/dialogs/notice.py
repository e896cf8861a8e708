"""Something the agent has to know: what happened, whether anything was lost, and what to do next."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from webcare_tui.ui.dialogs.dialog import Dialog


class NoticeDialog(Dialog[None]):
    """Returns nothing, at Enter, space or Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "leave", "go on", show=False)]
    KEYS = (("⏎ Esc", "go on"),)

    def __init__(self, title: str, message: str) -> None:
        """Make the notice.

        Args:
            title: What happened.
            message: The rest, in lines.
        """
        super().__init__(title)
        self._message = message

    def between(self) -> ComposeResult:
        """The message."""
        yield Static(Content(self._message))

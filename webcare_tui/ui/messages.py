"""The ui's table of contents: what reaches the inbox from outside the panes. Each pane's own messages are nested in it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from webcare_tui.services.events import Event


class LockAsked(Message):
    """The agent wants the screen covered."""


@dataclass
class FromService(Message):
    """A service has something to tell; the inbox turns it into one of its reactives."""

    event: Event

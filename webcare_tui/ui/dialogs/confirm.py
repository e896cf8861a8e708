"""A question that is answered with yes or no."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from webcare_tui.ui.dialogs.dialog import Dialog


class ConfirmDialog(Dialog[bool]):
    """Returns True for yes, False for no, None for Esc. Enter says yes only where that does no harm."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "yes", show=False),
        Binding("n", "answer(False)", "no", show=False),
        Binding("enter", "enter", "yes", show=False),
    ]

    DEFAULT_CSS = """
    ConfirmDialog { background: $background 60%; }
    ConfirmDialog .dialog-danger { color: $error; }
    """

    def __init__(self, title: str, body: str, yes: str = "Yes", no: str = "No", *, danger: bool = False) -> None:
        """Make the question.

        Args:
            title: The question.
            body: What follows from a yes; lines are kept.
            yes: What yes does.
            no: What no does.
            danger: A yes cannot be taken back: only `y` says it, never Enter.
        """
        super().__init__(title)
        self._body, self._yes, self._no, self._danger = body, yes, no, danger

    def between(self) -> ComposeResult:
        """What follows from a yes."""
        yield Static(Content(self._body), classes="dialog-danger" if self._danger else None)

    def keys(self) -> Iterable[tuple[str, str]]:
        """What yes and no do."""
        return ("y" if self._danger else "y ⏎", self._yes), ("n Esc", self._no)

    def action_answer(self, yes: bool) -> None:
        """Return the answer."""
        self.dismiss(yes)

    def action_enter(self) -> None:
        """Say yes where that does no harm."""
        if not self._danger:
            self.dismiss(True)

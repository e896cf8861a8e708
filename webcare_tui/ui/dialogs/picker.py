"""Choosing one of many by typing a few letters of it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input

from webcare_tui.text.matching import best
from webcare_tui.ui.dialogs.dialog import Dialog
from webcare_tui.ui.widgets.choices import Choices
from webcare_tui.ui.widgets.entry import Entry

T = TypeVar("T")
LINES = 10
"""Lines of the list."""


class PickerDialog(Dialog[T], Generic[T]):
    """A line to type in and the things that fit it; Enter returns the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "move(1)", "down", show=False),
        Binding("up,ctrl+p", "move(-1)", "up", show=False),
        Binding("pagedown", f"move({LINES})", "page down", show=False),
        Binding("pageup", f"move(-{LINES})", "page up", show=False),
    ]
    DEFAULT_CSS = "PickerDialog > .dialog-box > Choices { margin: 1 2 0 2; }"
    KEYS = (("type", "to find"), ("↓ ↑", "move"), ("⏎", "choose"), ("Esc", "back"))

    def __init__(self, title: str, things: Sequence[T], placeholder: str = "") -> None:
        """Make the list.

        Args:
            title: What is chosen.
            things: What there is to choose from.
            placeholder: Stands in the empty line.
        """
        super().__init__(title)
        self._things = list(things)
        self._fitting = list(things)
        self.line = Entry(placeholder=placeholder)
        self.choices = Choices([self.row(thing) for thing in things])
        self.choices.styles.height = max(1, min(LINES, len(self._things)))

    @abstractmethod
    def row(self, thing: T) -> Content:
        """A thing as a line."""

    @abstractmethod
    def texts(self, thing: T) -> Sequence[str]:
        """What a thing may be called."""

    @property
    def chosen(self) -> T | None:
        """The thing under the cursor."""
        return self._fitting[self.choices.cursor] if self.choices.cursor is not None else None

    def between(self) -> ComposeResult:
        """The line and the list."""
        yield self.line
        yield self.choices

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._fitting = best(event.value, self._things, self.texts)
        self.choices.show([self.row(thing) for thing in self._fitting])

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if self.chosen is not None:
            self.dismiss(self.chosen)

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.choices.move(by)

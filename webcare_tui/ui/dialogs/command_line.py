"""A line at the foot of the screen for a command by its name, completed as one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from webcare_tui.text.clean import to_wire
from webcare_tui.text.matching import best
from webcare_tui.ui.dialogs.dialog import Dialog
from webcare_tui.ui.widgets.choices import Choices
from webcare_tui.ui.widgets.entry import Entry

Candidate = tuple[str, str]
"""A command's id and what it does."""
LINES = 8
ID_WIDTH = 24


class CommandLineDialog(Dialog[str]):
    """Returns a command's id and what was typed behind it; None for Esc, or where nothing was typed or chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "complete", show=False, priority=True),
        Binding("down,ctrl+n", "move(1)", "down", show=False),
        Binding("up,ctrl+p", "move(-1)", "up", show=False),
    ]
    DEFAULT_CSS = """
    CommandLineDialog { align: left bottom; }
    CommandLineDialog > .command-box, CommandLineDialog Choices { background: $surface; }
    CommandLineDialog > .command-box { width: 100%; height: auto; padding: 0 1; }
    CommandLineDialog .command-line { height: 1; }
    CommandLineDialog .command-colon { width: 1; color: $key; text-style: bold; }
    CommandLineDialog Input, CommandLineDialog Input:focus { background: $surface; padding: 0; }
    """

    def __init__(self, candidates: Sequence[Candidate], history: Sequence[str] = ()) -> None:
        """Make the line.

        Args:
            candidates: Ids of commands, and what each does.
            history: Lines given before, oldest first; offered while nothing is typed.
        """
        super().__init__("")
        self._candidates = tuple(candidates)
        self._history = tuple((line, "again") for line in dict.fromkeys(reversed(history)))
        self._fitting: list[Candidate] = [*self._history, *self._candidates]
        self._moved = False
        self.line = Entry()
        self.choices = Choices([_row(each) for each in self._fitting])
        self.choices.styles.height = max(1, min(LINES, len(self._fitting)))

    def compose(self) -> ComposeResult:
        """The commands that fit, and below them the line."""
        with Vertical(classes="command-box"):
            yield self.choices
            with Horizontal(classes="command-line"):
                yield Static(Content(":"), classes="command-colon")
                yield self.line

    @property
    def chosen(self) -> Candidate | None:
        """The command under the cursor."""
        return self._fitting[self.choices.cursor] if self.choices.cursor is not None else None

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        name = event.value.split(maxsplit=1)[0] if event.value.strip() else ""
        everything = self._candidates if name else (*self._history, *self._candidates)
        by_id = best(name, everything, lambda each: (each[0], each[0].rpartition(".")[2]))
        self._fitting = by_id or best(name, everything, lambda each: each[1:])
        self._moved = False
        self.choices.show([_row(each) for each in self._fitting])

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        text = to_wire(event.value).strip()
        if not text and not self._moved:
            self.dismiss(None)
        elif self.chosen is None:
            self.dismiss(text)
        else:
            _, _, argument = text.partition(" ")
            self.dismiss(f"{self.chosen[0]} {argument}".strip())

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self._moved = True
        self.choices.move(by)

    def action_complete(self) -> None:
        """Put the command under the cursor into the line."""
        if self.chosen is not None:
            _, _, argument = self.line.value.partition(" ")
            self.line.value = f"{self.chosen[0]} {argument}"
            self.line.cursor_position = len(self.line.value)


def _row(candidate: Candidate) -> Content:
    name, words = candidate
    return Content.assemble((f"{name:<{ID_WIDTH}} ", "bold"), (words, "$muted"))

"""One line to type."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from webcare_tui.text.clean import to_wire
from webcare_tui.ui.dialogs.dialog import Dialog
from webcare_tui.ui.widgets.entry import Entry


class PromptDialog(Dialog[str]):
    """Returns what was typed at Enter, which may be "", or None for Esc."""

    DEFAULT_CSS = "PromptDialog .prompt-wrong { color: $error; height: auto; }"
    KEYS = (("⏎", "done"), ("Esc", "back"))

    def __init__(
        self, title: str, placeholder: str = "", check: Callable[[str], str] | None = None, *, value: str = ""
    ) -> None:
        """Make the line.

        Args:
            title: What is asked for.
            placeholder: Stands in the empty line.
            check: Says what is wrong with a text, or "" where nothing is; a wrong one is not returned.
            value: What stands there at first.
        """
        super().__init__(title)
        self._check = check
        self._value, self._placeholder = to_wire(value), placeholder
        self._wrong = Static(classes="prompt-wrong")

    def between(self) -> ComposeResult:
        """The line, and what is wrong with it."""
        yield Entry(self._value, self._placeholder)
        yield self._wrong

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        text = to_wire(event.value)
        if words := self._words_of(text):
            self._wrong.update(Content(words))
        else:
            self.dismiss(text)

    @on(Input.Changed)
    def _changed(self) -> None:
        self._wrong.update(Content(""))

    def _words_of(self, text: str) -> str:
        return self._check(text) if self._check else ""

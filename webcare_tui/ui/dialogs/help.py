"""The keys that act where the agent's hands are, found as one types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from webcare_tui.text.matching import plain
from webcare_tui.text.width import cells, cut
from webcare_tui.ui.dialogs.dialog import Dialog
from webcare_tui.ui.present.dossier import Caption
from webcare_tui.ui.present.paper import Line, wrap
from webcare_tui.ui.widgets.entry import Entry
from webcare_tui.ui.widgets.roll import Roll

KEYS_WIDTH = 16
Section = tuple[str, Sequence[tuple[str, str]]]
"""A heading, and rows of keys and what they do."""


@dataclass(frozen=True, slots=True)
class HelpRow:
    """Keys and what they do, or a name and what there is to say of it.

    Attributes:
        keys: What stands in the first column.
        words: What stands beside it.
        column: The width of the first column in cells.
    """

    keys: str
    words: str
    column: int = KEYS_WIDTH

    @property
    def anchor(self) -> str:
        """What it is called among the blocks."""
        return f"{self.keys} {self.words}"

    def lines(self, width: int) -> tuple[Line, ...]:
        """The lines at a width in cells."""
        column = min(self.column + 1, width // 2)
        body = wrap(self.words, max(1, width - column - 1))
        keys = f" {cut(self.keys, max(1, width - 2))}"
        if cells(keys) >= column:
            return (((keys, "keys"),), *(((" " * column, ""), *line) for line in body))
        keys += " " * (column - cells(keys))
        return (((keys, "keys"), *body[0]), *(((" " * column, ""), *line) for line in body[1:]))


class HelpText(Roll):
    """The rows."""

    ROLES = frozenset({"text", "muted", "caption", "keys", "thumb"})
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"roll--{role}" for role in ROLES}
    DEFAULT_CSS = """
    HelpText {
        height: 1fr;
        background: $surface;
        & .roll--text { color: $foreground; }
        & .roll--muted { color: $muted; }
        & .roll--caption { color: $accent; text-style: bold; }
        & .roll--keys { color: $key; text-style: bold; }
        & .roll--thumb { color: $faint; }
    }
    """


class HelpDialog(Dialog[None]):
    """Returns nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "leave", "back", show=False),
        Binding("down", "scroll(1)", "down", show=False),
        Binding("up", "scroll(-1)", "up", show=False),
        Binding("pagedown", "page(1.0)", "page down", show=False),
        Binding("pageup", "page(-1.0)", "page up", show=False),
    ]
    DEFAULT_CSS = """
    HelpDialog > .dialog-box { width: 96; height: 92%; }
    HelpDialog > .dialog-box > HelpText { margin: 1 1 0 1; }
    """
    KEYS = (("type", "to find"), ("↓ ↑ PgDn PgUp", "read"), ("Esc", "back"))

    def __init__(self, sections: Sequence[Section]) -> None:
        """Make the help.

        Args:
            sections: Headings with their rows.
        """
        super().__init__("Keys that act here")
        self._sections = sections
        self.text = HelpText()

    def between(self) -> ComposeResult:
        """The line and the rows."""
        yield Entry(placeholder="a key or a word")
        yield self.text

    def on_mount(self) -> None:
        """Show everything."""
        self._show("")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, typed: str) -> None:
        wanted = plain(typed.strip())
        blocks: list[Caption | HelpRow] = []
        for heading, rows in self._sections:
            fitting = [HelpRow(*row) for row in rows if wanted in plain(" ".join(row)) or typed.strip() in row[0].split()]
            if fitting:
                blocks += [Caption(heading, lead=bool(blocks)), *fitting]
        if not blocks:
            blocks = [HelpRow("", "No key or word here fits that.")]
        self.text.show(tuple(dict.fromkeys(blocks)), aim=blocks[0].anchor)

    def action_scroll(self, lines: int) -> None:
        """Scroll some lines."""
        self.text.action_lines(lines)

    def action_page(self, pages: float) -> None:
        """Scroll some pages."""
        self.text.action_pages(pages)

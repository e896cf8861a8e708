"""A report to be read and, by a key, to be copied: how things stand, for support."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from webcare_tui.ui.dialogs.dialog import Dialog
from webcare_tui.ui.dialogs.help import HelpRow, HelpText, Section
from webcare_tui.ui.present.dossier import Caption

NAMES = 30
"""Cells of the first column."""


class ReportDialog(Dialog[bool]):
    """Returns whether it is to be copied; None for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "copy", show=False),
        Binding("q", "leave", "back", show=False),
    ]
    DEFAULT_CSS = """
    ReportDialog > .dialog-box { width: 110; height: 92%; }
    ReportDialog > .dialog-box > HelpText { margin: 0 1 0 1; }
    """
    KEYS = (("↓ ↑ PgDn PgUp", "read"), ("y", "copy all"), ("Esc", "back"))

    def __init__(self, title: str, sections: Sequence[Section]) -> None:
        """Make the report.

        Args:
            title: What it is about.
            sections: Headings with rows of a name and what there is to say.
        """
        super().__init__(title)
        self._sections = sections
        self.text = HelpText()
        self.text.can_focus = True

    def between(self) -> ComposeResult:
        """The rows."""
        yield self.text

    def on_mount(self) -> None:
        """Show everything, from the top."""
        blocks: list[Caption | HelpRow] = []
        for heading, rows in self._sections:
            blocks += [Caption(heading, lead=bool(blocks)), *(HelpRow(name, words, NAMES) for name, words in rows)]
        self.text.show(tuple(dict.fromkeys(blocks)), aim=blocks[0].anchor if blocks else None)
        self.text.focus()

    def action_copy(self) -> None:
        """Have it copied."""
        self.dismiss(True)

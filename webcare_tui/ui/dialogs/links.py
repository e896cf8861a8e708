"""The links of a conversation, each with its whole address and host."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from webcare_tui.ui.dialogs.dialog import Dialog
from webcare_tui.ui.present.thread import NumberedLink
from webcare_tui.ui.widgets.choices import Choices

LINES = 8


class LinksDialog(Dialog[str]):
    """Returns the address of the chosen link, for the clipboard. Nothing is opened or fetched here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "down", show=False),
        Binding("k,up", "move(-1)", "up", show=False),
        Binding("enter,y", "choose", "copy", show=False),
        *(Binding(str(number), f"choose({number})", "copy", show=False) for number in range(1, 10)),
    ]
    DEFAULT_CSS = "LinksDialog > .dialog-box > .links-whole { margin: 1 2 0 2; height: 4; }"
    KEYS = (("1…9", "copy that one"), ("j k", "move"), ("⏎", "copy"), ("Esc", "back"))

    def __init__(self, links: Sequence[NumberedLink]) -> None:
        """Make the list.

        Args:
            links: As they are numbered in the conversation.
        """
        super().__init__("Links in this conversation")
        self._links = tuple(links)
        self._choices = Choices([_row(link) for link in links])
        self._choices.styles.height = max(1, min(LINES, len(self._links)))
        self._whole = Static(classes="links-whole")

    def between(self) -> ComposeResult:
        """The list, and the whole address of the one under the cursor."""
        yield self._choices
        yield self._whole

    def on_mount(self) -> None:
        """Show the first one whole."""
        self._show_whole()

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self._choices.move(by)
        self._show_whole()

    def action_choose(self, number: int = 0) -> None:
        """Return a link: the one with this number, or the one under the cursor."""
        at = number - 1 if number else self._choices.cursor
        if at is not None and at < len(self._links):
            self.dismiss(self._links[at].url)

    def _show_whole(self) -> None:
        if self._choices.cursor is None:
            return
        link = self._links[self._choices.cursor]
        warning = ("  ⚠ this address hides something", "bold $warning") if link.flagged else ""
        self._whole.update(Content.assemble((link.host, "bold $link"), warning, "\n", (link.url, "$muted")))


def _row(link: NumberedLink) -> Content:
    flag = ("⚠ ", "bold $warning") if link.flagged else ""
    return Content.assemble((f"[{link.number}] ", "$muted"), flag, (link.host, "bold"), "  ", (link.url, "$muted"))

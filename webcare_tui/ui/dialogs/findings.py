"""A question about what was found in a reply before it leaves: only a key of its own sends it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from webcare_tui.models.finding import Finding
from webcare_tui.text.width import wrap
from webcare_tui.ui.dialogs.confirm import ConfirmDialog
from webcare_tui.ui.present.excerpts import excerpt
from webcare_tui.ui.present.steady import steady

MOST = 6
"""Findings that are shown one by one, each on two lines; fewer where the screen is low."""
_AROUND = 9
_FRAME = 6
_BROAD, _NARROW = 76, 10


class FindingsDialog(ConfirmDialog):
    """Returns True for yes, False for no, None for Esc; there is no yes where a reply cannot be sent at all.

    Enter never says yes, and `y` only when the dialog has stood for a moment: it may be a letter of the reply.
    """

    PAUSE: ClassVar[float] = 0.4
    """Seconds in which a `y` is taken for a word that was still being typed."""

    DEFAULT_CSS = """
    FindingsDialog { background: $background 60%; }
    FindingsDialog .findings-lead { margin: 0 2 1 2; }
    FindingsDialog .findings-why { margin: 0 2 0 4; }
    """

    def __init__(self, title: str, lead: str, text: str, findings: Sequence[Finding], yes: str, no: str) -> None:
        """Make the question.

        Args:
            title: The question.
            lead: What it is about; lines are kept.
            text: The reply.
            findings: What was found in it, in the order of the dialog.
            yes: What yes does.
            no: What no does.
        """
        super().__init__(title, lead, yes, no, danger=True)
        self._text, self._final = text, any(each.kind.final for each in findings)
        self._findings = list({each.said(text): each for each in findings}.values())
        self._opened = float("inf")

    def _on_mount(self, event: events.Mount) -> None:
        self._opened = time.monotonic()

    def between(self) -> ComposeResult:
        """What was found, each with the words round it."""
        yield Static(Content(self._body), classes="findings-lead")
        width = max(_NARROW, min(_BROAD, self.app.size.width) - _FRAME)
        high = sum(max(1, len(wrap(line, width))) for line in self._body.split("\n"))
        most = max(1, min(MOST, (self.app.size.height - _AROUND - high) // 2))
        for each in self._findings[:most]:
            color = "$error" if each.kind.final or each.kind.exposes else "$warning"
            if each.start < each.end and not each.kind.final:
                yield Static(excerpt(self._text, each, width, plain=self.plain))
            yield Static(Content.styled(steady(each.words), color), classes="findings-why")
        if (left := len(self._findings) - most) > 0:
            yield Static(Content.styled(f"and {left} more", "$muted"))

    def keys(self) -> Iterable[tuple[str, str]]:
        """What yes and no do."""
        return (("⏎ Esc", self._no),) if self._final else super().keys()

    def action_answer(self, yes: bool) -> None:
        """Return the answer; a yes only where there can be one, and not at once."""
        if not yes or (not self._final and time.monotonic() - self._opened >= self.PAUSE):
            self.dismiss(yes)

    def action_enter(self) -> None:
        """Go back where that is all one can do."""
        if self._final:
            self.dismiss(False)

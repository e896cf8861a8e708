"""Leaving while something is unfinished."""

from __future__ import annotations

from collections.abc import Iterable

from webcare_tui.ui.dialogs.confirm import ConfirmDialog

KEPT = "All of it is kept on this machine, and goes on at the next start."


class QuitDialog(ConfirmDialog):
    """Returns True to leave."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Make the question.

        Args:
            lines: What is unfinished, a line each.
        """
        super().__init__("Leave now?", "\n".join((*lines, "", KEPT)), yes="leave", no="stay")

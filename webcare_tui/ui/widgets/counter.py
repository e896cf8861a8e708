"""The counter: a heading that takes as much room as its words need."""

from __future__ import annotations

from textual.content import Content

from webcare_tui.ui.widgets.heading import Heading


class Counter(Heading):
    """Such as how long a reply is, and may be."""

    _width = 0

    def tell(self, words: Content, least: int) -> None:
        """Say it.

        Args:
            words: What is counted.
            least: Cells that are kept for it, so that it does not jump with every figure.
        """
        width = max(words.cell_length, least)
        if width != self._width:
            self.styles.width = self._width = width
        self.show(Content(""), words)

"""The counter: how long a reply is, beside its head."""

from __future__ import annotations

from textual.content import Content

from webcare_tui.services.length import Count
from webcare_tui.ui.present.heads import counter
from webcare_tui.ui.widgets.heading import Heading


class Counter(Heading):
    """How long the reply is, and may be."""

    _width = 0

    def tell(self, count: Count) -> None:
        """Say it, in as much room as it takes."""
        words = counter(count)
        width = max(words.cell_length, 2 * len(str(count.limit)) + 3)
        if width != self._width:
            self.styles.width = self._width = width
        self.show(Content(""), words)

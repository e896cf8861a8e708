"""The one coloured line at the head of a pane; paints only the cells that changed."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from webcare_tui.ui.widgets.frugal import changed_regions

NOTHING = Content("")


class Heading(Widget):
    """A line with content at its left and at its right end; where both do not fit, the left one is cut."""

    DEFAULT_CSS = """
    Heading {
        height: 1;
        width: 1fr;
        background: $header;
        color: $header-text;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty line."""
        super().__init__(id=id)
        self._left = self._right = NOTHING
        self._painted: dict[int, Strip] = {}

    @property
    def words(self) -> str:
        """What stands there, without its styles."""
        return self._content(self.size.width).plain

    def show(self, left: Content, right: Content = NOTHING) -> None:
        """Show other content."""
        if left.is_same(self._left) and right.is_same(self._right):
            return
        self._left, self._right = left, right
        if not self._painted:
            self.refresh()
        elif regions := changed_regions(self._painted, {0: self._strip()}, self.gutter.left, self.gutter.top):
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """The line."""
        self._painted = {0: self._strip()}
        return self._painted[0]

    def notify_style_update(self) -> None:
        """Colours changed."""
        self._painted.clear()
        super().notify_style_update()

    def _content(self, width: int) -> Content:
        right = self._right
        room = width - right.cell_length
        if room < min(8, width):
            right, room = NOTHING, width
        left = self._left if self._left.cell_length <= room else self._left.truncate(max(1, room), ellipsis=True)
        return Content.assemble(left, " " * (room - left.cell_length), right)

    def _strip(self) -> Strip:
        width = self.size.width
        strip = Strip(self._content(width).render_segments(self.visual_style))
        return strip.adjust_cell_length(width, self.rich_style).simplify()

    def _on_resize(self, event: events.Resize) -> None:
        self._painted.clear()
        self.refresh()

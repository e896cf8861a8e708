"""The one coloured line at the head of a pane; paints only the cells that changed."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from webcare_tui.ui.widgets.frugal import Frugal, still_size

NOTHING = Content("")


class Heading(Frugal, Widget):
    """A line with content at its left and at its right end; where both do not fit, the left one is cut."""

    DEFAULT_CSS = """
    Heading {
        height: 1;
        width: 1fr;
        background: $header;
        color: $header-text;
        &.-focus { background: $header-focus; color: $header-focus-text; }
    }
    """

    virtual_size = still_size()

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty line."""
        super().__init__(id=id)
        self._made: Callable[[int], tuple[Content, Content]] = lambda _: (NOTHING, NOTHING)

    @property
    def words(self) -> str:
        """What stands there, without its styles."""
        return self._content(self.size.width).plain

    def show(self, left: Content, right: Content = NOTHING) -> None:
        """Show other content."""
        self.fit(lambda _: (left, right))

    def fit(self, made: Callable[[int], tuple[Content, Content]]) -> None:
        """Show other content that is made for the width in cells, now and whenever that changes."""
        self._made = made
        self.refresh()

    def _content(self, width: int) -> Content:
        left, right = self._made(width)
        room = width - right.cell_length
        if room < min(8, left.cell_length):
            right, room = NOTHING, width
        if left.cell_length > room:
            left = left.truncate(max(1, room), ellipsis=True)
        return Content.assemble(left, " " * (room - left.cell_length), right)

    def fresh_line(self, y: int) -> Strip:
        """The line."""
        width = self.size.width
        strip = Strip(self._content(width).render_segments(self.visual_style))
        return strip.adjust_cell_length(width, self.rich_style).simplify()

    def _on_resize(self, event: events.Resize) -> None:
        self.refresh()


class HeadRow(Horizontal):
    """Several headings side by side, each painted for itself."""

    DEFAULT_CSS = "HeadRow { height: 1; }"

    virtual_size = still_size()


class Headed(Vertical):
    """A pane with headings, which take another colour while something in the pane has the keys."""

    headings: tuple[Heading, ...] = ()
    virtual_size = still_size()

    def _on_descendant_focus(self, event: events.DescendantFocus) -> None:
        for heading in self.headings:
            heading.add_class("-focus")

    def _on_descendant_blur(self, event: events.DescendantBlur) -> None:
        for heading in self.headings:
            heading.remove_class("-focus")

"""A scrolling roll of lines made from blocks; wraps each block once a width and paints only the lines that changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import ClassVar, Protocol

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.color import Color, ColorParseError
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from webcare_tui.ui.widgets.frugal import Frugal, still_size
from webcare_tui.ui.widgets.strips import joined

Line = tuple[tuple[str, str], ...]
"""Pieces of a line, each a text and its roles; a first piece without text gives its roles to the whole line."""


class Block(Protocol):
    """Some lines that belong together. Equal blocks have equal lines; all are hashable."""

    @property
    def anchor(self) -> str:
        """What the block is called; unique among the blocks shown together."""

    def lines(self, width: int) -> tuple[Line, ...]:
        """The lines at a width in cells."""


class Roll(Frugal, ScrollView, can_focus=False, inherit_bindings=False):
    """Blocks of lines, one below the other; never animates.

    A role's style is the component class `roll--ROLE` where the class lists it; `label:#rrggbb` is a ground of that colour;
    other roles have no style. The top block stays in view when the width changes, the end when the end was in view.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "lines(1)", "down", show=False, id="move.down"),
        Binding("k,up", "lines(-1)", "up", show=False, id="move.up"),
        Binding("g,home", "start", "first", show=False, id="move.first"),
        Binding("G,end", "end", "last", show=False, id="move.last"),
        Binding("ctrl+d", "pages(0.5)", "half page", show=False, id="move.half_down"),
        Binding("ctrl+u", "pages(-0.5)", "half page up", show=False, id="move.half_up"),
        Binding("pagedown", "pages(1.0)", "page", show=False, id="move.page_down"),
        Binding("pageup", "pages(-1.0)", "page up", show=False, id="move.page_up"),
    ]
    DEFAULT_CSS = """
    Roll {
        background: $background;
        overflow-x: hidden;
        overflow-y: hidden;
        scrollbar-size: 0 0;
    }
    """
    ROLES: ClassVar[frozenset[str]] = frozenset()
    virtual_size = still_size()

    def __init__(self, *, id: str | None = None, on_scroll: Callable[[], None] | None = None) -> None:
        """Make an empty roll.

        Args:
            id: The widget's id.
            on_scroll: Called whenever another part came into view.
        """
        super().__init__(id=id)
        self._blocks: tuple[Block, ...] = ()
        self._wrapped: dict[tuple[Block, int], tuple[Line, ...]] = {}
        self._starts: list[int] = []
        self._lines: list[Line] = []
        self._width = 0
        self._styles: dict[str, Style] = {}
        self._top = ("", 0)
        self._stick = True
        self._aim: str | None = None
        self._on_scroll = on_scroll
        self._overlay = ""
        self.thumb = "▐"
        """What is drawn in the last column where the view stands within a longer roll."""
        self.touched = False
        """The agent has scrolled; whoever shows other blocks may set it back."""

    @property
    def overlay(self) -> str:
        """Words at the right end of the last line in view, in the role `below`."""
        return self._overlay

    @overlay.setter
    def overlay(self, words: str) -> None:
        if words != self._overlay:
            self._overlay = words
            self.refresh()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks that are shown."""
        return self._blocks

    @property
    def at_end(self) -> bool:
        """Whether the last line is in view."""
        return self.scroll_offset.y >= self.max_scroll_y

    @property
    def page(self) -> int:
        """Lines in view."""
        return max(1, self.size.height)

    def visible_anchors(self) -> tuple[str, ...]:
        """What the blocks in view are called, from the top."""
        top = self.scroll_offset.y
        first = max(0, bisect_right(self._starts, top) - 1)
        last = bisect_right(self._starts, top + self.page - 1)
        return tuple(block.anchor for block in self._blocks[first:last])

    def show(self, blocks: Sequence[Block], aim: str | None = None) -> None:
        """Show other blocks.

        Args:
            blocks: From top to bottom.
            aim: The block to go to: the end is shown unless this one would begin above the view, then it begins at the
                top. Without it the view stays where it is, or at the end if it is there.
        """
        self._blocks = tuple(blocks)
        if aim is not None:
            self._aim = aim
        self._lay_out()

    def action_lines(self, lines: int) -> None:
        """Scroll some lines, up where negative."""
        self._go(self.scroll_offset.y + lines)

    def action_pages(self, pages: float) -> None:
        """Scroll some pages, up where negative; a whole page keeps one line in view."""
        lines = max(1, round(abs(pages) * self.page) - (abs(pages) >= 1))
        self._go(self.scroll_offset.y + (lines if pages > 0 else -lines))

    def action_start(self) -> None:
        """Show the first line."""
        self._go(0)

    def action_end(self) -> None:
        """Show the last line."""
        self._go(self.max_scroll_y)

    def to_anchor(self, anchor: str) -> None:
        """Bring a block's first line to the top of the view, now or once there is a view."""
        if len(self._starts) != len(self._blocks):
            self._aim, self.touched = anchor, True
        elif (start := self._start_of(anchor)) is not None:
            self._go(start)

    def notify_style_update(self) -> None:
        """Colours changed."""
        self._styles.clear()
        super().notify_style_update()

    def _lay_out(self) -> None:
        width = self.size.width
        if not self.is_attached or width <= 0 or self.size.height <= 0:
            return
        stick, top = self._stick, self._top
        wrapped: dict[tuple[Block, int], tuple[Line, ...]] = {}
        starts: list[int] = []
        lines: list[Line] = []
        for block in self._blocks:
            key = (block, width)
            block_lines = wrapped[key] = self._wrapped.get(key) or block.lines(max(1, width - 1))
            starts.append(len(lines))
            lines.extend(block_lines)
        self._wrapped, self._starts, self._lines, self._width = wrapped, starts, lines, width
        if self.virtual_size.height != len(lines) or self.virtual_size.width != width:
            self.virtual_size = Size(width, len(lines))
        self._place(stick, top)
        self.refresh()

    def _place(self, stick: bool, top: tuple[str, int]) -> None:
        aim, self._aim = self._aim, None
        if aim is not None:
            start = self._start_of(aim)
            self._put(self.max_scroll_y if start is None else min(start, self.max_scroll_y))
        elif stick:
            self._put(self.max_scroll_y)
        elif (start := self._start_of(top[0])) is not None:
            self._put(start + top[1])
        else:
            self._put(min(self.scroll_offset.y, self.max_scroll_y))
        self._remember()

    def _go(self, y: int) -> None:
        self.touched = True
        self._put(y)

    def _put(self, y: int) -> None:
        self.scroll_to(y=y, animate=False, force=True)

    def _start_of(self, anchor: str) -> int | None:
        for block, start in zip(self._blocks, self._starts, strict=True):
            if block.anchor == anchor:
                return start
        return None

    def _remember(self) -> None:
        top = self.scroll_offset.y
        index = bisect_right(self._starts, top) - 1
        if 0 <= index < len(self._blocks):
            self._top = (self._blocks[index].anchor, top - self._starts[index])
        self._stick = self.at_end
        if self._on_scroll is not None:
            self._on_scroll()

    def fresh_line(self, y: int) -> Strip:
        """One line of the view."""
        width, at = self.size.width, self.scroll_offset.y + y
        line = self._lines[at] if 0 <= at < len(self._lines) else ()
        ground = bare = self._style("")
        if line and not line[0][0]:
            ground += self._style(line[0][1])
        segments = [Segment(text, ground + self._style(role) if role else ground) for text, role in line if text]
        strip = Strip(segments).adjust_cell_length(max(0, width - 1), ground)
        if self._overlay and y == self.size.height - 1:
            words = Strip([Segment(f" {self._overlay} ", self._style("below"))])
            strip = Strip.join([strip.crop(0, max(0, width - 1 - words.cell_length)), words]).crop(0, max(0, width - 1))
        thumb = Segment(self.thumb, bare + self._style("thumb")) if self._in_thumb(y) else Segment(" ", bare)
        return joined([*strip, thumb], width)

    def _in_thumb(self, y: int) -> bool:
        total, height = len(self._lines), self.size.height
        if total <= height:
            return False
        size = max(1, height * height // total)
        start = round(self.scroll_offset.y * (height - size) / (total - height))
        return start <= y < start + size

    def _style(self, roles: str) -> Style:
        style = self._styles.get(roles)
        if style is None:
            style = self._styles[roles] = self._made_style(roles)
        return style

    def _made_style(self, roles: str) -> Style:
        if not roles:
            return self.rich_style
        style = Style.null()
        for role in roles.split():
            if role in self.ROLES:
                style += self.get_component_rich_style(f"roll--{role}", partial=True)
            elif role.startswith("label:"):
                style += _label_style(role.removeprefix("label:"))
        return style

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Another part came into view."""
        super().watch_scroll_y(old_value, new_value)
        if self._width == self.size.width:
            self._remember()

    def _on_resize(self, event: events.Resize) -> None:
        self._lay_out()


def _label_style(color: str) -> Style:
    try:
        ground = Color.parse(color)
    except ColorParseError:
        return Style.null()
    text = ground.get_contrast_text(1.0)
    return Style(color=_rich(text), bgcolor=_rich(ground))


def _rich(color: Color) -> RichColor:
    return RichColor.from_rgb(*color.rgb)

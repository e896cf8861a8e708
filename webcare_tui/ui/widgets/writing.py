"""A text area for prose: sends the terminal only the cells that changed, and knows how close together its input came."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from webcare_tui.ui.widgets.frugal import changed_regions


def arrival(event: Message) -> float:
    """When an event came in, in seconds of the monotonic clock."""
    return event.time


class Writing(TextArea, inherit_bindings=False):
    """A text area without letters, function keys or Tab bound, that cleans what is pasted into it.

    Attributes:
        gap: Seconds between the last key and the input before it.
        last_key: The last key's name; "" after a paste.
        enter_types: Whether Enter puts a line end into the text; where not, it is left to the bindings.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        binding for binding in TextArea.BINDINGS if getattr(binding, "key", "") not in ("f6", "f7")
    ]

    DEFAULT_CSS = """
    Writing {
        border: none;
        padding: 0 1 0 0;
        background: $surface;
        color: $text;
        scrollbar-size: 0 0;
        &:focus { border: none; }
    }
    """

    def __init__(self, *, clean: Callable[[str], str] = str, arrived: Callable[[Message], float] = arrival) -> None:
        """Make an empty text area.

        Args:
            clean: What every pasted text goes through.
            arrived: When an event came in, in seconds.
        """
        self._painted: dict[int, Strip] = {}
        self._looking = False
        super().__init__(compact=True, highlight_cursor_line=False, tab_behavior="focus", show_line_numbers=False)
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self.gap = 60.0
        self.enter_types = True
        self._clean = clean
        self._arrived = arrived
        self._last = float("-inf")
        self.last_key = ""

    @property
    def caret(self) -> int:
        """Where the caret stands, in characters from the start; setting it moves the caret there."""
        row, column = self.cursor_location
        return sum(len(line) + 1 for line in self.text.split("\n")[:row]) + column

    @caret.setter
    def caret(self, index: int) -> None:
        before = self.text[: max(0, index)].split("\n")
        self.move_cursor((len(before) - 1, len(before[-1])))

    def insert_pasted(self, text: str) -> None:
        """Put text where the caret stands, cleaned, as one step that can be undone."""
        if not self.read_only and (result := self._replace_via_keyboard(self._clean(text), *self.selection)):
            self.move_cursor(result.end_location)

    def render_line(self, y: int) -> Strip:
        """One line; what is asked for is remembered as painted."""
        strip = super().render_line(y)
        self._painted[y] = strip
        return strip

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Writing:
        """Paint again; where nothing but the text may have changed, only the cells that did."""
        if regions or recompose or not repaint or not self._painted or not self.is_mounted:
            return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        if layout:
            super().refresh(repaint=False, layout=True)
        if not self._looking:
            self._looking = True
            self.call_next(self._refresh_changed)
        return self

    def notify_style_update(self) -> None:
        """Colours or measures changed: nothing that stands there counts any more."""
        self._painted.clear()
        super().notify_style_update()

    def _refresh_changed(self) -> None:
        self._looking = False
        self._line_cache.clear()
        gutter = self.gutter
        old = dict(self._painted)
        if not old:
            super().refresh()
            return
        new = {y: super(Writing, self).render_line(y) for y in range(self.size.height)}
        if regions := changed_regions(old, new, gutter.left, gutter.top):
            super().refresh(*regions)

    def _note_input(self, event: Message) -> None:
        now = self._arrived(event)
        self.gap, self._last = now - self._last, now

    async def _on_key(self, event: events.Key) -> None:
        self._note_input(event)
        self.last_key = event.key
        if event.key == "enter" and not self.enter_types:
            event.prevent_default()

    async def _on_paste(self, event: events.Paste) -> None:
        self._note_input(event)
        self.last_key = ""
        event.prevent_default()
        event.stop()
        self.insert_pasted(event.text)

    def action_paste(self) -> None:
        """Put the program's own clipboard where the caret stands."""
        self.insert_pasted(self.app.clipboard)

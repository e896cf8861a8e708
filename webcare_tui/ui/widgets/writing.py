"""A text area for prose: sends the terminal only the cells that changed, and knows how close together its input came."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from webcare_tui.ui.widgets.frugal import Frugal


def arrival(event: Message) -> float:
    """When an event came in, in seconds of the monotonic clock."""
    return event.time


class Writing(Frugal, TextArea, inherit_bindings=False):
    """A text area without letters, function keys or Tab bound, that cleans what is pasted into it.

    Its own bindings and those of the pane it stands in run in the order of the keys. Textual runs bindings only once a key
    has risen to the app; letters that came in the same packet over a slow line would be typed before, so that a backspace
    hit the wrong letter, and a reply went out with the letters typed behind the order to send it.

    Attributes:
        enter_types: Whether Enter puts a line end into the text; where not, it is left to the bindings.
        paste_gap: See `__init__`; 0 for terminals and tests whose pastes are marked.
        shown: Makes of each line what is drawn of it, letter for letter; the text itself stays.
        deaf_until: Keys and pastes that come in before are dropped; seconds as `arrived` counts.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        binding for binding in TextArea.BINDINGS if getattr(binding, "key", "") not in ("f6", "f7")
    ]

    DEFAULT_CSS = """
    Writing {
        border: none;
        padding: 0;
        background: $surface;
        color: $text;
        scrollbar-size: 0 0;
        &:focus { border: none; }
    }
    """

    def __init__(
        self,
        *,
        clean: Callable[[str], str] = str,
        arrived: Callable[[Message], float] = arrival,
        paste_gap: float = 0.0,
    ) -> None:
        """Make an empty text area.

        Args:
            clean: What every pasted text goes through.
            arrived: When an event came in, in seconds.
            paste_gap: A line end that comes less than so many seconds behind other input is part of a paste, and never
                runs a binding; for terminals that do not mark pastes.
        """
        super().__init__(compact=True, highlight_cursor_line=False, tab_behavior="focus", show_line_numbers=False)
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self.enter_types = True
        self.shown: Callable[[str], str] = str
        self.deaf_until = self.last_input = float("-inf")
        self._clean = clean
        self._arrived = arrived
        self.paste_gap = paste_gap

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

    def replace_all(self, text: str) -> None:
        """Put other text in the place of all, cleaned, as one step that can be undone."""
        self.select_all()
        self.insert_pasted(text)

    def put_round(self, before: str, after: str) -> None:
        """Put text before and behind all that stands here; the caret stays where it is in the words."""
        caret = self.caret + len(before)
        self.insert(after, self.document.end)
        self.insert(before, (0, 0))
        self.caret = caret

    def take_late(self, event: events.Key) -> None:
        """Type a letter or line end that was on its way to another widget when this one was given the keys.

        For the app's `on_key`: keys of one packet all go to the widget that had the keys when the packet came, and rise to
        the app behind the one that moved the keys.
        """
        letter = "\n" if event.key == "enter" else event.character if event.is_printable else None
        if self.screen.focused is self and letter:
            self.insert_pasted(letter)
            event.stop()
            event.prevent_default()

    def fresh_line(self, y: int) -> Strip:
        """One line of the view."""
        self._line_cache.clear()
        return TextArea.render_line(self, y)

    def get_line(self, line_index: int) -> Text:
        """One line of the text, as it is drawn."""
        return Text(self.shown(self.document.get_line(line_index)), end="", no_wrap=True)

    async def _on_key(self, event: events.Key) -> None:
        gap = self._note_input(event)
        if self.last_input < self.deaf_until:
            pass
        elif event.key in ("ctrl+j", "enter") and gap < self.paste_gap:
            self.insert_pasted("\n")
        elif event.is_printable or (event.key == "enter" and self.enter_types) or not await self._run_binding(event.key):
            if event.key == "enter" and not self.enter_types:
                event.prevent_default()
            return
        event.stop()
        event.prevent_default()

    async def _on_paste(self, event: events.Paste) -> None:
        self._note_input(event)
        event.prevent_default()
        event.stop()
        if self.last_input >= self.deaf_until:
            self.insert_pasted(event.text)

    def _note_input(self, event: Message) -> float:
        before, self.last_input = self.last_input, self._arrived(event)
        return self.last_input - before

    async def _run_binding(self, key: str) -> bool:
        for node, bindings in self.screen._modal_binding_chain:
            if node is self or node is self.parent:
                for binding in bindings.key_to_bindings.get(key, ()):
                    if not binding.priority and await self.app.run_action(binding.action, node):
                        return True
        return False

    def action_paste(self) -> None:
        """Put the program's own clipboard where the caret stands."""
        self.insert_pasted(self.app.clipboard)

"""What a form is made of: rows of a label and an answer, lines to type in that keep secrets, and ways to choose from."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual import events
from textual.app import RenderResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

LONGEST = 2000
"""Characters of an answer at most; a paste beyond that is a mistake."""


class Row(Horizontal):
    """A label and an answer; the label stands out while the answer has the keys."""

    DEFAULT_CSS = """
    Row {
        height: auto;
        & > .row-label { width: 20; color: $muted; }
        &.-here > .row-label { color: $key; text-style: bold; }
    }
    """

    def __init__(self, label: str | Content, answer: Widget, *, id: str | None = None) -> None:
        """Put the two side by side.

        Args:
            label: Shown as it is.
            answer: A widget.
            id: Its name on the screen.
        """
        super().__init__(Static(Content(label) if isinstance(label, str) else label, classes="row-label"), answer, id=id)

    def _on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self.add_class("-here")

    def _on_descendant_blur(self, event: events.DescendantBlur) -> None:
        self.remove_class("-here")


class Line(Input):
    """A line to type in. Keys act in their order, also where many come at once; a secret is never copied out."""

    DEFAULT_CSS = """
    Line {
        width: 1fr;
        background: $surface;
        &.-textual-compact { padding: 0 1; }
        &:focus { background: $selected; background-tint: transparent; }
        & > .input--placeholder { color: $muted; text-style: italic; }
    }
    """

    def __init__(self, placeholder: str, *, password: bool, id: str) -> None:
        """Make an empty line.

        Args:
            placeholder: Stands in the empty line.
            password: Is shown as dots.
            id: Its name on the screen.
        """
        super().__init__(placeholder=placeholder, password=password, id=id, compact=True, max_length=LONGEST)
        self.cursor_blink = False
        self.select_on_focus = False

    async def settled(self) -> None:
        """Wait until all that was typed before is in."""
        settled = asyncio.Event()
        self.call_later(settled.set)
        await settled.wait()

    async def _on_key(self, event: events.Key) -> None:
        # Textual runs bindings only once a key has risen to the app, behind the letters of the same packet.
        if not event.is_printable:
            for binding in self._bindings.key_to_bindings.get(event.key, ()):
                event.stop()
                event.prevent_default()
                await self.app.run_action(binding.action, self)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self._take(event.text)

    def action_paste(self) -> None:
        """Put the program's own clipboard where the caret stands."""
        self._take(self.app.clipboard)

    def action_copy(self) -> None:
        """Copy what is marked, unless it is secret."""
        if not self.password and self.selected_text:
            self.app.copy_to_clipboard(self.selected_text)

    def action_cut(self) -> None:
        """Take out what is marked, and copy it unless it is secret."""
        self.action_copy()
        self.delete_selection()

    def _take(self, text: str) -> None:
        """Put the first line that is not empty where the caret stands, without blanks round it."""
        if first := next((line.strip() for line in text.splitlines() if line.strip()), ""):
            self.replace(first, *self.selection)


class Ways(Widget, can_focus=True):
    """One of a few, each on a line; its screen has the keys."""

    chosen: reactive[int] = reactive(0)

    class Changed(Message):
        """Another one is chosen."""

    def __init__(self, words: Sequence[str], *, plain: bool, id: str) -> None:
        """Choose the first.

        Args:
            words: What there is to choose from.
            plain: Only ASCII is drawn.
            id: Its name on the screen.
        """
        super().__init__(id=id)
        self._words = tuple(words)
        self._mark = "*" if plain else "●"
        self.styles.height = len(self._words)

    def render(self) -> RenderResult:
        """The lines; the chosen one stands out by its mark, and by its ground while this has the keys."""
        width, lines = self.size.width, []
        for at, words in enumerate(self._words):
            here = at == self.chosen
            line = Content(f" ({self._mark if here else ' '}) {words}")
            line = line.pad_right(max(0, width - line.cell_length))
            style = ("bold $foreground on $selected" if self.has_focus else "bold $foreground") if here else "$muted"
            lines.append(line.stylize(style))
        return Content("\n").join(lines)

    def move(self, by: int) -> None:
        """Choose another one; it stops at the ends."""
        self.chosen = min(max(0, self.chosen + by), len(self._words) - 1)

    def watch_chosen(self) -> None:
        """Tell the screen."""
        self.post_message(self.Changed())

    async def _on_click(self, event: events.Click) -> None:
        self.move(event.y - self.chosen)

    def _on_focus(self, event: events.Focus) -> None:
        self.refresh()

    def _on_blur(self, event: events.Blur) -> None:
        self.refresh()

"""The composer: the reply, the channel it goes out on, who may read it, and how long it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message as TextualMessage
from textual.reactive import var
from textual.widgets import TextArea

from webcare_tui.models.draft import Draft
from webcare_tui.models.finding import Kind
from webcare_tui.models.reply import Seen
from webcare_tui.text.clean import to_wire
from webcare_tui.ui.present.composition import Composition
from webcare_tui.ui.present.heads import composer_head, counter
from webcare_tui.ui.present.veil import OPEN, Veil
from webcare_tui.ui.widgets.counter import Counter
from webcare_tui.ui.widgets.heading import Headed, Heading, HeadRow
from webcare_tui.ui.widgets.said import Said
from webcare_tui.ui.widgets.writing import Writing, arrival

PASTE_GAP = 0.03
"""Seconds: a ctrl+j closer than this behind other input is a pasted line end, not the agent's word to send."""
ORDER_GAP = 1.0
"""Seconds behind an order to send in which keys are not taken as words, unless the composer is opened or given the keys
again: they were meant for what comes next."""
NOTHING: frozenset[tuple[Kind, str]] = frozenset()
"""What the last look found in a reply and the agent said yes to (`ComposerPane.confirmed`), before there is any."""
OPENING = "It is still being opened: press again."
EMPTY = "There is nothing to send yet: write a reply first."
Severity = Literal["information", "warning"]


class ComposerPane(Headed):
    """A reply that is being written. It sends nothing itself: it says what the agent wants."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j,ctrl+enter", "send", "send", show=False, id="reply.send"),
        Binding("enter", "send", "send", show=False, id="reply.enter"),
        Binding("shift+enter,alt+enter", "line_end", "new line", show=False, id="reply.line_end"),
        Binding("ctrl+o", "send(True)", "send, close, next", show=False, id="reply.send_close_next"),
        Binding("ctrl+t", "publicity", "public/private", show=False, id="reply.publicity"),
        Binding("ctrl+n", "connection", "connection", show=False, id="reply.connection"),
        Binding("f4,ctrl+g", "editor", "editor", show=False, id="reply.editor"),
        Binding("ctrl+s", "saved", "saved", show=False, id="reply.saved"),
        Binding("escape", "leave", "leave, keeps the draft", show=False, id="reply.leave"),
    ]
    DEFAULT_CSS = """
    ComposerPane {
        display: none;
        height: 30%;
        min-height: 4;
        max-height: 10;
        background: $surface;
        border-left: vkey $private;
        &.-public { border-left: outer $public; }
        &.-plain { border-left: ascii $private; }
        &.-plain.-public { border-left: ascii $public; }
        & #composer-counter { width: 9; }
        & > Writing { height: 1fr; margin-left: 1; }
    }
    """

    plain: var[bool] = var(False, toggle_class="-plain")
    veil: var[Veil] = var(OPEN, init=False)
    seen: Seen | None = None  # of the conversation, when the agent began to write

    @dataclass
    class Changed(Said):
        """Words, channel or publicity were changed."""

        draft: Draft

    @dataclass
    class Typed(Said):
        """The agent typed; for the typing event."""

    @dataclass
    class SendRequested(Said):
        """The agent wants it sent."""

        draft: Draft
        close_after: bool = False

    @dataclass
    class Left(Said):
        """The agent left the composer; the draft is to be kept."""

        draft: Draft

    @dataclass
    class PublicAsked(Said):
        """The agent wants a reply to a private message public; `go_public` does it once that is confirmed in words."""

        draft: Draft

    @dataclass
    class EditorRequested(Said):
        """The agent wants an editor of their own; `area.replace_all` brings back what it made."""

        draft: Draft

    @dataclass
    class Noticed(Said):
        """A sentence for the agent."""

        words: str
        severity: Severity = "information"

    def __init__(self, *, id: str | None = None, arrived: Callable[[TextualMessage], float] = arrival) -> None:
        """Make a closed composer.

        Args:
            id: The pane's id.
            arrived: When an event came in, in seconds of a monotonic clock.
        """
        super().__init__(id=id)
        self.headings = self.head, self.counter = Heading(id="composer-head"), Counter(id="composer-counter")
        self.area = Writing(clean=to_wire, arrived=arrived, paste_gap=PASTE_GAP)
        self.area.shown = lambda text: self.veil.over(self._composition.draft.result_id).typed(text)
        self._composition, self._begun = Composition(Draft("", "")), Draft("", "")
        self._known_text, self._ordered, self.confirmed = "", False, NOTHING

    def compose(self) -> ComposeResult:
        """Head, counter and text."""
        with HeadRow(id="composer-top"):
            yield self.head
            yield self.counter
        yield self.area

    @property
    def is_open(self) -> bool:
        """Whether it stands on the screen."""
        return self.display

    @property
    def draft(self) -> Draft:
        """What stands there now; without words where nothing was added to prefix and suffix."""
        return self._composition.written(self.area.text, self.area.caret)

    def open(self, composition: Composition, *, enter_sends: bool = False) -> None:
        """Show a reply and let the agent write; nothing is kept from the one before.

        Args:
            composition: The reply, and what belongs to it.
            enter_sends: Enter sends, as chat programs do; shift+enter puts a line end.
        """
        early = self.area.text if self.display and not self._composition.draft.result_id else ""
        self.area.enter_types, self.display = not enter_sends, True
        self._start(composition.settled())
        if early:
            self.area.insert_pasted(early)

    def begin(self) -> None:
        """Take the keys at once, before the draft is known; `open` puts what is typed meanwhile where the caret stands."""
        self.close()
        self.display = True
        self.focus_text()

    def close(self) -> None:
        """Take the composer off the screen; nothing is kept here."""
        self.display = False
        self._start(Composition(Draft("", "")))

    def focus_text(self) -> None:
        """Give the text the keys, from the next one on."""
        self.area.deaf_until = 0.0
        self.screen.set_focus(self.area, scroll_visible=False)

    def go_public(self) -> None:
        """Make the reply public: the agent has confirmed it."""
        self._change(self._composition.made(public=True))

    @property
    def untouched(self) -> bool:
        """Nothing was typed, and neither channel nor publicity chosen, since it was opened."""
        return self._blank and self._composition.draft == self._begun

    @property
    def _blank(self) -> bool:
        return self.area.text == self._composition.beginning[0] and not self.draft.text

    def complete(self, late: Composition) -> None:
        """Bring in what the service has told since the reply was opened; words that were typed stay, between prefix and suffix.

        Args:
            late: The same reply, with its publicity as it stands here.
        """
        if self._blank:
            chosen = None if self.untouched else self._begun
            self._start(late.settled())
            self._begun = chosen or self._begun
            return
        if not (self._composition.prefix or self._composition.suffix or self._begun.text):
            self.area.put_round(late.prefix, late.suffix)
        self._composition = late.settled()
        self._draw()

    def stand_down(self, result_id: str) -> None:
        """The order to send the reply to this result has come to its end, well or not: another one may be given."""
        if self._composition.draft.result_id == result_id:
            self._ordered, self.area.deaf_until = False, 0.0

    def action_send(self, close_after: bool = False) -> None:
        """Ask for the reply to be sent, once, unless nothing was written; keys pressed right behind are not words of it."""
        draft = self.draft
        if self._ordered:
            return
        if not (draft.text and draft.result_id):
            self.post_message(self.Noticed(self, OPENING if self.area.text and not draft.result_id else EMPTY, "warning"))
            return
        # No change of these words is told behind the order: it would be kept as a draft once they are in the outbox.
        self._known_text, self._ordered = self.area.text, True
        self.area.deaf_until = self.area.last_input + ORDER_GAP
        self.post_message(self.SendRequested(self, draft, close_after))

    def _start(self, composition: Composition) -> None:
        self._composition, self._ordered, self.area.deaf_until = composition, False, 0.0
        self._begun, self.confirmed = composition.draft, NOTHING
        self._known_text, caret = composition.beginning
        self.area.load_text(self._known_text)
        self.area.caret = caret
        self._draw()

    def _change(self, composition: Composition) -> None:
        self._composition = composition
        self._draw()
        self.post_message(self.Changed(self, self.draft))

    def _draw(self) -> None:
        self.set_class(self._composition.draft.public, "-public")
        self._count(self.area.text)
        self.head.fit(lambda width: (composer_head(self._composition, width, self.veil), Content("")))
        self.area.refresh()

    _watch_veil = _draw

    def _count(self, text: str) -> None:
        self.counter.tell(counter(count := self._composition.count(text)), 2 * len(str(count.limit)) + 3)

    @on(TextArea.Changed)
    def _text_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        text = self.area.text
        if text == self._known_text or not self.display:
            return
        self._known_text = text
        self._count(text)
        if self._composition.draft.result_id:
            self.post_message(self.Changed(self, self.draft))
            self.post_message(self.Typed(self))

    def action_line_end(self) -> None:
        """Put a line end into the text."""
        self.area.insert_pasted("\n")

    def action_publicity(self) -> None:
        """Switch between public and private; a private message's reply turns public only after a confirmation."""
        if self._composition.draft.public:
            self._change(self._composition.made(public=False))
        elif self._composition.private_only:
            self.post_message(self.PublicAsked(self, self.draft))
        else:
            self._change(self._composition.made(public=True))

    def action_connection(self) -> None:
        """Answer from the next channel."""
        if len(self._composition.connections) < 2:
            self.post_message(self.Noticed(self, "There is only one connection to answer from here."))
        else:
            self._change(self._composition.next_connection())

    def action_editor(self) -> None:
        """Ask for an editor of the agent's own."""
        self.post_message(self.EditorRequested(self, self.draft))

    def action_saved(self) -> None:
        """Say that the draft is saved; it always is."""
        self.post_message(self.Noticed(self, "The draft is saved; it is with every key you press."))

    def action_leave(self) -> None:
        """Leave; the draft is kept."""
        self.post_message(self.Left(self, self.draft))

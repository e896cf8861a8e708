"""The conversation: who it is with, its messages, and the replies under way at its end."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.timer import Timer
from textual.widget import Widget

from webcare_tui.models.account import Account
from webcare_tui.models.conversation import Conversation
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.ui.present.bubbles import Further
from webcare_tui.ui.present.heads import conversation_head, zone_of
from webcare_tui.ui.present.thread import NumberedLink, Scene, is_new, thread
from webcare_tui.ui.widgets.heading import Headed, Heading
from webcare_tui.ui.widgets.roll import Roll
from webcare_tui.ui.widgets.said import Said

MOVING = (OutboxState.QUEUED, OutboxState.UNCERTAIN)
"""States whose words change with the clock."""


class Thread(Roll, can_focus=True):
    """The messages.

    Attributes:
        on_top: Called whenever the agent goes to the first line, or wants to go further up than that.
    """

    ROLES = frozenset(
        (
            *("text", "muted", "name", "customer", "other", "me", "colleague", "company", "asked", "gone", "link", "note"),
            *("rule", "new", "label", "public", "private", "queued", "sending", "sent", "failed", "uncertain", "below"),
            "thumb",
        )
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"roll--{role}" for role in ROLES}
    DEFAULT_CSS = """
    Thread {
        height: 1fr;
        & .roll--text { color: $foreground; }
        & .roll--muted { color: $muted; }
        & .roll--name { color: $foreground; text-style: bold; }
        & .roll--customer { color: $edge-customer; }
        & .roll--other { color: $muted; }
        & .roll--me { color: $edge-own; }
        & .roll--company { color: $edge-own; }
        & .roll--colleague { color: $edge-colleague; }
        & .roll--asked { background: $surface; }
        & .roll--gone { color: $muted; text-style: italic; }
        & .roll--link { color: $link; text-style: underline; }
        & .roll--note { color: $accent; }
        & .roll--thumb { color: $faint; }
        & .roll--rule { color: $faint; }
        & .roll--new { color: $accent; text-style: bold; }
        & .roll--label { background: $label; color: $label-text; }
        & .roll--public { background: $public; color: $public-text; text-style: bold; }
        & .roll--private { background: $private; color: $private-text; text-style: bold; }
        & .roll--queued { color: $sending; }
        & .roll--sending { color: $sending; text-style: bold; }
        & .roll--sent { color: $success; }
        & .roll--failed { color: $error; text-style: bold; }
        & .roll--uncertain { color: $unknown; text-style: bold; }
        & .roll--below { background: $pill; color: $pill-text; text-style: bold; }
    }
    """


    on_top: Callable[[], None] = staticmethod(lambda: None)

    def action_lines(self, lines: int) -> None:
        """Scroll some lines, up where negative."""
        super().action_lines(lines)
        self._went(lines)

    def action_pages(self, pages: float) -> None:
        """Scroll some pages, up where negative."""
        super().action_pages(pages)
        self._went(pages)

    def action_start(self) -> None:
        """Show the first line."""
        super().action_start()
        self._went(-1)

    def _went(self, by: float) -> None:
        if by < 0 and self.scroll_offset.y <= 0:
            self.on_top()


class ConversationPane(Headed):
    """The conversation that is read.

    It opens at its end, or at the message that was asked for where that begins above it. While its end is in view it
    follows new messages; elsewhere it stays and says at its foot how many there are below.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "read_on", "read on", show=False, id="move.read_on"),
        Binding("enter", "unfold", "show all", show=False, id="thread.unfold"),
    ]
    DEFAULT_CSS = """
    ConversationPane {
        background: $background;
    }
    """

    conversation: var[Conversation | None] = var(None, init=False)
    outbox: var[tuple[OutboxItem, ...]] = var((), init=False)
    account: var[Account | None] = var(None, init=False)
    busy: var[bool] = var(False, init=False)
    me: var[str] = var("", init=False)
    plain: var[bool] = var(False, init=False)
    trouble: var[str] = var("", init=False)  # with the link to the service

    class EndReached(Said):
        """The agent wants to read on, and the end of the conversation is in view."""

    class TopReached(Said):
        """The agent wants to read what came before, and the service may have it."""

    def __init__(self, *children: Widget, id: str | None = None, clock: Callable[[], float] = time.time) -> None:
        """Make the pane.

        Args:
            children: Widgets between the head and the messages.
            id: The pane's id.
            clock: Unix seconds.
        """
        super().__init__(id=id)
        self._between: list[Widget] = list(children)
        self._clock = clock
        self._known: frozenset[str] | None = None
        self._settled = False
        self._unread = 0
        self._whole: set[str] = set()
        self._links: tuple[NumberedLink, ...] = ()
        self._timer: Timer | None = None
        self.head = Heading(id="conversation-head")
        self.headings = (self.head,)
        self.roll = Thread(id="conversation-thread", on_scroll=self._scrolled)
        self.roll.on_top = self._at_top

    def compose_add_child(self, widget: Widget) -> None:
        """Widgets composed inside the pane stand between its head and the messages."""
        self._between.append(widget)

    def compose(self) -> ComposeResult:
        """Head, what stands between, messages."""
        yield self.head
        yield from self._between
        yield self.roll

    @property
    def at_end(self) -> bool:
        """Whether the end of the conversation is in view."""
        return self.roll.at_end

    @property
    def links(self) -> tuple[NumberedLink, ...]:
        """The links of the conversation, as they are numbered there."""
        return self._links

    def focus(self, scroll_visible: bool = False) -> ConversationPane:
        """Give the messages the keys."""
        self.roll.focus(scroll_visible)
        return self

    def mark_read(self) -> None:
        """Count all that stands here as seen."""
        if self.conversation is not None:
            self._known = _ids(self.conversation)
            self._unread = 0
            self._draw()

    def _on_mount(self, event: events.Mount) -> None:
        self._timer = self.set_interval(1.0, self._tick, pause=True)
        self._draw(self.conversation.result.id if self.conversation else None)
        self._draw_head()

    def _watch_conversation(self, old: Conversation | None, new: Conversation | None) -> None:
        aim: str | None = None
        if new is None:
            self._known = None
        elif old is None or old.result.id != new.result.id:
            self._known, self._settled, self._unread = _ids(new), new.fresh, 0
            self.roll.touched = False
            self._whole.clear()
            aim = new.result.id
        elif not self._settled:
            self._known, self._settled = (self._known or frozenset()) | _ids(new), new.fresh
            aim = None if self.roll.touched else new.result.id
        else:
            before, aim = _ids(old), self._reading(old, new)
            self._known = (self._known or frozenset()) | _earlier(old, new)
            if self.roll.at_end:
                self._unread = 0
            else:
                self._unread += sum(message.id not in before and is_new(message, self._known) for message in new.messages)
        self._draw(aim)
        self._draw_head()

    def _reading(self, old: Conversation, new: Conversation) -> str | None:
        """The message to stay on where earlier ones came in above it while its conversation was read from the top."""
        top = self.roll.visible_anchors()[:1]
        came = bool(_earlier(old, new))
        return old.messages[0].id if came and old.messages and self.roll.touched and top == (Further.anchor,) else None

    def _watch_outbox(self, old: tuple[OutboxItem, ...], new: tuple[OutboxItem, ...]) -> None:
        if self.conversation is not None and {item.id for item in new} - {item.id for item in old}:
            self._known, self._unread = _ids(self.conversation), 0
        self._draw()

    def _watch_account(self) -> None:
        self._draw()
        self._draw_head()

    def _watch_me(self) -> None:
        self._draw()

    def _watch_plain(self) -> None:
        self.roll.thumb = "#" if self.plain else "▐"
        self._draw()
        self._draw_head()

    def _watch_busy(self) -> None:
        self._draw_head()

    _watch_trouble = _watch_busy

    def _draw(self, aim: str | None = None) -> None:
        if not self.is_mounted:
            return
        scene = Scene(
            account=self.account,
            me=self.me,
            now=self._clock(),
            zone=zone_of(self.account),
            known=self._known,
            whole=frozenset(self._whole),
            plain=self.plain,
        )
        drawn = thread(self.conversation, self.outbox, scene)
        self._links = drawn.links
        self.roll.show(drawn.blocks, aim)
        self._say_below()
        if self._timer is not None:
            moving = any(item.state in MOVING for item in self.outbox)
            (self._timer.resume if moving else self._timer.pause)()

    def _draw_head(self) -> None:
        state = {"busy": self.busy, "stale": bool(self.trouble), "plain": self.plain}
        self.head.fit(lambda width: conversation_head(self.conversation, self.account, width, **state))

    def _tick(self) -> None:
        self._draw()

    def _scrolled(self) -> None:
        if self.roll.at_end:
            self._unread = 0
        self._say_below()

    def _at_top(self) -> None:
        if self.conversation is not None and self.conversation.more and not self.busy:
            self.post_message(self.TopReached(self))

    def _say_below(self) -> None:
        self.roll.overlay = f"{self._unread} new {'v' if self.plain else '↓'}" if self._unread else ""

    def action_read_on(self) -> None:
        """Go a page down; at the end say so, so that the next conversation can be opened."""
        if self.roll.at_end:
            self.post_message(self.EndReached(self))
        else:
            self.roll.action_pages(1.0)

    def action_unfold(self) -> None:
        """Show the long messages in view whole, or fold them again."""
        ids = set(self.roll.visible_anchors())
        self._whole = self._whole - ids if ids & self._whole else self._whole | ids
        self._draw()


def _earlier(old: Conversation, new: Conversation) -> frozenset[str]:
    """Ids of messages that came in above all that stood there."""
    first = min((message.order for message in old.messages), default=None)
    return frozenset(message.id for message in new.messages if first is not None and message.order < first)


def _ids(conversation: Conversation) -> frozenset[str]:
    return frozenset(message.id for message in conversation.messages)

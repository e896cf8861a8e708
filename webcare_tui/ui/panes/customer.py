"""The customer: a line above the conversation, and a panel with all that is known."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import var

from webcare_tui.models.account import Account
from webcare_tui.models.conversation import Conversation
from webcare_tui.models.result import Result
from webcare_tui.ui.present.customer import customer_line
from webcare_tui.ui.present.dossier import dossier
from webcare_tui.ui.present.heads import zone_of
from webcare_tui.ui.widgets.heading import Headed, Heading
from webcare_tui.ui.widgets.roll import Roll


class CustomerLine(Heading):
    """Waiting time, earlier contact, sentiment, handler and labels, in one line."""

    DEFAULT_CSS = """
    CustomerLine { background: $background; color: $muted; }
    """

    conversation: var[Conversation | None] = var(None, init=False)
    account: var[Account | None] = var(None, init=False)
    now: var[float] = var(0.0, init=False)
    handler_id: var[str] = var("", init=False)
    plain: var[bool] = var(False, init=False)

    def _on_mount(self, event: events.Mount) -> None:
        self._draw()

    def _watch_conversation(self) -> None:
        self._draw()

    def _watch_account(self) -> None:
        self._draw()

    def _watch_now(self) -> None:
        self._draw()

    def _watch_handler_id(self) -> None:
        self._draw()

    def _watch_plain(self) -> None:
        self._draw()

    def _draw(self) -> None:
        if self.is_attached:
            self.show(customer_line(self.conversation, self.account, self.now, handler_id=self.handler_id, plain=self.plain))


class Dossier(Roll, can_focus=True):
    """The rows of the panel."""

    ROLES = frozenset({"text", "muted", "name", "caption", "below", "thumb"})
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"roll--{role}" for role in ROLES}
    DEFAULT_CSS = """
    Dossier {
        height: 1fr;
        & .roll--text { color: $foreground; }
        & .roll--muted { color: $muted; }
        & .roll--name { color: $foreground; text-style: bold; }
        & .roll--thumb { color: $faint; }
        & .roll--caption { color: $accent; text-style: bold; }
        & .roll--below { background: $pill; color: $pill-text; }
    }
    """


class CustomerPanel(Headed):
    """Profile, notes, earlier contact and activities of the customer."""

    DEFAULT_CSS = """
    CustomerPanel {
        background: $background;
    }
    """

    conversation: var[Conversation | None] = var(None, init=False)
    account: var[Account | None] = var(None, init=False)
    now: var[float] = var(0.0, init=False)
    earlier: var[tuple[Result, ...]] = var((), init=False)

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty panel."""
        super().__init__(id=id)
        self.head = Heading(id="customer-head")
        self.headings = (self.head,)
        self.roll = Dossier(id="customer-dossier")

    def compose(self) -> ComposeResult:
        """Head and rows."""
        yield self.head
        yield self.roll

    def focus(self, scroll_visible: bool = False) -> CustomerPanel:
        """Give the rows the keys."""
        self.roll.focus(scroll_visible)
        return self

    def show_earlier(self) -> None:
        """Bring the earlier contact to the top of the view."""
        caption = next((block.anchor for block in self.roll.blocks if block.anchor.startswith("caption Earlier")), "")
        self.roll.to_anchor(caption)

    def _on_mount(self, event: events.Mount) -> None:
        self.head.show(Content(" Customer"))
        self._draw()

    def _watch_conversation(self, old: Conversation | None, new: Conversation | None) -> None:
        self._draw(anew=old is None or new is None or old.result.id != new.result.id)

    def _watch_account(self) -> None:
        self._draw()

    def _watch_earlier(self) -> None:
        self._draw()

    def _draw(self, *, anew: bool = False) -> None:
        if self.is_attached:
            blocks = dossier(self.conversation, self.account, self.earlier, zone_of(self.account))
            self.roll.show(blocks, aim=blocks[0].anchor if anew or not self.roll.touched else None)

    def _on_resize(self, event: events.Resize) -> None:
        self._draw()

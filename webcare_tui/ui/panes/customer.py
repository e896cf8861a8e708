"""The customer: a line above the conversation, and a panel with all that is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import var

from webcare_tui.models.account import Account
from webcare_tui.models.conversation import Conversation
from webcare_tui.models.result import Result
from webcare_tui.ui.present.customer import customer_line
from webcare_tui.ui.present.dossier import EARLIER, Moment, dossier
from webcare_tui.ui.present.heads import zone_of
from webcare_tui.ui.present.veil import OPEN, Veil
from webcare_tui.ui.widgets.heading import Headed, Heading
from webcare_tui.ui.widgets.roll import Roll
from webcare_tui.ui.widgets.said import Said


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
    """The rows of the panel.

    Attributes:
        step: Moves a cursor to the next row that can be opened, down or up, where one is in view; tells whether it moved.
    """

    ROLES = frozenset({"text", "muted", "name", "caption", "chosen", "label", "below", "thumb"})
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"roll--{role}" for role in ROLES}
    DEFAULT_CSS = """
    Dossier {
        height: 1fr;
        & .roll--text { color: $foreground; }
        & .roll--muted { color: $muted; }
        & .roll--name { color: $foreground; text-style: bold; }
        & .roll--thumb { color: $faint; }
        & .roll--caption { color: $accent; text-style: bold; }
        & .roll--chosen { background: $selected; text-style: bold; }
        & .roll--label { background: $label; color: $label-text; }
        & .roll--below { background: $pill; color: $pill-text; }
    }
    """


    step: Callable[[int], bool] = staticmethod(lambda by: False)

    def action_lines(self, lines: int) -> None:
        """Move the cursor where a row in view can be opened; else scroll some lines, up where negative."""
        if not self.step(lines):
            super().action_lines(lines)


class CustomerPanel(Headed):
    """Profile, notes, earlier contact and activities of the customer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "open", show=False, id="customer.open")]
    DEFAULT_CSS = """
    CustomerPanel {
        background: $background;
    }
    """

    conversation: var[Conversation | None] = var(None, init=False)
    account: var[Account | None] = var(None, init=False)
    now: var[float] = var(0.0, init=False)
    earlier: var[tuple[Result, ...]] = var((), init=False)
    veil: var[Veil] = var(OPEN, init=False)
    chosen: var[str] = var("", init=False)
    """The id of the earlier message that the cursor stands on."""

    @dataclass
    class Opened(Said):
        """The agent wants to read an earlier message."""

        result_id: str

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty panel."""
        super().__init__(id=id)
        self.head = Heading(id="customer-head")
        self.headings = (self.head,)
        self.roll = Dossier(id="customer-dossier")
        self.roll.step = self._step

    def compose(self) -> ComposeResult:
        """Head and rows."""
        yield self.head
        yield self.roll

    def focus(self, scroll_visible: bool = False) -> CustomerPanel:
        """Give the rows the keys."""
        self.roll.focus(scroll_visible)
        return self

    def show_earlier(self) -> None:
        """Bring the earlier contact to the top of the view, the cursor on the newest of it."""
        caption = next((block.anchor for block in self.roll.blocks if block.anchor.startswith(f"caption {EARLIER}")), "")
        self.roll.to_anchor(caption)
        self.chosen = next((block.opens for block in self._rows()), "")

    def action_open(self) -> None:
        """Open the earlier message under the cursor."""
        if self.chosen:
            self.post_message(self.Opened(self, self.chosen))

    def _rows(self) -> list[Moment]:
        return [block for block in self.roll.blocks if isinstance(block, Moment) and block.opens]

    def _step(self, by: int) -> bool:
        """Move the cursor to the row that can be opened next to it, if that is in view; without one, into the view."""
        seen = set(self.roll.visible_anchors())
        ids = [row.opens for row in self._rows() if row.anchor in seen]
        if not ids:
            return False
        if self.chosen in ids:
            at = ids.index(self.chosen) + (1 if by > 0 else -1)
            if not 0 <= at < len(ids):
                return False
            self.chosen = ids[at]
        else:
            self.chosen = ids[0 if by > 0 else -1]
        return True

    def _on_mount(self, event: events.Mount) -> None:
        self._draw_head()
        self._draw()

    def _watch_conversation(self, old: Conversation | None, new: Conversation | None) -> None:
        anew = old is None or new is None or old.result.id != new.result.id
        if anew:
            self.chosen = ""
        self._draw(anew=anew)

    def _watch_account(self) -> None:
        self._draw()

    def _watch_veil(self) -> None:
        self._draw()

    def _watch_earlier(self) -> None:
        self._draw()
        self._draw_head()

    def _watch_chosen(self) -> None:
        self._draw()

    def _draw(self, *, anew: bool = False) -> None:
        if self.is_attached:
            here = self.veil.conversation(self.conversation)
            earlier = self.veil.over(here.result.id if here else "").results(self.earlier)
            blocks = dossier(here, self.account, earlier, zone_of(self.account), self.chosen)
            self.roll.show(blocks, aim=blocks[0].anchor if anew or not self.roll.touched else None)

    def _draw_head(self) -> None:
        hint = "j k choose · Enter opens · Esc back " if self.earlier else "Esc back "
        self.head.fit(lambda width: (Content(" Customer"), Content(hint if width > len(hint) + 9 else "")))

    def _on_resize(self, event: events.Resize) -> None:
        self._draw()

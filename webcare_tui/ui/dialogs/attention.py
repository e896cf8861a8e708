"""Drafts and replies under way: each with its state in words, and what can be decided about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from webcare_tui.models.draft import Draft
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.ui.dialogs.dialog import Dialog
from webcare_tui.ui.widgets.choices import Choices

WORDS = {
    OutboxState.QUEUED: ("◷", "waits", "$sending"),
    OutboxState.SENDING: ("↑", "is being sent", "$sending"),
    OutboxState.SENT: ("✓", "sent", "$success"),
    OutboxState.FAILED: ("✗", "refused", "$error"),
    OutboxState.UNCERTAIN: ("?", "uncertain", "$unknown"),
    OutboxState.DISCARDED: ("·", "discarded", "$muted"),
}
ORDER = (OutboxState.UNCERTAIN, OutboxState.FAILED, OutboxState.SENDING, OutboxState.QUEUED, OutboxState.SENT)


class Decision(Enum):
    """What the agent wants done."""

    GO = "go"
    CHECK = "check"
    MARK = "mark"
    DRAFT = "draft"
    AGAIN = "again"
    DISCARD = "discard"


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision about one reply or draft.

    Attributes:
        decision: What is to be done.
        result_id: The result that is answered.
        item_id: The row of the outbox; "" for a draft.
    """

    decision: Decision
    result_id: str
    item_id: str = ""


ALLOWED: Mapping[Decision, frozenset[OutboxState]] = {
    Decision.CHECK: frozenset({OutboxState.UNCERTAIN}),
    Decision.MARK: frozenset({OutboxState.UNCERTAIN}),
    Decision.DRAFT: frozenset({OutboxState.UNCERTAIN, OutboxState.QUEUED, OutboxState.FAILED}),
    Decision.AGAIN: frozenset({OutboxState.UNCERTAIN}),
    Decision.DISCARD: frozenset({OutboxState.UNCERTAIN, OutboxState.FAILED}),
}
"""In which states of a reply each decision makes sense; going there always does, and a draft can be discarded."""


KEYS = (
    ("c", "check again", Decision.CHECK),
    ("m", "it was sent", Decision.MARK),
    ("b", "back to draft", Decision.DRAFT),
    ("S", "send once more", Decision.AGAIN),
    ("X", "throw away", Decision.DISCARD),
)
LINES = 12
REST, REASON = 13, 5
"""Lines of the dialog beside the list; and those of the reasons, where there are any."""
MOST = 600
"""Characters of the words that are shown."""


class AttentionDialog(Dialog[Choice]):
    """Lists what is unfinished, and below that what was sent lately; nothing here is sent by Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,D", "leave", "back", show=False),
        Binding("j,down", "move(1)", "down", show=False),
        Binding("k,up", "move(-1)", "up", show=False),
        Binding("enter", "decide('go')", "go there", show=False),
        Binding("c", "decide('check')", "check again", show=False),
        Binding("m", "decide('mark')", "it was sent", show=False),
        Binding("b", "decide('draft')", "back to draft", show=False),
        Binding("S", "decide('again')", "send once more", show=False),
        Binding("X", "decide('discard')", "throw away", show=False),
    ]
    DEFAULT_CSS = """
    AttentionDialog > .dialog-box { width: 100; }
    AttentionDialog .attention-why { height: 4; margin: 1 2 0 2; padding: 0 2; }
    AttentionDialog .attention-text { height: 4; margin: 1 2 0 2; padding: 0 2; color: $muted; }
    """

    def __init__(self, items: tuple[OutboxItem, ...], drafts: tuple[Draft, ...], names: Mapping[str, str]) -> None:
        """Make the dialog.

        Args:
            items: The outbox.
            drafts: What was typed and not sent.
            names: Whom each draft answers, by result id.
        """
        super().__init__("Drafts and outbox")
        rank = {state: place for place, state in enumerate(ORDER)}
        ordered = sorted(items, key=lambda item: (rank.get(item.state, len(ORDER)), -item.updated))
        done = [item for item in ordered if item.state is OutboxState.SENT]
        self._items: list[OutboxItem | Draft] = [*(item for item in ordered if item not in done), *drafts, *done]
        self._choices = Choices([_row(each, names) for each in self._items])
        self._why, self._text = Static(classes="attention-why"), Static(classes="attention-text")
        self._why.display = any(_reason(each) for each in self._items)

    def between(self) -> ComposeResult:
        """The list, and why the one under the cursor stands there, and its words."""
        yield self._choices
        yield self._why
        yield self._text

    def on_mount(self) -> None:
        """Show the words of the first one, and of the list what there is room for."""
        room = self.app.size.height - REST - REASON * self._why.display
        self._choices.styles.height = max(1, min(LINES, len(self._items), room))
        self.action_move(0)

    def keys(self) -> Iterable[tuple[str, str]]:
        """What can be decided about the one under the cursor."""
        words = (("⏎", "go there", Decision.GO), *((key, words, decision) for key, words, decision in KEYS))
        return (*((key, word) for key, word, decision in words if self._allows(decision)), ("Esc", "back"))

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self._choices.move(by)
        if self._choices.cursor is not None:
            here = self._items[self._choices.cursor]
            self._why.update(Content(_reason(here)))
            self._text.update(Content(here.text[:MOST]))
            self.query_one(".dialog-keys", Static).update(self.key_line())

    def action_decide(self, name: str) -> None:
        """Return a decision on the one under the cursor, if it makes sense there."""
        at, decision = self._choices.cursor, Decision(name)
        if at is not None and self._allows(decision):
            each = self._items[at]
            self.dismiss(Choice(decision, each.result_id, each.id if isinstance(each, OutboxItem) else ""))

    def _allows(self, decision: Decision) -> bool:
        each = self._items[self._choices.cursor or 0]
        if isinstance(each, Draft):
            return decision in (Decision.GO, Decision.DISCARD)
        return decision is Decision.GO or each.state in ALLOWED[decision]


def _reason(each: OutboxItem | Draft) -> str:
    return each.reason if isinstance(each, OutboxItem) else ""


def _row(each: OutboxItem | Draft, names: Mapping[str, str]) -> Content:
    if isinstance(each, Draft):
        glyph, words, style, who = "✎", "draft", "$draft", names.get(each.result_id, each.result_id)
    else:
        (glyph, words, style), who = WORDS[each.state], each.to or each.result_id
    public = "PUBLIC" if each.public else "PRIVATE"
    return Content.assemble(
        (f"{glyph} {words} ", f"bold {style}"),
        (f"{who} ", "bold"),
        (f"{public} ", "bold $public" if each.public else "bold $private"),
        (_reason(each), "$muted"),
    )

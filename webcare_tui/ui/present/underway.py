"""What stands behind the messages of a conversation: replies under way, and a reply that was saved at the server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from itertools import accumulate
from typing import ClassVar

from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.services.reconcile import SCHEDULE, cause
from webcare_tui.text.width import cells
from webcare_tui.ui.present.bubbles import BARS, FOLD, FOLDED, Side, clock_words, framed, indent, room_beside
from webcare_tui.ui.present.paper import Line, wrap

CHECKS = tuple(accumulate(SCHEDULE))
"""Seconds after the attempt at which an uncertain reply is looked for in the conversation; after the last it is the agent's
to decide."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A reply that was saved at the server, behind the messages; it is no message, and nobody has sent it.

    Attributes:
        head: Who saved it.
        publicity: `PUBLIC` or `PRIVATE`.
        text: The words, clean.
        foot: Which channel it was meant for, and what can be done with it.
        plain: Draw with ASCII only.
    """

    head: str
    publicity: str
    text: str
    foot: str
    plain: bool = False
    anchor: ClassVar[str] = "saved draft"

    def lines(self, width: int) -> tuple[Line, ...]:
        """The lines at a width in cells, a blank one below."""
        gutter = (indent(Side.ME, width) + ("¦" if not self.plain else ":") + " ", "note")
        room = room_beside(width, gutter)
        publicity = (f" {self.publicity} ", self.publicity.lower())
        head = wrap(self.head, max(1, room - cells(publicity[0]) - 1), "note")
        body = wrap(self.text, room, "gone")
        shown = body if len(body) <= FOLD else [*body[:FOLDED], ((f"… {len(body) - FOLDED} more lines", "note"),)]
        lines = ((publicity, (" ", ""), *head[0]), *head[1:], *shown, *wrap(self.foot, room, "muted"))
        return (*(framed(line, gutter) for line in lines), ())


@dataclass(frozen=True, slots=True)
class Echo:
    """A reply under way, at the end of the conversation.

    Attributes:
        anchor: The outbox row's id.
        state: Where it stands.
        standing: Glyph and words of that.
        publicity: `PUBLIC` or `PRIVATE`.
        text: The words, clean.
        plain: Draw with ASCII only.
    """

    anchor: str
    state: OutboxState
    standing: str
    publicity: str
    text: str
    plain: bool = False

    def lines(self, width: int) -> tuple[Line, ...]:
        """The lines at a width in cells, a blank one below."""
        gutter = (indent(Side.ME, width) + BARS[Side.ME][self.plain] + " ", Side.ME.value)
        room = room_beside(width, gutter)
        body = wrap(self.text, room, "gone" if self.state is OutboxState.FAILED else "text")
        shown = body if len(body) <= FOLD else [*body[:FOLDED], ((f"… {len(body) - FOLDED} more lines", "note"),)]
        publicity = (f" {self.publicity} ", self.publicity.lower())
        standing = wrap(self.standing, max(1, room - cells(publicity[0]) - 1), self.state.value)
        head: Line = (publicity, (" ", ""), *standing[0])
        return (*(framed(line, gutter) for line in (head, *standing[1:], *shown)), ())


GLYPHS = {
    OutboxState.QUEUED: ("◷", "~"),
    OutboxState.SENDING: ("↑", "^"),
    OutboxState.SENT: ("✓", "+"),
    OutboxState.FAILED: ("✗", "x"),
    OutboxState.UNCERTAIN: ("?", "?"),
    OutboxState.DISCARDED: ("✗", "x"),
}


def standing(item: OutboxItem, now: float, zone: tzinfo | None = None, *, plain: bool = False) -> str:
    """Where a reply stands, as a glyph and words.

    Args:
        item: Its row in the outbox.
        now: Unix seconds.
        zone: For the clock; None is the machine's own.
        plain: ASCII only.
    """
    return f"{GLYPHS[item.state][plain]} {_standing_words(item, now, zone)}"


def _standing_words(item: OutboxItem, now: float, zone: tzinfo | None) -> str:
    reason = item.reason.strip()
    if item.state is OutboxState.QUEUED:
        left = item.not_before - now
        if item.attempt or left > 60:
            when = f"again at {clock_words(item.not_before, zone)}" if left > 0 else "waits its turn"
            return f"{when}: {reason}" if reason else when
        if left > 0:
            return f"held {-int(-left // 1)} s · u takes it back"
        return f"waits: {reason}" if reason else "waits its turn"
    if item.state is OutboxState.SENDING:
        return "sending"
    if item.state is OutboxState.SENT:
        return f"sent {clock_words(item.updated or item.attempt_at, zone)}"
    if item.state is OutboxState.FAILED:
        return f"refused: {reason or 'the service gave no reason'}"
    if item.state is OutboxState.UNCERTAIN:
        return f"uncertain – {_doubt(now - item.attempt_at)}" + (f" · {why}" if (why := cause(reason)) else "")
    return "thrown away"


def _doubt(elapsed: float) -> str:
    if elapsed >= CHECKS[-1]:
        return "not found after 3 min · D decides"
    done = sum(elapsed >= moment for moment in CHECKS)
    return f"checking ({min(done + 1, len(CHECKS))}/{len(CHECKS)})"

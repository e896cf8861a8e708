"""The messages of a conversation and the replies under way, each as lines with a bar that says whose words they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from itertools import accumulate
from typing import ClassVar

from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.services.reconcile import SCHEDULE
from webcare_tui.text.width import cells, cut
from webcare_tui.ui.present.paper import WIDEST, Line, Mark, Piece, rule, wrap

FOLD = 200
"""Lines of one message beyond which it is folded."""
FOLDED = 60
"""Lines of a folded message that are shown."""
CHECKS = tuple(accumulate(SCHEDULE))
"""Seconds after the attempt at which an uncertain reply is looked for in the conversation; after the last it is the agent's
to decide."""


class Side(StrEnum):
    """Whose words a message holds."""

    CUSTOMER = "customer"
    OTHER = "other"
    ME = "me"
    COLLEAGUE = "colleague"
    COMPANY = "company"


BARS = {
    Side.CUSTOMER: ("▌", "|"),
    Side.OTHER: ("▏", ":"),
    Side.ME: ("▐", "#"),
    Side.COLLEAGUE: ("║", "="),
    Side.COMPANY: ("▐", "#"),
}
"""The shape of each side's bar, and its twin where only ASCII may be drawn."""
DASHES = ("─", "-")
"""What a line across is drawn with."""
ASKED_BAR = ("█", "@")
"""The bar of the message that was asked for."""

SIDE_WORDS = {
    Side.CUSTOMER: "customer",
    Side.OTHER: "someone else",
    Side.ME: "",
    Side.COLLEAGUE: "colleague",
    Side.COMPANY: "own company",
}
"""What stands behind a name; `Sent by you` says it all."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A label on a message: its name and its colour as `#rrggbb`, or ""."""

    name: str
    color: str = ""

    @property
    def piece(self) -> Piece:
        """The chip as a piece of a line."""
        return (f" {self.name} ", f"label label:{self.color}" if self.color else "label")


@dataclass(frozen=True, slots=True)
class DayRule:
    """The line above the first message of a day; with ASCII only where it is plain."""

    words: str
    plain: bool = False

    @property
    def anchor(self) -> str:
        """What it is called among the blocks."""
        return f"day {self.words}"

    def lines(self, width: int) -> tuple[Line, ...]:
        """The lines at a width in cells."""
        return (rule(self.words, width, "muted", DASHES[self.plain]), ())


@dataclass(frozen=True, slots=True)
class NewRule:
    """The line above the first message that came since the agent looked; with ASCII only where it is plain."""

    plain: bool = False
    anchor: ClassVar[str] = "new"

    def lines(self, width: int) -> tuple[Line, ...]:
        """The lines at a width in cells."""
        return (rule("new since you looked", width, "new", DASHES[self.plain]), ())


@dataclass(frozen=True, slots=True)
class Notice:
    """Words in the place of messages, such as what to do next."""

    words: str
    role: str = "muted"
    anchor: str = "notice"

    def lines(self, width: int) -> tuple[Line, ...]:
        """The lines at a width in cells."""
        return ((), *((("  ", ""), *line) for line in wrap(self.words, width - 4, self.role)))


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message.

    Attributes:
        anchor: The result's id.
        side: Whose words they are.
        clock: When, as `14:02`.
        who: The name over it; "" where only words stand there.
        words: What follows the name, such as `customer · private`.
        text: The message, clean, with numbered links.
        marks: Links in it.
        chips: Labels on it.
        asked: This is the message that was asked for.
        deleted: It is gone from its source.
        whole: Show it whole, however long it is.
        plain: Draw with ASCII only.
    """

    anchor: str
    side: Side
    clock: str
    who: str
    words: str
    text: str
    marks: tuple[Mark, ...] = ()
    chips: tuple[Chip, ...] = ()
    asked: bool = False
    deleted: bool = False
    whole: bool = False
    plain: bool = False

    def lines(self, width: int) -> tuple[Line, ...]:
        """The lines at a width in cells, a blank one below."""
        gutter = self._gutter(width)
        room = _room(width, gutter)
        body = wrap(self.text, room, "gone" if self.deleted else "text", self.marks)
        shown = body if self.whole or len(body) <= FOLD else body[:FOLDED]
        inner = [self._head(room), *shown]
        if len(shown) < len(body):
            inner.append(((f"… {len(body) - len(shown)} more lines · Enter shows all", "note"),))
        if self.chips:
            inner.extend(_chip_lines(self.chips, room))
        return (*(_framed(line, gutter, self.asked) for line in inner), ())

    def _head(self, room: int) -> Line:
        words = f" · {self.words}" if self.who and self.words else self.words
        clock = f"{self.clock} " if self.clock else ""
        who = cut(self.who, max(6, room - cells(clock) - cells(words)))
        left = room - cells(clock) - cells(who)
        named = (clock, "muted"), (who, "name" if self.side is Side.CUSTOMER else f"name {self.side}")
        return (*named, (cut(words, left), "muted")) if left > 3 else named

    def _gutter(self, width: int) -> Piece:
        bar = ASKED_BAR if self.asked else BARS[self.side]
        return (_indent(self.side, width) + bar[self.plain] + " ", self.side)


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
        gutter = (_indent(Side.ME, width) + BARS[Side.ME][self.plain] + " ", Side.ME.value)
        room = _room(width, gutter)
        body = wrap(self.text, room, "gone" if self.state is OutboxState.FAILED else "text")
        shown = body if len(body) <= FOLD else [*body[:FOLDED], ((f"… {len(body) - FOLDED} more lines", "note"),)]
        publicity = (f" {self.publicity} ", self.publicity.lower())
        standing = wrap(self.standing, max(1, room - cells(publicity[0]) - 1), self.state.value)
        head: Line = (publicity, (" ", ""), *standing[0])
        return (*(_framed(line, gutter, False) for line in (head, *standing[1:], *shown)), ())


def _indent(side: Side, width: int) -> str:
    return "" if side in (Side.CUSTOMER, Side.OTHER) else " " * min(6, max(0, width // 10))


def _room(width: int, gutter: Piece) -> int:
    return max(1, min(WIDEST, width - 1) - cells(gutter[0]))


def _framed(line: Line, gutter: Piece, asked: bool) -> Line:
    return (("", "asked"), gutter, *line) if asked else (gutter, *line)


def _chip_lines(chips: tuple[Chip, ...], room: int) -> list[Line]:
    lines: list[Line] = []
    line: list[Piece] = []
    used = 0
    for chip in chips:
        text, role = chip.piece
        text = cut(text, room)
        if line and used + 1 + cells(text) > room:
            lines.append(tuple(line))
            line, used = [], 0
        if line:
            line.append((" ", ""))
            used += 1
        line.append((text, role))
        used += cells(text)
    return [*lines, tuple(line)]


def clock_words(moment: float, zone: tzinfo | None) -> str:
    """Unix seconds as `14:02`; `--:--` where unknown or beyond any calendar."""
    when = local_time(moment, zone)
    return when.strftime("%H:%M") if when else "--:--"


def local_time(moment: float, zone: tzinfo | None) -> datetime | None:
    """Unix seconds as a time in a zone (None: the machine's own), or None where unknown or beyond any calendar."""
    try:
        return datetime.fromtimestamp(moment, zone) if moment > 0 else None
    except (ValueError, OverflowError, OSError):
        return None


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
        return f"uncertain – {_doubt(now - item.attempt_at)}" + (f" · {reason}" if reason else "")
    return "thrown away"


def _doubt(elapsed: float) -> str:
    if elapsed >= CHECKS[-1]:
        return "not found after 3 min · D decides"
    done = sum(elapsed >= moment for moment in CHECKS)
    return f"checking ({min(done + 1, len(CHECKS))}/{len(CHECKS)})"

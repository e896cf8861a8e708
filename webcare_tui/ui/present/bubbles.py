"""The messages of a conversation, each as lines with a bar that says whose words they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import ClassVar

from webcare_tui.text.width import cells, cut
from webcare_tui.ui.present.paper import WIDEST, Line, Mark, Piece, rule, wrap

FOLD = 200
"""Lines of one message beyond which it is folded."""
FOLDED = 60
"""Lines of a folded message that are shown."""


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
        before: What it said when it was first read, where its author has changed it since.
        whole: Show it whole, however long it is, and what it said before.
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
    before: str = ""
    whole: bool = False
    plain: bool = False

    def lines(self, width: int) -> tuple[Line, ...]:
        """The lines at a width in cells, a blank one below."""
        gutter = self._gutter(width)
        room = room_beside(width, gutter)
        body = wrap(self.text, room, "gone" if self.deleted else "text", self.marks)
        shown = body if self.whole or len(body) <= FOLD else body[:FOLDED]
        inner = [self._head(room), *shown]
        if len(shown) < len(body):
            inner.append(((f"… {len(body) - len(shown)} more lines · Enter shows all", "note"),))
        if self.before:
            inner.extend(self._edited(room))
        if self.chips:
            inner.extend(chip_lines(self.chips, room))
        return (*(framed(line, gutter, self.asked) for line in inner), ())

    def _edited(self, room: int) -> list[Line]:
        pen = "~" if self.plain else "✎"
        if not self.whole:
            return wrap(f"{pen} changed by its author since you first read it · Enter shows what it said", room, "note")
        return [*wrap(f"{pen} it first said:", room, "note"), *wrap(self.before, room, "gone")]

    def _head(self, room: int) -> Line:
        words = f" · {self.words}" if self.who and self.words else self.words
        clock = f"{self.clock} " if self.clock else ""
        who = cut(self.who, max(6, room - cells(clock) - cells(words)))
        left = room - cells(clock) - cells(who)
        named = (clock, "muted"), (who, "name" if self.side is Side.CUSTOMER else f"name {self.side}")
        return (*named, (cut(words, left), "muted")) if left > 3 else named

    def _gutter(self, width: int) -> Piece:
        bar = ASKED_BAR if self.asked else BARS[self.side]
        return (indent(self.side, width) + bar[self.plain] + " ", self.side)


@dataclass(frozen=True, slots=True)
class Further:
    """The line above the first message where the service may have earlier ones; with ASCII only where it is plain."""

    plain: bool = False
    anchor: ClassVar[str] = "further"

    def lines(self, width: int) -> tuple[Line, ...]:
        """The lines at a width in cells."""
        words = f"{'^' if self.plain else '↑'} perhaps earlier messages · k at the top asks"
        return (((f"  {cut(words, max(1, width - 2))}", "note"),), ())


def indent(side: Side, width: int) -> str:
    """The blanks before a bar: own words stand further right."""
    return "" if side in (Side.CUSTOMER, Side.OTHER) else " " * min(6, max(0, width // 10))


def room_beside(width: int, gutter: Piece) -> int:
    """Cells that are left for words."""
    return max(1, min(WIDEST, width - 1) - cells(gutter[0]))


def framed(line: Line, gutter: Piece, asked: bool = False) -> Line:
    """A line behind its bar; on a ground of its own where it was asked for."""
    return (("", "asked"), gutter, *line) if asked else (gutter, *line)


def chip_lines(chips: tuple[Chip, ...], room: int) -> list[Line]:
    """Labels side by side, on as many lines as they need; at least one."""
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

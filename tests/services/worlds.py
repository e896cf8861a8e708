"""A world of replies on their way, as one value: rows on disk, processes, wire, service; and what may never come about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.models.result import Result

S = OutboxState
NOW = 1_790_000_000
WORDS = "Thank you, we are looking into it."
EARLIER = Result("7", own=True, private=True, description=WORDS, time=NOW - 60)
"""The same words, sent to the same customer a minute before."""
KEPT = (S.QUEUED, S.SENDING, S.SENT, S.UNCERTAIN)


class Hand(NamedTuple):
    """What a process is doing: a step of a row's way, the row as it read it, and what it learnt since."""

    step: str = "rest"
    row: int = 0
    item: OutboxItem | None = None
    ids: tuple[str, ...] = ()
    outcome: str = ""
    reply_id: str = ""


class Copy(NamedTuple):
    """A reply that took effect: for which row, and whether it can be seen in the conversation yet."""

    row: int
    posted: tuple[str, str, str, bool]
    seen: bool = False


class Wire(NamedTuple):
    """A request: whose it is (-1: nobody waits any more), its row, and what the service has made of it."""

    hand: int
    row: int
    posted: tuple[str, str, str, bool]
    fate: str = ""
    reply_id: str = ""


class World(NamedTuple):
    """Everything there is."""

    rows: tuple[OutboxItem, ...]
    hands: tuple[Hand, ...]
    back: tuple[bool, ...]
    copies: tuple[Copy, ...] = ()
    wires: tuple[Wire, ...] = ()
    crashes: int = 0
    outages: int = 0
    decisions: int = 0
    resent: tuple[int, ...] = ()
    marked: tuple[bool, ...] = ()


@dataclass(frozen=True)
class Protocol:
    """The rules that a mistake changes.

    Attributes:
        orphan: Where a row goes that says `sending` while nobody is sending it.
        silence: Where a reply goes that was not answered; None for the product's judgement.
        not_found: Where an uncertain reply goes that does not stand in the conversation.
        snapshot: Note what stands in the conversation before the attempt.
        marked_first: `sending` is on disk before the first byte is on the wire.
        compares: A move names the revision that it starts from.
        gives_back: The words of a refused reply are a draft again.
        leases: A process leaves alone what a living one is sending.
        own_words: What is posted is what the row says.
        own_place: A reply is looked for in its own conversation only.
    """

    orphan: OutboxState = S.UNCERTAIN
    silence: OutboxState | None = None
    not_found: OutboxState = S.UNCERTAIN
    snapshot: bool = True
    marked_first: bool = True
    compares: bool = True
    gives_back: bool = True
    leases: bool = True
    own_words: bool = True
    own_place: bool = True


def content(item: OutboxItem) -> tuple[str, str, str, bool]:
    """What a request says."""
    return (item.result_id, item.text, item.connection_id, item.public)


def start(
    *, rows: int = 1, customers: int = 1, processes: int = 1, crashes: int = 0, outages: int = 0, decisions: int = 0
) -> World:
    """So many replies in the same words, queued: to one customer, or to several by turns."""
    items = tuple(OutboxItem(f"row{n}", str(n % customers), WORDS, "1451", False, created=n + 1) for n in range(rows))
    none = (False,) * rows
    return World(items, (Hand(),) * processes, none, (), (), crashes, outages, decisions, (0,) * rows, none)


def conversation(world: World, result_id: str) -> tuple[Result, ...]:
    """What can be seen of the company's replies to a result; "" for all of them."""
    seen = [n for n, copy in enumerate(world.copies) if copy.seen and result_id in ("", copy.posted[0])]
    return (EARLIER, *(_copy(n) for n in seen))


@cache
def _copy(number: int) -> Result:
    return replace(EARLIER, id=str(101 + number), time=NOW + number)


TWICE, MISLED, LOST, IN_VAIN, UNTOLD = (
    "posted twice", "to somebody else, or with other words", "lost", "called sent in vain", "called not sent, and it was"
)  # fmt: skip


def wrong(world: World, look_for: str = "") -> str:
    """What of the promise is broken, or whether it is broken in this way; "" for no."""
    return next((each for each in _wrong(world) if look_for in each), "")


def _wrong(world: World) -> Iterator[str]:
    for row, item in enumerate(world.rows):
        copies = [copy for copy in world.copies if copy.row == row]
        if len(copies) > 1 + world.resent[row]:
            yield TWICE
        if any(copy.posted != content(item) for copy in copies):
            yield MISLED
        if not (item.state in KEPT or world.back[row]) or item.text != WORDS:
            yield LOST
        if copies and item.state in (S.QUEUED, S.FAILED) and not world.resent[row]:
            yield UNTOLD
    sent = Counter(item.result_id for n, item in enumerate(world.rows) if item.state is S.SENT and not world.marked[n])
    if sent - Counter(copy.posted[0] for copy in world.copies):
        yield IN_VAIN

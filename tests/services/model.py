"""A model of how replies are sent: processes, disk, wire and service as one value, and every step that can come next.

What judges is the product's own: `classify` for outcomes, `match` for copies in a conversation, `OutboxStore` on SQLite for moves.
The order of the steps is the model's reading of the protocol; a mistake is a protocol with one rule changed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from tests.services.disk import Disk
from webcare_tui.api import errors
from webcare_tui.models.draft import Draft
from webcare_tui.models.reply import OutboxItem, OutboxState, Receipt
from webcare_tui.models.result import Result
from webcare_tui.services.outcome import Verdict, classify
from webcare_tui.services.reconcile import match, own_replies
from webcare_tui.store import ReplyClaimedError

T = TypeVar("T")
S = OutboxState
Work = Coroutine[object, object, T]
NOW = 1_790_000_000
WORDS = "Thank you, we are looking into it."
EARLIER = Result("7", own=True, private=True, description=WORDS, time=NOW - 60)
"""The same words, sent to the same customer a minute before."""
OUTCOMES: dict[str, BaseException] = {
    "no answer": errors.NoAnswer(), "trouble": errors.ServerTrouble(), "not reached": errors.NotReached(),
    "refused": errors.Refused(),
}  # fmt: skip
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


Steps = Iterator[tuple[str, World]]


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
    """

    orphan: OutboxState = S.UNCERTAIN
    silence: OutboxState | None = None
    not_found: OutboxState = S.UNCERTAIN
    snapshot: bool = True
    marked_first: bool = True
    compares: bool = True
    gives_back: bool = True
    leases: bool = True


def content(item: OutboxItem) -> tuple[str, str, str, bool]:
    """What a request says."""
    return (item.result_id, item.text, item.connection_id, item.public)


def start(*, rows: int = 1, processes: int = 1, crashes: int = 0, outages: int = 0, decisions: int = 0) -> World:
    """So many equal replies to one customer, queued."""
    items = tuple(OutboxItem(f"row{n}", "1", WORDS, "1451", False, created=n + 1) for n in range(rows))
    none = (False,) * rows
    return World(items, (Hand(),) * processes, none, (), (), crashes, outages, decisions, (0,) * rows, none)


class Model:
    """Every step from a world, and what is wrong with one."""

    def __init__(self, protocol: Protocol) -> None:
        self.rules = protocol
        self._disk = Disk()

    # The program ------------------------------------------------------------------------------------------------------

    def steps(self, world: World) -> Steps:
        """Everything that can happen next."""
        for number, hand in enumerate(world.hands):
            if hand.step == "rest":
                yield from self._begin(world, number)
            else:
                yield from getattr(self, f"_{hand.step}")(world, number, hand)
                if world.crashes:
                    wires = tuple(w._replace(hand=-1) if w.hand == number else w for w in world.wires)
                    yield f"{number} is killed", _hand(world._replace(crashes=world.crashes - 1, wires=wires), number, Hand())
        yield from self._service(world)
        if world.decisions:
            yield from self._agent(world._replace(decisions=world.decisions - 1))

    def _begin(self, world: World, number: int) -> Steps:
        for row, item in enumerate(world.rows):
            if item.state is S.QUEUED:
                yield f"{number} reads the conversation", _hand(world, number, Hand("look", row, item))
            elif item.state is S.SENDING and not self._held(world, row):
                yield f"{number} finds it orphaned", _hand(world, number, Hand("orphan", row, item))
            elif item.state is S.UNCERTAIN:
                yield f"{number} looks for it", _hand(world, number, Hand("check", row, item))
            if item.state in (S.QUEUED, S.SENDING, S.UNCERTAIN):
                return  # the next one of the conversation waits for this one

    def _held(self, world: World, row: int) -> bool:
        busy = ("mark", "post", "wait", "judge")
        return self.rules.leases and any(hand.row == row and hand.step in busy for hand in world.hands)

    def _look(self, world: World, number: int, hand: Hand) -> Steps:
        assert hand.item is not None
        seen = _conversation(world)
        if hand.item.attempt_at and (found := self._match(world, hand.item)):
            yield f"{number} sees it there", _hand(world, number, hand._replace(step="claim", reply_id=found[0]))
            return
        ids = tuple(each.id for each in seen) if self.rules.snapshot else ()
        step = "mark" if self.rules.marked_first else "post"
        yield f"{number} has read it", _hand(world, number, hand._replace(step=step, ids=ids))
        if world.outages:
            yield f"{number} cannot read it", _hand(world._replace(outages=world.outages - 1), number, Hand())

    def _mark(self, world: World, number: int, hand: Hand) -> Steps:
        assert hand.item is not None
        after, moved = self._move(
            world, hand, S.SENDING, attempt=hand.item.attempt + 1, attempt_at=NOW, prior_ids=hand.ids
        )
        yield f"{number} writes sending", _hand(after, number, hand._replace(step="post", item=moved) if moved else Hand())

    def _claim(self, world: World, number: int, hand: Hand) -> Steps:
        after, moved = self._move(world, hand, S.SENDING)
        if moved is not None:
            after = _hand(after, number, hand._replace(step="judge", item=moved, outcome="accepted"))
        yield f"{number} writes sending without posting", after if moved else _hand(after, number, Hand())

    def _post(self, world: World, number: int, hand: Hand) -> Steps:
        assert hand.item is not None
        wire = Wire(number, hand.row, content(hand.item))
        after = world._replace(wires=(*world.wires, wire))
        yield f"{number} posts", _hand(after, number, hand._replace(step="wait"))
        if world.outages:
            after = world._replace(outages=world.outages - 1)
            yield f"{number} reaches nobody", _hand(after, number, hand._replace(step="judge", outcome="not reached"))

    def _wait(self, world: World, number: int, hand: Hand) -> Steps:
        place = next(place for place, wire in enumerate(world.wires) if wire.hand == number)
        wire = world.wires[place]
        gone = world.wires[:place] + world.wires[place + 1 :]
        left = gone if wire.fate else (*gone, wire._replace(hand=-1))
        for outcome in ("no answer", "trouble"):
            yield f"{number} gets {outcome}", _hand(
                world._replace(wires=left), number, hand._replace(step="judge", outcome=outcome)
            )
        if wire.fate:
            for reply_id in {wire.reply_id, ""}:
                judged = hand._replace(step="judge", outcome=wire.fate, reply_id=reply_id)
                yield f"{number} gets {wire.fate} {reply_id}", _hand(world._replace(wires=gone), number, judged)

    def _judge(self, world: World, number: int, hand: Hand) -> Steps:
        assert hand.item is not None
        if hand.item.state is S.QUEUED:  # only where the rules have it so
            world, moved = self._move(world, hand, S.SENDING, attempt=1, attempt_at=NOW, prior_ids=hand.ids)
            hand = hand._replace(item=moved)
        if hand.item is None:
            yield f"{number} was overtaken", _hand(world, number, Hand())
            return
        state = self._verdict(hand.outcome).state
        at = 0 if state is S.QUEUED else hand.item.attempt_at
        after, _ = self._move(world, hand, state, reply_id=hand.reply_id, attempt_at=at)
        yield f"{number} writes {state}", _hand(after, number, Hand())

    def _orphan(self, world: World, number: int, hand: Hand) -> Steps:
        after, _ = self._move(world, hand, self.rules.orphan)
        yield f"{number} writes {self.rules.orphan}", _hand(after, number, Hand())

    def _check(self, world: World, number: int, hand: Hand) -> Steps:
        assert hand.item is not None
        found = self._match(world, hand.item)
        if found:
            after, _ = self._move(world, hand, S.SENT, reply_id=found[0])
        elif self.rules.not_found is not S.UNCERTAIN:
            after, _ = self._move(world, hand, self.rules.not_found)
        else:
            after = world
        yield f"{number} finds {found or 'nothing'}", _hand(after, number, Hand())

    # Around it --------------------------------------------------------------------------------------------------------

    def _service(self, world: World) -> Steps:
        """The service acts on a request, refuses it, or lets a reply be seen; requests that nobody waits for count too."""
        for place, wire in enumerate(world.wires):
            rest = (world.wires[:place], world.wires[place + 1 :])
            if not wire.fate:
                done = wire._replace(fate="accepted", reply_id=str(101 + len(world.copies)))
                kept = () if wire.hand < 0 else (done,)
                copies = (*world.copies, Copy(wire.row, wire.posted))
                yield "the service acts", world._replace(wires=rest[0] + kept + rest[1], copies=copies)
                kept = () if wire.hand < 0 else (wire._replace(fate="refused"),)
                yield "the service refuses", world._replace(wires=rest[0] + kept + rest[1])
        for place, copy in enumerate(world.copies):
            if not copy.seen:
                copies = (*world.copies[:place], copy._replace(seen=True), *world.copies[place + 1 :])
                yield "a reply can be seen", world._replace(copies=copies)

    def _agent(self, world: World) -> Steps:
        """The agent decides about a reply in doubt, or takes back one that waits."""
        for row, item in enumerate(world.rows):
            hand = Hand(row=row, item=item)
            if item.state is S.UNCERTAIN:
                resent = tuple(n + (place == row) for place, n in enumerate(world.resent))
                yield "the agent sends it again", self._move(world._replace(resent=resent), hand, S.QUEUED)[0]
                marked = tuple(mark or place == row for place, mark in enumerate(world.marked))
                yield "the agent calls it sent", self._move(world._replace(marked=marked), hand, S.SENT)[0]
            if item.state in (S.UNCERTAIN, S.QUEUED):
                yield "the agent takes it back", self._take_back(world, row, item)

    # The product ------------------------------------------------------------------------------------------------------

    def _verdict(self, outcome: str) -> Verdict:
        if outcome == "no answer" and self.rules.silence is not None:
            return Verdict(self.rules.silence)
        return classify(OUTCOMES.get(outcome, Receipt("")))

    def _match(self, world: World, item: OutboxItem) -> tuple[str, ...]:
        claimed = {row.reply_id for row in world.rows if row.reply_id and row.state is S.SENT}
        found = match(item, own_replies(_conversation(world)), claimed=claimed)
        return found.ids if found.kind in ("strong", "several") else ()

    def _move(self, world: World, hand: Hand, state: OutboxState, **changes: object) -> tuple[World, OutboxItem | None]:
        assert hand.item is not None
        item = hand.item if self.rules.compares else world.rows[hand.row]
        if not self.rules.compares and item.state is S.SENDING and state is S.SENDING:
            return world, item
        words = _draft(item) if state is S.FAILED and self.rules.gives_back else None
        try:
            rows, given, moved = self._disk.move(world.rows, item, state, words, changes)
        except ReplyClaimedError:
            rows, given, moved = self._disk.move(world.rows, item, state, words, {**changes, "reply_id": ""})
        return _written(world, hand.row, rows, given), moved

    def _take_back(self, world: World, row: int, item: OutboxItem) -> World:
        rows, given = self._disk.take_back(world.rows, item, _draft(item))
        return _written(world, row, rows, given)


def _draft(item: OutboxItem) -> Draft:
    return Draft(item.result_id, item.text, item.connection_id, item.public)


def _written(world: World, row: int, rows: tuple[OutboxItem, ...], given: bool) -> World:
    return world._replace(rows=rows, back=tuple(b or (given and n == row) for n, b in enumerate(world.back)))


def _hand(world: World, number: int, hand: Hand) -> World:
    return world._replace(hands=(*world.hands[:number], hand, *world.hands[number + 1 :]))


def _conversation(world: World) -> tuple[Result, ...]:
    """What can be seen of the company's replies."""
    new = [replace(EARLIER, id=str(101 + n), time=NOW + n) for n, copy in enumerate(world.copies) if copy.seen]
    return (EARLIER, *new)


def wrong(world: World) -> str:
    """What of the promise is broken; "" for nothing."""
    for row, item in enumerate(world.rows):
        copies = [copy for copy in world.copies if copy.row == row]
        if len(copies) > 1 + world.resent[row]:
            return "posted twice"
        if any(copy.posted != content(item) for copy in copies):
            return "to somebody else, or with other words"
        if not (item.state in KEPT or world.back[row]) or item.text != WORDS:
            return "lost"
        refused = item.state in (S.QUEUED, S.FAILED) and not world.resent[row]
        if refused and copies:
            return "called not sent, and it was"
    sent = sum(item.state is S.SENT and not mark for item, mark in zip(world.rows, world.marked, strict=True))
    return "called sent in vain" if sent > len(world.copies) else ""


def stuck(world: World, steps: list[tuple[str, World]]) -> bool:
    """Whether a reply is left on its way with nobody to see it through."""
    on = any(item.state in (S.QUEUED, S.SENDING, S.UNCERTAIN) for item in world.rows)
    return on and not any(label[:1].isdecimal() for label, _ in steps)


@dataclass
class Explored:
    """How far an exploration came.

    Attributes:
        worlds: How many there are.
        steps: How many lead from one to another.
        broken: What was broken first, and how it came about; "" for nothing.
        ends: Where replies stand where nothing happens any more by itself but looking.
    """

    worlds: int
    steps: int
    broken: str
    way: list[str]


def explore(first: World, protocol: Protocol | None = None) -> Explored:
    """Visit every world that can come about, shortest ways first; stop at the first that breaks the promise."""
    model = Model(protocol or Protocol())
    came: dict[World, tuple[World, str] | None] = {first: None}
    waiting, count = deque([first]), 0
    while waiting:
        world = waiting.popleft()
        steps = list(model.steps(world))
        count += len(steps)
        if broken := wrong(world) or ("stuck" if stuck(world, steps) else ""):
            return Explored(len(came), count, broken, _way(came, world))
        for label, after in steps:
            if after not in came:
                came[after] = (world, label)
                waiting.append(after)
    return Explored(len(came), count, "", [])


def _way(came: dict[World, tuple[World, str] | None], world: World) -> list[str]:
    way: list[str] = []
    while (before := came[world]) is not None:
        world, label = before
        way.insert(0, label)
    return way

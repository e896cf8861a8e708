"""A model of how replies are sent: every step that can come next in a world, and all worlds that come about.

What judges is the product's own: `classify` for outcomes, `match` for copies in a conversation, `OutboxStore` on SQLite for
moves. The order of the steps is the model's reading of the protocol; a mistake is a protocol with one rule changed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from tests.services.disk import Disk
from tests.services.worlds import NOW, Copy, Hand, Protocol, Wire, World, content, conversation, wrong
from webcare_tui.api import errors
from webcare_tui.models.draft import Draft
from webcare_tui.models.reply import OutboxItem, OutboxState, Receipt
from webcare_tui.services.outcome import Verdict, classify
from webcare_tui.services.reconcile import match, own_replies
from webcare_tui.store import ReplyClaimedError

S = OutboxState
OUTCOMES: dict[str, BaseException] = {
    "no answer": errors.NoAnswer(), "trouble": errors.ServerTrouble(), "not reached": errors.NotReached(),
    "refused": errors.Refused(),
}  # fmt: skip
Steps = Iterator[tuple[str, World]]


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
        busy: set[str] = set()
        for row, item in enumerate(world.rows):
            if item.result_id in busy:
                continue  # it waits for the one before it in its conversation
            if item.state is S.QUEUED:
                yield f"{number} reads the conversation", _hand(world, number, Hand("look", row, item))
            elif item.state is S.SENDING and not self._held(world, row):
                yield f"{number} finds it orphaned", _hand(world, number, Hand("orphan", row, item))
            elif item.state is S.UNCERTAIN:
                yield f"{number} looks for it", _hand(world, number, Hand("check", row, item))
            if item.state in (S.QUEUED, S.SENDING, S.UNCERTAIN):
                busy.add(item.result_id)

    def _held(self, world: World, row: int) -> bool:
        busy = ("mark", "post", "wait", "judge")
        return self.rules.leases and any(hand.row == row and hand.step in busy for hand in world.hands)

    def _look(self, world: World, number: int, hand: Hand) -> Steps:
        assert hand.item is not None
        seen = conversation(world, hand.item.result_id)
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
        after, moved = self._move(world, hand, S.SENDING, attempt=hand.item.attempt + 1, attempt_at=NOW, prior_ids=hand.ids)
        yield f"{number} writes sending", _hand(after, number, hand._replace(step="post", item=moved) if moved else Hand())

    def _claim(self, world: World, number: int, hand: Hand) -> Steps:
        after, moved = self._move(world, hand, S.SENDING)
        if moved is not None:
            after = _hand(after, number, hand._replace(step="judge", item=moved, outcome="accepted"))
        yield f"{number} writes sending without posting", after if moved else _hand(after, number, Hand())

    def _post(self, world: World, number: int, hand: Hand) -> Steps:
        assert hand.item is not None
        wire = Wire(number, hand.row, content(hand.item if self.rules.own_words else world.rows[0]))
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
            for reply_id in sorted({wire.reply_id, ""}):
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
        try:
            after, _ = self._move(world, hand, state, reply_id=hand.reply_id, attempt_at=at)
        except ReplyClaimedError:
            after, _ = self._move(world, hand, state, reply_id="", attempt_at=at)
        yield f"{number} writes {state}", _hand(after, number, Hand())

    def _orphan(self, world: World, number: int, hand: Hand) -> Steps:
        after, _ = self._move(world, hand, self.rules.orphan)
        yield f"{number} writes {self.rules.orphan}", _hand(after, number, Hand())

    def _check(self, world: World, number: int, hand: Hand) -> Steps:
        assert hand.item is not None
        found = self._match(world, hand.item)
        after = Hand()
        if found:
            after = hand._replace(step="arrive", reply_id=found[0])
        elif self.rules.not_found is not S.UNCERTAIN:
            world, _ = self._move(world, hand, self.rules.not_found)
        yield f"{number} finds {found[0] if found else 'nothing'}", _hand(world, number, after)

    def _arrive(self, world: World, number: int, hand: Hand) -> Steps:
        with suppress(ReplyClaimedError):  # else it stays in doubt
            world, _ = self._move(world, hand, S.SENT, reply_id=hand.reply_id)
        yield f"{number} writes sent", _hand(world, number, Hand())

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
        sent = [row for row in world.rows if row.state is S.SENT and row.id != item.id]
        claimed = {row.reply_id for row in sent if row.reply_id}
        nameless = [row for row in sent if not row.reply_id and row.result_id == item.result_id]
        replies = own_replies(conversation(world, item.result_id if self.rules.own_place else ""))
        found = match(item, replies, claimed=claimed, nameless=nameless)
        return found.ids if found.kind in ("strong", "several") else ()

    def _move(self, world: World, hand: Hand, state: OutboxState, **changes: object) -> tuple[World, OutboxItem | None]:
        assert hand.item is not None
        item = hand.item
        if not self.rules.compares:
            forced = replace(world.rows[hand.row], state=state, **changes)  # type: ignore[arg-type]
            return world._replace(rows=(*world.rows[: hand.row], forced, *world.rows[hand.row + 1 :])), forced
        words = _draft(item) if state is S.FAILED and self.rules.gives_back else None
        rows, given, moved = self._disk.move(world.rows, item, state, words, changes)
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
        broken: What was broken first; "" for nothing.
        way: How that came about, step by step.
    """

    worlds: int
    steps: int
    broken: str
    way: list[str]


def explore(first: World, protocol: Protocol | None = None, look_for: str = "") -> Explored:
    """Visit every world that can come about, shortest ways first; stop at the first that breaks the promise.

    Args:
        first: Where it begins.
        protocol: The rules; the product's by default.
        look_for: Stop only where it is broken in this way.
    """
    model = Model(protocol or Protocol())
    came: dict[World, tuple[World, str] | None] = {first: None}
    waiting, count = deque([first]), 0
    while waiting:
        world = waiting.popleft()
        steps = list(model.steps(world))
        count += len(steps)
        broken = wrong(world, look_for) or ("stuck" if stuck(world, steps) else "")
        if look_for in broken and broken:
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

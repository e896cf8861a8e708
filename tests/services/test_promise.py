"""The promise: whatever breaks when, the program alone never posts a reply twice, loses none and never claims in vain."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import astuple, dataclass

import pytest

from tests.services.fakes import own, result
from webcare_tui.api import errors
from webcare_tui.models.draft import Draft
from webcare_tui.models.reply import OutboxState
from webcare_tui.services import doubts, outbox, outcome, poller

QUESTION = result(1)
WORDS = "Thank you, we are looking into it."
S = OutboxState


@pytest.fixture(autouse=True)
def no_polling(monkeypatch):
    """What the poller does meanwhile is told elsewhere."""

    async def rest(self):
        await asyncio.Event().wait()

    monkeypatch.setattr(poller.Poller, "run", rest)


@dataclass(frozen=True)
class Story:
    """One way in which things can go.

    Attributes:
        crash: When the program ends for the first time: never, before or after the effect, or while the outcome is in doubt.
        answer: What comes back where it does not crash on the wire.
        effect: Whether the service acts on it.
        seen: After how many seconds the reply can be seen in the conversation; None for never.
    """

    crash: str
    answer: str
    effect: bool
    seen: float | None


ANSWERS = {
    "accepted": None,
    "no answer": errors.NoAnswer,
    "trouble": errors.ServerTrouble,
    "no connection": errors.NotReached,
    "refused": errors.Refused,
}


def stories():
    for crash, answer, effect, seen in itertools.product(
        ("never", "wire", "doubt"), ANSWERS, (True, False), (0.0, 60.0, None)
    ):
        honest = {"accepted": True, "no connection": False, "refused": False}.get(answer, effect)
        if honest is effect:
            yield Story(crash, answer, effect, seen)


async def tell(desk, story: Story) -> str:
    """Play a story; what was broken of the promise, "" for nothing."""
    service, clock = desk.service, desk.clock
    service.truth, service.appear = {"1": QUESTION}, False
    hold = asyncio.Event()
    first = True

    async def reply(result_id, message, connection_id, public):
        nonlocal first
        service.calls.append("reply")
        once, first = first, False
        if story.effect or not once:
            service.take(result_id, message)
        if once and story.crash == "wire":
            await hold.wait()
        error = ANSWERS[story.answer] if once else None
        if error is not None:
            raise error()
        return await accepted()

    async def accepted():
        from webcare_tui.models.reply import Receipt

        return Receipt(f"{9000 + len(service.posted)}")

    service.reply = reply
    session = await desk.open()
    item = await session.outbox.send(Draft("1", WORDS, "1451", False), QUESTION)
    await clock.advance(1)
    if story.crash != "never":
        if story.crash == "doubt":
            await clock.advance(10)
        await desk.kill()
        session = await desk.open()
    began = clock.monotonic()
    for pause in (1.0, 65.0, 600.0, 3600.0):
        await clock.advance(pause)
        if story.seen is not None and service.posted and clock.monotonic() - began >= story.seen:
            service.truth.setdefault("9001", own(9001, WORDS, case_id="c1", time=int(clock.now())))
            await session.reader.open("1")
            await clock.advance(1)
    final = next((each for each in session.outbox.items if each.id == item.id), None)
    state = final.state if final is not None else None
    if len(service.posted) > 1:
        return "posted twice"
    if state is S.SENT and not service.posted:
        return "claimed in vain"
    kept = state in (S.SENT, S.QUEUED, S.UNCERTAIN) or (await session.drafts.get("1")) is not None
    return "" if kept else "lost"


@pytest.mark.parametrize("story", list(stories()), ids=lambda story: "-".join(map(str, astuple(story))))
async def test_the_promise_holds(desk, story):
    assert await tell(desk, story) == ""


def requeue_what_was_on_the_wire(monkeypatch):
    async def orphan(self, item):
        if item.id not in self._tasks and not self._tools.leases.held(item.id):
            await self._ledger.move(item, S.QUEUED, attempt_at=0)
            self._wake.set()
        return 1.0

    monkeypatch.setattr(outbox.Outbox, "_orphan", orphan)


def send_again_after_silence(monkeypatch):
    honest = outcome.classify

    def classify(came):
        return outcome.Verdict(S.QUEUED) if isinstance(came, errors.NoAnswer) else honest(came)

    monkeypatch.setattr(outcome, "classify", classify)


def send_again_what_was_not_found(monkeypatch):
    honest = doubts.Doubts.settle

    async def settle(self, item):
        await honest(self, item)
        left = self._tools.ledger.get(item.id)
        if left.state is S.UNCERTAIN:
            await self._tools.ledger.move(left, S.QUEUED, not_before=0)

    monkeypatch.setattr(doubts.Doubts, "settle", settle)


@pytest.mark.parametrize(
    ("mistake", "story"),
    [
        (requeue_what_was_on_the_wire, Story("wire", "accepted", True, None)),
        (send_again_after_silence, Story("never", "no answer", True, None)),
        (send_again_what_was_not_found, Story("never", "no answer", True, None)),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
async def test_it_is_a_promise_that_can_be_broken(desk, monkeypatch, mistake, story):
    mistake(monkeypatch)
    assert await tell(desk, story) == "posted twice"

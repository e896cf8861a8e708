"""One reply followed to its end, on a session that is played by hand."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from webcare_tui.cli.exits import Exit
from webcare_tui.cli.following import Bell, Patience, code, current, follow
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.services.events import LinkState, Noticed

ITEM = OutboxItem("one", "12", "words", "3", True)


class Outbox:
    """Plays a script: each state is entered when the one before was seen."""

    def __init__(self, bell: Bell, *states: OutboxState | OutboxItem) -> None:
        self.bell = bell
        self.states = list(states)
        self.item = ITEM
        self.discarded = 0
        self.can_discard = True
        self.ended = False
        self.sending = False
        self.error: Exception | None = None

    @property
    def items(self) -> tuple[OutboxItem, ...]:
        return (self.item,)

    def when_sent(self, then: object) -> None:
        self.then = then

    async def run(self) -> None:
        try:
            for state in self.states:
                self.item = state if isinstance(state, OutboxItem) else replace(self.item, state=state)
                self.bell(Noticed("moved"))
                await asyncio.sleep(0)
            if self.error is not None:
                raise self.error
            await asyncio.Event().wait()
        finally:
            self.ended = True

    async def discard(self, item_id: str) -> OutboxItem | None:
        self.discarded += 1
        if not self.can_discard:
            self.item = replace(self.item, state=OutboxState.SENT)
            self.bell(Noticed("moved"))
            return None
        self.item = replace(self.item, state=OutboxState.DISCARDED, reason="Given up.")
        return self.item


class Session:
    def __init__(self, outbox: Outbox) -> None:
        self.outbox = outbox


async def run(outbox: Outbox, patience: Patience | None = None) -> OutboxItem:
    async with asyncio.timeout(30):
        return await follow(Session(outbox), "one", outbox.bell, patience or Patience())


@pytest.mark.parametrize("end", [OutboxState.SENT, OutboxState.FAILED, OutboxState.DISCARDED])
async def test_it_waits_for_the_end(end: OutboxState) -> None:
    outbox = Outbox(Bell(), OutboxState.SENDING, end)
    assert (await run(outbox)).state is end
    assert outbox.ended
    assert outbox.discarded == 0


async def test_a_doubt_that_is_settled_in_time_is_none() -> None:
    outbox = Outbox(Bell(), OutboxState.SENDING, OutboxState.UNCERTAIN, OutboxState.SENT)
    assert (await run(outbox)).state is OutboxState.SENT


async def test_a_doubt_that_stays_is_told_after_the_patience() -> None:
    outbox = Outbox(Bell(), OutboxState.SENDING, OutboxState.UNCERTAIN)
    assert (await run(outbox, Patience(doubt=0.01))).state is OutboxState.UNCERTAIN
    assert outbox.discarded == 0


async def test_what_cannot_leave_is_taken_off_the_queue_with_its_reason() -> None:
    outbox = Outbox(Bell(), replace(ITEM, reason="No network."))
    ended = await run(outbox)
    assert (ended.state, ended.reason, outbox.discarded) == (OutboxState.DISCARDED, "No network.", 1)


async def test_what_waits_too_long_for_its_turn_is_taken_off_the_queue() -> None:
    outbox = Outbox(Bell(), OutboxState.QUEUED)
    ended = await run(outbox, Patience(queue=0))
    assert ended.state is OutboxState.DISCARDED
    assert "earlier reply" in ended.reason


async def test_what_was_queued_before_stays_queued() -> None:
    outbox = Outbox(Bell(), replace(ITEM, reason="No network."))
    ended = await run(outbox, Patience(give_up=False))
    assert (ended.state, outbox.discarded) == (OutboxState.QUEUED, 0)


async def test_what_left_in_the_same_moment_is_followed_on() -> None:
    outbox = Outbox(Bell(), replace(ITEM, reason="No network."))
    outbox.can_discard = False
    assert (await run(outbox)).state is OutboxState.SENT


async def test_a_worker_that_breaks_is_told() -> None:
    outbox = Outbox(Bell(), OutboxState.SENDING)
    outbox.error = RuntimeError("broken")
    with pytest.raises(RuntimeError, match="broken"):
        await run(outbox)


async def test_the_worker_goes_on_while_another_reply_is_on_the_wire() -> None:
    outbox = Outbox(Bell(), OutboxState.SENT)
    outbox.sending = True
    task = asyncio.create_task(run(outbox))
    for _ in range(20):
        await asyncio.sleep(0)
    assert not task.done()
    assert not outbox.ended
    outbox.sending = False
    outbox.bell(Noticed("done"))
    assert (await task).state is OutboxState.SENT


async def test_a_row_that_is_not_in_memory_is_read_from_the_disk() -> None:
    class Rows:
        async def get(self, item_id: str) -> OutboxItem | None:
            return replace(ITEM, id="other") if item_id == "other" else None

    class Store:
        outbox = Rows()

    session = Session(Outbox(Bell()))
    session.store = Store()
    assert (await current(session, "other")).id == "other"
    with pytest.raises(LookupError):
        await current(session, "none")


@pytest.mark.parametrize(
    ("state", "link", "end"),
    [
        (OutboxState.SENT, LinkState.OFFLINE, Exit.DONE),
        (OutboxState.FAILED, LinkState.LIVE, Exit.REFUSED),
        (OutboxState.UNCERTAIN, LinkState.OFFLINE, Exit.UNKNOWN),
        (OutboxState.SENDING, LinkState.LIVE, Exit.UNKNOWN),
        (OutboxState.DISCARDED, LinkState.OFFLINE, Exit.UNREACHED),
        (OutboxState.DISCARDED, LinkState.LIVE, Exit.UNREACHED),
        (OutboxState.DISCARDED, LinkState.QUOTA, Exit.REFUSED),
        (OutboxState.DISCARDED, LinkState.NOT_ALLOWED, Exit.SETUP),
        (OutboxState.QUEUED, LinkState.OFFLINE, Exit.UNREACHED),
    ],
)
def test_the_exit_code_of_each_end(state: OutboxState, link: LinkState, end: Exit) -> None:
    assert code(replace(ITEM, state=state), link) is end

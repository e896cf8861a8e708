"""The outbox: sends replies once, and never pretends."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Awaitable, Callable, Sequence

from webcare_tui.errors import WebcareError
from webcare_tui.models.draft import Draft
from webcare_tui.models.reply import OutboxItem, OutboxState, Seen
from webcare_tui.models.result import Result
from webcare_tui.services.delivery import Delivery, Tools
from webcare_tui.services.doubts import Doubts, cancelled
from webcare_tui.services.events import Noticed
from webcare_tui.services.fetch import Fetched
from webcare_tui.services.schedule import Random
from webcare_tui.store import StoreError
from webcare_tui.text.clean import clean, to_wire

LOG = logging.getLogger(__name__)
LOOK_AGAIN = 30.0
"""Seconds after which the disk is read again for what another process put there."""
LEASE_CHECK = 5.0
LONGEST_HOLD = 2 * 3600.0
"""Seconds that a reply is held at most, whatever the wall clock says."""
AT_ONCE = 4
"""Replies of different conversations that may be under way at the same time."""
INTERRUPTED = "The program ended while this was being sent."


class Outbox:
    """Replies on their way out; one loop that starts whatever is due, one conversation at a time.

    Attributes:
        seen: Asked what the agent has seen of a conversation, where whoever sends does not say; None where nobody knows.
        left: Called when a reply is queued, so that typing ends.
    """

    def __init__(self, tools: Tools, random: Random, *, undo_seconds: float) -> None:
        self.seen: Callable[[str], Seen | None] = lambda result_id: None
        self.left: Callable[[], None] = lambda: None
        self._tools = tools
        self._ledger = tools.ledger
        self._clock = tools.clock
        self._undo_seconds = undo_seconds
        self._delivery = Delivery(tools)
        self._doubts = Doubts(tools, random)
        self._wake = asyncio.Event()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._doubting: dict[str, asyncio.Task[None]] = {}
        self._doubted: set[str] = set()
        self._holds: dict[tuple[str, int], float] = {}
        self._pauses: dict[str, float] = {}
        self._disk_refused = False
        self._seen: list[Sequence[Result]] = []

    @property
    def items(self) -> tuple[OutboxItem, ...]:
        """What has not come to an end, and what did so lately; oldest first."""
        return self._ledger.items

    @property
    def sending(self) -> bool:
        """Whether a reply is on the wire."""
        return any(item.state is OutboxState.SENDING and item.id in self._tasks for item in self.items)

    def when_sent(self, then: Callable[[OutboxItem], Awaitable[None]]) -> None:
        """Await this with each reply that is surely sent."""
        self._delivery.sent = self._doubts.sent = then

    def when_held(self, then: Callable[[str, Fetched], Awaitable[None]]) -> None:
        """Await this with the result and its conversation where that has changed, so that the reply did not leave."""
        self._delivery.held = then

    async def load(self) -> None:
        """Read the rows; no network."""
        await self._ledger.load()

    async def send(
        self, draft: Draft, result: Result, *, close_after: bool = False, seen: Seen | None = None, again: bool = False
    ) -> OutboxItem:
        """Put the words in the outbox; they leave when the undo window is over.

        Args:
            draft: The words and their channel.
            result: What is answered.
            close_after: Close its case once the reply is surely sent.
            seen: What the agent had before them; where the conversation has changed since, nothing leaves.
            again: The agent wants these words sent though they were sent to this result before.

        Raises:
            ReplyRepeatedError: These words are on their way to this result, or were sent, perhaps by another window.
            WebcareError: There are no words, or no channel; nothing was queued.
            StoreError: The disk refuses; the draft stays.
        """
        text = to_wire(draft.text)
        if reason := self._tools.barred():
            raise WebcareError("Nothing can be sent", f"{reason} The words are kept as a draft.")
        if not clean(text, "block").strip():
            raise WebcareError("There is nothing to send", "Write the reply first.")
        if not draft.connection_id:
            raise WebcareError("No channel is chosen", "Choose the connection that is to answer, then send again.")
        now = self._clock.now()
        item = OutboxItem(
            str(uuid.uuid4()), result.id, text, draft.connection_id, draft.public, search_id=result.search_id,
            case_id=result.case_id, to=result.title, close_after=close_after, not_before=int(now + self._undo_seconds),
            created=max([int(now), *(each.created for each in self.items)]), updated=int(now),
            seen=seen or self.seen(result.id),
        )  # fmt: skip
        self._holds[item.id, item.revision] = self._clock.monotonic() + self._undo_seconds
        queued = await self._ledger.queue(item, again=again)
        self.left()
        self._wake.set()
        return queued

    async def undo(self) -> Draft | None:
        """Take back the newest reply that has not left; its words are a draft again. None where all have left."""
        for item in reversed(self.items):
            if item.state is OutboxState.QUEUED:
                draft = await self._ledger.take_back(item, OutboxState.DISCARDED, "Taken back.")
                if draft is not None:
                    return draft
        return None

    async def send_now(self, item_id: str) -> OutboxItem | None:
        """End the undo window, or the wait for another try."""
        return await self._requeue(item_id, (OutboxState.QUEUED,))

    async def check(self, item_id: str) -> None:
        """Look now whether an uncertain reply has arrived."""
        await self._doubts.look(item_id)

    async def retry(self, item_id: str) -> OutboxItem | None:
        """Send again what failed or is uncertain; the latter only after the agent has confirmed it twice.

        The conversation is read first: a first try that turns up there is not sent again.
        """
        item = self._ledger.get(item_id)
        requeued = await self._requeue(item_id, (OutboxState.FAILED, OutboxState.UNCERTAIN))
        if requeued is not None and item is not None and item.state is OutboxState.FAILED:
            await self._ledger.draft_used(item)
        return requeued

    async def mark_sent(self, item_id: str) -> OutboxItem | None:
        """The agent has seen that an uncertain reply arrived."""
        item = self._in(item_id, (OutboxState.UNCERTAIN,))
        moved = await self._ledger.move(item, OutboxState.SENT, reason="You marked it as sent.") if item else None
        self._wake.set()
        return moved

    async def back_to_draft(self, item_id: str) -> Draft | None:
        """Make the words a draft again: of a reply that waits, was refused or is uncertain."""
        item = self._in(item_id, (OutboxState.QUEUED, OutboxState.FAILED, OutboxState.UNCERTAIN))
        draft = await self._ledger.take_back(item, OutboxState.DISCARDED, "A draft again.") if item else None
        self._wake.set()
        return draft

    async def discard(self, item_id: str) -> OutboxItem | None:
        """Give a reply up: one that waits, was refused or is uncertain."""
        item = self._in(item_id, (OutboxState.QUEUED, OutboxState.FAILED, OutboxState.UNCERTAIN))
        moved = await self._ledger.move(item, OutboxState.DISCARDED, reason="Given up.") if item else None
        self._wake.set()
        return moved

    def observe(self, results: Sequence[Result]) -> None:
        """A conversation was read: what is in doubt may stand in it."""
        if any(item.state in (OutboxState.UNCERTAIN, OutboxState.DISCARDED) for item in self.items):
            self._seen.append(results)
            self._wake.set()

    def hurry(self) -> None:
        """The service is reached again: what waited for that goes on."""
        self._pauses.clear()
        self._wake.set()

    async def run(self) -> None:
        """Send and settle until cancelled."""
        try:
            while True:
                self._wake.clear()
                await self._clock.wait(self._wake, await self._dispatch())
        finally:
            await cancelled((*self._tasks.values(), *self._doubting.values()))

    async def _dispatch(self) -> float:
        """Start what is due; seconds until something else can be. A disk that refuses stops nothing that is under way."""
        try:
            await self._delivery.save_again()
            await self._ledger.load()
            while self._seen:
                await self._doubts.seen(self._seen.pop(0))
            started = (OutboxState.SENDING, OutboxState.UNCERTAIN)
            busy = {_conversation(item) for item in self.items if item.state in started}
            wait = min([LOOK_AGAIN, *[await self._consider(item, busy) for item in self.items]])
        except StoreError as error:
            if not self._disk_refused:
                self._tools.publish(Noticed("The outbox cannot be read", f"{error} Nothing is sent meanwhile.", "error"))
            self._disk_refused = True
            return LEASE_CHECK
        self._disk_refused = False
        return wait

    async def _consider(self, item: OutboxItem, busy: set[str]) -> float:
        """Start what one row needs, if nothing of its conversation is under way; seconds until it is to be looked at again."""
        conversation = _conversation(item)
        if item.state is not OutboxState.UNCERTAIN and (task := self._doubting.pop(item.id, None)) is not None:
            task.cancel()
        if item.state is OutboxState.SENDING:
            return await self._orphan(item)
        if item.state is OutboxState.UNCERTAIN and item.id not in self._doubted:
            self._doubted.add(item.id)
            self._doubting[item.id] = asyncio.create_task(self._guarded(item.id, self._doubts.settle(item), self._doubting))
        elif item.state is OutboxState.SENT and item.close_after and not self._delivery.unsaved(item.id):
            return self._when_due(item, lambda: self._close(item))
        elif item.state is OutboxState.QUEUED and conversation not in busy:
            busy.add(conversation)
            return self._when_due(item, lambda: self._deliver(item))
        return LOOK_AGAIN

    async def _orphan(self, item: OutboxItem) -> float:
        """A row that says `sending`: in doubt as soon as nobody alive is sending it."""
        if item.id not in self._tasks and not self._tools.leases.held(item.id):
            self._doubted.discard(item.id)
            if await self._ledger.move(item, OutboxState.UNCERTAIN, reason=INTERRUPTED) is not None:
                self._wake.set()
        return LEASE_CHECK

    def _when_due(self, item: OutboxItem, work: Callable[[], Awaitable[None]]) -> float:
        """Start this now, or tell in how many seconds. What is held is counted on a clock that does not jump."""
        now = self._clock.monotonic()
        hold = min(max(0.0, item.not_before - self._clock.now()), LONGEST_HOLD)
        due = max(self._holds.setdefault((item.id, item.revision), now + hold), self._pauses.get(item.id, 0.0))
        if item.id in self._tasks:
            return LOOK_AGAIN
        if due > now:
            return due - now
        if len(self._tasks) >= AT_ONCE:
            return 1.0
        self._tasks[item.id] = asyncio.create_task(self._guarded(item.id, work(), self._tasks))
        return LOOK_AGAIN

    async def _deliver(self, item: OutboxItem) -> None:
        self._pause(item.id, await self._delivery.deliver(item))

    async def _close(self, item: OutboxItem) -> None:
        self._pause(item.id, await self._delivery.close_case(item))

    def _pause(self, item_id: str, wait: float) -> None:
        self._pauses[item_id] = self._clock.monotonic() + wait

    async def _guarded(self, item_id: str, work: Awaitable[None], register: dict[str, asyncio.Task[None]]) -> None:
        """One row's work; what breaks in it is told and tried again, and does not stop the others."""
        try:
            await work
        except Exception as error:
            LOG.error("outbox work broke: %s", type(error).__name__)
            self._pause(item_id, LOOK_AGAIN)
            words = str(error) if isinstance(error, StoreError) else f"An unexpected {type(error).__name__}."
            self._tools.publish(Noticed("The outbox was interrupted", words, "warning"))
        finally:
            if register.get(item_id) is asyncio.current_task():
                del register[item_id]
            self._wake.set()

    def _in(self, item_id: str, states: tuple[OutboxState, ...]) -> OutboxItem | None:
        item = self._ledger.get(item_id)
        return item if item is not None and item.state in states else None

    async def _requeue(self, item_id: str, states: tuple[OutboxState, ...]) -> OutboxItem | None:
        item = self._in(item_id, states)
        if item is None:
            return None
        self._doubted.discard(item_id)
        self._pauses.pop(item_id, None)
        # What the agent sends again was looked at again.
        seen = item.seen if item.state is OutboxState.QUEUED else self.seen(item.result_id)
        moved = await self._ledger.move(item, OutboxState.QUEUED, not_before=0, seen=seen)
        self._wake.set()
        return moved


def _conversation(item: OutboxItem) -> str:
    """What names the conversation of a reply: its case, else the result itself."""
    return f"{item.search_id}/{item.case_id}" if item.case_id else item.result_id

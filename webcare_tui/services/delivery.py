"""Delivery: one reply from the queue onto the wire and to what came of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from webcare_tui.errors import WebcareError
from webcare_tui.models.case import CaseKey
from webcare_tui.models.reply import OutboxItem, OutboxState, Receipt
from webcare_tui.models.result import Result
from webcare_tui.services.barrier import newcomers
from webcare_tui.services.cases import Cases
from webcare_tui.services.clock import Clock
from webcare_tui.services.events import Event, Held, Noticed
from webcare_tui.services.fetch import Fetched, fetch
from webcare_tui.services.leases import Leases
from webcare_tui.services.ledger import Ledger
from webcare_tui.services.link import Link
from webcare_tui.services.ports import Connect
from webcare_tui.services.reconcile import match, own_replies
from webcare_tui.services.schedule import Priority
from webcare_tui.store import ReplyClaimedError, Store, StoreError

LOG = logging.getLogger(__name__)
DISK_PAUSE = 30.0
"""Seconds after which a disk that refused is tried again."""
SHORT_OF_CALLS = 60.0
BARRED = 30.0
"""Seconds after which it is looked again whether the account may send."""
ELSEWHERE = 5.0
"""Seconds after which a reply that another program is sending is looked at again."""
CLOSE_TRIES = 3
"""Tries to close a case after a reply before the agent is told."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What delivering needs."""

    connect: Connect
    store: Store
    ledger: Ledger
    link: Link
    cases: Cases
    leases: Leases
    clock: Clock
    publish: Callable[[Event], None]
    barred: Callable[[], str] = str
    """Why nothing at all may be sent, as a sentence for the agent; "" where it may."""


class Delivery:
    """Sends one reply at a time, in the order that allows a promise: snapshot, `sending` on disk, wire, judgement, disk.

    Attributes:
        sent: Awaited with each reply that is surely sent.
        held: Awaited with a result and its conversation, where that has changed and so nothing was sent.
    """

    def __init__(self, tools: Tools) -> None:
        self.sent: Callable[[OutboxItem], Awaitable[None]] | None = None
        self.held: Callable[[str, Fetched], Awaitable[None]] | None = None
        self._tools = tools
        self._unsaved: dict[str, tuple[OutboxItem, OutboxItem]] = {}
        self._close_tries: dict[str, int] = {}

    async def deliver(self, item: OutboxItem) -> float:
        """Send a queued reply, if everything allows it.

        Returns:
            Seconds after which it is to be tried again where it is still queued.
        """
        tools = self._tools
        if reason := tools.barred():
            tools.ledger.note(replace(item, reason=reason))
            return BARRED
        if not tools.link.allows(Priority.SEND):
            return tools.link.closed_for or SHORT_OF_CALLS
        try:
            fetched = await fetch(tools.connect(), item.result_id, with_details=False)
        except WebcareError as error:
            return await self._not_read(item, error)
        tools.link.answered()
        if item.attempt_at and await self._there_already(item, own_replies(fetched.results)):
            return 0.0
        if new := self._newcomers(item, fetched):
            await self._hold(item, fetched, new)
            return 0.0
        if not tools.leases.take(item.id):  # before the disk says `sending`, or another program would call it an orphan
            return ELSEWHERE
        try:
            sending = await self._begin(item, fetched)
        except StoreError as error:
            tools.leases.drop(item.id)
            tools.publish(Noticed("Nothing was sent", f"{error} The reply stays in the outbox.", "error"))
            return DISK_PAUSE
        if sending is None:
            tools.leases.drop(item.id)
        else:
            await self._post(sending)
        return 0.0

    async def _begin(self, item: OutboxItem, fetched: Fetched) -> OutboxItem | None:
        """Write down that it is being sent, and which replies stood there before; None where somebody else was first."""
        tools = self._tools
        await tools.store.results.put(fetched.results)
        prior = tuple({reply.id: None for reply in (*own_replies(fetched.results), *await self._own_here(item))})
        now = max(1, int(tools.clock.now()))
        return await tools.ledger.move(item, OutboxState.SENDING, attempt=item.attempt + 1, attempt_at=now, prior_ids=prior)

    def unsaved(self, item_id: str) -> bool:
        """Whether the disk still has to take what came of a reply."""
        return item_id in self._unsaved

    async def save_again(self) -> None:
        """Write results that the disk refused."""
        for item, judged in tuple(self._unsaved.values()):
            await self._commit(item, judged)

    async def close_case(self, item: OutboxItem) -> float:
        """Close the case of a reply that is surely sent.

        Returns:
            Seconds after which to try again; 0 where it is done or given up.
        """
        tools = self._tools
        wait, said = 0.0, ""
        try:
            await tools.cases.close(CaseKey(item.search_id, item.case_id), (item.result_id,))
        except WebcareError as error:
            tries = self._close_tries[item.id] = self._close_tries.get(item.id, 0) + 1
            refused = not tools.link.failures and tools.link.closed_for <= 0
            if tries == CLOSE_TRIES or refused:
                said = f"{error} The reply was sent; close the case yourself."
            if not refused and tries < CLOSE_TRIES:
                wait = max(tools.link.closed_for, 2.0**tries)
        if said:
            tools.publish(Noticed("The case is not closed", said, "warning"))
        if not wait:
            await tools.ledger.move(item, OutboxState.SENT, close_after=False)
        return wait

    async def _not_read(self, item: OutboxItem, error: WebcareError) -> float:
        """The conversation could not be read: what is refused comes back to the agent, all else waits in the queue."""
        wait = self._tools.link.failed(error)
        if wait:
            self._tools.ledger.note(replace(item, reason=str(error)))
            return wait
        if await self._tools.ledger.take_back(item, OutboxState.FAILED, str(error)) is not None:
            self._tools.publish(Noticed("Your reply was not sent", f"{error} Its words are a draft again.", "error"))
        return 0.0

    def _newcomers(self, item: OutboxItem, fetched: Fetched) -> tuple[Result, ...]:
        """What has come to the conversation since the agent looked."""
        ledger = self._tools.ledger
        answered = next((each for each in fetched.messages if each.id == item.result_id), None)
        rows = [each for each in ledger.items if each.result_id == item.result_id]
        if answered is None:
            return ()
        return newcomers(item.seen, fetched.results, answered, whole=fetched.whole, claimed=ledger.claimed, rows=rows)

    async def _hold(self, item: OutboxItem, fetched: Fetched, new: Sequence[Result]) -> None:
        """The conversation has changed since the agent looked: the words are a draft again."""
        colleague = any(each.own for each in own_replies(new))
        title = "A colleague has just answered" if colleague else f"{item.to or 'The customer'} wrote again"
        reason = "Look first: nothing was sent, and your words are a draft again."
        if await self._tools.ledger.take_back(item, OutboxState.DISCARDED, f"{title}.") is None:
            return
        self._tools.publish(Noticed(title, reason, "warning", item.to))
        if self.held is not None:
            await self.held(item.result_id, fetched)
        self._tools.publish(Held(item))

    async def _there_already(self, item: OutboxItem, replies: Sequence[Result]) -> bool:
        """A reply of unknown outcome that the agent sends again may have arrived meanwhile; then it is not posted twice."""
        ledger = self._tools.ledger
        offset = self._tools.connect().server_offset
        found = match(item, replies, claimed=ledger.claimed, nameless=ledger.nameless(item), server_offset=offset)
        if found.kind not in ("strong", "several"):
            return False
        sending = await ledger.move(item, OutboxState.SENDING)
        if sending is not None:
            await self._commit(sending, replace(sending, state=OutboxState.SENT, reply_id=found.ids[0]))
            self._tools.publish(Noticed("It had arrived", "The first try was delivered after all; it was not sent again."))
        return True

    async def _own_here(self, item: OutboxItem) -> tuple[Result, ...]:
        """The company's replies in this conversation that are known on this machine."""
        result = await self._tools.store.results.get(item.result_id)
        if result is None:
            return ()
        return own_replies(await self._tools.store.results.conversation(result))

    async def _post(self, item: OutboxItem) -> None:
        """The one place where a reply goes onto the wire."""
        from webcare_tui.services.outcome import classify

        tools = self._tools
        outcome: Receipt | BaseException
        try:
            outcome = await tools.connect().reply(item.result_id, item.text, item.connection_id, item.public)
        except BaseException as error:
            outcome = error
            LOG.info("a reply met %s", type(error).__name__)
        verdict = classify(outcome)
        wait = 0.0
        if isinstance(outcome, WebcareError):
            wait = tools.link.failed(outcome)
        elif isinstance(outcome, Receipt):
            tools.link.answered()
        again = verdict.state is OutboxState.QUEUED
        not_before = int(max(tools.clock.now() + wait, verdict.retry_at or 0.0)) + 1 if again else item.not_before
        judged = replace(
            item,
            state=verdict.state,
            reason=verdict.reason,
            reply_id=verdict.reply_id,
            transaction_id=verdict.transaction_id,
            not_before=not_before,
            attempt_at=0 if again else item.attempt_at,
        )
        await asyncio.shield(asyncio.ensure_future(self._commit(item, judged)))
        if not isinstance(outcome, Receipt | Exception):
            raise outcome

    async def _commit(self, item: OutboxItem, judged: OutboxItem) -> None:
        """Write down what came of it; what the disk refuses is known here and tried again."""
        tools = self._tools
        try:
            moved = await self._written(item, judged)
        except StoreError as error:
            if item.id not in self._unsaved:
                tools.publish(Noticed("What came of a reply is not saved", f"{error} It is tried again.", "error"))
            self._unsaved[item.id] = (item, judged)
            tools.ledger.note(judged)
            return
        self._unsaved.pop(item.id, None)
        tools.leases.drop(item.id)
        if moved is None:
            return
        if moved.state is OutboxState.FAILED:
            tools.publish(Noticed("Your reply was not sent", f"{moved.reason} Its words are a draft again.", "error"))
        elif moved.state is OutboxState.SENT and self.sent is not None:
            await self.sent(moved)

    async def _written(self, item: OutboxItem, judged: OutboxItem) -> OutboxItem | None:
        """The move on disk. An id that another reply has already claimed is left out: one copy cannot prove two replies."""
        ledger = self._tools.ledger

        async def write(reply_id: str) -> OutboxItem | None:
            moved = await move(item, reply_id)
            now = ledger.get(item.id) if moved is None else None
            if now is not None and now.state is OutboxState.UNCERTAIN and now.revision == item.revision + 1:
                return await move(now, reply_id)  # another program took it for an orphan; here it is known what came of it
            return moved

        async def move(row: OutboxItem, reply_id: str) -> OutboxItem | None:
            return await ledger.move(
                row,
                judged.state,
                reason=judged.reason,
                reply_id=reply_id,
                transaction_id=judged.transaction_id,
                not_before=judged.not_before,
                attempt_at=judged.attempt_at,
            )

        try:
            return await write(judged.reply_id)
        except ReplyClaimedError:
            return await write("")

"""One reply of the outbox, followed until its end is known."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from webcare_tui.cli.exits import Exit
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.services.events import Event, LinkState, Noticed

if TYPE_CHECKING:
    from webcare_tui.services.session import Session

_GLANCE = 1.0
"""Seconds after which the row is looked at in any case: another process may have moved it."""
_AFTERMATH = 2.0
"""Seconds that a refused reply's words may take to become a draft."""
_ENDS = (OutboxState.SENT, OutboxState.FAILED, OutboxState.DISCARDED)


class Bell:
    """Rings at every event; given to a session as `publish`.

    Attributes:
        noticed: Whether the agent would have been told something.
    """

    def __init__(self) -> None:
        self.noticed = False
        self._rung = asyncio.Event()

    def __call__(self, event: Event) -> None:
        """Ring."""
        self.noticed = self.noticed or isinstance(event, Noticed)
        self._rung.set()

    def ring(self) -> None:
        """Ring without an event."""
        self._rung.set()

    async def wait(self, seconds: float) -> None:
        """Wait for the next ring, at most that long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, seconds)):
                await self._rung.wait()
        self._rung.clear()

    async def notice(self, seconds: float) -> None:
        """Wait until the agent would have been told something, at most that long."""
        ends = asyncio.get_running_loop().time() + seconds
        while not self.noticed and (left := ends - asyncio.get_running_loop().time()) > 0:
            await self.wait(left)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a reply is followed.

    Attributes:
        queue: Seconds that it may wait for its turn.
        doubt: Seconds in which a reply of unknown outcome is looked for.
        give_up: Take it off the queue where it cannot leave now, so that nothing is sent later behind the caller's back.
    """

    queue: float = 60.0
    doubt: float = 30.0
    give_up: bool = True


@asynccontextmanager
async def at_work(session: Session, bell: Bell) -> AsyncIterator[asyncio.Task[None]]:
    """The outbox's worker; at the end, what is on the wire comes to its end first."""
    session.outbox.when_sent(_nothing_more)
    worker = asyncio.create_task(session.outbox.run())
    worker.add_done_callback(lambda _: bell.ring())
    try:
        yield worker
        while session.outbox.sending and not worker.done():
            await bell.wait(_GLANCE)
    finally:
        worker.cancel()
        await asyncio.gather(worker, return_exceptions=True)


async def _nothing_more(item: OutboxItem) -> None:
    """A command shows no conversation that would have to be read again."""


async def follow(session: Session, item_id: str, bell: Bell, patience: Patience) -> OutboxItem:
    """Wait for what becomes of a reply.

    Returns:
        The row as it stands: sent, failed, discarded (given up before it left; `reason` says why), uncertain, or queued
        where it is not to be given up.
    """
    loop = asyncio.get_running_loop()
    began, doubted = loop.time(), 0.0
    async with at_work(session, bell) as worker:
        while True:
            item = await current(session, item_id)
            if item.state in _ENDS:
                if item.state is OutboxState.FAILED:
                    await bell.notice(_AFTERMATH)  # it comes once its words are a draft again
                return item
            if item.state is OutboxState.UNCERTAIN:
                doubted = doubted or loop.time()
                if loop.time() - doubted >= patience.doubt:
                    return item
            stuck = bool(item.reason) or loop.time() - began >= patience.queue
            if item.state is OutboxState.QUEUED and stuck and item.attempt_at == 0:
                ended = await _off_the_queue(session, item) if patience.give_up else item
                if ended is not None:
                    return ended
            if worker.done():
                worker.result()
            await bell.wait(min(_GLANCE, patience.doubt) if doubted else _GLANCE)


async def current(session: Session, item_id: str) -> OutboxItem:
    """The row as this process knows it, which may hold newer words than the disk, or else as it stands there."""
    for item in session.outbox.items:
        if item.id == item_id:
            return item
    stored = await session.store.outbox.get(item_id)
    if stored is None:
        raise LookupError(item_id)
    return stored


async def _off_the_queue(session: Session, item: OutboxItem) -> OutboxItem | None:
    """Give a reply up that has not left; None where it has left meanwhile."""
    moved = await session.outbox.discard(item.id)
    if moved is None or moved.state is not OutboxState.DISCARDED:
        return None
    why = item.reason or "An earlier reply in this conversation has to come to its end first."
    return replace(moved, reason=why)


def code(item: OutboxItem, link: LinkState) -> Exit:
    """The exit code of what became of a reply.

    Args:
        item: The row at the end.
        link: How the service was reached, which tells why a reply could not leave.
    """
    if item.state is OutboxState.SENT:
        return Exit.DONE
    if item.state in (OutboxState.UNCERTAIN, OutboxState.SENDING):
        return Exit.UNKNOWN
    if item.state is OutboxState.FAILED or link is LinkState.QUOTA:
        return Exit.REFUSED
    return Exit.SETUP if link is LinkState.NOT_ALLOWED else Exit.UNREACHED

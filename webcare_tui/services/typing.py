"""Typing: tells the source that the agent is typing, and always that it has stopped."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from typing import Literal

from webcare_tui.errors import WebcareError
from webcare_tui.models.result import Result
from webcare_tui.services.clock import Clock
from webcare_tui.services.link import Link
from webcare_tui.services.ports import Connect
from webcare_tui.services.schedule import Priority

LOG = logging.getLogger(__name__)
AGAIN = 20.0
"""Seconds after which `starttyping` is said again to somebody who goes on typing."""
IDLE = 15.0
"""Seconds without a character after which typing has stopped."""
LONGEST = 5.0
"""Seconds that one event may take."""
PATIENCE = 1.0
"""Seconds that `stop` waits for the events to leave."""

Word = Literal["starttyping", "stoptyping"]


class Typing:
    """Sends `starttyping` and `stoptyping` through one queue, in the order in which they came about; silent about failure.

    A `stoptyping` is sent only after its `starttyping` was put on the wire, and each is tried once.
    """

    def __init__(
        self, connect: Connect, link: Link, clock: Clock, *, enabled: bool, supported: Callable[[Result], bool]
    ) -> None:
        self._connect = connect
        self._link = link
        self._clock = clock
        self._enabled = enabled
        self._supported = supported
        self._queue: deque[tuple[str, Word]] = deque()
        self._wake = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()
        self._now_typing = ""
        self._said_at = 0.0
        self._typed_at = 0.0
        self._started: set[str] = set()

    def typed(self, result: Result) -> None:
        """A character was typed into the answer to this result."""
        if not self._enabled or not self._supported(result):
            self.idle()
            return
        now = self._clock.monotonic()
        if self._now_typing != result.id:
            self.idle()
        self._typed_at = now
        if not self._now_typing or now - self._said_at >= AGAIN:
            self._now_typing, self._said_at = result.id, now
            self._say(result.id, "starttyping")
        self._wake.set()

    def idle(self) -> None:
        """The agent has left the answer alone: sent it, gone elsewhere, or stopped typing for a while."""
        if self._now_typing:
            self._say(self._now_typing, "stoptyping")
            self._now_typing = ""

    async def stop(self) -> None:
        """Say that typing has stopped, and wait at most a second until it is said."""
        self.idle()
        await self._clock.wait(self._empty, PATIENCE)

    async def run(self) -> None:
        """Send what is to be said, until cancelled."""
        while True:
            while self._queue:
                await self._send(*self._queue[0])
                self._queue.popleft()
            self._empty.set()
            await self._clock.wait(self._wake, self._until_idle())
            self._wake.clear()
            if self._now_typing and self._until_idle() == 0:
                self.idle()

    def _until_idle(self) -> float | None:
        if not self._now_typing:
            return None
        return max(0.0, self._typed_at + IDLE - self._clock.monotonic())

    def _say(self, result_id: str, word: Word) -> None:
        self._queue.append((result_id, word))
        self._empty.clear()
        self._wake.set()

    async def _send(self, result_id: str, word: Word) -> None:
        """One try. A start is the first to be dropped when calls are short; a stop goes whenever its start went."""
        if word == "starttyping":
            if not self._link.allows(Priority.TYPING):
                return
            self._started.add(result_id)
        elif result_id not in self._started or self._link.closed_for > 0:
            return
        else:
            self._started.discard(result_id)
        try:
            async with asyncio.timeout(LONGEST):
                await self._connect().event(result_id, word)
        except (WebcareError, TimeoutError) as error:
            LOG.info("typing event not sent: %s", type(error).__name__)

"""The clock: wall time, monotonic time and waiting, in one object that a test can replace."""

from __future__ import annotations

import asyncio
import time
from typing import Protocol


class Clock(Protocol):
    """Time as the services see it."""

    def now(self) -> float:
        """Wall time in Unix seconds; may jump."""
        ...

    def monotonic(self) -> float:
        """Seconds that only grow; for intervals."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait that long; at once where it is not positive."""
        ...

    async def wait(self, event: asyncio.Event, timeout: float | None) -> bool:  # noqa: ASYNC109 - the clock is what times out
        """Wait for the event, at most that many seconds; tell whether it is set."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> float:
        """Wall time in Unix seconds."""
        return time.time()

    def monotonic(self) -> float:
        """Seconds that only grow; they stand still while the machine is suspended."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait on the running loop."""
        await asyncio.sleep(max(0.0, seconds))

    async def wait(self, event: asyncio.Event, timeout: float | None) -> bool:  # noqa: ASYNC109 - as the protocol has it
        """Wait on the running loop."""
        try:
            async with asyncio.timeout(timeout):
                await event.wait()
        except TimeoutError:
            return event.is_set()
        return True

"""Typing: tells the source that the agent is typing, and always that it has stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webcare_tui.models.result import Result


class Typing:
    """Sends `starttyping` and `stoptyping`; silent about every failure."""

    def typed(self, result: Result) -> None:
        """A character was typed into the answer to this result."""
        raise NotImplementedError

    def idle(self) -> None:
        """The agent has left the answer alone."""
        raise NotImplementedError

    async def stop(self) -> None:
        """Say that typing has stopped, and wait at most a second until it is said."""
        raise NotImplementedError

"""The quota as the gateway last told it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quota:
    """How many calls the project may make, and how many it has made.

    Attributes:
        limit: Calls allowed in a window.
        used: Calls spent in this window, by everyone who shares the credentials.
        window: Length of a window in seconds.
        reset_at: Unix seconds at which the window ends; 0 where unknown.
        seen_at: Unix seconds at which the gateway said so.
    """

    limit: int
    used: int
    window: int
    reset_at: int = 0
    seen_at: int = 0

    @property
    def left(self) -> int:
        """Calls left in this window, never below 0."""
        return max(0, self.limit - self.used)

    @property
    def share_used(self) -> float:
        """Part of the window's calls that is spent, 0…1."""
        return min(1.0, max(0.0, self.used / self.limit)) if self.limit > 0 else 1.0

"""The share: which part of the project's calls is this program's own, told by the gateway's count between two own calls."""

from __future__ import annotations

from webcare_tui.models.quota import Quota

MEMORY = 40
"""Own calls over which the share is averaged."""


class Share:
    """Counts own calls and those of all others who share the credentials.

    The gateway tells how many calls were made, not by how many programs. But between two of its answers to this one, every
    call more is somebody else's: so a program learns how many it is among, and can take its part rather than all.
    """

    def __init__(self) -> None:
        self._own = 0.0
        self._others = 0.0
        self._last: Quota | None = None

    @property
    def part(self) -> float:
        """Own calls among all, above 0 and up to 1; 1 where nobody else is known."""
        return (self._own + 1) / (self._own + self._others + 1)

    def note(self, quota: Quota) -> None:
        """An own call was answered, and the gateway told its count."""
        last = self._last
        same = last is not None and (last.limit, last.window, last.reset_at) == (quota.limit, quota.window, quota.reset_at)
        if last is None:
            others = 0.0
        elif not same:
            others = self._over_the_turn(last, quota)
        elif quota.used > last.used:
            others = quota.used - last.used - 1.0
        else:
            # It was overtaken by a later answer, which counted this call for another's.
            self._own, self._others = self._own + 1, max(0.0, self._others - 1)
            return
        keep = 1 - 1 / MEMORY
        self._own, self._others = self._own * keep + 1, self._others * keep + others
        self._last = quota

    @staticmethod
    def _over_the_turn(last: Quota, quota: Quota) -> float:
        """Others' calls since the last answer, which came in an earlier window: as many a second as in this one so far, since
        nobody tells how that one ended."""
        here = max(0, quota.used - 1)
        begun = (quota.reset_at or quota.seen_at + quota.window) - quota.window
        elapsed, passed = max(1, quota.seen_at - begun), max(1, quota.seen_at - last.seen_at)
        return min(here * max(1.0, passed / elapsed), float(here + quota.limit))

"""The schedule: how long to wait before the next call, from failures, quota and attention; pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from webcare_tui.models.quota import Quota

Random = Callable[[], float]
"""A number in [0, 1)."""

FLOOR = 5.0
"""Seconds; no view is read more often."""
CEILING = 300.0
"""Seconds; no view is read more seldom while calls are left."""
UNTOLD = 30.0
"""Seconds between two reads where the gateway tells no quota."""
FAILURE_FLOOR = 0.5
CIRCUIT = 5
"""Failures in a row after which there is one probe a minute."""
PROBE = 60.0
AWAY_AFTER = 600.0
"""Seconds without a key after which the agent counts as away."""
REFUSED_PAUSE = 60.0
"""Seconds until credentials that were not accepted are tried again; doubled each time, up to `CEILING`."""
LONGEST_WAIT = 900.0


class Priority(IntEnum):
    """What a call is for; the lower number goes first."""

    SEND = 1
    OPENED = 2
    VISIBLE = 3
    OTHER = 4
    TYPING = 5


@dataclass(frozen=True, slots=True)
class Attention:
    """How closely the agent is watching.

    Attributes:
        focused: The terminal has the focus.
        quiet: Seconds since the last key.
    """

    focused: bool = True
    quiet: float = 0.0

    @property
    def factor(self) -> float:
        """By how much an interval grows."""
        if not self.focused:
            return 4.0
        return 2.0 if self.quiet > AWAY_AFTER else 1.0


def current(quota: Quota | None, now: float) -> Quota | None:
    """The quota as it stands now: a window that is over has taken its spent calls with it."""
    if quota is None or quota.limit <= 0 or quota.window <= 0:
        return None
    ends = quota.reset_at or quota.seen_at + quota.window
    if now < ends:
        return quota
    return Quota(quota.limit, 0, quota.window, 0, int(now))


def window_left(quota: Quota, now: float) -> float:
    """Seconds until the window ends, between 1 and its length."""
    ends = quota.reset_at or quota.seen_at + quota.window
    return min(float(quota.window), max(1.0, ends - now))


def reserve(quota: Quota) -> int:
    """Calls kept for the agent's own acts: 20, or a fifth of the window's, but never more than half of it."""
    return min(max(20, -(-quota.limit // 5)), quota.limit // 2)


def allowed(priority: Priority, quota: Quota | None, now: float) -> bool:
    """Whether a call of this priority may be made. Towards the reserve typing events stop first, then other views, then the
    open one; the agent's own acts stop only where nothing is left."""
    known = current(quota, now)
    if known is None:
        return True
    if priority <= Priority.OPENED:
        return known.left > 0
    spare = known.left - reserve(known)
    margin = {Priority.VISIBLE: 0.0, Priority.OTHER: 0.1, Priority.TYPING: 0.2}[priority]
    return spare > margin * known.limit


def interval(
    quota: Quota | None, now: float, wanted: float, attention: Attention, calls: float, random: Random, share: float = 1.0
) -> float:
    """Seconds until the open view is read again.

    Args:
        quota: As the gateway told it last; None where it tells nothing.
        now: Unix seconds.
        wanted: The setting's seconds; never undercut.
        attention: How closely the agent is watching.
        calls: Calls that a round takes on average.
        random: For the jitter of 15 percent either way.
        share: Which part of the calls that are left is this program's to make.
    """
    known = current(quota, now)
    least = max(FLOOR, wanted)
    if known is None:
        base = max(UNTOLD, least)
    else:
        part = share / max(1.0, calls)
        rounds, usual = (max(0.01, (number - reserve(known)) * part) for number in (known.left, known.limit))
        left = window_left(known, now)
        # Where this window has no full round left, the next one has; what an even pace takes there is waited for, not more.
        base = min(CEILING, max(least, min(left / rounds, left + known.window / usual)))
    return base * attention.factor * (0.85 + 0.3 * random())


def after_failures(failures: int, random: Random) -> float:
    """Seconds until the next try after so many failures in a row: full jitter, then one probe a minute."""
    if failures >= CIRCUIT:
        return PROBE * (0.85 + 0.3 * random())
    return max(FAILURE_FLOOR, random() * min(CEILING, 2.0**failures))


def after_refusals(failures: int, random: Random) -> float:
    """Seconds until credentials are tried again that were not accepted so many times in a row."""
    return float(min(CEILING, REFUSED_PAUSE * 2 ** min(failures - 1, 8))) * (0.85 + 0.3 * random())


def after_quota(retry_at: float | None, quota: Quota | None, now: float, random: Random) -> float:
    """Seconds until the next try after the quota was spent: the end of the window, and up to a tenth of it (a minute at most)
    more, because all who share it wake at the same second."""
    known = current(quota, now)
    window = float(known.window) if known else 60.0
    if retry_at is not None:
        wait = retry_at - now
    elif known is not None:
        wait = window_left(known, now)
    else:
        wait = PROBE
    wait = min(max(wait, 1.0), max(LONGEST_WAIT, 2 * window))
    return wait + random() * min(60.0, window / 10)


def pages_back(quota: Quota | None, now: float, most: int) -> int:
    """Pages that a read for news may take at once: half of the calls that are free, one at least."""
    known = current(quota, now)
    return most if known is None else max(1, min(most, (known.left - reserve(known)) // 2))


def until_calls(quota: Quota | None, now: float, random: Random) -> float:
    """Seconds until calls beyond the reserve are there again; 0 where there are."""
    if allowed(Priority.VISIBLE, quota, now):
        return 0.0
    return after_quota(None, quota, now, random)

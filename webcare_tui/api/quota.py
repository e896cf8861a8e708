"""The gateway's word on quota and time: `quota-*`, `Retry-After` and `Date` headers, and the gate that a 429 shuts."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from statistics import median

from webcare_tui.api import lenient
from webcare_tui.api.errors import QuotaSpent
from webcare_tui.models.quota import Quota

_UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800, "month": 2_678_400, "year": 31_622_400}
_LARGEST = 10**9
_LONGEST_WINDOW = 31_622_400
_USUAL_PAUSE = 30.0
_LONGEST_RETRY_AFTER = 900.0
_LONGEST_PAUSE = 86_400.0
_CLOCKS_AGREE = 30.0


def parse(headers: Mapping[str, str], now: float) -> Quota | None:
    """Reads the quota headers that every answer of the gateway carries (developer portal).

    Args:
        headers: The answer's; names in any case.
        now: Unix seconds at the server, against which `quota-reset-UTC` must be plausible.

    Returns:
        The quota, or None unless a positive limit and a number of calls used are both there.
    """
    found = {name.lower().strip(): value for name, value in headers.items()}
    limit = _count(found.get("quota-limit"))
    used = _count(found.get("quota-used"))
    if not limit or used is None:
        return None
    interval = _count(found.get("quota-interval")) or 1
    unit = found.get("quota-time-unit", "").split(",")[0].strip().lower()
    window = min(interval * _UNITS.get(unit.removesuffix("s"), 0), _LONGEST_WINDOW)
    reset = _reset(found.get("quota-reset-utc", ""), now, window)
    return Quota(limit=limit, used=used, window=window, reset_at=reset, seen_at=int(now))


def pause_after(headers: Mapping[str, str], now: float) -> float:
    """How many seconds to stay away after a 429.

    `Retry-After` (seconds or an HTTP date, 1…900 s) counts first, then the end of the quota's window, then half a minute.
    Where calls are left in the window it was their pace that was too high, and half a minute is the most.

    Args:
        headers: The answer's.
        now: Unix seconds at the server.
    """
    found = {name.lower().strip(): value.strip() for name, value in headers.items()}
    asked = found.get("retry-after", "")
    if asked.lstrip("+-").isdecimal():
        return min(max(float(lenient.integer(asked, int(_LONGEST_RETRY_AFTER))), 1.0), _LONGEST_RETRY_AFTER)
    if date := lenient.moment(asked):
        return min(max(date - now, 1.0), _LONGEST_RETRY_AFTER)
    quota = parse(headers, now)
    reset = quota.reset_at if quota else _reset(found.get("quota-reset-utc", ""), now, 0)
    if not reset:
        return _USUAL_PAUSE
    longest = _USUAL_PAUSE if quota and quota.left else _LONGEST_PAUSE
    return min(max(reset - now, 1.0), longest)


def _count(value: str | None) -> int | None:
    # A proxy that adds the header once more makes "1000, 1000" of it.
    number = lenient.integer((value or "").split(",")[0], -1, low=0, high=10**30)
    return None if number < 0 else min(number, _LARGEST)


def _reset(value: str, now: float, window: int) -> int:
    moment = lenient.moment(value)
    latest = now + 2 * (window or _LONGEST_WINDOW)
    return moment if now - 1 <= moment <= latest else 0


class Gate:
    """Shuts for every call after one 429, and opens by itself when the pause is over.

    The pause is counted on a clock that does not jump; what is shown is wall time.
    """

    def __init__(self, clock: Callable[[], float], ticks: Callable[[], float]) -> None:
        self._clock = clock
        self._ticks = ticks
        self._until = float("-inf")

    def shut(self, seconds: float) -> float:
        """Shuts the gate for so many seconds, or leaves it shut for longer; returns when it opens, in Unix seconds."""
        self._until = max(self._until, self._ticks() + seconds)
        return self._clock() + self._until - self._ticks()

    def check(self) -> None:
        """Raises QuotaSpent while the gate is shut."""
        left = self._until - self._ticks()
        if left > 0:
            raise QuotaSpent(
                message="All calls of this project's quota are spent. Calls go on when the limit resets.",
                retry_at=self._clock() + left,
            )


class ServerClock:
    """How far the server's clock is from this machine's: the median of the last five `Date` headers."""

    def __init__(self) -> None:
        self._seen: deque[float] = deque(maxlen=5)

    def note(self, headers: Mapping[str, str], now: float) -> None:
        """Takes an answer's `Date` in; what is no date is left out."""
        date = next((value for name, value in headers.items() if name.lower() == "date"), "")
        if moment := lenient.moment(date):
            self._seen.append(moment - now)

    @property
    def offset(self) -> float:
        """Server minus local, in seconds; 0 before the first answer."""
        return float(median(self._seen)) if self._seen else 0.0

    def local(self, quota: Quota) -> Quota:
        """The quota with its times moved to this machine's clock, where the two differ by more than the header's roundness."""
        if abs(self.offset) < _CLOCKS_AGREE:
            return quota
        shift = round(self.offset)
        return Quota(quota.limit, quota.used, quota.window, max(0, quota.reset_at - shift), quota.seen_at - shift)

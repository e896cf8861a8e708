"""The link: one judgement of how the service is reached, and one gate that closes for all when the quota is spent."""

from __future__ import annotations

from collections.abc import Callable

from webcare_tui.errors import WebcareError
from webcare_tui.models.quota import Quota
from webcare_tui.services import schedule
from webcare_tui.services.clock import Clock
from webcare_tui.services.events import Event, LinkChanged, LinkState, QuotaChanged
from webcare_tui.services.share import Share


class Link:
    """What all services know together about reaching the vendor's.

    Attributes:
        quota: As the gateway told it last; None where it has told nothing.
        failures: Calls in a row that did not reach the service.
        back: Called when it is reached again after it was not.
    """

    def __init__(self, clock: Clock, publish: Callable[[Event], None], random: schedule.Random) -> None:
        self.quota: Quota | None = None
        self.failures = 0
        self.back: Callable[[], None] = lambda: None
        self._clock = clock
        self._publish = publish
        self._random = random
        self._closed_until = 0.0
        self._share = Share()
        self._changed = LinkChanged(LinkState.CONNECTING, "Connecting", None, clock.now())

    @property
    def changed(self) -> LinkChanged:
        """How it stands."""
        return self._changed

    @property
    def share(self) -> float:
        """Which part of the project's calls is this program's own, lately; 1 where it is alone."""
        return self._share.part

    @property
    def closed_for(self) -> float:
        """Seconds for which no call may be made, 0 while the gate is open."""
        return max(0.0, self._closed_until - self._clock.monotonic())

    def allows(self, priority: schedule.Priority) -> bool:
        """Whether a call of this priority may be made now."""
        return self.closed_for <= 0 and schedule.allowed(priority, self.quota, self._clock.now())

    def told(self, quota: Quota) -> None:
        """The gateway told its numbers; of two answers that overtook each other the higher one counts."""
        known = self.quota
        self._share.note(quota)
        if known is not None and (known.limit, known.reset_at) == (quota.limit, quota.reset_at) and quota.used <= known.used:
            return
        self.quota = quota
        self._publish(QuotaChanged(quota))

    def answered(self) -> None:
        """A call was answered as it should be. A closed gate stays closed: the call may have left before it closed."""
        again, self.failures = self.failures > 0, 0
        if again:
            self.back()
        if self._changed.state is not LinkState.QUOTA or self.allows(schedule.Priority.VISIBLE):
            self.set(LinkState.LIVE, "")

    def resumed(self) -> None:
        """The machine was suspended: what was waited for has passed meanwhile."""
        self._closed_until = 0.0
        self.failures = 0

    def failed(self, error: WebcareError) -> float:
        """A call failed; tell for how many seconds to leave the service alone.

        An answer about one result or one request (it does not exist, it is refused) says that the service is reached. What is
        no answer at all (no secret to be found, an address that is not safe) counts as not allowed.
        """
        from webcare_tui.api import errors

        if not isinstance(error, errors.ApiError) or isinstance(error, errors.NotAllowed):
            self.failures += 1
            wait = schedule.after_refusals(self.failures, self._random)
            self.set(LinkState.NOT_ALLOWED, str(error), wait)
            return wait
        if isinstance(error, errors.QuotaSpent):
            wait = schedule.after_quota(error.retry_at, self.quota, self._clock.now(), self._random)
            self._closed_until = self._clock.monotonic() + wait
            self.set(LinkState.QUOTA, str(error), wait)
            return wait
        if error.effect is errors.Effect.REFUSED:
            self.answered()
            return 0.0
        self.failures += 1
        wait = schedule.after_failures(self.failures, self._random)
        if error.retry_at is not None:
            wait = min(max(wait, error.retry_at - self._clock.now()), schedule.LONGEST_WAIT)
        self.set(LinkState.OFFLINE, str(error), wait)
        return wait

    def set(self, state: LinkState, message: str, wait: float | None = None) -> None:
        """Publish a state where it, its reason or its next try differs from the last one published."""
        now = self._clock.now()
        since = self._changed.since if state is self._changed.state else now
        changed = LinkChanged(state, message, None if wait is None else now + wait, since)
        if changed != self._changed:
            self._changed = changed
            self._publish(changed)

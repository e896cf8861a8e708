"""A sample of what a query finds, before it is shown: one call, and only where calls are plenty."""

from __future__ import annotations

from dataclasses import dataclass

from webcare_tui.filters.terms import Limit, NewResults, Query
from webcare_tui.services import schedule
from webcare_tui.services.events import LinkState
from webcare_tui.services.schedule import Priority
from webcare_tui.services.session import Session

MOST = 100
"""Results that are asked for."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What came.

    Attributes:
        count: How many, `MOST` at most.
        more: There may be more.
        oldest: Unix seconds of the oldest; 0 where unknown.
    """

    count: int
    more: bool
    oldest: int


async def sample(session: Session, query: Query) -> Sample | None:
    """Ask the service for the first results of a query.

    Args:
        session: The account at work.
        query: What to ask for. Its own limit holds where it is lower.

    Returns:
        What came; None where it was not asked: no search profile is named, calls are short, or the service would take it
        for a look at what is new, and hold that back next time.

    Raises:
        WebcareError: The service refuses or is not reached.
    """
    states = (LinkState.LIVE, LinkState.CONNECTING)
    if not query.profile or query.get(NewResults) is not None or session.link.state not in states:
        return None
    if not schedule.allowed(Priority.OTHER, session.client.quota, session.clock.now()):
        return None
    own = query.get(Limit)
    most = min(MOST, own.count) if own is not None else MOST
    page = await session.client.results(query.with_(Limit(most)))
    count = len(page.results) + page.skipped
    more = count >= most and (own is None or own.count > most)
    times = [result.time for result in page.results if result.time > 0]
    known = times and (not more or query.oldest_first)
    return Sample(count, more, min(times) if known else 0)

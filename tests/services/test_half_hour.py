"""Half an hour on the virtual clock, with the whole way from the services to the sandbox's application in play.

The inbox stays usable: nothing raises, no result is lost or doubled, no reply is posted twice, and the quota that all
clients share is never exceeded, while customers write, colleagues close cases and calls fail in every known way.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

import pytest

from tests.services.fakes import Busy, VirtualClock
from tests.services.inside import TROUBLES, Troubles
from tests.services.shift import Agent, Life, Watch, world
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.sandbox.app import App
from webcare_tui.services.events import LinkState, Noticed, ResultsArrived
from webcare_tui.store.database import Connection

S = OutboxState
RATE = 6.0
"""Of a hundred calls, those that something befalls."""
BROKEN = ("was interrupted", "unexpected", "cannot be read", "is not saved")
"""Words of a notice that stems from an exception rather than from what the service or a colleague did."""


@dataclass(frozen=True)
class Shift:
    """A parameter of the test: twenty clients share a smaller world for a shorter while, so that the test stays quick.

    Attributes:
        clients: Programs at work, each with an agent.
        quota: What they share.
        results: Results in the world at the beginning.
        pace: Seconds between two happenings; `work` between two things that an agent does.
        moving: Seconds for which the world moves and calls fail.
        quiet: Seconds without either, in which everything must find its place.
        odd: Sows the odd shapes of all answers; None for plain ones.
    """

    clients: int
    quota: tuple[int, str]
    results: int
    pace: float
    work: float
    moving: float
    quiet: float
    odd: int | None = None


SHIFTS = (
    Shift(1, (60, "minute"), 200, 6.0, 50.0, 1320.0, 480.0, odd=1),
    Shift(5, (60, "minute"), 120, 6.0, 120.0, 1260.0, 540.0, odd=2),
    Shift(20, (100, "minute"), 90, 6.0, 200.0, 480.0, 720.0, odd=3),
)


@pytest.mark.parametrize("shift", SHIFTS, ids=lambda shift: str(shift.clients))
async def test_the_inbox_stays_usable(shift, tmp_path, monkeypatch, caplog, capsys):
    caplog.set_level(logging.INFO)
    busy = Busy()
    busy.watch(monkeypatch, ((Connection, "run"), (asyncio, "to_thread")))
    clock = VirtualClock(busy)
    app = world(clock, shift.quota, shift.results, seed=11, odd=shift.odd)
    watch = Watch(app, clock, shift.quota[1])
    life = Life(app, clock, Random(3), shift.pace)
    troubles = Troubles(Random(4))
    agents = [Agent(number, app, clock, troubles, shift.work, tmp_path) for number in range(shift.clients)]
    for agent in agents:
        await agent.open()
        await clock.advance(2)
    for agent in agents:
        await agent.work()
    living = asyncio.create_task(life.run())
    troubles.rate = RATE
    await clock.advance(shift.moving)
    troubles.rate = 0.0
    living.cancel()
    for agent in agents:
        await agent.rest()
    await clock.advance(shift.quiet)

    busy_enough(life, troubles, agents)
    for agent in agents:
        await same_list(agent, life)
        replies_kept_their_promise(agent, app)
        assert agent.session.link.state is LinkState.LIVE
    quota_was_kept(watch, shift)
    for agent in agents:
        await agent.close()
    nothing_raised(agents, caplog.records, app, capsys.readouterr().err)


def busy_enough(life: Life, troubles: Troubles, agents: Sequence[Agent]) -> None:
    """The shift was worth the name: everything happened, and so did most troubles; every agent came to a reading, and many to
    an answer."""
    kinds = {"write", "burst", "late", "more", "elsewhere", "close", "erase"}
    assert len(troubles.met) >= len(TROUBLES) - 3
    assert kinds <= set(life.done)
    assert life.waiting()
    assert all(agent.opened for agent in agents)
    assert sum(len(agent.queued) for agent in agents) >= 5


async def same_list(agent: Agent, life: Life) -> None:
    """The list of work is the service's, each result once, in its order and with its words."""
    truth = {str(each.id): each for each in life.waiting()}
    rows = await agent.rows()
    here = [row.result.id for row in rows]
    assert sorted(here) == sorted(truth), f"agent {agent.number}"
    assert [row.result.order for row in rows] == sorted(row.result.order for row in rows)
    assert {row.result.id: row.result.description for row in rows} == {id: each.description for id, each in truth.items()}
    added = Counter(each for event in agent.heard.of(ResultsArrived) for each in told_new(event, agent.view.key))
    gone = Counter(each for event in agent.heard.of(ResultsArrived) for each in told_gone(event, agent.view.key))
    again = {each for each, times in added.items() if times > 1 + gone[each]}
    assert not again, "told as new twice"


def told_new(event: ResultsArrived, key: str) -> tuple[str, ...]:
    return event.change.added if event.view_key == key else ()


def told_gone(event: ResultsArrived, key: str) -> tuple[str, ...]:
    return event.change.removed if event.view_key == key else ()


def replies_kept_their_promise(agent: Agent, app: App) -> None:
    """Each reply took effect at most once; exactly once where it says so, and never where it says otherwise."""
    posted = Counter(each.message for each in app.service.effects)
    now: dict[str, OutboxItem] = {each.id: each for each in agent.session.outbox.items}
    for item in agent.queued:
        state = now[item.id].state if item.id in now else S.DISCARDED
        times = posted[item.text]
        assert times <= 1, item.text
        assert state in (S.SENT, S.FAILED, S.UNCERTAIN, S.DISCARDED), f"{item.text} is still {state}"
        assert state is S.UNCERTAIN or times == (state is S.SENT), f"{item.text}: {state}, posted {times} times"


def quota_was_kept(watch: Watch, shift: Shift) -> None:
    """No window had more calls than allowed, and hardly any call met a closed gate."""
    assert max(watch.accepted.values()) <= shift.quota[0]
    assert sum(watch.refused.values()) <= sum(watch.accepted.values()) // 100


def nothing_raised(agents: Iterable[Agent], records: Iterable[logging.LogRecord], app: App, stderr: str) -> None:
    """No worker broke, no task died, the sandbox did not stumble, and nobody was told of an exception."""
    assert [record.getMessage() for record in records if record.levelno >= logging.ERROR] == []
    assert [each for each in app.seen if each.status == 500 and not each.fault] == []
    assert "Traceback" not in stderr
    notices = [notice for agent in agents for notice in agent.heard.of(Noticed)]
    assert [each for each in notices if any(word in each.title + each.message for word in BROKEN)] == []

"""Half an hour of work against an odd vendor, on one virtual clock: nothing lost, nothing doubled, no quota exceeded."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from tests.services.fakes import Heard, VirtualClock
from webcare_tui.api import wording
from webcare_tui.api.access import Access
from webcare_tui.models.draft import Draft
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.sandbox import acts
from webcare_tui.sandbox.records import DELETED
from webcare_tui.sandbox.records import Result as Truth
from webcare_tui.sandbox.server import Box, Options, serve
from webcare_tui.services.events import ConversationLoaded, Noticed
from webcare_tui.services.session import Session
from webcare_tui.services.views import View, start_view
from webcare_tui.settings.locations import Locations
from webcare_tui.settings.schema import Settings
from webcare_tui.store import Selection

S = OutboxState


@dataclass
class Agent:
    """One of those at work: a session on a data directory of its own."""

    name: int
    session: Session
    heard: Heard
    task: asyncio.Task[None]
    view: View | None = None
    sent: list[OutboxItem] = field(default_factory=list)

    async def members(self) -> list[str]:
        assert self.view is not None
        rows = await self.session.store.results.window(Selection(self.view.key, oldest_first=True), 0, 5000)
        return [row.result.id for row in rows]

    async def answer(self, number: int) -> None:
        """Open the oldest that can be answered, and send words that are nobody else's."""
        assert self.view is not None
        rows = await self.session.store.results.window(self.view.selection, number % 5, 60)
        result = next((row.result for row in rows if row.result.reply_available and row.result.case_id), None)
        if result is None:
            return
        await self.session.reader.open(result.id)
        shown = self.heard.of(ConversationLoaded)
        details = shown[-1].conversation.details if shown else None
        if details is not None and details.default_connection and details.result.id == result.id:
            words = f"Dag! Wij zoeken het uit, nummer {self.name}.{number}."
            draft = Draft(result.id, words, details.default_connection, False)
            self.sent.append(await self.session.outbox.send(draft, result, close_after=number % 2 == 0))


@contextmanager
def world(clock: VirtualClock, **options) -> Iterator[Box]:
    told = {"results": 160, "traffic": 2.0, "odd_errors": 0.04, **options}
    with serve(Options(clock=lambda: clock.wall, **told)) as box:
        yield box


@pytest.fixture
async def office(tmp_path, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator:
    monkeypatch.setattr("webcare_tui.sandbox.mishaps.SLOW", (0.001, 0.002))
    # What is read in a thread is none of the virtual clock's business; here all is read in the loop.
    monkeypatch.setattr("webcare_tui.api.client._LARGE", 1 << 30)
    agents: list[Agent] = []

    async def hire(box: Box, count: int, interval: int = 20) -> list[Agent]:
        async def secret() -> str:
            return box.client_secret

        access = Access(box.base_url, box.token_url, box.client_id, secret)
        chosen = {"accounts": {"main": {"client_id": "x"}}, "sending": {"undo_seconds": 0}, "cache": {"persist": False}}
        for name in range(count):
            at = Locations.standard(config=tmp_path / "config.toml", data_dir=tmp_path / str(name))
            heard = Heard()
            session = await Session.open(
                Settings.model_validate({**chosen, "polling": {"interval": interval}}), "main", at, heard,
                clock=clock, access=access, random=lambda name=name: (name * 0.37 + 0.5) % 1,
            )  # fmt: skip
            agents.append(Agent(name, session, heard, asyncio.create_task(session.run())))
        return agents

    yield hire
    for agent in agents:
        agent.task.cancel()
        await asyncio.gather(agent.task, return_exceptions=True)
        await agent.session.client.aclose()
        await agent.session.store.close()


def watch(agents: list[Agent]) -> None:
    for agent in agents:
        if agent.view is None and agent.session.account is not None:
            agent.view = start_view(agent.session.views, agent.session.account, agent.session.me)
            assert agent.view is not None
            agent.session.poller.watch(agent.view)


def stir(box: Box, minute: int) -> None:
    """What others do meanwhile: a colleague closes a case, a customer takes a message away."""
    world = box.world
    waiting = [each for each in world.waiting[next(iter(world.account.searches))] if each.case_id]
    if minute % 3 == 0 and len(waiting) > 8:
        acts.close_case(world, world.cases[waiting[(minute * 7) % len(waiting)].case_id])
    if minute % 5 == 1 and waiting:
        world.erase(waiting[(minute * 11) % len(waiting)])


def calm(box: Box) -> None:
    """From here on nothing new happens and nothing goes wrong; the shapes stay odd, and calls are plenty."""
    box.app.service.traffic.rest()
    box.app.oddities.tell(box.app.oddities.seed, 0.0)
    box.app.gate.set_quota(1_000_000, "hour", 0)


async def work(box: Box, clock: VirtualClock, agents: list[Agent], settle: float) -> None:
    await clock.advance(5)
    for minute in range(30):
        watch(agents)
        agents[minute % len(agents)].session.poller.attention(True, clock.now())
        box.call(lambda minute=minute: stir(box, minute))
        agent = agents[minute % len(agents)]
        if agent.view is not None and minute % 2:
            await agent.answer(minute)
        await clock.advance(60)
    box.call(lambda: calm(box))
    while settle > 0:
        for agent in agents:
            agent.session.poller.attention(True, clock.now())
        await clock.advance(min(settle, 300))
        settle -= 300


def truth(box: Box, view: View) -> dict[str, Truth]:
    waiting = box.call(lambda: list(box.world.waiting[int(view.search_id)]))
    return {str(each.id): each for each in waiting if not each.own and each.status != DELETED}


async def check(box: Box, agents: list[Agent]) -> None:
    seen = box.app.seen
    assert not [each for each in seen if each.status == 500 and not each.fault], "the sandbox itself broke"
    assert not [each for each in seen if each.status == 429 and not each.fault], "more calls than the quota has"
    effects = Counter(effect.message for effect in box.app.service.effects)
    assert set(effects.values()) <= {1}, "a reply was posted twice"
    for agent in agents:
        assert agent.view is not None and not agent.task.done()
        assert not [each for each in agent.heard.of(Noticed) if "interrupted" in each.title], "a worker broke"
        wanted, members = truth(box, agent.view), await agent.members()
        assert len(set(members)) == len(members)
        assert set(members) == set(wanted), (sorted(set(members) - set(wanted)), sorted(set(wanted) - set(members)))
        for id in members:
            kept = await agent.session.store.results.get(id)
            assert kept is not None and (kept.private or not wanted[id].private)
            assert kept.description == wording.block(wanted[id].description)
        states = {item.id: item for item in agent.session.outbox.items}
        for item in agent.sent:
            state = states[item.id].state if item.id in states else None
            if state is S.SENT:
                assert effects[item.text] == 1
            elif state in (S.QUEUED, S.FAILED, S.DISCARDED):  # the last: somebody had answered first; the words are a draft
                assert effects[item.text] == 0
            elif state is S.DISCARDED:
                case = box.world.cased[int(item.case_id)]
                others = [each for each in case if each.own and each.time >= item.created and each.description != item.text]
                assert others and effects[item.text] == 0, "held back although no colleague had answered"
            else:
                assert state is S.UNCERTAIN, "what nobody can know is told"


@pytest.mark.parametrize("seed", [1])
async def test_one_agent(clock: VirtualClock, office, seed: int) -> None:
    with world(clock, odd=seed) as box:
        agents = await office(box, 1)
        await work(box, clock, agents, settle=900)
        await check(box, agents)
        assert len(agents[0].sent) >= 5 and box.app.service.effects
        assert any(int(each) > 1 << 53 for each in await agents[0].members())


@pytest.mark.parametrize(("count", "quota", "interval"), [(5, 400, 60), (20, 600, 120)])
async def test_several_share_a_quota(clock: VirtualClock, office, monkeypatch, count: int, quota: int, interval: int) -> None:
    monkeypatch.setattr("webcare_tui.services.poller.OTHERS", 0)
    with world(clock, odd=count, results=60, quota=(quota, "hour"), traffic=1.0) as box:
        agents = await office(box, count, interval)
        await work(box, clock, agents, settle=1060 + interval * 5)  # the hour ends 995 seconds after the work
        await check(box, agents)



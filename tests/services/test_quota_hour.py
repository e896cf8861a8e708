"""An hour of quota on the virtual clock: never exceeded, however many share it, and the agent's own acts always get through."""

from __future__ import annotations

import asyncio
import random

import pytest

from tests.services.fakes import Busy, FakeService, VirtualClock, account
from webcare_tui.api.answers import ResultPage
from webcare_tui.api.errors import QuotaSpent
from webcare_tui.models.quota import Quota
from webcare_tui.services.link import Link
from webcare_tui.services.poller import Poller
from webcare_tui.services.schedule import Priority
from webcare_tui.services.views import views
from webcare_tui.settings.schema import Settings
from webcare_tui.store import Change


class Gateway:
    """A quota that everybody shares, counted by the gateway."""

    def __init__(self, clock, limit: int, window: int) -> None:
        self.clock, self.limit, self.window = clock, limit, window
        self.used, self.number, self.refused, self.most = 0, 0, 0, 0
        self.times: list[float] = []

    def spend(self, link: Link) -> None:
        number = int(self.clock.now() // self.window)
        if number != self.number:
            self.number, self.used = number, 0
        self.used += 1
        self.times.append(self.clock.now())
        self.most = max(self.most, self.used)
        link.told(Quota(self.limit, min(self.used, self.limit), self.window, (number + 1) * self.window, int(self.clock.now())))
        if self.used > self.limit:
            self.refused += 1
            raise QuotaSpent(retry_at=(number + 1.0) * self.window)


class Nothing:
    """A store without any result, so that thousands of reads cost nothing."""

    results = property(lambda self: self)

    async def merge(self, view, batch):
        return Change()

    async def window(self, selection, start, stop):
        return ()

    async def count(self, selection):
        return 0

    async def position(self, selection, result_id):
        return None

    async def sweep(self, view, seen, since, *, scans=2):
        return Change()

    async def counts(self, selections):
        return {}

    async def unite(self, wholes):
        pass

    async def shown_with(self, result_ids, handler_id):
        pass


class Quiet:
    async def tell(self) -> None:
        return


@pytest.mark.parametrize("clients", [1, 5, 20])
@pytest.mark.parametrize(("limit", "window"), [(1000, 3600), (100, 60), (60, 60)], ids=["1000/h", "100/min", "60/min"])
async def test_an_hour(clients, limit, window):
    clock = VirtualClock(Busy())
    gateway = Gateway(clock, limit, window)
    chance = random.Random(5)
    tasks = []
    for _ in range(clients):
        link = Link(clock, lambda event: None, chance.random)
        service = FakeService()

        async def results(query, link=link):
            gateway.spend(link)
            return ResultPage()

        service.results = results
        poller = Poller(
            lambda service=service: service, Nothing(), link, Quiet(), clock, lambda event: None, chance.random,
            interval=10, page=50,
        )  # fmt: skip
        offered = views(account(), Settings(), me="7")
        poller.offer(offered)
        poller.watch(offered[1])
        tasks.append(asyncio.create_task(poller.run()))
        await clock.advance(0)
    began = clock.now()
    for _ in range(60):
        await clock.advance(60)
        assert link.allows(Priority.SEND) or link.quota.left == 0
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert gateway.refused == 0
    assert gateway.most <= limit - min(20, limit // 2) + clients, "the reserve stays for the agents"
    assert gateway.most >= limit // 4 or clients == 1, "and the rest is used"
    if clients > 1 and window == 3600:
        # From what was left at the beginning: a client that took all for its own would leave the others hardly anything.
        turn = (began // window + 1) * window
        here = [time for time in gateway.times if time < turn]
        late = [time for time in here if time >= (began + turn) / 2]
        assert len(late) >= len(here) / 6, "the calls are spread over the window"

"""A working shift in the sandbox's world: customers who write, colleagues who close cases, agents who read and answer."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from random import Random

from tests.services.fakes import Heard, VirtualClock
from tests.services.inside import Inside, Troubles
from webcare_tui.api.access import Access
from webcare_tui.models.draft import Draft
from webcare_tui.models.reply import OutboxItem
from webcare_tui.sandbox import acts
from webcare_tui.sandbox.app import API_PATH, TOKEN_PATH, App
from webcare_tui.sandbox.build import build
from webcare_tui.sandbox.insert import insert
from webcare_tui.sandbox.options import UNITS, Options
from webcare_tui.sandbox.records import DELETED, Result
from webcare_tui.services.events import ConversationLoaded
from webcare_tui.services.session import Session
from webcare_tui.services.views import View, start_view
from webcare_tui.settings.locations import Locations
from webcare_tui.settings.schema import Settings
from webcare_tui.store import Row

ROOT = "http://127.0.0.1"


def world(clock: VirtualClock, quota: tuple[int, str], results: int, seed: int, odd: int | None = None) -> App:
    """The sandbox of a shift: still where the shift does not move it, and with tokens that do not last as long as the shift;
    its answers in every odd shape where `odd` says how to sow them."""
    return build(Options(results=results, seed=seed, react=None, quota=quota, token_life=700, clock=clock.now, odd=odd))


class Life:
    """What happens in the world behind the agents' backs."""

    def __init__(self, app: App, clock: VirtualClock, random: Random, pace: float) -> None:
        self.app, self.clock, self.random, self.pace = app, clock, random, pace
        self.world = app.service.world
        self.search = self.world.account.users[self.world.account.current_user].login
        self.done: Counter[str] = Counter()
        self._number = 0

    def waiting(self) -> list[Result]:
        """What waits in the watched search profile, and can be seen."""
        return [each for each in self.world.waiting[self.search] if not each.own and each.status != DELETED]

    async def run(self) -> None:
        """Something happens every few seconds, until cancelled."""
        while True:
            await self.clock.sleep(self.random.expovariate(1 / self.pace))
            rare = (self.burst, self.late, self.more, self.elsewhere, self.erase)
            kind = self.random.choice((self.write, self.write, self.close, self.close, *rare))
            kind()
            self.done[kind.__name__] += 1

    def write(self, **given: object) -> None:
        """Somebody writes."""
        self._number += 1
        source = self.random.choice((3, 6, 14, 15))
        words = f"Question {self._number}, “één & twee” 😀"
        insert(self.world, {"searchId": self.search, "source": source, "description": words, **given})

    def burst(self) -> None:
        """Many write at once: more than a page, now and then."""
        if self.random.random() < 0.15:
            for _ in range(self.random.choice((8, 60))):
                self.write()

    def late(self) -> None:
        """A message comes in late, among those that are there already."""
        self.write(time=self.world.now() - self.random.randrange(5, 400))

    def more(self) -> None:
        """A customer says something more in a conversation."""
        if waiting := self.waiting():
            self.app.service.traffic.react_now(self.random.choice(waiting[-40:]), "And another thing")

    def elsewhere(self) -> None:
        """Something happens in any search profile, as the sandbox's own traffic has it."""
        self.app.service.traffic.happen(self.world.now())

    def close(self) -> None:
        """A colleague closes cases: some of the oldest, as the more wait."""
        for _ in range(1 + len(self.waiting()) // 25):
            if waiting := [each for each in self.waiting() if each.case_id in self.world.cases]:
                colleague = self.random.choice(list(self.world.account.users))
                acts.close_case(self.world, self.world.cases[self.random.choice(waiting[:30]).case_id], colleague)

    def erase(self) -> None:
        """A message is deleted at its source."""
        if self.random.random() < 0.3 and (waiting := self.waiting()):
            self.world.erase(self.random.choice(waiting))


class Agent:
    """One agent at one program: opens conversations, types, answers, looks elsewhere and comes back."""

    def __init__(self, number: int, app: App, clock: VirtualClock, troubles: Troubles, pace: float, directory: Path) -> None:
        """Begin nothing yet; the agent does something every `pace` seconds or so."""
        self.number, self.clock, self.pace = number, clock, pace
        self.random = Random(1000 + number)
        self.heard = Heard()
        self.wire = Inside(app, clock, Random(2000 + number), troubles)
        self.queued: list[OutboxItem] = []
        self.opened = 0
        self._gate = app.gate
        self._locations = Locations.standard(config=directory / "config.toml", data_dir=directory / f"agent-{number}")
        self._working: list[asyncio.Task[None]] = []
        self.session: Session
        self.view: View

    async def open(self) -> None:
        """Start the program and look at the list of work."""

        async def secret() -> str:
            return self._gate.client_secret

        settings = Settings.model_validate({"accounts": {"main": {"client_id": "x"}}, "cache": {"persist": self.number == 0}})
        self.session = await Session.open(
            settings, "main", self._locations, self.heard, clock=self.clock, transport=self.wire, random=self.random.random,
            access=Access(ROOT + API_PATH, ROOT + TOKEN_PATH, self._gate.client_id, secret),
        )  # fmt: skip
        self._working = [asyncio.create_task(self.session.run())]

    async def work(self) -> None:
        """Begin to work, once the account is known."""
        view = start_view(self.session.views, self.session.account, self.session.me) if self.session.account else None
        assert view is not None
        self.view = view
        self.session.poller.watch(view)
        self._working.append(asyncio.create_task(self._act()))

    async def rest(self) -> None:
        """Only look on from here, with the terminal in front."""
        self._working.pop().cancel()
        self.session.poller.attention(True, self.clock.now())
        self.session.reader.close()
        self.session.poller.watch(self.view)
        self.session.poller.refresh()

    async def close(self) -> None:
        """End the program."""
        closing = asyncio.create_task(self.session.close())
        await self.clock.advance(3)
        await closing
        await asyncio.gather(*self._working, return_exceptions=True)

    async def rows(self) -> tuple[Row, ...]:
        """The list of work as this program shows it."""
        return await self.session.store.results.window(self.view.selection, 0, 5000)

    async def _act(self) -> None:
        while True:
            await self.clock.sleep(self.pace * self.random.uniform(0.2, 1.8))
            rows = await self.session.store.results.window(self.view.selection, 0, 15)
            if not rows:
                continue
            result = self.random.choice(rows).result
            await self.session.reader.open(result.id)
            self.opened += 1
            await self.clock.sleep(self.random.uniform(1, 15))
            if self.random.random() < 0.5:
                await self._answer(result.id)
            elif self.random.random() < 0.3:
                self.session.poller.watch(self.random.choice(self.session.views))
                await self.clock.sleep(self.random.uniform(1, 60))
                self.session.poller.watch(self.view)
            elif self.random.random() < 0.5:
                self.session.poller.refresh()
            self.session.poller.attention(self.random.random() < 0.8, self.clock.now())

    async def _answer(self, result_id: str) -> None:
        shown = [each.conversation for each in self.heard.of(ConversationLoaded) if each.conversation.result.id == result_id]
        if not shown or shown[-1].details is None or not shown[-1].details.default_connection:
            return
        result, channel = shown[-1].result, shown[-1].details.default_connection
        words = f"Answer {len(self.queued) + 1} of agent {self.number}, “één & twee” 😀 ^SV"
        for _ in range(self.random.randrange(4)):
            self.session.typing.typed(result)
            await self.clock.sleep(2)
        draft = Draft(result_id, words, channel, not result.private)
        self.session.drafts.keep(draft)
        await self.clock.sleep(1)
        self.queued.append(await self.session.outbox.send(draft, result, close_after=self.random.random() < 0.4))
        if self.random.random() < 0.1:
            await self.clock.sleep(1)
            await self.session.outbox.undo()


class Watch:
    """Counts what the gate lets pass, by the quota's window and on the test's own clock."""

    def __init__(self, app: App, clock: VirtualClock, unit: str) -> None:
        self.accepted, self.refused = Counter[int](), Counter[int]()
        spend = app.gate.spend

        def counted() -> bool:
            passed = spend()
            (self.accepted if passed else self.refused)[int(clock.now() // UNITS[unit])] += 1
            return passed

        app.gate.spend = counted  # type: ignore[method-assign]

"""What the services' tests share: a virtual clock that knows when the store is at work, a store, a fake service."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.services.fakes import Busy, FakeService, Heard, VirtualClock, account
from webcare_tui.api.access import Access
from webcare_tui.services.session import Session
from webcare_tui.settings.locations import Locations
from webcare_tui.settings.schema import Settings
from webcare_tui.store import Store


@pytest.fixture
async def clock(monkeypatch: pytest.MonkeyPatch) -> VirtualClock:
    busy = Busy()
    busy.watch(monkeypatch)
    return VirtualClock(busy)


@pytest.fixture
async def store(clock: VirtualClock) -> AsyncIterator[Store]:
    store = await Store.open(None, clock=clock.now)
    yield store
    await store.close()


@pytest.fixture
async def heard() -> Heard:
    return Heard()


@pytest.fixture
async def service(clock: VirtualClock) -> FakeService:
    service = FakeService()
    service.when = clock.now
    return service


class Desk:
    """Sessions on one data directory with a fake service, to be closed, broken off and opened again."""

    def __init__(self, directory, clock: VirtualClock, service: FakeService, heard: Heard) -> None:
        self.locations = Locations.standard(config=directory / "config.toml", data_dir=directory / "data")
        self.clock, self.service, self.heard = clock, service, heard
        self.session: Session | None = None
        self.task: asyncio.Task[None] | None = None
        self.random = 0.5
        self.access: Access | None = None

    async def open(self, *, run: bool = True, undo: float = 0, **settings) -> Session:
        chosen = Settings.model_validate(
            {"accounts": {"main": {"client_id": "x"}}, "sending": {"undo_seconds": undo}, **settings}
        )
        self.session = session = await Session.open(
            chosen, "main", self.locations, self.heard,
            clock=self.clock, connect=None if self.access else (lambda: self.service), random=lambda: self.random,
            access=self.access,
        )  # fmt: skip
        if run:
            self.task = asyncio.create_task(session.run())
            await self.clock.advance()
        return session

    async def kill(self) -> None:
        """End as a crash does: nothing is said, nothing is written."""
        if self.session is not None:
            await self.session.store.close()
        if self.task is not None:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)
        if self.session is not None and self.access is not None:
            await self.session.client.aclose()
        self.session = self.task = None

    async def close(self) -> None:
        if self.session is not None:
            closing = asyncio.create_task(self.session.close())
            await self.clock.advance(3)
            async with asyncio.timeout(30):
                await closing
        if self.task is not None:
            await asyncio.gather(self.task, return_exceptions=True)
        self.session = self.task = None


@pytest.fixture
async def desk(tmp_path, clock: VirtualClock, service: FakeService, heard: Heard) -> AsyncIterator[Desk]:
    service.account = account()
    desk = Desk(tmp_path, clock, service, heard)
    yield desk
    await desk.kill()

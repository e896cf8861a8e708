"""The session: one account at work; the small typed bag that holds its store, its client and its services."""

from __future__ import annotations

import asyncio
import random as chance
from collections.abc import Callable
from typing import TYPE_CHECKING

from webcare_tui.errors import WebcareError
from webcare_tui.models.account import Account
from webcare_tui.models.reply import OutboxItem
from webcare_tui.services.cases import Cases
from webcare_tui.services.clock import Clock, SystemClock
from webcare_tui.services.configuration import Configuration
from webcare_tui.services.counts import Counts
from webcare_tui.services.delivery import Tools
from webcare_tui.services.drafts import Drafts
from webcare_tui.services.editing import Editing
from webcare_tui.services.events import Event, LinkChanged, Noticed
from webcare_tui.services.leases import Leases
from webcare_tui.services.ledger import Ledger
from webcare_tui.services.link import Link
from webcare_tui.services.outbox import Outbox
from webcare_tui.services.poller import Poller
from webcare_tui.services.ports import Connect
from webcare_tui.services.reader import Reader
from webcare_tui.services.saved import SavedViews
from webcare_tui.services.schedule import Random
from webcare_tui.services.supervisor import supervise
from webcare_tui.services.typing import Typing
from webcare_tui.services.views import View
from webcare_tui.services.wayin import way_in
from webcare_tui.store import Store

if TYPE_CHECKING:
    import httpx

    from webcare_tui.api.access import Access
    from webcare_tui.api.client import WebcareClient
    from webcare_tui.settings.locations import Locations
    from webcare_tui.settings.schema import Settings

DEADLINE = 3.0
"""Seconds within which a session has closed."""
PURGE_EVERY = 3600.0


class Session:
    """One account at work.

    Attributes:
        settings: The program's settings.
        account_name: Which of the settings' accounts.
        store: What this machine knows.
        publish: Where events go.
        clock: What time it is.
        configuration, counts, poller, outbox, typing, cases, reader, drafts, editing, saved: The services.
    """

    def __init__(
        self,
        settings: Settings,
        account_name: str,
        store: Store,
        publish: Callable[[Event], None],
        *,
        leases: Leases,
        access: Access | None = None,
        clock: Clock | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        connect: Connect | None = None,
        random: Random = chance.random,
    ) -> None:
        self.settings = settings
        self.account_name = account_name
        self.store = store
        self.publish = publish
        self.clock = clock or SystemClock()
        self._access = access
        self._transport = transport
        self._client: WebcareClient | None = None
        self._running: asyncio.Task[None] | None = None
        self._closed = False
        self._build(leases, connect or (lambda: self.client), random)

    def _build(self, leases: Leases, connect: Connect, draw: Random) -> None:
        """Make the services and tie them together."""
        polling = self.settings.polling
        self._link = Link(self.clock, self.publish, draw)
        self.counts = Counts(self.store, self.publish)
        self.drafts = Drafts(self.store, self.clock, self.publish)
        self.editing = Editing(self.drafts, leases, self.publish)
        self.cases = Cases(connect, self.store, self._link, self.counts, self.clock, self.publish, lambda: self.me)
        self.configuration = known = Configuration(
            connect, self.store, self._link, self.clock, self.publish, self.settings, self.account_name
        )
        known.taken = self._known
        self.saved = SavedViews(known, self.settings, self.counts.tell)
        self.reader = Reader(connect, self.store, self._link, self.clock, self.publish, announces=known.announces)
        self.typing = Typing(connect, self._link, self.clock, enabled=polling.typing_events, supported=known.shows_typing)
        self.poller = Poller(
            connect, self.store, self._link, self.counts, self.clock, self.publish, draw,
            interval=polling.interval, page=polling.page,
        )  # fmt: skip
        ledger = Ledger(self.store, self.drafts, self.clock, self.publish)
        tools = Tools(connect, self.store, ledger, self._link, self.cases, leases, self.clock, self.publish, known.barred)
        self.outbox = Outbox(tools, draw, undo_seconds=self.settings.sending.undo_seconds)
        self.outbox.seen = self.reader.seen
        self.outbox.when_held(self.reader.take_in)
        self.outbox.left = self.typing.idle
        self.outbox.when_sent(self._sent)
        self.reader.observe = self.outbox.observe
        self.poller.configure = self._configure
        self.poller.refused = known.doubt
        self.poller.arrived = self.reader.arrived
        self.poller.refreshed = self.reader.keep_fresh
        self._link.back = self.outbox.hurry

    @property
    def account(self) -> Account | None:
        """The configuration; None until it is known."""
        return self.configuration.account

    @property
    def views(self) -> tuple[View, ...]:
        """The account's views; empty until the configuration is known."""
        return self.configuration.views

    @property
    def me(self) -> str:
        """The agent's own user id; "" where nobody says it."""
        return self.configuration.me

    @property
    def client(self) -> WebcareClient:
        """The vendor's service; made when first asked for, because that loads httpx."""
        if self._client is None:
            from webcare_tui.api.client import WebcareClient

            self._client = WebcareClient(
                self._access or way_in(self.settings, self.account_name),
                on_quota=self._link.told,
                clock=self.clock.now,
                ticks=self.clock.monotonic,
                transport=self._transport,
            )
        return self._client

    @property
    def link(self) -> LinkChanged:
        """How the link to the service stands."""
        return self._link.changed

    @classmethod
    async def open(
        cls,
        settings: Settings,
        account_name: str,
        locations: Locations,
        publish: Callable[[Event], None],
        *,
        access: Access | None = None,
        clock: Clock | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        connect: Connect | None = None,
        random: Random = chance.random,
    ) -> Session:
        """Open the store and publish what it holds; no network.

        Args:
            settings, account_name, locations: What to work with, and where the store stands.
            publish: Where events go, from the running loop.
            access: The way to the service where the settings do not tell it.
            clock, transport, connect, random: Instead of the machine's, the network, the vendor's service, chance.

        Raises:
            StoreError: The store cannot be opened.
        """
        clock, directory = clock or SystemClock(), locations.account_dir(account_name)
        store = await Store.open(directory, persist_cache=settings.cache.persist, clock=clock.now)
        leases = Leases(directory)
        session = cls(
            settings, account_name, store, publish, leases=leases, access=access, clock=clock, transport=transport,
            connect=connect, random=random,
        )  # fmt: skip
        session.saved.file = locations.config_file
        session.editing.directory = directory / "editing"
        try:
            await session._from_store()
        except BaseException:
            await store.close()
            raise
        return session

    async def run(self) -> None:
        """Work until cancelled: configuration, polling, outbox, typing, drafts. Recovers by itself."""
        self._running = asyncio.current_task()
        workers = {
            "Reading": self.poller.run,
            "Sending": self.outbox.run,
            "Typing events": self.typing.run,
            "Saving drafts": self.drafts.run,
            "Cleaning up": self._purge,
        }
        tasks = [asyncio.create_task(supervise(name, work, self.clock, self.publish)) for name, work in workers.items()]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def close(self, deadline: float = DEADLINE) -> None:
        """Stop typing, write what waits, close the store; never longer than the deadline.

        A reply on the wire is given a third of the deadline; after that it counts as uncertain. A second call does nothing.

        Args:
            deadline: Seconds.
        """
        if self._closed:
            return
        self._closed = True
        try:
            async with asyncio.timeout(deadline * 2 / 3):
                await self._finish(deadline)
        except TimeoutError:
            self.publish(Noticed("Closing took too long", "What waits in the outbox is kept on disk.", "warning"))
        finally:
            await self._shut(deadline / 6)

    async def _finish(self, deadline: float) -> None:
        """What should happen before the workers end."""
        self.reader.close()
        try:
            await self.editing.close()
            await self.drafts.flush()
        except WebcareError as error:
            self.publish(Noticed(error.title, error.message, "error"))
        if self._running is not None:
            await self.typing.stop()
            ends = self.clock.monotonic() + deadline / 3
            while self.outbox.sending and self.clock.monotonic() < ends:
                await self.clock.sleep(0.05)
        await self._end_workers()

    async def _end_workers(self) -> None:
        running, self._running = self._running, None
        if running is not None and running is not asyncio.current_task() and not running.done():
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    async def _shut(self, patience: float) -> None:
        """Close client and store, whatever hangs; each gets so many seconds."""
        if self._running is not None and self._running is not asyncio.current_task():
            self._running.cancel()
        for closing in (self._client.aclose() if self._client is not None else None, self.store.close()):
            if closing is not None:
                try:
                    async with asyncio.timeout(patience):
                        await closing
                except (TimeoutError, WebcareError):
                    continue

    async def _from_store(self) -> None:
        """Publish what this machine knows: damage, drafts, outbox, configuration, counts."""
        if self.store.notice:
            self.publish(Noticed("Files on this machine were damaged", self.store.notice, "warning"))
        await self.editing.recover()
        await self.drafts.load()
        await self.outbox.load()
        await self.configuration.load()
        await self.counts.tell()

    def _known(self, views: tuple[View, ...]) -> None:
        """The views are these from now on."""
        self.counts.offer(views)
        self.poller.offer(views)

    async def _configure(self) -> None:
        before = self.configuration.views
        await self.configuration.fetch()
        if self.configuration.views != before:
            await self.counts.tell()

    async def _sent(self, item: OutboxItem) -> None:
        """A reply is in its conversation: show it there."""
        await self.reader.refresh(item.result_id)

    async def _purge(self) -> None:
        """Erase what has had its time, at the start and every hour."""
        while True:
            gone = await self.store.purge(self.settings.cache.days * 86400)
            if gone.drafts:
                await self.drafts.load()
            await self.counts.tell()
            await self.clock.sleep(PURGE_EVERY)

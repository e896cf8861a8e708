"""The session: one account at work; the small typed bag that holds its store, its client and its services."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from webcare_tui.services.clock import Clock, SystemClock

if TYPE_CHECKING:
    import httpx

    from webcare_tui.api.client import Access, WebcareClient
    from webcare_tui.models.account import Account
    from webcare_tui.services.cases import Cases
    from webcare_tui.services.drafts import Drafts
    from webcare_tui.services.events import Event, LinkChanged
    from webcare_tui.services.outbox import Outbox
    from webcare_tui.services.poller import Poller
    from webcare_tui.services.reader import Reader
    from webcare_tui.services.typing import Typing
    from webcare_tui.services.views import View
    from webcare_tui.settings.locations import Locations
    from webcare_tui.settings.schema import Settings
    from webcare_tui.store import Store

DEADLINE = 3.0
"""Seconds within which a session has closed."""


class Session:
    """One account at work.

    Attributes:
        settings: The program's settings.
        account_name: Which of the settings' accounts.
        store: What this machine knows.
        account: The configuration; None until it is known.
        views: Its views; empty until it is known.
        me: The agent's own user id; "" where nobody says it.
        publish: Where events go.
    """

    settings: Settings
    account_name: str
    store: Store
    account: Account | None
    views: tuple[View, ...]
    me: str
    publish: Callable[[Event], None]
    poller: Poller
    outbox: Outbox
    typing: Typing
    cases: Cases
    reader: Reader
    drafts: Drafts

    @property
    def client(self) -> WebcareClient:
        """The vendor's service; made when first asked for, because that loads httpx."""
        raise NotImplementedError

    @property
    def link(self) -> LinkChanged:
        """How the link to the service stands."""
        raise NotImplementedError

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
    ) -> Session:
        """Open the store and publish what it holds; no network."""
        raise NotImplementedError(SystemClock)

    async def run(self) -> None:
        """Work until cancelled: configuration, polling, outbox, typing, drafts. Recovers by itself."""
        raise NotImplementedError

    async def close(self, deadline: float = DEADLINE) -> None:
        """Stop typing, write what waits, close the store; never longer than the deadline."""
        raise NotImplementedError

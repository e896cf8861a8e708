"""One life of the program: the real services on a directory, over loopback, until it is killed or asked to end."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.kills.points import POINTS, die, wait_at
from webcare_tui.api.access import Access
from webcare_tui.cli.compose import Stopped, run
from webcare_tui.models.draft import Draft
from webcare_tui.models.result import Result
from webcare_tui.services.clock import SystemClock
from webcare_tui.services.events import Event, OutboxChanged
from webcare_tui.services.session import Session
from webcare_tui.settings.locations import Locations
from webcare_tui.settings.schema import Settings
from webcare_tui.store.outbox import OutboxStore

CHANNEL = "2104"
Say = Callable[..., None]


@dataclass(frozen=True)
class Life:
    """What a life is to do.

    Attributes:
        home: Where its files stand.
        base, token, client, secret: The way to the service.
        send: Results, with their cases, and the words to answer each with.
        point: Where it ends itself (`POINTS`); "" for nowhere.
        dies_after: Seconds after which it is killed, wherever it is; 0 for never. They count from where its drafts are on disk
            (from its start, where it has none).
        dies_queued: They count from where its replies are queued.
        undo: Seconds for which a reply is held.
        pace: How many times faster than the machine's the program's clock goes.
        close: Close the case with the reply.
        gate: A pipe to wait at, and where; "" for none (`wait_at`).
    """

    home: str
    base: str
    token: str
    client: str
    secret: str
    send: list[tuple[str, str, str]] = field(default_factory=list)
    point: str = ""
    dies_after: float = 0.0
    dies_queued: bool = False
    undo: float = 0.0
    pace: float = 50.0
    close: bool = False
    gate: str = ""
    where: str = ""


class QuickClock(SystemClock):
    """The machine's wall clock; what is waited for passes faster."""

    def __init__(self, pace: float) -> None:
        self._pace = pace

    def monotonic(self) -> float:
        return time.monotonic() * self._pace

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds / self._pace)

    async def wait(self, event: asyncio.Event, timeout: float | None) -> bool:  # noqa: ASYNC109
        return await super().wait(event, None if timeout is None else timeout / self._pace)


def live(life: Life, say: Say) -> None:
    """Live, and say what happens: `kept` and `queued` with a result's id, `row` with that, a state and a reason, `read` for
    each look at the outbox's rows, `about` at the gate, `stopped` with a signal's number."""
    if life.point:
        POINTS[life.point]()
    if life.gate:
        wait_at(Path(life.gate), life.where, say)
    every = OutboxStore.all

    async def told(self: OutboxStore, *args: object) -> object:
        rows = await every(self, *args)  # type: ignore[arg-type]
        say("read")
        return rows

    OutboxStore.all = told  # type: ignore[method-assign,assignment]
    try:
        run(_live(life, say))
    except Stopped as stopped:
        say("stopped", str(stopped.number))


async def _live(life: Life, say: Say) -> None:
    def publish(event: Event) -> None:
        if isinstance(event, OutboxChanged):
            say("row", event.item.result_id, event.item.state.value, event.item.reason)

    async def secret() -> str:
        return life.secret

    settings = Settings.model_validate(
        {"accounts": {"main": {"client_id": "x"}}, "sending": {"undo_seconds": life.undo}, "polling": {"interval": 300}}
    )
    home = Path(life.home)
    session = await Session.open(
        settings, "main", Locations.standard(config=home / "config.toml", data_dir=home / "data"), publish,
        access=Access(life.base, life.token, life.client, secret), clock=QuickClock(life.pace), random=lambda: 0.5,
    )  # fmt: skip
    try:
        await asyncio.gather(session.run(), _answer(session, life, say))
    finally:
        await session.close()


async def _answer(session: Session, life: Life, say: Say) -> None:
    """Write the replies, each as a draft first."""
    drafts = [Draft(result_id, words, CHANNEL, False) for result_id, _, words in life.send]
    for draft in drafts:
        await session.drafts.save(draft)
        say("kept", draft.result_id)
    if life.dies_after and not life.dies_queued:
        _die_after(life.dies_after)
    for draft, (result_id, case_id, _) in zip(drafts, life.send, strict=True):
        result = Result(result_id, search_id="4101", source=15, case_id=case_id, title="Anna Vroeg", reply_available=True)
        await session.outbox.send(draft, result, close_after=life.close)
        say("queued", result_id)
    if life.dies_after and life.dies_queued:
        _die_after(life.dies_after)


def _die_after(seconds: float) -> None:
    killer = threading.Timer(seconds, die)
    killer.daemon = True
    killer.start()

"""An agent at work for a test: the real app with a real session on a sandbox in this process, and keys to press."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot

from webcare_tui.api.access import Access
from webcare_tui.models.reply import OutboxState
from webcare_tui.sandbox.faults import read_fault
from webcare_tui.sandbox.insert import insert
from webcare_tui.sandbox.records import Result
from webcare_tui.sandbox.server import Box, Options, serve
from webcare_tui.services import poller
from webcare_tui.services.events import Event
from webcare_tui.services.session import Session
from webcare_tui.settings.locations import Locations
from webcare_tui.settings.schema import Settings
from webcare_tui.ui.app import WebcareApp
from webcare_tui.ui.screens.inbox import InboxScreen

PATIENCE = 20.0
"""Seconds within which what a test waits for must come true."""
THUIS, MOBIEL, MEDIA = 4101, 4102, 4104
"""Search profiles of the sandbox; the agent logs in on the first, and nothing can be done in the last."""
WHATSAPP, TWITTER = 15, 3


@dataclass
class Office:
    """One agent, one sandbox."""

    box: Box
    app: WebcareApp
    pilot: Pilot[int]
    session: Session

    # What the agent sees and does -----------------------------------------------------------------------------------

    @property
    def inbox(self) -> InboxScreen:
        """The inbox, also where a dialog stands over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, InboxScreen))

    @property
    def text(self) -> str:
        """What stands on the screen, in lines."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    @property
    def said(self) -> str:
        """What was last said at the foot."""
        return self.inbox.foot.said[0]

    @property
    def shown(self) -> str:
        """The name over the conversation on the screen."""
        return self.inbox.shown.result.title if self.inbox.shown else ""

    @property
    def under_cursor(self) -> str:
        """The name in the row under the cursor."""
        return self.inbox.results.current.title if self.inbox.results.current else ""

    @property
    def dialog(self) -> str:
        """The kind of dialog that stands on the screen; "" for none."""
        return "" if isinstance(self.app.screen, InboxScreen) else type(self.app.screen).__name__

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, and wait after each."""
        for key in keys:
            await self.type(key)

    async def type(self, *keys: str) -> None:
        """Press keys that come in one packet, and wait behind the last."""
        for key in keys:
            character = {"space": " ", "enter": "\r", "tab": "\t"}.get(key, key if len(key) == 1 else None)
            self.app.post_message(Key(key if len(key) > 1 else _character_to_key(key), character))
        await self._settle()

    async def _settle(self) -> None:
        """Wait until no widget has a message left, twice in a row."""
        ends, quiet = time.monotonic() + PATIENCE, 0
        while quiet < 2:
            assert time.monotonic() < ends, "it never comes to rest"
            for _ in range(8):
                await asyncio.sleep(0)
            quiet = 0 if self._busy() else quiet + 1
            if quiet == 1:
                self.app.screen._on_timer_update()

    def _busy(self) -> bool:
        pumps = [self.app, *self.app.screen_stack, *(each for each in self.app.screen.walk_children())]
        queued = any(pump._message_queue is not None and pump._message_queue.qsize() for pump in pumps)
        return queued or self.app._typed_ahead.holds

    async def until(self, so: Callable[[], object], what: str = "") -> None:
        """Wait until this is so."""
        ends = time.monotonic() + PATIENCE
        await self._settle()
        while not so():
            assert time.monotonic() < ends, f"never so: {what}; {self.said!r}\n{self.text}"
            await self.pilot.pause(0.005)
        await self._settle()

    async def sees(self, *words: str) -> None:
        """Wait until all of these stand on the screen."""
        await self.until(lambda: all(each in self.text for each in words), f"{words} on the screen")

    async def hears(self, words: str) -> None:
        """Wait until this was said at the foot."""
        await self.until(lambda: words in self.said, f"{words!r} was said")

    async def asked(self, kind: str) -> None:
        """Wait until a dialog of this kind has the keys."""
        await self.until(lambda: self.dialog == kind, f"a {kind}")

    async def stands_on(self, name: str) -> None:
        """Wait until list and conversation are both at this customer."""
        await self.until(lambda: (self.under_cursor, self.shown) == (name, name), f"at {name}, not {self.under_cursor}")

    async def write(self, words: str) -> None:
        """Open the composer, wait until it knows whom it answers, and type."""
        await self.press("r")
        await self.until(lambda: self.inbox.composer.draft.result_id, "a composer")
        await self.type(*words)

    async def run(self, line: str) -> None:
        """Give a command on the `:` line."""
        await self.press("colon")
        await self.asked("CommandLineDialog")
        await self.type(*line)
        await self.press("enter")

    async def news(self) -> None:
        """Let the poller read now, and wait until that has happened."""
        before = self.inbox.link.as_of
        self.session.poller.refresh()
        await self.until(lambda: self.inbox.link.as_of != before, "a poll")

    async def rows(self, number: int) -> None:
        """Let the poller read until the list has so many rows."""
        for _ in range(40):  # news of other views count as news too
            await self.news()
            if self.inbox.results.list.count == number:
                return
        await self.until(lambda: self.inbox.results.list.count == number, f"{number} rows")

    async def unpolled(self) -> None:
        """End what reads in the background, or a call that is still under way would have the last word."""
        await self.until(lambda: self.inbox.shown is None or self.inbox.shown.details, "details")
        assert self.app._work
        self.app._work.cancel()
        await self.until(self.app._work.done, "no workers")

    def state(self) -> list[OutboxState]:
        """The states of all replies."""
        return [item.state for item in self.session.outbox.items]

    # The other side -------------------------------------------------------------------------------------------------

    def customer(self, name: str, words: str = "Waar blijft mijn pakket?", **fields: object) -> str:
        """Somebody writes; the result's id."""
        return customer(self.box, name, words, **fields)

    def fault(self, path: str, **fields: object) -> None:
        """The next call whose path matches goes wrong."""
        fault = read_fault({"path": path, **fields})
        self.box.call(lambda: self.box.app.faults.waiting.append(fault))

    def close(self, result: str) -> None:
        """A colleague closes a case."""
        world = self.box.world
        self.box.call(lambda: world.check(world.conversation(self.result(result)), int(world.now())))

    def result(self, result: str) -> Result:
        """A result as the service has it."""
        return self.box.world.results[int(result)]

    def replies(self) -> list[tuple[str, str, bool]]:
        """Every reply that took effect: result, words, public."""
        return [(str(each.result_id), each.message, each.public) for each in self.box.app.service.effects]

    def calls(self, method: str, part: str = "") -> list[str]:
        """Paths of the calls of one method that the service saw."""
        return [each.path for each in self.box.app.seen if each.method == method and part in each.path]


def customer(box: Box, name: str, words: str = "Waar blijft mijn pakket?", **fields: object) -> str:
    """Somebody writes; the result's id. The more `minutes` ago, the further up in the list."""
    minutes = float(str(fields.pop("minutes", 30)))
    given = {
        "title": name, "description": words, "source": TWITTER, "searchId": THUIS, "time": int(time.time() - 60 * minutes),
        **fields,
    }  # fmt: skip
    return str(box.call(lambda: insert(box.world, given)).id)


@asynccontextmanager
async def at_work(
    tmp_path: Path, *names: str, size: tuple[int, int] = (120, 40), undo: float = 0, demo: bool = False, **settings: object
) -> AsyncIterator[Office]:
    """The app on a sandbox where these customers wait, the first one longest; ready once the list shows them.

    Args:
        tmp_path: Where the account's files go.
        *names: Customers.
        size: Columns and rows.
        undo: Seconds that a reply is held.
        demo: As in a demo.
        **settings: Sections of the settings.
    """
    with serve(Options(results=0, react=None)) as box:
        for number, name in enumerate(names):
            customer(box, name, minutes=60 - number)
        async with opened(tmp_path, box, size=size, undo=undo, demo=demo, **settings) as office:
            await office.until(lambda: office.inbox.account, "a configuration")
            await office.until(lambda: office.inbox.results.list.count == len(names), "all rows")
            if names:
                await office.stands_on(names[0])
            yield office


@asynccontextmanager
async def opened(
    tmp_path: Path, box: Box, *, size: tuple[int, int] = (120, 40), undo: float = 0, demo: bool = False, **settings: object
) -> AsyncIterator[Office]:
    """The app on a sandbox; may be done again on the same files."""
    chosen = Settings.model_validate(
        {
            "accounts": {"main": {"client_id": box.client_id, "production": False}},
            "sending": {"undo_seconds": undo},
            "polling": {"interval": 300},
            **settings,
        }
    )
    locations = Locations.standard(config=tmp_path / "config.toml", data_dir=tmp_path / "data")
    sessions: list[Session] = []

    async def secret() -> str:
        return box.client_secret

    async def open_session(publish: Callable[[Event], None]) -> Session:
        access = Access(box.base_url, box.token_url, box.client_id, secret)
        sessions.append(await Session.open(chosen, "main", locations, publish, access=access))
        return sessions[0]

    app = WebcareApp(open_session, settings=chosen, locations=locations, demo=demo)
    # Only the open view is read: the others cost most of a test's time.
    with patch.object(poller, "OTHERS", 0):
        async with app.run_test(size=size) as pilot:
            ends = time.monotonic() + PATIENCE
            while not isinstance(app.screen, InboxScreen):
                assert time.monotonic() < ends, "no inbox"
                await pilot.pause(0)
            app.screen.composer.area.paste_gap = 0.0  # keys of a test come closer together than an agent's
            yield Office(box, app, pilot, sessions[0])

"""The composition root: arguments → settings → access → session."""

from __future__ import annotations

import argparse
import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from webcare_tui.cli import logs
from webcare_tui.cli.output import Output
from webcare_tui.settings.locations import Locations

if TYPE_CHECKING:
    from webcare_tui.api.access import Access
    from webcare_tui.services.events import Event
    from webcare_tui.services.session import Session
    from webcare_tui.settings.schema import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """What a session is opened from.

    Attributes:
        settings: All settings.
        account_name: The account in use.
        locations: The paths.
        access: The way to the service; None: made from the settings.
    """

    settings: Settings
    account_name: str
    locations: Locations
    access: Access | None = None


def locations(args: argparse.Namespace) -> Locations:
    """The paths, by the command line, the environment and the platform."""
    return Locations.standard(args.config, args.data_dir)


def origin(locations: Locations) -> str:
    """Where the settings come from, in words."""
    return str(locations.config_file) if locations.config_file.exists() else "the environment"


def place(args: argparse.Namespace) -> Place:
    """Settings and account as the command line asks for them.

    Raises:
        SettingsError: They are missing or not right, or there is no such account.
    """
    from webcare_tui.settings.files import load

    found = locations(args)
    settings = load(found)
    logs.begin(found.log_file)
    return Place(settings, settings.pick(args.account or ""), found)


async def open_session(at: Place, publish: Callable[[Event], None]) -> Session:
    """A session, not yet running; the caller closes it.

    Raises:
        StoreError: What is kept on this machine cannot be opened.
    """
    from webcare_tui.services.session import Session
    from webcare_tui.services.wayin import way_in

    way = at.access or way_in(at.settings, at.account_name)
    return await Session.open(at.settings, at.account_name, at.locations, publish, access=way)


@asynccontextmanager
async def session(at: Place, publish: Callable[[Event], None] = lambda event: None) -> AsyncIterator[Session]:
    """A session for one command, closed at its end. Damage that is found at the start is told on the standard error."""
    from webcare_tui.services.events import Noticed

    def starting(event: Event) -> None:
        if isinstance(event, Noticed):
            Output().note(f"webcare-tui: {event.title}. {event.message}")

    listeners = [publish, starting]

    def hear(event: Event) -> None:
        for listener in listeners:
            listener(event)

    opened = await open_session(at, hear)
    listeners.remove(starting)
    try:
        yield opened
    finally:
        await opened.close()


class Stopped(Exception):
    """A signal asked the command to end, and it has ended in order."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def run(work: Coroutine[object, object, T]) -> T:
    """Run a command's work on a loop of its own; a signal cancels it, so that it can still tell how far it came.

    Raises:
        KeyboardInterrupt: Ctrl+C.
        Stopped: SIGTERM, or the terminal went away.
    """
    return asyncio.run(_stoppable(work))


async def _stoppable(work: Coroutine[object, object, T]) -> T:
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    loop.set_exception_handler(logs.unhandled)
    got: list[int] = []

    def stop(number: int) -> None:
        got.append(number)
        if task is not None:
            task.cancel()

    for number in (signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop, number)
    try:
        return await work
    except asyncio.CancelledError:
        if got:
            raise Stopped(got[0]) from None
        raise
    finally:
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.remove_signal_handler(number)

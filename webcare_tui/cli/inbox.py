"""The inbox, or the setup screen where nothing is configured: the seam to the ui."""

from __future__ import annotations

import argparse
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from webcare_tui.cli import compose, logs
from webcare_tui.cli.output import Output
from webcare_tui.cli.terminal import need_terminal, speaks_unicode
from webcare_tui.settings.errors import NotConfigured

if TYPE_CHECKING:
    from webcare_tui.services.events import Event
    from webcare_tui.services.session import Session
    from webcare_tui.settings.locations import Locations
    from webcare_tui.settings.schema import Settings
    from webcare_tui.ui.app import WebcareApp

Opener = Callable[[Callable[["Event"], None]], Awaitable["Session"]]


def inbox(args: argparse.Namespace, output: Output) -> int:
    """Run the inbox; without any configuration, the setup screen first.

    Raises:
        UsageError: There is no terminal.
        SettingsError: The settings are there and not right.
    """
    need_terminal("The inbox")
    try:
        at = compose.place(args)
    except NotConfigured:
        return run_app(setup_app(args))
    return run_app(app_for(at))


def app_for(at: compose.Place, *, demo: bool = False) -> WebcareApp:
    """The app on a place whose settings are known."""

    async def opener(publish: Callable[[Event], None]) -> Session:
        return await compose.open_session(at, publish)

    return make_app(opener, at.settings, at.locations, demo=demo)


def setup_app(args: argparse.Namespace) -> WebcareApp:
    """The app without an account; once the setup screen has written one, its session is opened from it.

    Raises:
        SettingsError: A setting of the environment is not right.
    """
    from webcare_tui.settings.files import load

    async def opener(publish: Callable[[Event], None]) -> Session:
        return await compose.open_session(compose.place(args), publish)

    locations = compose.locations(args)
    logs.begin(locations.log_file)
    return make_app(opener, load(locations, accounts=False), locations, setup=True)


def make_app(
    opener: Opener, settings: Settings, locations: Locations, *, demo: bool = False, setup: bool = False
) -> WebcareApp:
    """The app itself; drawn in plain ASCII where the terminal takes nothing else."""
    from webcare_tui.ui.app import WebcareApp

    if not settings.ui.ascii and not speaks_unicode():
        settings = settings.model_copy(update={"ui": settings.ui.model_copy(update={"ascii": True})})
    return WebcareApp(opener, settings=settings, locations=locations, demo=demo, setup=setup)


def run_app(app: WebcareApp) -> int:
    """Run the app on the terminal; its return code is the exit code."""
    from webcare_tui.cli import lifecycle
    from webcare_tui.ui.widgets.driver import is_lent

    return lifecycle.run(app, mouse=app.settings.ui.mouse, lent=lambda: is_lent(app))

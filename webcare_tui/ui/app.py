"""The app: themes, keymap, first screen, and the second wall against hostile text."""

from __future__ import annotations

import asyncio
import logging
import time
import traceback
from collections.abc import Awaitable, Callable
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import App
from textual.binding import BindingType
from textual.driver import Driver
from textual.filter import LineFilter

from webcare_tui.errors import WebcareError
from webcare_tui.services.events import Event
from webcare_tui.services.session import Session
from webcare_tui.settings.locations import Locations
from webcare_tui.settings.schema import Settings
from webcare_tui.ui.commands.bindings import textual_keymap
from webcare_tui.ui.flows import guard, screen
from webcare_tui.ui.messages import FromService, LockAsked
from webcare_tui.ui.present.bars import clock
from webcare_tui.ui.present.heads import zone_of
from webcare_tui.ui.screens import lock
from webcare_tui.ui.screens.inbox import InboxScreen
from webcare_tui.ui.theme import loader
from webcare_tui.ui.widgets.driver import thrifty
from webcare_tui.ui.widgets.typeahead import TypeAhead
from webcare_tui.ui.widgets.wall import Ascii, Wall
from webcare_tui.ui.widgets.writing import Writing

_log = logging.getLogger("webcare_tui.ui")
OpenSession = Callable[[Callable[[Event], None]], Awaitable[Session]]


class WebcareApp(App[int], inherit_bindings=False):
    """The inbox, or the setup that leads to it."""

    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False
    TITLE = "webcare-tui"

    def __init__(
        self, open_session: OpenSession, *, settings: Settings, locations: Locations, demo: bool = False, setup: bool = False,
        awake: Callable[[], float] = lock.awake,
    ) -> None:  # fmt: skip
        """Make the app.

        Args:
            open_session: Opens the account at work, given where its events go.
            settings: All settings.
            locations: The paths.
            demo: The service is the sandbox of a demo.
            setup: Nothing is configured: ask first.
            awake: Seconds on a clock that does not jump, for the lock.
        """
        super().__init__()
        self.settings, self.locations = settings, locations
        self._open_session = open_session
        self._demo, self._setup = demo, setup
        self._session: Session | None = None
        self._work: asyncio.Task[None] | None = None
        self._waiting: list[Event] = []
        self._inbox: InboxScreen | None = None
        self.animation_level = "full" if settings.ui.animations else "none"
        self._typed_ahead = TypeAhead(self, lambda: self._inbox is not None and self._inbox.about_to_ask)
        self._lock = lock.Lock(self, self._put_away, awake)
        self._walls: list[LineFilter] = [Wall(), *([Ascii()] if settings.ui.ascii else [])]
        self._take_themes()
        self.set_keymap(textual_keymap(settings.keys))

    def get_line_filters(self) -> list[LineFilter]:
        """Textual's own, and behind them the wall and what is to be only ASCII."""
        return [*super().get_line_filters(), *self._walls]

    def get_driver_class(self) -> type[Driver]:
        """The driver of this terminal, sending only what does not stand there yet."""
        return thrifty(super().get_driver_class())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The program's own colours, for themes that do not name them."""
        return loader.defaults()

    async def on_event(self, event: events.Event) -> None:
        """Take note of keys and of the terminal's focus: the service is asked less often while nobody looks."""
        if self._lock.comes(event):
            return
        if self._session is not None and isinstance(event, events.Key | events.AppFocus | events.AppBlur):
            self._session.poller.attention(not isinstance(event, events.AppBlur), time.time())
        if isinstance(event, events.Key) and not event.is_forwarded and self._typed_ahead.comes(event):
            return
        await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        """A key that was under way to a pane while composer or dialog took the keys belongs to those."""
        if isinstance(self.focused, Writing):
            self.focused.take_late(event)
        elif self._typed_ahead.rises(event):
            event.stop()
            event.prevent_default()

    async def on_mount(self) -> None:
        """Show the setup, or the inbox as this machine knows it."""
        if self._setup:
            from webcare_tui.ui.screens.setup import SetupScreen

            await self.push_screen(SetupScreen(self.locations, plain=self.settings.ui.ascii), self._set_up)
        else:
            await self._begin()

    async def _set_up(self, done: bool | None) -> None:
        if done:
            await self._begin()
        else:
            self.exit(return_code=3)

    async def _begin(self) -> None:
        """Open what this machine knows, paint it, and only then go to the network."""
        try:
            session = self._session = await self._open_session(self._publish)
        except WebcareError as error:
            self.exit(return_code=3, message=str(error))
            return
        account = session.settings.accounts[session.account_name]
        mark = "DEMO" if self._demo else "PROD" if account.production else ""
        self._inbox = InboxScreen(session, mark=mark, plain=self.settings.ui.ascii, private=self.settings.ui.privacy)
        self._inbox.uncovered = self._lock.opened
        await self.push_screen(self._inbox)
        self._lock.begin(session.settings.ui.lock_minutes)
        for event in self._waiting:
            self._inbox.post_message(FromService(event))
        self._waiting.clear()
        self.call_after_refresh(self._run)

    def _run(self) -> None:
        # A task of its own: Textual ends its workers before anything else, and the session wants a last word with the service.
        if self._session is not None:
            self._work = asyncio.create_task(self._session.run())
            self._work.add_done_callback(self._worked)

    def _worked(self, work: asyncio.Task[None]) -> None:
        error = None if work.cancelled() else work.exception()
        if isinstance(error, Exception):
            self._handle_exception(error)

    @on(LockAsked)
    def _lock_asked(self) -> None:
        self._lock.close()

    def _put_away(self) -> str:
        if self._inbox is not None:
            self.run_worker(guard.Watched(self._inbox, partial(screen.put_away, self._inbox)), exit_on_error=False)
        return clock(time.time(), zone_of(self._inbox.account if self._inbox else None))

    def _publish(self, event: Event) -> None:
        if self._inbox is None:
            self._waiting.append(event)
        else:
            self._inbox.post_message(FromService(event))

    async def on_unmount(self) -> None:
        """Close the account at work: say that nobody types, write what waits."""
        if self._session is not None:
            await self._session.close()

    def _fatal_error(self) -> None:
        """Textual would print the locals of every frame, and with them messages and secrets: say only what and where."""
        error = self._exception
        frames = traceback.extract_tb(error.__traceback__) if error is not None else []
        places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        _log.error("stopped by %s at %s", type(error).__name__, " < ".join(reversed(places)))
        where = f" in {places[-1].rpartition('/')[2]}" if places else ""
        words = f"webcare-tui stopped: {type(error).__name__}{where}. What you typed is on disk; start it again."
        self._exit_renderables.append(Text(f"{words} The log says more: {self.locations.log_file}"))
        self._close_messages_no_wait()

    def _take_themes(self) -> None:
        found = loader.load(self.locations.themes_dir)
        for name in list(self.available_themes):
            self.unregister_theme(name)
        for theme in found.themes:
            self.register_theme(theme)
        wanted = self.settings.ui.theme
        self.theme = wanted if found.get(wanted) else loader.DEFAULT

"""The lock: after some minutes without a key the screen is covered, and only Enter uncovers it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

STEP = 30.0
"""Seconds between two looks at the clock; it goes on while the machine sleeps, and the app's timers do not."""
HASTE = 0.05
"""Seconds behind other input, within which Enter may be the line end of a paste that the terminal did not mark."""
INPUT = (events.Key, events.Paste, events.MouseEvent)


def awake() -> float:
    """Seconds on a clock that does not jump, and that goes on while the machine sleeps where the system has such a one."""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boottime is None else time.clock_gettime(boottime)


class LockScreen(Screen[None]):
    """What stands there while the screen is covered: nothing of the inbox, and how to come back."""

    AUTO_FOCUS: ClassVar[str] = ""
    DEFAULT_CSS = """
    LockScreen { align: center middle; background: $background; }
    LockScreen > Static { width: auto; max-width: 100%; max-height: 100%; padding: 0 2; }
    """

    def __init__(self, since: str) -> None:
        """Make the screen.

        Args:
            since: The time by the clock at which it came up.
        """
        super().__init__()
        self._since = since

    def compose(self) -> ComposeResult:
        """Whose screen it is, that work goes on, and the key."""
        yield Static(
            Content.assemble(
                ("webcare-tui", "bold"),
                (f" · locked since {self._since}\n\n", "$muted"),
                "News is fetched, and replies that wait go out meanwhile.\nWhat you typed is kept.\n\n",
                ("Enter", "bold $key"),
                (" comes back; no other key does anything.", "$muted"),
            )
        )


class Lock:
    """Covers the screen of an app, and lets no input through to what lies below.

    Attributes:
        opened: Set while nothing is covered.
        after: Seconds without input after which the screen is covered; 0 for never.
    """

    def __init__(self, app: App[int], put_away: Callable[[], str], clock: Callable[[], float] = awake) -> None:
        """Make an open lock.

        Args:
            app: The program.
            put_away: Called just before the screen is covered; gives the time to show there.
            clock: Seconds on a clock that does not jump.
        """
        self.opened = asyncio.Event()
        self.opened.set()
        self.after = 0.0
        self._app, self._put_away, self._clock = app, put_away, clock
        self._last = clock()
        self._lent = False

    def begin(self, minutes: float) -> None:
        """Watch the clock from now on."""
        self.after, self._last = minutes * 60, self._clock()
        if self.after:
            self._app.app_suspend_signal.subscribe(self._app, lambda _: self._lend(True), immediate=True)
            self._app.app_resume_signal.subscribe(self._app, lambda _: self._lend(False), immediate=True)
            self._app.set_interval(min(STEP, self.after), self.look)

    def look(self) -> None:
        """Cover the screen where nobody has touched a key for long; a terminal that is lent to an editor is not looked at."""
        if self.after and not self._lent and self._clock() - self._last >= self.after:
            self.close()

    def close(self) -> None:
        """Cover the screen."""
        if self.opened.is_set():
            since = self._put_away()
            self.opened.clear()
            self._app.push_screen(LockScreen(since))

    def comes(self, event: Message) -> bool:
        """Input has come from the terminal; true where it goes no further, and never where it is none."""
        if not isinstance(event, INPUT) or event.is_forwarded:
            return False
        self.look()  # the machine may have slept until now
        gap = self._clock() - self._last
        if not isinstance(event, events.MouseMove):  # a desk that is bumped into is no agent at work
            self._last = self._clock()
        if self.opened.is_set():
            return False
        if isinstance(event, events.Key) and event.key == "enter" and gap >= HASTE and isinstance(self._app.screen, LockScreen):
            self._app.pop_screen()
            self.opened.set()
        return True

    def _lend(self, lent: bool) -> None:
        self._lent, self._last = lent, self._clock()

"""Keys typed ahead: while a dialog comes, or Esc leaves something, they wait, and then go where they are meant."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from textual import events
from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

PATIENCE = 2.0
"""Seconds after which keys go on to whatever stands on the screen by then."""
STEP = 0.01
"""Seconds between two looks."""
HURRY = 0.05
"""Seconds within which Esc has left what it leaves; a key right behind it waits so long at most."""


class TypeAhead:
    """Holds keys back, in their order, from the moment a dialog is wanted until it can take them, and behind an Esc until
    that has left what it leaves.

    Keys of one packet all go to the widget that had the focus when it came. So `:` and a name typed behind it over a slow
    line reach the list, and each letter would run the command it stands for there; and `?` right behind Esc would be a word
    of the reply that Esc leaves.
    """

    def __init__(self, app: App[int], expected: Callable[[], bool]) -> None:
        """Hold nothing yet.

        Args:
            app: The program.
            expected: Whether a dialog has been asked for that does not stand on the screen yet.
        """
        self._app = app
        self._expected = expected
        self._held: list[events.Key] = []
        self._sent: deque[tuple[events.Key, Screen[object]]] = deque(maxlen=256)
        self._looks = 0
        self._escaped: tuple[float, Screen[object], Widget | None] | None = None

    @property
    def holds(self) -> bool:
        """Whether keys are held back."""
        return bool(self._held)

    def comes(self, event: events.Key) -> bool:
        """A key has come from the terminal; true where it has to wait behind others."""
        if self._held or self._leaving:
            self._hold(event)
            return True
        if event.key == "escape":
            self._escaped = time.monotonic(), self._app.screen, self._app.focused
        self._sent.append((event, self._app.screen))
        return False

    def rises(self, event: events.Key) -> bool:
        """No widget has taken a key; true where it belongs to a dialog that was on its way when it was typed."""
        meant = next((screen for sent, screen in self._sent if sent is event), None)
        if meant is None or not (self._expected() or meant is not self._app.screen or self._settling):
            return False
        self._hold(event)
        return True

    @property
    def _settling(self) -> bool:
        """A dialog is being put up, or what one types into there has not got the keys yet."""
        screen = self._app.screen
        return not screen.is_mounted or (screen.is_modal and screen.focused is None and bool(screen.focus_chain))

    @property
    def _leaving(self) -> bool:
        """An Esc has just been pressed, and what it was meant for still has the keys."""
        if self._escaped is not None:
            pressed, screen, focused = self._escaped
            here = self._app.screen is screen and self._app.focused is focused
            if here and time.monotonic() - pressed < HURRY:
                return True
            self._escaped = None
        return False

    def _hold(self, event: events.Key) -> None:
        self._held.append(event)
        if len(self._held) == 1:
            self._looks = 0
            self._app.set_timer(STEP, self._look)

    async def _look(self) -> None:
        self._looks += 1
        if (self._leaving or self._expected() or self._settling) and self._looks * STEP < PATIENCE:
            self._app.set_timer(STEP, self._look)
            return
        held, self._held = self._held, []
        for event in held:
            await self._app.on_event(events.Key(event.key, event.character))

"""The app's life on a terminal: signals, a terminal that goes away, and an end that cannot hang."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import termios
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from webcare_tui.cli import logs

if TYPE_CHECKING:
    from textual.app import App

_CODES = {signal.SIGTERM: 143, signal.SIGHUP: 129, signal.SIGINT: 130, signal.SIGQUIT: 131}
_KEYS = (signal.SIGINT, signal.SIGQUIT)
"""Those that a key of the terminal sends, to an editor and to this program alike."""
_DEADLINE = 4.0
"""Seconds between the wish to end and the end, whatever hangs; a session closes within three."""
_LOOK = 2.0
"""Seconds between two looks at whether the terminal is still there: with SIGHUP ignored nobody else would tell."""
# Main screen, no mouse, no marked pastes, no kitty keys, the cursor shown: what a killed program leaves undone.
_RESTORE = (
    b"\x1b[<u\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1004l\x1b[?2004l\x1b[?1049l\x1b[?25h\x1b[0m\r\n"
)


def run(app: App[int], *, mouse: bool, lent: Callable[[], bool] = lambda: False) -> int:
    """Run an app on the terminal until it ends by itself, by a signal, or because the terminal went away.

    Args:
        app: The app.
        mouse: Whether it takes the mouse.
        lent: Whether another program has the terminal; a key pressed there ends that one at most.

    Returns:
        The exit code: the app's own, or 128 and the number of the signal.
    """
    life = _Life(app, lent)
    try:
        asyncio.run(life.live(mouse))
    finally:
        life.over()
    return life.code or app.return_code or 0


class _Life:
    """One run of an app."""

    def __init__(self, app: App[int], lent: Callable[[], bool]) -> None:
        self.code = 0
        self._app = app
        self._lent = lent
        self._reaper: threading.Timer | None = None
        self._before = _attributes()

    async def live(self, mouse: bool) -> None:
        """Run the app with the signals in hand."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(logs.unhandled)
        for number, code in _CODES.items():
            loop.add_signal_handler(number, self._told, number, code)
        watch = asyncio.create_task(self._watch())
        try:
            await self._app.run_async(mouse=mouse)
        finally:
            watch.cancel()
            for number in _CODES:
                loop.remove_signal_handler(number)

    def over(self) -> None:
        """The app has ended: nothing is left that could hang. What a program left undone that had the terminal is done here."""
        if self._reaper is not None:
            self._reaper.cancel()
        if self._lent():
            self._give_back()

    def _told(self, number: signal.Signals, code: int) -> None:
        """A signal came."""
        if not (number in _KEYS and self._lent()):
            self._end(code)

    def _end(self, code: int) -> None:
        """Ask the app to end, and see to it that it does."""
        if self.code:
            return
        self.code = code
        self._reaper = threading.Timer(_DEADLINE, self._reap)
        self._reaper.daemon = True
        self._reaper.start()
        self._app.exit(return_code=code)

    async def _watch(self) -> None:
        """End with the terminal."""
        while True:
            await asyncio.sleep(_LOOK)
            if self._before is not None and _attributes() is None:
                self._end(_CODES[signal.SIGHUP])

    def _reap(self) -> None:
        """The end that does not ask: give the terminal back and go; what was typed and queued is on disk."""
        self._give_back()
        os._exit(self.code)

    def _give_back(self) -> None:
        with contextlib.suppress(OSError, ValueError, termios.error, AttributeError):
            os.write(sys.__stdout__.fileno(), _RESTORE)  # type: ignore[union-attr]
            if self._before is not None:
                termios.tcsetattr(0, termios.TCSANOW, self._before)


def _attributes() -> list[int | list[bytes | int]] | None:
    """How the terminal is set; None where there is none any more."""
    try:
        return termios.tcgetattr(0)
    except (termios.error, OSError):
        return None

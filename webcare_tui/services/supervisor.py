"""The supervisor: a worker that breaks is logged, told of and started again; it never ends the program."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Awaitable, Callable

from webcare_tui.errors import WebcareError
from webcare_tui.services.clock import Clock
from webcare_tui.services.events import Event, Noticed

LOG = logging.getLogger(__name__)
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
STEADY = 120.0
"""Seconds of work after which a worker counts as sound again."""


async def supervise(name: str, work: Callable[[], Awaitable[None]], clock: Clock, publish: Callable[[Event], None]) -> None:
    """Run a worker until it ends by itself or is cancelled; start it again, ever more slowly, whenever it breaks.

    Args:
        name: What the worker does, for the agent ("Reading new messages").
        work: Starts the worker.
        clock: For the pauses.
        publish: Told once of each kind of break.
    """
    pause = FIRST_PAUSE
    told = ""
    while True:
        started = clock.monotonic()
        try:
            await work()
        except Exception as error:
            LOG.error("worker broke: %s: %s at %s", name, type(error).__name__, _where(error))
            if clock.monotonic() - started > STEADY:
                pause, told = FIRST_PAUSE, ""
            if told != type(error).__name__:
                told = type(error).__name__
                publish(Noticed(f"{name} was interrupted", _words(error), "warning"))
        else:
            return
        await clock.sleep(pause)
        pause = min(LONGEST_PAUSE, pause * 2)


def _words(error: Exception) -> str:
    """What to tell: a known error's own words, of any other only its kind, because its text may hold a message's."""
    if isinstance(error, WebcareError):
        return f"{error}; it is started again."
    return f"An unexpected {type(error).__name__}; it is started again. The log says where."


def _where(error: Exception) -> str:
    """The last frames, innermost first, without any value: a log holds no text of a message."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}:{frame.name}" for frame in reversed(frames))

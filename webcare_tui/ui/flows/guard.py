"""The outermost guards of what the agent does and of what goes on behind it: a failure is told, and nothing ends."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Awaitable, Callable, Generator
from dataclasses import dataclass

from webcare_tui.errors import WebcareError
from webcare_tui.ui.commands.command import Context
from webcare_tui.ui.dialogs.notice import NoticeDialog
from webcare_tui.ui.flows.desk import Desk, Errand

_log = logging.getLogger("webcare_tui.ui")


def begun(desk: Desk, errand: Errand, argument: str) -> Awaitable[None] | None:
    """Begin an errand at the key press, and give what remains to be waited for; what fails is told, now or then."""
    writing = _writing(desk)
    try:
        rest = errand(desk, argument)
    except Exception as error:
        rest = _failed(error)
    return _guarded(desk, rest, writing) if rest is not None else None


def guarded(desk: Desk, errand: Awaitable[None]) -> Awaitable[None]:
    """An errand whose failure is told in a dialog.

    Who has begun to write since then is told at the foot: a dialog would take the keys, and with them the words.
    """
    return _guarded(desk, errand, _writing(desk))


async def _guarded(desk: Desk, errand: Awaitable[None], writing: bool) -> None:
    try:
        await errand
    except Exception as error:
        title, message = told(error)
        if _writing(desk) and not writing:
            desk.say(f"{title}. {message}", "error")
        else:
            await desk.ask(NoticeDialog(title, message))
    finally:
        desk.about_to_ask = False


def _writing(desk: Desk) -> bool:
    return desk.state.context is Context.COMPOSER


async def _failed(error: Exception) -> None:
    raise error


@dataclass(frozen=True)
class Watched(Awaitable[None]):
    """What nobody asked for by a key, begun once it is awaited; a failure is told at the foot."""

    desk: Desk
    work: Callable[[], Awaitable[None]]

    def __await__(self) -> Generator[None, None, None]:
        """Do it."""
        try:
            yield from self.work().__await__()
        except Exception as error:
            self.desk.say(". ".join(told(error)), "error")


def told(error: Exception) -> tuple[str, str]:
    """Title and message of a failure; of one that nobody foresaw only what and where, and more of that in the log."""
    if isinstance(error, WebcareError):
        return error.title, error.message
    places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    _log.error("an errand failed: %s at %s", type(error).__name__, " < ".join(reversed(places)))
    what = f"{type(error).__name__} in {places[-1].rpartition('/')[2]}"
    return "This failed inside the program", f"{what}. What you typed is kept; the log says more."

"""The log: one file of the agent's own, without a word of any message."""

from __future__ import annotations

import asyncio
import logging
import logging.handlers
import re
from pathlib import Path

from webcare_tui.cli.guard import places

_MOST = 1_000_000
_COPIES = 1
_OWN = "webcare_tui"
_CHATTY = ("httpx", "httpcore", "h11", "asyncio", "aiosqlite", "markdown_it", "uvicorn")
"""Libraries that log addresses, or far too much."""
# The second net only: what is logged here is made of names, numbers and kinds in the first place.
_MASKS = (
    (re.compile(r"(?i)\bbearer\s+\S+"), "Bearer ***"),
    (re.compile(r"(?i)\b(client_secret|access_token|authorization|message)(\W{1,3})[^\s&,;}]+"), r"\1\2***"),
    (re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.\w+"), "***@***"),
    (re.compile(r"(?<![\w-])(?:\+|00)\d[\d ().-]{7,}\d"), "***"),
)


class _Handler(logging.handlers.RotatingFileHandler):
    """A file of mode 0600 that is made with the first line; a disk that refuses loses lines and nothing else."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=_MOST, backupCount=_COPIES, encoding="utf-8", errors="backslashreplace", delay=True)

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, and its directory first where there is none."""
        try:
            Path(self.baseFilename).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            return
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """Stay silent: there is no other place to write to."""


class _Formatter(logging.Formatter):
    """One line a record; of an exception its kind and places only, and of what a library says only where it said it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        own = record.name.partition(".")[0] == _OWN
        said = record.getMessage() if own else f"a library reported something at {_place(record)}"
        text = f"{self.formatTime(record)} {record.levelname} {record.name}: {said}"
        if record.exc_info and record.exc_info[1] is not None:
            text += f" | {places(record.exc_info[1])}"
        return masked(" ".join(text.split()))


def _place(record: logging.LogRecord) -> str:
    return f"{record.filename}:{record.lineno} {record.funcName}"


def unhandled(loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
    """What a loop does about a failure that nobody waits for: a line with its kind and places.

    asyncio would log the exception and the arguments of the callback, and those may hold a customer's words.
    """
    error, work = context.get("exception"), context.get("task") or context.get("future")
    what = places(error) if isinstance(error, BaseException) else "no exception"
    named = f" in {getattr(work.get_coro(), '__qualname__', '?')}" if isinstance(work, asyncio.Task) else ""
    logging.getLogger(f"{_OWN}.loop").error("nobody waited for this failure%s: %s", named, what)


def masked(text: str) -> str:
    """A line without what looks like a token, a secret, an address or a telephone number."""
    for pattern, instead in _MASKS:
        text = pattern.sub(instead, text)
    return text


def begin(path: Path) -> None:
    """Log into this file from now on, and nowhere else."""
    end()
    handler = _Handler(path)
    handler.setFormatter(_Formatter())
    root = logging.getLogger()
    root.addHandler(handler)
    logging.getLogger(_OWN).setLevel(logging.INFO)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def end() -> None:
    """Close the log."""
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, _Handler)]:
        root.removeHandler(handler)
        handler.close()


def files(path: Path) -> list[Path]:
    """The files of a log that are there: itself, and the older ones that it was moved to."""
    older = (path.with_name(f"{path.name}.{number + 1}") for number in range(_COPIES))
    return [each for each in (path, *older) if each.exists()]


def remove(path: Path) -> bool:
    """Remove a file of the log; whether it is gone."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True

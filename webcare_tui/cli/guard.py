"""What the process does for its own safety before anything else."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import traceback
from types import TracebackType

_SHED = (
    "SSLKEYLOGFILE",
    "TEXTUAL",
    "TEXTUAL_LOG",
    "TEXTUAL_DEBUG",
    "TEXTUAL_DRIVER",
    "TEXTUAL_DEVTOOLS_HOST",
    "TEXTUAL_DEVTOOLS_PORT",
)
"""Variables that would make a library write keys, messages or pictures of the screen somewhere."""


def harden() -> None:
    """Close new files to others, leave no core, shed variables that leak, and show no values in a traceback."""
    os.umask(0o077)
    _no_core()
    for name in list(os.environ):
        if name in _SHED or name.startswith("TEXTUAL_SCREENSHOT"):
            del os.environ[name]
    sys.excepthook = _excepthook
    threading.excepthook = _thread_excepthook
    sys.unraisablehook = _unraisablehook


def _no_core() -> None:
    """A core would hold secrets and messages; the size limit alone does not stop one that is piped into a collector."""
    import ctypes
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):
        set_dumpable = 4
        ctypes.CDLL(None).prctl(set_dumpable, 0, 0, 0, 0)


def scrubbed(error: BaseException) -> str:
    """An error as its kind and its places in the code, without any text or value: those may be a customer's.

    Args:
        error: Any exception.
    """
    lines = [f"  {frame.filename.rpartition('/')[2]}:{frame.lineno} in {frame.name}" for frame in _frames(error)]
    return "\n".join([f"webcare-tui stopped over an unexpected {type(error).__name__}.", *lines])


def places(error: BaseException) -> str:
    """The same on one line, innermost place first, for the log."""
    found = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in reversed(_frames(error))]
    return f"{type(error).__name__} at {' < '.join(found)}" if found else type(error).__name__


def _frames(error: BaseException) -> list[traceback.FrameSummary]:
    return list(traceback.extract_tb(error.__traceback__)[-8:])


def _excepthook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    print(scrubbed(error.with_traceback(trace)), file=sys.stderr)


def _thread_excepthook(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        print(scrubbed(args.exc_value), file=sys.stderr)


def _unraisablehook(args: sys.UnraisableHookArgs) -> None:
    """What fails while something is cleared away; Python would show the object and the words of the error."""
    if args.exc_value is not None:
        print(f"webcare-tui: while clearing up: {places(args.exc_value)}", file=sys.stderr)

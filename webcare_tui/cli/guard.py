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
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    places = [f"  {frame.filename.rpartition('/')[2]}:{frame.lineno} in {frame.name}" for frame in frames]
    return "\n".join([f"webcare-tui stopped over an unexpected {type(error).__name__}.", *places])


def _excepthook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    print(scrubbed(error.with_traceback(trace)), file=sys.stderr)


def _thread_excepthook(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        print(scrubbed(args.exc_value), file=sys.stderr)

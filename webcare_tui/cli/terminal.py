"""Whether there is a terminal to draw on."""

from __future__ import annotations

import locale
import os
import sys

from webcare_tui.cli.exits import UsageError


def need_terminal(what: str) -> None:
    """Raise unless keys can be read and a screen can be drawn.

    Args:
        what: What needs the terminal, at the beginning of a sentence.

    Raises:
        UsageError: There is none, or one that cannot place text.
    """
    streams = (sys.stdin, sys.stdout)
    if any(stream is None or stream.closed or not stream.isatty() for stream in streams):
        raise UsageError(
            f"{what} needs a terminal", "Over SSH, ask for one with: ssh -t. Commands for scripts: webcare-tui --help"
        )
    if os.environ.get("TERM", "dumb") in ("", "dumb", "unknown"):
        raise UsageError(
            f"{what} needs a terminal that can place text", 'TERM is not set or "dumb"; set it, for example to xterm-256color.'
        )


def speaks_unicode() -> bool:
    """Whether the terminal is meant to take UTF-8."""
    encoding = (sys.stdout.encoding if sys.stdout is not None else "") or locale.getpreferredencoding(False)
    return encoding.lower().replace("-", "") in ("utf8", "utf8sig")

"""`keys`: what the terminal sends for each key, and what the inbox calls it."""

from __future__ import annotations

import argparse
import codecs
import os
import select
import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager

from webcare_tui.cli.exits import Exit
from webcare_tui.cli.output import Output
from webcare_tui.cli.terminal import need_terminal

_REST = 0.05
"""Seconds within which the rest of a sequence must follow its first byte."""
# The inbox asks for the same: unambiguous keys (kitty's protocol, level 1) and marked pastes.
_ASK, _ASK_NO_MORE = b"\x1b[>1u\x1b[?2004h", b"\x1b[?2004l\x1b[<u"
_NAMED = {0x1B: "ESC", 0x7F: "DEL", 0x20: "SPACE", 0x0D: "CR", 0x0A: "LF", 0x09: "TAB", 0x00: "NUL"}


def keys(args: argparse.Namespace, output: Output) -> int:
    """Print a line for each key until `q` is pressed twice, or ctrl+c.

    Raises:
        UsageError: There is no terminal.
    """
    need_terminal("The key tester")
    descriptor = sys.stdin.fileno()
    output.line("Press keys; q twice or ctrl+c ends. The name on the left is the one for [keys] in the settings.")
    last = ""
    with _raw(descriptor):
        for data in _chunks(descriptor):
            names = key_names(data)
            output.line(f"{', '.join(names) or '(no key)':<24} {spelled(data)}\r")
            if "ctrl+c" in names or names == ["q", "q"] or (names == ["q"] and last == "q"):
                break
            last = names[-1] if names else ""
    return Exit.DONE


def key_names(data: bytes) -> list[str]:
    """The names of the keys in some bytes from a terminal, as the inbox and its `[keys]` know them."""
    from textual import events
    from textual._xterm_parser import XTermParser

    parser = XTermParser()
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(data, final=True)
    found = [*parser.feed(text), *parser.feed("")]
    names: list[str] = []
    for event in found:
        if isinstance(event, events.Key):
            names.append(event.key)
        elif isinstance(event, events.Paste):
            names.append("(a paste)")
    return names


def spelled(data: bytes) -> str:
    """Bytes in a form that can be read and does nothing."""
    parts: list[str] = []
    for letter in data.decode("utf-8", "backslashreplace"):
        code = ord(letter)
        if code in _NAMED:
            parts.append(_NAMED[code])
        elif code < 0x20:
            parts.append(f"^{chr(code + 0x40)}")
        else:
            parts.append(letter if letter.isprintable() else f"U+{code:04X}")
    return " ".join(parts)


@contextmanager
def _raw(descriptor: int) -> Iterator[None]:
    before = termios.tcgetattr(descriptor)
    try:
        tty.setraw(descriptor)
        os.write(sys.stdout.fileno(), _ASK)
        yield
    finally:
        os.write(sys.stdout.fileno(), _ASK_NO_MORE)
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _chunks(descriptor: int) -> Iterator[bytes]:
    """What belongs together: bytes that follow each other at once; ends with the input."""
    while data := os.read(descriptor, 1):
        while select.select([descriptor], [], [], _REST)[0]:
            more = os.read(descriptor, 1024)
            if not more:
                break
            data += more
        yield data

"""A real pseudo-terminal around the program: keys in, every byte kept, the screen as a person sees it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyte

PATIENCE = 30.0
"""Seconds until what must come has come; the machine may be busy with other things."""
ROOT = Path(__file__).resolve().parents[2]

_INTO_TERMINAL = (
    "import fcntl, os, sys, termios\n"
    "os.setsid()\n"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "os.execv(sys.argv[1], sys.argv[1:])\n"
)
"""Makes the terminal the controlling one and becomes the program; by a process of its own, because the tests have threads."""

KEYS = {
    "enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "escape": "\x1b", "space": " ", "backspace": "\x7f",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "f1": "\x1bOP", "f2": "\x1bOQ", "f4": "\x1bOS", "f5": "\x1b[15~",
    "f6": "\x1b[17~", "shift+f6": "\x1b[17;2~",
}  # fmt: skip
"""What a terminal without extras sends."""

_CUT = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[\]P_^X][^\x07\x1b]*\x1b?)?\Z")
"""The beginning of a sequence whose end has not come yet."""
_QUESTION = re.compile(rb"\x1b\[\?(\d+)\$p|\x1b\[(c|0c|>c|>0c|=c)|\x1b\[(5n|6n)|\x1b\[(18)t")
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<=>][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$[a-z]|\x1b\[\?u|\x1b\[[0-9]* q")
_MODES = {b"2026": b"2", b"2048": b"0", b"2004": b"2", b"1049": b"2"}
"""Modes by what a terminal of today says of them: 2 reset but known, 0 unknown."""


class Gone(AssertionError):
    """What was waited for did not come; the message holds the screen."""


MODERN = {
    "enter": "13", "tab": "9", "shift+tab": "9;2", "escape": "27", "backspace": "127", "ctrl+enter": "13;5",
    "shift+enter": "13;2",
}  # fmt: skip
"""What one with the kitty protocol sends for them, once the program has asked for that."""
_KITTY_ON = re.compile(rb"\x1b\[>(\d+)u")
_EVERY_KEY = 8
"""The flag by which a program asks for letters, too, as sequences."""


def sent_by(key: str) -> bytes:
    """The bytes of a key by its name, as a plain terminal sends them."""
    if key in KEYS:
        return KEYS[key].encode()
    if key.startswith("ctrl+") and len(key) == 6:
        return bytes([ord(key[5]) & 0x1F])
    if len(key) == 1:
        return key.encode()
    raise ValueError(key)


def sent_by_kitty(key: str) -> bytes:
    """The bytes of a key, as a terminal sends them that was asked for every key as a sequence, with its text."""
    if key in MODERN:
        return f"\x1b[{MODERN[key]}u".encode()
    key = " " if key == "space" else key
    if key.startswith("ctrl+") and len(key) == 6:
        return f"\x1b[{ord(key[5])};5u".encode()
    if len(key) == 1:
        shifted = "2" if key.isupper() else ""
        return f"\x1b[{ord(key.lower()[0])};{shifted};{ord(key)}u".encode()
    return sent_by(key)


class Terminal:
    """One run of `python -m webcare_tui …` in a terminal of its own.

    Nothing here sleeps: whatever is waited for is waited for on the file descriptor.
    """

    def __init__(
        self, args: Sequence[str], env: Mapping[str, str], *, size: tuple[int, int] = (120, 40), cwd: Path | None = None,
        modern: bool = True,
    ) -> None:
        """Start the program.

        Args:
            args: Its words.
            env: Its whole environment.
            size: Columns and rows.
            cwd: Where it runs; a directory of the test.
            modern: It speaks the kitty protocol for keys.
        """
        self.raw = b""
        self.columns, self.rows = size
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._rest = b""
        self._ended = False
        self._modern = modern
        self._fd, slave = os.openpty()
        self._set_size()
        words = [sys.executable, "-I", "-S", "-c", _INTO_TERMINAL, sys.executable, "-m", "webcare_tui", *args]
        self.process = subprocess.Popen( 
            words, stdin=slave, stdout=slave, stderr=slave, env={**env, "PYTHONPATH": str(ROOT)}, cwd=cwd or ROOT
        )
        os.close(slave)
        os.set_blocking(self._fd, False)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def text(self) -> str:
        """The screen, a line a row."""
        return "\n".join(self._screen.display)

    def line(self, pattern: str) -> str:
        """The first line of the screen in which this is found; "" for none."""
        return next((line for line in self._screen.display if re.search(pattern, line)), "")

    def has(self, pattern: str) -> bool:
        """Whether this stands on the screen now; `^` and `$` are those of a line."""
        return re.search(pattern, self.text, re.MULTILINE) is not None

    def press(self, *keys: str) -> None:
        """Press keys by name, each as a packet of its own."""
        for key in keys:
            self.send(sent_by_kitty(key) if self._by_kitty else sent_by(key))

    def type_text(self, text: str, *, shown: bool = True) -> None:
        """Type text; wait until its end is shown and the program has gone quiet, so that no next key belongs to a paste.

        Args:
            text: What to type.
            shown: It appears on the screen.
        """
        letters = (sent_by_kitty("enter" if each == "\n" else each) for each in text)
        self.send(b"".join(letters) if self._by_kitty else text.replace("\n", "\r").encode())
        if shown:
            self.expect(re.escape(text.split()[-1][-8:]))
        self.settle()

    def paste(self, text: str) -> None:
        """Paste, bracketed."""
        self.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")
        self.settle()

    def send(self, data: bytes) -> None:
        """Put bytes into the terminal."""
        while data:
            select.select([self._fd], [self._fd], [], PATIENCE)
            try:
                data = data[os.write(self._fd, data) :]
            except BlockingIOError:
                self.pump(0.0)

    def expect(self, pattern: str, timeout: float = PATIENCE) -> re.Match[str]:
        """Wait until this regular expression is found on the screen.

        Raises:
            Gone: It did not come.
        """
        until = time.monotonic() + timeout
        while (found := re.search(pattern, self.text, re.MULTILINE)) is None:
            self._wait(until, f"no {pattern!r}")
        return found

    def expect_gone(self, pattern: str, timeout: float = PATIENCE) -> None:
        """Wait until this is found nowhere on the screen."""
        until = time.monotonic() + timeout
        while self.has(pattern):
            self._wait(until, f"still {pattern!r}")

    def expect_end(self, timeout: float = PATIENCE) -> int:
        """Wait until the program has ended; its exit status, negative for a signal."""
        until = time.monotonic() + timeout
        while not self._ended:
            self._wait(until, "still running")
        return self.process.wait(max(0.1, until - time.monotonic()))

    def settle(self, quiet: float = 0.06) -> None:
        """Read until nothing has come for so many seconds."""
        while self.pump(quiet):
            pass

    def pump(self, timeout: float) -> bool:
        """Wait at most so long for output and take it in; whether there was any."""
        if self._ended or not select.select([self._fd], [], [], max(0.0, timeout))[0]:
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except BlockingIOError:
            return False
        except OSError:  # the far end is closed
            data = b""
        if not data:
            self._ended = True
            return False
        self.raw += data
        self._take(data)
        return True

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size; the program is told by a signal, as always."""
        self.columns, self.rows = columns, rows
        self._screen.resize(max(1, rows), max(1, columns))
        self._set_size()

    def kill(self) -> None:
        """End the program as a power cut would."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)

    def hang_up(self, timeout: float = PATIENCE) -> int:
        """Take the terminal away, as a lost line does; the program's exit status."""
        os.close(self._fd)
        self._fd = -1
        return self.process.wait(timeout)

    def close(self) -> None:
        """End the program, whatever it does, and take the terminal away."""
        if self.process.poll() is None:
            self.kill()
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    @property
    def _by_kitty(self) -> bool:
        asked = _KITTY_ON.search(self.raw) if self._modern else None
        return asked is not None and bool(int(asked[1]) & _EVERY_KEY)

    def _wait(self, until: float, missing: str) -> None:
        left = until - time.monotonic()
        if left <= 0 or self._ended:
            ended = " (the program has ended)" if self._ended else ""
            raise Gone(f"{missing}{ended}; the screen:\n{self.text}")
        self.pump(min(left, 0.5))

    def _take(self, data: bytes) -> None:
        data = self._rest + data
        cut = _CUT.search(data)
        self._rest = data[cut.start() :] if cut else b""
        data = data[: cut.start()] if cut else data
        for question in _QUESTION.finditer(data):
            self._answer(question)
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data))

    def _answer(self, question: re.Match[bytes]) -> None:
        mode, device, report, size = question.groups()
        answer = b""
        if mode:
            answer = b"\x1b[?" + mode + b";" + _MODES.get(mode, b"0") + b"$y"
        elif device in (b"c", b"0c"):
            answer = b"\x1b[?62;22c"
        elif report == b"6n":
            answer = b"\x1b[%d;%dR" % (self._screen.cursor.y + 1, self._screen.cursor.x + 1)
        elif report == b"5n":
            answer = b"\x1b[0n"
        elif size == b"18":
            answer = b"\x1b[8;%d;%dt" % (self.rows, self.columns)
        if answer:
            with contextlib.suppress(OSError):
                self.send(answer)

    def _set_size(self) -> None:
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", self.rows, self.columns, 0, 0))

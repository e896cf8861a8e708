"""The app's life on a real pseudo-terminal: signals, a lost terminal, an end that hangs."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys

import pytest

PROGRAM = """
import asyncio, signal, sys, time
from textual.app import App
from textual.widgets import Label
from webcare_tui.cli import lifecycle, logs
lifecycle._LOOK = 0.05
lifecycle._DEADLINE = 0.5

class Small(App[int]):
    def compose(self):
        yield Label("READY")

    async def on_unmount(self):
        guarded = asyncio.get_running_loop().get_exception_handler() is logs.unhandled
        print("CLOSED" if guarded else "LEAKS", file=open(sys.argv[2], "w"))
        while sys.argv[1] == "hang":
            time.sleep(0.01)

    def on_key(self, event):
        self.exit(return_code=7)

if sys.argv[1] == "nohup":
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    lifecycle._CODES = {signal.SIGTERM: 143, signal.SIGINT: 130, signal.SIGHUP: 129}
    loop = asyncio.unix_events._UnixSelectorEventLoop
    add = loop.add_signal_handler
    loop.add_signal_handler = lambda self, number, *rest: None if number == signal.SIGHUP else add(self, number, *rest)
sys.exit(lifecycle.run(Small(), mouse=True, lent=lambda: sys.argv[1] == "lent"))
"""


class Terminal:
    """A program on a pseudo-terminal."""

    def __init__(self, how: str, note: str) -> None:
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.environ["TERM"] = "xterm-256color"
            os.execv(sys.executable, [sys.executable, "-c", PROGRAM, how, note])  # noqa: S606
        self.seen = b""

    def read(self, mark: bytes | None) -> None:
        """Read until something was written, or to the end."""
        while mark is None or mark not in self.seen:
            ready, _, _ = select.select([self.master], [], [], 15)
            assert ready, self.seen[-300:]
            try:
                data = os.read(self.master, 65536)
            except OSError:
                break
            if not data:
                break
            self.seen += data

    def wait(self) -> int:
        """The exit code."""
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGHUP, 129)])
def test_a_signal_ends_it_in_order(number: int, code: int, tmp_path) -> None:
    terminal = Terminal("plain", str(tmp_path / "note"))
    terminal.read(b"READY")
    os.kill(terminal.pid, number)
    terminal.read(None)
    assert terminal.wait() == code
    assert (tmp_path / "note").read_text() == "CLOSED\n"
    for undone in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1003l", b"\x1b[?2004l"):
        assert undone in terminal.seen
    os.close(terminal.master)


def test_a_key_of_an_editor_does_not_end_the_program_and_its_terminal_is_given_back(tmp_path) -> None:
    terminal = Terminal("lent", str(tmp_path / "note"))
    terminal.read(b"READY")
    for number in (signal.SIGINT, signal.SIGQUIT):
        os.kill(terminal.pid, number)
    os.write(terminal.master, b"x")
    terminal.read(None)
    assert terminal.wait() == 7
    assert b"\x1b[<u\x1b[?1000l" in terminal.seen
    os.close(terminal.master)


def test_its_own_code_is_the_exit_code(tmp_path) -> None:
    terminal = Terminal("plain", str(tmp_path / "note"))
    terminal.read(b"READY")
    os.write(terminal.master, b"x")
    terminal.read(None)
    assert terminal.wait() == 7
    os.close(terminal.master)


@pytest.mark.parametrize("how", ["plain", "nohup"])
def test_a_terminal_that_goes_away_ends_it(how: str, tmp_path) -> None:
    terminal = Terminal(how, str(tmp_path / "note"))
    terminal.read(b"READY")
    os.close(terminal.master)
    assert terminal.wait() == 129


def test_an_end_that_hangs_is_cut_short_and_the_terminal_given_back(tmp_path) -> None:
    terminal = Terminal("hang", str(tmp_path / "note"))
    terminal.read(b"READY")
    os.kill(terminal.pid, signal.SIGTERM)
    terminal.read(None)
    assert terminal.wait() == 143
    assert b"\x1b[?1049l" in terminal.seen
    os.close(terminal.master)

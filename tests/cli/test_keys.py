"""The key tester."""

from __future__ import annotations

import os
import pty
import select
import sys

import pytest

from webcare_tui.cli.keys import key_names, spelled


@pytest.mark.parametrize(
    ("data", "names", "words"),
    [
        (b"q", ["q"], "q"),
        (b"\x03", ["ctrl+c"], "^C"),
        (b"\n", ["ctrl+j"], "LF"),
        (b"\r", ["enter"], "CR"),
        (b"\x1b", ["escape"], "ESC"),
        (b"\x1b[1;5A", ["ctrl+up"], "ESC [ 1 ; 5 A"),
        (b"\x1b[99;5u", ["ctrl+c"], "ESC [ 9 9 ; 5 u"),
        (b"\xc3\xa9", ["é"], "é"),
        (b"\x1b[200~hi\x1b[201~", ["(a paste)"], "ESC [ 2 0 0 ~ h i ESC [ 2 0 1 ~"),
        (b"\xff", [], None),
        (b"\xc2\x9b", None, "U+009B"),
    ],
)
def test_names_and_bytes(data: bytes, names: list[str] | None, words: str | None) -> None:
    if names:
        assert key_names(data) == names
    if words is not None:
        assert spelled(data) == words
    assert spelled(data).isprintable()


def _read_until(master: int, mark: bytes, seen: bytes = b"") -> bytes:
    while mark not in seen:
        ready, _, _ = select.select([master], [], [], 10)
        assert ready, seen
        try:
            seen += os.read(master, 4096)
        except OSError:
            break
    return seen


@pytest.mark.parametrize("end", [[b"q", b"q"], [b"\x03"]])
def test_in_a_terminal(end: list[bytes]) -> None:
    pid, master = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execv(sys.executable, [sys.executable, "-m", "webcare_tui", "keys"])  # noqa: S606
    try:
        seen = _read_until(master, b"\x1b[?2004h")
        os.write(master, b"\x1b[A")
        seen = _read_until(master, b"ESC [ A", seen)
        assert b"up" in seen
        for number, data in enumerate(end):
            os.write(master, data)
            if number + 1 < len(end):
                seen = _read_until(master, b"q    ", seen)
        seen = _read_until(master, b"\x1b[<u", seen)
    finally:
        _, status = os.waitpid(pid, 0)
        os.close(master)
    assert os.waitstatus_to_exitcode(status) == 0

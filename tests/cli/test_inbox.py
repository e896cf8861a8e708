"""The inbox's seam: terminal, settings, and what the app is given."""

from __future__ import annotations

import subprocess
import sys

import pytest

from webcare_tui.cli import terminal
from webcare_tui.cli.exits import UsageError


def test_without_a_terminal_one_line_and_2() -> None:
    for words in ([], ["demo"], ["keys"]):
        done = subprocess.run(
            [sys.executable, "-m", "webcare_tui", *words], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        assert done.returncode == 2
        assert "needs a terminal" in done.stderr
        assert "Traceback" not in done.stderr


def test_with_a_closed_input_one_line_and_2() -> None:
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m webcare_tui <&-"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "needs a terminal" in done.stderr


class Tty:
    closed = False
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def pretend(monkeypatch: pytest.MonkeyPatch, term: str | None = "xterm", encoding: str = "utf-8") -> None:
    """Streams that are a terminal; to be called inside a test, since pytest sets its own streams before each."""
    monkeypatch.setattr(Tty, "encoding", encoding)
    monkeypatch.setattr(sys, "stdin", Tty())
    monkeypatch.setattr(sys, "stdout", Tty())
    if term is None:
        monkeypatch.delenv("TERM", raising=False)
    else:
        monkeypatch.setenv("TERM", term)


def test_a_terminal_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch)
    terminal.need_terminal("It")
    assert terminal.speaks_unicode()


@pytest.mark.parametrize("term", ["", "dumb", "unknown", None])
def test_a_terminal_that_cannot_place_text_will_not(monkeypatch: pytest.MonkeyPatch, term: str | None) -> None:
    pretend(monkeypatch, term)
    with pytest.raises(UsageError, match="place text"):
        terminal.need_terminal("It")


@pytest.mark.parametrize(
    ("encoding", "answer"), [("UTF-8", True), ("utf8", True), ("latin-1", False), ("ANSI_X3.4-1968", False)]
)
def test_whether_the_terminal_speaks_unicode(monkeypatch: pytest.MonkeyPatch, encoding: str, answer: bool) -> None:
    pretend(monkeypatch, encoding=encoding)
    assert terminal.speaks_unicode() is answer

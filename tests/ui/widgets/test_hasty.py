"""Keys as a terminal sends them: Esc and a key right behind it are two keys, and everything else is what it was."""

from __future__ import annotations

import pytest
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key

from webcare_tui.ui.widgets.driver import HastyParser, thrifty


def keys(data: str, parser: type[XTermParser] = HastyParser) -> list[str]:
    """The keys of what came in one packet, after which nothing more comes."""
    reading = parser()
    return [each.key for each in (*reading.feed(data), *reading.feed("")) if isinstance(each, Key)]


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("\x1bj", ["escape", "j"]),
        ("\x1bjj", ["escape", "j", "j"]),
        ("\x1bE", ["escape", "E"]),
        ("\x1b?", ["escape", "question_mark"]),
        ("\x1b:q", ["escape", "colon", "q"]),
        ("\x1b\x0f", ["escape", "ctrl+o"]),
        ("\x1b[", ["escape", "left_square_bracket"]),
        ("\x1b ", ["escape", "space"]),
    ],
)
def test_esc_in_a_hurry_is_a_key_of_its_own(sent: str, meant: list[str]) -> None:
    assert keys(sent) == meant
    assert keys(sent, XTermParser) != meant, "Textual does so itself now: the parser can go"


@pytest.mark.parametrize(
    "sent",
    ["\x1b", "\x1b[A", "\x1bOP", "\x1b[5~", "\x1b[1;5C", "\x1b[27u", "\x1b[106;3u", "\x1bb", "\x1bf", "j", "\x1b[99;99z", "é"],
)
def test_all_else_is_read_as_ever(sent: str) -> None:
    assert keys(sent) == keys(sent, XTermParser) != []


def test_alt_and_enter_is_a_line_end_and_no_order_to_send() -> None:
    assert keys("\x1b\r") == ["alt+enter"]


def test_the_terminal_is_read_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linux_driver, "XTermParser", XTermParser)
    thrifty(LinuxDriver)
    assert linux_driver.XTermParser is HastyParser

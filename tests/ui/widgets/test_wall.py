"""What every painted line goes through: nothing a terminal would act on, and ASCII where there is no more."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from webcare_tui.text.width import cells
from webcare_tui.ui.widgets.wall import TWINS, Ascii, Wall

BLACK = Color(0, 0, 0)


@pytest.mark.parametrize(
    "mark",
    ["\x1b", "\x00", "\x07", "\x7f", "\x9b", "\r", "\n", "\t", "\u202e", "\u2066", "\u200f", "\u2028", "\ufeff", "\ud800"],
)
def test_what_a_terminal_would_act_on_becomes_a_sign(mark: str) -> None:
    (safe,) = Wall().apply([Segment(f"a{mark}b", Style(bold=True))], BLACK)
    assert safe.text == "a\N{REPLACEMENT CHARACTER}b"
    assert safe.style == Style(bold=True)


def test_harmless_segments_are_the_same_and_links_go() -> None:
    kept, linked = Segment("Hé 👩‍👩‍👧 ✓", Style(bold=True)), Segment("x", Style(link="https://evil.example"))
    first, second = Wall().apply([kept, linked], BLACK)
    assert first is kept
    assert second.style is not None and second.style.link is None and second.text == "x"


def test_the_programs_own_signs_have_twins_of_one_cell() -> None:
    for sign, twin in TWINS.items():
        assert str(twin).isascii() and len(str(twin)) == cells(chr(sign)) == 1


def test_ascii_leaves_the_letters_of_customers() -> None:
    plain = Segment("plain", None)
    first, second = Ascii().apply([plain, Segment("“Zoë” … → 3 × ✓", Style(bold=True))], BLACK)
    assert first is plain
    assert (second.text, second.style) == ('"Zoë" ~ > 3 x v', Style(bold=True))

"""A place in a reply with words round it fits on its line and still holds the place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webcare_tui.models.finding import Finding, Kind
from webcare_tui.text.width import cells
from webcare_tui.ui.present.excerpts import excerpt


@pytest.mark.parametrize(
    ("text", "place", "width", "plain", "expected"),
    [
        ("Bel 0612345678 nu", "0612345678", 40, False, "Bel 0612345678 nu"),
        ("een\ntwee\t0612345678\n\ndrie", "0612345678", 40, False, "een twee 0612345678 drie"),
        ("aaaa bbbb cccc XX dddd eeee", "XX", 14, False, "…cccc XX dddd…"),
        ("aaaa bbbb cccc XX dddd eeee", "XX", 14, True, "...cc XX dd..."),
        ("XX dddd eeee ffff", "XX", 9, False, "XX dddd …"),
        ("漢字漢字 XX 漢字漢字", "XX", 10, False, "…字 XX 漢…"),
    ],
)
def test_excerpts(text: str, place: str, width: int, plain: bool, expected: str) -> None:
    at = text.index(place)
    assert excerpt(text, Finding(Kind.PHONE, at, at + len(place), ""), width, plain=plain).plain == expected


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200), st.integers(10, 80))
def test_any_place_fits(text: str, one: int, other: int, width: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    line = excerpt(text, Finding(Kind.PHONE, start, end, ""), width).plain
    assert "\n" not in line and cells(line) <= width

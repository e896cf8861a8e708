"""A few letters find what they mean, the nearest first."""

from __future__ import annotations

import pytest

from webcare_tui.text.matching import best, score


@pytest.mark.parametrize(
    ("typed", "text", "fit"),
    [
        ("sanne", "Sanne", 0),
        ("bakker", "Sanne Bakker", 1),
        ("san", "Sanne Bakker", 2),
        ("bak", "Sanne Bakker", 3),
        ("akk", "Sanne Bakker", 4),
        ("sbk", "Sanne Bakker", 5),
        ("zoe", "Zoë", 0),
        ("x", "Sanne", None),
        ("", "Sanne", 2),
    ],
)
def test_fit(typed: str, text: str, fit: int | None) -> None:
    assert score(typed, text) == fit


def test_the_best_first_else_in_their_order() -> None:
    names = ["Jan Bakker", "Anna de Wit", "An Jansen", "Bob"]
    assert best("an", names, lambda each: (each,)) == ["An Jansen", "Anna de Wit", "Jan Bakker"]
    assert best("  ", names, lambda each: (each,)) == names
    assert best("b", names, lambda each: ("",)) == []

"""Short texts beside words that must not be shifted."""

from __future__ import annotations

import pytest

from webcare_tui.ui.present.steady import steady, steady_name


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Jan de Vries", "Jan de Vries"),
        ("  Jan\n de\tVries ", "Jan de Vries"),
        ("Emma 👩‍👩‍👧‍👦!", "Emma 👩!"),
        ("Kees 👍🏽", "Kees 👍"),
        ("Liefs ❤️", "Liefs ❤"),
        ("Oranje 🇳🇱", "Oranje NL"),
        ("Bonny 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "Bonny 🏴"),
        ("محمد", "محمد"),
        ("Zoë 漢字", "Zoë 漢字"),
        ("\x1b[31mrood", "␛[31mrood"),
    ],
)
def test_steady(text: str, shown: str) -> None:
    assert steady(text) == shown == steady_name(text)
    assert steady(shown) == shown


def test_a_name_of_nothing_is_nothing() -> None:
    assert steady_name("\u200b \u2800") == ""

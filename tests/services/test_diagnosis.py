"""The words of the diagnosis."""

from __future__ import annotations

import pytest

from webcare_tui.services.diagnosis import clock_words

CASES = ((3, "3 s ahead of this one"), (-1, "1 s behind this one"), (0, "the same as here"))


@pytest.mark.parametrize(("ahead", "words"), CASES)
def test_the_clock_of_the_service_is_ahead_or_behind(ahead: int, words: str) -> None:
    assert clock_words(ahead) == words

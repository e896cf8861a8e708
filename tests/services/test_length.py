"""The counter counts as the sources do."""

from __future__ import annotations

import pytest

from webcare_tui.services.length import Count, count

URL = "https://example.com/" + "x" * 200


@pytest.mark.parametrize(
    ("text", "source", "public", "length", "limit"),
    [
        ("", "twitter", True, 0, 280),
        ("abc", "twitter", True, 3, 280),
        ("abc", "twitter", False, 3, 10_000),
        (URL, "twitter", True, 23, 280),
        (f"zie {URL} en http://example.org .", "twitter", True, 4 + 23 + 4 + 23 + 2, 280),
        ("漢字", "twitter", True, 4, 280),
        ("e\u0301", "twitter", True, 1, 280),
        (URL, "facebook", True, len(URL), 8_000),
        ("漢字", "whatsapp", False, 2, 4_096),
        ("abc", "whatsapp", True, 3, 4_096),
        ("abc", "instagram", True, 3, 2_200),
        ("abc", "instagram", False, 3, 1_000),
        ("abc", "Facebook", False, 3, 8_000),
        ("abc", "irischat", False, 3, 0),
        ("abc", "", True, 3, 0),
    ],
)
def test_lengths_and_limits(text: str, source: str, public: bool, length: int, limit: int) -> None:
    assert count(text, source, public) == Count(length, limit)


@pytest.mark.parametrize(
    ("length", "limit", "words", "over"),
    [(112, 280, "112/280", 0), (280, 280, "280/280", 0), (292, 280, "292/280 over by 12", 12), (9999, 0, "9999", 0)],
)
def test_words(length: int, limit: int, words: str, over: int) -> None:
    assert (Count(length, limit).words, Count(length, limit).over) == (words, over)

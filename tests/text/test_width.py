from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from tests.text.corpus import HONEST, HOSTILE
from webcare_tui.text.clean import clean
from webcare_tui.text.tables import room
from webcare_tui.text.width import cells, clusters, cut, wrap

WORDS = (
    "pakket",
    "één",
    "👩‍👩‍👧‍👦",
    "🇳🇱",
    "❤️",
    "1️⃣",
    "👍🏽",
    "您好",
    "。",
    "e\u0301",
    "हिन्दी",
    "שלום",
    "a",
    "x" * 30,
    " ",
    "  ",
    "\n",
    "한국",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
)
texts = st.lists(st.sampled_from(WORDS), max_size=30).map("".join)
LINES = sorted({line for text in HONEST for line in text.split("\n")})


def test_widths_agree_with_rich() -> None:
    assert [line for line in LINES if cells(line) != cell_len(line)] == []
    for text in LINES:
        parts = list(clusters(text))
        assert "".join(part for part, _ in parts) == text
        assert sum(width for _, width in parts) == cell_len(text)


def test_widths_of_cleaned_texts_agree_with_rich() -> None:
    lines = [line for text in HOSTILE for line in clean(text, "block").split("\n")]
    assert [line for line in lines if cells(line) != cell_len(line)] == []


def test_each_character_has_richs_width() -> None:
    codes = [
        *range(0x20, 0x3400),
        *range(0xA000, 0xAC00),
        *range(0xD7A0, 0xD800),
        *range(0xF900, 0x13000),
        *range(0x1F000, 0x1FB00),
    ]
    chars = [chr(code) for code in codes if clean(chr(code), "block") == chr(code) or unicodedata.category(chr(code))[0] == "M"]
    assert len(chars) > 12_000
    assert [hex(ord(char)) for char in chars if room(char) != get_character_cell_size(char)] == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ab", ["a", "b"]),
        ("e\u0301x", ["e\u0301", "x"]),
        ("👩‍👧a", ["👩‍👧", "a"]),
        ("👍🏽👍", ["👍🏽", "👍"]),
        ("🇳🇱🇧🇪🇩", ["🇳🇱", "🇧🇪", "🇩"]),
        ("1️⃣2", ["1️⃣", "2"]),
        ("❤️❤", ["❤️", "❤"]),
        ("\u1112\u1161\u11ab", ["\u1112\u1161\u11ab"]),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿!", ["🏴󠁧󠁢󠁥󠁮󠁧󠁿", "!"]),
        ("", []),
    ],
)
def test_what_belongs_together(text: str, parts: list[str]) -> None:
    assert [part for part, _ in clusters(text)] == parts


@pytest.mark.parametrize(
    ("text", "size", "short"),
    [
        ("Goedemorgen", 11, "Goedemorgen"),
        ("Goedemorgen", 10, "Goedemorg…"),
        ("Goedemorgen", 1, "…"),
        ("Goedemorgen", 0, ""),
        ("Goedemorgen", -3, ""),
        ("", 0, ""),
        ("您好您好", 8, "您好您好"),
        ("您好您好", 7, "您好您…"),
        ("您好您好", 6, "您好…"),
        ("a👩‍👩‍👧‍👦b", 4, "a👩‍👩‍👧‍👦b"),
        ("a👩‍👩‍👧‍👦b", 3, "a…"),
        ("🇳🇱🇧🇪", 3, "🇳🇱…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
    ],
)
def test_cutting(text: str, size: int, short: str) -> None:
    assert cut(text, size) == short


def test_another_ellipsis() -> None:
    assert cut("Goedemorgen", 6, "...") == "Goe..."
    assert cut("Goedemorgen", 2, "...") == "Go"
    assert cut("Goedemorgen", 5, "") == "Goede"


@settings(derandomize=True, deadline=None, max_examples=100)
@given(texts.map(lambda text: text.replace("\n", " ")), st.integers(0, 40))
def test_cutting_fits_and_tears_nothing(text: str, size: int) -> None:
    short = cut(text, size)
    assert cells(short) <= size
    if short != text:
        kept = [part for part, _ in clusters(short.removesuffix("…"))]
        assert kept == [part for part, _ in clusters(text)][: len(kept)]
        assert cells(text) > size


@pytest.mark.parametrize(
    ("text", "size", "lines"),
    [
        ("een twee drie", 8, ["een twee", "drie"]),
        ("een twee drie", 7, ["een", "twee", "drie"]),
        ("een  twee", 4, ["een", "twee"]),
        ("een\n\ntwee\n", 10, ["een", "", "twee", ""]),
        ("  ingesprongen tekst", 14, ["  ingesprongen", "tekst"]),
        ("Hottentottententen", 6, ["Hotten", "totten", "tenten"]),
        ("a Hottentottententen b", 6, ["a", "Hotten", "totten", "tenten", "b"]),
        ("Hottentottententent en", 6, ["Hotten", "totten", "tenten", "t en"]),
        ("您好，我的包裹。", 6, ["您好，", "我的包", "裹。"]),
        ("您好。", 5, ["您", "好。"]),
        ("zie 您好吗", 6, ["zie 您", "好吗"]),
        ("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 4, ["👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"]),
        ("您好", 1, ["您", "好"]),
        ("ab", 0, ["a", "b"]),
        ("", 5, [""]),
        ("   ", 2, [""]),
    ],
)
def test_wrapping(text: str, size: int, lines: list[str]) -> None:
    assert wrap(text, size) == lines


@settings(derandomize=True, deadline=None, max_examples=150)
@given(texts, st.integers(1, 40))
def test_wrapping_fits_and_loses_only_blanks(text: str, size: int) -> None:
    lines = wrap(text, size)
    for line in lines:
        assert cells(line) <= size or len(list(clusters(line))) == 1
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")
    whole = [part for line in text.split("\n") for part, _ in clusters(line) if part.strip()]
    assert [part for line in lines for part, _ in clusters(line) if part.strip()] == whole
    assert len(lines) >= text.count("\n") + 1


def test_hostile_texts_are_wrapped_too() -> None:
    lines = [line for text in HOSTILE for line in wrap(clean(text, "block"), 20)]
    assert [line for line in lines if cell_len(line) > 20] == []

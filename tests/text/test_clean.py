from __future__ import annotations

import random
import re
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.text.corpus import CASES, HONEST, HOSTILE, Hostile
from webcare_tui.text import clean as room
from webcare_tui.text.clean import LIMITS, Kind, clean, to_wire
from webcare_tui.text.clusters import settle
from webcare_tui.text.tables import BLANK, EASTERN, EXTENDS, JOINER, PLAIN, SELECTOR, TONE, role
from webcare_tui.text.width import cells, clusters

KINDS: tuple[Kind, ...] = ("block", "line", "identity", "url")
BAD = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0080-\U000e0fff\U000f0000-\U0010ffff]"
)
# Characters that rules are about, so that random texts meet the rules often.
AWKWARD = (
    "ab1 \n\r\t\x00\x1b\x7f\x85\x9b\xa0\xad\u0301\u0316\u0489\u061c\u0627\u064b\u0915\u093e\u094d\u1100\u1161\u180b\u200b\u200c"
    "\u200d\u200e\u2028\u202a\u202e\u2066\u2800\u3000\u3164\u20e3\u2764\ufe00\ufe0e\ufe0f\ufeff\ufffe\ue000\ud83d\ude00"
    "\U0001f469\U0001f3fd\U0001f3f4\U0001f1f3\U000e0067\U000e0062\U000e007f\U000e0101\U000f0000\U0010ffff"
)
awkward = st.text(st.one_of(st.sampled_from(AWKWARD), st.characters()), max_size=60) | st.text(
    st.sampled_from(AWKWARD), max_size=40
)
kinds = st.sampled_from(KINDS)


def sound(text: str, kind: Kind) -> None:
    """Asserts all that is promised of a cleaned text."""
    assert BAD.search(text) is None
    assert kind == "block" or "\n" not in text
    assert len(text) <= LIMITS[kind]
    text.encode("utf-8")
    if kind == "identity":
        assert text == text.strip() and re.search(r"\s\s", text) is None
    assert clean(text, kind) == text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.about)
def test_hostile_texts_lose_their_sting_and_nothing_else(case: Hostile) -> None:
    cleaned = clean(case.text, "block")
    assert [ascii(part) for part in case.gone if part in cleaned] == []
    position = 0
    for part in case.kept:
        found = cleaned.find(part, position)
        assert found >= 0, (ascii(part), ascii(cleaned))
        position = found + len(part)
    for kind in KINDS:
        sound(clean(case.text, kind), kind)


def test_the_corpus_is_large() -> None:
    assert len(set(HOSTILE)) >= 150
    assert len({case.about for case in CASES}) == len(CASES)


def test_honest_texts_stay_exactly_as_they_are() -> None:
    lines = [text for text in HONEST if "\n" not in text]
    assert len(HONEST) >= 50
    assert [text for text in HONEST if clean(text, "block") != text] == []
    assert [text for text in lines if clean(text, "line") != text] == []
    assert [text for text in lines if clean(text, "url") != text.strip(" ")] == []
    assert [text for text in lines if clean(text, "identity") != " ".join(text.split())] == []


@settings(derandomize=True, deadline=None, max_examples=250)
@given(awkward, kinds)
def test_any_text_becomes_sound(text: str, kind: Kind) -> None:
    sound(clean(text, kind), kind)


@settings(derandomize=True, deadline=None, max_examples=50)
@given(st.sampled_from(HOSTILE), st.sampled_from(HONEST), st.sampled_from(HOSTILE), kinds)
def test_texts_put_together_become_sound(first: str, middle: str, last: str, kind: Kind) -> None:
    sound(clean(first + middle + last, kind), kind)


@pytest.mark.parametrize("limit", [65_536, 40])
def test_many_awkward_texts_become_sound(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(7)
    for kind in KINDS:
        monkeypatch.setitem(LIMITS, kind, min(limit, LIMITS[kind]))
    for _ in range(2_000):
        text = "".join(dice.choices(AWKWARD, k=dice.randrange(90 if limit == 40 else 30)))
        kind = dice.choice(KINDS)
        cleaned = clean(text, kind)
        sound(cleaned, kind)
        assert all(cells(line) == cell_len(line) for line in cleaned.split("\n"))


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.text(st.sampled_from(AWKWARD), max_size=40))
def test_no_cluster_is_a_heap(text: str) -> None:
    for part, _ in clusters(clean(text, "block")):
        assert len(part) <= 7 * 9 + 1


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], max_codepoint=0x24F), max_size=60))
def test_western_letters_digits_and_signs_stay(text: str) -> None:
    assert clean(text, "block") == text.replace("\xad", "")


def test_no_rule_touches_a_character_of_the_short_way() -> None:
    """What the guard lets through at once is what the long way would leave alone."""
    plain = re.compile(f"[{PLAIN}{EASTERN}]")
    codes = [
        *range(0x20, 0x3400),
        *range(0xA000, 0xABFF),
        *range(0xF900, 0x10000),
        *range(0x1F000, 0x1FB00),
        0x4E00,
        0xAC00,
        0x20000,
    ]
    chars = [chr(code) for code in codes if plain.match(chr(code))]
    assert len(chars) > 8_000
    assert [
        char for char in chars if role(char) & (EXTENDS | JOINER | SELECTOR | TONE) or (role(char) & BLANK and char != " ")
    ] == []
    text = "".join(chars)
    assert clean(text + "\u200b", "block") == text


def test_lines_become_blanks_where_there_are_no_lines() -> None:
    assert clean("een\r\ntwee\n\n\tdrie", "line") == "een twee drie"
    assert clean("een\r\ntwee\n\n\tdrie", "block") == "een\ntwee\n\n    drie"
    assert clean("  Jan \u3000\xa0 de\tVries\n", "identity") == "Jan de Vries"
    assert clean("Jan \u2800\u0301 Vries", "identity") == "Jan ◌\u0301 Vries"
    assert clean(" https://example.nl/\x1b ", "url") == "https://example.nl/␛"


@pytest.mark.parametrize(
    "name", ["", " ", "\u3164", "\u2800\u2800", "\u200b\u200d\ufeff", "\u202a\u202c", "\u3164" * 300, " " * 300]
)
def test_a_name_of_nothing_is_nothing(name: str) -> None:
    assert clean(name, "identity") == ""


@pytest.mark.parametrize("kind", KINDS)
def test_long_texts_are_cut_and_say_by_how_much(kind: Kind) -> None:
    limit = LIMITS[kind]
    assert clean("a" * limit, kind) == "a" * limit
    cut = clean("a" * (limit + 1000), kind)
    assert len(cut) <= limit
    head, count = re.fullmatch(r"(a+)… \(\+(\d+)\)", cut).groups()  # type: ignore[union-attr]
    assert len(head) + int(count) == limit + 1000
    assert clean(cut, kind) == cut


@pytest.mark.parametrize(
    "unit", ["\x9b", "👩\u200d", "🏴\U000e0067\U000e0062\U000e0065\U000e007f", "ന്\u200d", "a\u0301", " \u0301", "\ud83d", "a "]
)
@pytest.mark.parametrize("kind", KINDS)
def test_cutting_leaves_nothing_half(unit: str, kind: Kind) -> None:
    for length in (LIMITS[kind] + 7,) if kind == "block" else range(LIMITS[kind] - 8, LIMITS[kind] + 8):
        sound(clean((unit * length)[:length], kind), kind)


@pytest.mark.parametrize(
    "unit",
    [
        "\x1b[",
        "\u0301",
        "\u200d",
        "👩\u200d",
        "\ud83d",
        "\U000e0067",
        "🏴\U000e0067",
        "\r",
        " ",
        "\n",
        "🏽",
        "क\u200d",
        "\u202e",
    ],
)
def test_the_time_grows_with_the_length_only(unit: str) -> None:
    text = (unit * 600_000)[:600_000]
    start = time.process_time()
    for kind in KINDS:
        clean(text, kind)
    settle(text[:200_000], False)
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("een\r\ntwee\rdrie\u2028vier\x85vijf\x0bzes", "een\ntwee\ndrie\nvier\nvijf\nzes"),
        ("a\tb", "a    b"),
        ("a\x00b\x1b[31mc\x9bd\x7f", "ab[31mcd"),
        ("\ud83d\ude00 \ud83d \ude00", "😀 \ufffd \ufffd"),
        ("\u202eabc\u202c \u2066x\u2069\u200f", "abc x"),
        ("\ufffe", "\ufffd"),
        ("zero\u200bwidth \ue000 a" + "\u0301" * 9, "zero\u200bwidth \ue000 a" + "\u0301" * 9),
        ("👩‍👩‍👧 می‌خواهم ❤️", "👩‍👩‍👧 می‌خواهم ❤️"),
        ("", ""),
    ],
)
def test_what_is_sent(text: str, sent: str) -> None:
    assert to_wire(text) == sent


@settings(derandomize=True, deadline=None, max_examples=100)
@given(awkward)
def test_what_is_sent_can_be_sent(text: str) -> None:
    sent = to_wire(text)
    sent.encode("utf-8")
    assert to_wire(sent) == sent
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in sent if char != "\n")


def test_honest_words_are_sent_as_typed() -> None:
    assert [text for text in HONEST if to_wire(text) != text] == []


def test_each_character_alone_becomes_sound() -> None:
    for code in (
        *range(0x3400),
        *range(0xA000, 0xAC00),
        *range(0xD7A0, 0xE010),
        *range(0xF8F0, 0x10000),
        *range(0x1F000, 0x1FB00),
    ):
        cleaned = clean(chr(code), "block")
        assert BAD.search(cleaned) is None, hex(code)
        assert clean(cleaned, "block") == cleaned, hex(code)


def test_the_placeholder_is_a_clean_name() -> None:
    assert clean(room.PLACEHOLDER, "identity") == room.PLACEHOLDER

"""Signs are one cell each; words for times and people are short."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone

import pytest

from webcare_tui.models.account import Account, SearchProfile, User
from webcare_tui.models.result import Result
from webcare_tui.text.width import cells
from webcare_tui.ui.present.symbols import FANCY, PLAIN, Signs, face, feeling, signs, source_code
from webcare_tui.ui.present.words import (
    clock,
    compact,
    initials,
    name_of,
    one_line,
    service_level,
    time_words,
    urgency,
    waited,
)

NOON = int(datetime(2026, 5, 3, 12, 0, tzinfo=UTC).timestamp())


def each_sign(marks: Signs) -> list[str]:
    values = [getattr(marks, field.name) for field in fields(marks)]
    return [sign for value in values for sign in (value if isinstance(value, tuple) else (value,))]


def test_every_sign_is_one_cell_wide() -> None:
    assert {cells(sign) for sign in each_sign(FANCY)} == {1}
    assert {cells(sign) for sign in each_sign(PLAIN)} - {1} == {cells(PLAIN.ellipsis)}
    assert all(sign.isascii() for sign in each_sign(PLAIN))
    assert signs(True) is PLAIN and signs(False) is FANCY


def test_faces_and_feelings_follow_the_sentiment_and_survive_any_number() -> None:
    assert [face(mood) for mood in (-9, -2, -1, 0, 1, 2, 9)] == ["☹", "☹", "☹", " ", "☺", "☺", "☺"]
    assert [feeling(mood) for mood in (-1, 0, 2)] == ["negative", "neutral", "positive"]


@pytest.mark.parametrize(
    ("name", "number", "code"),
    [
        ("twitter", 3, "TW"),
        ("WhatsApp", 9, "WA"),
        ("irischat", 14, "CH"),
        ("mastodon", 40, "MA"),
        ("", 7, "07"),
        ("", 0, "??"),
        ("x", 777, "??"),
    ],
)
def test_every_source_has_two_letters(name: str, number: int, code: str) -> None:
    assert source_code(name, number) == code


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "now"),
        (59, "now"),
        (60, "1m"),
        (3599, "59m"),
        (3600, "1h"),
        (86399, "23h"),
        (86400, "1d"),
        (99 * 86400, "99d"),
        (100 * 86400, "14w"),
        (99 * 604800, "99w"),
        (800 * 86400, "2y"),
        (10**12, "99y"),
    ],
)
def test_waiting_takes_three_cells_at_most(seconds: int, words: str) -> None:
    assert waited(seconds) == words
    assert len(waited(seconds)) <= 3


def test_the_clock_takes_five_cells() -> None:
    zone = timezone(timedelta(hours=2))
    assert clock(NOON, NOON, zone) == "14:00"
    assert clock(NOON - 86400, NOON, zone) == "02-05"
    assert clock(NOON - 800 * 86400, NOON, zone) == " 2024"


def test_an_unknown_time_is_blank() -> None:
    assert time_words(0, NOON) == "   " and time_words(0, NOON, "clock") == "     "
    assert time_words(NOON - 420, NOON) == " 7m"
    assert time_words(NOON, NOON, "clock", UTC) == "12:00"


def test_urgency_follows_the_service_level() -> None:
    def after(minutes: int) -> str:
        return urgency(Result("1", time=NOON - minutes * 60), NOON, 60)

    assert [after(minutes) for minutes in (0, 44, 45, 59, 60, 600)] == ["ok", "ok", "soon", "soon", "late", "late"]
    assert urgency(Result("1", time=NOON - 9999), NOON, 0) == "ok"
    assert urgency(Result("1", time=0), NOON, 60) == "ok"


def test_the_service_level_is_the_search_profiles() -> None:
    account = Account(searches=(SearchProfile("5", "Mobiel", service_level=30),))
    assert service_level(Result("1", search_id="5"), account) == 30
    assert service_level(Result("1", search_id="6"), account) == 0
    assert service_level(Result("1", search_id="5"), None) == 0


@pytest.mark.parametrize(
    ("user", "letters"),
    [
        (User("7", "Wilma Kok", tag="WK"), "WK"),
        (User("7", "Anna van der Berg"), "AB"),
        (User("7", "Bram"), "B"),
        (User("7", ""), "7"),
        (User("7", "", "Zoë"), "Z"),
        (User("7", "x", tag="LONG"), "LON"),
    ],
)
def test_handlers_are_shown_by_initials(user: User, letters: str) -> None:
    assert initials("7", Account(users=(user,))) == letters


def test_an_unknown_handler_is_the_end_of_the_id() -> None:
    assert initials("123456", None) == initials("123456", Account()) == "456"


def test_one_line_holds_no_line_ends_and_no_emoji_of_doubtful_width() -> None:
    assert one_line("  a\n\n b\t c  ") == "a b c"
    assert one_line("👨‍👩‍👧 Smit") == "👨 Smit"
    assert one_line("👍🏽 ❤️") == "👍 ❤"
    assert one_line("کتاب‌ها") == "کتاب‌ها"
    assert len(one_line("x" * 10_000)) == 400


def test_nobody_is_nameless() -> None:
    assert name_of(Result("1", title="")) == "(no name)"
    assert name_of(Result("1", title="Jan")) == "Jan"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1k"),
        (4250, "4.2k"),
        (9999, "9.9k"),
        (12_345, "12k"),
        (999_999, "999k"),
        (1_300_000, "1.3M"),
        (10**10, "lots"),
    ],
)
def test_counts_take_four_cells_at_most(number: int, words: str) -> None:
    assert compact(number) == words and len(compact(number)) <= 4

"""PHP's types: what each odd value reads as."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webcare_tui.api import lenient


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5, 5),
        ("5", 5),
        (" 5 ", 5),
        ("-5", -5),
        ("+5", 5),
        ("5.9", 5),
        (5.9, 5),
        (True, 1),
        (False, 0),
        (None, -7),
        ("", -7),
        ("five", -7),
        ("0x10", -7),
        ("1e3", -7),
        ([], -7),
        ({}, -7),
        (math.nan, -7),
        (math.inf, -7),
        (2**63, -7),
        (-(2**63), -(2**63)),
        ("9" * 31, -7),
        ("٥", 5),
        ("1_000", -7),
    ],
)
def test_integer(value: object, expected: int) -> None:
    assert lenient.integer(value, -7) == expected


def test_integer_outside_of_its_bounds_is_the_default() -> None:
    assert lenient.integer(-1, 3, low=0) == 3
    assert lenient.integer(11, 3, high=10) == 3


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, True),
        (1, True),
        ("1", True),
        ("true", True),
        ("TRUE", True),
        ("yes", True),
        (1.0, True),
        (False, False),
        (0, False),
        ("0", False),
        ("", False),
        ("false", False),
        ("no", False),
        (None, None),
        (2, None),
        ("2", None),
        ("maybe", None),
        ([], None),
        ({}, None),
    ],
)
def test_boolean(value: object, expected: bool | None) -> None:
    assert lenient.boolean(value) is expected


@pytest.mark.parametrize(
    ("value", "default", "expected"),
    [
        (None, True, True),
        (None, False, False),
        ("x", True, True),
        ("0", True, False),
        ("1", False, True),
        (5, False, True),
        ("5", False, True),
        ("", True, False),
        ([], True, True),
    ],
)
def test_flag(value: object, default: bool, expected: bool) -> None:
    assert lenient.flag(value, default) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (13594824686, "13594824686"),
        ("13594824686", "13594824686"),
        (12.0, "12"),
        (" 7 ", "7"),
        ("31600000000@c.us", "31600000000@c.us"),
        ("a-b_c.d:e", "a-b_c.d:e"),
        (0, ""),
        ("0", ""),
        (0.0, ""),
        (None, ""),
        ("", ""),
        (True, ""),
        ([], ""),
        ({}, ""),
        ("a b", ""),
        ("a/b", ""),
        ("é", ""),
        ("a\n", "a"),
        ("a\nb", ""),
        ("1\x1b", ""),
        ("x" * 64, "x" * 64),
        ("x" * 65, ""),
        (10**70, ""),
        (12.5, "12.5"),
    ],
)
def test_ident(value: object, expected: str) -> None:
    assert lenient.ident(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1612430033, 1612430033),
        ("1612430033", 1612430033),
        (1612430033.7, 1612430033),
        (1612430033000, 1612430033),
        ("1612430033123", 1612430033),
        (12995843649, 12995843649),
        ("2021-02-04T09:13:53", 1612430033),
        ("2021-02-04 09:13:53", 1612430033),
        ("2021-02-04T10:13:53+01:00", 1612430033),
        ("Thu, 04 Feb 2021 09:13:53 GMT", 1612430033),
        ("2021-02-04", 1612396800),
        (0, 0),
        ("0", 0),
        (-5, 0),
        (None, 0),
        ("", 0),
        ("soon", 0),
        ([], 0),
        (math.inf, 0),
        (10**15 * 5, 0),
        ("0000-00-00 00:00:00", 0),
        ("9999-99-99", 0),
        ("Thu, 99 Feb 2021 09:13:53 GMT", 0),
        ("0001-01-01 00:00:00+23:59", 0),
        ("Mon, 1 Jan 0001 00:00:00 +9999", 0),
    ],
)
def test_moment(value: object, expected: int) -> None:
    assert lenient.moment(value) == expected


def test_containers() -> None:
    assert lenient.mapping([]) == lenient.mapping(None) == lenient.mapping("x") == {}
    assert lenient.mapping(["a", "b"]) == {"0": "a", "1": "b"}
    assert lenient.listing({"0": "a", "7": "b"}) == ["a", "b"]
    assert lenient.listing(None) == lenient.listing("x") == []
    assert lenient.record([3, {"a": 1}]) == {"a": 1}
    assert lenient.record([]) is None
    assert lenient.record("x") is None
    assert list(lenient.entries({"7": "a", "9": "b"})) == [("7", "a"), ("9", "b")]
    assert list(lenient.entries({"0": "a", "1": "b"})) == [("", "a"), ("", "b")]
    assert list(lenient.entries(["a"])) == [("", "a")]
    assert list(lenient.entries("x")) == list(lenient.entries({})) == []
    assert lenient.first({"a": None, "b": "", "c": 0, "d": 1}, "a", "b", "c", "d") == 0
    assert lenient.first({}, "a") is None


_ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=5,
)


@given(_ANYTHING)
def test_nothing_raises(value: Any) -> None:
    assert isinstance(lenient.integer(value), int)
    assert lenient.boolean(value) in (True, False, None)
    assert isinstance(lenient.flag(value), bool)
    assert isinstance(lenient.text(value), str)
    assert isinstance(lenient.ident(value), str)
    assert 0 <= lenient.moment(value) <= lenient.LATEST
    assert isinstance(lenient.mapping(value), dict)
    assert isinstance(lenient.listing(value), list)
    assert lenient.record(value) is None or isinstance(lenient.record(value), dict)
    assert all(isinstance(key, str) for key, _ in lenient.entries(value))

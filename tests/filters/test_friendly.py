"""The line of filters that people type: both ways the same, errors that point, and nothing left out."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.filters.terms import AWKWARD, queries
from webcare_tui.filters.friendly import KEYS, read, write
from webcare_tui.filters.names import Names
from webcare_tui.filters.parse import FilterError
from webcare_tui.filters.render import render
from webcare_tui.filters.terms import (
    Assigned,
    Category,
    Checked,
    City,
    Hashtag,
    Label,
    Limit,
    NewResults,
    Offset,
    Order,
    Period,
    Profile,
    Query,
    ResultIds,
    Sentiments,
    SinceId,
    Sources,
    Term,
    Website,
    Word,
)
from webcare_tui.filters.words import ALONE
from webcare_tui.filters.words import KEYS as VENDOR_KEYS

NAMES = Names(
    (("7", ("Mila Kok", "MK", "mila@noorderlicht.example")), ("8", ("Bo Vos", "BV")), ("9", ("Bo Vos", "BX")), ("10", ("11",))),
    me="7",
    zone=ZoneInfo("Europe/Amsterdam"),
)


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ("source:twitter,whatsapp", [Sources(("twitter", "whatsapp"))]),
        ('label:"slow internet" assigned:me period:week', [Label("slow internet"), Assigned("7"), Period(word="week")]),
        ("sentiment:negative,very-negative", [Sentiments(("negative", "very negative"))]),
        ('Sentiment:"Very Positive"', [Sentiments(("very positive",))]),
        ("geen internet", [Word("geen"), Word("internet")]),
        ('"geen internet"', [Word("geen internet")]),
        ("#storing #5G", [Hashtag("storing"), Hashtag("5G")]),
        ("is:open is:checked", [Checked(False), Checked(True)]),
        ("order:oldest order:most-recent", [Order(False), Order(True)]),
        ("city:Utrecht,'s-Hertogenbosch", [City("Utrecht", ("'s-Hertogenbosch",))]),
        ("profile:@jan", [Profile("@jan")]),
        ("category:mobiel website:example.nl/a", [Category("mobiel"), Website("example.nl/a")]),
        ('website:"https://example.nl/a?b=1,2"', [Website("https://example.nl/a?b=1,2")]),
        ("assigned:MK,8", [Assigned("7", ("8",))]),
        ('assigned:"mila kok"', [Assigned("7")]),
        ("assigned:11", [Assigned("10")]),
        ("assigned:#11", [Assigned("11")]),
        ("assigned:12345", [Assigned("12345")]),
        ("since:12 result:12,34 limit:25 offset:100", [SinceId("12"), ResultIds(("12", "34")), Limit(25), Offset(100)]),
        ("new:true new:RESET", [NewResults("true"), NewResults("reset")]),
        ('word:a,"b, c"', [Word("a", ("b, c",))]),
        (r'"say \"hi\" \\ now"', [Word(r'say "hi" \ now')]),
        ("a,b", [Word("a,b")]),
        (":)", [Word(":)")]),
        ("", []),
        ("  \t ", []),
    ],
)
def test_a_line_and_its_terms(line: str, terms: list[Term]) -> None:
    assert read(line, profile="Thuis", names=NAMES) == Query("Thuis", tuple(terms))


def test_the_search_profile_may_be_named_and_its_name_is_no_profile_of_a_person() -> None:
    assert read('in:"Merk & Media" profile:jan', profile="Thuis") == Query("Merk & Media", (Profile("jan"),))


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("2016-06-15", (2016, 6, 14, 22), (2016, 6, 15, 21, 59, 59)),
        ("2016-06-15..2016-06-22", (2016, 6, 14, 22), (2016, 6, 22, 21, 59, 59)),
        ("2016-12-15T10:00..2016-12-15T11:30", (2016, 12, 15, 9), (2016, 12, 15, 10, 30)),
        ("2016-06-15T23:31:27,2016-06-22T23:59:59", (2016, 6, 15, 23, 31, 27), (2016, 6, 22, 23, 59, 59)),
    ],
)
def test_days_are_those_of_the_account_and_the_vendors_form_is_in_utc(line: str, start: tuple, end: tuple) -> None:
    term = Period(datetime(*start, tzinfo=UTC), datetime(*end, tzinfo=UTC))
    assert read(f"period:{line}", names=NAMES).terms == (term,)


@pytest.mark.parametrize(
    "line",
    [
        "/test-profile/source:twitter/word:aloha/",
        "https://dashboard.example/x/results/test-profile/source:twitter/word:aloha/",
        "  /test-profile/source:twitter/word:aloha",
    ],
)
def test_what_was_copied_from_the_dashboard_is_read_as_it_is(line: str) -> None:
    assert read(line, profile="other") == Query("test-profile", (Sources(("twitter",)), Word("aloha")))
    assert read("source:twitter/word:aloha", profile="Thuis").terms == (Sources(("twitter",)), Word("aloha"))
    assert read("website:example.nl/a", profile="Thuis").terms == (Website("example.nl/a"),)
    assert read("/source:twitter/", profile="Thuis") == Query("Thuis", (Sources(("twitter",)),))


@pytest.mark.parametrize(
    ("line", "position", "words"),
    [
        ("x sorce:twitter", 2, "Did you mean source:"),
        ("kleur:rood", 0, "Accepted here: in: source: "),
        ("is:open sentiment:negative,boos", 27, "very-negative"),
        ("source:", 7, "a source is missing"),
        ("source:twitter,", 15, "a source is missing"),
        ('label:"slow', 6, 'A quote is not closed'),
        ("limit:0", 6, "a number of 1 or more"),
        ("limit:99999999999999999999", 6, "a number of 1 or more"),
        ("offset:x", 7, "a number of 0 or more"),
        ("is:maybe", 3, "Accepted: open, checked"),
        ("order:up", 6, "oldest, newest"),
        ("order:oldest,newest", 13, "Only oldest or newest"),
        ("new:yes", 4, "true or reset"),
        ("period:fortnight", 7, "2016-06-15..2016-06-22"),
        ("period:0001-01-01", 7, "is not a time"),
        ("assigned:Bo", 9, "Nobody is called “Bo”"),
        ('assigned:"Bo Vos"', 9, "or several are"),
        ('""', 0, "nothing stands to look for"),
        ("in:a,b", 5, "put a comma that is part of it in quotes"),
        ("/Thuis/kleur:rood/", 7, "is not a filter"),
    ],
)
def test_an_error_points_at_the_character_and_says_what_would_do(line: str, position: int, words: str) -> None:
    with pytest.raises(FilterError) as caught:
        read(line, names=NAMES)
    assert words in caught.value.message
    assert caught.value.position == position


def test_who_the_agent_is_may_be_unknown() -> None:
    with pytest.raises(FilterError, match="It is not known who you are"):
        read("assigned:me")


def test_every_filter_of_the_guide_has_a_key() -> None:
    keys = {"sinceid" if key == "since" else "new results" if key == "new" else key for key in KEYS}
    assert set(VENDOR_KEYS) <= keys
    assert {type(term) for term in ALONE.values()} == {Period, Order, Checked}
    assert {"period", "order", "is", "sentiment"} <= keys


@pytest.mark.parametrize("names", [Names(), NAMES], ids=["no names", "names"])
def test_both_ways_the_same(names: Names) -> None:
    @settings(max_examples=400, deadline=None)
    @given(queries)
    @example(Query("", (Assigned("me"), Assigned("7"), Assigned("8"), Assigned("11"), Assigned("#"))))
    @example(Query("", (Word("/x"), Word("%2f"), Word("http://a"))))
    def check(query: Query) -> None:
        assert read(write(query, names), names=names) == query

    check()


lines = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from((*AWKWARD, *(f"{key}:" for key in KEYS), " ", '"', ",", "..")), max_size=14).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(lines)
def test_whatever_is_typed_is_read_or_refused(line: str) -> None:
    try:
        query = read(line, profile="Thuis", names=NAMES)
    except FilterError as error:
        assert error.message and 0 <= error.position <= len(line)
    else:
        assert read(write(query, NAMES), names=NAMES) == query
        render(query)


@pytest.mark.parametrize("line", ['"' * 20_000, "a:" * 10_000, "word:" + "a," * 10_000 + "b", "\\" * 20_000, "#" * 20_000])
def test_a_long_line_takes_no_longer_than_it_is(line: str) -> None:
    steps = 0

    def count(frame: object, event: str, argument: object) -> object:
        nonlocal steps
        steps += 1
        return count

    import sys

    before = sys.gettrace()
    sys.settrace(count)  # type: ignore[arg-type]
    try:
        read(line)
    except FilterError:
        pass
    finally:
        sys.settrace(before)
    assert steps < 60 * len(line)

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.filters.terms import queries, terms
from webcare_tui.errors import WebcareError
from webcare_tui.filters.parse import FilterError, parse, parse_terms
from webcare_tui.filters.render import render, segment
from webcare_tui.filters.terms import (
    Assigned,
    Category,
    Checked,
    City,
    Country,
    Hashtag,
    Label,
    Limit,
    Municipality,
    NewResults,
    Offset,
    Order,
    Period,
    Profile,
    Province,
    Query,
    ResultIds,
    Sentiments,
    SinceId,
    Sources,
    Term,
    Website,
    Word,
)

ALOHA = Query("test-profile", (Sources(("twitter",)), Word("aloha")))
SPAN = Period(datetime(2016, 6, 15, 23, 31, 27, tzinfo=UTC), datetime(2016, 6, 22, 23, 59, 59, tzinfo=UTC))


@pytest.mark.parametrize(
    ("segment", "term"),
    [
        ("source:twitter,facebook,google+plus", Sources(("twitter", "facebook", "google plus"))),
        ("very+negative,negative,neutral,positive,very+positive",
         Sentiments(("very negative", "negative", "neutral", "positive", "very positive"))),
        ("neutral", Sentiments(("neutral",))),
        ("2016-06-15T23:31:27,2016-06-22T23:59:59", SPAN),
        ("2016-06-15T23%3A31%3A27%2C2016-06-22T23%3A59%3A59", SPAN),
        ("day", Period(word="day")),
        ("week", Period(word="week")),
        ("month", Period(word="month")),
        ("year", Period(word="year")),
        ("category:category+name", Category("category name")),
        ("label:label+name", Label("label name")),
        ("hashtag:hashtag", Hashtag("hashtag")),
        ("website:website+URL", Website("website URL")),
        ("website:https%3A%2F%2Fexample.nl%2Fa", Website("https://example.nl/a")),
        ("word:word", Word("word")),
        ("word:a:b,c", Word("a:b", ("c",))),
        ("word:a%2Cb", Word("a,b")),
        ("word:caf%C3%A9+%26+thee", Word("café & thee")),
        ("word:100%", Word("100%")),
        ("word:50%-korting", Word("50%-korting")),
        ("word:1%2B1", Word("1+1")),
        ("word:café met thee", Word("café met thee")),
        ("profile:profile+name", Profile("profile name")),
        ("country:Nederland", Country("Nederland")),
        ("city:'s-Gravenhage", City("'s-Gravenhage")),
        ("municipality:Súdwest-Fryslân", Municipality("Súdwest-Fryslân")),
        ("province:Noord+Holland", Province("Noord Holland")),
        ("result:12345678901234567890,2", ResultIds(("12345678901234567890", "2"))),
        ("assigned:17", Assigned("17")),
        ("most+recent", Order(most_recent=True)),
        ("least+recent", Order(most_recent=False)),
        ("Least%20Recent", Order(most_recent=False)),
        ("sinceId:99", SinceId("99")),
        ("sinceid:99", SinceId("99")),
        ("new+results:true", NewResults("true")),
        ("new%20results:reset", NewResults("reset")),
        ("limit:25", Limit(25)),
        ("offset:0", Offset(0)),
        ("checked", Checked(True)),
        ("notChecked", Checked(False)),
        ("source%3Atwitter%2Cfacebook", Sources(("twitter", "facebook"))),
        ("Source:twitter, facebook", Sources(("twitter", "facebook"))),
    ],
)  # fmt: skip
def test_every_filter_of_the_guide(segment: str, term: Term) -> None:
    assert parse_terms(segment) == (term,)
    assert parse(f"/p/{segment}/") == Query("p", (term,))
    assert parse(segment, profile="q") == Query("q", (term,))


@pytest.mark.parametrize(
    "text",
    [
        "/test-profile/source:twitter/word:aloha/",
        "test-profile/source:twitter/word:aloha",
        "  //test-profile//source:twitter/word:aloha//\n",
        "https://dash.example/results/test-profile/source:twitter/word:aloha/",
        "https://dash.example/a/b/results/test-profile/source:twitter/word:aloha",
        "https://dash.example/app?tab=1#/test-profile/source:twitter/word:aloha/",
        "https://dash.example/app#!/test-profile/source:twitter/word:aloha/",
        "https://dash.example/#/results/test-profile/source:twitter/word:aloha/",
        "https://dash.example/results/test-profile/source:twitter/word:aloha/#",
        "https://dash.example/test-profile/source:twitter/word:aloha/",
        "HTTPS://dash.example:8080/results/test%2Dprofile/source%3Atwitter/word%3Aaloha/",
        "#/test-profile/source:twitter/word:aloha/",
        "/results/test-profile/source:twitter/word:aloha/",
        "results/test-profile/source:twitter/word:aloha/",
        "%2Ftest-profile%2Fsource%3Atwitter%2Fword%3Aaloha%2F",
    ],
)
def test_every_way_to_paste_it(text: str) -> None:
    assert parse(text) == ALOHA


def test_the_search_profile_in_front() -> None:
    assert parse("/search+profile+name/") == Query("search profile name")
    assert parse("/a%3Ab%2Fc/day") == Query("a:b/c", (Period(word="day"),))
    assert parse("/source:twitter/") == Query("", (Sources(("twitter",)),))
    assert parse("day/notChecked") == Query("", (Period(word="day"), Checked(False)))
    assert parse("") == parse(" / ") == Query("")


def test_a_known_search_profile_may_be_repeated() -> None:
    given_profile = {"profile": "test-profile"}
    assert parse("/test-profile/source:twitter/word:aloha/", **given_profile) == ALOHA
    assert parse("source:twitter/word:aloha", **given_profile) == ALOHA
    assert parse("/day/", profile="day") == Query("day", (Period(word="day"),))
    assert parse("/", **given_profile) == Query("test-profile")
    with pytest.raises(FilterError):
        parse("/other/source:twitter/", **given_profile)


@pytest.mark.parametrize(
    ("text", "position", "says"),
    [
        ("/p/wrod:aloha/", 3, "Did you mean word:?"),
        ("/p/sorce:twitter/word:x", 3, "source:"),
        ("/p/notcheked/", 3, "notChecked"),
        ("/p/most+recnt/", 3, "most recent"),
        ("/p/negative,postive,neutral/", 12, "positive"),
        ("/p/aloha/", 3, "Accepted here: source:, "),
        ("/p/day/q", 7, "“q” is not a filter"),
        ("/p/word:/", 8, "takes a value"),
        ("/p/source:/", 10, "source:twitter,facebook"),
        ("/p/source:a,,b/", 10, "source:twitter,facebook"),
        ("/p/result:,/", 10, "result:12,34"),
        ("/p/limit:veel/", 9, "number of 1 or more"),
        ("/p/limit:0/", 9, "number of 1 or more"),
        ("/p/limit:-1/", 9, "number of 1 or more"),
        ("/p/limit:٣/", 9, "number of 1 or more"),
        ("/p/limit:" + "9" * 5000, 9, "number of 1 or more"),
        ("/p/offset:x/", 10, "number of 0 or more"),
        ("/p/new+results:no/", 15, "true or reset"),
        ("/p/2016-06-15,2016-06-22/", 3, "2016-06-15T23:31:27"),
        ("/p/2016-13-15T23:31:27,2016-06-22T23:59:59/", 3, "day, week, month or year"),
        ("/p/word:%ff/", 8, "not UTF-8"),
        ("/foo:bar/word:x/", 1, "%3A"),
        ("https://dash.example/results/p/word:x?tab=1", 37, "query"),
        ("https://dash.example/results/p/wrod:x", 31, "word:"),
        ("  /p/wrod:x", 5, "word:"),
        ("%2Fp%2Fwrod%3Ax", 0, "word:"),
        ("/p/\x1b[2J\u202e/", 3, "␛[2J<RLO>"),
        ("/p/" + "x" * 5000, 3, "…”"),
    ],
)
def test_what_is_not_understood_is_said(text: str, position: int, says: str) -> None:
    with pytest.raises(FilterError) as caught:
        parse(text)
    assert caught.value.position == position
    assert says in caught.value.message
    assert len(caught.value.message) < 600
    assert caught.value.message.isprintable()
    assert isinstance(caught.value, WebcareError)


def test_terms_alone_know_no_search_profile() -> None:
    assert parse_terms("/source:twitter/word:aloha/") == ALOHA.terms
    assert parse_terms("") == ()
    with pytest.raises(FilterError) as caught:
        parse_terms("test-profile/word:aloha")
    assert caught.value.position == 0


@settings(derandomize=True, deadline=None, max_examples=120)
@given(queries)
def test_what_is_rendered_reads_back_the_same(query: Query) -> None:
    assert parse(render(query)) == query
    assert parse("https://dash.example/results" + render(query)) == query
    if query.profile:
        assert parse(render(query), profile=query.profile) == query


@settings(derandomize=True, deadline=None, max_examples=120)
@given(terms)
def test_a_term_reads_back_the_same(term: Term) -> None:
    assert parse_terms(segment(term)) == (term,)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(
    st.text(max_size=30)
    | st.lists(
        st.sampled_from(
            ["/", ":", "%", "%2F", "%3a", "+", ",", "source", "limit", "day", "9", "://", "#", "?", "results", "\ud800"]
        )
    ).map("".join)
)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        query = parse(text)
    except FilterError as error:
        assert 0 <= error.position <= len(text)
    else:
        assert parse(render(query)) == query

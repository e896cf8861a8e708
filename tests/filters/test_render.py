from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings

from tests.filters.terms import queries, terms
from webcare_tui.filters.render import describe, render, segments
from webcare_tui.filters.terms import (
    Assigned,
    Category,
    Checked,
    Hashtag,
    Label,
    Limit,
    NewResults,
    Offset,
    Order,
    Period,
    Query,
    ResultIds,
    Sentiments,
    SinceId,
    Sources,
    Term,
    Website,
    Word,
)

START, END = datetime(2016, 6, 15, 23, 31, 27, tzinfo=UTC), datetime(2016, 6, 22, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("query", "rendered"),
    [
        (Query("test-profile", (Sources(("twitter",)), Word("aloha"))), "/test-profile/source:twitter/word:aloha/"),
        (Query("search profile", (Sentiments(("very negative", "neutral")),)), "/search+profile/very+negative,neutral/"),
        (Query("p", (Period(START, END),)), "/p/2016-06-15T23:31:27,2016-06-22T23:59:59/"),
        (Query("p", (Period(word="week"), Checked(False), Order(False))), "/p/week/notChecked/least+recent/"),
        (
            Query("p", (NewResults("true"), SinceId("9"), Limit(25), Offset(100))),
            "/p/new+results:true/sinceId:9/limit:25/offset:100/",
        ),
        (Query("p", (ResultIds(("1", "2")),)), "/p/result:1,2/"),
        (Query("a/b:c", (Word("1+1=2, 50% é"),)), "/a%2Fb%3Ac/word:1%2B1%3D2%2C+50%25+%C3%A9/"),
        (Query("p", (Website("https://example.nl/a?b"),)), "/p/website:https%3A%2F%2Fexample.nl%2Fa%3Fb/"),
        (Query("day"), "/%64ay/"),
        (Query("results"), "/%72esults/"),
        (Query(".."), "/%2E%2E/"),
        (Query("p", (Word("\ud800"),)), "/p/word:%3F/"),
        (Query(""), "/"),
    ],
)
def test_the_dashboards_string(query: Query, rendered: str) -> None:
    assert render(query) == rendered
    assert "/" + "".join(f"{part}/" for part in segments(query)) == rendered


@settings(derandomize=True, deadline=None, max_examples=100)
@given(queries)
def test_segments_are_fit_for_a_path(query: Query) -> None:
    parts = segments(query)
    assert len(parts) == len(query.terms) + bool(query.profile)
    for part in parts:
        assert re.fullmatch(r"(?:[A-Za-z0-9_.~:,+-]|%[0-9A-F]{2})+", part)
        assert part not in (".", "..")


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (Sources(("twitter", "whatsapp")), "twitter, whatsapp"),
        (Sentiments(("negative", "very negative")), "negative, very negative"),
        (Period(word="week"), "week"),
        (Period(START, END), "2016-06-15 23:31 – 2016-06-22 23:59 UTC"),
        (Category("Facturen"), "category Facturen"),
        (Label("klacht"), "label klacht"),
        (Hashtag("fail"), "#fail"),
        (Word("aloha"), "“aloha”"),
        (Checked(True), "checked"),
        (Checked(False), "not checked"),
        (Order(True), "newest first"),
        (Order(False), "oldest first"),
        (Assigned("17"), "assigned to 17"),
        (SinceId("9"), "since 9"),
        (ResultIds(("9",)), "result 9"),
        (ResultIds(("9", "8")), "2 results"),
        (NewResults("true"), "new only"),
        (Limit(25), "at most 25"),
        (Offset(100), "from 101"),
        (Word("\x1b[2J\u202e"), "“␛[2J<RLO>”"),
    ],
)
def test_short_words(term: Term, words: str) -> None:
    assert describe(term) == words


@settings(derandomize=True, deadline=None, max_examples=100)
@given(terms)
def test_every_term_has_words_that_may_be_drawn(term: Term) -> None:
    assert describe(term)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e]", describe(term))


def test_times_are_sent_in_utc() -> None:
    amsterdam = timezone(timedelta(hours=2))
    period = Period(datetime(2026, 7, 1, 1, 30, 0, 5, tzinfo=amsterdam), datetime(2026, 7, 2, tzinfo=amsterdam))
    assert segments(Query("", (period,))) == ("2026-06-30T23:30:00,2026-07-01T22:00:00",)

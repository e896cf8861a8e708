"""Any terms and queries, for property tests."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from webcare_tui.filters.terms import (
    PERIOD_WORDS,
    SENTIMENTS,
    TEXT_TERMS,
    Checked,
    Limit,
    NewResults,
    Offset,
    Order,
    Period,
    Query,
    ResultIds,
    Sentiments,
    Sources,
)

AWKWARD = (
    "a", "Z", "9", "+", "/", ":", ",", "%", "%2F", "%3A", "%zz", "'", '"', "#", "?", "&", "=", ";", "@", "\\", ".", "..", " ",
    "é", "😀", "👩\u200d👧", "\n", "\x1b", "\ufffd", "day", "results", "source:", "checked", "most recent", "://", "ß",
)  # fmt: skip
values = st.one_of(
    st.lists(st.sampled_from(AWKWARD), min_size=1, max_size=6).map("".join),
    st.text(min_size=1, max_size=12),
    st.sampled_from(
        ("day", "Day", "checked", "notChecked", "most recent", "negative,very positive", "results", ".", "..", "2", " day ")
    ),
    st.just("2016-06-15T23:31:27,2016-06-22T23:59:59"),
)
items = values.map(lambda value: value.replace(",", "").strip()).filter(bool)
lists = st.lists(items, min_size=1, max_size=3).map(tuple)
times = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)).map(lambda time: time.replace(tzinfo=UTC))
terms = st.one_of(
    *(st.builds(kind, values, st.lists(values, max_size=2).map(tuple)) for kind in TEXT_TERMS),
    st.builds(Sources, lists),
    st.builds(ResultIds, lists),
    st.builds(Sentiments, st.lists(st.sampled_from(SENTIMENTS), min_size=1, max_size=5).map(tuple)),
    st.builds(Period, times, times),
    st.sampled_from(PERIOD_WORDS).map(lambda word: Period(word=word)),
    st.builds(Order, st.booleans()),
    st.builds(Checked, st.booleans()),
    st.sampled_from((NewResults("true"), NewResults("reset"))),
    st.builds(Limit, st.integers(1, 10**17)),
    st.builds(Offset, st.integers(0, 10**17)),
)
queries = st.builds(Query, values | st.just(""), st.lists(terms, max_size=6).map(tuple))

"""Completion of a line of filters: every filter can be made without knowing how it is written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.filters.terms import AWKWARD
from webcare_tui.filters.complete import ABOUT, Vocabulary, complete, vocabulary_of
from webcare_tui.filters.edit import added, dropped
from webcare_tui.filters.friendly import KEYS, read
from webcare_tui.filters.terms import Checked, Hashtag, Label, Query, Sources, Word

WORDS = vocabulary_of(
    [
        ("in", "Thuis"), ("in", "Merk & Media"), ("source", "twitter"), ("source", "whatsapp"), ("label", "slow internet"),
        ("label", "storing"), ("label", "storing"), ("hashtag", "storing"), ("assigned", "me"), ("assigned", "Mila Kok"),
        ("city", "Ütrecht"), ("city", " "),
    ]
)  # fmt: skip


def shown(line: str, caret: int | None = None) -> list[str]:
    return [choice.shown for choice in complete(line, len(line) if caret is None else caret, WORDS).choices]


def chosen(line: str, number: int = 0, caret: int | None = None) -> str:
    """The line after a choice was taken."""
    done = complete(line, len(line) if caret is None else caret, WORDS)
    return line[: done.start] + done.choices[number].insert + line[done.end :]


def test_an_empty_line_offers_every_key_with_what_it_is_for() -> None:
    assert shown("") == shown("x ") == [f"{key}:" for key in KEYS]
    assert set(ABOUT) == set(KEYS)


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("sou", "source:"),
        ("source:", "source:twitter"),
        ("source:wha", "source:whatsapp"),
        ("source:twitter,", "source:twitter,whatsapp"),
        ("x label:in", 'x label:"slow internet" '),
        ('label:"slow', 'label:"slow internet" '),
        ("assigned:mk", 'assigned:"Mila Kok"'),
        ("city:utr", "city:Ütrecht "),
        ("sentiment:very-n", "sentiment:very-negative"),
        ("is:", "is:open "),
        ("period:w", "period:week "),
        ("order:new", "order:newest "),
        ("in:merk", 'in:"Merk & Media" '),
        ("slow", 'label:"slow internet" '),
        ("#stor", "label:storing "),
        ("tag", "hashtag:"),
        ("charge", "assigned:"),
    ],
)
def test_the_first_choice_is_what_was_meant(line: str, after: str) -> None:
    assert chosen(line) == after


def test_what_is_given_is_not_offered_again_and_the_caret_may_stand_anywhere() -> None:
    assert shown("source:twitter,") == ["whatsapp"]
    assert chosen("sou label:storing", caret=3) == "source: label:storing"
    assert chosen("source:t,whatsapp is:open", caret=8) == "source:twitter,whatsapp is:open"


def test_free_words_and_the_dashboards_strings_offer_nothing() -> None:
    assert shown("word:") == shown("city:x") == shown("/Thuis/source:tw") == shown("https://x/results/Thuis/") == []


def test_without_an_account_the_vendors_sources_are_offered() -> None:
    empty = Vocabulary({})
    assert [choice.shown for choice in complete("source:tw", 9, empty).choices] == ["twitter"]


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=40),
        st.lists(st.sampled_from((*AWKWARD, *(f"{key}:" for key in KEYS), '"', ",")), max_size=8).map("".join),
    ),
    st.integers(-3, 60),
)
def test_it_never_fails_and_a_choice_lands_where_it_says(line: str, caret: int) -> None:
    done = complete(line, caret, WORDS)
    assert 0 <= done.start <= done.end <= len(line)


def test_every_value_that_is_offered_is_read_back() -> None:
    for key in KEYS:
        if key in ("since", "result", "assigned"):
            continue
        for choice in complete(f"{key}:", len(key) + 1, WORDS).choices:
            assert read(f"{key}:{choice.insert}") != Query("")


def test_terms_are_added_and_dropped_one_by_one() -> None:
    query = Query("Thuis", (Sources(("twitter",)), Word("a"), Checked(False)))
    more = added(query, Word("b"), Word("a"), Sources(("whatsapp",)), Checked(True), Label("storing"))
    assert more.terms == (Sources(("whatsapp",)), Word("a"), Checked(True), Word("b"), Label("storing"))
    assert dropped(more, 1).terms == (Sources(("whatsapp",)), Checked(True), Word("b"), Label("storing"))
    assert added(Query(""), Hashtag("x"), Hashtag("y")).terms == (Hashtag("x"), Hashtag("y"))

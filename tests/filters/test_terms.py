from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.filters.terms import queries, terms
from webcare_tui.filters.terms import (
    Category,
    Checked,
    Label,
    Limit,
    NewResults,
    Offset,
    Order,
    Period,
    Query,
    ResultIds,
    Sentiments,
    Sources,
    Term,
    Word,
)

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_new_terms_take_the_place_of_their_kind() -> None:
    query = Query("p", (Word("a"), Limit(5), Word("b"), Checked(False)))
    assert query.with_(Word("c")).terms == (Word("c"), Limit(5), Checked(False))
    assert query.with_(Word("c"), Word("d"), Order(False)).terms == (
        Word("c"),
        Word("d"),
        Limit(5),
        Checked(False),
        Order(False),
    )
    assert query.with_(Limit(9), Offset(1)).terms == (Word("a"), Limit(9), Word("b"), Checked(False), Offset(1))
    assert query.with_() == query
    assert Query("").with_(Label("x"), Category("x")).terms == (Label("x"), Category("x"))


def test_kinds_are_taken_out_and_looked_up() -> None:
    query = Query("p", (Word("a"), Limit(5), Word("b")))
    assert query.without(Word) == Query("p", (Limit(5),))
    assert query.without(Word, Limit) == Query("p")
    assert query.without() == query
    assert query.get(Word) == Word("a")
    assert query.get(Offset) is None


def test_what_a_query_asks_for() -> None:
    assert Query("p", (Checked(False),)).unhandled_only
    assert not Query("p", (Checked(True),)).unhandled_only
    assert not Query("p").unhandled_only
    assert Query("p", (Order(False),)).oldest_first
    assert not Query("p", (Order(True),)).oldest_first
    assert not Query("p").oldest_first


def test_terms_of_different_kinds_are_different() -> None:
    assert Category("x") != Label("x")
    assert Limit(1) != Offset(1)
    assert len({Category("x"), Label("x"), Category("x")}) == 2
    assert repr(Category("x")) == "Category(value='x', more=())"


@pytest.mark.parametrize("term", [Word("a"), Limit(1), Checked(True), Query("p")])
def test_terms_cannot_be_changed(term: Term | Query) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(term, dataclasses.fields(term)[0].name, "b")
    with pytest.raises((AttributeError, TypeError)):
        term.more = 1  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "make",
    [
        lambda: Word(""),
        lambda: Sources(()),
        lambda: Sources(("",)),
        lambda: Sources(("a,b",)),
        lambda: Sources((" a",)),
        lambda: ResultIds(("1", "")),
        lambda: Sentiments(()),
        lambda: Sentiments(("happy",)),
        lambda: Period(),
        lambda: Period(NOW),
        lambda: Period(NOW, NOW, "day"),
        lambda: Period(NOW.replace(tzinfo=None), NOW),
        lambda: Period(word="decade"),  # type: ignore[arg-type]
        lambda: NewResults("maybe"),  # type: ignore[arg-type]
        lambda: Limit(0),
        lambda: Offset(-1),
    ],
)
def test_terms_that_mean_nothing_cannot_be_made(make: Callable[[], Term]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        make()


@settings(derandomize=True, deadline=None, max_examples=100)
@given(queries, st.lists(terms, max_size=4))
def test_replacing_keeps_all_others_in_order(query: Query, given_terms: list[Term]) -> None:
    kinds = {type(term) for term in given_terms}
    changed = query.with_(*given_terms)
    assert [term for term in changed.terms if type(term) not in kinds] == [
        term for term in query.terms if type(term) not in kinds
    ]
    for kind in kinds:
        assert [term for term in changed.terms if type(term) is kind] == [term for term in given_terms if type(term) is kind]
    assert changed.with_(*given_terms) == changed

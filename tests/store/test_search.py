"""Words: narrowing a view, searching the store, and never an error whatever is typed."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.world import Clock, ids, result
from webcare_tui.models.result import DELETED
from webcare_tui.store import Selection, Store, search

MESSAGES = [
    result(1, title="Zoë de Vries", description="Mijn rekening klopt niet!"),
    result(2, title="anna_b", description="rekenen kan ik wel, internet_storing sinds 8 uur"),
    result(3, title="Übung", description="geen internet in Utrecht", checked=4),
    result(4, title="Anna", description="storing"),
]


def narrowed(words: str, *, unhandled_only: bool = False) -> Selection:
    return Selection("inbox", oldest_first=True, unhandled_only=unhandled_only, narrow=words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("reken", "12"), ("REKENing", "1"), ("zoe", "1"), ("ubung", "3"), ("Zoë", "1"), ("int stor", "2"), ("anna", "24"),
        ("storing", "24"), ("anna storing", "24"), ("b", "2"), ("vries mijn", "1"), ("nergens", ""), ("ekening", ""),
        ("8", "2"), ("klopt-niet", "1"), ("@anna", "24"), ("", "1234"), ("  ", "1234"), ("!?", "1234"),
        ('"', "1234"), ("AND", ""),
        ("anna*", "24"), ("title:anna", ""), ("-internet", "23"), ("a NEAR b", ""),
    ],
)
async def test_each_word_begins_a_word(store: Store, words: str, expected: str) -> None:
    await store.results.merge("inbox", MESSAGES)
    assert "".join(await ids(store.results, narrowed(words))) == expected
    assert await store.results.count(narrowed(words)) == len(expected)


async def test_narrowed_places_and_steps(store: Store) -> None:
    await store.results.merge("inbox", MESSAGES)
    assert await ids(store.results, narrowed("internet", unhandled_only=True)) == ["2"]
    assert await store.results.position(narrowed("internet"), "3") == 1
    assert await store.results.position(narrowed("internet"), "4") is None
    assert await store.results.position(Selection("inbox", narrow="storing"), "4") == 0
    assert await store.results.next_unhandled(narrowed("internet"), 0) == (0, "2")
    assert await store.results.next_unhandled(narrowed("ubung"), -1) is None
    assert await store.results.next_unhandled(Selection("inbox", narrow="anna"), 0) == (1, "2")
    assert await store.results.next_unhandled(Selection("inbox", narrow="anna"), 0, backwards=True) == (1, "2")


async def test_another_view_is_not_searched(store: Store) -> None:
    await store.results.merge("inbox", MESSAGES[:2])
    await store.results.merge("mine", MESSAGES[1:])
    assert await ids(store.results, narrowed("anna")) == ["2"]


async def test_the_index_follows_edits_deletions_and_sweeps(store: Store) -> None:
    await store.results.merge("inbox", MESSAGES)
    await store.results.merge("inbox", [result(4, title="Anna", description="opgelost"), result(2, status=DELETED)])
    assert await ids(store.results, narrowed("storing")) == []
    assert await ids(store.results, narrowed("anna")) == ["4"]
    assert [each.id for each in await store.results.search("anna")] == ["4"]
    await store.results.sweep("inbox", [], 0)
    await store.results.sweep("inbox", [], 0)
    assert await ids(store.results, narrowed("anna")) == []
    assert [each.id for each in await store.results.search("anna")] == ["4"]


async def test_search_goes_over_everything_newest_first(store: Store) -> None:
    await store.results.merge("inbox", MESSAGES[:2])
    await store.results.put(MESSAGES[2:])
    assert [each.id for each in await store.results.search("anna")] == ["4", "2"]
    assert [each.id for each in await store.results.search("anna", 1)] == ["4"]
    assert [each.id for each in await store.results.search("internet utr")] == ["3"]
    assert await store.results.search("") == await store.results.search("!") == await store.results.search("anna", -1) == ()


async def test_frequent_words_give_the_same_as_rare_ones(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    await store.results.merge("inbox", MESSAGES)
    questions = ("anna", "internet", "re", "mijn", "nergens")
    rare = [(await ids(store.results, narrowed(words)), await store.results.search(words)) for words in questions]
    waiting = [await ids(store.results, narrowed(words, unhandled_only=True)) for words in questions]
    monkeypatch.setattr(search, "_FEW_HITS", 1)
    await store.set_meta("any", "write")  # what was kept is forgotten
    assert [(await ids(store.results, narrowed(words)), await store.results.search(words)) for words in questions] == rare
    assert [await ids(store.results, narrowed(words, unhandled_only=True)) for words in questions] == waiting


@settings(max_examples=60, deadline=None, database=None)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=8))
def test_nothing_that_can_be_typed_is_an_error(texts: list[str]) -> None:
    asyncio.run(_type(texts))


async def _type(texts: list[str]) -> None:
    store = await Store.open(None, clock=Clock())
    try:
        await store.results.merge("inbox", [result(index, description=text) for index, text in enumerate(texts, 1)])
        for text in texts:
            await ids(store.results, narrowed(text))
            await store.results.search(text)
    finally:
        await store.close()

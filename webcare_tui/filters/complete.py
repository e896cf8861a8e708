"""What may stand next in a line of filters: keys, values of the account, and what was seen in its messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from webcare_tui.filters.friendly import KEYS, PROFILE, from_dashboard
from webcare_tui.filters.terms import PERIOD_WORDS, SENTIMENTS, SOURCES
from webcare_tui.filters.tokens import Token, quoted, tokens
from webcare_tui.text.matching import best

ABOUT: Final[Mapping[str, str]] = MappingProxyType(
    {
        PROFILE: "the search profile to look in",
        "source": "where it was posted: twitter, whatsapp …",
        "sentiment": "negative, neutral, positive …",
        "is": "open or checked",
        "period": "day, week, month, year, a date, two dates",
        "order": "oldest or newest first",
        "category": "a category of labels",
        "label": "a label",
        "hashtag": "a hashtag, also as #tag",
        "website": "a website it was posted on",
        "word": "a word in the message; words alone do, too",
        "profile": "somebody's profile on a source",
        "country": "a country",
        "city": "a city",
        "municipality": "a municipality",
        "province": "a province",
        "assigned": "who is in charge: me, a name, initials",
        "since": "newer than a result, by its number",
        "result": "these results, by their numbers",
        "new": "what is new to you: true; from now on: reset",
        "limit": "at most so many",
        "offset": "without the first so many",
    }
)
"""What each key is for, in a few words."""
_FIXED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "sentiment": tuple(each.replace(" ", "-") for each in SENTIMENTS),
        "is": ("open", "checked"),
        "period": PERIOD_WORDS,
        "order": ("oldest", "newest"),
        "new": ("true", "reset"),
        "limit": ("25", "100", "250"),
    }
)
_SEVERAL = frozenset({"source", "sentiment", "result", "assigned"})
"""Keys whose values may go on behind a comma."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The values there are to choose from, by the key they belong to, each list in the order in which it is offered."""

    values: Mapping[str, tuple[str, ...]]

    def of(self, key: str) -> tuple[str, ...]:
        """The values of a key; the vendor's sources where the account names none."""
        return self.values.get(key) or _FIXED.get(key) or (SOURCES if key == "source" else ())


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that may stand there.

    Attributes:
        insert: What to put in the place of the span.
        shown: How it is called.
        about: What it is, in a few words.
    """

    insert: str
    shown: str
    about: str


@dataclass(frozen=True, slots=True)
class Completion:
    """What may stand at a place.

    Attributes:
        start, end: The span of the line that a choice takes the place of.
        choices: Best first.
    """

    start: int
    end: int
    choices: tuple[Choice, ...] = ()


def complete(line: str, caret: int, vocabulary: Vocabulary, most: int = 50) -> Completion:
    """What may stand where the caret is; never fails.

    Args:
        line: What was typed.
        caret: The character it stands before.
        vocabulary: The values there are.
        most: Choices at most.
    """
    caret = min(max(0, caret), len(line))
    if from_dashboard(line):
        return Completion(caret, caret)
    here = next((token for token in tokens(line) if token.start <= caret <= token.end), None)
    if here is None:
        return Completion(caret, caret, tuple(_keys("")[:most]))
    if here.key is None or caret <= here.key.end:
        typed = here.key.text if here.key else here.values[0].text
        end = here.key.end + 1 if here.key else here.end
        return Completion(here.start, end, tuple(_beginnings(typed, vocabulary)[:most]))
    key = here.key.text.casefold()
    part = next((each for each in here.values if each.start <= caret <= each.end), here.values[-1])
    taken = {each.text.casefold() for each in here.values if each is not part}
    offered = [value for value in vocabulary.of(key) if value.casefold() not in taken]
    found = best(part.text, offered, lambda value: (value,))
    return Completion(part.start, part.end, tuple(_value(value, key, here, bare=True) for value in found[:most]))


def _keys(typed: str) -> list[Choice]:
    found = best(typed, KEYS, lambda key: (key,))
    return [Choice(f"{key}:", f"{key}:", ABOUT[key]) for key in found]


def _beginnings(typed: str, vocabulary: Vocabulary) -> list[Choice]:
    """Keys that begin so, values that fit, and keys that are about it."""
    bare = typed.lstrip("#")
    named = [choice for choice in _keys(bare) if choice.shown.startswith(bare.casefold())]
    values: list[tuple[str, str]] = [(key, value) for key in KEYS for value in vocabulary.of(key)] if bare else []
    fitting = best(bare, values, lambda each: (each[1],))
    about = best(bare, [choice for choice in _keys("") if choice not in named], lambda choice: choice.about.split())
    return [*named, *(_value(value, key, None) for key, value in fitting), *about]


def _value(value: str, key: str, token: Token | None, *, bare: bool = False) -> Choice:
    """A value as a choice: with its key where that does not stand there yet, and a blank where nothing can go on."""
    text = quoted(value) if bare else f"{key}:{quoted(value)}"
    return Choice(text if key in _SEVERAL else f"{text} ", value, key)


def vocabulary_of(values: Iterable[tuple[str, str]]) -> Vocabulary:
    """Makes a vocabulary of keys and values; each value once, in the order in which it comes."""
    kept: dict[str, dict[str, None]] = {}
    for key, value in values:
        if value.strip():
            kept.setdefault(key, {})[value] = None
    return Vocabulary({key: tuple(found) for key, found in kept.items()})

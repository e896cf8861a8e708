"""Which of many things a few typed letters mean, best first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")
_EDGE = re.compile(r"[\s._@-]+")


def plain(text: str) -> str:
    """A text without case and accents, for comparing."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(each for each in decomposed if not unicodedata.combining(each))


def score(typed: str, text: str) -> int | None:
    """How well typed letters fit a text: 0 for the very text, more for worse, None where they do not fit.

    Letters fit as the whole, its beginning, the beginning of a word in it, a part of it, or one after the other.
    """
    typed, text = plain(typed.strip()), plain(text)
    if typed == text:
        return 0
    words = [word for word in _EDGE.split(text) if word]
    if typed in words:
        return 1
    if text.startswith(typed):
        return 2
    if any(word.startswith(typed) for word in words):
        return 3
    if typed in text:
        return 4
    rest = iter(text)
    return 5 if all(letter in rest for letter in typed if not letter.isspace()) else None


def best(typed: str, things: Iterable[T], texts: Callable[[T], Sequence[str]]) -> list[T]:
    """The things that fit, best first, else in their own order.

    Args:
        typed: The letters; none fit everything.
        things: What there is to choose from.
        texts: What each may be called; the best of them counts.
    """
    found = []
    for thing in things:
        scores = [fit for text in texts(thing) if text and (fit := score(typed, text)) is not None]
        if scores or not typed.strip():
            found.append((min(scores, default=0), thing))
    return [thing for _, thing in sorted(found, key=lambda each: each[0])]

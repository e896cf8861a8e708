"""The texts of the packaged files: topics with their dialogues, company posts, media, reactions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from webcare_tui.sandbox.account import data, rows, texts

OWN_STEPS = frozenset({"ask", "solve", "welcome", "soothe"})
"""Steps of a dialogue that the company speaks."""
FILES = (("talk_nl_home.toml", "nl"), ("talk_nl_mobile.toml", "nl"), ("talk_nl_life.toml", "nl"), ("talk_en.toml", "en"))
MOODS = {"glad": 2, "sour": -1, "nudge": -1, "calm": 0, "hello": 0}


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject people write about: what they say, what agents answer, and how it goes on.

    Attributes:
        key: Its name in the files.
        language: "nl" or "en".
        search: The key of its search profile.
        labels: Names of the labels it gets.
        mood: The sentiment of its opening, -2…2.
        where: "any", "public", "private", or the name of a source.
        hashtags: Without the sign.
        lines: A step's name to its texts.
    """

    key: str
    language: str
    search: str
    labels: tuple[str, ...]
    mood: int
    where: str
    hashtags: tuple[str, ...]
    lines: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Post:
    """A post of the company's own, and what people say below it: (comment, answer, last word) each."""

    text: str
    ad: bool
    search: str
    comments: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Something about the company in the media, or a forum's thread."""

    source: str
    site: str
    title: str
    text: str
    mood: int
    label: str


@dataclass(frozen=True, slots=True)
class Reaction:
    """What customers say to a reply in which `when` is found; `kind` is "" or what the texts' file calls it."""

    when: re.Pattern[str]
    kind: str
    mood: int
    lines: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Library:
    """All texts."""

    topics: tuple[Topic, ...]
    posts: tuple[Post, ...]
    pieces: tuple[Piece, ...]
    reactions: tuple[Reaction, ...]
    common: Mapping[str, Mapping[str, tuple[str, ...]]]
    slots: Mapping[str, tuple[str, ...]]
    hostile: tuple[Mapping[str, object], ...]

    def topic(self, key: str) -> Topic:
        """A topic by its key."""
        return _by_key()[key]


@cache
def library() -> Library:
    """The packaged texts."""
    talk = data("reactions.toml")
    media = data("media.toml")
    people = data("slots.toml")
    topics = [_topic(row, language) for name, language in FILES for row in rows(data(name)["topic"])]
    return Library(
        topics=tuple(topics),
        posts=tuple(_post(row) for row in rows(media["post"])),
        pieces=tuple(_piece(row) for row in rows(media["piece"])),
        reactions=tuple(_reaction(row) for row in rows(talk["reaction"])),
        common={language: _lines(cast(dict[str, object], talk[language])) for language in ("nl", "en")},
        slots=_lines(people),
        hostile=tuple(rows(data("hostile.toml")["result"])),
    )


@cache
def _by_key() -> dict[str, Topic]:
    return {each.key: each for each in library().topics}


def _lines(row: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    return {name: texts(value) for name, value in row.items() if isinstance(value, list)}


def _topic(row: Mapping[str, object], language: str) -> Topic:
    lines = _lines({name: value for name, value in row.items() if name not in ("labels", "hashtags")})
    return Topic(
        key=str(row["key"]), language=language, search=str(row["search"]), labels=texts(row.get("labels")),
        mood=int(str(row.get("mood", 0))), where=str(row.get("where", "any")), hashtags=texts(row.get("hashtags")), lines=lines,
    )


def _post(row: Mapping[str, object]) -> Post:
    comments = tuple((each[0], each[1], each[2]) for each in map(texts, cast(list[object], row["comments"])))
    return Post(str(row["text"]), bool(row.get("ad")), str(row["search"]), comments)


def _piece(row: Mapping[str, object]) -> Piece:
    return Piece(
        str(row["source"]), str(row["site"]), str(row["title"]), str(row["text"]).strip(), int(str(row.get("mood", 0))),
        str(row.get("label", "")),
    )


def _reaction(row: Mapping[str, object]) -> Reaction:
    when = re.compile(str(row["when"]), re.IGNORECASE)
    return Reaction(when, str(row.get("kind", "")), int(str(row.get("mood", 0))), _lines(row))

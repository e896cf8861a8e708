"""Conversations written by hand: the first customers of the queue, with what went before and how they react."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from webcare_tui.sandbox.account import PRIVATE_SOURCES, data, rows, texts

PREFIX = "scene:"
"""Begins the topic of a case that is such a conversation."""


@dataclass(frozen=True, slots=True)
class Line:
    """Who says or does what, `minutes` before the last words of the customer; below 0 for after them."""

    minutes: float
    who: str
    text: str

    @property
    def said(self) -> bool:
        """Whether it is a message rather than something a colleague did."""
        return ":" not in self.who


@dataclass(frozen=True, slots=True)
class Earlier:
    """Contact of long ago: what the customer said, and what a colleague answered."""

    days: float
    source: str
    text: str
    tag: str
    answer: str


@dataclass(frozen=True, slots=True)
class Scene:
    """A customer and a conversation; `data/scenes.toml` tells what its parts mean."""

    key: str
    search: str
    source: str
    private: bool
    language: str
    mood: int
    labels: tuple[str, ...]
    lines: tuple[Line, ...]
    earlier: tuple[Earlier, ...]
    asked: tuple[str, ...]
    told: tuple[str, ...]
    given: Mapping[str, object]

    @property
    def messages(self) -> int:
        """How many results it makes."""
        return sum(each.said for each in self.lines) + 2 * len(self.earlier)

    def text(self, name: str) -> str:
        """What the file says under a name, "" for nothing."""
        return str(self.given.get(name, ""))


@cache
def scenes() -> Mapping[str, Scene]:
    """All scenes by their key, in the order of the file: who waits longest comes first."""
    found = [_scene(f"{PREFIX}{number}", row) for number, row in enumerate(rows(data("scenes.toml")["scene"]))]
    return {each.key: each for each in found}


def _scene(key: str, row: Mapping[str, object]) -> Scene:
    lines = [Line(float(str(each[0])), str(each[1]), str(each[2])) for each in cast(list[list[object]], row["lines"])]
    earlier = [
        Earlier(float(str(each[0])), *(str(part) for part in each[1:]))
        for each in cast(list[list[object]], row.get("earlier", []))
    ]
    return Scene(
        key=key, search=str(row["search"]), source=str(row["source"]),
        private=bool(row.get("private", row["source"] in PRIVATE_SOURCES)), language=str(row.get("language", "nl")),
        mood=int(str(row["mood"])), labels=texts(row["labels"]), lines=tuple(lines), earlier=tuple(earlier),
        asked=texts(row["asked"]), told=texts(row["told"]), given=row,
    )

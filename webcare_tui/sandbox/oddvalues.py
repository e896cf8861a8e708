"""Odd but legal values: one truth in each way in which PHP may write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")
MISSING = object()
"""Stands for a field that is not sent at all."""
_TRUE: tuple[object, ...] = (True, 1, "1", "true")
_FALSE: tuple[object, ...] = (False, 0, "0", "", None)
_NEWS: tuple[object, ...] = (None, "", 0, "1", True, 3.25, [], {}, ["a", {"b": None}], {"0": {"oldId": 1}}, "naam: <b>x</b>")
_NEW_NAMES = ("extraInfo", "threadDepth", "aiSummary", "_links", "geo", "reactionCount", "language", "channelMeta", "42")


class Twice(dict[str, object]):
    """An object that writes a stale value of some members first: of a key that occurs twice the last one counts."""

    def __init__(self, members: Mapping[str, object], stale: Mapping[str, object]) -> None:
        super().__init__(members)
        self._stale = stale

    def items(self) -> list[tuple[str, object]]:  # type: ignore[override]  # the writer of JSON only iterates
        """The pairs as they are written."""
        return [*self._stale.items(), *super().items()]


class Values:
    """Writes values in one of the shapes they may have.

    Args:
        random: Chooses.
    """

    def __init__(self, random: Random) -> None:
        self._random = random

    def chance(self, share: float) -> bool:
        """True in this share of the cases."""
        return self._random.random() < share

    def choose(self, choices: Sequence[T]) -> T:
        """One of these."""
        return choices[int(self._random.random() * len(choices))]

    def number(self, value: object, *, nothing: bool = False) -> object:
        """An integer as number or digits; where `nothing` is true a 0 may be null, "" or missing too."""
        whole = _whole(value)
        if whole is None:
            return self.choose((None, "", MISSING)) if nothing and value in (None, "") else value
        if nothing and whole == 0:
            return self.choose((0, "0", None, "", MISSING))
        return self.choose((whole, str(whole)))

    def switch(self, value: object, *, nothing: bool = True) -> object:
        """A boolean; where `nothing` is true an off one may be null, "" or missing too."""
        if isinstance(value, (dict, list)):
            return value
        if value in _TRUE:
            return self.choose(_TRUE)
        if value in _FALSE:
            return self.choose((*_FALSE, MISSING) if nothing else (False, 0, "0"))
        return value

    def secret(self, value: object) -> object:
        """Whether a message is private: true may be left out, because nothing said means private; false only seldom."""
        if value in _TRUE:
            return self.choose((*_TRUE, None, "", MISSING))
        if value in (False, 0, "0"):
            return self.choose((None, "", MISSING)) if self.chance(0.05) else self.choose((False, 0, "0", "false"))
        return value

    def words(self, value: object) -> object:
        """A text: an empty one may be null or missing, digits may come as a number."""
        if value in ("", None):
            return self.choose(("", None, MISSING))
        if isinstance(value, str) and _whole(value) is not None:
            return self.choose((value, int(value)))
        return value

    def plain(self, value: object) -> object:
        """Anything of which only the type is known: nothing is left out, containers change their shape, numbers theirs."""
        if isinstance(value, dict):
            inner = {key: self.plain(each) for key, each in value.items()}
            return self.container(inner) if inner else self.choose(([], {}))
        if isinstance(value, list):
            return self.listing([self.plain(each) for each in value])
        if isinstance(value, bool):
            return self.switch(value, nothing=False)
        return self.number(value)

    def container(self, members: dict[str, object]) -> object:
        """A map of objects keyed by their own ids may come as a list or with positions for keys; other maps stay."""
        ids = [_id(each) for each in members.values()]
        if any(key != own for key, own in zip(members, ids, strict=True)):
            return members
        return self.choose((members, list(members.values()), _positions(list(members.values()), self.choose((0, 1)))))

    def listing(self, items: list[object]) -> object:
        """A list, or a map with positions for keys."""
        if not items:
            return self.choose(([], {}))
        return self.choose((items, items, _positions(items, 0)))

    def grown(self, members: dict[str, object], *, flat: bool = False) -> dict[str, object]:
        """An object with members that nobody has heard of, in any place, and some old ones written twice."""
        pairs = [(name, value) for name, value in members.items() if value is not MISSING]
        for name in _NEW_NAMES:
            if self.chance(0.06) and name not in members and not (flat and name == "42"):
                value = self.choose(_NEWS)
                value = "" if flat and isinstance(value, (dict, list)) else value
                pairs.insert(int(self._random.random() * (len(pairs) + 1)), (name, value))
        texts = [name for name, value in pairs if isinstance(value, str)]
        if texts and self.chance(0.1):
            return Twice(dict(pairs), {self.choose(texts): "oud"})
        return dict(pairs)


def _whole(value: object) -> int | None:
    """An integer, also in digits that a number would write in the same way."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and len(value) <= 18 and value.lstrip("-").isdecimal() and value.isascii():
        return int(value) if str(int(value)) == value else None
    return None


def _id(value: object) -> str:
    return str(value.get("uniqueId", value.get("id", ""))) if isinstance(value, dict) else ""


def _positions(items: Sequence[object], first: int) -> dict[str, object]:
    return {str(number): each for number, each in enumerate(items, first)}

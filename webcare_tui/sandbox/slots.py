"""The blanks in the texts, filled the same way all through a case."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from random import Random

from webcare_tui.sandbox.records import Case, Person


class Slots(dict[str, str]):
    """A case's own district, street, amount …, drawn when a text first asks for it."""

    def __init__(self, number: int, lists: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__()
        self._number = number
        self._lists = lists

    def __missing__(self, name: str) -> str:
        found = self._lists.get(name)
        draw = Random(f"{self._number}{name}").random()  # noqa: S311 - a game, not a secret
        self[name] = found[int(draw * len(found))] if found else NUMBERS[name](draw)
        return self[name]


def slots(case: Case, person: Person, lists: Mapping[str, tuple[str, ...]], *, agent: str = "") -> Slots:
    """What the blanks of a case's texts hold."""
    filled = Slots(case.id, lists)
    filled["name"] = person.first_name
    filled["full_name"] = person.name
    filled["handle"] = person.handle
    filled["agent"] = agent
    if person.place:
        filled["city"] = person.place.city
    return filled


def _between(low: int, high: int, form: str = "{}") -> _Draw:
    return _Draw(low, high, form)


class _Draw:
    def __init__(self, low: int, high: int, form: str) -> None:
        self.low, self.high, self.form = low, high, form

    def __call__(self, draw: float) -> str:
        return self.form.format(self.low + int(draw * (self.high - self.low + 1)))


@lru_cache(maxsize=512)
def _postcode(step: int) -> str:
    letters = "ABCDEGHJKLMNPRTVWXZ"
    return f"{1011 + step * 17 % 8900} {letters[step % 19]}{letters[step * 7 % 19]}"


NUMBERS = {
    "days": _between(2, 9), "weeks": _between(2, 6), "minutes": _between(20, 95), "hours": _between(2, 7), "number": _between(1, 240),
    "amount": _between(19, 89, "€ {},50"), "big_amount": _between(104, 412, "€ {},95"), "small_amount": _between(2, 9, "€ {},75"),
    "order": _between(100000, 999999, "NL-{}"), "speed": _between(3, 48), "years": _between(3, 21), "customer": _between(2000000, 8999999),
    "hour": _between(9, 21, "{}:00"), "date": _between(3, 28), "gb": _between(2, 14), "percent": _between(2, 19),
    "postcode": lambda draw: _postcode(int(draw * 500)), "city": lambda draw: "Utrecht",
}

"""The blanks in the texts, filled the same way all through a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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


def slots(case: Case, person: Person, lists: Mapping[str, tuple[str, ...]], began: int) -> Slots:
    """What the blanks of a case's texts hold; hours lie round the Unix second at which it began."""
    filled = Slots(case.id, lists)
    hour = (began + 3600) // 3600
    filled["hour"] = f"{(hour + 3 + case.id % 3) % 24}:00"
    filled["since"] = f"{(hour - 1 - case.id % 2) % 24}:{15 * (case.id % 4):02}"
    filled["agent"] = case.agent
    filled["name"] = person.first_name
    filled["full_name"] = person.name
    filled["handle"] = person.handle
    if person.place:
        filled["city"] = person.place.city
    return filled


class _Between:
    """A whole number of a range, in words."""

    def __init__(self, low: int, high: int, form: str = "{}") -> None:
        self.low, self.high, self.form = low, high, form

    def __call__(self, draw: float) -> str:
        return self.form.format(self.low + int(draw * (self.high - self.low + 1)))


def _postcode(draw: float) -> str:
    letters, step = "ABCDEGHJKLMNPRTVWXZ", int(draw * 8000)
    return f"{1011 + step} {letters[step % 19]}{letters[step * 7 % 19]}"


def _city(draw: float) -> str:
    return "Utrecht"


NUMBERS: dict[str, Callable[[float], str]] = {
    "days": _Between(2, 9), "weeks": _Between(2, 6), "minutes": _Between(20, 95), "hours": _Between(2, 7),
    "number": _Between(1, 240), "amount": _Between(19, 89, "€ {},50"), "big_amount": _Between(104, 412, "€ {},95"),
    "small_amount": _Between(2, 9, "€ {},75"), "order": _Between(100000, 999999, "NL-{}"), "speed": _Between(3, 48),
    "years": _Between(3, 21), "customer": _Between(2000000, 8999999),
    "date": _Between(3, 28), "gb": _Between(2, 14), "percent": _Between(2, 19), "postcode": _postcode, "city": _city,
}

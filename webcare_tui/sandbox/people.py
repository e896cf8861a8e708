"""The people of the sandbox: names of many kinds, places in the Netherlands, accounts on every source."""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from random import Random
from typing import cast

from webcare_tui.sandbox.account import data, rows, texts
from webcare_tui.sandbox.records import Person, Place
from webcare_tui.sandbox.world import World

EXOTIC = 0.05
"""The share of people whose name is in another script, carries emoji or is long."""
AGAIN = 0.45
"""The chance that somebody who writes was here before."""
LATELY = 90
"""So many others come before somebody begins another conversation."""


class People:
    """Makes people, and brings them back now and then."""

    def __init__(self, world: World) -> None:
        raw = data("people.toml")
        self._world = world
        self._places = [Place(*(str(each) for each in cast(list[object], row))) for row in cast(list[object], raw["places"])]
        self._first = {language: texts(raw[f"first_{language}"]) for language in ("nl", "en")}
        self._last = {language: texts(raw[f"last_{language}"]) for language in ("nl", "en")}
        self._exotic = rows(raw["exotic"])
        self._pile: list[int] = []
        self._known: dict[str, list[Person]] = {"nl": [], "en": []}
        self._lately: deque[int] = deque(maxlen=LATELY)

    def anyone(self, language: str, random: Random) -> Person:
        """Somebody who speaks a language: new, or known from earlier contact."""
        known = self._known[language]
        person = known[int(random.random() * len(known))] if len(known) > 20 and random.random() < AGAIN else None
        if person is None or person.id in self._lately:
            person = self.new(language, random)
        self._lately.append(person.id)
        return person

    def written(self, name: str, user_name: str, language: str, city: str) -> Person:
        """Somebody of whom the texts tell the name and the city."""
        number = 70_001 + len(self._world.persons)
        place = next((each for each in self._places if each.city == city), None)
        self._world.persons[number] = Person(number, name, user_name, language, place)
        return self._world.persons[number]

    def new(self, language: str, random: Random) -> Person:
        """Somebody who was never here."""
        number = 70_001 + len(self._world.persons)
        place = self._places[int(random.random() ** 1.6 * len(self._places))]
        if random.random() < EXOTIC:
            person = self._exotic_person(number, random, place)
        else:
            person = self._plain(number, language, random, place)
        person.reach = int(random.lognormvariate(5.2, 1.3))
        self._world.persons[number] = person
        self._known[language].append(person)
        return person

    def _plain(self, number: int, language: str, random: Random, place: Place) -> Person:
        firsts, lasts = self._first[language], self._last[language]
        first, last = firsts[int(random.random() * len(firsts))], lasts[int(random.random() * len(lasts))]
        roll = random.random()
        name = f"{first} {last}" if roll < 0.8 else first if roll < 0.9 else f"{first} {last.split()[-1][0]}."
        return Person(number, name, handle(f"{first} {last}", number), language, place)

    def _exotic_person(self, number: int, random: Random, place: Place) -> Person:
        if not self._pile:
            self._pile = random.sample(range(len(self._exotic)), len(self._exotic))
        row = self._exotic[self._pile.pop()]
        return Person(number, str(row["name"]), f"{row['handle']}{number % 97}", "nl", place)


def handle(name: str, number: int) -> str:
    """A user name such as people choose."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", name.lower()) if each.isascii())
    words = re.findall(r"[a-z]+", plain) or ["klant"]
    first, last = words[0], words[-1]
    forms = (f"{first}_{last}", f"{first}{number % 100:02}", f"{first[0]}{last}", f"{last}_{first[0]}", f"{first}{last}"[:14])
    return forms[number % len(forms)]

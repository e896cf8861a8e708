"""Where dialogues are played: who says what to whom, on which source, and what it becomes in the world."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping, Sequence
from itertools import accumulate
from random import Random

from webcare_tui.sandbox import acts
from webcare_tui.sandbox.account import BOTH_SOURCES, User
from webcare_tui.sandbox.dress import agents_words, customers_words, upright
from webcare_tui.sandbox.insert import insert
from webcare_tui.sandbox.library import MOODS, OWN_STEPS, Topic, library
from webcare_tui.sandbox.people import People
from webcare_tui.sandbox.plans import TOPIC_WEIGHTS, plan, source_for
from webcare_tui.sandbox.records import COMMENT, POST, PRIVATE, Case, Person, Result
from webcare_tui.sandbox.slots import slots
from webcare_tui.sandbox.world import World

DOMAINS = {
    3: "kwetter.example", 6: "gezichten.example", 10: "plaatjes.example", 8: "werknet.example", 5: "vezelvrienden.example",
}
"""Where links to public messages lead: nowhere."""

CONFIDENTIAL = re.compile(r"postcode|klantnummer|ordernummer|06-nummer|house number|customer number", re.IGNORECASE)
"""What is not asked for in public."""
IN_PRIVATE = {
    "nl": "Liefst in een privébericht, dan blijft het onder ons.",
    "en": "In a private message please, so it stays between us.",
}


class Stage:
    """Plays the dialogues of the library in a world."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.people = People(world)
        self.texts = library()
        self._taken: dict[str, list[int]] = {}
        self._said: dict[str, deque[int]] = {}
        self._lately: deque[str] = deque(maxlen=14)
        self._live = Random(seed + 1)  # noqa: S311 - a game, not a secret
        self._chances: dict[tuple[str, str], tuple[list[Topic], list[float]]] = {}

    def cast(self, random: Random, search_key: str = "") -> tuple[Case, Person]:
        """A new case with its person, source and script, in a search profile or in any; nothing is said yet."""
        topic = self._pick(random, "en" if random.random() < 0.2 else "nl", search_key)
        language = topic.language
        search = self.world.account.search_by_key(topic.search)
        name, private = source_for(topic, search.sources, random)
        person = self.people.anyone(language, random)
        case = Case(
            self.world.next_case(), search.id, self.world.account.sources[name], person.id, private, topic.key,
            plan(topic, name, private, random),
        )
        self.world.cases[case.id] = case
        return case, person

    def _pick(self, random: Random, language: str, search_key: str) -> Topic:
        """A topic, rather not one of those that came up just now."""
        if (language, search_key) not in self._chances:
            self._chances[language, search_key] = _weighed(self.texts.topics, language, search_key)
        topics, weights = self._chances[language, search_key]
        topic = random.choices(topics, cum_weights=weights)[0]
        for _ in range(4):
            if topic.key not in self._lately:
                break
            topic = random.choices(topics, cum_weights=weights)[0]
        self._lately.append(topic.key)
        return topic

    def begin(self, random: Random, when: int) -> list[Result]:
        """A new conversation opens."""
        case, _ = self.cast(random)
        return self.advance(case, random, when)

    def advance(self, case: Case, random: Random, when: int) -> list[Result]:
        """The next words of a case's script, by whoever's turn it is."""
        if case.at >= len(case.plan):
            return []
        step = case.plan[case.at]
        case.at += 1
        return [self._answer(case, step, random, when) if step in OWN_STEPS else self._ask(case, step, random, when)]

    def topic_of(self, case: Case) -> Topic | None:
        """What a case is about."""
        return self.texts.topic(case.topic) if case.topic and ":" not in case.topic else None

    def _line(self, case: Case, step: str, random: Random, language: str) -> str:
        """One text; those for a step come round one after another, so that few are heard twice on a day."""
        topic = self.topic_of(case)
        own = topic.lines.get(step) if topic else None
        found = own or self.texts.common[language][step]
        key = f"{case.topic if own else language}/{step}"
        pile = self._taken.setdefault(key, [])
        if not pile:
            late = self._said.setdefault(key, deque(maxlen=len(found) // 2))
            fresh = [each for each in range(len(found)) if each not in late]
            random.shuffle(fresh)
            pile.extend([*reversed(late), *fresh])
        number = pile.pop()
        self._said[key].append(number)
        return found[number]

    def _ask(self, case: Case, step: str, random: Random, when: int) -> Result:
        person, topic = self.world.persons[case.person_id], self.topic_of(case)
        language = topic.language if topic else "nl"
        raw = self._line(case, step, random, language)
        text = upright(raw.format_map(slots(case, person, self.texts.slots, case.began or when)), raw.startswith("{"))
        source = self.world.account.names[case.source]
        first = not self.world.cased.get(case.id)
        text = customers_words(text, step, source, case.private, first, person, topic, random)
        mood = topic.mood if topic and step == "open" else MOODS.get(step, 0)
        if step in ("open", "give", "glad") and random.random() < 0.3:
            mood += 1 if random.random() < 0.5 else -1
        return self.say(case, person, text, max(-2, min(2, mood)), when, random)

    def insert(self, given: Mapping[str, object]) -> None:
        """A message that no script made."""
        insert(self.world, given).given = None

    def say(self, case: Case, person: Person, text: str, mood: int, when: int, random: Random) -> Result:
        """A customer's words become a result."""
        world, topic, earlier = self.world, self.topic_of(case), self.world.cased.get(case.id, [])
        labels = topic.labels if topic else ()
        number = world.next_id()
        parent = earlier[-1].id if earlier else 0
        domain = DOMAINS.get(case.source)
        result = Result(
            id=number, search_id=case.search_id, source=case.source, time=when, private=case.private,
            type=PRIVATE if case.private else (COMMENT if earlier or case.source in (5, 6, 10) else POST),
            title=person.name, description=text, subtitle=earlier[0].subtitle if earlier else "",
            link="" if case.private or not domain else f"https://{domain}/{person.profile(case.source)}/{number}",
            image=f"https://media.noorderlicht.example/klant/{number}.jpg" if random.random() < 0.06 else "",
            image_link=f"https://beeld.noorderlicht.example/gezicht/{person.id}.jpg",
            sentiment=mood, rank=person.reach, bookmarked=random.random() < 0.02,
            tags=tuple(world.account.label(each) for each in labels) if random.random() < 0.8 else (),
            profile_id=person.profile(case.source), person_id=person.id, case_id=case.id, reply_available=True,
            place=person.place if random.random() < 0.85 else None, parent=parent,
        )
        case.closed, case.began = 0, case.began or when
        return world.add(result)

    def speak(self, result: Result, text: str, when: int, mood: int = 0) -> Result:
        """The customer of a result says something more in the same case.

        Raises:
            Refusal: The result has no person to speak.
        """
        case, person = self.world.cases.get(result.case_id), self.world.persons.get(result.person_id)
        if case is None or person is None:
            raise acts.Refusal(412, "Nobody stands behind this result.")
        return self.say(case, person, text, mood, when, self._live)

    def _answer(self, case: Case, step: str, random: Random, when: int) -> Result:
        """A colleague answers the last message of the customer."""
        world, person, topic = self.world, self.world.persons[case.person_id], self.topic_of(case)
        agent = self.agent_for(case, random)
        language = topic.language if topic else "nl"
        raw = self._line(case, step, random, language)
        case.agent = agent.first_name
        told = upright(raw.format_map(slots(case, person, self.texts.slots, case.began)))
        source, private = world.account.names[case.source], case.private
        if step == "ask" and not private and source in BOTH_SOURCES and CONFIDENTIAL.search(told):
            told, case.private = f"{told} {IN_PRIVATE[language]}", True
        text = agents_words(told, source, private, person, agent)
        asked = [each for each in world.cased[case.id] if not each.own]
        if not case.handler and random.random() < 0.6:
            world.assign(case, agent.id)
            world.log(asked[-1], "assign", agent.id, f"Overgedragen aan {agent.name}", str(agent.id), when)
        world.check(asked[:-1], when)
        connection = world.account.fitting(case.source, case.search_id)[0]
        return acts.reply(world, asked[-1], text, connection.id, not private, agent.id, when)

    def agent_for(self, case: Case, random: Random) -> User:
        """Who answers: mostly the handler, else whoever speaks the language and is free."""
        users = self.world.account.users
        if case.handler and random.random() < 0.8:
            return users[case.handler]
        topic = self.topic_of(case)
        english = topic is not None and topic.language == "en"
        able = [each for each in users.values() if not english or each.language == "en" or random.random() < 0.3]
        return able[int(random.random() * len(able))]


def _weighed(topics: Sequence[Topic], language: str, search_key: str) -> tuple[list[Topic], list[float]]:
    """The topics of a search profile ("" for all) in a language, and the running sum of how often each comes up."""
    able = [each for each in topics if search_key in ("", each.search)]
    found = [each for each in able if each.language == language] or able
    return found, list(accumulate(TOPIC_WEIGHTS.get(each.search, 1.0) for each in found))

"""Life in the sandbox: new messages, colleagues at work, customers who react to a reply."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from random import Random
from typing import NamedTuple

from webcare_tui.sandbox.account import PRIVATE_SOURCES
from webcare_tui.sandbox.acts import close_case
from webcare_tui.sandbox.library import OWN_STEPS
from webcare_tui.sandbox.reactions import Words, common, reaction
from webcare_tui.sandbox.records import Case, Result, order
from webcare_tui.sandbox.stage import Stage
from webcare_tui.sandbox.world import World

PATIENCE = (1.0, 0.8, 0.45, 0.2)
"""The chance that a customer reacts to the first, second, third … reply."""
CONTENT = 0.4
"""How much of that chance is left once a customer has said thanks and is asked nothing."""
GOING_ON, PULL = 0.74, 0.6
"""How often the next thing is said in a conversation that goes on already, and how much more where the queue has grown."""
PRAISE, MOMENT = 0.22, 0.35
"""How often a happy customer comes back with a compliment; how often one in a chat first says to be looking."""
SETTLED, LOOK, BREATH = 600, 40, 45
"""Colleagues close a case after so many seconds of silence; look at so many of a queue; answer nobody sooner than that."""


class Due(NamedTuple):
    """Something that a customer will do."""

    when: float
    tie: int
    case_id: int
    act: Callable[[int], list[Result]]


class Traffic:
    """What happens by itself.

    Nothing runs in the background: whoever looks at the world calls `catch_up`, and all that was due by the world's
    clock happens then, in order, at the time it was due. So a clock that a test moves is all it takes.
    """

    def __init__(self, world: World, stage: Stage, rate: float, react: tuple[float, float] | None, seed: int) -> None:
        self.world = world
        self.stage = stage
        self.rate = rate
        self.react = react
        self._random = Random(seed)  # noqa: S311 - a game, not a secret
        self._due: list[Due] = []
        self._count = 0
        self._talking: list[int] = []
        self._usual = self._queued()
        self._next = self._arrival(world.clock())

    def _arrival(self, after: float) -> float:
        return after + self._random.expovariate(self.rate / 60) if self.rate > 0 else float("inf")

    def _queued(self) -> int:
        return sum(len(self.world.waiting[each.id]) for each in self.world.account.searches.values() if each.servicelevel)

    def _later(self, when: float, case: Case, act: Callable[[int], list[Result]]) -> None:
        self._count += 1
        heapq.heappush(self._due, Due(when, self._count, case.id, act))

    def catch_up(self) -> list[Result]:
        """Let everything happen that is due by now; what came of it."""
        now, new = self.world.clock(), list[Result]()
        while True:
            due = self._due[0].when if self._due else float("inf")
            if min(due, self._next) > now:
                return new
            if due <= self._next:
                first = heapq.heappop(self._due)
                new += first.act(int(first.when))
            else:
                when, self._next = self._next, self._arrival(self._next)
                new += self.happen(int(when))

    def rest(self) -> None:
        """From here on nothing comes by itself but what customers were about to say."""
        self._next = float("inf")

    def answered(self, result: Result, reply: str) -> None:
        """An agent has answered: the customer reads it, and will react in a while, perhaps."""
        case = self.world.cases.get(result.case_id)
        if case is None:
            return
        case.plan, case.agent = (), self.world.account.users[self.world.account.current_user].first_name
        self._forget(case)
        chance = PATIENCE[min(case.reactions, len(PATIENCE) - 1)]
        if case.tone in ("thanks", "praise") and "?" not in reply:
            chance *= CONTENT
        case.reactions += 1
        if self.react is None or not result.person_id or self._random.random() >= chance:
            return
        words = reaction(self.stage, result, reply, self._random)
        least, most = self.react
        effort = min(1.0, 0.5 * self._random.random() + len(words.text) / 240)
        due = self.world.clock() + least + (most - least) * effort
        chatty = self.world.account.names.get(case.source) in PRIVATE_SOURCES
        if "?" in reply and chatty and self._random.random() < MOMENT:
            first = Words(common(self.stage, case, "nl", "moment", self._random), 0, "")
            self._later(due, case, lambda when: self._speak(result, first, when))
            due += 2 + (most - least) * self._random.random()
        self._later(due, case, lambda when: self._speak(result, words, when))

    def _forget(self, case: Case) -> None:
        """What a customer was about to do is overtaken by events."""
        self._due = [each for each in self._due if each.case_id != case.id]
        heapq.heapify(self._due)

    def react_now(self, result: Result, text: str = "") -> list[Result]:
        """The customer of a result speaks now: these words, or some that fit the last answer."""
        if case := self.world.cases.get(result.case_id):
            self._forget(case)
        if text:
            return [self.stage.speak(result, text, self.world.now())]
        last = next((each for each in reversed(self.world.conversation(result)) if each.own), None)
        words = reaction(self.stage, result, last.description if last else "", self._random)
        return self._speak(result, words, self.world.now())

    def _speak(self, result: Result, words: Words, when: int) -> list[Result]:
        """A customer says something; one who is happy comes back now and then with a compliment."""
        new = self.stage.speak(result, words.text, when, words.mood)
        case = self.world.cases[result.case_id]
        praised, case.tone = case.tone == "praise", words.tone or case.tone
        if words.tone == "thanks" and words.mood > 0 and not praised and self.react and self._random.random() < PRAISE:
            praise = Words(common(self.stage, case, "nl", "praise", self._random), 2, "praise")
            due = when + 4 * self.react[1] * (0.5 + self._random.random())
            self._later(due, case, lambda at: self._speak(result, praise, at))
        return [new]

    def happen(self, when: int) -> list[Result]:
        """One thing happens: mostly the next words of a conversation that goes on, else a new one begins.

        The longer the queue has become, the more colleagues are at work on it; the shorter, the more people write.
        """
        self._tidy_up(when)
        usual = max(10, self._usual)
        going = max(0.4, min(0.95, GOING_ON + PULL * (self._queued() - usual) / usual))
        if self._random.random() < going and (case := self._going_on(when)):
            return self._continue(case, when)
        new = self.stage.begin(self._random, when)
        case = self.world.cases[new[0].case_id]
        if case.at < len(case.plan) and case.plan[case.at] not in OWN_STEPS:
            self._later(when + 5 + self._random.random() * 25, case, lambda at: self._continue(case, at))
        return new

    def _tidy_up(self, when: int) -> None:
        """A colleague closes the oldest case in which all is said, unless the agent of this API has a hand in it."""
        world = self.world
        for waiting in world.waiting.values():
            for result in waiting[:LOOK]:
                case = world.cases.get(result.case_id)
                said = case is not None and case.plan and case.at >= len(case.plan) and not case.reactions
                if case and said and result.time < when - SETTLED and case.handler != world.account.current_user:
                    close_case(world, case, self.stage.agent_for(case, self._random).id, when)
                    return

    def _going_on(self, when: int) -> Case | None:
        """A conversation whose script has words left: the customer's turn in one of these days, else a colleague's."""
        world = self.world
        self._talking = [each for each in self._talking if self._has_words(world.cases[each])][-LOOK:]
        turns = [each for each in self._talking if world.cased[each][-1].time < when - BREATH]
        if turns and self._random.random() < 0.5:
            return world.cases[turns[int(self._random.random() * len(turns))]]
        queues = [each.id for each in world.account.searches.values() if each.servicelevel]
        asked = [result for each in queues for result in world.waiting[each] if result.time < when - BREATH]
        cases = [world.cases.get(each.case_id) for each in sorted(asked, key=order)]
        able = [each for each in cases if each and self._colleagues_turn(each)]
        return able[int(self._random.random() ** 2 * len(able))] if able else None

    def _colleagues_turn(self, case: Case) -> bool:
        return case.handler != self.world.account.current_user and self._has_words(case) and case.plan[case.at] in OWN_STEPS

    def _has_words(self, case: Case) -> bool:
        return case.at < len(case.plan) and not case.closed

    def _continue(self, case: Case, when: int) -> list[Result]:
        new = self.stage.advance(case, self._random, when)
        if new and new[-1].own:
            if case.at >= len(case.plan):
                close_case(self.world, case, new[-1].agent, when)
            else:
                self._talking.append(case.id)
        return new

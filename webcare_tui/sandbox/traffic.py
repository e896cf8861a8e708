"""Life in the sandbox: new messages, colleagues at work, customers who react to a reply."""

from __future__ import annotations

import heapq
from random import Random

from webcare_tui.sandbox.acts import close_case
from webcare_tui.sandbox.records import Case, Result
from webcare_tui.sandbox.stage import Stage
from webcare_tui.sandbox.world import World

PATIENCE = (1.0, 0.8, 0.45, 0.2)
"""The chance that a customer reacts to the first, second, third … reply."""
GOING_ON = 0.7
"""How often the next thing is said in a conversation that goes on already."""
SETTLED, LOOK = 900, 40
"""Colleagues close a case after so many seconds of silence; they look at so many of a queue."""
RECENT = 6 * 3600
"""Only conversations with a message in the last so many seconds go on by themselves."""


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
        self._due: list[tuple[float, int, int, str]] = []
        self._count = 0
        self._next = self._arrival(world.clock())

    def _arrival(self, after: float) -> float:
        return after + self._random.expovariate(self.rate / 60) if self.rate > 0 else float("inf")

    def catch_up(self) -> list[Result]:
        """Let everything happen that is due by now; what came of it."""
        now, new = self.world.clock(), list[Result]()
        while True:
            due = self._due[0][0] if self._due else float("inf")
            if min(due, self._next) > now:
                return new
            if due <= self._next:
                when, _, result_id, reply = heapq.heappop(self._due)
                if result := self.world.results.get(result_id):
                    new += self._reaction(result, reply, int(when))
            else:
                when, self._next = self._next, self._arrival(self._next)
                new += self.happen(int(when))

    def answered(self, result: Result, reply: str) -> None:
        """An agent has answered: the customer will react in a while, perhaps."""
        case = self.world.cases.get(result.case_id)
        if case is None:
            return
        case.plan, case.agent = (), self.world.account.users[self.world.account.current_user].first_name
        chance = PATIENCE[min(case.reactions, len(PATIENCE) - 1)]
        case.reactions += 1
        if self.react is not None and result.person_id and self._random.random() < chance:
            self._count += 1
            due = self.world.clock() + self._random.uniform(*self.react)
            heapq.heappush(self._due, (due, self._count, result.id, reply))

    def react_now(self, result: Result, text: str = "") -> list[Result]:
        """The customer of a result speaks now: these words, or some that fit the last answer."""
        self._due = [each for each in self._due if self.world.results[each[2]].case_id != result.case_id]
        heapq.heapify(self._due)
        last = next((each for each in reversed(self.world.conversation(result)) if each.own), None)
        if text:
            return [self.stage.speak(result, text, self.world.now())]
        return self._reaction(result, last.description if last else "", self.world.now())

    def _reaction(self, result: Result, reply: str, when: int) -> list[Result]:
        text, mood = self.stage.reaction(result, reply, self._random)
        return [self.stage.speak(result, text, when, mood)]

    def happen(self, when: int) -> list[Result]:
        """One thing happens: mostly the next words of a conversation that goes on, else a new one begins."""
        self._tidy_up(when)
        roll = self._random.random()
        if roll < GOING_ON and (case := self._going_on(when)):
            return self._continue(case, when)
        return self.stage.begin(self._random, when)

    def _tidy_up(self, when: int) -> None:
        """A colleague closes the oldest case in which all is said, unless the agent of this API has a hand in it."""
        world = self.world
        for waiting in world.waiting.values():
            for result in waiting[:LOOK]:
                case = world.cases.get(result.case_id)
                said = case is not None and case.topic and case.at >= len(case.plan) and not case.reactions
                if case and said and result.time < when - SETTLED and case.handler != world.account.current_user:
                    close_case(world, case, self.stage.agent_for(case, self._random).id, when)
                    return

    def _going_on(self, when: int) -> Case | None:
        """A conversation of the last hours whose script has words left."""
        world = self.world
        late = world.ids[-400:]
        for _ in range(12 if late else 0):
            result = world.results[late[-1 - int(self._random.random() ** 2 * len(late))]]
            case = world.cases.get(result.case_id)
            if case and case.at < len(case.plan) and result.time > when - RECENT and not case.closed:
                return case
        return None

    def _continue(self, case: Case, when: int) -> list[Result]:
        new = self.stage.advance(case, self._random, when)
        if case.at >= len(case.plan) and new and new[-1].own:
            close_case(self.world, case, new[-1].agent, when)
        return new

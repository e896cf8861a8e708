"""Odd mail: messages that mean harm or look like it, in a search profile of their own."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from webcare_tui.sandbox import acts
from webcare_tui.sandbox.media import TIE, Act, Event
from webcare_tui.sandbox.stage import Stage

KEY, PART = "odd", 12
"""The search profile; it takes at most one in so many results of the world."""
DAY = 86_400


def play_odd(stage: Stage, random: Random, now: float, count: int) -> list[Event]:
    """Those without an answer came within the last hours and wait; the others were answered in the past weeks."""
    events, left = list[Event](), count // PART
    fresh = old = 0
    for row in stage.texts.hostile:
        answer = str(row.get("answer", ""))
        if (left := left - (2 if answer else 1)) < 0:
            break
        if answer:
            old += 1
            events += _answered(stage, row, answer, now - DAY * (0.6 + 1.1 * old) - random.random() * 20_000)
        else:
            fresh += 1
            events.append(Event(now - 600 - fresh * 1500, next(TIE), _insert(stage, row)))
    return events


def _insert(stage: Stage, row: Mapping[str, object]) -> Act:
    search = stage.world.account.search_by_key(KEY).id
    shown = {name: value for name, value in row.items() if name != "answer"}
    return lambda at: stage.insert({**shown, "searchId": search, "time": at})


def _answered(stage: Stage, row: Mapping[str, object], answer: str, when: float) -> list[Event]:
    world = stage.world
    search = world.account.search_by_key(KEY).id
    agents = list(world.account.users.values())
    agent = agents[int(when) % len(agents)]

    def reply(at: int) -> None:
        asked = world.searched[search][-1]
        connection = world.account.fitting(asked.source, search)[0]
        acts.reply(world, asked, f"{answer} ^{agent.tag}", connection.id, not asked.private, agent.id, at)
        acts.close_case(world, world.cases[asked.case_id], agent.id, at + 30)

    return [Event(when, next(TIE), _insert(stage, row)), Event(when + 900, next(TIE), reply)]

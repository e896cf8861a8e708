"""What waits when the sandbox begins: few enough to answer, fresh enough to be worth it, each on its own story."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from random import Random

from webcare_tui.sandbox import acts
from webcare_tui.sandbox.library import OWN_STEPS
from webcare_tui.sandbox.media import TIE, Event
from webcare_tui.sandbox.performance import play
from webcare_tui.sandbox.plans import delay
from webcare_tui.sandbox.records import Case
from webcare_tui.sandbox.scenes import scenes
from webcare_tui.sandbox.stage import Stage

QUEUES = {"thuis": 30, "mobiel": 17, "zakelijk": 9, "poolvos": 9}
"""How many conversations wait in each search profile; in proportion in a world smaller than `WHOLE` results."""
WHOLE = 700
SHARE = 3
"""One in so many results, at most, belongs to a conversation that waits."""
LATE, SOON = 0.2, 0.2
"""Which part of a queue is overdue, and which is due soon."""
FOLLOW_UP = 0.55
"""How often what waits is not the first message but an answer to a colleague."""
MINUTE, LONGEST = 60, 216


def play_waiting(stage: Stage, random: Random, now: float, count: int) -> list[Event]:
    """Conversations in which the customer had the last word, for a world of `count` results."""
    left, events = count // SHARE, list[Event]()
    for key, size in QUEUES.items():
        level = stage.world.account.search_by_key(key).servicelevel
        written = (each for each in scenes().values() if each.search == key)
        for age in ages(round(size * min(1.0, count / WHOLE)), level):
            last = now - age * MINUTE - random.random() * 40
            scene = next(written, None)
            mine = play(stage, scene, last, random) if scene and scene.messages <= left else _fill(stage, key, last, random)
            mine = [each for each in mine if each.when <= now]
            if (messages := sum(each.message for each in mine)) > left:
                return events
            left -= messages
            events += mine
    return events


def ages(count: int, level: int) -> Iterator[float]:
    """For how many minutes each of a queue waits, the longest first: a few overdue, a few due soon, most of them fresh.

    Args:
        count: How many wait.
        level: Minutes within which an answer is due.
    """
    longest = min(3.6 * level, LONGEST)
    late, soon = round(count * LATE), round(count * SOON)
    hours = late - late // 3
    yield from _between(longest, longest * 0.6, hours)
    yield from _between(min(1.45 * level, longest * 0.55), 1.05 * level, late - hours)
    yield from _between(0.97 * level, 0.78 * level, soon)
    fresh = count - late - soon
    yield from (0.7 * level * (1 - (number + 0.4) / fresh) ** 1.25 for number in range(fresh))


def _between(first: float, last: float, count: int) -> Iterator[float]:
    return (first + (last - first) * number / max(1, count - 1) for number in range(count))


def _fill(stage: Stage, key: str, last: float, random: Random) -> list[Event]:
    """A conversation of the library, as far as words of the customer; what comes after them is still to be said."""
    case, _ = stage.cast(random, key)
    turns = [number for number, step in enumerate(case.plan) if step not in OWN_STEPS]
    first = case.plan.index("open")
    later = [each for each in turns if each > first]
    at = later[int(random.random() * len(later))] if later and random.random() < FOLLOW_UP else first
    when, moments = last, [last]
    for number in range(at, 0, -1):
        when -= delay(case.plan[number], case.plan[number - 1], case.private, random)
        moments.append(when)

    def speak(moment: int) -> None:
        stage.advance(case, random, moment)

    events = [Event(each, next(TIE), speak) for each in reversed(moments)]
    return list(chain(events, _hand(stage, case, last, random)))


def _hand(stage: Stage, case: Case, last: float, random: Random) -> list[Event]:
    """Some of those who wait are in somebody's hands already."""
    roll, users = random.random(), list(stage.world.account.users)
    if roll > 0.2:
        return []
    user = stage.world.account.current_user if roll < 0.06 else users[1 + int(random.random() * (len(users) - 1))]
    when = last + 50 + random.random() * 300

    def hand(at: int) -> None:
        acts.hand_over(stage.world, case, user, at)

    return [Event(when, next(TIE), hand, message=False)]

"""The seeded world: days of conversations played in the order they happened, dense towards now."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from webcare_tui.sandbox import acts
from webcare_tui.sandbox.media import TIE, Act, Event, play_pieces, play_posts
from webcare_tui.sandbox.plans import closing, delay
from webcare_tui.sandbox.records import Case
from webcare_tui.sandbox.stage import Stage
from webcare_tui.sandbox.world import World

HOUR = 3600
RECENT_SHARE, RECENT_MOST = 0.4, 420
"""Of the conversations, this share, but not more than so many, began in the last hours."""


def seed_world(world: World, stage: Stage, count: int, seed: int) -> None:
    """Fill a world with exactly `count` results."""
    if count <= 0:
        return
    random = Random(seed)  # noqa: S311 - a game, not a secret
    now, span = world.clock(), min(max(count / 100, 3.0), 400.0) * 86_400
    share = count // 12
    extra = _hostile(stage, count, now) + play_posts(stage, random, now, share) + play_pieces(stage, random, now, share)
    talk = _conversations(stage, random, now, count - sum(each.message for each in extra), span)
    for event in sorted(extra + talk, key=lambda each: each[:2]):
        event.act(int(event.when))
    _finish(world, random, int(now))


def _conversations(stage: Stage, random: Random, now: float, wanted: int, span: float) -> list[Event]:
    """Scripts with times until exactly `wanted` messages lie in the past."""
    events: list[Event] = []
    said = threads = recent = 0
    while said < wanted:
        threads += 1
        if recent < RECENT_MOST and random.random() < RECENT_SHARE:
            recent += 1
            began = now - 40 - (random.random() ** 2.5) * 6 * HOUR
        else:
            began = _by_day(now - 6 * HOUR - random.random() ** 1.4 * span, random)
        case, _ = stage.cast(random)
        mine, said_here = _schedule(stage, case, began, now, random)
        if said + said_here > wanted:
            mine = mine[:wanted - said]
            said_here = len(mine)
        said += said_here
        events += mine
    return events


def _by_day(when: float, random: Random) -> float:
    """Few people write at night: most of what would be is moved to the day."""
    hour = (when // HOUR + 1) % 24
    return when + 8 * HOUR * (0.9 + 0.2 * random.random()) if hour < 7 and random.random() < 0.85 else when


def _schedule(stage: Stage, case: Case, began: float, now: float, random: Random) -> tuple[list[Event], int]:
    """When everything in a case happens, as far as it has; the messages come first."""
    when, before, events = min(began, now - 30), "", list[Event]()

    def speak(at: int) -> None:
        stage.advance(case, random, at)

    def close(at: int) -> None:
        acts.close_case(stage.world, case, stage.agent_for(case, random).id, at)

    for step in case.plan:
        when = when if not before else when + delay(step, before, case.private, random)
        if when > now:
            return events, len(events)
        events.append(Event(when, next(TIE), speak))
        before = step
    said = len(events)
    if (seconds := closing(random)) is not None and when + seconds <= now:
        events.append(Event(when + seconds, next(TIE), close, message=False))
    return events, said


def _finish(world: World, random: Random, now: int) -> None:
    """Some cases that wait are in somebody's hands, a few messages were deleted, a few carry notes."""
    users = list(world.account.users)
    for search in world.account.searches:
        for result in list(world.waiting[search]):
            case = world.cases.get(result.case_id)
            if case and not case.handler and random.random() < 0.22:
                mine = random.random() < 0.3
                acts.hand_over(world, case, world.account.current_user if mine else users[int(random.random() * len(users))],
                               min(now, result.time + 60))
    for number in world.ids:
        result = world.results[number]
        if not result.own and random.random() < 0.008:
            world.erase(result)
        elif result.person_id and not result.own and random.random() < 0.015:
            note = NOTES[int(random.random() * len(NOTES))]
            world.log(result, "note", users[int(random.random() * len(users))], "Notitie", note, result.time + 90)


def _hostile(stage: Stage, count: int, now: float) -> list[Event]:
    """Messages that mean harm, spread over the last hours; few in a small world."""
    rows = list(stage.texts.hostile)[:len(stage.texts.hostile) if count >= 200 else count // 12]

    def add(row: Mapping[str, object]) -> Act:
        return lambda at: stage.insert({"searchId": 4101, **row, "time": at})

    return [Event(now - 600 - number * 1500, next(TIE), add(row)) for number, row in enumerate(rows)]


NOTES = (
    "Teruggebeld, voicemail ingesproken. Klant heeft een geweldige voicemailtekst.",
    "Monteur gepland voor donderdagochtend. Let op: hond heet Bandiet.",
    "Coulance besproken met Joost, akkoord.",
    "Zelfde klacht als vorige maand, zie eerdere case.",
    "Wil een bedankkaartje sturen naar de monteur. Adres van het magazijn gegeven.",
    "Storing in de wijk, meegenomen in de verzamelmelding.",
)

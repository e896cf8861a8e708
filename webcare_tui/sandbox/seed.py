"""The seeded world: days of conversations played in the order they happened, dense towards now, and a queue that waits."""

from __future__ import annotations

from random import Random

from webcare_tui.sandbox import acts
from webcare_tui.sandbox.media import TIE, Event, play_pieces, play_posts
from webcare_tui.sandbox.odd import play_odd
from webcare_tui.sandbox.plans import closing, delay
from webcare_tui.sandbox.records import Case
from webcare_tui.sandbox.stage import Stage
from webcare_tui.sandbox.waiting import play_waiting
from webcare_tui.sandbox.world import World

HOUR = 3600
DELETED = 120
"""Every so many messages one was deleted at its source."""
RECENT_SHARE, RECENT_MOST = 0.4, 420
"""Of the conversations, this share, but not more than so many, began in the last hours."""


def seed_world(world: World, stage: Stage, count: int, seed: int) -> None:
    """Fill a world with exactly `count` results."""
    if count <= 0:
        return
    random = Random(seed)  # noqa: S311 - a game, not a secret
    now, span = world.clock(), min(max(count / 100, 3.0), 400.0) * 86_400
    share = count // 12
    extra = play_waiting(stage, random, now, count) + play_odd(stage, random, now, count)
    extra += play_posts(stage, random, now, share) + play_pieces(stage, random, now, share)
    talk = _conversations(stage, random, now, count - sum(each.message for each in extra), span)
    for event in sorted(extra + talk, key=lambda each: each[:2]):
        event.act(int(event.when))
    _finish(world, random)


def _conversations(stage: Stage, random: Random, now: float, wanted: int, span: float) -> list[Event]:
    """Scripts with times, each all over by now, until they are exactly `wanted` messages."""
    events: list[Event] = []
    said = recent = 0
    while said < wanted:
        if recent < RECENT_MOST and random.random() < RECENT_SHARE:
            recent += 1
            began = now - 40 - (random.random() ** 2.5) * 6 * HOUR
        else:
            began = _by_day(now - 6 * HOUR - random.random() ** 1.4 * span, random)
        case, _ = stage.cast(random)
        case.plan = case.plan[:wanted - said]
        said += len(case.plan)
        events += _schedule(stage, case, began, now, random)
    return events


def _by_day(when: float, random: Random) -> float:
    """Few people write at night: most of what would be is moved to the day."""
    hour = (when // HOUR + 1) % 24
    return when + 8 * HOUR * (0.9 + 0.2 * random.random()) if hour < 7 and random.random() < 0.85 else when


def _schedule(stage: Stage, case: Case, began: float, now: float, random: Random) -> list[Event]:
    """When everything in a case happens; what would not be over by now happened that much earlier."""
    moments, before = list[float](), ""
    for step in case.plan:
        moments.append(moments[-1] + delay(step, before, case.private, random) if moments else began)
        before = step
    closed = moments[-1] + closing(random)
    late = max(0.0, closed - now + 20 + random.random() ** 2 * HOUR)

    def speak(at: int) -> None:
        stage.advance(case, random, at)

    def close(at: int) -> None:
        acts.close_case(stage.world, case, stage.agent_for(case, random).id, at)

    events = [Event(each - late, next(TIE), speak) for each in moments]
    return [*events, Event(closed - late, next(TIE), close, message=False)]


def _finish(world: World, random: Random) -> None:
    """Of the messages that are done with, a few were deleted at their source, a few carry notes."""
    users = list(world.account.users)
    done = [each for each in map(world.results.__getitem__, world.ids) if each.checked and not each.own]
    for number, result in enumerate(done):
        if number % DELETED == DELETED // 2:
            world.erase(result)
        elif result.person_id and random.random() < 0.015:
            note = NOTES[int(random.random() * len(NOTES))]
            world.log(result, "note", users[int(random.random() * len(users))], "Notitie", note, result.time + 90)


NOTES = (
    "Teruggebeld, voicemail ingesproken. Klant heeft een geweldige voicemailtekst.",
    "Coulance besproken met Joost, akkoord.",
    "Zelfde klacht als vorige maand, zie eerdere case.",
    "Klant appt liever dan te bellen. Belde daarna toch, was gezellig.",
    "Let op: zeer hartelijk. Reken op tien minuten extra.",
    "Antwoord afgestemd met de techniek. Zij waren het met elkaar eens, voor het eerst dit jaar.",
)

"""Scripts: which steps a conversation will have, on which source, and how long everybody takes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from webcare_tui.sandbox.account import BOTH_SOURCES, PRIVATE_SOURCES
from webcare_tui.sandbox.library import OWN_STEPS, Topic

WEIGHTS = {"twitter": 30, "facebook": 18, "whatsapp": 24, "instagram": 9, "irischat": 12, "linkedin": 16, "forums": 4}
"""How much is written on each source."""
SLOW = 0.1
"""How often a first answer takes nine times as long as it should."""
TOPIC_WEIGHTS = {"zakelijk": 2.2, "poolvos": 1.6}
"""How much more often a topic of these search profiles comes up."""
DM = 0.25
"""How often a message is private where both are possible."""


def source_for(topic: Topic, sources: Sequence[str], random: Random) -> tuple[str, bool]:
    """A source of the search profile on which a topic is raised, and whether in private."""
    able = [each for each in sources if each in WEIGHTS and _fits(topic.where, each)]
    name = random.choices(able, [WEIGHTS[each] for each in able])[0]
    if name in PRIVATE_SOURCES or topic.where == "private":
        return name, True
    return name, topic.where != "public" and name in BOTH_SOURCES and random.random() < DM


def _fits(where: str, source: str) -> bool:
    if where == "public":
        return source not in PRIVATE_SOURCES
    if where == "private":
        return source in PRIVATE_SOURCES | BOTH_SOURCES
    return where in ("any", source)


def plan(topic: Topic, source: str, private: bool, random: Random) -> tuple[str, ...]:
    """The steps of a conversation, in order."""
    steps = ["open"]
    if source in PRIVATE_SOURCES and random.random() < 0.14:
        steps.insert(0, "hello")
    if not private and random.random() < 0.16:
        return tuple(steps)
    if random.random() < 0.07:
        steps.append("nudge")
    if "ask" in topic.lines:
        steps += ["ask", "give"]
        if random.random() < 0.08:
            return tuple(steps[:-1])
    steps.append("solve")
    roll = random.random()
    if roll < 0.5 + topic.mood * 0.08:
        steps += ["glad", "welcome"] if random.random() < 0.55 else ["glad"]
    elif roll < 0.8 and topic.mood <= 0:
        steps += ["sour", "soothe"] + (["calm"] if random.random() < 0.6 else [])
    return tuple(steps)


def delay(step: str, before: str, private: bool, random: Random) -> float:
    """Seconds between a step and the one before."""
    if before == "hello":
        return 5 + random.random() * 40
    if step in OWN_STEPS:
        slow = 9.0 if before in ("open", "nudge") and random.random() < SLOW else 1.0
        return slow * random.lognormvariate(math.log(540 if private else 1300), 0.9) + 30
    if step == "nudge":
        return 900 + random.random() * 5400
    return random.lognormvariate(math.log(240 if private else 900), 1.0) + 20


def closing(random: Random) -> float:
    """Seconds after the last word until a colleague closes the case."""
    return random.lognormvariate(math.log(1500), 0.8)

"""What customers say to an agent's answer: fitting words, in their language and mood, and never the same twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from webcare_tui.sandbox.acts import Refusal
from webcare_tui.sandbox.library import Reaction, Topic
from webcare_tui.sandbox.records import Case, Result
from webcare_tui.sandbox.scenes import Scene, scenes
from webcare_tui.sandbox.slots import slots
from webcare_tui.sandbox.stage import Stage

SOLVED = re.compile(
    r"opgelost|geregeld|hersteld|gevonden|aangepast|rechtgezet|teruggeboekt|klaargezet|gecorrigeerd"
    r"|\b(fixed|sorted|solved|restored|refunded|corrected|arranged|all set)\b",
    re.IGNORECASE,
)
"""An answer that says so has solved it."""
TECHNICAL = {"Wifi", "Storing", "TV"}
"""Labels of customers who can restart something."""
GRUMBLE, MORE = 0.18, 0.22
"""How often a customer who was sour is not at ease with a first answer, and how often one asks something further."""


class Words(NamedTuple):
    """What a customer says, in which mood, and how they took the answer (`Case.tone`)."""

    text: str
    mood: int
    tone: str


def reaction(stage: Stage, result: Result, reply: str, random: Random) -> Words:
    """What the customer of a result says to a reply.

    Raises:
        Refusal: The result has no person to speak.
    """
    world = stage.world
    case, person = world.cases.get(result.case_id), world.persons.get(result.person_id)
    if case is None or person is None:
        raise Refusal(412, "Nobody stands behind this result.")
    lines, mood, tone = _lines(stage, case, person.language, reply, random)
    blanks = slots(case, person, stage.texts.slots, case.began)
    said = {each.description for each in world.conversation(result)}
    told = [each.format_map(blanks) for each in lines]
    fresh = [each for each in told if each not in said] or told
    return Words(fresh[int(random.random() * len(fresh))], mood, tone)


def common(stage: Stage, case: Case, language: str, step: str, random: Random) -> str:
    """A line that fits every topic, in the language of the case."""
    found = stage.texts.common[_language(stage, case, language)][step]
    return found[int(random.random() * len(found))]


def _language(stage: Stage, case: Case, fallback: str) -> str:
    scene, topic = scenes().get(case.topic), stage.topic_of(case)
    return scene.language if scene else topic.language if topic else fallback


def _lines(stage: Stage, case: Case, language: str, reply: str, random: Random) -> tuple[Sequence[str], int, str]:
    """The lines to choose from, their mood and tone."""
    topic, scene = stage.topic_of(case), scenes().get(case.topic)
    language = _language(stage, case, language)
    fit = next(each for each in stage.texts.reactions if each.when.search(reply))
    solved = SOLVED.search(reply) is not None
    if fit.kind in ("fact", "bye"):
        return fit.lines[language], fit.mood, "thanks" if fit.kind == "bye" else ""
    if scene and (own := _of_scene(stage, case, scene, fit, "?" in reply, solved)):
        return own
    if fit.kind == "question":
        return (topic.lines.get("give") if topic else None) or fit.lines[language], 0, ""
    return _told(stage, case, topic, language, fit, solved, random)


def _of_scene(
    stage: Stage, case: Case, scene: Scene, fit: Reaction, asks: bool, solved: bool
) -> tuple[Sequence[str], int, str] | None:
    """The next line that was written for this customer; the last one where the answer solves it. None where none fits."""
    if fit.kind == "promise" or (fit.kind == "restart" and TECHNICAL & set(scene.labels)):
        return None
    said = {each.description for each in stage.world.cased[case.id]}
    if own := [each for each in (scene.asked if asks else scene.told) if each not in said]:
        return own[-1:] if solved and not asks else own[:1], 0 if asks else 2, "" if asks else "thanks"
    return None


def _told(
    stage: Stage, case: Case, topic: Topic | None, language: str, fit: Reaction, solved: bool, random: Random
) -> tuple[Sequence[str], int, str]:
    """To an answer that asks nothing: thanks, a further question, or grumbling that the next answer calms."""
    shared, roll = stage.texts.common[language], random.random()
    if case.tone == "grumble":
        return shared["calm"], 0, "thanks"
    if not case.tone and topic and topic.mood < 0 and roll < GRUMBLE:
        return shared["grumble"], -1, "grumble"
    if not case.tone and fit.kind == "any" and roll > 1 - MORE:
        return shared["more"], 0, "more"
    if solved and topic and "glad" in topic.lines:
        return topic.lines["glad"], 2, "thanks"
    return fit.lines[language], fit.mood, "" if fit.kind == "promise" else "thanks"

"""Handwritten conversations played in the world: every message and what colleagues did, at its time."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from webcare_tui.sandbox import acts
from webcare_tui.sandbox.account import PRIVATE_SOURCES, User
from webcare_tui.sandbox.dress import agents_words
from webcare_tui.sandbox.media import TIE, Act, Event
from webcare_tui.sandbox.records import Case, Person
from webcare_tui.sandbox.scenes import Earlier, Line, Scene
from webcare_tui.sandbox.stage import Stage

MINUTE, DAY = 60, 86_400


def play(stage: Stage, scene: Scene, last: float, random: Random) -> list[Event]:
    """A scene as events; the customer's last words fall at `last` (Unix seconds)."""
    world = stage.world
    person = stage.people.written(scene.text("name"), scene.text("handle"), scene.language, scene.text("city"))
    person.reach = int(scene.text("reach") or 20 + random.random() * 600)
    person.note = scene.text("author")
    case = _case(stage, scene, person, scene.source, scene.private, scene.key)
    users = {each.tag: each for each in world.account.users.values()}
    lines = scene.lines
    if tag := scene.text("handler"):
        world.assign(case, users[tag].id)
        lines = lines if any(each.who == f"assign:{tag}" for each in lines) else (*lines, Line(-1.5, f"assign:{tag}", ""))
    events = [event for each in scene.earlier for event in _earlier(stage, scene, each, person, last, users, random)]
    for line in lines:
        act = _says(stage, scene, case, line, users, random) if line.said else _does(stage, case, line, users)
        events.append(Event(last - line.minutes * MINUTE, next(TIE), act, message=line.said))
    return events


def _case(stage: Stage, scene: Scene, person: Person, source: str, private: bool, topic: str) -> Case:
    account = stage.world.account
    search = account.search_by_key(scene.search)
    case = Case(stage.world.next_case(), search.id, account.sources[source], person.id, private, topic)
    stage.world.cases[case.id] = case
    return case


def _says(stage: Stage, scene: Scene, case: Case, line: Line, users: Mapping[str, User], random: Random) -> Act:
    def act(at: int) -> None:
        if line.who == "c":
            _customer(stage, scene, case, line.text, at, random)
        else:
            _agent(stage, case, line.text, users[line.who], at)

    return act


def _customer(stage: Stage, scene: Scene, case: Case, text: str, at: int, random: Random) -> None:
    world = stage.world
    result = stage.say(case, world.persons[case.person_id], text, scene.mood, at, random)
    result.tags = tuple(world.account.label(each) for each in scene.labels)
    result.bookmarked = bool(scene.given.get("bookmarked"))
    result.subtitle = scene.text("subtitle") or result.subtitle
    result.image = f"https://media.noorderlicht.example/klant/{result.id}.jpg" if scene.given.get("image") else ""


def _agent(stage: Stage, case: Case, text: str, agent: User, at: int) -> None:
    world = stage.world
    person, case.agent = world.persons[case.person_id], agent.first_name
    words = agents_words(text, world.account.names[case.source], case.private, person, agent)
    asked = [each for each in world.cased[case.id] if not each.own]
    world.check(asked[:-1], at)
    connection = world.account.fitting(case.source, case.search_id)[0]
    acts.reply(world, asked[-1], words, connection.id, not case.private, agent.id, at)


def _does(stage: Stage, case: Case, line: Line, users: Mapping[str, User]) -> Act:
    """What a colleague did: the activity and the tag stand in `who`."""
    activity, _, tag = line.who.partition(":")
    actor = users[tag]
    subjects = {
        "assign": f"Overgedragen aan {actor.name}", "release": "Case losgelaten", "note": "Notitie", "open": "Bericht geopend",
    }

    def act(at: int) -> None:
        asked = [each for each in stage.world.cased[case.id] if not each.own]
        outcome = str(actor.id) if activity in ("assign", "release") else line.text
        stage.world.log(asked[-1], activity, actor.id, subjects[activity], outcome, at)

    return act


def _earlier(
    stage: Stage, scene: Scene, contact: Earlier, person: Person, last: float, users: Mapping[str, User], random: Random
) -> list[Event]:
    case = _case(stage, scene, person, contact.source, contact.source in PRIVATE_SOURCES, "")
    began = last - contact.days * DAY
    agent = users[contact.tag]

    def close(at: int) -> None:
        acts.close_case(stage.world, case, agent.id, at)

    return [
        Event(began, next(TIE), lambda at: stage.say(case, person, contact.text, 2, at, random)),
        Event(began + 1400, next(TIE), lambda at: _agent(stage, case, contact.answer, agent, at)),
        Event(began + 1500, next(TIE), close, message=False),
    ]

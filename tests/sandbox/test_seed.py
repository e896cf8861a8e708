"""The seeded world: as many results as asked for, the same by seed, and with all that a demo needs."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from itertools import pairwise

import pytest

from tests.sandbox.api import NOON, Clock
from webcare_tui.sandbox.build import build
from webcare_tui.sandbox.library import OWN_STEPS, library
from webcare_tui.sandbox.options import Options
from webcare_tui.sandbox.records import Case, Person, Place
from webcare_tui.sandbox.render import details_object, dumps
from webcare_tui.sandbox.slots import slots
from webcare_tui.sandbox.world import World


def _world(results: int, seed: int = 7) -> World:
    return build(Options(results=results, seed=seed, clock=Clock())).service.world


@pytest.fixture(scope="module")
def world() -> World:
    return _world(1500)


@pytest.mark.parametrize("count", [0, 1, 7, 40, 333])
def test_a_world_holds_what_was_asked_for(count: int) -> None:
    world = _world(count)
    assert len(world.results) == len(world.ids) == sum(map(len, world.searched.values())) == count


def _told(world: World) -> bytes:
    return dumps([details_object(world, each) for each in world.results.values()])


def test_a_seed_makes_one_world() -> None:
    assert _told(_world(250, seed=3)) == _told(_world(250, seed=3))
    assert _told(_world(250, seed=3)) != _told(_world(250, seed=4))


def test_the_past_is_dense_towards_now(world: World) -> None:
    ages = sorted(NOON - each.time for each in world.results.values())
    assert ages[0] >= 0 and ages[-1] < 30 * 86_400
    assert sum(each < 6 * 3600 for each in ages) > 4 * sum(5 * 86_400 < each < 5 * 86_400 + 6 * 3600 for each in ages)
    assert sum(each < 3600 for each in ages) >= 30


def test_ids_follow_the_times(world: World) -> None:
    ordered = [world.results[each].time for each in world.ids]
    assert ordered == sorted(ordered)


def test_there_is_a_queue_to_work_on(world: World) -> None:
    waiting = [each for rows in world.waiting.values() for each in rows]
    assert 40 <= len(waiting) <= 250
    assert all(each.checked == 0 and not each.own for each in waiting)
    hands = {world.cases[each.case_id].handler for each in waiting if each.case_id in world.cases}
    assert {0, world.account.current_user} < hands


def test_every_kind_of_result_is_there(world: World) -> None:
    results = list(world.results.values())
    sources = Counter(world.account.names[each.source] for each in results)
    assert set(sources) >= set(world.account.sources) - {"google plus"}
    assert {each.sentiment for each in results} == {-2, -1, 0, 1, 2}
    assert {each.type for each in results} == {1, 2, 3, 4, 5}
    assert {each.private for each in results} == {each.own for each in results} == {True, False}
    assert {each.status for each in results} >= {1, 5}
    assert any(each.image for each in results) and any(each.bookmarked for each in results)
    assert any("#" in each.description for each in results) and any("https://" in each.description for each in results)
    assert any(each.place and each.place.country == "België" for each in results)
    assert any(len(each.description) > 700 for each in results) and any(len(each.description) < 5 for each in results)
    assert {len(each) > 1 for each in world.contacts.values()} == {True, False}
    assert max(map(len, world.cased.values())) >= 6


def test_private_sources_are_private(world: World) -> None:
    names = world.account.names
    assert all(each.private for each in world.results.values() if names[each.source] in ("whatsapp", "irischat"))
    open_ones = ("forums", "news", "blogs", "print", "rtv")
    assert not any(each.private for each in world.results.values() if names[each.source] in open_ones)


def test_conversations_are_played_in_turn_and_signed(world: World) -> None:
    tags = {each.tag for each in world.account.users.values()}
    signed = Counter[str]()
    for case, results in world.cased.items():
        assert [each.time for each in results] == sorted(each.time for each in results)
        assert len({(each.source, each.person_id, each.search_id) for each in results}) == 1, case
        assert not results[0].own
        for before, after in pairwise(results):
            assert not (before.own and after.own)
        for each in results:
            if each.own and each.source != 8:
                signed[each.description.rsplit("^", 1)[1]] += 1
    assert set(signed) == tags


def test_an_answered_result_is_checked_and_knows_its_answer(world: World) -> None:
    answers = [each for each in world.results.values() if each.own and each.parent]
    assert len(answers) > 400
    for each in answers:
        asked = world.results[each.parent]
        assert each.id in asked.replies and 0 < asked.checked <= each.time


def test_names_of_many_scripts(world: World) -> None:
    names = " ".join({each.name for each in world.persons.values()})
    for script in ("[\u0590-\u05ff]", "[\u0600-\u06ff]", "[\u0e00-\u0e7f]", "Nguyễn|Trần", "\u200d", "[\U0001f1e6-\U0001f1ff]"):
        assert re.search(script, names), script


def test_hostile_messages_are_among_them(world: World) -> None:
    shown = "\n".join(f"{each.title}\n{each.subtitle}\n{each.description}" for each in world.results.values())
    marks = ("\x1b[31m", "\x1b]52;", "\x1b]0;", "\x1bP1000p", "\x9b", "\u202e", "[red]", "[/]", "[@click=app.quit]", "\u200b")
    for mark in marks:
        assert mark in shown, repr(mark)
    assert max(len(word) for word in shown.split()) > 300
    assert any("\x1b" in each.title for each in world.results.values())


def test_the_same_words_are_seldom_heard(world: World) -> None:
    openings = Counter(each[0].description for each in world.cased.values())
    assert openings.most_common(1)[0][1] <= 8
    assert len(openings) > 250


def test_every_text_of_the_library_can_be_said() -> None:
    texts = library()
    person = Person(1, "Joris Bleekwater", "jbleekwater", place=Place("Utrecht", "Utrecht", "Utrecht"))
    said = 0
    for topic in texts.topics:
        assert {"open", "solve"} <= topic.lines.keys(), topic.key
        assert ("ask" in topic.lines) == ("give" in topic.lines), topic.key
        assert set(topic.lines) <= {"open", "ask", "give", "solve", "glad", "sour"}, topic.key
        for lines in topic.lines.values():
            for line in lines:
                case = Case(said, 4101, 3, 1, private=False, agent="Mila")
                text = line.format_map(slots(case, person, texts.slots, int(NOON)))
                assert text.strip() and "{" not in text and "  " not in text, text
                said += 1
    assert said > 450
    assert {each.language for each in texts.topics} == {"nl", "en"} and len(OWN_STEPS) == 4


def test_every_topic_has_its_search_profile_and_labels(world: World) -> None:
    for topic in library().topics:
        assert world.account.search_by_key(topic.search)
        assert all(world.account.label(name) for name in topic.labels), topic.key
    assert all(world.account.label(each.label) for each in library().pieces if each.label)


def test_nobody_speaks_of_real_companies() -> None:
    texts = json.dumps([[list(each.lines.values()) for each in library().topics], [each.text for each in library().pieces]])
    assert not re.search(r"(?i)\b(kpn|ziggo|vodafone|odido|t-mobile|telfort|iphone|samsung|galaxy|apple|google)\b", texts)


def test_a_large_world_is_ready_in_no_time() -> None:
    began = time.perf_counter()
    world = _world(10_000)
    assert len(world.results) == 10_000
    assert time.perf_counter() - began < 5


def test_reactions_fit_what_was_asked() -> None:
    reactions = library().reactions
    for reply, wanted in {
        "Mag ik je postcode?": "{postcode}", "Wat is je klantnummer?": "{customer}", "Er komt een monteur langs": "{weekday}",
        "Werkt het nu weer?": "Ja", "Could you restart it please": "thirty",
    }.items():
        fit = next(each for each in reactions if each.when.search(reply))
        assert any(wanted in line for lines in fit.lines.values() for line in lines), reply
    assert next(each for each in reactions if each.when.search("zomaar iets")) is reactions[-1]

"""What waits when the sandbox begins: fresh, varied, with stories on top, and the odd mail apart."""

from __future__ import annotations

from random import Random

import pytest

from tests.sandbox.api import NOON, Clock
from webcare_tui.sandbox import acts
from webcare_tui.sandbox.account import BOTH_SOURCES, load
from webcare_tui.sandbox.build import build
from webcare_tui.sandbox.options import Options
from webcare_tui.sandbox.reactions import reaction
from webcare_tui.sandbox.records import Result
from webcare_tui.sandbox.render import details_object
from webcare_tui.sandbox.scenes import scenes
from webcare_tui.sandbox.service import Service
from webcare_tui.sandbox.stage import CONFIDENTIAL
from webcare_tui.sandbox.waiting import ages
from webcare_tui.sandbox.world import World

THUIS, ODD = 4101, 4106
FIRST_SCREEN = 18


def _service(results: int = 1500, seed: int = 7, clock: Clock | None = None) -> Service:
    return build(Options(results=results, seed=seed, clock=clock or Clock())).service


@pytest.fixture(scope="module")
def world() -> World:
    return _service().world


@pytest.mark.parametrize(("results", "seed"), [(1500, 7), (1500, 8), (6000, 9), (800, 1)])
def test_the_first_queue_is_one_that_can_be_answered(results: int, seed: int) -> None:
    world = _service(results, seed).world
    minutes = [(NOON - each.time) / 60 for each in world.waiting[THUIS]]
    level = world.account.searches[THUIS].servicelevel
    late, soon = sum(each >= level for each in minutes), sum(0.75 * level <= each < level for each in minutes)
    assert 25 <= len(minutes) <= 45
    assert 0.12 < late / len(minutes) < 0.28 and 0.12 < soon / len(minutes) < 0.3
    assert minutes[0] < 240 and minutes[-1] < 5
    assert 3 <= sum(each > 100 for each in minutes) <= 6


@pytest.mark.parametrize("results", [60, 1500, 20_000])
def test_nothing_waits_for_long(results: int) -> None:
    world = _service(results).world
    oldest = [NOON - rows[0].time for number, rows in world.waiting.items() if rows and number != ODD]
    assert max(oldest) < 86_400


def test_ages_begin_with_the_longest() -> None:
    found = list(ages(30, 60))
    assert len(found) == 30 and found == sorted(found, reverse=True) and found[-1] > 0
    assert list(ages(0, 60)) == [] and len(list(ages(1, 30))) == 1


def test_the_first_screen_has_something_of_everything(world: World) -> None:
    rows = world.waiting[THUIS][:FIRST_SCREEN]
    cases = [world.cases[each.case_id] for each in rows]
    assert {world.account.names[each.source] for each in rows} == set(world.account.searches[THUIS].sources)
    assert {each.private for each in rows} == {True, False}
    assert {each.sentiment for each in rows} == {-2, -1, 0, 1, 2}
    assert {0, world.account.current_user} < {each.handler for each in cases} and len({each.handler for each in cases}) >= 3
    assert {scenes()[each.topic].language for each in cases} == {"nl", "en"}
    assert max(each.rank for each in rows) > 100_000 and any(each.bookmarked for each in rows)
    assert sum(len(world.cased[each.id]) >= 3 for each in cases) >= 5
    assert len({tag for each in rows for tag in each.tags}) >= 10
    assert len({each.description for each in rows}) == FIRST_SCREEN


def test_the_top_of_the_queue_is_a_conversation(world: World) -> None:
    top = world.waiting[THUIS][0]
    thread = world.conversation(top)
    assert 3 <= len(thread) <= 6 and thread[-1] is top and sum(each.own for each in thread) >= 2
    told = details_object(world, top)
    assert told["earlierContact"] is True
    assert told["notes"] and told["conversationNotes"] and told["activities"] and told["authorNotes"]
    assert not world.cases[top.case_id].handler


def test_many_who_wait_had_an_answer_before(world: World) -> None:
    rows = [each for number in (THUIS, 4102, 4103, 4105) for each in world.waiting[number]]
    answered = [each for each in rows if any(one.own for one in world.cased[each.case_id])]
    assert 0.3 < len(answered) / len(rows) < 0.8


@pytest.mark.parametrize("seed", [7, 8])
def test_no_two_in_the_queues_say_the_same(seed: int) -> None:
    world = _service(seed=seed).world
    rows = [each for number in (THUIS, 4102, 4103, 4105) for each in world.waiting[number]]
    words = [each.description for each in rows if len(each.description) > 40]
    assert len(words) - len(set(words)) <= 1


def test_odd_mail_keeps_to_itself(world: World) -> None:
    for each in world.results.values():
        if each.search_id != ODD:
            assert not set("\x1b\x9b\u202e\u200b") & set(each.title + each.description), each.description
    assert list(world.account.searches)[-1] == ODD
    assert 8 <= len(world.waiting[ODD]) < len(world.searched[ODD]) <= 50
    assert any(each.own for each in world.searched[ODD])


def test_scenes_are_complete() -> None:
    account = load()
    tags = {each.tag for each in account.users.values()}
    for scene in scenes().values():
        search = account.search_by_key(scene.search)
        assert scene.source in search.sources, scene.key
        assert all(account.label(each) for each in scene.labels), scene.labels
        assert {each.who.rpartition(":")[2] for each in scene.lines} <= tags | {"c"}
        assert {scene.text("handler")} <= tags | {""}
        said = sorted((each for each in scene.lines if each.said), key=lambda each: -each.minutes)
        assert said[0].who == said[-1].who == "c" and said[-1].minutes == 0
        assert len(scene.asked) >= 2 and len(scene.told) >= 2


def test_in_public_nobody_asks_for_an_address_without_pointing_to_a_private_message(world: World) -> None:
    seen = 0
    for each in world.results.values():
        name = world.account.names[each.source]
        topic = world.cases[each.case_id].topic if each.case_id else ":"
        asks = each.own and ":" not in topic and "?" in each.description and CONFIDENTIAL.search(each.description)
        if asks and not each.private and name in BOTH_SOURCES and topic:
            assert "privébericht" in each.description or "private message" in each.description, each.description
            after = [one for one in world.cased[each.case_id] if one.time > each.time]
            assert all(one.private for one in after)
            seen += 1
    assert seen > 20


def _answer(service: Service, row: Result, text: str) -> str:
    connection = service.world.account.fitting(row.source, row.search_id)[0]
    acts.reply(service.world, row, text, connection.id, not row.private)
    return reaction(service.traffic.stage, row, text, Random(1)).text


def test_customers_of_scenes_stay_who_they_are() -> None:
    service = _service()
    top = service.world.waiting[THUIS][0]
    scene = scenes()[service.world.cases[top.case_id].topic]
    assert _answer(service, top, "Is er een plank vrij?") == scene.asked[0]
    assert _answer(service, top, "Wij brengen een kastje.") == scene.told[0]
    assert _answer(service, top, "Het is geregeld.") == scene.told[-1]
    assert _answer(service, top, "Ik ga het voor u uitzoeken.") not in (*scene.asked, *scene.told)


def test_customers_of_the_library_are_glad_when_it_is_solved() -> None:
    service = _service()
    rows = [each for each in service.world.waiting[THUIS] if ":" not in service.world.cases[each.case_id].topic]
    stage = service.traffic.stage
    tones = set()
    for row in rows:
        topic = stage.topic_of(service.world.cases[row.case_id])
        assert topic is not None
        said = reaction(stage, row, "Het is geregeld!", Random(row.id))
        tones.add(said.tone)
        assert (said.tone == "thanks") == (said.mood >= 1)
    assert "thanks" in tones


def test_a_grumbling_customer_is_calmed_by_the_next_answer() -> None:
    service = _service()
    stage = service.traffic.stage
    calm = stage.texts.common["nl"]["calm"]
    row = next(
        each for each in service.world.waiting[THUIS]
        if (topic := stage.topic_of(service.world.cases[each.case_id])) and topic.language == "nl"
    )
    service.world.cases[row.case_id].tone = "grumble"
    said = reaction(stage, row, "Wij doen ons best voor u.", Random(3))
    assert (said.text in calm, said.tone) == (True, "thanks")


def test_a_queue_neither_dries_up_nor_overflows() -> None:
    clock = Clock()
    service = build(Options(results=1500, traffic=6, clock=clock)).service
    for _ in range(24):
        clock.now += 300
        service.traffic.catch_up()
    assert 15 <= len(service.world.waiting[THUIS]) <= 60


def test_a_second_answer_overtakes_the_reaction_to_the_first() -> None:
    clock = Clock()
    service = build(Options(results=1500, react=(10, 20), clock=clock)).service
    row = service.world.waiting[THUIS][3]
    for _ in range(2):
        service.traffic.answered(row, "Wat is het klantnummer?")
        clock.now += 5
    clock.now += 30
    assert len(service.traffic.catch_up()) <= 1

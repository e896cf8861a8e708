"""Killed at each step of a reply's way, in a process of its own, and started again: sent once, in doubt, or kept."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.kills.chance import Figures, tell
from tests.kills.nursery import Nursery
from tests.kills.place import Gate, Place
from webcare_tui.sandbox.faults import Fault
from webcare_tui.sandbox.server import Box, Options, serve

KILLED = -signal.SIGKILL


@pytest.fixture(scope="module")
def world() -> Iterator[tuple[Box, Gate, Nursery]]:
    with serve(Options(results=0, react=None)) as box, Nursery() as nursery:
        yield box, Gate(box), nursery


@pytest.fixture
def place(world: tuple[Box, Gate, Nursery], tmp_path: Path) -> Place:
    return Place(*world, tmp_path)


def settled(place: Place, result: str, state: str, effects: int, *, told: str = "", pace: float = 200.0) -> None:
    """The program is started again: the reply comes to this state, and took effect so often; its words are kept."""
    again = place.start(pace=pace)
    again.until("row", result, state, told)
    again.until("read", times=again.said.count(["read"]) + 1)
    again.kill()
    assert len(place.effects(result)) == effects
    assert place.states() == [state]
    assert place.rows("SELECT text FROM outbox") == [(place.words(result),)]
    assert place.rows("SELECT text FROM draft") == []


@pytest.mark.parametrize(
    ("point", "state", "before"),
    [
        ("queued", "queued", 0),
        ("before the look", "queued", 0),
        ("before sending is written", "queued", 0),
        ("the answer has begun", "sending", 1),
        ("answered, not written", "sending", 1),
        ("answered, the disk full", "sending", 1),
        ("sent is written", "sent", 1),
    ],
)
def test_killed_at_a_step(place: Place, point: str, state: str, before: int) -> None:
    result = place.customer()
    assert place.start(point, answers=True).ended() == KILLED
    assert place.states() == [state]
    assert len(place.effects(result)) == before
    settled(place, result, "sent", 1)


def test_killed_before_it_connects_is_left_to_the_agent(place: Place) -> None:
    result = place.customer()
    assert place.start("sending is written", answers=True).ended() == KILLED
    assert place.states() == ["sending"]
    settled(place, result, "uncertain", 0, told="Not found")


def test_killed_on_the_wire_before_the_service_has_it(place: Place) -> None:
    result = place.customer()
    place.fault(Fault(delay=60, drop="before"))
    child = place.start(answers=True)
    place.wait(place.gate.came)
    child.kill()
    assert place.states() == ["sending"]
    settled(place, result, "uncertain", 0, told="Not found")


@pytest.mark.parametrize("fault", [Fault(delay_after=60), Fault(delay=0.3)], ids=["had it", "acts on it later"])
def test_killed_on_the_wire_with_the_service_at_work(place: Place, fault: Fault) -> None:
    result = place.customer()
    place.fault(fault)
    child = place.start(answers=True)
    place.wait(place.gate.came if fault.delay else place.gate.done)
    child.kill()
    assert place.states() == ["sending"]
    assert fault.delay or len(place.effects(result)) == 1
    settled(place, result, "sent", 1)


@pytest.mark.parametrize("point", ["uncertain is written", "before the look for a doubtful one", "found, not written"])
def test_killed_while_its_outcome_is_in_doubt(place: Place, point: str) -> None:
    result = place.customer()
    place.fault(Fault(drop="after"))
    assert place.start(point, answers=True).ended() == KILLED
    assert place.states() == ["uncertain"]
    assert len(place.effects(result)) == 1
    settled(place, result, "sent", 1)


def test_killed_between_sent_and_the_close_of_its_case(place: Place) -> None:
    result = place.customer()
    assert place.start("sent is written", answers=True, close=True).ended() == KILLED
    assert not place.closed(result)
    again = place.start()
    place.wait(place.gate.closed)
    again.kill()
    assert place.closed(result)
    assert len(place.effects(result)) == 1


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_asked_to_end_with_a_reply_that_waits(place: Place, number: signal.Signals) -> None:
    result = place.customer()
    child = place.start(answers=True, undo=60.0, pace=5.0)
    child.until("queued", result)
    child.signal(number)
    assert child.ended() == 0
    assert child.said[-1] == ["stopped", str(int(number))]
    assert place.states() == ["queued"]
    assert place.effects(result) == []
    settled(place, result, "sent", 1, pace=400.0)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_asked_to_end_with_a_reply_on_the_wire(place: Place, number: signal.Signals) -> None:
    result = place.customer()
    place.fault(Fault(delay_after=60))
    child = place.start(answers=True)
    place.wait(place.gate.done)
    child.signal(number)
    assert child.ended() == 0
    assert place.states() == ["uncertain"]
    settled(place, result, "sent", 1)


@pytest.mark.parametrize("where", ["look", "sending"])
def test_two_processes_about_to_send_the_same_reply_send_it_once(place: Place, where: str) -> None:
    result, gate = place.customer(), place.gate_file()
    both = [place.start(answers=number == 0, gate=str(gate), where=where) for number in (0, 1)]
    for child in both:
        child.until("about")
    assert place.states() == ["queued"]
    with gate.open("wb"):
        for child in both:
            child.until("row", result, "sent")
    assert len(place.effects(result)) == 1
    assert place.rows("SELECT state, attempt FROM outbox") == [("sent", 1)]


@pytest.mark.parametrize("answered", [True, False])
def test_a_second_process_leaves_alone_what_the_first_is_sending(place: Place, answered: bool) -> None:
    result, gate = place.customer(), place.gate_file()
    first = place.start(answers=True, gate=str(gate), where="answer")
    first.until("about")
    second = place.start()
    second.until("read", times=6)
    assert second.states(result) == ["sending"]
    if answered:
        with gate.open("wb"):
            first.until("row", result, "sent")
    else:
        first.kill()
    second.until("row", result, "sent")
    assert second.states(result) == ["sending", *([] if answered else ["uncertain"]), "sent"]
    assert len(place.effects(result)) == 1


def test_killed_anywhere_by_chance(world: tuple[Box, Gate, Nursery], tmp_path: Path) -> None:
    """A small share of `python -m tests.kills`."""
    random, figures, stories = Random(7), Figures(), 0
    while figures.kills < 8:
        stories += 1
        tell(world, tmp_path / str(stories), random, figures)
    assert figures.broken == 0, "\n".join(figures.lines())
    assert figures.begun >= stories

"""Which part of the project's calls is the program's own, from the gateway's count alone."""

from __future__ import annotations

from random import Random

import pytest

from tests.services.fakes import START
from webcare_tui.models.quota import Quota
from webcare_tui.services.share import MEMORY, Share


def quota(used: int, *, at: int = 0, window: int = 3600) -> Quota:
    ends = (START + at) // window * window + window
    return Quota(1000, used, window, ends, START + at)


def told(*used: int) -> Share:
    share = Share()
    for each in used:
        share.note(quota(each))
    return share


def test_alone_it_is_all():
    assert Share().part == 1
    assert told(*range(1, 100)).part == 1


def test_what_others_spent_before_it_began_says_nothing():
    assert told(700).part == 1
    assert told(700, 701, 702).part == 1


def test_others_are_what_the_count_rose_by_beyond_the_own_call():
    assert told(*range(1, 60, 2)).part == pytest.approx(0.5, abs=0.08)
    assert told(*range(1, 4000, 20)).part == pytest.approx(1 / 20, abs=0.02)


def test_it_follows_others_who_come_and_go():
    share = told(*range(1, 4000, 20))
    for used in range(4000, 4000 + 4 * MEMORY):
        share.note(quota(used))
    assert share.part > 0.6


def test_answers_that_overtook_each_other_are_all_its_own():
    assert told(2, 1, 4, 3, 6, 5, 8, 7).part == 1


def test_a_count_that_stands_at_the_limit_takes_nothing_from_anybody():
    share = told(*range(1, 400, 4))
    before = share.part
    for _ in range(20):
        share.note(quota(397))
    assert before <= share.part <= 1


@pytest.mark.parametrize("programs", [1, 2, 5, 20])
@pytest.mark.parametrize("window", [60, 3600])
def test_programs_that_do_the_same_find_out_how_many_they_are(programs, window):
    random = Random(8)
    shares = [Share() for _ in range(programs)]
    used, number = 0, -1
    for second in range(0, 3600, 2):
        if (START + second) // window != number:
            number, used = (START + second) // window, 0
        used += 1
        random.choice(shares).note(quota(used, at=second, window=window))
    parts = sorted(share.part for share in shares)
    assert parts[len(parts) // 2] == pytest.approx(1 / programs, rel=0.5)
    assert 0.5 <= sum(parts) <= 1.7


def test_a_turn_of_the_window_counts_what_was_not_seen():
    share = Share()
    share.note(quota(50, at=0, window=60))
    share.note(quota(31, at=150, window=60))
    assert share.part < 1 / 30
    share = Share()
    share.note(quota(1, at=0, window=60))
    share.note(quota(1, at=150, window=60))
    assert share.part == 1


def test_a_gateway_that_tells_no_end_of_its_window_is_borne():
    share = Share()
    for used in (5, 9, 2, 3, 3):
        share.note(Quota(1000, used, 60, 0, START + used))
    assert 0 < share.part <= 1

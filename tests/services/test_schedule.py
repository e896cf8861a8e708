"""The schedule: failures, quota and attention make the next delay."""

from __future__ import annotations

import pytest

from webcare_tui.models.quota import Quota
from webcare_tui.services import schedule
from webcare_tui.services.schedule import Attention, Priority

NOW = 1_790_000_000.0
HERE = Attention()


def quota(limit=1000, used=0, window=3600, reset_in=1800, seen_ago=0):
    return Quota(limit, used, window, int(NOW + reset_in) if reset_in else 0, int(NOW - seen_ago))


def middle() -> float:
    return 0.5


@pytest.mark.parametrize(
    ("limit", "kept"), [(1000, 200), (100, 20), (60, 20), (30, 15), (2, 1), (1, 0)], ids=str
)
def test_reserve_is_twenty_calls_or_a_fifth_and_never_more_than_half(limit, kept):
    assert schedule.reserve(quota(limit)) == kept


def test_calls_stop_in_the_order_typing_others_open_view_and_the_agents_own_last():
    def ends(priority):
        return next(used for used in range(1001) if not schedule.allowed(priority, quota(used=used), NOW))

    gone = {priority: ends(priority) for priority in Priority}
    assert gone[Priority.TYPING] < gone[Priority.OTHER] < gone[Priority.VISIBLE] == 800
    assert gone[Priority.OPENED] == gone[Priority.SEND] == 1000


def test_without_numbers_everything_is_allowed_and_a_view_is_read_every_half_minute():
    assert all(schedule.allowed(priority, None, NOW) for priority in Priority)
    assert schedule.interval(None, NOW, 10, HERE, 1, middle) == 30
    assert schedule.interval(None, NOW, 60, HERE, 1, middle) == 60


@pytest.mark.parametrize("zero", [Quota(0, 5, 3600), Quota(10, 5, 0)])
def test_numbers_that_say_nothing_count_as_none(zero):
    assert schedule.current(zero, NOW) is None


def test_plenty_of_calls_give_the_wanted_interval_and_few_a_longer_one():
    assert schedule.interval(quota(100_000), NOW, 10, HERE, 1, middle) == 10
    assert schedule.interval(quota(1000, used=700), NOW, 10, HERE, 1, middle) == pytest.approx(1800 / 100)
    assert schedule.interval(quota(1000, used=700), NOW, 10, HERE, 4, middle) == pytest.approx(1800 / 25)
    assert schedule.interval(quota(1000, used=799), NOW, 10, HERE, 1, middle) == 300


def test_of_calls_that_are_shared_only_the_own_part_counts():
    assert schedule.interval(quota(1000, used=700), NOW, 10, HERE, 1, middle, share=0.1) == pytest.approx(1800 / 10)
    assert schedule.interval(quota(100_000), NOW, 10, HERE, 1, middle, share=0.05) == 10


def test_a_window_without_a_full_round_is_waited_out_and_no_longer_than_an_even_pace_takes_in_the_next():
    near = Quota(100, 79, 60, int(NOW) + 6, int(NOW))
    pace = 60 / ((100 - 20) * 0.25 / 4)
    assert schedule.interval(near, NOW, 10, HERE, 4, middle, share=0.25) == pytest.approx(6 + pace)


def test_never_below_five_seconds():
    assert schedule.interval(quota(100_000), NOW, 1, HERE, 1, middle) == 5


def test_jitter_is_fifteen_percent_either_way():
    ends = [schedule.interval(quota(100_000), NOW, 10, HERE, 1, lambda r=r: r) for r in (0.0, 0.999999)]
    assert ends == [8.5, pytest.approx(11.5, abs=1e-4)]


@pytest.mark.parametrize(
    ("attention", "factor"), [(Attention(True, 599), 1), (Attention(True, 601), 2), (Attention(False, 0), 4)], ids=str
)
def test_attention(attention, factor):
    assert schedule.interval(quota(100_000), NOW, 10, attention, 1, middle) == 10 * factor


def test_a_window_that_is_over_has_taken_its_calls_along():
    assert not schedule.allowed(Priority.VISIBLE, quota(used=1000), NOW)
    assert schedule.allowed(Priority.VISIBLE, quota(used=1000, reset_in=-1), NOW)
    assert schedule.allowed(Priority.VISIBLE, quota(used=1000, reset_in=0, seen_ago=3601), NOW)


def test_failures_back_off_with_full_jitter_then_one_probe_a_minute():
    longest = [schedule.after_failures(n, lambda: 0.999999) for n in range(1, 5)]
    assert longest == [pytest.approx(2.0**n, abs=0.01) for n in range(1, 5)]
    assert schedule.after_failures(3, lambda: 0.0) == 0.5
    assert schedule.after_failures(5, middle) == schedule.after_failures(500, middle) == 60


def test_refused_credentials_are_tried_ever_more_slowly():
    assert [schedule.after_refusals(n, middle) for n in (1, 2, 3, 9)] == [60, 120, 240, 300]


def test_after_the_quota_was_spent_one_waits_for_its_reset_and_a_little_more():
    assert schedule.after_quota(NOW + 100, quota(), NOW, lambda: 0.0) == 100
    assert schedule.after_quota(NOW + 100, quota(window=60), NOW, lambda: 0.999999) == pytest.approx(106, abs=0.1)
    assert schedule.after_quota(None, quota(reset_in=700), NOW, lambda: 0.0) == 700
    assert schedule.after_quota(None, None, NOW, lambda: 0.0) == 60


@pytest.mark.parametrize("rubbish", [NOW - 1e9, NOW + 1e12, NOW])
def test_a_time_that_makes_no_sense_neither_loops_nor_waits_for_ever(rubbish):
    assert 1 <= schedule.after_quota(rubbish, quota(window=60), NOW, lambda: 0.0) <= 900

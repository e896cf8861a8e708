"""Scans: where they end, and when absence from them means something."""

from __future__ import annotations

from tests.services.fakes import result
from webcare_tui.services.scan import Learned, Scan

ALL = [result(number) for number in range(120, 0, -1)]


def read(scan, truth, cap=50, known=lambda offset: False):
    offsets = []
    while not scan.finished:
        assert len(offsets) < 100, "it must end"
        offsets.append(scan.offset)
        scan.take(truth[scan.offset : scan.offset + cap], 0, known=known(scan.offset))
    return offsets


def test_pages_overlap_and_the_end_is_a_page_without_anything_new():
    scan = Scan(50, Learned(), 200)
    assert read(scan, ALL) == [0, 45, 90, 115]
    assert scan.complete and len(scan.seen) == 120 and scan.trusted(oldest_first=False)


def test_news_end_with_a_short_page_once_a_longer_one_was_seen():
    learned = Learned()
    assert read(Scan(50, learned, 1000, for_news=True), ALL[:7]) == [0, 2]
    assert read(Scan(50, learned, 1000, for_news=True), ALL[:3]) == [0]


def test_an_empty_list_is_complete():
    scan = Scan(50, Learned(), 200)
    assert read(scan, []) == [0] and scan.complete and scan.trusted(oldest_first=False)


def test_depth_is_enough_once_something_known_was_met():
    truth = [result(number) for number in range(900, 0, -1)]
    scan = Scan(50, Learned(), 100)
    read(scan, truth, known=lambda offset: offset >= 225)
    assert not scan.complete and 225 < len(scan.seen) < 300
    unknown = Scan(50, Learned(), 100)
    read(unknown, truth)
    assert len(unknown.seen) <= 550, "and not for ever where nothing is known"


def test_absence_means_nothing_before_the_end_or_where_times_go_both_ways_and_less_where_a_result_could_not_be_read():
    skipping = Scan(2, Learned(), 2)
    skipping.take([result(2)], 1, known=True)
    assert not skipping.finished and not skipping.trusted(oldest_first=False)
    assert skipping.skipped == 1
    jumbled = Scan(3, Learned(), 3)
    jumbled.take([result(3), result(1), result(2)], 0, known=True)
    assert jumbled.finished and not jumbled.trusted(oldest_first=False)
    straight = Scan(3, Learned(), 3)
    straight.take([result(3), result(2), result(1)], 0, known=True)
    assert straight.trusted(oldest_first=False) and not straight.trusted(oldest_first=True)


def test_going_deeper_goes_on_where_it_ended():
    scan = Scan(50, Learned(), 50)
    scan.take(ALL[:50], 0, known=True)
    assert scan.finished and not scan.complete
    scan.extend(90)
    assert not scan.finished and scan.offset == 45
    read(scan, ALL, known=lambda offset: True)
    assert len(scan.seen) >= 90


def test_a_list_that_moved_up_is_read_again_from_further_up():
    scan = Scan(50, Learned(), 200)
    scan.take(ALL[:50], 0, known=False)
    truth = ALL[30:]
    read(scan, truth)
    assert scan.seen == {each.id for each in ALL}

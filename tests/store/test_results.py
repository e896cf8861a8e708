"""Merging results, and getting them back as they were."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.store.world import NOW, full, ids, result
from webcare_tui.models.account import Account
from webcare_tui.models.result import DELETED, Result
from webcare_tui.store import Change, Selection, Store

VIEW = Selection("inbox", oldest_first=True)


async def test_a_result_comes_back_as_it_went_in(store: Store) -> None:
    await store.results.merge("inbox", [full(1)])
    got = await store.results.get("1")
    assert got == full(1)
    assert got is not None and got.raw == full(1).raw


async def test_a_row_holds_all_but_replies_and_raw(store: Store) -> None:
    await store.results.merge("inbox", [full(1)])
    (row,) = await store.results.window(VIEW, 0, 10)
    assert row.result == replace(full(1), replies=())
    assert (row.case_count, row.handler_id, row.handled) == (1, "", False)


async def test_a_long_raw_is_kept_whole(store: Store) -> None:
    raw = '{"text": "' + "é😀 words " * 5_000 + '"}'
    await store.results.put([result(1, raw=raw)])
    got = await store.results.get("1")
    assert got is not None and got.raw == raw


async def test_merge_reports_each_id_once_and_only_what_changed(store: Store) -> None:
    first = [result(number) for number in (1, 2, 3, 4)]
    assert await store.results.merge("inbox", first) == Change(added=("1", "2", "3", "4"))
    assert not await store.results.merge("inbox", first)
    second = [result(5), result(2, description="edited"), result(3), result(4, status=DELETED)]
    assert await store.results.merge("inbox", second) == Change(("5",), ("2",), ("4",))
    assert await ids(store.results, VIEW) == ["1", "2", "3", "5"]


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "other"}, {"description": "other"}, {"time": NOW + 99}, {"checked": 5}, {"tags": full(1).tags}, {"own": True},
        {"case_id": "9"}, {"person_id": "9"}, {"replies": (result(9),)}, {"sentiment": 1}, {"reply_available": True},
    ],
)
async def test_any_field_that_differs_is_an_update(store: Store, changes: dict[str, object]) -> None:
    await store.results.merge("inbox", [result(1), result(2)])
    assert await store.results.merge("inbox", [result(1, **changes), result(2)]) == Change(updated=("1",))
    assert await store.results.get("1") == result(1, **changes)


async def test_raw_alone_is_no_change_but_fills_a_gap(store: Store) -> None:
    await store.results.merge("inbox", [result(1)])
    assert not await store.results.merge("inbox", [result(1, raw='{"a": 1}')])
    got = await store.results.get("1")
    assert got is not None and got.raw == '{"a": 1}'


async def test_the_last_of_two_with_one_id_counts(store: Store) -> None:
    change = await store.results.merge("inbox", [result(1, title="first"), result(1, title="last")])
    assert change == Change(added=("1",))
    assert [row.result.title for row in await store.results.window(VIEW, 0, 5)] == ["last"]


async def test_a_result_without_an_id_is_left_out(store: Store) -> None:
    assert not await store.results.merge("inbox", [Result("")])
    assert await store.results.count(VIEW) == 0


async def test_known_from_elsewhere_is_new_in_this_view(store: Store) -> None:
    assert await store.results.put([result(1)]) == Change(added=("1",))
    assert await store.results.count(VIEW) == 0
    assert await store.results.merge("inbox", [result(1, title="other")]) == Change(added=("1",))
    assert await store.results.merge("mine", [result(1, title="other")]) == Change(added=("1",))
    assert await store.results.put([result(1)]) == Change(updated=("1",))


async def test_replies_left_out_of_an_answer_stay(store: Store) -> None:
    one, two = result(11, own=True), result(12, own=True)
    await store.results.merge("inbox", [result(1, replies=(two,))])
    assert not await store.results.merge("inbox", [result(1)])
    assert await store.results.merge("inbox", [result(1, replies=(one,))]) == Change(updated=("1",))
    assert not await store.results.merge("inbox", [result(1, replies=(two, one))])
    got = await store.results.get("1")
    assert got is not None and got.replies == (one, two)


async def test_deleted_leaves_every_view_and_its_words_go(store: Store) -> None:
    await store.results.merge("inbox", [full(1)])
    await store.results.merge("mine", [full(1)])
    assert await store.results.merge("inbox", [replace(full(1), status=DELETED)]) == Change(removed=("1",))
    assert await ids(store.results, VIEW) == await ids(store.results, Selection("mine")) == []
    rest = await store.results.get("1")
    assert rest is not None and rest.deleted
    assert (rest.time, rest.case_id) == (NOW, "70")
    words = (rest.title, rest.description, rest.profile_id, rest.person_id, rest.link, rest.image_link, rest.raw)
    assert words == ("",) * 7 and not rest.replies and not rest.tags
    assert not await store.results.merge("inbox", [replace(full(1), status=DELETED)])


async def test_deleted_and_never_seen_is_not_stored(store: Store) -> None:
    assert not await store.results.merge("inbox", [result(1, status=DELETED)])
    assert await store.results.get("1") is None


async def test_a_deleted_one_may_come_back(store: Store) -> None:
    await store.results.merge("inbox", [result(1)])
    await store.results.merge("inbox", [result(1, status=DELETED)])
    assert await store.results.merge("inbox", [result(1)]) == Change(added=("1",))
    assert await store.results.window(VIEW, 0, 1) != ()
    assert (await store.results.counts([VIEW]))["inbox"].unhandled == 1


async def test_erase_is_for_what_the_service_no_longer_knows(store: Store) -> None:
    await store.results.merge("inbox", [result(1), result(2)])
    assert await store.results.erase(["2", "9"]) == Change(removed=("2",))
    assert await ids(store.results, VIEW) == ["1"]
    assert not await store.results.erase(["2"])


async def test_a_scan_has_to_miss_a_member_twice_in_a_row(store: Store) -> None:
    await store.results.merge("inbox", [result(number) for number in (1, 2, 3)])
    since = NOW + 2
    assert not await store.results.sweep("inbox", ["3"], since)
    assert not await store.results.sweep("inbox", ["2", "3"], since)
    assert not await store.results.sweep("inbox", ["3"], since)
    assert await store.results.sweep("inbox", ["3"], since) == Change(removed=("2",))
    assert await ids(store.results, VIEW) == ["1", "3"]
    assert await store.results.get("2") is not None


async def test_scans_that_could_be_read_only_in_part_have_to_miss_it_more_often(store: Store) -> None:
    await store.results.merge("inbox", [result(1), result(2)])
    for _ in range(3):
        assert not await store.results.sweep("inbox", ["2"], 0, scans=4)
    assert await store.results.sweep("inbox", ["2"], 0, scans=4) == Change(removed=("1",))


async def test_a_merge_between_two_scans_counts_as_seen(store: Store) -> None:
    await store.results.merge("inbox", [result(1)])
    await store.results.sweep("inbox", [], 0)
    await store.results.merge("inbox", [result(1)])
    assert not await store.results.sweep("inbox", [], 0)
    assert await store.results.sweep("inbox", [], 0) == Change(removed=("1",))


async def test_the_mark_follows_numbers_and_not_times(store: Store) -> None:
    assert await store.results.newest("inbox") is None
    await store.results.merge("inbox", [result(9), result(10), result(2, time=12_995_843_649)])
    assert await store.results.newest("inbox") == "10"
    await store.results.merge("inbox", [result(3), result(10, status=DELETED)])
    assert await store.results.newest("inbox") == "10"
    assert await store.results.newest("mine") is None


async def test_lone_surrogates_are_replaced(store: Store) -> None:
    bad = replace(full(1), id="1\ud83d", title="a\udc00b", description="x\ud83d\ude00", raw="\ud83d", search_id="\ud800")
    await store.results.merge("in\ud800box", [bad])
    (row,) = await store.results.window(Selection("in\ud800box"), 0, 1)
    assert (row.result.id, row.result.title, row.result.description) == ("1\ufffd", "a\ufffdb", "x😀")
    assert await store.results.get("1\ud83d") is not None
    assert await store.results.position(Selection("in\ud800box"), "1\ud83d") == 0
    assert await store.results.search("\ud83d") == ()


async def test_numbers_beyond_64_bits_do_not_stop_a_merge(store: Store) -> None:
    await store.results.merge("inbox", [result(1, time=2**70), result(2, time=-(2**70), checked=2**70)])
    assert await ids(store.results, VIEW) == ["2", "1"]


async def test_a_conversation_is_the_case_with_its_replies_in_time(store: Store) -> None:
    late = result(5, own=True, case_id="70")
    nested = result(3, own=True)
    first = result(1, case_id="70", replies=(nested, late))
    elsewhere = [result(2, case_id="71"), result(6, case_id="70", search_id="8")]
    await store.results.put([first, late, result(4, case_id="70"), *elsewhere])
    talk = await store.results.conversation(result(4, case_id="70"))
    assert [each.id for each in talk] == ["1", "3", "4", "5"]
    assert talk[1] == nested and talk[3] == late


async def test_a_result_without_a_case_talks_to_itself(store: Store) -> None:
    await store.results.put([result(1), result(2)])
    assert [each.id for each in await store.results.conversation(result(1))] == ["1"]
    assert [each.id for each in await store.results.conversation(result(9, replies=(result(10),)))] == ["9", "10"]


async def test_a_person_newest_first(store: Store) -> None:
    await store.results.put([result(number, person_id="p") for number in (1, 3, 2)] + [result(4)])
    assert [each.id for each in await store.results.of_person("p")] == ["3", "2", "1"]
    assert [each.id for each in await store.results.of_person("p", 2)] == ["3", "2"]
    assert await store.results.of_person("") == ()


async def test_the_configuration_and_small_values(store: Store) -> None:
    assert await store.results.load_account() is None
    raw = '{"account": "' + "x" * 5_000 + '"}'
    await store.results.save_account(Account(raw="{}"))
    await store.results.save_account(Account(raw=raw))
    assert await store.results.load_account() == raw
    assert await store.meta("view") == ""
    await store.set_meta("view", "inbox\ud800")
    await store.set_meta("layout", "mine")
    assert (await store.meta("view"), await store.meta("layout")) == ("inbox\ufffd", "mine")

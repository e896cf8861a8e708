"""The inbox: whoever the agent sees is the one an act hits, and nothing typed is lost."""

from __future__ import annotations

import time
from pathlib import Path

from tests.ui.office import THUIS, at_work
from webcare_tui.models.case import CaseKey

PAIR = ("Anna Vroeg", "Bram Tweede")


async def test_it_opens_on_who_waits_longest(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        assert office.under_cursor == "Anna Vroeg"
        assert office.shown == "Anna Vroeg"
        await office.sees("● live")


async def test_enter_right_behind_a_move_opens_the_row_that_was_moved_to(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await office.type("j", "enter")
        await office.stands_on("Bram Tweede")
        assert office.inbox.context.value == "conversation"


async def test_next_in_a_narrow_window_shows_whom_it_announces(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR, size=(80, 24)) as office:
        await office.press("enter")
        await office.until(lambda: office.inbox.context.value == "conversation")
        await office.press("tab")
        await office.hears("Next: Bram Tweede.")
        await office.stands_on("Bram Tweede")
        assert office.inbox.context.value == "conversation"


async def test_sending_twice_in_one_breath_sends_once(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await office.press("r")
        await office.type(*"Komt eraan")
        await office.press("escape")
        await office.type("s", "s")
        await office.until(office.replies, "a reply")
        await office.news()
        assert len(office.session.outbox.items) == 1
        assert len(office.replies()) == 1


async def test_s_on_the_next_row_does_not_send_the_draft_of_the_one_before(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await office.press("r")
        await office.type(*"Voor Anna")
        await office.press("escape", "left")
        await office.type("j", "s")
        await office.stands_on("Bram Tweede")
        assert office.session.outbox.items == ()
        await office.hears("There is no open draft here")


async def test_e_hits_the_row_under_the_cursor_at_the_key_press(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR, "Cora Later") as office:
        await office.type("j", "e", "k")
        await office.hears("Closed: Bram Tweede.")
        assert len(office.calls("POST", "/close")) == 1
        assert [result.title for result in office.box.world.results.values() if result.checked] == ["Bram Tweede"]


async def test_an_act_right_behind_a_change_of_view_waits_for_its_rows(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await office.type("1", "e")
        await office.hears("look, then press again")
        await office.until(lambda: office.inbox.results.list.count == 0, "no rows in Mine")
        assert office.calls("POST", "/close") == []


async def test_letters_behind_a_refused_r_are_no_commands(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        office.customer("Anna Vroeg", "Dank!", minutes=70, replyAvailable=False)
        await office.rows(3)
        await office.press("g")
        await office.until(lambda: office.inbox.shown and office.inbox.shown.result.description == "Dank!")
        await office.type(*"reaU")
        await office.hears("does not let this result be answered")
        assert [call for call in office.calls("POST") if "cases" in call] == []


async def test_what_is_typed_while_rows_slide_under_the_cursor_hits_nobody(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        anna = next(str(key) for key, each in office.box.world.results.items() if each.title == "Anna Vroeg")
        await office.session.store.results.settle(CaseKey(str(THUIS), office.inbox.results.current.case_id), int(time.time()))
        office.close(anna)
        office.inbox.version += 1
        await office.until(lambda: office.under_cursor == "Bram Tweede")
        await office.type(*"reaU")
        await office.hears("look, then press again")
        assert [call for call in office.calls("POST") if "cases" in call] == []
        assert not office.inbox.composer.is_open

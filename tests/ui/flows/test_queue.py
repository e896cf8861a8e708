"""Moving: through the queue, between views and panes, and to a result by its number."""

from __future__ import annotations

import asyncio
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.ui.office import MOBIEL, WHATSAPP, Office, at_work, customer
from webcare_tui.store import Selection
from webcare_tui.ui.screens import inbox

TRIO = ("Anna Vroeg", "Bram Tweede", "Cora Later")


def at(office: Office) -> str:
    """Where the agent's hands are."""
    return office.inbox.context.value


async def test_next_and_previous_go_round_and_name_whom_they_stand_on(tmp_path: Path) -> None:
    async with at_work(tmp_path, *TRIO) as office:
        for key, name in (("tab", "Bram Tweede"), ("tab", "Cora Later"), ("tab", "Anna Vroeg"), ("shift+tab", "Cora Later")):
            await office.press(key)
            await office.hears(f"Next: {name}.")
            await office.stands_on(name)


async def test_next_passes_over_every_message_of_the_same_case(tmp_path: Path) -> None:
    async with at_work(tmp_path, "Anna Vroeg", "Bram Tweede") as office:
        case = int(office.inbox.results.current.case_id)
        for number in range(25):
            customer(office.box, "Anna Vroeg", f"nr. {number}", caseId=case, minutes=59.9 - number / 100)
        await office.rows(27)
        await office.press("g", "tab")
        await office.hears("Next: Bram Tweede.")


async def test_a_slow_disk_delays_where_a_key_leads_and_does_not_cancel_it(tmp_path: Path) -> None:
    async with at_work(tmp_path, *TRIO) as office:
        ready = asyncio.Event()
        find = office.session.store.results.next_unhandled

        async def slowly(selection: Selection, after: int, *, backwards: bool = False) -> tuple[int, str] | None:
            await ready.wait()
            return await find(selection, after, backwards=backwards)

        office.session.store.results.next_unhandled = slowly  # type: ignore[method-assign]
        with patch.object(inbox, "PATIENCE", 0.0):
            await office.press("tab")
        assert office.under_cursor == "Anna Vroeg"
        ready.set()
        await office.stands_on("Bram Tweede")


async def test_space_reads_on_and_at_the_end_goes_to_the_next(tmp_path: Path) -> None:
    async with at_work(tmp_path, *TRIO) as office:
        await office.press("space")
        await office.stands_on("Bram Tweede")
        await office.press("enter")
        await office.until(lambda: at(office) == "conversation")
        await office.press("space")
        await office.stands_on("Cora Later")


async def test_views_by_number_by_name_one_after_the_other_and_back(tmp_path: Path) -> None:
    async with at_work(tmp_path, *TRIO) as office:
        customer(office.box, "Mobiele Mo", searchId=MOBIEL)
        inbox = office.inbox
        assert "1 Mine" in office.text and "1 Thuis" not in office.text, "the bare profile has no number"
        await office.press("enter")
        await office.until(lambda: at(office) == "conversation")
        await office.press("3")
        assert (inbox.view.title, at(office)) == (inbox.near_views[2].title, "list")
        await office.press("minus")
        assert inbox.view.title == "Nieuw"
        await office.press("right_square_bracket")
        assert inbox.view.title == "Chat en app"
        await office.press("left_square_bracket", "left_square_bracket", "left_square_bracket")
        assert inbox.view.title == "Thuis"
        await office.run("view.choose mobiel")
        await office.stands_on("Mobiele Mo")
        assert inbox.near_views[0].title == "Mine" and inbox.near_views[0].search_id == str(MOBIEL)
        await office.run("view.choose bestaat niet")
        await office.hears("There is no view “bestaat niet”.")
        await office.press("9")
        await office.until(lambda: inbox.view.title != "Mobiel" or "There is no view “9”." in office.said)


async def test_a_result_by_its_number_in_the_list_and_elsewhere(tmp_path: Path) -> None:
    async with at_work(tmp_path, *TRIO) as office:
        elsewhere = customer(office.box, "Mobiele Mo", searchId=MOBIEL)
        third = next(str(key) for key, each in office.box.world.results.items() if each.title == "Cora Later")
        await office.run(f"goto {third}")
        await office.stands_on("Cora Later")
        assert at(office) == "conversation"
        await office.run(f"goto #{elsewhere}")
        await office.until(lambda: office.shown == "Mobiele Mo")
        assert office.inbox.current.title == "Mobiele Mo"
        await office.run("goto hier")
        await office.hears("Give the number of a result")
        await office.run("goto 999999999")
        await office.asked("NoticeDialog")
        await office.press("enter")
        assert office.shown == "Mobiele Mo"


async def test_an_opened_result_is_told_although_it_was_looked_at_just_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webcare_tui.services.reader.DWELL", 0.05)
    async with at_work(tmp_path, "Anna Vroeg") as office:
        customer(office.box, "Bram Privé", source=WHATSAPP, minutes=20)
        await office.rows(2)
        await office.type("j", "enter")
        await office.stands_on("Bram Privé")
        await office.until(lambda: any(path.endswith("/event/opened") for path in office.calls("POST")), "opened")


async def test_panes_take_turns_in_a_narrow_window_and_esc_walks_back(tmp_path: Path) -> None:
    async with at_work(tmp_path, *TRIO, size=(80, 24)) as office:
        inbox = office.inbox
        seen = {"list": inbox.results, "conversation": inbox.thread, "profiles": inbox.profiles}

        def only(name: str) -> bool:
            return at(office) == name and [pane for pane in seen.values() if pane.region.area] == [seen[name]]

        await office.until(lambda: only("list"))
        await office.press("enter")
        await office.until(lambda: only("conversation"))
        await office.press("escape")
        await office.until(lambda: only("list"))
        await office.press("escape")
        await office.until(lambda: only("profiles"))
        await office.press("escape")
        await office.until(lambda: only("list"))
        assert office.app.is_running
        await office.press("f6")
        await office.until(lambda: only("conversation"))
        await office.press("shift+f6", "shift+f6")
        await office.until(lambda: only("profiles"))
        await office.press("enter")
        await office.until(lambda: only("list"))

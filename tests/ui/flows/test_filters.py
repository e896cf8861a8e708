"""The filter: built from what there is to choose, typed, pasted, taken back, refused with a word, shown and copied."""

from __future__ import annotations

from pathlib import Path

from tests.ui.office import MOBIEL, WHATSAPP, Office, at_work, customer
from webcare_tui.filters.render import render
from webcare_tui.filters.terms import Checked, Label, Order, Query, Sources, Word
from webcare_tui.ui.dialogs.filters import FilterDialog

PAIR = ("Anna Vroeg", "Bram Tweede")


def dialog(office: Office) -> FilterDialog:
    assert isinstance(office.app.screen, FilterDialog)
    return office.app.screen


async def test_chosen_step_by_step_counted_and_shown(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        customer(office.box, "Cora App", source=WHATSAPP, minutes=5)
        await office.rows(3)
        await office.press("f")
        await office.asked("FilterDialog")
        await office.sees("Filter", "not checked", "oldest first", "where it was posted", "3 fit, the oldest from 1h ago")
        await office.type(*"wha")
        await office.sees("whatsapp")
        await office.press("tab")
        assert dialog(office).line.value == "source:whatsapp"
        await office.type(*",tw")
        await office.press("tab", "space")
        assert dialog(office).line.value == ""
        assert dialog(office).query_now.terms[-1] == Sources(("whatsapp", "twitter"))
        await office.type(*"cora")
        await office.press("enter")
        await office.until(lambda: office.inbox.results.list.count == 1)
        await office.stands_on("Cora App")
        terms = (Checked(False), Order(False), Sources(("whatsapp", "twitter")), Word("cora"))
        assert office.inbox.view.query == Query("Thuis", terms)
        await office.press("minus")
        await office.until(lambda: office.inbox.view.title == "Nieuw")


async def test_the_cursor_chooses_and_enter_takes_the_choice_before_it_shows(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await office.type("f", *"lab")
        await office.asked("FilterDialog")
        await office.press("down", "up", "enter")
        assert dialog(office).line.value == "label:"
        await office.type(*"stor")
        await office.press("down", "up", "enter", "enter")
        await office.until(lambda: office.dialog == "")
        assert office.inbox.view.query.get(Label) == Label("Storing")


async def test_chips_are_gone_to_changed_taken_out_and_back(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await office.press("f")
        await office.asked("FilterDialog")
        box = dialog(office)
        await office.type(*"#storing ", *"twee ")
        whole = box.query_now
        assert len(whole.terms) == 4
        await office.press("backspace")
        assert box.query_now.terms == whole.terms[:3]
        await office.press("left", "left", "delete")
        assert box.query_now.terms == (whole.terms[0], whole.terms[2])
        await office.press("ctrl+z", "ctrl+z")
        assert box.query_now == whole and box.line.value == ""
        await office.press("ctrl+z")
        assert box.query_now.terms == whole.terms[:3] and box.line.value == "twee", "what was typed stands there again"
        await office.press("home", "left", "enter")
        assert box.line.value == "#storing", "a chip is taken apart to be changed"
        await office.press("ctrl+u", "left", "left", "left", "left", "right", "right", "right")
        assert not box.line.among_chips
        await office.press("escape")
        await office.until(lambda: office.dialog == "")
        assert office.inbox.view.title == "Nieuw"


async def test_what_cannot_be_read_is_pointed_at_and_nothing_is_lost(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR, size=(80, 24)) as office:
        await office.press("f")
        await office.asked("FilterDialog")
        await office.type(*"anna sentiment:boos")
        await office.press("enter")
        await office.sees("sentiment:boos", "“boos” is not a sentiment", "very-negative", "F4 copy", "Esc back")
        box = dialog(office)
        assert box.line.value == "sentiment:boos" and box.query_now.terms[-1] == Word("anna")
        await office.type("backspace", "backspace", "backspace", "backspace", *"negative")
        assert "is not a sentiment" not in office.text
        await office.press("enter")
        await office.until(lambda: office.dialog == "")
        assert "negative" in render(office.inbox.view.query)


async def test_a_string_of_the_dashboard_takes_the_place_of_all_and_can_be_copied(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        customer(office.box, "Dora Mobiel", searchId=MOBIEL)
        await office.press("f")
        await office.asked("FilterDialog")
        await office.type(*"https://x.example/results/Mobiel/source:twitter/")
        await office.press("enter")
        await office.stands_on("Dora Mobiel")
        assert office.inbox.view.query == Query("Mobiel", (Sources(("twitter",)),))
        await office.press("f")
        await office.asked("FilterDialog")
        await office.press("f3")
        assert dialog(office).line.value == "/Mobiel/source:twitter/"
        await office.press("f4")
        await office.hears("Copied the filter")
        assert office.app.clipboard == "/Mobiel/source:twitter/"


async def test_a_filter_behind_the_colon(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await office.run("list.filter tweede is:open")
        await office.stands_on("Bram Tweede")
        assert office.inbox.view.query == Query("Thuis", (Word("tweede"), Checked(False)))
        await office.run("list.filter flauwekul:1")
        await office.hears("“flauwekul” is not a filter")


async def test_calls_that_are_kept_are_not_spent_on_counting(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await office.press("f")
        await office.asked("FilterDialog")
        await office.sees("2 fit")
        before = len(office.calls("GET", "new+results"))
        await office.type(*"new:reset ")
        await office.sees("Enter shows what fits")
        assert len(office.calls("GET", "new+results")) == before
        await office.press("backspace")
        await office.sees("2 fit")
        office.fault("/results/Thuis/", status=503)
        await office.type(*"x ")
        await office.sees("The service")

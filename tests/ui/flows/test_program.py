"""The program itself: help, command line, palette, themes, clipboard, leaving."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.office import at_work, customer
from webcare_tui.store import StoreError
from webcare_tui.ui.commands.table import BY_ID

PAIR = ("Anna Vroeg", "Bram Tweede")


async def test_a_name_typed_behind_the_colon_in_one_packet_runs_no_letter_of_it(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await office.type("colon", *"theme paper", "enter")
        await office.hears("There is no theme “paper”: there are ")
        assert [call for call in office.calls("POST") if "cases" in call] == []
        assert office.dialog == "" and office.inbox.context.value == "list"


async def test_the_command_line_takes_names_and_beginnings(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        before = office.app.theme
        await office.run("theme")
        await office.until(lambda: office.app.theme != before)
        await office.run(f"theme {before}")
        await office.until(lambda: office.app.theme == before)
        await office.run("xyzzy")
        await office.hears("“xyzzy” is no command.")
        await office.press("colon", "escape")
        assert office.dialog == ""


async def test_the_palette_reads_as_words_and_runs_what_is_chosen(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await office.type("f2", *"times")
        await office.asked("Palette")
        await office.sees("Times · Switch between how long ago and the clock. T")
        await office.press("enter")
        await office.hears("Times by the clock.")
        await office.press("T")
        await office.hears("Times as how long ago.")
        await office.press("f2")
        await office.asked("Palette")
        await office.sees("Reply · Write an answer. r", "reply.write")


async def test_the_palette_acts_on_no_other_row_than_the_one_it_was_opened_on(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await office.press("f2")
        await office.asked("Palette")
        await office.type(*"close stay")
        await office.sees("Close, stay")
        await office.inbox.results.list.select(office.inbox.results.list._model.id_at(1))
        await office.press("enter")
        await office.hears("look, then press again")
        assert office.calls("POST", "/close") == []


async def test_help_names_the_agents_own_keys(tmp_path: Path) -> None:
    keys = {"case.close_next": "K", "case.take": "", "case.tkae": "t"}
    async with at_work(tmp_path, *PAIR, keys=keys) as office:
        await office.hears("there is no command “case.tkae”")
        await office.press("question_mark")
        await office.asked("HelpDialog")
        await office.sees("Keys that act here")
        await office.type(*"next one")
        await office.sees("K ", BY_ID["case.close_next"].tooltip())
        await office.press("escape")
        await office.sees("K close")
        assert "a take" not in office.text
        await office.press("e", "a")
        assert office.calls("POST", "/cases/") == []
        await office.press("K")
        await office.hears("Closed: Anna Vroeg.")


async def test_texts_and_links_go_to_the_clipboard(tmp_path: Path) -> None:
    async with at_work(tmp_path) as office:
        customer(office.box, "Anna Vroeg", "Zie https://example.com/meting", link="https://x.example/1")
        await office.news()
        await office.rows(1)
        await office.stands_on("Anna Vroeg")
        await office.press("y")
        assert office.app.clipboard == "Zie https://example.com/meting"
        await office.press("Y")
        assert office.app.clipboard == "https://x.example/1"
        await office.press("o")
        await office.asked("LinksDialog")
        await office.press("enter")
        await office.hears("Copied the link.")
        assert office.app.clipboard == "https://example.com/meting"
        await office.press("ctrl+c")
        await office.hears("q leaves")
        await office.press("ctrl+l")
        assert "Anna Vroeg" in office.text


async def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await office.press("o")
        await office.hears("There is no link in this conversation.")
        await office.press("Y")
        await office.hears("This message has no address of its own.")


async def test_q_leaves_at_once_where_nothing_is_under_way(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await office.write("Half")
        await office.press("escape")
        await office.press("q")
        await office.until(lambda: office.app._exit)
        (draft,) = await office.session.store.drafts.all()
        assert "Half" in draft.text


async def test_q_asks_while_a_reply_is_held(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR, undo=30) as office:
        await office.write("Straks")
        await office.press("ctrl+j")
        await office.hears("u takes it back")
        await office.press("q")
        await office.asked("QuitDialog")
        await office.sees("1 reply is still held or under way")
        await office.press("n")
        assert not office.app._exit
        await office.press("q")
        await office.asked("QuitDialog")
        await office.press("y")
        await office.until(lambda: office.app._exit)
        assert office.replies() == []


async def test_q_asks_where_the_disk_takes_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_work(tmp_path, *PAIR) as office:

        async def refuse(draft: object, known: object) -> None:
            raise StoreError("The disk is full", "Make room.")

        with monkeypatch.context() as broken:
            broken.setattr(office.session.store.drafts, "save", refuse)
            await office.write("Half")
            await office.press("escape", "q")
            await office.asked("ConfirmDialog")
            await office.sees("Leave and lose it?", "The disk is full")
            await office.press("enter", "n")
            assert not office.app._exit
        await office.until(lambda: "Half" in office.inbox.composer.draft.text)


async def test_an_unforeseen_failure_is_told_without_a_word_of_what_it_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with at_work(tmp_path, *PAIR) as office:

        async def broken(case: object) -> None:
            raise RuntimeError("GEHEIM")

        def broken_at_once(desk: object, argument: str) -> None:
            raise RuntimeError("GEHEIM")

        monkeypatch.setattr(office.session.cases, "take", broken)
        monkeypatch.setitem(office.inbox.run_command.__globals__["ERRANDS"], "times", broken_at_once)
        for key in "aT":
            await office.press(key)
            await office.asked("NoticeDialog")
            await office.sees("This failed inside the program", "RuntimeError in test_program.py")
            assert "GEHEIM" not in office.text
            await office.press("enter")
        assert "GEHEIM" not in caplog.text and "RuntimeError" in caplog.text
        await office.press("j")
        await office.stands_on("Bram Tweede")


async def test_the_diagnosis_is_read_and_copied_without_names_words_or_secrets(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await office.write("Geheim antwoord")
        await office.press("escape")
        await office.session.drafts.flush()
        office.session.client.tally.of("GET results/{profile}/{filters}").skipped += 2
        await office.run("diag")
        await office.asked("ReportDialog")
        await office.sees("How things stand", "webcare-tui ", "good for")
        await office.press("y")
        await office.hears("Copied. It holds no secret and no word of any message.")
        text = office.app.clipboard
        assert "results that cannot be read: 2; the others are shown" in text
        assert "drafts: 1" in text and "GET results/{profile}/{filters}: " in text and " calls used" in text
        for private in (*PAIR, "Anna", "Geheim", "pakket", office.box.client_secret, office.box.client_id, "@"):
            assert private not in text, private

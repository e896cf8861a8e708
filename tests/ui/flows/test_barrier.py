"""The barrier before a reply leaves: a conversation that has changed is shown first, and one key goes on."""

from __future__ import annotations

from pathlib import Path

from tests.ui.office import at_work, customer
from webcare_tui.models.reply import OutboxState


async def test_what_came_while_the_reply_was_written_is_shown_and_one_key_goes_on(tmp_path: Path) -> None:
    async with at_work(tmp_path, "Anna Vroeg") as office:
        case = int(office.inbox.results.current.case_id)
        person = office.result(office.inbox.shown.result.id).person_id
        await office.until(lambda: office.inbox.shown.fresh)
        await office.write("Het pakket komt morgen.")
        customer(office.box, "Anna Vroeg", "Laat maar, het is er!", caseId=case, personId=person, minutes=1)
        await office.news()
        await office.until(lambda: "Laat maar, het is er!" in [each.description for each in office.inbox.shown.messages])
        await office.press("ctrl+j")
        await office.asked("ConfirmDialog")
        assert "Anna Vroeg wrote again meanwhile" in office.text and "Anna Vroeg: Laat maar, het is er!" in office.text
        await office.press("enter", "escape")
        await office.until(lambda: not office.dialog)
        assert "Het pakket komt morgen." in office.inbox.composer.draft.text and office.state() == []
        await office.press("ctrl+j")
        await office.until(lambda: len(office.replies()) == 1, "sent once seen")


async def test_one_key_sends_it_all_the_same(tmp_path: Path) -> None:
    async with at_work(tmp_path, "Anna Vroeg") as office:
        there = office.result(office.inbox.shown.result.id)
        await office.until(lambda: office.inbox.shown.fresh)
        await office.write("Het pakket komt morgen.")
        customer(office.box, "Anna Vroeg", "En nog iets", caseId=there.case_id, personId=there.person_id, minutes=1)
        await office.news()
        await office.until(lambda: "En nog iets" in [each.description for each in office.inbox.shown.messages])
        await office.press("ctrl+j")
        await office.asked("ConfirmDialog")
        await office.press("y")
        await office.until(lambda: len(office.replies()) == 1)


async def test_what_comes_in_the_last_moment_brings_the_words_back(tmp_path: Path) -> None:
    async with at_work(tmp_path, "Anna Vroeg") as office:
        there = office.result(office.inbox.shown.result.id)
        await office.until(lambda: office.inbox.shown.fresh)
        await office.write("Het pakket komt morgen.")
        customer(office.box, "Anna Vroeg", "Te laat", caseId=there.case_id, personId=there.person_id, minutes=1)
        await office.press("ctrl+j")
        await office.hears("Anna Vroeg wrote again")
        await office.until(lambda: "Het pakket komt morgen." in office.inbox.composer.draft.text, "the words are back")
        await office.sees("Te laat")
        assert office.replies() == []
        await office.press("r", "ctrl+j")
        await office.until(lambda: len(office.replies()) == 1)


async def test_the_very_words_that_were_sent_before_go_out_again_only_after_a_yes(tmp_path: Path) -> None:
    async with at_work(tmp_path, "Anna Vroeg") as office:
        await office.until(lambda: office.inbox.shown.details)
        await office.write("Dank je wel!")
        await office.press("ctrl+j")
        await office.until(lambda: office.state() == [OutboxState.SENT])
        await office.until(lambda: len(office.inbox.shown.messages) == 2 and office.inbox.shown.details, "both")
        await office.write("Dank je wel!")
        for answer in ("escape", "y"):
            await office.press("ctrl+j")
            await office.asked("ConfirmDialog")
            assert "These words were sent already" in office.text and len(office.replies()) == 1
            await office.press(answer)
            await office.until(lambda: not office.dialog)
        await office.until(lambda: office.state() == [OutboxState.SENT] * 2)
        assert len(office.replies()) == 2


async def test_words_that_came_back_can_be_changed_anywhere(tmp_path: Path) -> None:
    async with at_work(tmp_path, "Anna Vroeg", undo=30) as office:
        await office.write("Een twee drie")
        await office.press("ctrl+j")
        await office.until(lambda: not office.inbox.composer.is_open)
        await office.press("u")
        await office.until(lambda: "Een twee drie" in office.inbox.composer.draft.text)
        await office.type(*"X")
        await office.session.drafts.flush()
        kept = await office.session.store.drafts.all()
        assert [each.text for each in kept] == [office.inbox.composer.draft.text]
        assert kept[0].text.count("twee") == 1

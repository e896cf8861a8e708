"""Answering: nothing typed is lost, nothing goes to another customer, and who may read it is never a surprise."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from tests.ui.office import WHATSAPP, Office, at_work, customer
from webcare_tui.api.client import WebcareClient
from webcare_tui.models.conversation import Details
from webcare_tui.models.reply import OutboxState
from webcare_tui.store import StoreError

POOLVOS = "2108"
"""The other connection of the right source."""
PAIR = ("Anna Vroeg", "Bram Tweede")


async def write(office: Office, words: str) -> None:
    """Open the composer, wait until it knows its result, and type."""
    await office.press("r")
    await office.until(lambda: office.inbox.shown and office.inbox.shown.details and office.inbox.composer.draft.result_id)
    await office.type(*words)


def held_back(monkeypatch: pytest.MonkeyPatch, without: str = "") -> asyncio.Event:
    """Let the service tell details of results only once this is set; without one of the connections.

    To be called before the office opens: what the list stands on may be read at any moment after that.
    """
    gate, tell = asyncio.Event(), WebcareClient.result_without_context

    async def later(client: WebcareClient, result_id: str) -> Details:
        await gate.wait()
        details = await tell(client, result_id)
        left = tuple(each for each in details.available_connections if each.id != without)
        return replace(details, available_connections=left)

    monkeypatch.setattr(WebcareClient, "result_without_context", later)
    return gate


async def test_a_reply_is_written_sent_and_said(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await write(office, "Komt eraan")
        await office.press("ctrl+j")
        await office.hears("✓ Sent to Anna Vroeg.")
        (sent,) = office.replies()
        assert "Komt eraan" in sent[1] and sent[2]
        assert not office.inbox.composer.is_open
        assert office.inbox.context.value == "conversation"
        await office.stands_on("Anna Vroeg")
        await office.until(lambda: not office.session.drafts.ids)


async def test_letters_and_line_ends_right_behind_r_are_words(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await office.type("r", "e", "a", "enter", "U")
        await office.until(lambda: "ea\nU" in office.inbox.composer.draft.text)
        assert office.session.outbox.items == ()
        assert [call for call in office.calls("POST") if "cases" in call] == []


async def test_keys_right_behind_esc_are_no_words(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await write(office, "Dag")
        draft = office.inbox.composer.draft
        await office.type("escape", "question_mark")
        await office.asked("HelpDialog")
        await office.type("escape", "colon", "k")
        await office.asked("CommandLineDialog")
        await office.type("escape", "tab")
        await office.stands_on("Bram Tweede")
        kept = await office.session.drafts.get(draft.result_id)
        assert kept is not None and kept.text == draft.text


async def test_what_is_typed_before_the_service_has_told_its_prefix_and_suffix_stands_between_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = held_back(monkeypatch)
    async with at_work(tmp_path, *PAIR) as office:
        await office.type(*"rSnel")
        assert office.inbox.composer.area.text == "Snel", "the service has not told them yet"
        gate.set()
        await office.until(lambda: office.inbox.composer.area.text.endswith("^MK"))
        before, after = office.inbox.composer.area.text.split("Snel")
        assert before.strip().startswith("@") and after.strip() == "^MK"
        await office.type("!")
        assert "Snel!" in office.inbox.composer.area.text


@pytest.mark.parametrize("possible", [True, False])
async def test_publicity_and_channel_that_were_chosen_survive_late_details(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, possible: bool
) -> None:
    gate = held_back(monkeypatch, "" if possible else POOLVOS)
    async with at_work(tmp_path, *PAIR) as office:
        await office.type("r")
        composer = office.inbox.composer
        await office.until(lambda: composer.draft.result_id)
        await office.press("ctrl+t", "ctrl+n")
        assert (composer.draft.public, composer.draft.connection_id) == (False, POOLVOS)
        gate.set()
        await office.until(lambda: composer.area.text.endswith("^MK"))
        assert not composer.draft.public
        assert (composer.draft.connection_id == POOLVOS) is possible
        assert ("cannot answer here; it is @NoorderlichtHelp now" in office.said) is not possible


async def test_privately_and_public_only_after_a_word(tmp_path: Path) -> None:
    async with at_work(tmp_path, "Anna Vroeg") as office:
        customer(office.box, "Bram Privé", source=WHATSAPP, minutes=20)
        await office.rows(2)
        await office.press("R")
        await office.until(lambda: office.inbox.composer.draft.result_id)
        assert not office.inbox.composer.draft.public
        await office.press("escape", "left", "j")
        await office.stands_on("Bram Privé")
        await write(office, "Hoi")
        assert not office.inbox.composer.draft.public
        await office.press("ctrl+t")
        await office.asked("ConfirmDialog")
        await office.press("enter", "n")
        assert not office.inbox.composer.draft.public
        await office.press("ctrl+t")
        await office.asked("ConfirmDialog")
        await office.press("y")
        assert office.inbox.composer.draft.public
        await office.sees("PUBLIC: everyone can read this reply.")
        await office.press("escape", "left", "k")
        await office.stands_on("Anna Vroeg")
        await office.press("r")
        await office.until(lambda: office.inbox.composer.draft.result_id)
        assert office.inbox.composer.draft.public, "never kept from the conversation before"


async def test_ctrl_o_sends_closes_and_stands_on_another_customer_whom_it_names(tmp_path: Path) -> None:
    async with at_work(tmp_path, "Anna Vroeg", "Bram Tweede", size=(80, 24)) as office:
        case = office.inbox.results.current.case_id
        customer(office.box, "Anna Vroeg", "Hallo??", minutes=59.5, caseId=int(case))
        await office.rows(3)
        await write(office, "Komt eraan")
        await office.press("ctrl+o")
        await office.until(lambda: office.calls("POST", "/close"), "the case is closed")
        assert office.shown == "Bram Tweede"
        assert office.under_cursor == "Bram Tweede"
        assert [path.rpartition("/cases/")[2] for path in office.calls("POST", "/close")] == [f"{case}/close"]


async def test_undo_goes_back_to_whom_it_was_for_with_the_words(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR, undo=30) as office:
        await write(office, "Te snel")
        await office.press("ctrl+o")
        await office.hears("↗ Anna Vroeg held 30 s · u takes it back. Next: Bram Tweede.")
        await office.sees("↗ 1")
        await office.press("u")
        await office.hears("Taken back; nothing was sent. The words for Anna Vroeg")
        await office.until(lambda: office.shown == "Anna Vroeg" and office.inbox.shown and office.inbox.shown.details)
        assert "Te snel" in office.inbox.composer.draft.text
        assert office.inbox.context.value == "composer"
        assert office.replies() == []
        await office.press("escape", "u")
        await office.hears("Nothing is held any more")


async def test_a_draft_is_thrown_away_only_after_a_word(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await write(office, "Weg ermee")
        await office.press("escape")
        for answer, left in (("n", True), ("y", False)):
            await office.run("draft.discard")
            await office.asked("ConfirmDialog")
            await office.press(answer)
            await office.until(lambda left=left: office.inbox.composer.is_open is left)
        await office.until(lambda: not office.session.drafts.ids)
        assert await office.session.store.drafts.all() == ()


async def test_words_survive_another_row_another_view_and_the_next_start(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await office.write("Half af")
        await office.press("f6", "f6")
        await office.until(lambda: office.inbox.context.value == "list")
        await office.press("j")
        await office.stands_on("Bram Tweede")
        assert not office.inbox.composer.is_open
        await office.press("k")
        await office.stands_on("Anna Vroeg")
        await office.until(lambda: "Half af" in office.inbox.composer.draft.text)
        await office.press("r")
        await office.type(*"!", "f6", "f6")
        await office.press("1")
        await office.until(lambda: office.inbox.results.list.count == 0)
        await office.session.drafts.flush()
        (draft,) = await office.session.store.drafts.all()
        assert "Half af!" in draft.text


async def test_a_reply_that_the_disk_refuses_stays_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await write(office, "Komt eraan")

        async def refuse(item: object, *, again: bool) -> None:
            raise StoreError("The disk is full", "Make room.")

        with monkeypatch.context() as broken:
            broken.setattr(office.session.store.outbox, "queue_from_draft", refuse)
            await office.press("ctrl+j")
            await office.asked("NoticeDialog")
        await office.sees("The disk is full", "Make room.")
        await office.press("enter")
        assert "Komt eraan" in office.inbox.composer.draft.text
        await office.press("ctrl+j")
        await office.until(office.replies, "sent at the second order")


async def test_a_refused_reply_stands_in_its_composer_again_above_new_words(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        office.fault("replies$", status=400, body={"status": "ERROR", "message": "Te lang"}, delay=0.1)
        await write(office, "Eerste")
        await office.press("ctrl+j")
        await office.until(lambda: not office.inbox.composer.is_open)
        await office.write("Tweede")
        await office.until(lambda: OutboxState.FAILED in office.state())
        await office.until(lambda: "Eerste" in office.inbox.composer.area.text)
        assert office.inbox.composer.area.text.index("Eerste") < office.inbox.composer.area.text.index("Tweede")
        assert "not sent" in office.said

"""The last look: nothing that was found leaves without a key of its own, and nobody is asked twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.office import WHATSAPP, Office, at_work, customer
from webcare_tui.ui.dialogs.findings import FindingsDialog

IBAN = "NL91 ABNA 0417 1643 00"
WORDS = f"Stort op {IBAN}"


async def write(office: Office, words: str) -> None:
    """Open the composer, wait until it knows its result, and type."""
    await office.press("r")
    await office.until(lambda: office.inbox.shown and office.inbox.shown.details and office.inbox.composer.draft.result_id)
    await office.type(*words)


async def test_a_public_reply_with_an_iban_leaves_only_with_a_second_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(tmp_path, "Anna Vroeg", "Bram Tweede") as office:
        there = office.result(office.inbox.shown.result.id)
        await office.until(lambda: office.inbox.shown.fresh)
        await write(office, WORDS)
        area = office.inbox.composer.area
        whole = area.text
        monkeypatch.setattr(FindingsDialog, "PAUSE", 60.0)
        await office.press("ctrl+j")
        await office.asked("FindingsDialog")
        assert IBAN in office.text and "a bank account number (IBAN)" in office.text
        await office.press("enter", "space", "y")
        assert office.dialog == "FindingsDialog", "Enter is no word for it, and y not so soon: it may be one of the reply"
        await office.press("escape")
        await office.hears("Nothing was sent.")
        assert (area.text, area.caret, office.inbox.context.value) == (whole, whole.index(IBAN), "composer")
        assert office.session.outbox.items == ()

        monkeypatch.setattr(FindingsDialog, "PAUSE", 0.0)
        area.replace_all("x" * 281)
        await office.press("ctrl+j")
        await office.asked("FindingsDialog")
        await office.press("y")
        assert office.dialog == "FindingsDialog", "no key sends what is too long"
        await office.press("enter")
        assert (office.dialog, area.caret, area.text) == ("", 280, "x" * 281)
        assert office.session.outbox.items == ()

        area.replace_all(whole)
        customer(office.box, "Anna Vroeg", "En nog iets", caseId=there.case_id, personId=there.person_id, minutes=1)
        await office.news()
        await office.until(lambda: "En nog iets" in [each.description for each in office.inbox.shown.messages])
        await office.press("ctrl+j")
        await office.asked("FindingsDialog")
        assert all(each in office.text for each in ("Anna Vroeg wrote again meanwhile:", "Anna Vroeg: En nog iets", IBAN))
        await office.press("y")
        await office.hears("✓ Sent to Anna Vroeg.")
        assert office.replies()[0][1:] == (whole, True)


async def test_a_private_reply_leaves_at_once_and_one_that_turns_public_is_asked_about_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FindingsDialog, "PAUSE", 0.0)
    async with at_work(tmp_path, "Anna Vroeg") as office:
        customer(office.box, "Bram Privé", "Met mevrouw Kwakkel, hallo", source=WHATSAPP, minutes=20)
        await office.rows(2)
        await office.press("j")
        await office.stands_on("Bram Privé")
        await write(office, WORDS)
        await office.press("ctrl+j")
        await office.hears("✓ Sent to Bram Privé.")
        assert [each[2] for each in office.replies()] == [False]

        await write(office, f"{WORDS} voor Kwakkel")
        await office.press("ctrl+t")
        await office.asked("FindingsDialog")
        assert all(each in office.text for each in ("Answer a private message in public?", "(IBAN)", "only told in private"))
        await office.press("y")
        await office.sees("PUBLIC: everyone can read this reply.")
        await office.type(*"!", "ctrl+j")
        await office.until(lambda: len(office.session.outbox.items) == 2 or office.dialog)
        assert office.dialog == "", "that was asked already"
        await office.until(lambda: [item.public for item in office.session.outbox.items] == [False, True])

"""The conversation that is read: earlier messages, saved replies, edits, deletions, the service's own words."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.ui.office import Office, at_work, customer
from webcare_tui.services.events import ConfigurationLoaded
from webcare_tui.ui.messages import FromService

CASE, PERSON = 880_001, 99_001
SAVED = {"message": "Beste Anna, ik zoek het uit.", "private": True, "user": "1002", "connectionId": "", "imageUrl": ""}


def long_conversation(office: Office, messages: int = 70) -> None:
    """Anna writes and writes, always in the same case; the newest is the one that waits."""
    for number in range(messages):
        asked = number == messages - 1
        customer(
            office.box, "Anna Vroeg", f"Bericht {number:03}", caseId=CASE, personId=PERSON, minutes=500 - number,
            checked=0 if asked else int(time.time()),
        )  # fmt: skip


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr("webcare_tui.ui.app.WebcareApp.copy_to_clipboard", lambda app, text: found.append(text))
    return found


async def test_earlier_messages_come_at_the_top_of_a_long_conversation(tmp_path: Path) -> None:
    async with at_work(tmp_path) as office:
        long_conversation(office)
        await office.rows(1)
        await office.stands_on("Anna Vroeg")
        await office.press("enter")
        shown = lambda: [each.description for each in office.inbox.shown.messages]  # noqa: E731
        await office.until(lambda: office.inbox.shown.more and len(shown()) == 10, "the newest ten")
        asked = f"/results/{office.inbox.shown.result.id}"
        assert office.calls("GET", asked) and not any("limit" in path for path in office.calls("GET", asked))
        await office.press("g")
        await office.until(lambda: len(shown()) == 50, "fifty")
        await office.hears("40 earlier messages.")
        assert any(path.endswith("/limit:50") for path in office.calls("GET", asked))
        await office.sees("Bericht 060")
        assert "new since" not in office.text, "what came in above is not new"
        await office.run("conversation.more")
        await office.until(lambda: len(shown()) == 70 and not office.inbox.shown.more, "all")
        assert shown()[0] == "Bericht 000"
        calls = len(office.calls("GET"))
        await office.press("g", "k")
        assert len(office.calls("GET")) == calls, "there is nothing more to ask for"
        await office.run("conversation.more")
        await office.hears("no earlier messages")


async def test_a_reply_saved_at_the_service_is_shown_and_begins_a_reply_only_when_asked_for(tmp_path: Path) -> None:
    async with at_work(tmp_path) as office:
        customer(office.box, "Anna Vroeg", "Help", draft=SAVED, minutes=50)
        customer(office.box, "Bram Tweede", "Help", minutes=40)
        await office.rows(2)
        await office.press("g", "enter")
        await office.sees("saved at the service by Daan", "Beste Anna, ik zoek het uit.", "b begins your reply")
        composer = office.inbox.composer
        await office.write("Dag")
        assert "Beste Anna" not in composer.area.text and "Dag" in composer.area.text
        assert composer.draft.public
        await office.press("escape", "b")
        await office.until(lambda: "Beste Anna" in composer.draft.text)
        await office.hears("so this reply is PRIVATE now")
        assert composer.draft.text.startswith("Beste Anna, ik zoek het uit.\n\n") and "Dag" in composer.draft.text
        assert not composer.draft.public and office.inbox.context.value == "composer"
        await office.session.drafts.flush()
        kept = await office.session.store.drafts.all()
        assert [each.text for each in kept] == [composer.draft.text]
        await office.press("escape", "tab")
        await office.stands_on("Bram Tweede")
        await office.press("enter")
        await office.until(lambda: office.inbox.shown.details)
        await office.press("b")
        await office.hears("No reply to this message was saved")
        assert office.replies() == []


async def test_edited_and_deleted_messages_say_so(tmp_path: Path) -> None:
    async with at_work(tmp_path, "Anna Vroeg") as office:
        await office.press("enter")
        await office.until(lambda: office.inbox.shown.fresh)
        number = office.inbox.shown.result.id
        there = office.result(number)
        office.box.call(lambda: there.given.update(description="Laat maar, het is er.") or setattr(there, "folded", ""))
        await office.news()
        await office.sees("Laat maar, het is er.", "changed by its author since you first read it")
        await office.until(lambda: "Waar blijft mijn pakket?" not in office.text.split("Laat maar")[-1], "only the new words")
        await office.press("enter")
        await office.sees("it first said:", "Waar blijft mijn pakket?")
        office.box.call(lambda: there.given.update(status=5) or setattr(there, "status", 5))
        await office.press("ctrl+r")
        await office.sees("deleted on the source")
        await office.until(lambda: "Laat maar" not in office.text and "Waar blijft" not in office.text, "no words of it")
        await office.press("r")
        await office.hears("deleted on its source")
        office.inbox._deaf_until = 0.0
        await office.run("result.raw")
        await office.hears("not on this machine")


async def test_what_the_service_sent_is_shown_and_copied_only_on_the_agents_word(tmp_path: Path, copied: list[str]) -> None:
    async with at_work(tmp_path) as office:
        customer(office.box, "Anna Vroeg", "Mijn pakket \u202e!", fieldOfTomorrow={"deep": [1, 2]}, minutes=50)
        await office.rows(1)
        await office.stands_on("Anna Vroeg")
        await office.until(lambda: office.inbox.shown.details, "details")
        await office.run("raw")
        await office.asked("RawDialog")
        await office.sees("as the service sent it, with all details", "PRIVATE", "activities")
        assert "\u202e" not in office.text
        await office.press("G", "g", "space", "escape")
        assert office.dialog == "" and copied == []
        for answer, number in (("n", 0), ("enter", 0), ("escape", 0), ("y", 1)):
            await office.run("raw")
            await office.asked("RawDialog")
            await office.press("y")
            await office.asked("ConfirmDialog")
            await office.press(answer)
            if answer == "enter":
                assert office.dialog == "ConfirmDialog", "Enter is no word for it"
                await office.press("escape")
            await office.until(lambda: office.dialog == "")
            assert len(copied) == number, answer
        assert json.loads(copied[0])["activities"] == [] and json.loads(copied[0])["fieldOfTomorrow"] == {"deep": [1, 2]}


async def test_a_public_message_without_details_is_copied_at_once(tmp_path: Path, copied: list[str]) -> None:
    async with at_work(tmp_path) as office:
        office.fault("/noContext", status=500, times=99)
        customer(office.box, "Anna Vroeg")
        await office.rows(1)
        await office.until(lambda: office.inbox.shown and office.inbox.shown.fresh)
        assert office.inbox.shown.details is None
        await office.run("raw")
        await office.asked("RawDialog")
        await office.sees("as the service sent it")
        assert "PRIVATE" not in office.text
        await office.press("y")
        await office.hears("Copied what the service sent")
        assert json.loads(copied[0])["title"] == "Anna Vroeg"


@pytest.mark.parametrize("how", ["disabled", "hidden"])
async def test_what_was_allowed_when_a_reply_was_begun_is_asked_again_when_it_leaves(tmp_path: Path, how: str) -> None:
    async with at_work(tmp_path, "Anna Vroeg") as office:
        await office.write("Ik kijk het na")
        account = office.inbox.account
        searches = tuple(replace(each, hide_buttons=True) for each in account.searches)
        changed = replace(account, disabled=True) if how == "disabled" else replace(account, searches=searches)
        office.inbox.post_message(FromService(ConfigurationLoaded(changed, office.inbox.views)))
        await office.press("ctrl+j")
        await office.hears("Nothing was sent; the draft is kept.")
        assert office.session.outbox.items == () and "Ik kijk het na" in office.inbox.composer.draft.text
        assert office.inbox.session.drafts.ids


async def test_numbers_that_the_configuration_does_not_know_are_shown_as_such(tmp_path: Path) -> None:
    deed = {"id": 1, "resultId": 1, "actor": 987, "activity": 654, "subject": "", "result": "", "time": int(time.time())}
    async with at_work(tmp_path) as office:
        customer(office.box, "Anna Vroeg", source=77, status=9, type=42, activities=[deed], tagsList={"321": {"name": "Raar"}})
        await office.rows(1)
        await office.until(lambda: office.inbox.shown and office.inbox.shown.details, "details")
        await office.press("i")
        await office.sees("source 77", "status 9", "activity 654 · user 987", "Raar")
        await office.press("escape", "r")
        await office.until(lambda: office.inbox.composer.is_open and office.inbox.composer.draft.result_id)
        await office.type(*"Hoi")
        await office.press("ctrl+j")
        await office.hears("No connection of this account can answer on this source")
        assert "Hoi" in office.inbox.composer.area.text and office.replies() == []

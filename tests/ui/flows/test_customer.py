"""The customer's panel, and the way back from it."""

from __future__ import annotations

from pathlib import Path

from tests.ui.office import WHATSAPP, at_work, customer


async def test_panel_and_earlier_contact_of_this_customer_only(tmp_path: Path) -> None:
    async with at_work(tmp_path) as office:
        for name, person, minutes in (("Anna Vroeg", 71, 50), ("Bram Tweede", 72, 40)):
            customer(office.box, name, "Nu", personId=person, minutes=minutes)
        customer(office.box, "Anna Vroeg", "Toen", personId=71, minutes=20)
        await office.rows(3)
        await office.press("g")
        await office.stands_on("Anna Vroeg")
        inbox = office.inbox
        await office.press("i")
        await office.until(lambda: inbox.customer.display and [each.description for each in inbox.customer.earlier] == ["Toen"])
        assert inbox.context.value == "conversation" and not inbox.thread.display
        await office.press("i")
        await office.until(lambda: inbox.thread.display)
        assert inbox.context.value == "conversation"
        await office.press("p")
        await office.sees("Toen")
        await office.press("escape")
        await office.until(lambda: inbox.thread.display and inbox.context.value == "conversation")
        await office.press("i", "tab")
        await office.until(lambda: office.shown == "Bram Tweede")
        assert inbox.thread.display and inbox.customer.earlier == ()
        await office.press("i")
        await office.until(lambda: inbox.customer.display)
        assert inbox.customer.earlier == ()


async def test_earlier_contact_on_another_source_is_listed_and_opens(tmp_path: Path) -> None:
    async with at_work(tmp_path) as office:
        customer(office.box, "Anna Vroeg", "Nu", personId=71, minutes=50)
        customer(office.box, "Anna V.", "Toen op WhatsApp", personId=71, source=WHATSAPP, private=True, minutes=20)
        await office.rows(2)
        await office.press("g")
        await office.stands_on("Anna Vroeg")
        await office.write("Half af")
        await office.press("escape", "i")
        await office.sees("Earlier contact", "Other accounts of this person", "WhatsApp", "Activities")
        await office.press("p")
        await office.until(lambda: office.inbox.customer.chosen)
        await office.press("enter")
        await office.until(lambda: office.shown == "Anna V." and office.inbox.thread.display)
        await office.hears("Earlier contact of Anna Vroeg")
        assert office.inbox.context.value == "conversation" and not office.inbox.composer.is_open
        await office.until(lambda: office.inbox.shown.fresh and office.inbox.shown.details)
        await office.session.drafts.flush()
        assert len(await office.session.store.drafts.all()) == 1, "what was begun is kept"
        await office.press("p")
        await office.until(lambda: office.inbox.customer.chosen)
        gone = office.inbox.customer.chosen
        there = office.result(gone)
        office.box.call(lambda: there.given.update(status=5) or setattr(there, "status", 5))
        await office.session.store.results.erase([gone])
        await office.press("enter")
        await office.hears("not on this machine any more")


async def test_a_first_contact_is_told_plainly(tmp_path: Path) -> None:
    async with at_work(tmp_path, "Anna Vroeg") as office:
        await office.until(lambda: office.inbox.shown.details)
        await office.press("i")
        await office.sees("Anna Vroeg", "first contact", "None that this machine knows of", "Notes", "Activities", "channels")
        await office.press("j", "enter", "k")
        assert office.inbox.customer.display


async def test_earlier_contact_is_asked_of_the_service(tmp_path: Path) -> None:
    async with at_work(tmp_path) as office:
        for words, minutes in (("Lang geleden", 9000), ("Ook al oud", 8000)):
            customer(office.box, "Anna Vroeg", words, personId=71, profileId="annav", minutes=minutes, checked=1_700_000_000)
        customer(office.box, "annav", "Een ander", personId=72, minutes=7000, checked=1_700_000_000)
        customer(office.box, "Anna Vroeg", "Nu", personId=71, profileId="annav", earlierContact=True, minutes=5)
        customer(office.box, "Bram Tweede", "Nu", minutes=4)
        await office.rows(2)
        await office.press("g")
        await office.stands_on("Anna Vroeg")
        await office.until(lambda: office.inbox.shown.details)
        await office.press("i")
        await office.sees("none of it is on this machine")
        await office.press("P")
        await office.hears("2 messages of Anna Vroeg came.")
        await office.sees("Lang geleden", "Ook al oud")
        assert "Een ander" not in office.text
        assert len(office.calls("GET", "profile:annav")) == 1
        assert office.inbox.results.list.count == 2, "they are in no view"
        await office.press("escape", "escape", "tab")
        await office.stands_on("Bram Tweede")
        await office.press("P")
        await office.hears("found nothing else of Bram Tweede")
        office.fault("profile:", status=500)
        await office.press("P")
        await office.asked("NoticeDialog")

"""The customer's panel, and the way back from it."""

from __future__ import annotations

from pathlib import Path

from tests.ui.office import at_work, customer


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

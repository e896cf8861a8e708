"""Errands on the customer: the panel with all that is known, and earlier contact."""

from __future__ import annotations

from webcare_tui.ui.commands.command import Context
from webcare_tui.ui.flows.desk import Desk


async def toggle(desk: Desk, argument: str = "") -> None:
    """Show the panel in the place of the conversation, or the conversation again."""
    desk.show_customer(not desk.customer.display)
    if desk.customer.display:
        await _load(desk)


async def earlier(desk: Desk, argument: str = "") -> None:
    """Show the panel at the customer's earlier contact."""
    desk.show_customer(True)
    await _load(desk)
    desk.customer.show_earlier()


async def _load(desk: Desk) -> None:
    conversation = desk.shown
    if conversation is None:
        return
    person = next((each.person_id for each in conversation.messages if each.person_id), "")
    here = {message.id for message in conversation.messages}
    known = await desk.session.store.results.of_person(person) if person else ()
    desk.customer.earlier = tuple(result for result in known if result.id not in here)
    desk.go(Context.THREAD)

"""Errands on the customer: the panel with all that is known, and earlier contact."""

from __future__ import annotations

from webcare_tui.ui.commands.command import Context
from webcare_tui.ui.flows.desk import Desk


async def toggle(desk: Desk, argument: str = "") -> None:
    """Show the panel in the place of the conversation, or the conversation again."""
    await _show(desk, not desk.customer.display)


async def earlier(desk: Desk, argument: str = "") -> None:
    """Show the panel at the customer's earlier contact."""
    await _show(desk, True)
    desk.customer.show_earlier()


async def _show(desk: Desk, show: bool) -> None:
    desk.show_customer(show)
    desk.go(Context.THREAD)
    conversation = desk.shown
    if not show or conversation is None:
        return
    person = next((each.person_id for each in conversation.messages if each.person_id), "")
    here = {message.id for message in conversation.messages}
    known = await desk.session.store.results.of_person(person) if person else ()
    if desk.shown is not None and desk.shown.result.id == conversation.result.id:
        desk.customer.earlier = tuple(result for result in known if result.id not in here)

"""Errands on the customer: the panel with all that is known, and earlier contact."""

from __future__ import annotations

from collections.abc import Awaitable

from webcare_tui.models.conversation import Conversation
from webcare_tui.services.people import fetch_earlier
from webcare_tui.ui.commands.command import Context
from webcare_tui.ui.flows.desk import Desk
from webcare_tui.ui.flows.queue import open_on
from webcare_tui.ui.present.customer import customer_of


async def toggle(desk: Desk, argument: str = "") -> None:
    """Show the panel in the place of the conversation, or the conversation again."""
    await _show(desk, not desk.customer.display)


async def earlier(desk: Desk, argument: str = "") -> None:
    """Show the panel at the customer's earlier contact."""
    await _show(desk, True)
    desk.customer.show_earlier()


def fetch(desk: Desk, argument: str = "") -> Awaitable[None] | None:
    """Ask the service what this customer wrote before, and show it."""
    return _fetch(desk, desk.shown) if desk.shown is not None else None


async def _fetch(desk: Desk, conversation: Conversation) -> None:
    customer, account = customer_of(conversation), desk.session.account
    if account is None:
        desk.say("The configuration is not known yet; try again in a moment.", "warning")
        return
    desk.say(f"Asking the service what {desk.veil.name_of(customer)} wrote before.")
    found = await fetch_earlier(desk.session.client, desk.session.store, account, customer)
    if desk.shown is None or desk.shown.result.id != conversation.result.id:
        return
    came = len(set(found) - {message.id for message in desk.shown.messages})
    await earlier(desk)
    many = f"{came} message{'s' if came > 1 else ''} of {desk.veil.name_of(customer)} came."
    desk.say(many if came else f"The service found nothing else of {desk.veil.name_of(customer)} in this search profile.")


async def open_earlier(desk: Desk, result_id: str) -> None:
    """Open an earlier message of the customer in the place of this conversation; a draft that was begun here is kept."""
    result = await desk.session.store.results.get(result_id)
    if result is None or result.deleted:
        desk.say("That message is not on this machine any more.", "warning")
        return
    came_from = desk.shown
    await desk.results.list.select(result_id)
    desk.show_customer(False)
    opening = open_on(desk, result)
    if came_from is not None:
        desk.say(f"Earlier contact of {desk.veil.name_of(customer_of(came_from))}; Esc goes to the list.")
    await opening


async def _show(desk: Desk, show: bool) -> None:
    desk.show_customer(show)
    desk.go(Context.THREAD)
    conversation = desk.shown
    if not show or conversation is None:
        return
    person = customer_of(conversation).person_id
    here = {message.id for message in conversation.messages}
    known = await desk.session.store.results.of_person(person) if person else ()
    if desk.shown is not None and desk.shown.result.id == conversation.result.id:
        desk.customer.earlier = tuple(result for result in known if result.id not in here)

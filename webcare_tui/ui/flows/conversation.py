"""Errands on the conversation that is read: earlier messages of it, and what the service sent, as it came."""

from __future__ import annotations

from collections.abc import Awaitable

from webcare_tui.models.conversation import Conversation
from webcare_tui.models.result import Result
from webcare_tui.ui.dialogs.confirm import ConfirmDialog
from webcare_tui.ui.dialogs.raw import RawDialog
from webcare_tui.ui.flows.desk import Desk
from webcare_tui.ui.flows.screen import HIDDEN
from webcare_tui.ui.present.raw import Raw, raw_of


def more(desk: Desk, argument: str = "") -> Awaitable[None] | None:
    """Ask the service for earlier messages of the conversation."""
    if desk.shown is None or desk.thread.busy:
        return None
    desk.thread.busy = True
    return _more(desk, desk.shown)


async def _more(desk: Desk, conversation: Conversation) -> None:
    try:
        came = await desk.session.reader.more(conversation.result.id)
    finally:
        desk.thread.busy = False
    here = desk.shown is not None and desk.shown.result.id == conversation.result.id
    if here and came:
        desk.say(f"{came} earlier message{'s' if came > 1 else ''}.")
    elif here and desk.shown is not None and desk.shown.more:
        desk.say("No earlier messages came; k at the top asks again.", "warning")
    elif here:
        desk.say("That is all that the service has of this conversation.")


def raw(desk: Desk, argument: str = "") -> Awaitable[None] | None:
    """Show what the service sent of the result under the cursor."""
    if desk.current is not None and desk.veil.over(desk.current.id).on:
        desk.say(HIDDEN, "warning")
        return None
    return _raw(desk, desk.current, desk.shown) if desk.current is not None else None


async def _raw(desk: Desk, result: Result, shown: Conversation | None) -> None:
    details = shown.details if shown is not None and shown.result.id == result.id else None
    kept = details.result if details is not None and details.result.raw else await desk.session.store.results.get(result.id)
    found = raw_of(kept if kept is not None else result)
    if found is None:
        desk.say("The service's own words for this message are not on this machine; Enter fetches them.", "warning")
        return
    if await desk.ask(RawDialog(found)) and await _may_leave(desk, found):
        desk.app.copy_to_clipboard(found.text)
        desk.say("Copied what the service sent, as JSON.")


async def _may_leave(desk: Desk, found: Raw) -> bool:
    """Whether it may go to the clipboard: what is private only once the agent has said so in words."""
    if not found.private:
        return True
    body = (
        "It holds private messages, and perhaps names and notes. On the clipboard other programs can read them, and what is "
        "pasted leaves this machine. Give it only to who may see it."
    )
    sure = await desk.ask(
        ConfirmDialog("Copy a private message?", body, yes="Copy it all the same", no="Do not copy", danger=True)
    )
    if not sure:
        desk.say("Nothing was copied.")
    return bool(sure)

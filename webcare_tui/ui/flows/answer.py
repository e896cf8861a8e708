"""Errands of answering: open the composer, send, take back, publicity, throw a draft away."""

from __future__ import annotations

from collections.abc import Awaitable

from webcare_tui.models.conversation import Conversation
from webcare_tui.models.draft import Draft
from webcare_tui.models.reply import OutboxState
from webcare_tui.models.result import Result
from webcare_tui.ui.commands.command import Context
from webcare_tui.ui.dialogs.confirm import ConfirmDialog
from webcare_tui.ui.flows.desk import Desk
from webcare_tui.ui.flows.queue import next_waiting, stand_on
from webcare_tui.ui.present.words import name_of


def write(desk: Desk, argument: str = "") -> Awaitable[None]:
    """Open the composer on the result under the cursor."""
    return _write(desk, _take_keys(desk), privately=False)


def write_privately(desk: Desk, argument: str = "") -> Awaitable[None]:
    """Open the composer for a private answer to a public message."""
    return _write(desk, _take_keys(desk), privately=True)


def _take_keys(desk: Desk) -> Result | None:
    """Turn the keys to the composer before anything is waited for: a letter typed right behind `r` is no command any more."""
    result, composer = desk.current, desk.composer
    if result is not None:
        if not composer.is_open or composer.draft.result_id != result.id:
            composer.begin()
        desk.go(Context.COMPOSER)
    return result


async def _write(desk: Desk, result: Result | None, *, privately: bool) -> None:
    if result is None:
        return
    if desk.shown is None or desk.shown.result.id != result.id:
        desk.read(result)
    if desk.composer.draft.result_id != result.id:
        saved = await desk.session.drafts.get(result.id)
        desk.compose_reply(desk.shown or Conversation(result, (result,)), saved, privately=privately)
    elif privately and desk.composer.draft.public:
        desk.composer.action_publicity()
    await desk.session.reader.open(result.id)


async def send(desk: Desk, draft: Draft, *, close_after: bool) -> None:
    """Put the reply in the outbox, where it is held for a moment; with `close_after`, go on to the next customer."""
    conversation = desk.shown
    if conversation is None or conversation.result.id != draft.result_id:
        desk.say("This draft belongs to another conversation, so it was not sent. It is kept.", "error")
        return
    if close_after and not (conversation.result.case_id and conversation.result.search_id):
        desk.say("This result belongs to no case that could be closed: ctrl+j sends it.", "warning")
        return
    following = await next_waiting(desk, beside=conversation.result) if close_after else None
    item = await desk.session.outbox.send(draft, conversation.result, close_after=close_after)
    desk.close_composer()
    held = desk.session.settings.sending.undo_seconds
    who = name_of(conversation.result)
    waits = held and item.state is OutboxState.QUEUED
    words = f"↗ {who} held {held:.0f} s · u takes it back." if waits else f"↗ {who}: on its way."
    if close_after:
        words = f"{words} {await stand_on(desk, following)}"
    else:
        desk.go(Context.THREAD)
    desk.say(words)


async def send_draft(desk: Desk, argument: str = "") -> None:
    """Send the open draft from the conversation."""
    desk.composer.request_send()


async def send_draft_close_next(desk: Desk, argument: str = "") -> None:
    """Send the open draft, close and go on, from the conversation."""
    desk.composer.request_send(close_after=True)


async def undo(desk: Desk, argument: str = "") -> None:
    """Take back the newest reply that is still held, and stand on it with its words in the composer."""
    draft = await desk.session.outbox.undo()
    if draft is None:
        desk.say("Too late: it is on its way already.", "warning")
        return
    await desk.results.list.select(draft.result_id)
    result = await desk.session.store.results.get(draft.result_id)
    if result is not None:
        desk.read(result)
        desk.compose_reply(desk.shown or Conversation(result, (result,)), draft)
        desk.go(Context.COMPOSER)
    desk.say("Taken back; nothing was sent. The words are in the composer.")


async def go_public(desk: Desk, draft: Draft) -> None:
    """Make the reply to a private message public, once the agent has said so in words."""
    sure = await desk.ask(
        ConfirmDialog(
            "Answer a private message in public?",
            "The customer wrote privately. Everyone will be able to read this reply, and what it tells about the customer.",
            yes="Make it public",
            no="Keep it private",
            danger=True,
        )
    )
    if sure and desk.composer.draft.result_id == draft.result_id:
        desk.composer.go_public()
        desk.say("PUBLIC: everyone can read this reply.", "warning")
    desk.go(Context.COMPOSER)


async def discard(desk: Desk, argument: str = "") -> None:
    """Throw the open draft away, after asking."""
    draft = desk.composer.draft
    sure = not draft.text.strip() or await desk.ask(
        ConfirmDialog("Throw this draft away?", "Its words will be gone.", yes="Throw away", no="Keep", danger=True)
    )
    if sure:
        await desk.session.drafts.discard(draft.result_id)
        desk.close_composer()
        desk.say("The draft is gone.")
    desk.go(Context.THREAD)

"""Errands of answering: open the composer, send, take back, publicity, throw a draft away."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import replace

from webcare_tui.models.conversation import Conversation
from webcare_tui.models.draft import Draft
from webcare_tui.models.reply import OutboxItem, OutboxState, Seen
from webcare_tui.models.result import Result
from webcare_tui.store import ReplyRepeatedError
from webcare_tui.ui.commands.answering import NO_CONNECTION, Acting
from webcare_tui.ui.commands.command import Context
from webcare_tui.ui.dialogs.confirm import ConfirmDialog
from webcare_tui.ui.flows import barrier
from webcare_tui.ui.flows.desk import Desk
from webcare_tui.ui.flows.lastlook import may_leave, may_turn_public
from webcare_tui.ui.flows.queue import case_of, go_on, next_waiting
from webcare_tui.ui.present.composition import saved_draft


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
            leave_draft(desk)
            composer.begin()
        desk.go(Context.COMPOSER)
    return result


async def _write(desk: Desk, result: Result | None, *, privately: bool) -> None:
    if result is None:
        return
    desk.read(result)
    composer = desk.composer
    if composer.draft.result_id == result.id:
        if privately and composer.draft.public:
            composer.action_publicity()
    else:
        saved = await desk.session.drafts.get(result.id)
        # The agent may have gone on meanwhile, or left again; then nothing is opened behind their back.
        if composer.is_open and not composer.draft.result_id and desk.shown and desk.shown.result.id == result.id:
            desk.compose_reply(desk.shown, saved, privately=privately)
    await desk.session.reader.open(result.id)


def leave_draft(desk: Desk) -> None:
    """Another conversation is looked at: the composer goes, its words stay on disk."""
    draft = desk.composer.draft
    if desk.composer.is_open and draft.result_id:
        desk.session.drafts.keep(draft)
        desk.close_composer()


async def send(desk: Desk, draft: Draft, *, close_after: bool) -> None:
    """Put the reply in the outbox, where it is held for a moment; with `close_after`, go on to the next customer."""
    try:
        await _send(desk, draft, close_after=close_after)
    finally:
        desk.composer.stand_down(draft.result_id)


async def _send(desk: Desk, draft: Draft, *, close_after: bool) -> None:
    conversation = desk.shown
    if conversation is None or conversation.result.id != draft.result_id:
        desk.say("This draft belongs to another conversation, so it was not sent. It is kept.", "error")
        return
    result = conversation.result
    if reason := _may_not(desk, draft, result):
        desk.say(f"{reason} Nothing was sent; the draft is kept.", "error")
        return
    if close_after and case_of(result) is None:
        desk.say("This result belongs to no case that could be closed: ctrl+j sends it.", "warning")
        return
    if not await _looked_at(desk, draft, conversation):
        return
    following = await next_waiting(desk, beside=result) if close_after else None
    seen = desk.composer.seen if desk.composer.draft.result_id == draft.result_id else None
    item = await _queue(desk, draft, result, close_after=close_after, seen=seen)
    if item is None:
        return
    here = desk.shown is not None and desk.shown.result.id == result.id
    if desk.composer.draft.result_id == draft.result_id:
        desk.close_composer()
    held = desk.session.settings.sending.undo_seconds
    waits = held and item.state is OutboxState.QUEUED
    words = f"↗ {desk.veil.name_of(result)} " + (f"held {held:.0f} s · u takes it back." if waits else "is on its way.")
    if close_after and here:
        words = f"{words} {await go_on(desk, following, beside=result)}"
    elif here:
        desk.go(Context.THREAD)
    desk.say(words)


async def _looked_at(desk: Desk, draft: Draft, conversation: Conversation) -> bool:
    """Whether words and conversation are as the agent wants them; what has come is shown with what was found, not after it."""
    if not await may_leave(desk, draft, conversation):
        return False
    now = desk.shown if desk.shown is not None and desk.shown.result.id == draft.result_id else conversation
    if not await barrier.passed(desk, now, draft):
        return False
    if reason := _may_not(desk, draft, now.result):
        desk.say(f"{reason} Nothing was sent; the draft is kept.", "error")
        return False
    return True


async def _queue(desk: Desk, draft: Draft, result: Result, *, close_after: bool, seen: Seen | None) -> OutboxItem | None:
    """Put the reply in the outbox; the very words that this customer was sent before only after a yes."""
    outbox = desk.session.outbox
    try:
        return await outbox.send(draft, result, close_after=close_after, seen=seen)
    except ReplyRepeatedError as error:
        again = ConfirmDialog(error.title, error.message, yes="Send them once more", no="Back to the reply", danger=True)
    if not await desk.ask(again):
        desk.go(Context.COMPOSER)
        return None
    return await outbox.send(draft, result, close_after=close_after, seen=seen, again=True)


def _may_not(desk: Desk, draft: Draft, result: Result) -> str:
    """Why a reply to this result must not leave now; what allowed it when it was begun may have changed since."""
    if reason := Acting.why_not(replace(desk.state, result=result)):
        return reason
    return NO_CONNECTION if desk.session.account is not None and not draft.connection_id else ""


def send_draft(desk: Desk, argument: str = "") -> None:
    """Send the open draft from the conversation."""
    desk.composer.action_send()


def send_draft_close_next(desk: Desk, argument: str = "") -> None:
    """Send the open draft, close and go on, from the conversation."""
    desk.composer.action_send(close_after=True)


def use_saved(desk: Desk, argument: str = "") -> Awaitable[None] | None:
    """Begin the reply with the words that were saved at the service; what the agent has written stays below them."""
    conversation = desk.shown
    return _use_saved(desk, conversation) if conversation is not None else None


async def _use_saved(desk: Desk, conversation: Conversation) -> None:
    result, composer = conversation.result, desk.composer
    here = composer.is_open and composer.draft.result_id == result.id
    mine = composer.draft if here else await desk.session.drafts.get(result.id)
    draft = saved_draft(conversation, mine)
    if draft is None or desk.shown is None or desk.shown.result.id != result.id:
        return
    desk.compose_reply(desk.shown, draft)
    desk.go(Context.COMPOSER)
    desk.session.drafts.keep(composer.draft)
    made_private = mine is not None and mine.text and mine.public and not draft.public
    desk.say("It was meant privately, so this reply is PRIVATE now." if made_private else "Nothing is sent before you send it.")
    await desk.session.reader.open(result.id)


async def undo(desk: Desk, argument: str = "") -> None:
    """Take back the newest reply that is still held, and stand on it with its words in the composer."""
    draft = await desk.session.outbox.undo()
    if draft is None:
        desk.say("Too late: it is on its way already.", "warning")
        return
    result = await desk.session.store.results.get(draft.result_id)
    await desk.results.list.select(draft.result_id)
    if result is None:
        desk.say("Taken back; nothing was sent. The words are a draft again: D shows it.")
        return
    desk.read(result)
    desk.compose_reply(desk.shown or Conversation(result, (result,)), draft)
    desk.go(Context.COMPOSER)
    desk.say(f"Taken back; nothing was sent. The words for {desk.veil.name_of(result)} are in the composer.")
    await desk.session.reader.open(result.id)


async def go_public(desk: Desk, draft: Draft) -> None:
    """Make the reply to a private message public, once the agent has said so in words."""
    sure = await may_turn_public(desk, draft)
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
        if desk.composer.draft.result_id == draft.result_id:
            desk.close_composer()
        await desk.session.drafts.discard(draft.result_id)
        desk.say("The draft is gone.")
    desk.go(Context.THREAD)

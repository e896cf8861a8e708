"""Errands on drafts and the outbox: see what needs attention, and decide about each."""

from __future__ import annotations

from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.models.result import Result
from webcare_tui.ui.commands.command import Context
from webcare_tui.ui.dialogs.attention import AttentionDialog, Choice, Decision
from webcare_tui.ui.dialogs.confirm import ConfirmDialog
from webcare_tui.ui.flows.desk import Desk
from webcare_tui.ui.flows.queue import goto


async def show(desk: Desk, argument: str = "") -> None:
    """Show drafts and replies under way, and do what the agent decides about one."""
    await desk.session.drafts.flush()
    drafts = await desk.session.store.drafts.all()
    items = tuple(item for item in desk.session.outbox.items if item.state is not OutboxState.DISCARDED)
    names = {draft.result_id: await _name(desk, draft.result_id) for draft in drafts}
    if not drafts and not items:
        desk.say("No drafts, and nothing in the outbox: all is sent.")
        return
    seen = tuple(map(desk.veil.item, items)), tuple(map(desk.veil.draft, drafts))
    choice = await desk.ask(AttentionDialog(*seen, names))
    if choice is not None:
        await _do(desk, choice)


async def _name(desk: Desk, result_id: str) -> str:
    result: Result | None = await desk.session.store.results.get(result_id)
    return desk.veil.name_of(result) if result else f"result {result_id}"


async def _do(desk: Desk, choice: Choice) -> None:
    outbox = desk.session.outbox
    match choice.decision:
        case Decision.GO:
            await goto(desk, choice.result_id)
        case Decision.CHECK:
            desk.say("Looking for it in the conversation.")
            await outbox.check(choice.item_id)
        case Decision.MARK:
            await outbox.mark_sent(choice.item_id)
        case Decision.DRAFT:
            await _draft(desk, choice)
        case Decision.AGAIN:
            await _again(desk, choice)
        case Decision.DISCARD:
            await _discard(desk, choice)


async def _draft(desk: Desk, choice: Choice) -> None:
    draft = await desk.session.outbox.back_to_draft(choice.item_id)
    if draft is None:
        desk.say("It has moved on in the meantime.", "warning")
        return
    if desk.composer.is_open and desk.shown and desk.shown.result.id == desk.composer.draft.result_id == draft.result_id:
        desk.compose_reply(desk.shown, draft)
    desk.say("Its words are a draft again.")


async def _again(desk: Desk, choice: Choice) -> None:
    """Send an uncertain reply once more: only with the conversation read anew and a second word from the agent."""
    item = _item(desk, choice.item_id)
    if item is None:
        return
    await goto(desk, item.result_id)
    messages = desk.shown.messages[-3:] if desk.shown else ()
    said = ((desk.veil.name_of(each), desk.veil.words(each.description[:200]), each.own) for each in messages)
    newest = "\n".join(f"{'We' if own else who}: {words}" for who, words, own in said)
    sure = await desk.ask(
        ConfirmDialog(
            "Send it once more?",
            "Nobody knows whether the first one arrived. If it did, the customer gets it twice. "
            f"The newest messages are:\n\n{newest}",
            yes="Send once more",
            no="Do not send",
            danger=True,
        )
    )
    if sure:
        await desk.session.outbox.retry(item.id)
        desk.say("It is on its way once more.")
    desk.go(Context.THREAD)


async def _discard(desk: Desk, choice: Choice) -> None:
    sure = await desk.ask(ConfirmDialog("Throw it away?", "Its words will be gone.", yes="Throw away", no="Keep", danger=True))
    if not sure:
        return
    if choice.item_id:
        await desk.session.outbox.discard(choice.item_id)
    else:
        await desk.session.drafts.discard(choice.result_id)
        if desk.composer.is_open and desk.composer.draft.result_id == choice.result_id:
            desk.close_composer()
    desk.say("Thrown away.")


def _item(desk: Desk, item_id: str) -> OutboxItem | None:
    return next((item for item in desk.session.outbox.items if item.id == item_id), None)

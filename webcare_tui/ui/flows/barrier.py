"""The barrier before a reply leaves: what came while it was being written is shown first, and one key goes on."""

from __future__ import annotations

from collections.abc import Sequence

from webcare_tui.models.conversation import Conversation
from webcare_tui.models.draft import Draft
from webcare_tui.models.reply import OutboxState
from webcare_tui.models.result import Result
from webcare_tui.services.barrier import newcomers, seen_in
from webcare_tui.ui.commands.command import Context
from webcare_tui.ui.dialogs.confirm import ConfirmDialog
from webcare_tui.ui.flows.desk import Desk
from webcare_tui.ui.present.veil import OPEN, Veil
from webcare_tui.ui.present.words import one_line

SHOWN = 3
"""Messages that are shown; the newest ones."""
LONGEST = 140
"""Characters of each."""


async def passed(desk: Desk, conversation: Conversation, draft: Draft) -> bool:
    """Whether the reply may leave: nothing has come since it was begun, or the agent has seen it and goes on."""
    new = come(desk, conversation, draft)
    if not new:
        return True
    veil = desk.veil.over(draft.result_id)
    title, body = headline(conversation, new, veil), told(new, veil)
    sure = await desk.ask(ConfirmDialog(title, body, yes="Send it all the same", no="Back to the reply", danger=True))
    if desk.composer.draft.result_id == draft.result_id:
        desk.composer.seen = seen_in(conversation.messages)
        if not sure:
            desk.go(Context.COMPOSER)
    return bool(sure)


def come(desk: Desk, conversation: Conversation, draft: Draft) -> Sequence[Result]:
    """What has come since the reply was begun and was not shown yet."""
    composer, items = desk.composer, desk.session.outbox.items
    if composer.draft.result_id != draft.result_id:
        return ()
    return newcomers(
        composer.seen, conversation.messages, conversation.result,
        claimed={each.reply_id for each in items if each.state is OutboxState.SENT},
        rows=[each for each in items if each.result_id == draft.result_id],
    )  # fmt: skip


def headline(conversation: Conversation, new: Sequence[Result], veil: Veil = OPEN) -> str:
    """Who has written meanwhile."""
    answered = any(each.own for each in new)
    return "A colleague has answered meanwhile" if answered else f"{veil.name_of(conversation.result)} wrote again meanwhile"


def told(new: Sequence[Result], veil: Veil = OPEN) -> str:
    """What has come, a message a line, for the agent to read before deciding."""
    said = [("Your company" if each.own else veil.name_of(each), veil.words(each.description)) for each in new[-SHOWN:]]
    lines = [f"{who}: {one_line(words, LONGEST)}" for who, words in said]
    more = len(new) - len(lines)
    return "\n".join([*([f"{more} more before these:"] if more > 0 else []), *lines])

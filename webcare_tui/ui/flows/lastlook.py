"""The last look at a reply before it leaves, or before it turns public: what was found is shown, and the agent decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from webcare_tui.models.conversation import Conversation
from webcare_tui.models.draft import Draft
from webcare_tui.models.finding import Finding
from webcare_tui.services.barrier import seen_in
from webcare_tui.services.precheck import examine, outgoing
from webcare_tui.ui.commands.command import Context
from webcare_tui.ui.dialogs.confirm import ConfirmDialog
from webcare_tui.ui.dialogs.findings import FindingsDialog
from webcare_tui.ui.flows import barrier
from webcare_tui.ui.flows.desk import Desk
from webcare_tui.ui.present.customer import customer_of

BACK = "Back to the reply"


async def may_leave(desk: Desk, draft: Draft, conversation: Conversation) -> bool:
    """Whether nothing stands against sending this reply, or the agent has said yes; else the caret is at the first finding.

    What the agent has said yes to once is not asked again, as long as the composer stays open. What has come meanwhile stands
    in the same dialog.
    """
    found = _news(desk, draft, conversation)
    if not found:
        return True
    new = barrier.come(desk, conversation, draft)
    veil = desk.veil.over(draft.result_id)
    lead = f"{barrier.headline(conversation, new, veil)}:\n{barrier.told(new, veil)}\n\n" if new else ""
    final = found[0].kind.final
    public = "in public" if draft.public else "as it is"
    sure = await desk.ask(
        FindingsDialog(
            "This reply cannot be sent as it is" if final else f"Send this {public}?",
            lead + _lead(found),
            draft.text,
            _veiled(desk, conversation, found),
            yes=f"Send it {public}",
            no=BACK,
        )
    )
    if new and desk.composer.draft.result_id == draft.result_id:
        desk.composer.seen = seen_in(conversation.messages)
    if replace(desk.composer.draft, cursor=0, updated=0) != replace(draft, cursor=0, updated=0):
        desk.say("The reply was changed meanwhile by what the service told. Nothing was sent; the draft is kept.", "warning")
    elif sure:
        _confirm(desk, draft, found)
        return True
    else:
        desk.composer.area.caret = found[0].start
        desk.say("Nothing was sent. The caret stands at what was found first.")
    desk.go(Context.COMPOSER)
    return False


async def may_turn_public(desk: Desk, draft: Draft) -> bool:
    """Whether the agent says in words that the reply to a private message is to be public, with all that it would tell."""
    title = "Answer a private message in public?"
    lead = "The customer wrote privately. Everyone will be able to read this reply, and what it tells about the customer."
    yes, no = "Make it public", "Keep it private"
    shown = desk.shown
    found: Sequence[Finding] = ()
    if shown is not None and shown.result.id == draft.result_id:
        found = [each for each in _found(desk, draft, shown, public=True) if each.kind.exposes]
    dialog = ConfirmDialog(title, lead, yes=yes, no=no, danger=True)
    if found:
        dialog = FindingsDialog(title, lead, draft.text, _veiled(desk, shown, found), yes=yes, no=no)
    sure = await desk.ask(dialog)
    if sure and desk.composer.draft.result_id == draft.result_id:
        _confirm(desk, draft, found)
    return bool(sure)


def _found(desk: Desk, draft: Draft, conversation: Conversation, *, public: bool) -> tuple[Finding, ...]:
    return examine(
        outgoing(
            draft.text,
            public=public,
            result=conversation.result,
            customer=customer_of(conversation),
            messages=conversation.messages,
            account=desk.session.account,
            details=conversation.details,
        )
    )


def _news(desk: Desk, draft: Draft, conversation: Conversation) -> Sequence[Finding]:
    """What was found and not said yes to yet."""
    known = desk.composer.confirmed if desk.composer.draft.result_id == draft.result_id else frozenset()
    found = _found(desk, draft, conversation, public=draft.public)
    return [each for each in found if each.kind.final or each.said(draft.text) not in known]


def _confirm(desk: Desk, draft: Draft, found: Sequence[Finding]) -> None:
    desk.composer.confirmed |= {each.said(draft.text) for each in found}


def _veiled(desk: Desk, conversation: Conversation | None, found: Sequence[Finding]) -> Sequence[Finding]:
    """What was found as it may be shown: the reply's own words stand there anyhow, the customer's name need not."""
    if conversation is None:
        return found
    veil, name = desk.veil.over(conversation.result.id), conversation.result.title
    return [replace(each, words=veil.sentence(each.words, name)) for each in found]


def _lead(found: Sequence[Finding]) -> str:
    exposes = any(each.kind.exposes for each in found)
    return f"{'Everyone can read this reply. ' * exposes}Look at it once more:"

"""What happens on the screen when services tell something, and when the agent looks at another conversation."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from webcare_tui.models.account import Account
from webcare_tui.models.conversation import Conversation
from webcare_tui.models.draft import Draft
from webcare_tui.models.quota import Quota
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.services.barrier import seen_in
from webcare_tui.services.events import (
    CaseChanged,
    ConfigurationLoaded,
    ConversationLoaded,
    CountsChanged,
    DraftJoined,
    DraftsChanged,
    Event,
    Gap,
    Held,
    LinkChanged,
    LinkState,
    Noticed,
    OutboxChanged,
    QuotaChanged,
    ResultsArrived,
)
from webcare_tui.services.views import View, of_the_moment, start_view
from webcare_tui.store import ViewCount
from webcare_tui.ui.flows.desk import Desk
from webcare_tui.ui.flows.queue import case_of
from webcare_tui.ui.present.bars import Link
from webcare_tui.ui.present.composition import composition

_log = logging.getLogger("webcare_tui.ui")
REST = 0.5
"""Seconds the cursor rests on a row before its conversation is asked of the service."""


class Board(Desk, Protocol):
    """The inbox with what its panes are bound to."""

    account: Account | None
    views: tuple[View, ...]
    version: int
    counts: Mapping[str, ViewCount]
    drafts: frozenset[str]
    outbox: tuple[OutboxItem, ...]
    echoes: tuple[OutboxItem, ...]
    shown: Conversation | None
    link: Link
    quota: Quota | None
    loading_rows: bool
    gap: Gap | None
    trouble: str
    me: str
    handler_id: str

    def reread(self) -> None:
        """Read the rows of the list again after something the agent did."""


def arrive(board: Board, event: Event) -> None:
    """Bring one event to the panes."""
    match event:
        case ConfigurationLoaded():
            _configuration(board, event)
        case ResultsArrived():
            _results(board, event)
        case ConversationLoaded():
            _conversation(board, event.conversation)
        case LinkChanged():
            _link(board, event)
        case QuotaChanged():
            board.quota = event.quota
        case CountsChanged():
            board.counts = event.counts
        case Held():
            _give_back(board, event.item)
        case OutboxChanged():
            _outbox(board, event.item)
        case DraftsChanged():
            board.drafts = event.ids
        case DraftJoined():
            _join(board, event)
        case CaseChanged():
            if board.shown and case_of(board.shown.result) == event.case and event.what not in ("closed", "opened"):
                board.handler_id = event.handler_id
            board.reread()
        case Noticed():
            board.say(f"{event.title}. {event.message}".strip(), event.severity)


def _configuration(board: Board, event: ConfigurationLoaded) -> None:
    off_before = board.account is not None and board.account.disabled
    board.account, board.views, board.me = event.account, event.views, board.session.me
    if event.account.disabled and not off_before:
        board.say("The service has switched this account off: nothing can be sent. Drafts are kept.", "error")
    elif off_before and not event.account.disabled:
        board.say("The service has switched this account on again.")
    if not event.views:
        board.loading_rows = False
        board.say("The service names no search profile for this account: ask who manages it for one.", "warning")
    here = board.view.key if board.view else ""
    if of_the_moment(here):
        return
    again = next((view for view in event.views if view.key == here), None)
    if again is None:
        again = start_view(event.views, event.account, board.me)
        if board.view is not None and again is not None:
            gone, there = board.view.title, again.title
            board.say(f"The view “{gone}” is not in the configuration any more; this is “{there}”.", "warning")
    if again is not None and again != board.view:
        board.show(again)


def _results(board: Board, event: ResultsArrived) -> None:
    board.link = replace(board.link, as_of=event.at)
    if board.view is not None and event.view_key in {source.key for source in board.view.sources}:
        board.loading_rows = False
        board.gap = event.gap
        if event.change or event.first:
            board.version += 1


def _conversation(board: Board, conversation: Conversation) -> None:
    if board.shown is None or conversation.result.id != board.shown.result.id:
        return
    if conversation.details is None and board.shown.details is not None:
        gone = conversation.result.deleted
        conversation = conversation if gone else replace(conversation, details=board.shown.details)
    if _deleted(conversation) - _deleted(board.shown):
        board.reread()  # what is deleted has left the list in the store already
    board.shown = conversation
    echo(board)
    if board.composer.untouched and board.composer.draft.result_id == conversation.result.id:
        board.composer.seen = seen_in(conversation.messages)
    if conversation.fresh:
        _complete(board, conversation)


def _deleted(conversation: Conversation) -> set[str]:
    return {message.id for message in conversation.messages if message.deleted}


def _complete(board: Board, conversation: Conversation) -> None:
    """Bring prefix, suffix and channels into a composer that was opened before the service had told them.

    Who may read the reply stays as it stands there, and so does a channel that the agent chose or typed under, if the reply
    can go out there.
    """
    composer = board.composer
    draft = composer.draft
    if conversation.details is None or not composer.is_open or draft.result_id != conversation.result.id:
        return
    late = composition(conversation, board.account, None if composer.untouched else draft, privately=not draft.public)
    if late.draft.public != draft.public:
        late = composition(conversation, board.account, draft)
    if not composer.untouched and late.draft.connection_id != draft.connection_id:
        name = late.connection.name if late.connection else "another connection"
        board.say(f"The connection that you chose cannot answer here; it is {name} now.", "warning")
    composer.complete(late)


def _link(board: Board, event: LinkChanged) -> None:
    board.link = replace(board.link, state=event.state, next_try=event.next_try or 0)
    board.trouble = "" if event.state in (LinkState.LIVE, LinkState.CONNECTING) else event.message
    if event.state in (LinkState.OFFLINE, LinkState.QUOTA, LinkState.NOT_ALLOWED):
        board.loading_rows = False
    if event.message and event.state not in (LinkState.LIVE, LinkState.CONNECTING):
        # A list without rows has all of it already.
        words = event.message if board.results.list.count else f"{event.message.partition(': ')[0].rstrip('.')}."
        board.say(words, "error" if event.state is LinkState.NOT_ALLOWED else "warning")


def _outbox(board: Board, item: OutboxItem) -> None:
    before = next((each.state for each in board.outbox if each.id == item.id), None)
    board.outbox = board.session.outbox.items
    echo(board)
    if item.state is before:
        return
    who = item.to or "this customer"
    match item.state:
        case OutboxState.SENT:
            board.say(f"✓ {who}: {item.reason}" if item.reason else f"✓ Sent to {who}.")
        case OutboxState.FAILED:
            board.say(f"Not sent to {who}: {item.reason} The words are a draft again; D shows them.", "error")
            _give_back(board, item)
        case OutboxState.UNCERTAIN:
            board.say(f"Nobody knows yet whether the reply to {who} arrived; it is not sent again. D shows it.", "warning")


def _give_back(board: Board, item: OutboxItem) -> None:
    """The words of a refused reply stand in its composer again, above what was typed there meanwhile."""
    composer = board.composer
    if composer.is_open and composer.draft.result_id == item.result_id:
        composer.area.put_round(f"{item.text}\n\n" if composer.draft.text else item.text, "")
    elif not composer.is_open and board.shown and board.shown.result.id == item.result_id:
        board.compose_reply(board.shown, Draft(item.result_id, item.text, item.connection_id, item.public, len(item.text)))


def _join(board: Board, event: DraftJoined) -> None:
    """Words that another window wrote for the same reply stand below those in the composer."""
    if board.composer.is_open and board.composer.draft.result_id == event.result_id:
        board.composer.area.put_round("", event.words)
    board.say("Another window wrote on this reply too: its words stand below yours.", "warning")


def echo(board: Board) -> None:
    """The replies under way that belong to the conversation on the screen."""
    if board.shown is None:
        board.echoes = ()
        return
    ids = {message.id for message in board.shown.messages}
    board.echoes = tuple(
        item
        for item in board.session.outbox.items
        if item.result_id in ids and item.state is not OutboxState.DISCARDED and not (item.reply_id and item.reply_id in ids)
    )


async def preview(board: Board, result_id: str) -> None:
    """Show what this machine knows of a conversation, and its draft; the service is asked once the agent stays on it."""
    echo(board)
    if result_id in board.drafts and not board.composer.is_open:
        draft = await board.session.drafts.get(result_id)
        still = board.shown is not None and board.shown.result.id == result_id and not board.composer.is_open
        if still and draft is not None and board.shown is not None:
            board.compose_reply(board.shown, draft)
    await board.session.reader.preview(result_id)
    await asyncio.sleep(REST)
    await board.session.reader.look(result_id)

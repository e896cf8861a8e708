"""`reply`: answer a result once, by the same outbox as the inbox."""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from webcare_tui.cli import compose, lastlook, telling
from webcare_tui.cli.exits import UsageError
from webcare_tui.cli.following import Bell, Patience, code, current, follow
from webcare_tui.cli.output import Output
from webcare_tui.cli.reading import known_account
from webcare_tui.models.draft import Draft
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.text.clean import clean, to_wire

if TYPE_CHECKING:
    from webcare_tui.models.conversation import Details
    from webcare_tui.models.result import Result
    from webcare_tui.services.fetch import Fetched
    from webcare_tui.services.session import Session

_MOST = 64 * 1024


def reply(args: argparse.Namespace, output: Output) -> int:
    """Answer a result and wait for the outcome.

    The row stands in the outbox before anything is sent. A reply that could not leave is taken off the queue again, so that
    exit codes 1 to 4 mean: not sent, and not kept for later. Exit code 5: nobody knows; it stays in the outbox.

    JSON: `shapes.reply`.

    Raises:
        UsageError: There are no words, the result cannot be answered, the connection is not one of its own, or the last look
            at the words found something and `--yes` was not given.
    """
    words = _words(args.message)
    at = compose.place(args)
    sending = at.settings.sending.model_copy(update={"undo_seconds": 0.0})
    at = replace(at, settings=at.settings.model_copy(update={"sending": sending}))
    return compose.run(_reply(at, args, words, output))


def _words(message: str) -> str:
    if message == "-":
        try:
            message = sys.stdin.read(_MOST + 1).removesuffix("\n")
        except (UnicodeError, AttributeError, OSError):
            raise UsageError("The message cannot be read", "Give it as UTF-8 text on the standard input.") from None
    if len(message) > _MOST:
        raise UsageError("The message is too long", f"At most {_MOST} characters are taken.")
    words = to_wire(message)
    if not clean(words, "block").strip():
        raise UsageError("There is nothing to send", "The message is empty, or nobody could see anything of it.")
    return words


async def _reply(at: compose.Place, args: argparse.Namespace, words: str, output: Output) -> int:
    bell = Bell()
    async with compose.session(at, bell) as session:
        result, draft = await _prepared(session, args, words)
        before = await session.drafts.get(args.result)
        item = await session.outbox.send(draft, result)
        try:
            ended = await _followed(session, item, before, bell, Patience(doubt=args.wait))
        except asyncio.CancelledError:
            telling.outcome(await _interrupted(session, item), output)
            raise
        telling.outcome(ended, output)
        return code(ended, session.link.state)


async def _followed(session: Session, item: OutboxItem, before: Draft | None, bell: Bell, patience: Patience) -> OutboxItem:
    """Follow the reply; a draft that the agent has for the same result outlives it."""
    try:
        if before is not None:
            session.drafts.keep(before)
            await session.drafts.flush()
        return await follow(session, item.id, bell, patience)
    finally:
        await _own_draft_only(session, item, before)


async def _own_draft_only(session: Session, item: OutboxItem, before: Draft | None) -> None:
    """Words that came back as a draft are the caller's, not the agent's: what stood there before stands there again."""
    left = await session.drafts.get(item.result_id)
    if left is None or item.text not in left.text or (before is not None and item.text in before.text):
        return
    if before is None:
        await session.drafts.discard(item.result_id)
    else:
        session.drafts.keep(before)
        await session.drafts.flush()


async def _interrupted(session: Session, item: OutboxItem) -> OutboxItem:
    """The row after Ctrl+C: what has not left is given up, what has may have arrived."""
    row = await current(session, item.id)
    if row.state is OutboxState.QUEUED:
        given_up = await session.outbox.discard(item.id)
        row = replace(given_up, reason="Interrupted before it left.") if given_up is not None else row
    return row


async def _prepared(session: Session, args: argparse.Namespace, words: str) -> tuple[Result, Draft]:
    """The result and what is to be sent, after the service was asked how the result can be answered."""
    from webcare_tui.services.fetch import fetch

    fetched = await fetch(session.client, args.result, with_details=True)
    result = _found(fetched, args.result)
    if not result.reply_available:
        raise UsageError("This result cannot be answered", "The service says so (replyAvailable).")
    _nothing_in_doubt(session, result)
    connection = args.connection or await _connection(session, result, fetched.details)
    public = not (args.private or result.private)
    lastlook.refuse(await lastlook.found(session, fetched, result, words, public=public), words, sure=args.yes)
    return result, Draft(args.result, words, connection, public, cursor=len(words), updated=int(time.time()))


def _found(fetched: Fetched, result_id: str) -> Result:
    if fetched.details is not None and fetched.details.result.id == result_id:
        return fetched.details.result
    for message in fetched.messages:
        if message.id == result_id:
            return message
    raise UsageError("The service does not tell this result", "Look for its id with: webcare-tui results PROFILE")


def _nothing_in_doubt(session: Session, result: Result) -> None:
    for item in session.outbox.items:
        if item.state is OutboxState.UNCERTAIN and item.result_id == result.id:
            raise UsageError(
                "An earlier reply to this result may have been posted, or not",
                f"Look into the conversation: webcare-tui show {result.id}\n"
                f"Then: webcare-tui outbox retry {item.id[:8]}   or: webcare-tui outbox discard {item.id[:8]}",
            )


async def _connection(session: Session, result: Result, details: Details | None) -> str:
    """The channel the service proposes, or the only one there is."""
    if details is not None and details.default_connection:
        return details.default_connection
    choices = details.available_connections if details is not None else ()
    if not choices:
        account = await known_account(session)
        choices = tuple(each for each in account.connections if each.source in (0, result.source))
    if len(choices) == 1:
        return choices[0].id
    known = ", ".join(f"{each.id} ({each.name})" for each in choices) or "none is known for its source"
    raise UsageError("Choose the channel with --connection", f"The service proposes none. There are: {known}.")

"""`outbox list|retry|discard`: replies on their way out."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from webcare_tui.cli import compose, human, shapes, telling
from webcare_tui.cli.confirm import confirm
from webcare_tui.cli.exits import Exit, UsageError
from webcare_tui.cli.following import Bell, Patience, code, follow
from webcare_tui.cli.output import Output
from webcare_tui.cli.reading import known_account
from webcare_tui.models.reply import OutboxItem, OutboxState

if TYPE_CHECKING:
    from webcare_tui.services.session import Session

_OPEN = (OutboxState.QUEUED, OutboxState.FAILED, OutboxState.UNCERTAIN)
_LAST = 3


def outbox_list(args: argparse.Namespace, output: Output) -> int:
    """List the replies on their way out, and those that came to an end of late; nothing is asked of the service.

    JSON: `[shapes.reply]`, oldest first.
    """

    async def work() -> tuple[OutboxItem, ...]:
        async with compose.session(compose.place(args)) as session:
            return session.outbox.items

    items = compose.run(work())
    if items:
        output.table(human.OUTBOX_HEAD, [human.outbox_row(item) for item in items])
    else:
        output.line("The outbox is empty.")
    output.data([shapes.reply(item) for item in items])
    return Exit.DONE


def outbox_discard(args: argparse.Namespace, output: Output) -> int:
    """Give a reply up.

    JSON: `shapes.reply`.

    Raises:
        UsageError: There is no such reply, it has come to its end, or nobody confirmed.
    """

    async def work() -> OutboxItem | None:
        async with compose.session(compose.place(args)) as session:
            item = _chosen(session, args.item)
            output.line(f"To {item.to or item.result_id}: {human.one_line(item.text)}")
            confirm(args, output, "Give it up?")
            return await session.outbox.discard(item.id)

    ended = compose.run(work())
    if ended is None:
        raise UsageError("It has left meanwhile", "Look again: webcare-tui outbox")
    output.line(f"– discarded {ended.id[:8]}")
    output.data(shapes.reply(ended))
    return Exit.DONE


def outbox_retry(args: argparse.Namespace, output: Output) -> int:
    """Send a reply again and wait for the outcome; where it may have arrived, only after a confirmation.

    The conversation is read before: a first try that stands in it is not sent again.

    JSON: `shapes.reply`.

    Raises:
        UsageError: There is no such reply, it has come to its end, or nobody confirmed.
    """
    return compose.run(_retry(args, output))


async def _retry(args: argparse.Namespace, output: Output) -> int:
    bell = Bell()
    async with compose.session(compose.place(args), bell) as session:
        item = _chosen(session, args.item)
        if item.state is OutboxState.UNCERTAIN:
            await _show_newest(session, item, output)
            confirm(args, output, "It may stand there already. Send it again?")
        if item.state is OutboxState.QUEUED:
            again = await session.outbox.send_now(item.id)
        else:
            again = await session.outbox.retry(item.id)
        if again is None:
            raise UsageError("It has moved meanwhile", "Look again: webcare-tui outbox")
        ended = await follow(session, item.id, bell, Patience(give_up=False))
        telling.outcome(ended, output, kept=True)
        return code(ended, session.link.state)


async def _show_newest(session: Session, item: OutboxItem, output: Output) -> None:
    """The newest messages of the conversation, so that one can see whether the reply is among them."""
    from webcare_tui.services.fetch import fetch

    account = await known_account(session)
    fetched = await fetch(session.client, item.result_id, with_details=False)
    for message in fetched.messages[-_LAST:]:
        for line in human.message_lines(message, account):
            output.line(line)
    output.line(f"\nThe reply: {human.one_line(item.text)}")


def _chosen(session: Session, wanted: str) -> OutboxItem:
    found = [item for item in session.outbox.items if item.id.startswith(wanted)]
    if len(found) != 1:
        how = "More than one reply begins" if found else "No reply in the outbox begins"
        raise UsageError(f"{how} with {wanted!r}", "List them with: webcare-tui outbox")
    if found[0].state not in _OPEN:
        raise UsageError(
            f"This reply is {found[0].state.value}", "Only what waits, was refused or is uncertain can be acted on."
        )
    return found[0]

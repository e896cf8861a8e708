"""Doubts: replies of unknown outcome, looked for in their conversations on a schedule and whenever one is read."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from webcare_tui.errors import WebcareError
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.models.result import Result
from webcare_tui.services.delivery import Tools
from webcare_tui.services.events import Noticed
from webcare_tui.services.fetch import fetch
from webcare_tui.services.reconcile import NOT_FOUND, SCHEDULE, WATCHED, Match, checking, match, own_replies
from webcare_tui.services.schedule import Priority, Random
from webcare_tui.store import ReplyClaimedError

UNREACHED = 15.0
"""Seconds after which a look that could not be had is tried again; it does not count as one that found nothing."""


class Doubts:
    """Settles replies of unknown outcome, or leaves them to the agent; never posts anything.

    Attributes:
        sent: Awaited with each reply that turns out to have arrived.
    """

    def __init__(self, tools: Tools, random: Random) -> None:
        self.sent: Callable[[OutboxItem], Awaitable[None]] | None = None
        self._tools = tools
        self._random = random
        self._told: set[str] = set()

    async def settle(self, item: OutboxItem) -> None:
        """Look for a reply at ever longer intervals, then leave it to the agent and to chance."""
        tools, why = self._tools, item.reason
        for number, pause in enumerate(SCHEDULE, 1):
            self._say(item.id, f"{why} {checking(number)}")
            await tools.clock.sleep(pause * (0.85 + 0.3 * self._random()))
            while (found := await self.look(item.id)) is None:
                await tools.clock.sleep(max(UNREACHED, tools.link.closed_for))
            if found:
                return
        self._say(item.id, f"{why} {NOT_FOUND}")

    async def look(self, item_id: str) -> bool | None:
        """Read the conversation now and look for the reply.

        Returns:
            True where nothing is in doubt any more, False where it was not found, None where the conversation could not be
            read.
        """
        tools = self._tools
        item = tools.ledger.get(item_id)
        if item is None or item.state is not OutboxState.UNCERTAIN:
            return True
        if not tools.link.allows(Priority.SEND):
            return None
        try:
            fetched = await fetch(tools.connect(), item.result_id, with_details=True)
        except WebcareError as error:
            return None if tools.link.failed(error) else False
        tools.link.answered()
        details = fetched.details
        affixes = (details.reply_prefix, details.reply_suffix) if details is not None else ()
        await tools.store.results.put(fetched.results)
        return await self._judge(item, own_replies(fetched.results), affixes)

    async def seen(self, results: Sequence[Result]) -> None:
        """A conversation was read for another reason: look in it for what is in doubt, and for what the agent gave up."""
        replies = own_replies(results)
        if not replies:
            return
        ids = {each for result in results for each in _ids(result)}
        since = self._tools.clock.now() - WATCHED
        for item in self._tools.ledger.items:
            if item.result_id not in ids:
                continue
            if item.state is OutboxState.UNCERTAIN:
                await self._judge(item, replies, ())
            elif item.state is OutboxState.DISCARDED and item.attempt_at and item.updated >= since:
                self._late(item, self._match(item, replies, ()))

    async def _judge(self, item: OutboxItem, replies: Sequence[Result], affixes: Sequence[str]) -> bool:
        found = self._match(item, replies, affixes)
        if found.kind == "weak":
            self._say(item.id, "Something like it stands in the conversation; look whether it is yours.")
        if found.kind in ("weak", "none"):
            return False
        reason = ""
        if found.kind == "several":
            reason = f"It stands {len(found.ids)} times in the conversation: it may have been posted more than once."
            self._tools.publish(Noticed("Posted more than once?", reason, "warning"))
        await self._arrived(item, found.ids[0], reason)
        return True

    async def _arrived(self, item: OutboxItem, reply_id: str, reason: str) -> None:
        known = self._tools.ledger.get(item.id) or item
        try:
            moved = await self._tools.ledger.move(known, OutboxState.SENT, reason=reason, reply_id=reply_id)
        except ReplyClaimedError:
            return
        if moved is not None and self.sent is not None:
            await self.sent(moved)

    def _late(self, item: OutboxItem, found: Match) -> None:
        if found.kind in ("strong", "several") and item.id not in self._told:
            self._told.add(item.id)
            said = "A reply that you gave up stands in the conversation. Do not send it again."
            self._tools.publish(Noticed("It was delivered after all", said, "warning"))

    def _match(self, item: OutboxItem, replies: Sequence[Result], affixes: Sequence[str]) -> Match:
        tools = self._tools
        offset = tools.connect().server_offset
        return match(
            item, replies, claimed=tools.ledger.claimed, nameless=tools.ledger.nameless(item), server_offset=offset,
            affixes=affixes,
        )  # fmt: skip

    def _say(self, item_id: str, reason: str) -> None:
        """Tell of a row's reason without troubling the disk."""
        item = self._tools.ledger.get(item_id)
        if item is not None and item.state is OutboxState.UNCERTAIN:
            self._tools.ledger.note(replace(item, reason=reason))


def _ids(result: Result) -> tuple[str, ...]:
    return (result.id, *(each for reply in result.replies for each in _ids(reply)))


async def cancelled(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Cancel tasks and wait until they have ended."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

"""The reader: opens a conversation from this machine at once and from the service right after."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from webcare_tui.errors import WebcareError
from webcare_tui.models.conversation import Conversation, Details
from webcare_tui.models.reply import Seen
from webcare_tui.models.result import DELETED, Result
from webcare_tui.services.barrier import seen_in
from webcare_tui.services.clock import Clock
from webcare_tui.services.events import ConversationLoaded, Event, Noticed
from webcare_tui.services.fetch import Fetched, fetch
from webcare_tui.services.link import Link
from webcare_tui.services.ports import Connect
from webcare_tui.services.schedule import Priority
from webcare_tui.store import Change, Store

T = TypeVar("T")
DWELL = 2.0
"""Seconds for which a conversation stays open before `opened` is told."""
NEVER = float("-inf")
STALE = 45.0
"""Seconds after which the open conversation is read again."""
LATELY = 300.0
"""Seconds for which a conversation that was read is not read ahead again."""
REMEMBERED = 64
"""Conversations whose state at the last look is remembered."""
MOST_ARRIVALS = 100
FURTHER = (50, 200, 1000)
"""How many results are asked for when more of a conversation is wanted than the service gives by itself."""


class Reader:
    """Loads conversations and publishes them; failures go to the link, and are told where there is nothing to show.

    Attributes:
        observe: Awaited with the results of each conversation that came from the service.
    """

    def __init__(
        self,
        connect: Connect,
        store: Store,
        link: Link,
        clock: Clock,
        publish: Callable[[Event], None],
        *,
        announces: Callable[[Result], bool],
    ) -> None:
        self.observe: Callable[[Sequence[Result]], object] | None = None
        self._connect = connect
        self._store = store
        self._link = link
        self._clock = clock
        self._publish = publish
        self._announces = announces
        self._open: Conversation | None = None
        self._open_id = ""
        self._opened = False
        self._fetched_at = 0.0
        self._announced: set[str] = set()
        self._announcing: asyncio.Task[None] | None = None
        self._known: dict[str, Seen] = {}
        self._read_at: dict[str, float] = {}
        self._details: dict[str, Details] = {}
        self._limits: dict[str, int] = {}

    async def preview(self, result_id: str) -> None:
        """Publish the conversation as the store has it; no network, and nobody is told of it. One that is open stays open."""
        if self._opened and result_id == self._open_id:
            return
        await self._preview(result_id)

    async def _preview(self, result_id: str) -> None:
        self._open_id, self._open, self._opened = result_id, None, False
        self._fetched_at = self._read_at.get(result_id, NEVER)
        self._leave()
        local = await self._local(result_id)
        if local is not None and self._open_id == result_id:
            self._show(local)

    async def open(self, result_id: str) -> None:
        """Publish the conversation as the store has it, then as the service has it; announce `opened` where set so.

        Args:
            result_id: The result whose conversation it is; need not be known here.
        """
        await self._preview(result_id)
        self._opened = True
        if self._open is not None:
            self._announce(self._open.result)
        await self._load(result_id, with_details=True)

    async def look(self, result_id: str) -> None:
        """The agent stays on a previewed conversation: read it from the service where calls are plenty and it was not read
        lately. Nobody is told of it."""
        known = result_id in self._details and self._lately(result_id)
        if self._link.allows(Priority.OTHER) and not self._link.failures and not known:
            await self._load(result_id, with_details=True)

    async def refresh(self, result_id: str) -> None:
        """Read the conversation from the service again, and publish it."""
        await self._load(result_id, with_details=True)

    async def more(self, result_id: str) -> int:
        """Ask for more of a conversation than came so far, and publish it.

        Returns:
            How many messages came that did not stand in it.
        """
        last = self._limits.get(result_id, 0)
        limit = next((each for each in FURTHER if each > last), 0)
        if not limit or result_id != self._open_id or (shown := self._open or await self._local(result_id)) is None:
            return 0
        self._limits[result_id] = limit
        _shorten(self._limits)
        before = {message.id for message in shown.messages}
        if not await self._load(result_id, with_details=result_id not in self._details):
            self._limits[result_id] = last  # the next time the same is asked
            return 0
        after = self._open
        if after is None or after.result.id != result_id:
            return 0
        came = sum(message.id not in before for message in after.messages)
        if after.more and (not came or limit == FURTHER[-1]):
            self._limits[result_id] = FURTHER[-1]
            self._show(replace(after, more=False))
        return came

    def _lately(self, result_id: str) -> bool:
        return self._clock.monotonic() - self._read_at.get(result_id, -LATELY) < LATELY

    def close(self) -> None:
        """No conversation is open any more."""
        self._open_id, self._open = "", None
        self._leave()

    def seen(self, result_id: str) -> Seen | None:
        """What stood in the conversation when it last came from the service; None where it has not come in this session."""
        return self._known.get(result_id)

    async def arrived(self, change: Change) -> None:
        """Results came or changed: show the open conversation again where they belong to it."""
        shown = self._open
        ids = (change.added + change.updated + change.removed)[:MOST_ARRIVALS]
        if shown is None or not ids:
            return
        local = await self._local(shown.result.id)
        if local is None or shown is not self._open:
            return
        before = {message.id: message for message in shown.messages}
        if any(before.get(message.id) != message for message in local.messages):
            whole = replace(local, messages=_merged(shown.messages, local.messages), more=shown.more)
            self._show(await self._with_before(whole))

    async def keep_fresh(self) -> None:
        """Read the open conversation again when it has become stale."""
        shown = self._open
        if shown is None or self._clock.monotonic() - self._fetched_at < STALE:
            return
        self._fetched_at = self._clock.monotonic()
        if self._link.allows(Priority.VISIBLE):
            await self._load(shown.result.id, with_details=shown.result.id not in self._details)

    async def _load(self, result_id: str, *, with_details: bool) -> bool:
        """Read a conversation and publish it; tells whether the service answered."""
        try:
            if not self._link.allows(Priority.OPENED):
                await self._failed(result_id, WebcareError("The limit of calls is reached", self._link.changed.message))
                return False
            limit = self._limits.get(result_id) or None
            fetched = await fetch(self._connect(), result_id, with_details=with_details, limit=limit)
        except WebcareError as error:
            self._link.failed(error)
            if result_id == self._open_id:
                self._fetched_at = NEVER
            await self._failed(result_id, error)
            return False
        self._link.answered()
        await self.take_in(result_id, fetched)
        return True

    async def take_in(self, result_id: str, fetched: Fetched) -> None:
        """Keep what came of a conversation, and publish it."""
        await self._take(result_id, fetched)
        if fetched.details is not None:
            self._details[result_id] = fetched.details
            _shorten(self._details)
        local = await self._local(result_id)
        if local is None:
            return
        messages = _merged(local.messages, fetched.messages)
        self._known[result_id] = seen_in(fetched.results, whole=fetched.whole)
        _shorten(self._known)
        if result_id == self._open_id:
            self._fetched_at = self._clock.monotonic()
            self._announce(local.result)
        more = fetched.more and self._limits.get(result_id) != FURTHER[-1]
        self._show(await self._with_before(replace(local, messages=messages, fresh=True, more=more)))

    async def _take(self, result_id: str, fetched: Fetched) -> None:
        await self._store.results.put(fetched.results)
        self._read_at[result_id] = self._clock.monotonic()
        _shorten(self._read_at)
        if self.observe is not None:
            self.observe(fetched.results)

    async def _local(self, result_id: str) -> Conversation | None:
        result = await self._store.results.get(result_id)
        if result is None:
            return None
        if result.deleted:
            self._details.pop(result_id, None)
        messages = await self._store.results.conversation(result)
        return await self._with_before(Conversation(result, messages, self._details.get(result_id)))

    async def _with_before(self, conversation: Conversation) -> Conversation:
        """The same with what its edited messages said first."""
        ids = [message.id for message in conversation.messages]
        return replace(conversation, before=await self._store.results.before(ids))

    async def _failed(self, result_id: str, error: WebcareError) -> None:
        """A conversation that no longer exists loses its words here too; one that is not here at all is told of."""
        from webcare_tui.api.errors import NotFound

        local = await self._store.results.get(result_id)
        if isinstance(error, NotFound) and local is not None:
            self._details.pop(result_id, None)
            await self._store.results.put([replace(local, status=DELETED)])
            self._publish(Noticed("This message is gone", "The service does not know it any more.", "warning"))
            erased = await self._local(result_id)
            if erased is not None and result_id == self._open_id:
                self._show(erased)
        elif local is None:
            self._publish(Noticed(error.title, error.message, "warning"))

    def _show(self, conversation: Conversation) -> None:
        if conversation.result.id == self._open_id:
            self._open = conversation
        self._publish(ConversationLoaded(conversation))

    def _announce(self, result: Result) -> None:
        """Tell `opened` once for each conversation, when it has been open for a while."""
        if not self._opened or result.id != self._open_id or self._announcing is not None or not self._announces(result):
            return
        if (result.case_id or result.id) not in self._announced:
            self._announcing = asyncio.create_task(self._say_opened(result))

    async def _say_opened(self, result: Result) -> None:
        await self._clock.sleep(DWELL)
        self._announced.add(result.case_id or result.id)
        if not self._link.allows(Priority.OTHER):
            return
        try:
            await self._connect().event(result.id, "opened")
        except WebcareError as error:
            self._link.failed(error)

    def _leave(self) -> None:
        if self._announcing is not None:
            self._announcing.cancel()
            self._announcing = None


def _shorten(remembered: dict[str, T]) -> None:
    """Forget what was remembered first."""
    while len(remembered) > REMEMBERED:
        del remembered[next(iter(remembered))]


def _merged(first: Iterable[Result], second: Iterable[Result]) -> tuple[Result, ...]:
    """Both, each result once as the second has it, oldest first."""
    found = {result.id: result for result in first} | {result.id: result for result in second}
    return tuple(sorted(found.values(), key=lambda result: result.order))

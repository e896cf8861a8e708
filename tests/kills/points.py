"""The points at which a life of the program can end: each replaces one public step by one that kills its own process."""

from __future__ import annotations

import asyncio
import functools
import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import NoReturn, cast

import httpx

from webcare_tui.api.client import WebcareClient
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.services.leases import Leases
from webcare_tui.store import StoreError
from webcare_tui.store.outbox import OutboxStore

Step = Callable[..., Awaitable[object]]
S = OutboxState


def die() -> NoReturn:
    """No handler, no clean-up, not one more instruction."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")


def _wrap(owner: type, name: str, around: Callable[[Step], Step]) -> None:
    step = cast(Step, getattr(owner, name))
    setattr(owner, name, functools.wraps(step)(around(step)))


def at_move(state: OutboxState, *, committed: bool, since: OutboxState | None = None) -> None:
    """Die at the move of a row to a state (from another one): just before its transaction, or just after its commit."""

    def around(step: Step) -> Step:
        async def move(self: OutboxStore, item: OutboxItem, to: OutboxState, **changes: object) -> object:
            here = to is state and since in (None, item.state)
            if here and not committed:
                die()
            moved = await step(self, item, to, **changes)
            if here and moved is not None:
                die()
            return moved

        return move

    _wrap(OutboxStore, "move", around)


def at_queue() -> None:
    """Die when the reply has just been queued."""

    def around(step: Step) -> Step:
        async def queue(self: OutboxStore, *args: object, **named: object) -> object:
            await step(self, *args, **named)
            die()

        return queue

    _wrap(OutboxStore, "queue_from_draft", around)


def at_look(*, in_doubt: bool) -> None:
    """Die when the conversation is about to be read: before sending, or for a reply whose outcome is unknown."""
    doubted = not in_doubt

    def around_move(step: Step) -> Step:
        async def move(self: OutboxStore, item: OutboxItem, to: OutboxState, **changes: object) -> object:
            nonlocal doubted
            moved = await step(self, item, to, **changes)
            doubted = doubted or to is S.UNCERTAIN
            return moved

        return move

    def around_read(step: Step) -> Step:
        async def read(self: WebcareClient, *args: object, **named: object) -> object:
            if doubted:
                die()
            return await step(self, *args, **named)

        return read

    _wrap(OutboxStore, "move", around_move)
    _wrap(WebcareClient, "result", around_read)


def at_answer() -> None:
    """Die when the head of the answer to a reply has come, and its body has not."""
    read = httpx.Response.aiter_raw

    def aiter_raw(self: httpx.Response, chunk_size: int | None = None) -> object:
        if self.request.method == "POST" and "/replies" in self.request.url.path:
            die()
        return read(self, chunk_size)

    httpx.Response.aiter_raw = aiter_raw  # type: ignore[method-assign,assignment]


def at_full_disk() -> None:
    """The disk refuses what came of a reply; die when it is tried again."""
    refused = False

    def around(step: Step) -> Step:
        async def move(self: OutboxStore, item: OutboxItem, to: OutboxState, **changes: object) -> object:
            nonlocal refused
            if to is S.SENT and refused:
                die()
            if to is S.SENT:
                refused = True
                raise StoreError("The disk is full", "Make room.")
            return await step(self, item, to, **changes)

        return move

    _wrap(OutboxStore, "move", around)


def wait_at(gate: Path, where: str, say: Callable[..., None]) -> None:
    """Say `about`, and go on once somebody has this pipe open for writing: before each `look` at a conversation; before each
    move to `sending`, without any leases; or when the `answer` to a reply has come."""

    async def wait() -> None:
        say("about")
        await asyncio.to_thread(lambda: os.close(os.open(gate, os.O_RDONLY)))

    def around_look(step: Step) -> Step:
        async def look(self: WebcareClient, *args: object, **named: object) -> object:
            await wait()
            return await step(self, *args, **named)

        return look

    def around_move(step: Step) -> Step:
        async def move(self: OutboxStore, item: OutboxItem, to: OutboxState, **changes: object) -> object:
            if to is S.SENDING:
                await wait()
            return await step(self, item, to, **changes)

        return move

    def around_reply(step: Step) -> Step:
        async def reply(self: WebcareClient, *args: object, **named: object) -> object:
            answer = await step(self, *args, **named)
            await wait()
            return answer

        return reply

    if where == "look":
        _wrap(WebcareClient, "result", around_look)
    elif where == "answer":
        _wrap(WebcareClient, "reply", around_reply)
    else:
        Leases.take = lambda self, item_id: True  # type: ignore[method-assign]
        _wrap(OutboxStore, "move", around_move)


POINTS: dict[str, Callable[[], None]] = {
    "queued": at_queue,
    "before the look": lambda: at_look(in_doubt=False),
    "before sending is written": lambda: at_move(S.SENDING, committed=False),
    "sending is written": lambda: at_move(S.SENDING, committed=True),
    "the answer has begun": at_answer,
    "answered, not written": lambda: at_move(S.SENT, committed=False, since=S.SENDING),
    "sent is written": lambda: at_move(S.SENT, committed=True),
    "uncertain is written": lambda: at_move(S.UNCERTAIN, committed=True),
    "before the look for a doubtful one": lambda: at_look(in_doubt=True),
    "found, not written": lambda: at_move(S.SENT, committed=False, since=S.UNCERTAIN),
    "answered, the disk full": at_full_disk,
}
"""By name; "" is none of them."""

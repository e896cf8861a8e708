"""Fetching one conversation, with its details or without, by whichever of the two calls the service answers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webcare_tui.errors import WebcareError
from webcare_tui.models.conversation import Details
from webcare_tui.models.result import Result
from webcare_tui.services.ports import Service

if TYPE_CHECKING:
    from webcare_tui.api.answers import ResultPage

USUAL = 10
"""Results that the service gives with a conversation where no limit is asked for (guide)."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What the service told of a conversation.

    Attributes:
        results: As they came, replies inside.
        details: What `noContext` told; None where it was not asked or did not answer.
        more: It gave as many as it may, so that there can be more of them.
        whole: The call with context answered; else there is nothing but the result and the replies to it.
    """

    results: tuple[Result, ...]
    details: Details | None = None
    more: bool = False
    whole: bool = True

    @property
    def messages(self) -> tuple[Result, ...]:
        """All messages, those inside `replies` too, each once, oldest first."""
        found: dict[str, Result] = {}
        for result in self.results:
            for each in _with_replies(result):
                found.setdefault(each.id, each)
        return tuple(sorted((each for each in found.values() if not each.deleted), key=lambda each: each.order))


async def fetch(service: Service, result_id: str, *, with_details: bool, limit: int | None = None) -> Fetched:
    """Read a conversation.

    The call with context is not in the vendor's OpenAPI description, so where it is refused the other one serves: its `replies`
    are a conversation too. Both are made at once where details are wanted, and one answer is enough.

    Args:
        service: The vendor's service.
        result_id: The result whose conversation it is.
        with_details: Ask for the details as well.
        limit: How many results at most; None for as many as the service gives by itself.

    Raises:
        WebcareError: Neither call was answered; the error of the call with context.
    """
    if with_details:
        context, details = await asyncio.gather(
            service.result(result_id, limit=limit), service.result_without_context(result_id), return_exceptions=True
        )
        if isinstance(context, WebcareError):
            if isinstance(details, Details):
                return Fetched((details.result,), details, whole=False)
            raise context
        if isinstance(context, BaseException):
            raise context
        if isinstance(details, Details):
            return Fetched(_with(context.results, details.result), details, _full(context, limit))
        if isinstance(details, WebcareError):
            return Fetched(context.results, more=_full(context, limit))
        raise details
    from webcare_tui.api.errors import ApiError, Effect

    try:
        context = await service.result(result_id, limit=limit)
        return Fetched(context.results, more=_full(context, limit))
    except ApiError as error:
        if error.effect is not Effect.REFUSED:
            raise
    alone = await service.result_without_context(result_id)
    return Fetched((alone.result,), alone, whole=False)


def _full(page: ResultPage, limit: int | None) -> bool:
    """Whether the service gave as many as it may. Replies stand among the results of a page, so that this is sooner true than
    it ought to be, and never too late."""
    return len(page.results) + page.skipped >= (limit or USUAL)


def _with(results: tuple[Result, ...], one: Result) -> tuple[Result, ...]:
    """The results, with the richer form of one of them."""
    return (*(result for result in results if result.id != one.id), one)


def _with_replies(result: Result) -> Iterator[Result]:
    yield result
    for reply in result.replies:
        yield from _with_replies(reply)

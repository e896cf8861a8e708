"""The barrier before a reply leaves: whether its conversation has changed since it was begun; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from webcare_tui.models.reply import OutboxItem, OutboxState, Seen
from webcare_tui.models.result import Result
from webcare_tui.services.reconcile import normal, own_replies, signature

MOST = 300
"""Ids of each kind that are remembered; what is older than these cannot pass for new."""
_ATTEMPTED = (OutboxState.SENDING, OutboxState.SENT, OutboxState.UNCERTAIN, OutboxState.DISCARDED)


def seen_in(results: Sequence[Result], *, whole: bool = True) -> Seen:
    """What somebody has seen who has these results before them.

    Args:
        results: Of one conversation; replies may stand inside.
        whole: The service gave the conversation, and not only one result with the replies to it.
    """
    replies = own_replies(results)
    own = {each.id for each in replies}
    others = sorted((each for each in _flat(results) if each.id not in own), key=lambda each: each.order)
    return Seen(_last(replies), _last(others), whole)


def newcomers(
    seen: Seen | None, results: Sequence[Result], answered: Result, *, whole: bool = True, claimed: Collection[str] = (),
    rows: Iterable[OutboxItem] = (),
) -> tuple[Result, ...]:
    """What has come since: the company's replies and the customer's messages, each once, oldest first.

    Not what the agent sent from here, and not what strangers wrote elsewhere in the thread.

    Args:
        seen: What was there before; None where nobody knows, and then nothing is new.
        results: The conversation as it is now.
        answered: The result that is answered; whose customer counts.
        whole: As in `seen_in`. Where only a part was seen, the rest of the whole would pass for new.
        claimed: Ids that replies from here were matched with.
        rows: Replies from here to this conversation.
    """
    if seen is None or (whole and not seen.whole):
        return ()
    mine = {(normal(row.text), signature(row.text)) for row in rows if row.attempt_at and row.state in _ATTEMPTED}
    replies = own_replies(results)
    own = {each.id for each in replies}
    known = seen.replies | seen.others
    fresh = [
        each for each in _after(replies, seen.replies, known)
        if each.id not in claimed and (normal(each.description), signature(each.description)) not in mine
    ]  # fmt: skip
    customers = (each for each in _flat(results) if each.id not in own and not each.deleted and same_customer(each, answered))
    fresh += [each for each in _after(customers, seen.others, known) if each.id != answered.id]
    return tuple(sorted({each.id: each for each in fresh}.values(), key=lambda each: each.order))


def same_customer(message: Result, answered: Result) -> bool:
    """Whether a message is of the customer who is answered, as far as the service tells them apart."""
    if message.person_id and answered.person_id:
        return message.person_id == answered.person_id
    if message.source == answered.source and message.profile_id and answered.profile_id:
        return message.profile_id == answered.profile_id
    return True


def _after(messages: Iterable[Result], seen: Collection[str], known: Collection[str]) -> Iterator[Result]:
    """Those that are not known; what has a lower number than something of its kind that was seen was only further up."""
    highest = max((int(each) for each in seen if each.isdecimal()), default=-1)
    for each in messages:
        if each.id not in known and not (each.id.isdecimal() and int(each.id) < highest):
            yield each


def _flat(results: Iterable[Result]) -> Iterator[Result]:
    for result in results:
        yield result
        yield from _flat(result.replies)


def _last(results: Sequence[Result]) -> frozenset[str]:
    return frozenset(each.id for each in results[-MOST:])

"""A reply on its way out: its row in the outbox, its states, the service's receipt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class OutboxState(StrEnum):
    """Where a reply stands. Only the moves drawn here exist.

        queued → sending → sent | failed | uncertain;  sending → queued where the service surely did nothing;
        queued → (taken back: the row goes, the words are a draft again);
        uncertain → sent | (by the agent) queued | discarded
    """

    QUEUED = "queued"
    """On disk; waits for its moment, or for the network."""
    SENDING = "sending"
    """May have reached the service at any moment from now on."""
    SENT = "sent"
    """The service said so, or the reply was seen in the conversation."""
    FAILED = "failed"
    """The service surely refused it; the words are a draft again."""
    UNCERTAIN = "uncertain"
    """Nobody knows; never sent again without the agent's word."""
    DISCARDED = "discarded"
    """The agent decided that it is not to be sent."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the agent had before them of a conversation when they wrote a reply.

    Attributes:
        replies: Ids of the company's replies.
        others: Ids of everybody else's messages.
        whole: The service gave the conversation, and not only one result with the replies to it.
    """

    replies: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    whole: bool = True


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """One reply in the outbox.

    Attributes:
        id: A UUID of this machine's making; the service never sees it.
        result_id: The result that is answered.
        search_id: The search profile of that result, for a close that follows; may be "".
        case_id: The case of that result, for a close that follows; may be "".
        to: Who is answered, cleaned, for lists and lines.
        text: The words exactly as they are sent.
        connection_id: The channel.
        public: For everyone to read.
        state: Where it stands.
        close_after: Close the case once the reply is surely sent.
        attempt: How often it was put on the wire.
        attempt_at: Unix seconds of the last attempt; 0 for none.
        not_before: Unix seconds before which it is not sent (undo window, quota).
        prior_ids: Ids of the own replies that stood in the conversation just before the attempt.
        reply_id: The service's id of the reply, where it is known.
        reason: Why it failed or is uncertain, in words.
        transaction_id: The gateway's number for support, where it gave one.
        revision: Raised at every change of state; a change names the revision it starts from.
        created: Unix seconds.
        updated: Unix seconds.
        seen: What the agent had seen of the conversation; None where nobody knows.
    """

    id: str
    result_id: str
    text: str
    connection_id: str
    public: bool
    state: OutboxState = OutboxState.QUEUED
    search_id: str = ""
    case_id: str = ""
    to: str = ""
    close_after: bool = False
    attempt: int = 0
    attempt_at: int = 0
    not_before: int = 0
    prior_ids: tuple[str, ...] = ()
    reply_id: str = ""
    reason: str = ""
    transaction_id: str = ""
    revision: int = 0
    created: int = 0
    updated: int = 0
    seen: Seen | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the service answered to an accepted reply.

    Attributes:
        reply_id: The new result's id where the answer holds one, else "".
        messages: What it said beside that, cleaned.
        errors: Those of the messages that it marked as errors, in spite of the success.
    """

    reply_id: str = ""
    messages: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()

"""A conversation: the results round one result, and all that is known of that one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from webcare_tui.models.account import Connection
from webcare_tui.models.result import Result


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that was done with a result.

    Attributes:
        id: The activity's id.
        result_id: The result it was done with.
        actor_id: The user who did it; "" where unknown.
        actor_name: That user's name where the service tells it, cleaned.
        activity: Its number; the name stands in the configuration (`Account.activity_name`).
        subject: What it was about, cleaned.
        outcome: What came of it (`result` on the wire), cleaned.
        time: Unix seconds.
    """

    id: str
    result_id: str
    actor_id: str
    actor_name: str
    activity: int
    subject: str
    outcome: str
    time: int


@dataclass(frozen=True, slots=True)
class ServerDraft:
    """A reply that was saved at the server, not by this program.

    Attributes:
        text: The words, cleaned.
        private: Meant privately; missing counts as private.
        user_id: Who saved it.
        connection_id: The channel it was meant for; "" where unknown.
        image_url: A picture that goes with it; may be empty.
    """

    text: str
    private: bool = True
    user_id: str = ""
    connection_id: str = ""
    image_url: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """All that the service tells of one result (`GET /results/{id}/noContext`).

    Attributes:
        result: The result itself.
        activities: Oldest first.
        earlier_contact: How often, or 1 where the service only says that there was; 0 for never.
        author_notes: Notes on the author.
        notes: Notes on this result.
        related_notes: Notes on other messages of the author.
        conversation_notes: Notes on comments in the conversation.
        draft: A reply saved at the server.
        available_connections: The channels that can answer; may be empty, then any of the account's for the source.
        default_connection: The id of the channel the service proposes; "" where it proposes none.
        reply_prefix: What a reply begins with (the @names on Twitter).
        reply_suffix: What it ends with (the user's initials).
        place: Where the author lives, as far as the service tells it, cleaned; "" where it does not.
        language: The author's language, likewise.
    """

    result: Result
    activities: tuple[Activity, ...] = ()
    earlier_contact: int = 0
    author_notes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    related_notes: tuple[str, ...] = ()
    conversation_notes: tuple[str, ...] = ()
    draft: ServerDraft | None = None
    available_connections: tuple[Connection, ...] = ()
    default_connection: str = ""
    reply_prefix: str = ""
    reply_suffix: str = ""
    place: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The results round one result.

    Attributes:
        result: The result that was asked for.
        messages: It and those round it, own replies among them, each once, oldest first.
        details: What `noContext` tells; None as long as it was not fetched.
        fresh: Comes from the service just now, not from this machine's store.
        more: The service may have more messages round it than it gave.
        before: What a message said when it was first read, by its id, where its author changed it since.
    """

    result: Result
    messages: tuple[Result, ...]
    details: Details | None = None
    fresh: bool = False
    more: bool = False
    before: Mapping[str, str] = field(default_factory=dict)

    @property
    def saved(self) -> ServerDraft | None:
        """The reply that was saved at the server, where there are words in it."""
        draft = self.details.draft if self.details else None
        return draft if draft is not None and draft.text.strip() else None

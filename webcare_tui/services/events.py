"""Events: what the services tell the rest of the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from webcare_tui.models.account import Account
    from webcare_tui.models.case import CaseKey
    from webcare_tui.models.conversation import Conversation
    from webcare_tui.models.quota import Quota
    from webcare_tui.models.reply import OutboxItem
    from webcare_tui.services.views import View
    from webcare_tui.store import Change, ViewCount

Severity = Literal["information", "warning", "error"]
CaseAct = Literal["closed", "handed over", "released", "taken", "opened"]


class LinkState(StrEnum):
    """How things stand between this program and the service."""

    CONNECTING = "connecting"
    """Nothing has been heard yet."""
    LIVE = "live"
    """The last call was answered."""
    OFFLINE = "offline"
    """The service cannot be reached, or answers nonsense; tried again at `next_try`."""
    QUOTA = "quota"
    """No calls are left in this window, or only the reserve for the agent's own acts."""
    NOT_ALLOWED = "not_allowed"
    """The service does not accept the credentials."""


@dataclass(frozen=True, slots=True)
class ConfigurationLoaded:
    """The account is known: from this machine's store at first, from the service later."""

    account: Account
    views: tuple[View, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Part of a view that has not been read yet, after more came at once than one read takes.

    Attributes:
        older: Unix seconds at which what was known before ends.
        newer: Unix seconds at which what came since begins.
    """

    older: int
    newer: int


@dataclass(frozen=True, slots=True)
class ResultsArrived:
    """A read of a view changed the store.

    Attributes:
        view_key: The view that was read.
        change: Ids that came, changed or went.
        at: Unix seconds of the read ("as of"); also told where nothing changed.
        first: One of the pages of the first fill, not news.
        gap: What is still to be read between old and new; None for nothing.
    """

    view_key: str
    change: Change
    at: float
    first: bool = False
    gap: Gap | None = None


@dataclass(frozen=True, slots=True)
class ConversationLoaded:
    """A conversation was read; `conversation.fresh` tells whether from the service."""

    conversation: Conversation


@dataclass(frozen=True, slots=True)
class LinkChanged:
    """The link to the service changed.

    Attributes:
        state: How it stands now.
        message: In words, with the reason.
        next_try: Unix seconds of the next try; None where nothing is planned.
        since: Unix seconds since when it stands so.
    """

    state: LinkState
    message: str = ""
    next_try: float | None = None
    since: float = 0.0


@dataclass(frozen=True, slots=True)
class QuotaChanged:
    """The gateway told new quota numbers."""

    quota: Quota


@dataclass(frozen=True, slots=True)
class CountsChanged:
    """What each view holds on this machine, by view key."""

    counts: Mapping[str, ViewCount]


@dataclass(frozen=True, slots=True)
class OutboxChanged:
    """A reply on its way out moved, came back as a draft (state discarded) or got another reason."""

    item: OutboxItem


@dataclass(frozen=True, slots=True)
class Held:
    """A reply did not leave, because its conversation has changed since the agent looked; its words are a draft again."""

    item: OutboxItem


@dataclass(frozen=True, slots=True)
class DraftsChanged:
    """The set of results that have a draft."""

    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class DraftJoined:
    """Another window wrote on the same draft; its words were kept below those of this one.

    Attributes:
        result_id: The result.
        words: What was added, from the blank line on.
    """

    result_id: str
    words: str


@dataclass(frozen=True, slots=True)
class CaseChanged:
    """A case was acted on, and the service agreed.

    Attributes:
        case: The case.
        what: The act.
        handler_id: The user in charge from now on; "" for nobody or unchanged.
    """

    case: CaseKey
    what: CaseAct
    handler_id: str = ""


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something the agent should know and need not answer."""

    title: str
    message: str = ""
    severity: Severity = "information"


Event = (
    ConfigurationLoaded
    | ResultsArrived
    | ConversationLoaded
    | LinkChanged
    | QuotaChanged
    | CountsChanged
    | OutboxChanged
    | Held
    | DraftsChanged
    | DraftJoined
    | CaseChanged
    | Noticed
)

"""A result: one message, post or comment on a source, in either direction."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

DELETED = 5
"""`Result.status` of a message that no longer exists on its source (guide, statusses)."""


class ResultType(IntEnum):
    """What kind of message a result is (OpenAPI, `type`)."""

    UNKNOWN = 0
    PAGE = 1
    POST = 2
    COMMENT = 3
    PRIVATE_MESSAGE = 4
    AD = 5


@dataclass(frozen=True, slots=True)
class Tag:
    """A label that stands on a result.

    Attributes:
        id: The label's id.
        name: What the label is called, cleaned.
        description: What it means, cleaned; may be empty.
    """

    id: str
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One message as the vendor's service tells it; every text is safe for a terminal.

    Ids are text, because they pass 2**53. Times are Unix seconds, 0 where unknown. Missing texts are "".
    """

    id: str
    """`uniqueId`."""
    search_id: str = ""
    """The search profile that found it."""
    source: int = 0
    """The source's number; its name stands in the account's configuration (`Account.source_name`)."""
    type: ResultType = ResultType.UNKNOWN
    private: bool = True
    """Must never be shown in public. Missing or unreadable counts as private."""
    own: bool = False
    """Sent by the company."""
    title: str = ""
    """The author's name, or a page's title."""
    subtitle: str = ""
    description: str = ""
    """The message itself."""
    link: str = ""
    image: str = ""
    image_link: str = ""
    """The author's picture."""
    time: int = 0
    status: int = 0
    checked: int = 0
    """When somebody checked it off; 0: nobody did."""
    sentiment: int = 0
    """-2 very negative … 2 very positive."""
    rank: int = 0
    """`tbrank`: reach or importance."""
    bookmarked: bool = False
    tags: tuple[Tag, ...] = ()
    profile_id: str = ""
    person_id: str = ""
    case_id: str = ""
    reply_available: bool = False
    """May be answered."""
    like_available: bool = False
    replies: tuple[Result, ...] = ()
    raw: str = field(default="", compare=False, repr=False)
    """The object as it came, as JSON text, for support and for fields that are not known here."""

    @property
    def deleted(self) -> bool:
        """Gone from its source."""
        return self.status == DELETED

    @property
    def order(self) -> tuple[int, int, str]:
        """Where it stands in time: by time, then by number, then by id."""
        return (self.time, int(self.id) if self.id.isdecimal() and len(self.id) <= 18 else 0, self.id)

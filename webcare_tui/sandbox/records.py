"""The records of the sandbox's world: results, cases, persons, activities, places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

PAGE, POST, COMMENT, PRIVATE, AD = 1, 2, 3, 4, 5
"""A result's `type` (OpenAPI)."""
OPEN, CLOSED, DELETED = 1, 2, 5
"""A result's `status` (configuration, statusses)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody lives."""

    city: str
    municipality: str
    province: str
    country: str = "Nederland"


@dataclass(slots=True)
class Person:
    """Somebody who contacts the company; `profiles` is a source's number to the account there, `note` what is known."""

    id: int
    name: str
    handle: str
    language: str = "nl"
    place: Place | None = None
    profiles: dict[int, str] = field(default_factory=dict)
    reach: int = 0
    note: str = ""

    @property
    def first_name(self) -> str:
        """What an agent calls this person."""
        return self.name.split()[0] if self.name.split() else self.name

    def profile(self, source: int) -> str:
        """The account on a source; on Twitter the user name (OpenAPI, `profileId`)."""
        return self.profiles.setdefault(source, self.handle if source == 3 else str(10_000_000 + self.id * 37 + source))


@dataclass(slots=True)
class Case:
    """(Part of) a conversation with a person on one source; `plan[at:]` is what is still to be said by the script.

    `tone` is how the customer took the last answer: "", "thanks", "more" (a further question) or "grumble".
    """

    id: int
    search_id: int
    source: int
    person_id: int
    private: bool
    topic: str = ""
    plan: tuple[str, ...] = ()
    at: int = 0
    handler: int = 0
    closed: int = 0
    reactions: int = 0
    began: int = 0
    agent: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """Something a user did with a result; `activity` is a number of the configuration."""

    id: int
    result_id: int
    actor: int
    activity: int
    subject: str
    outcome: str
    time: int


@dataclass(slots=True, eq=False)
class Result:
    """A result, in the vendor's words; `given` holds fields that go on the wire exactly as they are."""

    id: int
    search_id: int
    source: int
    type: int
    time: int
    title: str = ""
    description: str = ""
    subtitle: str = ""
    private: bool = False
    own: bool = False
    link: str = ""
    image: str = ""
    image_link: str = ""
    status: int = OPEN
    checked: int = 0
    sentiment: int = 0
    rank: int = 0
    bookmarked: bool = False
    tags: tuple[int, ...] = ()
    profile_id: str = ""
    person_id: int = 0
    case_id: int = 0
    reply_available: bool = False
    place: Place | None = None
    parent: int = 0
    agent: int = 0
    connection_id: int = 0
    replies: list[int] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    given: Mapping[str, object] | None = None
    folded: str = ""

    def text(self) -> str:
        """All that `word:` looks in, in one case."""
        if not self.folded:
            self.folded = f"{self.title}\n{self.subtitle}\n{self.description}".casefold()
        return self.folded


def order(result: Result) -> tuple[int, int]:
    """Where a result stands among others: by time, then by id."""
    return (result.time, result.id)

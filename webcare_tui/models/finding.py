"""A finding: a place in a reply that should be looked at before it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from webcare_tui.models.result import Result


class Kind(StrEnum):
    """What was found."""

    EMPTY = "empty"
    LONG = "too-long"
    BLANK = "placeholder"
    NAME = "other-name"
    PHONE = "phone"
    IBAN = "iban"
    EMAIL = "email"
    ADDRESS = "address"
    NUMBER = "number"
    PRIVATE = "private-words"

    @property
    def final(self) -> bool:
        """Such a reply cannot be sent, whatever the agent says."""
        return self in (Kind.EMPTY, Kind.LONG)

    @property
    def exposes(self) -> bool:
        """It matters because everyone can read the reply."""
        return self not in (Kind.EMPTY, Kind.LONG, Kind.BLANK, Kind.NAME)


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a reply that should be looked at.

    Attributes:
        kind: What was found.
        start: Its first character in the text.
        end: The character behind its last one.
        words: What it is and why it matters, in a few words for the agent.
    """

    kind: Kind
    start: int
    end: int
    words: str

    def said(self, text: str) -> tuple[Kind, str]:
        """What the agent says yes to: the same words elsewhere in the reply are no news."""
        return self.kind, text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A reply that is about to leave, and what it is compared with.

    Attributes:
        text: The whole reply, as it is sent.
        public: For everyone to read.
        customer: A message of the person who is answered.
        messages: The conversation, own replies among them.
        source: The source's name in the configuration; "" where unknown.
        company: What the company is called; "" where unknown.
        domains: Where the company has its e-mail.
        prefix: What the service had it begin with; no words of the agent's.
        suffix: What it ends with, likewise.
    """

    text: str
    public: bool
    customer: Result
    messages: tuple[Result, ...] = ()
    source: str = ""
    company: str = ""
    domains: frozenset[str] = frozenset()
    prefix: str = ""
    suffix: str = ""

    @property
    def written(self) -> tuple[int, int]:
        """From where to where the agent's own words stand; of several names in the prefix some may be left out."""
        start, end = 0, len(self.text.rstrip().removesuffix(self.suffix.strip() or "\n"))
        for word in self.prefix.split():
            if self.text.startswith(word, start):
                start += len(word)
                start += len(self.text) - start - len(self.text[start:].lstrip())
        return start, max(start, end)

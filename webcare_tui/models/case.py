"""A case: (part of) a conversation with a person, bound to one source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CaseKey:
    """What the service needs to act on a case.

    Attributes:
        search_id: The search profile the case belongs to.
        case_id: The case.
    """

    search_id: str
    case_id: str

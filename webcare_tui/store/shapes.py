"""What one asks the store for, and what it answers: selections, rows, changes, counts."""

from __future__ import annotations

from dataclasses import dataclass

from webcare_tui.models.result import Result


@dataclass(frozen=True, slots=True)
class Selection:
    """Which results of a view, and in which direction.

    Attributes:
        view: The view's key.
        oldest_first: Otherwise newest first.
        unhandled_only: Leave out what is handled.
        narrow: Words that each have to begin a word of the author's name or the message; "" for all.
        unassigned: Leave out what is in a case with a handler, as far as this machine knows.
    """

    view: str
    oldest_first: bool = False
    unhandled_only: bool = False
    narrow: str = ""
    unassigned: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list.

    Attributes:
        result: The result, without its replies and without `raw`.
        case_count: How many messages of customers are stored in its case; itself alone where it has none.
        handler_id: The handler as far as this machine knows; "" for none.
        handled: Checked off at the service, settled here, or the company's own.
    """

    result: Result
    case_count: int
    handler_id: str
    handled: bool


@dataclass(frozen=True, slots=True)
class Change:
    """Ids of exactly those results that a step changed, in the order in which they were given.

    A result stands in one of the three at most. That a neighbour in the same case makes `Row.case_count` grow is not
    a change of the result.

    Attributes:
        added: New in the view (or in the store, where no view was named).
        updated: There before, and different now.
        removed: Gone from the view, or deleted at its source.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.updated or self.removed)


@dataclass(frozen=True, slots=True)
class ViewCount:
    """How much there is in a view.

    Attributes:
        total: All its results.
        unhandled: Those that wait for somebody.
        oldest_time: Unix seconds of the oldest unhandled one; 0 for none.
    """

    total: int = 0
    unhandled: int = 0
    oldest_time: int = 0


@dataclass(frozen=True, slots=True)
class PurgeCount:
    """What a purge took away.

    Attributes:
        results: Results out of the cache.
        drafts: Drafts that nobody touched for 30 days.
        sent: Finished replies whose words were erased.
    """

    results: int = 0
    drafts: int = 0
    sent: int = 0

"""The sandbox's world: every result, case and person, and the indexes that find them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Iterable

from webcare_tui.sandbox.account import Account
from webcare_tui.sandbox.records import DELETED, Activity, Case, Person, Result, order

FIRST_ID = 13_594_800_000
"""Ids lie beyond 32 bits, as the vendor's samples do."""


class World:
    """All that the sandbox knows; one asyncio loop owns it once a server runs.

    Attributes:
        account: The invented account.
        results: By id.
        cases: By id.
        persons: By id.
        searched: A search profile's id to its results, oldest first.
        sourced: (search profile, source) to its results, oldest first.
        cased: A case's id to its results, oldest first.
        waiting: A search profile's id to its unchecked results, oldest first.
        ids: Every id, ascending.
        handled: A handler's id to the cases in that hand.
    """

    def __init__(self, account: Account, clock: Callable[[], float]) -> None:
        self.account = account
        self.clock = clock
        self.results: dict[int, Result] = {}
        self.cases: dict[int, Case] = {}
        self.persons: dict[int, Person] = {}
        self.searched: defaultdict[int, list[Result]] = defaultdict(list)
        self.sourced: defaultdict[tuple[int, int], list[Result]] = defaultdict(list)
        self.cased: defaultdict[int, list[Result]] = defaultdict(list)
        self.waiting: defaultdict[int, list[Result]] = defaultdict(list)
        self.handled: defaultdict[int, set[int]] = defaultdict(set)
        self.contacts: defaultdict[int, set[int]] = defaultdict(set)
        self.marks: dict[int, int] = {}
        self.ids: list[int] = []
        self.last_id = FIRST_ID
        self.last_case = 880_000
        self.last_activity = 5_000_000
        self.skipped_rows = 0

    def now(self) -> int:
        """The world's time in whole Unix seconds."""
        return int(self.clock())

    def next_id(self) -> int:
        """An id above all that were given out."""
        self.last_id += 1
        return self.last_id

    def next_case(self) -> int:
        """A case id above all that were given out."""
        self.last_case += 1
        return self.last_case

    def add(self, result: Result) -> Result:
        """Put a result in every index, in the place of one with the same id."""
        known = self.results.get(result.id)
        if known is not None:
            self._take_out(known)
            result.replies, result.activities = known.replies, known.activities
        self.results[result.id] = result
        self.last_id = max(self.last_id, result.id)
        if known is None:
            insort(self.ids, result.id) if self.ids and self.ids[-1] > result.id else self.ids.append(result.id)
        _put(self.searched[result.search_id], result)
        _put(self.sourced[result.search_id, result.source], result)
        if result.case_id:
            _put(self.cased[result.case_id], result)
            if result.person_id:
                self.contacts[result.person_id].add(result.case_id)
        if not result.checked:
            _put(self.waiting[result.search_id], result)
        return result

    def _take_out(self, result: Result) -> None:
        for where in (self.searched[result.search_id], self.sourced[result.search_id, result.source],
                      self.cased[result.case_id], self.waiting[result.search_id]):
            _remove(where, result)

    def check(self, results: Iterable[Result], when: int) -> int:
        """Check results off; how many were not yet."""
        count = 0
        for result in results:
            if not result.checked:
                result.checked = max(1, when)
                result.given = _without(result, "checked")
                _remove(self.waiting[result.search_id], result)
                count += 1
        return count

    def uncheck(self, result: Result) -> None:
        """Put a result back among those that wait."""
        if result.checked:
            result.checked = 0
            result.given = _without(result, "checked")
            _put(self.waiting[result.search_id], result)

    def set_status(self, result: Result, status: int) -> None:
        """Open, close or delete a result."""
        result.status = status
        result.given = _without(result, "status")

    def assign(self, case: Case, handler: int) -> None:
        """Give a case to a handler; 0 for nobody."""
        self.handled[case.handler].discard(case.id)
        case.handler = handler
        if handler:
            self.handled[handler].add(case.id)

    def log(self, result: Result, activity: str, actor: int, subject: str = "", outcome: str = "", when: int = 0) -> None:
        """Write down what a user did with a result."""
        self.last_activity += 1
        number = self.account.activities[activity]
        result.activities.append(
            Activity(self.last_activity, result.id, actor, number, subject, outcome, when or self.now())
        )

    def conversation(self, result: Result) -> list[Result]:
        """The results of the same case, oldest first; a result without a case stands alone."""
        return list(self.cased[result.case_id]) if result.case_id else [result]

    def above(self, mark: int) -> list[int]:
        """Ids above a mark, ascending."""
        return self.ids[bisect_right(self.ids, mark):]

    def new_mark(self, search_id: int) -> int:
        """Where "new results" begin in a search profile."""
        return self.marks.get(search_id, self.marks.get(0, 0))

    def settle(self) -> None:
        """From here on results are new."""
        self.marks = {0: self.last_id}

    def earlier_contact(self, result: Result) -> bool:
        """Whether this person was here before in another case."""
        return len(self.contacts.get(result.person_id, ())) > 1

    def erase(self, result: Result) -> None:
        """Somebody deleted the message on its source."""
        self.set_status(result, DELETED)


def between(results: list[Result], start: int, end: int) -> list[Result]:
    """Those of a sorted list with start ≤ time ≤ end."""
    low = bisect_left(results, start, key=lambda each: each.time)
    return results[low:bisect_right(results, end, key=lambda each: each.time)]


def _put(where: list[Result], result: Result) -> None:
    if not where or order(where[-1]) <= order(result):
        where.append(result)
    else:
        insort(where, result, key=order)


def _remove(where: list[Result], result: Result) -> None:
    at = bisect_left(where, order(result), key=order)
    if at < len(where) and where[at] is result:
        del where[at]


def _without(result: Result, name: str) -> dict[str, object] | None:
    return None if result.given is None else {key: value for key, value in result.given.items() if key != name}

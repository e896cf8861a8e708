"""A query answered: the fewest results looked at, in the order asked for."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import merge
from itertools import islice

from webcare_tui.sandbox.query import Query
from webcare_tui.sandbox.records import DELETED, Result, order
from webcare_tui.sandbox.world import World, between

CONTEXT = 10
"""How many results a call for one result with its context answers by default (guide)."""
FAR = 1 << 62


def select(world: World, search_id: int, query: Query) -> list[Result]:
    """The results of a search profile that pass every filter.

    `new+results:` is read so: `true` leaves only those that came since the last reset (or since the sandbox began),
    `reset` does the same and begins anew. The guide gives only the two words.
    """
    if query.new:
        mark = world.new_mark(search_id)
        query.above = max(query.above, mark)
        query.tests.append(lambda result: result.id > mark)
        if query.new == "reset":
            world.marks[search_id] = world.last_id
    found = _candidates(world, search_id, query)
    passing = (each for each in found if all(test(each) for test in query.tests))
    return list(islice(passing, query.offset, query.offset + query.limit))


def _candidates(world: World, search_id: int, query: Query) -> Iterable[Result]:
    """A superset of what passes, sorted as asked for."""
    if query.ids is not None:
        return _sorted((world.results[each] for each in query.ids if each in world.results), search_id, query)
    base = world.waiting[search_id] if query.waiting else world.searched[search_id]
    if query.above and len(late := world.above(query.above)) < len(base):
        return _sorted((world.results[each] for each in late), search_id, query)
    if query.handlers is not None:
        cases = {case for each in query.handlers for case in world.handled[each]}
        return _sorted((result for case in cases for result in world.cased[case]), search_id, query)
    if query.waiting or query.sources is None:
        return _directed(between(base, query.start, FAR) if query.start else base, query)
    lists = [world.sourced[search_id, each] for each in query.sources]
    parts = [_directed(between(each, query.start, FAR) if query.start else each, query) for each in lists]
    return parts[0] if len(parts) == 1 else merge(*parts, key=order, reverse=query.newest_first)


def _sorted(results: Iterable[Result], search_id: int, query: Query) -> list[Result]:
    return sorted((each for each in results if each.search_id == search_id), key=order, reverse=query.newest_first)


def _directed(results: list[Result], query: Query) -> Iterable[Result]:
    return reversed(results) if query.newest_first else iter(results)


def context(world: World, result: Result, query: Query) -> list[Result]:
    """One result and the conversation round it: the newest of its case, without deleted ones, always with itself.

    Further filters narrow what stands round it.
    """
    case = world.conversation(result)
    passing = [each for each in case if each.status != DELETED and all(test(each) for test in query.tests)]
    ordered = sorted(passing, key=order, reverse=True)
    kept = ordered[query.offset:query.offset + query.limit]
    if result not in kept:
        kept = [*kept[:query.limit - 1], result]
    return sorted(kept, key=order, reverse=query.newest_first)

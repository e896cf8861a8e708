"""Errands along the queue: the next one that waits, reading on, views, going to a result by number."""

from __future__ import annotations

from collections.abc import Awaitable

from webcare_tui.models.case import CaseKey
from webcare_tui.models.result import Result
from webcare_tui.services.views import View, whole_of
from webcare_tui.store import Row
from webcare_tui.ui.commands.command import Context
from webcare_tui.ui.flows.desk import Desk


async def next_waiting(desk: Desk, *, backwards: bool = False, beside: Result | None = None) -> Row | None:
    """The next row that waits for an answer, of another case than `beside`; None where nothing else waits.

    Args:
        desk: The inbox.
        backwards: Look upwards.
        beside: The result whose case does not count.
    """
    selection = desk.results.selection
    if selection is None:
        return None
    at, store, passed = desk.results.list.cursor, desk.session.store.results, set[str]()
    while (found := await store.next_unhandled(selection, at, backwards=backwards)) is not None and found[1] not in passed:
        at, result_id = found
        passed.add(result_id)
        rows = await store.window(selection, at, at + 1)
        if rows and (beside is None or not _same_case(rows[0].result, beside)):
            return rows[0]
    return None


def _same_case(one: Result, other: Result) -> bool:
    return one.id == other.id or (bool(one.case_id) and (one.search_id, one.case_id) == (other.search_id, other.case_id))


async def go_on(desk: Desk, row: Row | None, *, beside: Result | None = None) -> str:
    """Stand on a row, with its conversation beside it, and say whom it is about; where nothing waits any more, say that.

    Args:
        desk: The inbox.
        row: Where to go; where it has left the list meanwhile, the next one that waits.
        beside: The result that was left; its case does not count.
    """
    await desk.results.list.refresh_rows(by_agent=True)
    if row is not None and not await desk.results.list.select(row.result.id):
        row = await next_waiting(desk, beside=beside)
        row = row if row is not None and await desk.results.list.select(row.result.id) else None
    if row is None:
        desk.go(Context.LIST)
        return "Nothing else waits here."
    desk.read(row.result)
    desk.go(Context.THREAD if desk.takes_turns and desk.state.context is not Context.LIST else Context.LIST)
    return f"Next: {desk.veil.name_of(row.result)}."


async def next_unhandled(desk: Desk, argument: str = "") -> None:
    """Go to the next one that waits."""
    here = desk.current
    desk.say(await go_on(desk, await next_waiting(desk, beside=here), beside=here))


async def previous_unhandled(desk: Desk, argument: str = "") -> None:
    """Go to the one before that waits."""
    here = desk.current
    desk.say(await go_on(desk, await next_waiting(desk, backwards=True, beside=here), beside=here))


def read_on(desk: Desk, argument: str = "") -> None:
    """A page of the conversation; at its end, the next one that waits."""
    desk.thread.action_read_on()


def open_result(desk: Desk, argument: str = "") -> Awaitable[None] | None:
    """Open what is under the cursor."""
    if desk.state.context is Context.PROFILES:
        desk.profiles.choose()
        return None
    return open_on(desk, desk.current) if desk.current else None


def open_on(desk: Desk, result: Result) -> Awaitable[None]:
    """Show a conversation, give it the keys, and read it from the service."""
    desk.read(result)
    desk.go(Context.THREAD)
    desk.thread.mark_read()
    return desk.session.reader.open(result.id)


async def goto(desk: Desk, argument: str = "") -> None:
    """Open a result by its number, wherever it stands."""
    number = argument.strip().lstrip("#")
    if not number.isdecimal():
        desk.say("Give the number of a result: goto 13594824686.", "warning")
        return
    result = await desk.session.store.results.get(number)
    if result is None:
        result = (await desk.session.client.result_without_context(number)).result
    await desk.results.list.select(number)
    await open_on(desk, result)


def case_of(result: Result | None) -> CaseKey | None:
    """What the service needs to act on the case of a result; None where it belongs to none."""
    return CaseKey(result.search_id, result.case_id) if result and result.case_id and result.search_id else None


def choose_view(desk: Desk, argument: str = "") -> None:
    """Go to a view by its number in the top line, or by a part of its name."""
    views = desk.near_views
    found: View | None = None
    if argument.isdecimal():
        found = views[int(argument) - 1] if 0 < int(argument) <= len(views) else None
    elif argument.strip():
        wanted = argument.strip().casefold()
        found = next((view for view in (*views, *desk.session.views) if wanted in view.title.casefold()), None)
    if found is None:
        desk.say(f"There is no view “{argument}”.", "warning")
    else:
        _go_to_view(desk, found)


def next_view(desk: Desk, argument: str = "") -> None:
    """Go to the next view."""
    _step(desk, 1)


def previous_view(desk: Desk, argument: str = "") -> None:
    """Go to the view before."""
    _step(desk, -1)


def _go_to_view(desk: Desk, view: View) -> None:
    """Show a view and take the agent's hands there: what acts next acts on its rows, not on what was read before."""
    desk.show(view)
    desk.go(Context.LIST)


def _step(desk: Desk, by: int) -> None:
    views = desk.session.views
    here = next((place for place, view in enumerate(views) if desk.view and view.key == whole_of(desk.view.key)), None)
    if views:
        _go_to_view(desk, views[((here if here is not None else -by) + by) % len(views)])


def last_view(desk: Desk, argument: str = "") -> None:
    """Go back to the view before this one."""
    if desk.last_view is None:
        desk.say("You have not been in another view yet.")
    else:
        _go_to_view(desk, desk.last_view)


def back(desk: Desk, argument: str = "") -> None:
    """One level back: from the customer to the conversation, from there to the list; never out of the program."""
    context = desk.state.context
    if desk.customer.display:
        desk.show_customer(False)
        desk.go(Context.THREAD)
    elif context is Context.LIST and desk.results.narrowed:
        desk.narrow("")
    elif context is Context.LIST and desk.takes_turns:
        desk.go(Context.PROFILES)
    else:
        desk.go(Context.LIST)


def next_pane(desk: Desk, argument: str = "") -> None:
    """To the next pane."""
    _step_panes(desk, 1)


def previous_pane(desk: Desk, argument: str = "") -> None:
    """To the pane before."""
    _step_panes(desk, -1)


def _step_panes(desk: Desk, by: int) -> None:
    panes = [Context.PROFILES, Context.LIST, Context.THREAD, *([Context.COMPOSER] if desk.composer.is_open else [])]
    desk.go(panes[(panes.index(desk.state.context) + by) % len(panes)])

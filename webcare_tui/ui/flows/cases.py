"""Errands on a case: close it, take it, hand it over, release it; and on one message: reopen and close it.

Each takes hold of its target at the key press: whatever comes in before the errand gets to work, it acts on no other.
"""

from __future__ import annotations

from collections.abc import Awaitable

from webcare_tui.models.account import User
from webcare_tui.models.result import Result
from webcare_tui.ui.commands.command import State
from webcare_tui.ui.dialogs.handover import HandOverDialog
from webcare_tui.ui.flows.desk import Desk
from webcare_tui.ui.flows.queue import go_on, next_waiting


def close_and_go_on(desk: Desk, argument: str = "") -> Awaitable[None]:
    """Close the case and stand on the next one that waits, or stay where the settings say so."""
    return _close(desk, desk.state, go=desk.session.settings.ui.after_close == "next")


def close_and_stay(desk: Desk, argument: str = "") -> Awaitable[None]:
    """Close the case; the cursor stays."""
    return _close(desk, desk.state, go=False)


async def _close(desk: Desk, target: State, *, go: bool) -> None:
    result, case = target.result, target.case
    if result is None or case is None:
        return
    following = await next_waiting(desk, beside=result) if go else None
    await desk.session.cases.close(case, (result.id,))
    kept = " Its draft is kept." if result.id in desk.session.drafts.ids else ""
    done = f"Closed: {desk.veil.name_of(result)}.{kept}"
    desk.say(f"{done} {await go_on(desk, following, beside=result)}" if go else done)


def take(desk: Desk, argument: str = "") -> Awaitable[None]:
    """Become the handler of the case."""
    return _take(desk, desk.state)


async def _take(desk: Desk, target: State) -> None:
    if target.result and target.case:
        await desk.session.cases.take(target.case)
        desk.say(f"{desk.veil.name_of(target.result)} is yours now.")


def release(desk: Desk, argument: str = "") -> Awaitable[None]:
    """Give the case back to the queue."""
    return _release(desk, desk.state)


async def _release(desk: Desk, target: State) -> None:
    if target.result and target.case:
        await desk.session.cases.release(target.case)
        desk.say(f"Released: {desk.veil.name_of(target.result)} has no handler any more.")


def hand_over(desk: Desk, argument: str = "") -> Awaitable[None]:
    """Choose a colleague and hand the case over; the cursor goes on to the next one."""
    return _hand_over(desk, desk.state, argument)


async def _hand_over(desk: Desk, target: State, words: str) -> None:
    case, result, account = target.case, target.result, desk.session.account
    if case is None or result is None or account is None:
        return
    others = tuple(user for user in account.users if user.id != desk.session.me)
    user = matching(others, words)
    if words and user is None:
        desk.say(f"No single colleague fits “{words}”: give initials, a name or an e-mail address.", "warning")
        return
    if user is None:
        user = await desk.ask(HandOverDialog(others))
    if user is None:
        return
    following = await next_waiting(desk, beside=result)
    await desk.session.cases.hand_over(case, user.id)
    desk.say(f"Handed {desk.veil.name_of(result)} over to {user.name}. {await go_on(desk, following, beside=result)}")


def matching(users: tuple[User, ...], words: str) -> User | None:
    """The one user whose initials, id or e-mail address are these words, or whose name holds them; None where not one."""
    wanted = words.strip().casefold()
    exact = [user for user in users if wanted in (user.tag.casefold(), user.id, user.email.casefold())]
    near = exact or [user for user in users if wanted and wanted in user.name.casefold()]
    return near[0] if len(near) == 1 else None


def reopen_message(desk: Desk, argument: str = "") -> Awaitable[None]:
    """Tell the service that the message is open again."""
    return _reopen_message(desk, desk.current)


async def _reopen_message(desk: Desk, result: Result | None) -> None:
    if result is not None:
        await desk.session.cases.message_opened(result.id)
        desk.say("The service knows it as opened again.")


def close_message(desk: Desk, argument: str = "") -> Awaitable[None]:
    """Tell the service that this one message is closed."""
    return _close_message(desk, desk.current)


async def _close_message(desk: Desk, result: Result | None) -> None:
    if result is not None:
        await desk.session.cases.message_closed(result.id)
        desk.say("The service knows this message as closed.")

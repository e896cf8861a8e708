"""Errands on a case: close it, take it, hand it over, release it; and on one message: reopen and close it."""

from __future__ import annotations

from webcare_tui.models.account import User
from webcare_tui.ui.dialogs.handover import HandOverDialog
from webcare_tui.ui.flows.desk import Desk
from webcare_tui.ui.flows.queue import next_waiting, stand_on
from webcare_tui.ui.present.words import name_of


async def close_and_go_on(desk: Desk, argument: str = "") -> None:
    """Close the case and stand on the next one that waits, or stay where the settings say so."""
    await _close(desk, go=desk.session.settings.ui.after_close == "next")


async def close_and_stay(desk: Desk, argument: str = "") -> None:
    """Close the case; the cursor stays."""
    await _close(desk, go=False)


async def _close(desk: Desk, *, go: bool) -> None:
    result, case = desk.current, desk.state.case
    if result is None or case is None:
        return
    following = await next_waiting(desk, beside=result) if go else None
    await desk.session.cases.close(case, (result.id,))
    kept = " Its draft is kept." if result.id in desk.session.drafts.ids else ""
    done = f"Closed: {name_of(result)}.{kept}"
    desk.say(f"{done} {await stand_on(desk, following)}" if go else done)


async def take(desk: Desk, argument: str = "") -> None:
    """Become the handler of the case."""
    if case := desk.state.case:
        await desk.session.cases.take(case)
        desk.say("It is yours now.")


async def release(desk: Desk, argument: str = "") -> None:
    """Give the case back to the queue."""
    if case := desk.state.case:
        await desk.session.cases.release(case)
        desk.say("Released: it has no handler any more.")


async def hand_over(desk: Desk, argument: str = "") -> None:
    """Choose a colleague and hand the case over; the cursor goes on to the next one."""
    case, result = desk.state.case, desk.current
    account = desk.session.account
    if case is None or result is None or account is None:
        return
    others = tuple(user for user in account.users if user.id != desk.session.me)
    user = matching(others, argument)
    if argument and user is None:
        desk.say(f"No single colleague fits “{argument}”: give initials, a name or an e-mail address.", "warning")
        return
    if user is None:
        user = await desk.ask(HandOverDialog(others))
    if user is None:
        return
    following = await next_waiting(desk, beside=result)
    await desk.session.cases.hand_over(case, user.id)
    desk.say(f"Handed over to {user.name}. {await stand_on(desk, following)}")


def matching(users: tuple[User, ...], words: str) -> User | None:
    """The one user whose initials, id or e-mail address are these words, or whose name holds them; None where not one."""
    wanted = words.strip().casefold()
    exact = [user for user in users if wanted in (user.tag.casefold(), user.id, user.email.casefold())]
    near = exact or [user for user in users if wanted and wanted in user.name.casefold()]
    return near[0] if len(near) == 1 else None


async def reopen_message(desk: Desk, argument: str = "") -> None:
    """Tell the service that the message is open again."""
    if result := desk.current:
        await desk.session.cases.message_opened(result.id)
        desk.say("The service knows it as opened again.")


async def close_message(desk: Desk, argument: str = "") -> None:
    """Tell the service that this one message is closed."""
    if result := desk.current:
        await desk.session.cases.message_closed(result.id)
        desk.say("The service knows this message as closed.")

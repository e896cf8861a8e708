"""Errands of what others may see of the screen: hide customers, show one of them for a moment, cover all of it."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import replace

from webcare_tui.ui.flows.desk import Desk
from webcare_tui.ui.messages import LockAsked

HIDDEN = "It is hidden with names and messages: v shows this conversation first."


def privacy(desk: Desk, argument: str = "") -> None:
    """Hide names, messages and all that is known of customers, or show them again."""
    # Where one conversation is shown, somebody has come by: hide that, rather than show all.
    desk.veil = replace(desk.veil, on=not desk.veil.on or bool(desk.veil.lifted), lifted="")
    desk.say("Names and messages are hidden; v shows one conversation." if desk.veil.on else "Names and messages are shown.")


def lift(desk: Desk, argument: str = "") -> None:
    """Show the conversation under the cursor in spite of privacy, or hide it again; another one is hidden in any case."""
    result = desk.current
    if not desk.veil.on:
        desk.say("Nothing is hidden.")
    elif result is not None:
        lifted = "" if desk.veil.lifted == result.id else result.id
        desk.veil = replace(desk.veil, lifted=lifted)
        desk.say("Shown until you leave it, or press v again." if lifted else "It is hidden again.")


def put_away(desk: Desk) -> Awaitable[None]:
    """The agent is gone for a while: nobody types any more, nothing stays shown in spite of privacy, and drafts go to disk."""
    composer = desk.composer
    if composer.is_open and composer.draft.result_id:
        desk.session.drafts.keep(composer.draft)
    desk.session.typing.idle()
    desk.veil = desk.veil.down()
    return desk.session.drafts.flush()


def lock(desk: Desk, argument: str = "") -> None:
    """Cover the screen."""
    desk.app.post_message(LockAsked())

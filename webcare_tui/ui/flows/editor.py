"""The errand to the agent's own editor and back; the program works on behind it."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from textual.app import SuspendNotSupported

from webcare_tui.models.draft import Draft
from webcare_tui.services.editing import Edited
from webcare_tui.ui.commands.command import Context
from webcare_tui.ui.flows.desk import Desk
from webcare_tui.ui.widgets.driver import lent


async def write_on(desk: Desk, draft: Draft) -> None:
    """Lend the terminal to `$VISUAL` or `$EDITOR`, and take over what it saved."""
    try:
        command = shlex.split(_wanted()) or ["vi"]
    except ValueError:
        desk.say("EDITOR cannot be read as a command: a quote is left open.", "error")
        return
    desk.session.typing.idle()
    try:
        with lent(desk.app):
            edited = await desk.session.editing.run(command, draft, desk.composer.area.text)
    except SuspendNotSupported:
        desk.say("This terminal cannot be lent to an editor.", "error")
        return
    here = desk.composer.draft.result_id == draft.result_id
    if edited.changed and here:
        desk.composer.area.replace_all(edited.words)
    words = _told(Path(command[0]).name, edited, "in the composer" if here else "kept as a draft")
    desk.say(words, "warning" if edited.code else "information")
    desk.go(Context.COMPOSER)


def _wanted() -> str:
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"


def _told(name: str, edited: Edited, where: str) -> str:
    """What became of the words."""
    if not edited.code:
        return f"The words from the editor are {where}."
    how = f"ended with code {edited.code}" if edited.code > 0 else f"was ended by signal {-edited.code}"
    return f"{name} {how}; what it had saved is {where}." if edited.changed else f"{name} {how}; the words are as they were."

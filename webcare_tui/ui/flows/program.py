"""Errands of the program itself: help, the command line, themes, the clipboard, leaving."""

from __future__ import annotations

from webcare_tui.models.reply import OutboxState
from webcare_tui.text.links import find
from webcare_tui.ui.commands.table import COMMANDS, help_sections
from webcare_tui.ui.dialogs.command_line import CommandLineDialog
from webcare_tui.ui.dialogs.help import HelpDialog
from webcare_tui.ui.dialogs.links import LinksDialog
from webcare_tui.ui.dialogs.quit import QuitDialog
from webcare_tui.ui.flows.desk import Desk


async def show_help(desk: Desk, argument: str = "") -> None:
    """The keys that act here."""
    await desk.ask(HelpDialog(help_sections(desk.state)))


async def command_line(desk: Desk, argument: str = "") -> None:
    """Type a command by name, with completion, and run it."""
    known = tuple((each.id, each.tooltip()) for each in COMMANDS if not each.at_pane)
    line = await desk.ask(CommandLineDialog(known))
    words = (line or "").strip().split(maxsplit=1)
    if not words:
        return
    name, argument = words[0], words[1] if len(words) > 1 else ""
    ids = [each.id for each in COMMANDS if not each.at_pane]
    fits = [each for each in ids if name in (each, each.rpartition(".")[2])] or [each for each in ids if each.startswith(name)]
    if len(fits) == 1 or name in fits:
        desk.run_command(fits[0], argument)
    else:
        desk.say(f"“{name}” is no command." if not fits else f"“{name}” could be {', '.join(fits[:4])}.", "warning")


async def links(desk: Desk, argument: str = "") -> None:
    """Show the links of the conversation; the chosen one goes to the clipboard."""
    if not desk.thread.links:
        desk.say("There is no link in this conversation.")
        return
    link = await desk.ask(LinksDialog(desk.thread.links))
    if link is not None:
        desk.copy(link)
        desk.say("Copied the link.")


async def copy_text(desk: Desk, argument: str = "") -> None:
    """Copy the message."""
    if result := desk.current:
        desk.copy(result.description)
        desk.say("Copied the text of the message.")


async def copy_link(desk: Desk, argument: str = "") -> None:
    """Copy the message's own address, where it is one that can be opened."""
    result = desk.current
    if result and find(result.link):
        desk.copy(result.link)
        desk.say("Copied the link of the message.")
    else:
        desk.say("This message has no address of its own.")


async def quit_program(desk: Desk, argument: str = "") -> None:
    """Leave; with a word on what is kept, where something is."""
    await desk.session.drafts.flush()
    items = desk.session.outbox.items
    waiting = sum(item.state in (OutboxState.QUEUED, OutboxState.SENDING) for item in items)
    doubtful = sum(item.state is OutboxState.UNCERTAIN for item in items)
    drafts = len(desk.session.drafts.ids)
    lines = [
        _count(waiting, "reply is still held or under way", "replies are still held or under way"),
        _count(doubtful, "reply is uncertain", "replies are uncertain"),
        _count(drafts, "draft", "drafts"),
    ]
    if not (waiting or doubtful) or await desk.ask(QuitDialog(line for line in lines if line)):
        desk.leave()


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}" if number else ""

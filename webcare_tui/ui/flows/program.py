"""Errands of the program itself: help, the command line, themes, the clipboard, leaving."""

from __future__ import annotations

import os
from functools import partial

from webcare_tui.errors import WebcareError
from webcare_tui.models.reply import OutboxState
from webcare_tui.text.links import find
from webcare_tui.ui.commands.bindings import keys_of
from webcare_tui.ui.commands.table import COMMANDS, help_sections
from webcare_tui.ui.dialogs.command_line import CommandLineDialog
from webcare_tui.ui.dialogs.confirm import ConfirmDialog
from webcare_tui.ui.dialogs.help import HelpDialog
from webcare_tui.ui.dialogs.links import LinksDialog
from webcare_tui.ui.dialogs.quit import QuitDialog
from webcare_tui.ui.dialogs.report import ReportDialog
from webcare_tui.ui.flows.desk import Desk
from webcare_tui.ui.flows.palette import Palette
from webcare_tui.ui.flows.screen import HIDDEN
from webcare_tui.ui.widgets.driver import forget_screen


async def show_help(desk: Desk, argument: str = "") -> None:
    """The keys that act here."""
    keys = partial(keys_of, keys=desk.session.settings.keys)
    await desk.ask(HelpDialog(help_sections(desk.state, keys, plain=desk.plain)))


async def command_line(desk: Desk, argument: str = "") -> None:
    """Type a command by name, with completion, and run it."""
    known = tuple((each.id, each.tooltip()) for each in COMMANDS if not each.at_pane)
    meant = desk.current.id if desk.current else ""
    line = await desk.ask(CommandLineDialog(known))
    words = (line or "").strip().split(maxsplit=1)
    if not words:
        return
    name, argument = words[0], words[1] if len(words) > 1 else ""
    ids = [each for each, _ in known]
    exact = [each for each in ids if name in (each, each.rpartition(".")[2])]
    fits = exact or [each for each in ids if each.startswith(name)]
    if len(fits) == 1:
        desk.run_command(fits[0], argument, meant=meant)
    else:
        desk.say(f"“{name}” is no command." if not fits else f"“{name}” could be {', '.join(fits[:4])}.", "warning")


async def links(desk: Desk, argument: str = "") -> None:
    """Show the links of the conversation; the chosen one goes to the clipboard."""
    if not desk.thread.links:
        desk.say("There is no link in this conversation.")
        return
    if desk.shown is not None and desk.veil.over(desk.shown.result.id).on:
        desk.say(HIDDEN, "warning")
        return
    link = await desk.ask(LinksDialog(desk.thread.links))
    if link is not None:
        desk.app.copy_to_clipboard(link)
        desk.say("Copied the link.")


async def diagnosis(desk: Desk, argument: str = "") -> None:
    """How things stand, for support."""
    from importlib.metadata import version  # not before it is needed: it costs every start

    from webcare_tui.services.diagnosis import as_text, diagnose

    app = desk.app
    size, colours = app.size, app.console.color_system or "none"
    terminal = f"{os.environ.get('TERM', 'unknown')}, {size.width}×{size.height}, colours {colours}"
    sections = await diagnose(desk.session, ("Textual", version("textual")), ("terminal", terminal))
    if await desk.ask(ReportDialog("How things stand", sections)):
        app.copy_to_clipboard(as_text(sections))
        desk.say("Copied. It holds no secret and no word of any message.")


def copy_text(desk: Desk, argument: str = "") -> None:
    """Copy the message."""
    if result := desk.current:
        desk.app.copy_to_clipboard(result.description)
        desk.say("Copied the text of the message.")


def copy_link(desk: Desk, argument: str = "") -> None:
    """Copy the message's own address, where it is one that can be opened."""
    result = desk.current
    if result and find(result.link):
        desk.app.copy_to_clipboard(result.link)
        desk.say("Copied the link of the message.")
    else:
        desk.say("This message has no address of its own.")


async def quit_program(desk: Desk, argument: str = "") -> None:
    """Leave; with a word on what is kept, where something is, and on what cannot be."""
    try:
        await desk.session.drafts.flush()
    except WebcareError as error:
        words = f"{error}\n\nWhat you typed last is not on disk, and will be gone."
        if not await desk.ask(ConfirmDialog("Leave and lose it?", words, yes="Leave and lose it", no="Stay", danger=True)):
            return
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
        desk.app.exit()


def palette(desk: Desk, argument: str = "") -> None:
    """Search all commands."""
    desk.app.push_screen(Palette())


def redraw(desk: Desk, argument: str = "") -> None:
    """Paint everything again, whatever stands on the screen."""
    forget_screen(desk.app)
    desk.app.refresh(repaint=True, layout=True)


def times(desk: Desk, argument: str = "") -> None:
    """How long ago, or the clock."""
    desk.time_format = "clock" if desk.time_format == "relative" else "relative"
    desk.say("Times by the clock." if desk.time_format == "clock" else "Times as how long ago.")


def theme(desk: Desk, argument: str = "") -> None:
    """Another theme: the one named, or the next one."""
    app, wanted = desk.app, argument.strip()
    names = sorted(app.available_themes)
    if not wanted:
        wanted = names[(names.index(app.theme) + 1) % len(names)]
    if wanted in names:
        app.theme = wanted
        desk.say(f"Theme {wanted}; `theme` under [ui] in the configuration keeps it.")
    else:
        desk.say(f"There is no theme “{wanted}”: there are {', '.join(names)}.", "warning")


async def suspend(desk: Desk, argument: str = "") -> None:
    """Into the background, once it is said that nobody types any more."""
    desk.session.typing.idle()
    await desk.session.drafts.flush()
    desk.app.action_suspend_process()


def quit_hint(desk: Desk, argument: str = "") -> None:
    """Copy what is selected; else say how to leave."""
    selected = desk.app.screen.get_selected_text()
    if selected:
        desk.app.copy_to_clipboard(selected)
    desk.say("Copied." if selected else "q leaves; drafts and the outbox are kept.")


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}" if number else ""

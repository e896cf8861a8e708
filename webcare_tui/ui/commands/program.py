"""Commands of the program itself: help, refresh, themes, leaving."""

from __future__ import annotations

from webcare_tui.ui.commands.command import EVERYWHERE, OUTSIDE_TEXT, READING, Command


class Program(Command):
    """A command of the program itself."""

    group = "Program"


class Help(Program):
    """Show the keys that act here; type to search them."""

    prompts = True
    id, keys, words, footer = "help", ("question_mark", "f1"), "help", 11


class CommandLine(Program):
    """Type a command by name, with completion."""

    prompts = True
    id, keys, words, footer = "command", ("colon",), "command", 10


class Palette(Program):
    """Search all commands in a palette."""

    prompts = True
    id, keys, words, contexts = "palette", ("f2",), "palette", EVERYWHERE


class Refresh(Program):
    """Ask the service for news right now; costs one call of the quota."""

    id, keys, words, contexts = "refresh", ("ctrl+r", "f5"), "refresh", OUTSIDE_TEXT


class Diagnosis(Program):
    """Show how link, quota, calls and files stand, for support; without secrets or a word of any message."""

    id, words = "diag", "diagnosis"


class Redraw(Program):
    """Draw the whole screen again."""

    id, keys, words, contexts = "redraw", ("ctrl+l",), "redraw", EVERYWHERE


class Times(Program):
    """Switch between how long ago and the clock."""

    id, keys, words = "times", ("T",), "times"


class Theme(Program):
    """Choose a theme; without a name, the next one."""

    id, words, argument = "theme", "theme", "NAME"


class Privacy(Program):
    """Hide names, messages and all that is known of customers, for others who see the screen; or show them again."""

    id, keys, words, contexts = "privacy", ("f8",), "privacy", EVERYWHERE


class Reveal(Program):
    """While they are hidden: show the conversation under the cursor until you leave it, or hide it again."""

    id, keys, words, contexts = "reveal", ("v",), "reveal", READING


class Lock(Program):
    """Cover the screen; Enter comes back. Replies that wait go out all the same, and news is fetched."""

    id, keys, words, contexts = "lock", ("f9",), "lock", EVERYWHERE


class Suspend(Program):
    """Put the program in the background; `fg` brings it back."""

    id, keys, words, contexts = "suspend", ("ctrl+z",), "suspend", OUTSIDE_TEXT


class Quit(Program):
    """Leave; drafts and the outbox are kept."""

    prompts = True
    id, keys, words = "quit", ("q",), "quit"


class QuitHint(Program):
    """Copy the selection; without one, say how to leave."""

    id, keys, words, contexts = "quit.hint", ("ctrl+c",), "copy", EVERYWHERE

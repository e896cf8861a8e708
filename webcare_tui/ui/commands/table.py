"""All commands, in the order of the help, and how to find one."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from types import ModuleType

from webcare_tui.ui.commands import answering, moving, program
from webcare_tui.ui.commands.command import Command, Context, State, key_words


def _of(module: ModuleType) -> list[type[Command]]:
    classes = (each for each in vars(module).values() if inspect.isclass(each) and each.__module__ == module.__name__)
    return [each for each in classes if issubclass(each, Command) and hasattr(each, "id")]


COMMANDS: tuple[type[Command], ...] = tuple(_of(answering) + _of(moving) + _of(program))
BY_ID: dict[str, type[Command]] = {command.id: command for command in COMMANDS}


def conflicts(commands: Iterable[type[Command]] = COMMANDS) -> list[str]:
    """Keys that two commands claim in one context, as sentences; empty where the table is sound."""
    owners: dict[tuple[Context, str], str] = {}
    found = []
    for command in commands:
        for context in sorted(command.contexts):
            for key in command.keys:
                owner = owners.setdefault((context, key), command.id)
                if owner != command.id:
                    found.append(f"{key} means {owner} and {command.id} in the {context}")
    return found


def footer(state: State) -> list[type[Command]]:
    """The commands that the footer names now, in order."""
    named = (command for command in COMMANDS if command.footer and command.keys and command.possible(state))
    return sorted(named, key=lambda command: command.footer)


def help_sections(state: State) -> list[tuple[str, list[tuple[str, str]]]]:
    """Headings and (keys, sentence) rows for the help; what cannot run now says why."""
    sections: dict[str, list[tuple[str, str]]] = {}
    for command in COMMANDS:
        if not command.keys or state.context not in command.contexts:
            continue
        reason = command.why_not(state)
        keys = "1…9" if len(command.keys) == 9 else key_words(command.keys)
        sentence = f"{command.tooltip()} Not now: {reason}" if reason else command.tooltip()
        sections.setdefault(command.group, []).append((keys, sentence))
    return list(sections.items())

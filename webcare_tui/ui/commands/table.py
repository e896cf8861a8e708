"""All commands, in the order of the help, and how to find one."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from types import ModuleType

from webcare_tui.ui.commands import answering, moving, program, reading, viewing
from webcare_tui.ui.commands.command import Command, Context, State, key_words


def _of(module: ModuleType) -> list[type[Command]]:
    classes = (each for each in vars(module).values() if inspect.isclass(each) and each.__module__ == module.__name__)
    return [each for each in classes if issubclass(each, Command) and hasattr(each, "id")]


COMMANDS: tuple[type[Command], ...] = tuple(
    _of(answering) + _of(reading) + _of(moving) + _of(viewing) + _of(program)
)
BY_ID: dict[str, type[Command]] = {command.id: command for command in COMMANDS}


Keys = Callable[[type[Command]], tuple[str, ...]]
"""Gives a command's keys."""


def usual_keys(command: type[Command]) -> tuple[str, ...]:
    """A command's keys where the agent has not chosen others."""
    return command.keys


def conflicts(commands: Iterable[type[Command]] = COMMANDS, keys_of: Keys = usual_keys) -> list[str]:
    """Keys that two commands claim in one context, as sentences; empty where the table is sound."""
    owners: dict[tuple[Context, str], str] = {}
    found = []
    for command in commands:
        for context in sorted(command.contexts):
            for key in keys_of(command):
                owner = owners.setdefault((context, key), command.id)
                if owner != command.id:
                    found.append(f"{key} means {owner} and {command.id} in the {context}")
    return found


def footer(context: Context) -> list[type[Command]]:
    """The commands that the footer names, in order; always the same ones in one place, so that none of them moves."""
    return sorted((each for each in COMMANDS if each.footer and context in each.contexts), key=lambda each: each.footer)


def help_sections(
    state: State, keys_of: Keys = usual_keys, *, plain: bool = False
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Headings and (keys, sentence) rows for the help; what cannot run now says why.

    Args:
        state: What commands look at.
        keys_of: The keys of a command.
        plain: ASCII only.
    """
    sections: dict[str, list[tuple[str, str]]] = {}
    for command in COMMANDS:
        keys = keys_of(command)
        if not keys or state.context not in command.contexts:
            continue
        reason = command.why_not(state)
        words = "1…9" if command.id == "view.choose" else key_words(keys, plain=plain)
        sentence = f"{command.tooltip()} Not now: {reason}" if reason else command.tooltip()
        sections.setdefault(command.group, []).append((words, sentence))
    return list(sections.items())

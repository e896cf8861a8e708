"""The commands' keys as Textual wants them, with the agent's own in the place of the usual ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.binding import Binding, BindingType

from webcare_tui.ui.commands.command import Command
from webcare_tui.ui.commands.table import BY_ID, COMMANDS, conflicts

NO_KEY = "unbound"
"""A key that no keyboard has: Textual takes no empty list of keys."""
PANE_IDS = frozenset({"reply.enter", "reply.line_end", "thread.unfold"})
"""Keys of panes that are no commands and can be changed all the same."""
Keymap = Mapping[str, str]


def bindings() -> list[BindingType]:
    """The keys of every command that the inbox runs, each as the action `run`; a digit carries itself along."""
    made: list[BindingType] = []
    for each in COMMANDS:
        if each.at_pane or not each.keys:
            continue
        if each.id == "view.choose":
            made += [Binding(key, f"run('{each.id}', '{key}')", each.words, show=False) for key in each.keys]
        else:
            keys = ",".join(each.keys)
            made.append(Binding(keys, f"run('{each.id}')", each.words, show=False, id=each.id, tooltip=each.tooltip()))
    return made


def textual_keymap(keys: Keymap) -> dict[str, str]:
    """The agent's keys as Textual takes them."""
    return {command_id: keys or NO_KEY for command_id, keys in keys.items()}


def keys_of(command: type[Command], keys: Keymap) -> tuple[str, ...]:
    """The keys of a command, the agent's own where there are some; none where another command was given all of them."""
    if command.id in keys:
        return _split(keys[command.id])
    rivals = (BY_ID[other] for other in keys if other in BY_ID)
    taken = {key for rival in rivals if rival.at_pane is command.at_pane for key in _split(keys[rival.id])}
    return tuple(key for key in command.keys if key not in taken)


def _split(keys: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in keys.split(",") if key.strip())


def complaints(keys: Keymap) -> Iterator[str]:
    """What is wrong with the agent's keys, a sentence each: names that no command has, and keys given twice."""
    for name in keys:
        if name not in BY_ID and name not in PANE_IDS:
            yield f"[keys]: there is no command “{name}”."
    yield from (f"[keys]: {words}." for words in conflicts(keys_of=lambda command: keys_of(command, keys)))

"""The commands' keys as Textual wants them."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from webcare_tui.ui.commands.table import COMMANDS


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

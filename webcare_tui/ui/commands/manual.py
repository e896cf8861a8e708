"""The page on keys in the manual, written from the commands."""

from __future__ import annotations

from webcare_tui.ui.commands.command import Command, Context, key_words
from webcare_tui.ui.commands.table import COMMANDS

HEAD = """# Keys and commands

Letters act only outside text fields. Every command has a name: `:` runs it, the palette finds it, and a line under `[keys]` in
the configuration gives it other keys (Textual's names for keys, with commas between them; `""` takes them away):

```toml
[keys]
"case.close" = "E,ctrl+e"
```

"""


def page() -> str:
    """The whole page, in Markdown."""
    groups: dict[str, list[type[Command]]] = {}
    for command in COMMANDS:
        groups.setdefault(command.group, []).append(command)
    return HEAD + "\n".join(_table(group, commands) for group, commands in groups.items())


def _table(group: str, commands: list[type[Command]]) -> str:
    rows = [f"| {_keys(each)} | `{each.id}`{_argument(each)} | {_where(each)} | {each.tooltip()} |" for each in commands]
    return "\n".join((f"## {group}", "", "| keys | command | where | what it does |", "|---|---|---|---|", *rows, ""))


def _keys(command: type[Command]) -> str:
    words = "1…9" if len(command.keys) == 9 else key_words(command.keys)
    return " ".join(f"`{word}`" for word in words.split()).replace("|", "\\|")


def _argument(command: type[Command]) -> str:
    return f" {command.argument}" if command.argument else ""


def _where(command: type[Command]) -> str:
    if command.contexts >= frozenset(Context):
        return "everywhere"
    return ", ".join(context.value for context in Context if context in command.contexts)


if __name__ == "__main__":
    import sys

    sys.stdout.write(page())

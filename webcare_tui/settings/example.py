"""The example of a settings file and the manual page of the settings, both written from the schema."""

from __future__ import annotations

from pathlib import Path

from webcare_tui.settings.describe import ANY_NAME, Row, rows

_HEAD = """\
# The settings of webcare-tui: each with its default and one line on why it is there.
# Take what differs into {where}, mode 0600; leave the rest out.
# The client secret never stands here: see client_secret_command and client_secret_file below.

"""
_WHERE = "~/.config/webcare-tui/config.toml"
_NAMES = {"accounts": "main", "views": '"Outages on both desks"'}
"""What stands for a name of the agent's own, by table."""
_CLIENT_ID = "your-client-id"


def example(client_id: str = _CLIENT_ID) -> str:
    """A settings file with every setting at its default.

    Args:
        client_id: What to fill in for the one setting without a default.
    """
    parts: list[str] = [_HEAD.format(where=_WHERE)]
    section: tuple[str, ...] = ()
    for row in _ordered():
        path = tuple(_NAMES[row.path[0]] if part == ANY_NAME else part for part in row.path)
        table = path if isinstance(row.default, dict) else path[:-1]
        if table != section:
            section = table
            parts.append(f"\n{'# ' * row.aside}[{'.'.join(table)}]\n")
        parts.append(_entry(row, client_id))
    return "".join(parts)


def _ordered() -> list[Row]:
    """Single values first: in TOML all that follows a section belongs to it."""
    return sorted(rows(), key=lambda row: len(row.path) > 1 or isinstance(row.default, dict))


def _entry(row: Row, client_id: str) -> str:
    why = f"# {row.why}\n"
    if isinstance(row.default, dict):
        entries = row.example if isinstance(row.example, dict) else {}
        return why + "".join(f"# {literal(name)} = {literal(value)}\n" for name, value in entries.items())
    if row.aside:
        shown = row.default if row.example is None else row.example
        return f"{why}# {row.path[-1]} = {literal(shown)}\n"
    value = client_id if row.default is None else row.default
    beside = f"   # such as {literal(row.example)}" if row.example is not None else ""
    return f"{why}{row.path[-1]} = {literal(value)}{beside}\n"


def literal(value: object) -> str:
    """A value as TOML writes it.

    Raises:
        TypeError: It is none of those that settings are made of.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:g}"
    if isinstance(value, str):
        import tomli_w

        return tomli_w.dumps({"v": value}).removeprefix("v = ").removesuffix("\n")
    if isinstance(value, tuple | list):
        return f"[{', '.join(literal(item) for item in value)}]"
    raise TypeError(f"no TOML for a {type(value).__name__}")


_INTRODUCTION = f"""\
# Configuration

*This page is written from the program's own schema (`python -m webcare_tui.settings.example`); a test compares the two.*

Settings stand in one TOML file: the one named by `--config`, else by `WEBCARE_TUI_CONFIG`, else
`$XDG_CONFIG_HOME/webcare-tui/config.toml` (mostly `{_WHERE}`). `webcare-tui config init` writes a first one,
`config path` tells where it stands, `config validate` checks it, and `config show` prints what is in force, without secrets.
[config.example.toml](../config.example.toml) holds every setting at its default.

The file must belong to you and be closed to others (`chmod 600`): who can write it can have commands run in your name.
An unknown setting is an error, so that a typing mistake does not pass for a choice.

## The environment

Every setting has a name in the environment, which goes before the file. The name is `WEBCARE_TUI_` and the path with `__`
between its parts, in capitals; `-` in the name of an account becomes `_`. A list or a table is written as in TOML:

```sh
WEBCARE_TUI_ACCOUNTS__MAIN__BASE_URL=https://api.example.com/webcare
WEBCARE_TUI_SENDING__ENTER_SENDS='["whatsapp", "irischat"]'
WEBCARE_TUI_KEYS='{{"case.close" = "e,ctrl+e"}}'
```

`WEBCARE_TUI_CONFIG` and `WEBCARE_TUI_CLIENT_SECRET` have a meaning of their own (here and in the next section).

## The client secret

It never stands in the settings file: a file with a secret in it is refused. It is looked for in this order, and the first
of these that is set wins:

1. `client_secret_command`: a list of words, run without a shell, within 10 seconds, without a terminal; the first line it
   prints is the secret. A command that fails ends the search.
2. The keyring of your desktop, with the extra `keyring`: service `webcare-tui`, user = the account's name
   (`keyring set webcare-tui main`).
3. `client_secret_file`: a file that is yours alone (mode 0600, no link); its first line is the secret.
4. `WEBCARE_TUI_CLIENT_SECRET` in the environment. It is taken out of the environment once read, but others on the machine
   may have seen it, so it is the weakest way.

The setup screen of the inbox asks for it where none of these gives one.

## Durations

Where seconds are expected, a text such as `"30s"`, `"5m"`, `"12h"` or `"30d"` does too.

## Views of your own

A view is a filter with a name. `:view.save NAME` in the inbox keeps what is shown there, and `:view.remove` takes it out again:
only that one view changes in this file, and its comments, order and layout stay. A view with `profiles` merges several search
profiles into one queue:

```toml
[views]
"Outages in Utrecht" = "/mobile/word:outage/city:Utrecht/"

[views."Outages on both desks"]
filter = "/word:outage/notChecked/"
profiles = ["Thuis", "Mobiel"]
order = "oldest"
limit = 200
```

## The settings
"""


def manual() -> str:
    """The manual page of the settings, as Markdown."""
    parts: list[str] = [_INTRODUCTION]
    section: tuple[str, ...] | None = None
    for row in _ordered():
        table = row.path if isinstance(row.default, dict) else row.path[:-1]
        if table != section:
            section = table
            heading = f"`[{'.'.join(table)}]`" if table else "At the top of the file"
            parts.append(f"\n### {heading}\n")
        parts.append(_paragraph(row))
    return "".join(parts)


def _paragraph(row: Row) -> str:
    lines = [f"\n**`{row.path[-1]}`** – {row.accepts}; {_default(row.default)}  \n{row.why}  \n`{row.env}`\n"]
    if isinstance(row.example, dict):
        entries = "\n".join(f"{literal(name)} = {literal(value)}" for name, value in row.example.items())
        lines.append(f"\n```toml\n[{row.path[-1]}]\n{entries}\n```\n")
    elif row.example is not None:
        lines.append(f"\n```toml\n{row.path[-1]} = {literal(row.example)}\n```\n")
    return "".join(lines)


def _default(value: object) -> str:
    if value is None:
        return "must be given"
    return "empty by default" if value == {} else f"default `{literal(value)}`"


def main() -> None:
    """Write both files into the project round this room."""
    root = Path(__file__).resolve().parents[2]
    (root / "config.example.toml").write_text(example(), encoding="utf-8")
    (root / "docs" / "configuration.md").write_text(manual(), encoding="utf-8")


if __name__ == "__main__":
    main()

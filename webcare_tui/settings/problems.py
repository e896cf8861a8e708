"""Errors of the schema put into words: which place, what is wrong, what is accepted there."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from webcare_tui.settings.describe import accepts, field_at, names_at
from webcare_tui.settings.errors import SettingsError

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

_SECRET_NAMES = frozenset(
    {"clientsecret", "secret", "password", "passwd", "passphrase", "token", "accesstoken", "apikey", "apisecret", "credentials"}
)
_REFUSED = "A secret stands in the configuration file"


def ways(account_name: str) -> str:
    """The ways to give the client secret of an account, one a line."""
    told = {
        'client_secret_command = ["pass", "show", "…"]': "in the account's section: a command that prints it",
        f"keyring set webcare-tui {account_name}": "in the keyring of your desktop (extra `keyring`)",
        'client_secret_file = "~/…"': "in the account's section: a file of mode 0600",
        "WEBCARE_TUI_CLIENT_SECRET": "in the environment (others may see it there)",
    }
    lines = [f"  {way:<46}{words}" for way, words in told.items()]
    return "\n".join(["Give the client secret in one of these ways:", *lines, "Then try it with: webcare-tui check."])


def dotted(path: Sequence[object]) -> str:
    """A path as it is written in TOML: `accounts.main.base_url`."""
    return ".".join(str(part) if _bare(str(part)) else f'"{part!s}"' for part in path)


def _bare(part: str) -> bool:
    return part != "" and part.isascii() and part.replace("-", "").replace("_", "").isalnum()


def refuse_secrets(data: Mapping[str, object], file: Path, path: tuple[str, ...] = ()) -> None:
    """Raise if a secret stands in the settings file.

    Raises:
        SettingsError: It does; the message names the place, not the secret, and the ways to give it instead.
    """
    for name, value in data.items():
        here = (*path, name)
        if path[:1] in ((), ("accounts",)) and name.lower().replace("_", "").replace("-", "") in _SECRET_NAMES:
            account = path[1] if len(path) > 1 else "main"
            what = f"{file}: {dotted(here)}: take it out, and renew it if others could read the file."
            raise SettingsError(_REFUSED, f"{what}\n{ways(account)}")
        if name == "proxy" and isinstance(value, str) and "@" in value:
            raise SettingsError(
                _REFUSED,
                f"{file}: {dotted(here)}: a proxy's user name and password do not belong here. Take them out, and give the"
                f" whole address in the environment as WEBCARE_TUI_{'__'.join(here).upper()}.",
            )
        if isinstance(value, dict):
            refuse_secrets(value, file, here)


def explain(error: ValidationError, file: Path, from_env: Mapping[tuple[str, ...], str]) -> SettingsError:
    """All that the schema found, one line each.

    Args:
        error: What pydantic raised.
        file: The settings file.
        from_env: Paths that the environment has set, and by which name.
    """
    lines = [_line(detail, file, from_env) for detail in error.errors(include_url=False, include_input=False)]
    return SettingsError("The configuration is not right", "\n".join(lines))


def _line(detail: ErrorDetails, file: Path, from_env: Mapping[tuple[str, ...], str]) -> str:
    path = tuple(str(part) for part in detail["loc"] if part != "[key]")
    place = f"{file}: {dotted(path)}"
    for length in range(len(path), 0, -1):
        if path[:length] in from_env:
            place = f"{from_env[path[:length]]} (environment)"
            break
    return f"{place}: {_words(detail, path)}"


def _words(detail: ErrorDetails, path: tuple[str, ...]) -> str:
    kind = detail["type"]
    if kind == "extra_forbidden":
        return unknown(path)
    if "[key]" in detail["loc"] or kind == "value_error":
        return detail["msg"].removeprefix("Value error, ") + "."
    field = field_at(path)
    expected = accepts(field) if field is not None else "a section"
    if kind == "missing":
        return f"is missing; expected {expected}."
    return f"expected {expected}."


def unknown(path: Sequence[str]) -> str:
    """That there is no such setting, and which is meant perhaps."""
    names = names_at(path[:-1])
    close = difflib.get_close_matches(str(path[-1]).lower(), names, n=1, cutoff=0.6)
    if close:
        return f'there is no such setting; perhaps "{close[0]}" is meant.'
    return f"there is no such setting; known here: {', '.join(names)}." if names else "there is no such setting."

"""Settings from the environment: `WEBCARE_TUI_` and the path with `__` between its parts."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import get_origin

from webcare_tui.settings.describe import PREFIX, env_name, field_at, is_map, names_at
from webcare_tui.settings.errors import SettingsError
from webcare_tui.settings.problems import unknown

RESERVED = frozenset({"WEBCARE_TUI_CONFIG", "WEBCARE_TUI_CLIENT_SECRET"})
"""Names with a meaning of their own."""


def overrides(data: Mapping[str, object], env: Mapping[str, str]) -> dict[tuple[str, ...], tuple[str, object]]:
    """The settings that the environment gives.

    A list or a table is written as in TOML; a list of texts may also be words with commas between them.

    Args:
        data: What the settings file holds; tells the accounts that are known.
        env: The environment.

    Returns:
        By path: the environment name, and the value.

    Raises:
        SettingsError: A name is none of a setting, or a value is no TOML where it must be.
    """
    found: dict[tuple[str, ...], tuple[str, object]] = {}
    for name in sorted(env):
        if not name.startswith(PREFIX) or name in RESERVED:
            continue
        rest = name.removeprefix(PREFIX)
        if "__" not in rest and rest.lower() not in names_at(()):
            continue  # a name of another part of the program
        path = _path(rest.split("__"), data, name)
        found[path] = (name, _value(path, env[name], name))
    return found


def _path(parts: list[str], data: Mapping[str, object], name: str) -> tuple[str, ...]:
    path = tuple(part.lower() for part in parts)
    accounts = data.get("accounts")
    if path[0] == "accounts" and len(path) == 3 and isinstance(accounts, dict):
        known = {env_name((str(account),)): str(account) for account in accounts}
        path = (path[0], known.get(env_name((path[1],)), path[1]), path[2])
    for depth in range(len(path)):
        names = names_at(path[:depth])
        if names and path[depth] not in names:
            raise SettingsError("The environment is not right", f"{name}: {unknown(path[: depth + 1])}")
        if depth and not names and (path[0] != "accounts" or depth > 2):
            field = field_at(path[:depth])
            table = field is not None and is_map(field)
            hint = f'; the whole table goes into {env_name(path[:1])}={{"…" = "…"}}' if table else ""
            raise SettingsError("The environment is not right", f"{name}: there is no such setting{hint}.")
    return path


def _value(path: tuple[str, ...], text: str, name: str) -> object:
    field = field_at(path)
    kind = get_origin(field.annotation) if field is not None else None
    if kind not in (tuple, dict) or (path[0] == "accounts" and len(path) < 3):
        return text
    stripped = text.strip()
    if kind is tuple and not stripped.startswith("["):
        return [part.strip() for part in stripped.split(",") if part.strip()] if path[-1] != "client_secret_command" else text
    try:
        return tomllib.loads(f"value = {stripped}")["value"]
    except (tomllib.TOMLDecodeError, RecursionError):
        shape = '["…", "…"]' if kind is tuple else '{"…" = "…"}'
        raise SettingsError("The environment is not right", f"{name}: expected a value in the form {shape}.") from None


def apply(data: dict[str, object], given: Mapping[tuple[str, ...], tuple[str, object]]) -> None:
    """Put the values of the environment in their places, over those of the file."""
    for path, (_, value) in given.items():
        place: dict[str, object] = data
        for part in path[:-1]:
            inner = place.get(part)
            if not isinstance(inner, dict):
                inner = place[part] = {}
            place = inner
        place[path[-1]] = value

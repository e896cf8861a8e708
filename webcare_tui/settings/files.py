"""Reading and writing the settings file."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from webcare_tui.settings.environ import apply, overrides
from webcare_tui.settings.errors import NotConfigured, SettingsError
from webcare_tui.settings.locations import Locations
from webcare_tui.settings.private import read_private, write_private
from webcare_tui.settings.problems import explain, refuse_secrets
from webcare_tui.settings.schema import Settings

_PLACE = re.compile(r"^(?P<what>.*) \(at (?P<where>.*)\)$", re.DOTALL)


def load(locations: Locations, env: Mapping[str, str] | None = None, *, accounts: bool = True) -> Settings:
    """The settings: of the file, and over them those of the environment.

    Args:
        locations: Where the file stands.
        env: The environment; the process's own by default.
        accounts: There must be one.

    Raises:
        NotConfigured: There is no file, and the environment names no account either.
        SettingsError: Something in them is not right; file and place are named.
    """
    env = os.environ if env is None else env
    file = locations.config_file
    try:
        data = parse(read_private(file), file)
        there = True
    except FileNotFoundError:
        data, there = {}, False
    given = overrides(data, env)
    apply(data, given)
    if accounts and not data.get("accounts"):
        where = f"{file} names no account." if there else f"There is no {file}."
        raise NotConfigured("Nothing is configured yet", f"{where} Make one with: webcare-tui config init")
    return validate(data, file, {path: name for path, (name, _) in given.items()})


def parse(content: bytes, file: Path) -> dict[str, object]:
    """The content of a settings file, not yet checked against the schema.

    Raises:
        SettingsError: It is not UTF-8 or not TOML (line and column are named), or a secret stands in it.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        place = f"{file}, line {line}, column {column}"
        raise SettingsError("The configuration cannot be read", f"{place}: this is not UTF-8 text.") from None
    try:
        data: dict[str, object] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _PLACE.match(str(error))
        place = f"{file}, {match['where']}" if match else str(file)
        what = match["what"] if match else str(error)
        raise SettingsError("The configuration cannot be read", f"{place}: {what}.") from None
    except RecursionError:
        raise SettingsError("The configuration cannot be read", f"{file}: it is nested too deeply.") from None
    refuse_secrets(data, file)
    return data


def validate(data: Mapping[str, object], file: Path, from_env: Mapping[tuple[str, ...], str] | None = None) -> Settings:
    """The settings, checked against the schema.

    Raises:
        SettingsError: One line for all that is wrong.
    """
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        raise explain(error, file, from_env or {}) from None


def save(path: Path, settings: Settings | Mapping[str, object], *, replace: bool = True) -> None:
    """Write settings as a whole or not at all, mode 0600; defaults are left out.

    Args:
        path: Where to.
        settings: The settings, or a mapping in the shape of the file, which is checked first.
        replace: Whether a file that is there already gives way.

    Raises:
        SettingsError: The mapping is not right, holds a secret, or the file cannot be written.
    """
    import tomli_w

    if isinstance(settings, Mapping):
        refuse_secrets(settings, path)
        settings = validate(settings, path)
    write_private(path, tomli_w.dumps(plain(settings)).encode(), replace=replace)


def plain(settings: Settings, *, defaults: bool = False) -> dict[str, object]:
    """Settings as TOML can hold them.

    Args:
        settings: The settings.
        defaults: Whether those that stand at their default are there too.
    """
    told: dict[str, object] = settings.model_dump(mode="json", exclude_defaults=not defaults)
    if settings.views:
        told["views"] = {name: view.written() for name, view in settings.views.items()}
    return told

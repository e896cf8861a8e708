"""`config init|show|path|validate`: the settings file."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import cast

from webcare_tui.cli import compose
from webcare_tui.cli.exits import Exit, UsageError
from webcare_tui.cli.output import Json, Output
from webcare_tui.settings.errors import SettingsError
from webcare_tui.settings.files import load, plain
from webcare_tui.settings.private import write_private
from webcare_tui.settings.schema import Settings
from webcare_tui.settings.secrets import source

_HIDDEN = "…"


def config_init(args: argparse.Namespace, output: Output) -> int:
    """Write an annotated settings file where none is.

    JSON: `{"path": "…"}`.
    """
    from webcare_tui.settings.example import example

    locations = compose.locations(args)
    file = locations.config_file
    text = example(args.client_id) if args.client_id else example()
    try:
        write_private(file, text.encode(), replace=False)
    except SettingsError as error:
        if file.exists():
            raise UsageError(error.title, f"{error.message} Edit it, or name another with --config.") from None
        raise
    output.line(f"Written: {file}")
    if not args.client_id:
        output.line("Fill in client_id, and say where the client secret comes from.")
    output.line("Then: webcare-tui check")
    output.data({"path": str(file)})
    return Exit.DONE


def config_path(args: argparse.Namespace, output: Output) -> int:
    """Print where everything stands.

    JSON: `{"config", "data", "log", "themes"}`, each a path.
    """
    found = compose.locations(args)
    paths = {"config": found.config_file, "data": found.data_dir, "log": found.log_file, "themes": found.themes_dir}
    output.table(("what", "where"), [(name, str(path)) for name, path in paths.items()])
    output.data({name: str(path) for name, path in paths.items()})
    return Exit.DONE


def config_validate(args: argparse.Namespace, output: Output) -> int:
    """Check the settings without using them.

    JSON: `{"valid": true, "path": "…", "accounts": ["…"]}`; what is wrong comes as an error.
    """
    locations = compose.locations(args)
    settings = load(locations)
    name = settings.pick(args.account or "")
    output.line(f"✓ {compose.origin(locations)}: accounts {', '.join(settings.accounts)}; {name} is the one in use.")
    output.data({"valid": True, "path": str(locations.config_file), "accounts": list(settings.accounts)})
    return Exit.DONE


def config_show(args: argparse.Namespace, output: Output) -> int:
    """Print the settings in force: file, environment and defaults, without any secret.

    JSON: the settings in the shape of the file; each account also holds `secret_source`.
    """
    import tomli_w

    locations = compose.locations(args)
    settings = load(locations)
    shown = _masked(settings)
    if output.as_json:
        for name, account in settings.accounts.items():
            _section(shown, "accounts", name)["secret_source"] = source(account)
        output.data(cast(Mapping[str, Json], shown))
        return Exit.DONE
    output.line(f"# {compose.origin(locations)} and defaults")
    for name, account in settings.accounts.items():
        output.line(f"# secret of {name}: {source(account)}")
    output.line(tomli_w.dumps(shown).rstrip())
    return Exit.DONE


def _masked(settings: Settings) -> dict[str, object]:
    """The settings without what may be a secret: a command's further words, a proxy's user name and password."""
    shown = plain(settings, defaults=True)
    for name, account in settings.accounts.items():
        section = _section(shown, "accounts", name)
        command = account.client_secret_command
        if len(command) > 1:
            section["client_secret_command"] = [command[0], _HIDDEN]
        scheme, _, rest = account.proxy.partition("://")
        if "@" in rest:
            section["proxy"] = f"{scheme}://{_HIDDEN}@{rest.rpartition('@')[2]}"
    return shown


def _section(shown: dict[str, object], *path: str) -> dict[str, object]:
    place = shown
    for part in path:
        place = cast("dict[str, object]", place[part])
    return place

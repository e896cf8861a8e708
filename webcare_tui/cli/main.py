"""The way in: arguments → command → exit code."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NoReturn, cast

from webcare_tui.errors import WebcareError

if TYPE_CHECKING:
    import argparse

    from webcare_tui.cli.output import Output

Command = Callable[["argparse.Namespace", "Output"], int]

_HOMES = {
    "inbox": "inbox",
    "demo": "demo",
    "sandbox": "serving",
    "keys": "keys",
    "check": "check",
    "config-init": "config",
    "config-show": "config",
    "config-path": "config",
    "config-validate": "config",
    "profiles": "reading",
    "results": "reading",
    "show": "reading",
    "reply": "replying",
    "event": "acting",
    "sso": "acting",
    "case-close": "acting",
    "case-release": "acting",
    "case-handover": "acting",
    "purge": "local",
    "outbox-list": "outbox",
    "outbox-retry": "outbox",
    "outbox-discard": "outbox",
}
"""Which module of this room holds a command; its function is the command's name with `_`."""
_WRITING = frozenset({"reply", "event", "sso", "case-close", "case-release", "case-handover", "outbox-retry"})

_TELLING = frozenset({"reply", "outbox-retry"})
"""Those of them that tell the outcome themselves when they are interrupted."""


def entry() -> NoReturn:
    """The console script."""
    from webcare_tui.cli.guard import harden

    harden()
    sys.exit(main())


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line.

    Args:
        argv: The words after the program's name; those of the process by default.

    Returns:
        The exit code (`webcare_tui.cli.exits.Exit`); everything was said already.
    """
    os.umask(0o077)
    from webcare_tui.cli.parser import build

    try:
        args = build().parse_args(argv)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 2
    from webcare_tui.cli.output import Output

    output = Output(as_json=args.json)
    try:
        code = _run(args, output)
    finally:
        if "webcare_tui.cli.logs" in sys.modules:
            sys.modules["webcare_tui.cli.logs"].end()
    if output.lost and code == 0 and args.command not in _WRITING:
        output.note("webcare-tui: The output could not be written.")
        return 1
    return code


def _run(args: argparse.Namespace, output: Output) -> int:
    from webcare_tui.cli.compose import Stopped
    from webcare_tui.cli.exits import Exit, code_for

    command: str = args.command
    writing = command in _WRITING
    try:
        module = importlib.import_module(f"webcare_tui.cli.{_HOMES[command]}")
        return cast(Command, getattr(module, command.replace("-", "_")))(args, output)
    except (KeyboardInterrupt, Stopped) as ended:
        unsure = writing and command not in _TELLING
        output.note("webcare-tui: Interrupted." + (" Look whether it took effect before you repeat it." if unsure else ""))
        return 128 + ended.number if isinstance(ended, Stopped) else Exit.INTERRUPTED
    except WebcareError as error:
        output.problem(error)
        code = code_for(error, writing=writing)
        output.data({"error": {"title": error.title, "message": error.message, "exit": int(code)}})
        return code

"""The question before something that cannot be undone."""

from __future__ import annotations

import argparse
import sys

from webcare_tui.cli.exits import UsageError
from webcare_tui.cli.output import Output


def confirm(args: argparse.Namespace, output: Output, question: str) -> None:
    """Ask, unless `--yes` was given.

    Raises:
        UsageError: Nobody can be asked, or the answer was no.
    """
    if args.yes:
        return
    if output.as_json or not output.interactive or sys.stdin is None or not sys.stdin.isatty():
        raise UsageError("This needs a confirmation", "Add --yes once you are sure.")
    try:
        answer = input(f"{question} Type yes: ")
    except EOFError:
        answer = ""
    if answer.strip().lower() not in ("yes", "ja"):
        raise UsageError("Not confirmed", "Nothing was done.")

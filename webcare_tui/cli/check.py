"""`check`: every step of reaching the service, one line each, and what to do about the first that fails."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from webcare_tui.cli import compose, shapes
from webcare_tui.cli.exits import Exit, code_for
from webcare_tui.cli.output import Json, Output
from webcare_tui.services.checkup import Checkup, Step, tried
from webcare_tui.services.wayin import way_in
from webcare_tui.settings import secrets
from webcare_tui.settings.files import load

if TYPE_CHECKING:
    from webcare_tui.api.access import Access
    from webcare_tui.settings.schema import AccountSettings


class _Report:
    """The steps so far; each is told as soon as it is done.

    Attributes:
        code: The exit code, decided by the first step that fails.
        steps: As JSON.
    """

    def __init__(self, output: Output) -> None:
        self.code = Exit.DONE
        self.steps: list[dict[str, Json]] = []
        self._output = output

    def take(self, step: Step) -> None:
        """Tell a step."""
        self._output.line(f"{'✓' if step.ok else '✗'} {step.name + ':':<18}{step.words}")
        for line in step.advice.splitlines():
            self._output.line(f"  {line}")
        told: dict[str, Json] = {"step": step.name, "ok": step.ok, "words": step.words}
        if step.error is not None:
            self.code = code_for(step.error)
            told |= {"advice": step.advice, "exit": int(self.code)}
        self.steps.append(told)


def check(args: argparse.Namespace, output: Output) -> int:
    """Try every step until one fails.

    JSON: `{"ok", "steps": [{"step", "ok", "words", "advice"?, "exit"?}], "quota": shapes.quota}`.
    """
    report = _Report(output)
    quota = compose.run(_run(args, report))
    output.data({"ok": report.code == Exit.DONE, "steps": report.steps, "quota": quota})
    return report.code


async def _run(args: argparse.Namespace, report: _Report) -> Json:
    """Report the steps in their order; the quota as the service last told it."""
    at: list[tuple[AccountSettings, Access]] = []

    async def settings() -> str:
        locations = compose.locations(args)
        found = load(locations)
        name = found.pick(args.account or "")
        at.append((found.accounts[name], way_in(found, name)))
        return f"{compose.origin(locations)}, account {name}"

    report.take(await tried("configuration", settings))
    if not at:
        return None
    from webcare_tui.api.client import WebcareClient

    account, access = at[0]
    client = WebcareClient(access)
    found = f"found (looked for in {secrets.source(account, os.environ)})"
    try:
        async for step in Checkup(access, client, found=found, user=account.user).steps():
            report.take(step)
        return shapes.quota(client.quota)
    finally:
        await client.aclose()

"""`check`: every step of reaching the service, one line each, and what to do about the first that fails."""

from __future__ import annotations

import argparse
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from webcare_tui.cli import compose, human, shapes
from webcare_tui.cli.exits import Exit, code_for
from webcare_tui.cli.output import Json, Output
from webcare_tui.cli.probes import connect, host_and_port, resolve
from webcare_tui.errors import WebcareError
from webcare_tui.settings import secrets
from webcare_tui.settings.files import load

if TYPE_CHECKING:
    from webcare_tui.api.access import Access
    from webcare_tui.api.client import WebcareClient
    from webcare_tui.models.account import Account
    from webcare_tui.settings.schema import AccountSettings


@dataclass
class _Report:
    """The steps so far; each is told as soon as it is done."""

    output: Output
    steps: list[dict[str, Json]] = field(default_factory=list)

    def good(self, name: str, words: str) -> None:
        self.output.line(f"✓ {name + ':':<18}{words}")
        self.steps.append({"step": name, "ok": True, "words": words})

    def bad(self, name: str, error: WebcareError, code: Exit) -> None:
        self.output.line(f"✗ {name + ':':<18}{error.title}")
        for line in error.message.splitlines():
            self.output.line(f"  {line}")
        step: dict[str, Json] = {"step": name, "ok": False, "words": error.title, "advice": error.message, "exit": int(code)}
        self.steps.append(step)


def check(args: argparse.Namespace, output: Output) -> int:
    """Try every step until one fails.

    JSON: `{"ok", "steps": [{"step", "ok", "words", "advice"?, "exit"?}], "quota": shapes.quota}`.
    """
    report = _Report(output)
    quota: list[Json] = [None]
    code = compose.run(_steps(args, report, quota))
    output.data({"ok": code == Exit.DONE, "steps": report.steps, "quota": quota[0]})
    return code


async def _steps(args: argparse.Namespace, report: _Report, quota: list[Json]) -> Exit:
    """Run the steps in their order; the first that fails decides the exit code."""
    at: list[compose.Place] = []

    async def settings() -> str:
        locations = compose.locations(args)
        found = load(locations)
        at.append(compose.Place(found, found.pick(args.account or ""), locations))
        where = str(locations.config_file) if locations.config_file.exists() else "the environment"
        return f"{where}, account {at[0].account_name}"

    code = await _step(report, "configuration", settings)
    if code is not Exit.DONE:
        return code
    from webcare_tui.api.client import WebcareClient

    account = at[0].settings.accounts[at[0].account_name]
    access = compose.access(at[0].settings, at[0].account_name)
    found_at = secrets.source(account, os.environ)

    async def secret() -> str:
        await access.secret()
        return f"found (looked for in {found_at})"

    for name, step in (("client secret", secret), *_network(account)):
        code = await _step(report, name, step)
        if code is not Exit.DONE:
            return code
    client = WebcareClient(access)
    try:
        code = await _calls(report, access, client)
        quota[0] = shapes.quota(client.quota)
    finally:
        await client.aclose()
    return code


async def _step(report: _Report, name: str, work: Callable[[], Awaitable[str]]) -> Exit:
    try:
        report.good(name, await work())
    except WebcareError as error:
        code = code_for(error)
        report.bad(name, error, code)
        return code
    return Exit.DONE


def _network(account: AccountSettings) -> list[tuple[str, Callable[[], Awaitable[str]]]]:
    """Name, connection and certificate of each host that is called; of the proxy, where there is one."""
    if account.proxy:
        host, port, _ = host_and_port(account.proxy)
        return [
            ("proxy", lambda: resolve(host, port)),
            ("proxy connection", lambda: connect(host, port, secure=False, ca_file="")),
        ]
    steps: list[tuple[str, Callable[[], Awaitable[str]]]] = []
    hosts = dict.fromkeys(host_and_port(url) for url in (account.token_url, account.base_url))
    for host, port, secure in hosts:
        steps.append(("name", lambda host=host, port=port: resolve(host, port)))  # type: ignore[misc]
        reach = lambda host=host, port=port, secure=secure: connect(host, port, secure=secure, ca_file=account.ca_file)  # noqa: E731
        steps.append(("connection", reach))
    return steps


async def _calls(report: _Report, access: Access, client: WebcareClient) -> Exit:
    known: list[Account] = []

    async def configuration() -> str:
        account = await client.configuration()
        known.append(account)
        return f"{account.company or 'account'}: {len(account.searches)} search profiles, {len(account.users)} users"

    async def quota() -> str:
        told = client.quota
        if told is None:
            return "the gateway tells none"
        reset = f", anew at {human.moment(told.reset_at)}" if told.reset_at else ""
        return f"{told.used} of {told.limit} calls used{reset}"

    async def results() -> str:
        return await _one_result(client, known[0])

    for name, step in (("token", lambda: _token(access)), ("account", configuration), ("quota", quota), ("results", results)):
        code = await _step(report, name, step)
        if code is not Exit.DONE:
            return code
    return Exit.DONE


async def _token(access: Access) -> str:
    """A token of its own, so that a refusal here is told apart from one of the API."""
    from webcare_tui.api.token import Tokens, steady
    from webcare_tui.api.transport import Limits, Wire

    limits = Limits()
    wire = Wire(access, limits, None)
    tokens = Tokens(access, lambda order: wire.send(order, keep=False, most=limits.token_body), steady)
    try:
        token = await tokens.current()
    finally:
        await tokens.aclose()
        await wire.aclose()
    return f"accepted, good for {int((token.expires - steady()) / 60)} min"


async def _one_result(client: WebcareClient, account: Account) -> str:
    from webcare_tui.filters.terms import Limit, Query
    from webcare_tui.services.views import profile_of

    searches = [each for each in account.searches if each.visible] or list(account.searches)
    if not searches:
        return "the account has no search profile to ask"
    page = await client.results(Query(profile_of(searches[0]), (Limit(1),)))
    return f"{searches[0].name}: " + ("one came" if page.results else "it is empty")

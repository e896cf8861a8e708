"""The errand of the first start: what was asked for, tried step by step, and written down."""

from __future__ import annotations

import asyncio
import shlex
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from webcare_tui.errors import WebcareError
from webcare_tui.services.checkup import Step, steps
from webcare_tui.settings import files, secrets
from webcare_tui.settings.locations import Locations
from webcare_tui.settings.schema import AccountSettings, Settings

Keep = Literal["file", "keyring", "command"]
ACCOUNT = "main"


@dataclass(frozen=True, slots=True)
class Answers:
    """What the agent filled in.

    Attributes:
        base_url: Where the service answers.
        token_url: Where the token is asked for.
        client_id: The project's client id.
        secret: The client secret; empty where a command gives it.
        keep: Where the secret is to be kept.
        command: The command that prints the secret, as one line.
        user: Who the agent is: id, e-mail address or initials; may be empty.
    """

    base_url: str
    token_url: str
    client_id: str
    secret: secrets.Secret = field(repr=False)
    keep: Keep
    command: str = ""
    user: str = ""


def secret_file(locations: Locations) -> Path:
    """Where the secret stands if it is kept in a file."""
    return locations.config_file.parent / "client-secret"


def account_table(answers: Answers, locations: Locations) -> dict[str, object]:
    """The account as a table of the settings file; what is at its default is left out."""
    table: dict[str, object] = {"client_id": answers.client_id.strip()}
    defaults = AccountSettings(client_id="x")
    for name in ("base_url", "token_url", "user"):
        value = getattr(answers, name).strip()
        if value != getattr(defaults, name):
            table[name] = value
    if answers.base_url.strip().startswith("http://"):
        table["production"] = False
    if answers.keep == "command":
        table["client_secret_command"] = shlex.split(answers.command)
    elif answers.keep == "file":
        table["client_secret_file"] = str(secret_file(locations))
    return table


async def attempt(answers: Answers, locations: Locations) -> AsyncIterator[Step]:
    """Try the answers at the service, then write them down; the last step says where. Nothing is written before all is well.

    Args:
        answers: What was filled in.
        locations: The paths.
    """
    table = account_table(answers, locations)
    try:
        settings = _checked(table, locations)
    except WebcareError as error:
        yield Step("Answers", False, error.title, error.message)
        return
    account = settings.accounts[ACCOUNT]
    well = True
    async for step in _tried(account, answers):
        well = well and step.ok
        yield step
    if not well:
        return
    try:
        await asyncio.to_thread(_write, answers, table, locations)
    except WebcareError as error:
        yield Step("Written down", False, error.title, error.message)
        return
    yield Step("Written down", True, str(locations.config_file))


async def _tried(account: AccountSettings, answers: Answers) -> AsyncIterator[Step]:
    from webcare_tui.api.client import Access, WebcareClient

    async def secret() -> str:
        if answers.keep == "command":
            return (await secrets.find(ACCOUNT, account)).reveal()
        return answers.secret.reveal()

    try:
        access = Access(account.base_url, account.token_url, account.client_id, secret)
    except WebcareError as error:
        yield Step("Addresses", False, error.title, error.message)
        return
    client = WebcareClient(access)
    try:
        async for step in steps(access, client):
            yield step
    finally:
        await client.aclose()


def _checked(table: dict[str, object], locations: Locations) -> Settings:
    return files.validate({"default_account": ACCOUNT, "accounts": {ACCOUNT: table}}, locations.config_file)


def _write(answers: Answers, table: dict[str, object], locations: Locations) -> None:
    """The secret first, so that a settings file never points at nothing."""
    if answers.keep == "file":
        secrets.write_file(secret_file(locations), answers.secret)
    elif answers.keep == "keyring":
        secrets.store_in_keyring(ACCOUNT, answers.secret)
    files.save(locations.config_file, {"default_account": ACCOUNT, "accounts": {ACCOUNT: table}})

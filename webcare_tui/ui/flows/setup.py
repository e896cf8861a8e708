"""The errand of the first start: what was asked for, tried step by step, and written down."""

from __future__ import annotations

import asyncio
import contextlib
import shlex
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from webcare_tui.errors import WebcareError
from webcare_tui.services.checkup import Checkup, Step, tried
from webcare_tui.settings import files, secrets
from webcare_tui.settings.errors import SecretError, SettingsError
from webcare_tui.settings.locations import Locations
from webcare_tui.settings.private import read_private, write_private
from webcare_tui.settings.schema import DEFAULT_BASE_URL, DEFAULT_TOKEN_URL, AccountSettings
from webcare_tui.ui.flows import keyring

if TYPE_CHECKING:
    from webcare_tui.api.access import Access

Keep = Literal["file", "keyring", "command"]
ACCOUNT = "main"
WRITTEN = "written down"
_LABELS = {
    "base_url": "Service",
    "token_url": "Tokens",
    "client_id": "Client id",
    "user": "Who you are",
    "client_secret_command": "The command",
    "client_secret_file": "The file of the secret",
}
_TELLING = 8
"""A secret of so many characters is looked for inside the other answers too; a shorter one stands in them by chance."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What the agent filled in, without blanks round it.

    Attributes:
        base_url: Where the service answers; "" for the vendor's own.
        token_url: Where the token is asked for; "" for the vendor's own.
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
    """The account as a table of the settings file; what is at its default is left out.

    Raises:
        SettingsError: Something is missing or cannot be right.
    """
    _refuse(answers)
    defaults = {"base_url": DEFAULT_BASE_URL, "token_url": DEFAULT_TOKEN_URL, "user": ""}
    given = {"base_url": answers.base_url, "token_url": answers.token_url, "user": answers.user}
    table: dict[str, object] = {"client_id": answers.client_id}
    table |= {name: value for name, value in given.items() if value not in ("", defaults[name])}
    if urlsplit(answers.base_url).scheme == "http":
        table["production"] = False
    if answers.keep == "command":
        table["client_secret_command"] = _words(answers.command)
    elif answers.keep == "file":
        table["client_secret_file"] = str(secret_file(locations))
    return table


def _refuse(answers: Answers) -> None:
    """Raise for what no service need be asked about."""
    secret = answers.secret.reveal()
    if not answers.client_id:
        raise SettingsError("Something is missing", "Fill in the client id.")
    if answers.keep == "command":
        if not answers.command:
            raise SettingsError("Something is missing", "Fill in the command that prints the secret.")
        return
    if not secret:
        raise SettingsError("Something is missing", "Fill in the client secret.")
    if not secret.isprintable():
        raise SettingsError("This is no client secret", "It holds characters that cannot be seen; copy it once more.")
    _refuse_told(secret, (answers.client_id, answers.user, answers.base_url, answers.token_url))


def _refuse_told(secret: str, told: Iterable[str]) -> None:
    """Raise if the secret stands in what would go into the settings file."""
    if any(secret == each or (len(secret) >= _TELLING and secret in each) for each in told):
        raise SecretError("The secret stands in another answer too", "That one would be written down; take it out there.")


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:
        raise SettingsError("The command cannot be read", "A quotation mark in it has no second one.") from None


class Attempt:
    """One try of the answers.

    Attributes:
        names: The steps, in their order; known from the first step on.
    """

    def __init__(self, answers: Answers, locations: Locations) -> None:
        """Take the answers; nothing is tried yet."""
        self.names: tuple[str, ...] = ()
        self._answers = answers
        self._locations = locations
        self._table: dict[str, object] = {}

    async def steps(self) -> AsyncIterator[Step]:
        """Try the answers at the service, then write them down. Nothing is written before all is well."""
        try:
            self._table = account_table(self._answers, self._locations)
            account = self._checked()
            access = self._access(account)
            await self._keyring_allows()
            _refuse_taken(self._locations.config_file)
        except WebcareError as error:
            yield Step.failed("answers", error)
            return
        well = False
        async for step in self._tried(access, account):
            well = step.ok
            yield step
        if well:
            yield await tried(WRITTEN, self._write)

    def _checked(self) -> AccountSettings:
        """The account as the settings file will give it; what is wrong is told by the questions' names."""
        file = self._locations.config_file
        try:
            return files.validate({"accounts": {ACCOUNT: self._table}}, file).accounts[ACCOUNT]
        except SettingsError as error:
            lines = [line.removeprefix(f"{file}: accounts.{ACCOUNT}.") for line in error.message.splitlines()]
            parts = [line.partition(":") for line in lines]
            told = "\n".join(f"{_LABELS.get(name, name)}:{words}" for name, _, words in parts)
            raise SettingsError("An answer is not right", told) from None

    def _access(self, account: AccountSettings) -> Access:
        from webcare_tui.api.access import Access

        answers = self._answers

        async def typed() -> str:
            return answers.secret.reveal()

        secret = _given(account) if answers.keep == "command" else typed
        return Access(account.base_url, account.token_url, account.client_id, secret)

    async def _tried(self, access: Access, account: AccountSettings) -> AsyncIterator[Step]:
        await asyncio.to_thread(import_module, "webcare_tui.api.client")  # slow the first time, and the screen is to go on
        from webcare_tui.api.client import WebcareClient

        found = f"the command {account.client_secret_command[0]} gave it" if account.client_secret_command else "as typed"
        client = WebcareClient(access)
        try:
            checkup = Checkup(access, client, found=found, user=account.user)
            self.names = (*checkup.names, WRITTEN)
            async for step in checkup.steps():
                yield step
        finally:
            await client.aclose()

    async def _keyring_allows(self) -> None:
        """Raise if a keyring would have to keep the secret and cannot, or holds another that would go before it."""
        keep = self._answers.keep
        if keep == "keyring" and (trouble := await keyring.trouble()):
            raise SecretError("The secret cannot be kept in the keyring", trouble)
        if keep == "file" and await keyring.held(ACCOUNT) not in ("", self._answers.secret.reveal()):
            raise SecretError(
                "The keyring of this machine holds another client secret",
                "It would go before the file. Keep this one in the keyring too, which replaces it.",
            )

    async def _write(self) -> str:
        """The secret first, so that a settings file never points at nothing."""
        answers, file = self._answers, self._locations.config_file
        if answers.keep == "keyring":
            await keyring.store(ACCOUNT, answers.secret)
        # Without a pause from here on: who leaves meanwhile leaves before all of it or after.
        _refuse_taken(file)
        take_back = _replaced(secret_file(self._locations), answers.secret) if answers.keep == "file" else None
        try:
            _save(file, self._table)
        except SettingsError:
            if take_back is not None:
                take_back()
            raise
        return str(file)


def _given(account: AccountSettings) -> Callable[[], Awaitable[str]]:
    """The secret as the command gives it, which itself must not hold it: the command is written down."""
    keeper = secrets.Keeper(ACCOUNT, account)

    async def given() -> str:
        secret = await keeper()
        _refuse_told(secret, account.client_secret_command)
        return secret

    return given


def _refuse_taken(file: Path) -> None:
    """Raise if the settings file names an account by now: somebody else has written it."""
    with contextlib.suppress(FileNotFoundError):
        if files.parse(read_private(file), file).get("accounts"):
            raise SettingsError(
                f"{file} exists already", "It was written meanwhile, and is left as it is. Leave with Esc, and start again."
            )


def _replaced(path: Path, secret: secrets.Secret) -> Callable[[], None]:
    """Write the secret; the way back to what stood there before is returned."""
    before: bytes | None = None
    with contextlib.suppress(OSError):
        before = path.read_bytes()
    secrets.write_file(path, secret)

    def take_back() -> None:
        with contextlib.suppress(OSError, SettingsError):
            if before is None:
                path.unlink()
            else:
                write_private(path, before)

    return take_back


def _save(file: Path, table: dict[str, object]) -> None:
    """Write the settings file; one that is there without an account keeps what stands in it, remarks included."""
    import tomli_w

    section = {"accounts": {ACCOUNT: table}}
    try:
        before = read_private(file)
    except FileNotFoundError:
        files.save(file, section, replace=False)
        return
    after = before.rstrip() + b"\n\n" + tomli_w.dumps(section).encode()
    try:
        files.validate(files.parse(after, file), file)
    except SettingsError:
        raise SettingsError(f"{file} cannot be added to", "What it says of accounts is in the way; take it out.") from None
    write_private(file, after.lstrip())

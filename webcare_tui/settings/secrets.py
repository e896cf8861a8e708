"""The client secret: where it is found, and how it is kept from being shown."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import NoReturn

from webcare_tui.settings.errors import SecretError, SettingsError
from webcare_tui.settings.private import read_private, write_private
from webcare_tui.settings.problems import ways
from webcare_tui.settings.schema import AccountSettings

SERVICE = "webcare-tui"
"""The name under which secrets stand in the keyring; the account's name is the user there."""
VARIABLE = "WEBCARE_TUI_CLIENT_SECRET"
_LIMIT = 10.0
_MOST = 64 * 1024


class Secret:
    """A text that does not show itself: printing, formatting and pickling give `***` or fail."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The text itself; only for the one who sends it."""
        return self._value

    def __repr__(self) -> str:
        return "***"

    __str__ = __repr__

    def __format__(self, format_spec: str) -> str:
        return "***"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not pickled")


class Keeper:
    """Finds the secret of one account when it is first needed, and keeps it in memory."""

    def __init__(self, account_name: str, account: AccountSettings, *, env: MutableMapping[str, str] | None = None) -> None:
        self._account_name = account_name
        self._account = account
        self._env = os.environ if env is None else env
        self._lock = asyncio.Lock()
        self._secret: Secret | None = None
        if self._env is os.environ:
            _from_environment(self._env)  # taken out now, so that no child started meanwhile inherits it

    async def __call__(self) -> str:
        """The secret itself.

        Raises:
            SecretError: None of the ways gave one; the next call tries again.
        """
        async with self._lock:
            if self._secret is None:
                self._secret = await find(self._account_name, self._account, self._env)
            return self._secret.reveal()


def source(account: AccountSettings, env: MutableMapping[str, str] | None = None) -> str:
    """Where the secret is looked for first, in words without the secret itself."""
    env = os.environ if env is None else env
    if account.client_secret_command:
        return f"the command {account.client_secret_command[0]}"
    beside = ""
    if account.client_secret_file:
        beside = f", then the file {account.client_secret_file}"
    elif VARIABLE in env or (env is os.environ and _taken):
        beside = f", then {VARIABLE} in the environment"
    return f"the keyring{beside}"


async def find(account_name: str, account: AccountSettings, env: MutableMapping[str, str] | None = None) -> Secret:
    """Find the secret: by the command, in the keyring, in the file, in the environment; the first that is set wins.

    A command or a file that is named and fails ends the search: something else would then be used than was meant.

    Args:
        account_name: The account's name; the user name in the keyring.
        account: Its settings.
        env: The environment; a secret found there is taken out of it, so that no child inherits it.

    Raises:
        SecretError: None was found; the message names the ways.
    """
    env = os.environ if env is None else env
    if account.client_secret_command:
        return await _from_command(account.client_secret_command, env)
    stored = await _guarded(lambda: _keyring_get(account_name))
    if stored:
        return Secret(stored)
    if account.client_secret_file:
        return Secret(_from_file(Path(account.client_secret_file)))
    given = _from_environment(env)
    if given is not None:
        return given
    raise SecretError(f'There is no client secret for the account "{account_name}"', ways(account_name))


async def _from_command(command: tuple[str, ...], env: MutableMapping[str, str]) -> Secret:
    child_env = {name: value for name, value in env.items() if name != VARIABLE}
    try:
        process = await asyncio.create_subprocess_exec(
            _expanded(command[0]),
            *command[1:],
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=child_env,
            start_new_session=True,  # it gets no hold of the terminal that the inbox draws on
        )
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "a word of it holds a NUL"
        raise SecretError(f"client_secret_command cannot be run: {command[0]}", f"{reason}.") from None
    talk = asyncio.create_task(process.communicate())
    try:
        out, err = await asyncio.wait_for(asyncio.shield(talk), _LIMIT)
    except TimeoutError:
        raise SecretError(
            f"client_secret_command took longer than {_LIMIT:.0f} s: {command[0]}",
            "It may wait for a passphrase: unlock its store in another window, then try again.",
        ) from None
    finally:
        await _end(process, talk)
    if process.returncode != 0:
        raise SecretError(f"client_secret_command failed with code {process.returncode}: {command[0]}", _shown(err))
    return Secret(_first_line(out, f"client_secret_command: {command[0]}"))


def _expanded(program: str) -> str:
    return str(Path(program).expanduser()) if program.startswith("~") else program


async def _end(process: asyncio.subprocess.Process, talk: asyncio.Task[tuple[bytes, bytes]]) -> None:
    """End the command and what it started, where it still runs."""
    if not talk.done():
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(talk, 1)


def _shown(err: bytes) -> str:
    text = err[:2000].decode("utf-8", "replace")
    words = "".join(letter if letter.isprintable() else " " for letter in text).split()
    return " ".join(words)[:300] or "It said nothing on its error output."


def _first_line(content: bytes, where: str) -> str:
    try:
        line = content[:_MOST].decode().split("\n", 1)[0].strip()
    except UnicodeDecodeError:
        line = ""
    if not line or not line.isprintable():
        raise SecretError(f"{where} gave no secret", "Its first line must hold the client secret and nothing else.")
    return line


_taken: list[Secret] = []
"""What was taken out of the process's environment: the setup and the inbox after it both need it."""


def _from_environment(env: MutableMapping[str, str]) -> Secret | None:
    given = env.pop(VARIABLE, "").strip()
    if env is not os.environ:
        return Secret(given) if given else None
    if given:
        _taken[:] = [Secret(given)]
    return _taken[0] if _taken else None


def _from_file(path: Path) -> str:
    try:
        return _first_line(read_private(path, limit=_MOST), f"client_secret_file: {path}")
    except FileNotFoundError:
        raise SecretError("client_secret_file is not there", f"There is no {path}.") from None


async def _guarded(call: Callable[[], str]) -> str:
    """What the call returns from a thread of its own, or "" after the time limit: a keyring may wait for a dialog."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[str] = loop.create_future()

    def settle(value: str) -> None:
        if not answer.done():
            answer.set_result(value)

    def work() -> None:
        value = call()
        with contextlib.suppress(RuntimeError):  # the loop was closed in the meantime
            loop.call_soon_threadsafe(settle, value)

    threading.Thread(target=work, daemon=True, name="keyring").start()
    try:
        return await asyncio.wait_for(answer, _LIMIT)
    except TimeoutError:
        return ""


def _keyring_get(account_name: str) -> str:
    try:
        import keyring
    except ImportError:
        return ""
    try:
        return keyring.get_password(SERVICE, account_name) or ""
    except Exception:  # outermost guard: backends raise whatever their desktop raises, and other ways follow
        return ""


def store_in_keyring(account_name: str, secret: Secret) -> None:
    """Put the secret of an account into the keyring; may wait for the desktop, so call it in a thread.

    Raises:
        SecretError: There is no keyring, or it refuses.
    """
    try:
        import keyring
    except ImportError:
        raise SecretError("There is no keyring", 'Install the extra: pip install "webcare-tui[keyring]"') from None
    try:
        keyring.set_password(SERVICE, account_name, secret.reveal())
    except Exception as error:  # outermost guard: backends raise whatever their desktop raises
        reason = f"{type(error).__name__}. A file of mode 0600 does too."
        raise SecretError("The keyring did not take the secret", reason) from None


def write_file(path: Path, secret: Secret) -> None:
    """Write the secret into a file of mode 0600, replacing one that is there.

    Raises:
        SettingsError: It cannot be written, or holds more than one line.
    """
    value = secret.reveal()
    if not value or not value.isprintable():
        raise SettingsError("This is no client secret", "One line of printable characters is expected.")
    write_private(path, f"{value}\n".encode())

"""The keyring at the first start: whether this machine has one, what it holds, and whether it keeps what it is given."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from importlib.util import find_spec

from webcare_tui.settings import secrets
from webcare_tui.settings.errors import SecretError
from webcare_tui.settings.schema import AccountSettings

EXTRA = 'It needs an extra, which is missing: pip install "webcare-tui[keyring]"'
NONE = "This machine has no keyring; choose another way."
_PATIENCE = 60.0
"""Seconds for a keyring that asks its owner for a passphrase first."""


async def trouble() -> str:
    """Why the secret could not be kept in a keyring of this machine; "" where nothing speaks against it."""
    if find_spec("keyring") is None:
        return EXTRA
    try:
        return await _aside(_backend_trouble)
    except SecretError as error:
        return str(error)


def _backend_trouble() -> str:
    import keyring

    try:
        return "" if keyring.get_keyring().priority > 0 else NONE
    except Exception:  # outermost guard: backends raise whatever their desktop raises
        return NONE


async def held(account_name: str) -> str:
    """The secret that the keyring holds for an account; "" for none."""
    try:
        return (await secrets.find(account_name, AccountSettings(client_id=account_name), {})).reveal()
    except SecretError:
        return ""


async def store(account_name: str, secret: secrets.Secret) -> None:
    """Put a secret into the keyring, and see that it stands there.

    Raises:
        SecretError: There is no keyring, or it refuses, forgets or keeps silent.
    """

    def put() -> str:
        secrets.store_in_keyring(account_name, secret)
        return ""

    await _aside(put)
    if await held(account_name) != secret.reveal():
        raise SecretError("The keyring did not keep the secret", "Choose another way.")


async def _aside(work: Callable[[], str]) -> str:
    """What the work returns, from a thread that nobody waits for at the end: a keyring may wait for a dialog.

    Raises:
        SecretError: The work's own, or that it took too long.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[str | SecretError] = loop.create_future()

    def settle(value: str | SecretError) -> None:
        if not answer.done():
            answer.set_result(value)

    def go() -> None:
        value: str | SecretError
        try:
            value = work()
        except SecretError as error:
            value = error
        with contextlib.suppress(RuntimeError):  # the loop was closed in the meantime
            loop.call_soon_threadsafe(settle, value)

    threading.Thread(target=go, daemon=True, name="keyring").start()
    try:
        found = await asyncio.wait_for(answer, _PATIENCE)
    except TimeoutError:
        raise SecretError("The keyring did not answer", "Unlock it, or choose another way.") from None
    if isinstance(found, SecretError):
        raise found
    return found

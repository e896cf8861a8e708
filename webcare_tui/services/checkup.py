"""Every step of reaching the service, one after another, each with its outcome and what to do about a failure."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webcare_tui.errors import WebcareError

if TYPE_CHECKING:
    from webcare_tui.api.client import Access
    from webcare_tui.models.account import Account
    from webcare_tui.services.ports import Service


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes:
        name: What was tried.
        ok: Whether it went well.
        words: What was found, or what went wrong.
        advice: What to do about a failure; "" where it went well.
    """

    name: str
    ok: bool
    words: str
    advice: str = ""


async def steps(access: Access, client: Service) -> AsyncIterator[Step]:
    """Try each step; stop after the first that fails, since the others would fail for the same reason.

    Args:
        access: Where and with what.
        client: The service as it will be used; one call for the configuration and one for a result are made.
    """
    try:
        await access.secret()
    except WebcareError as error:
        yield Step("Client secret", False, error.title, error.message)
        return
    yield Step("Client secret", True, "found")
    try:
        account = await client.configuration()
    except WebcareError as error:
        yield Step("Token and configuration", False, error.title, error.message)
        return
    async for step in _account(account):
        yield step
    async for step in _results(client, account):
        yield step


async def _account(account: Account) -> AsyncIterator[Step]:
    if account.disabled:
        yield Step("Account", False, "The service has switched this account off", "Ask whoever runs it at your company.")
        return
    found = f"{account.company or 'no name'}: {len(account.searches)} search profiles, {len(account.users)} users"
    yield Step("Token and configuration", True, f"{found}, {len(account.connections)} connections")


async def _results(client: Service, account: Account) -> AsyncIterator[Step]:
    from webcare_tui.filters.terms import Limit, Query
    from webcare_tui.services.views import profile_of

    if not account.searches:
        yield Step("Results", False, "The account has no search profile", "Have one made in the vendor's dashboard.")
        return
    search = account.searches[0]
    try:
        page = await client.results(Query(profile_of(search), (Limit(1),)))
    except WebcareError as error:
        yield Step("Results", False, error.title, error.message)
        return
    odd = f", {page.skipped} could not be read" if page.skipped else ""
    yield Step("Results", True, f"{search.name} can be read{odd}")
    quota = client.quota
    words = f"{quota.used} of {quota.limit} calls used" if quota else "the gateway tells none"
    yield Step("Quota", True, words)

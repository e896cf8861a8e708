"""The checkup: every step of reaching the service, one after another, with what to do about the first that fails."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from webcare_tui.errors import WebcareError

if TYPE_CHECKING:
    from webcare_tui.api.access import Access
    from webcare_tui.models.account import Account
    from webcare_tui.services.ports import Service

Work = Callable[[], Awaitable[str]]
"""Does one step and says in a few words what it found."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes:
        name: What was tried.
        ok: Whether it went well.
        words: What was found, or what went wrong.
        advice: What to do about a failure, in one or more lines; "" where it went well.
        error: What it failed with; None where it went well.
    """

    name: str
    ok: bool
    words: str
    advice: str = ""
    error: WebcareError | None = field(default=None, repr=False, compare=False)

    @classmethod
    def failed(cls, name: str, error: WebcareError) -> Step:
        """A step that ended in an error."""
        return cls(name, False, error.title, error.message, error)


async def tried(name: str, work: Work) -> Step:
    """Do one step, and tell how it went."""
    try:
        return Step(name, True, await work())
    except WebcareError as error:
        return Step.failed(name, error)


class Checkup:
    """One look at the way to an account: its secret, the network, the token, the configuration, a result.

    Attributes:
        names: What will be tried, in its order.
    """

    def __init__(self, access: Access, client: Service, *, found: str = "found", user: str = "") -> None:
        """Plan the steps; nothing is tried yet.

        Args:
            access: Where and with what.
            client: The service as it will be used; one call for the configuration and one for a result are made.
            found: What to say of the secret once it is there.
            user: Whom the settings name as the agent; "" leaves that step out.
        """
        self._access = access
        self._client = client
        self._found = found
        self._wanted = user.strip().lower().lstrip("^")
        self._account: Account | None = None
        self._plan = tuple(self._steps())
        self.names = tuple(name for name, _ in self._plan)

    async def steps(self) -> AsyncIterator[Step]:
        """Try each step; stop after the first that fails, since the others would fail for the same reason."""
        for name, work in self._plan:
            step = await tried(name, work)
            yield step
            if not step.ok:
                return

    def _steps(self) -> list[tuple[str, Work]]:
        steps: list[tuple[str, Work]] = [
            ("client secret", self._secret),
            *self._network(),
            ("token", self._token),
            ("account", self._configuration),
            ("quota", self._quota),
            ("results", self._results),
        ]
        return [*steps, ("user", self._user)] if self._wanted else steps

    def _network(self) -> list[tuple[str, Work]]:
        """Name, connection and certificate of each host that is called; of the proxy, where there is one."""
        from webcare_tui.services import probes

        access = self._access
        if access.proxy:
            host, port, _ = probes.host_and_port(access.proxy)
            reach = partial(probes.connect, host, port)
            return [("proxy", partial(probes.resolve, host, port)), ("proxy connection", reach)]
        steps: list[tuple[str, Work]] = []
        for host, port, secure in dict.fromkeys(map(probes.host_and_port, (access.token_url, access.base_url))):
            reach = partial(probes.connect, host, port, secure=secure, ca_file=access.ca_file)
            steps += [("name", partial(probes.resolve, host, port)), ("connection", reach)]
        return steps

    async def _secret(self) -> str:
        await self._access.secret()
        return self._found

    async def _token(self) -> str:
        """A token of its own, so that a refusal here is told apart from one of the API."""
        from webcare_tui.api.token import Tokens, steady
        from webcare_tui.api.transport import Limits, Wire

        limits = Limits()
        wire = Wire(self._access, limits, None)
        tokens = Tokens(self._access, lambda order: wire.send(order, keep=False, most=limits.token_body), steady)
        try:
            token = await tokens.current()
        finally:
            await tokens.aclose()
            await wire.aclose()
        return f"accepted, good for {int((token.expires - steady()) / 60)} min"

    async def _configuration(self) -> str:
        from webcare_tui.api.errors import Forbidden

        account = self._account = await self._client.configuration()
        if account.disabled:
            raise Forbidden("The service has switched this account off", "Ask whoever runs the account at your company.")
        return f"{account.company or 'account'}: {len(account.searches)} search profiles, {len(account.users)} users"

    async def _quota(self) -> str:
        quota = self._client.quota
        if quota is None:
            return "the gateway tells none"
        return f"{quota.used} of {quota.limit} calls used{_anew(quota.reset_at)}"

    async def _results(self) -> str:
        from webcare_tui.filters.terms import Limit, Query
        from webcare_tui.services.views import profile_of

        every = self._account.searches if self._account is not None else ()
        searches = [each for each in every if each.visible] or list(every)
        if not searches:
            return "the account has no search profile to ask"
        page = await self._client.results(Query(profile_of(searches[0]), (Limit(1),)))
        odd = "one came that cannot be read" if page.skipped else "it is empty"
        return f"{searches[0].name}: " + ("one came" if page.results else odd)

    async def _user(self) -> str:
        from webcare_tui.settings.errors import SettingsError

        for user in self._account.users if self._account is not None else ():
            if self._wanted in (user.id.lower(), user.email.lower(), user.tag.lower().lstrip("^")):
                return user.name or user.email or user.id
        raise SettingsError(
            "You are not among the account's users", f"It knows nobody as “{self._wanted}” (id, e-mail address or initials)."
        )


def _anew(reset_at: int) -> str:
    try:
        return f", anew at {datetime.fromtimestamp(reset_at).astimezone():%Y-%m-%d %H:%M}" if reset_at > 0 else ""
    except (OverflowError, ValueError, OSError):
        return ""

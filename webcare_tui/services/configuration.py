"""The configuration: the account as this machine kept it, then as the service tells it; who the agent is; the views."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from webcare_tui.errors import WebcareError
from webcare_tui.models.account import Account, User
from webcare_tui.models.result import Result
from webcare_tui.services import views as viewing
from webcare_tui.services.clock import Clock
from webcare_tui.services.events import ConfigurationLoaded, Event, Noticed
from webcare_tui.services.link import Link
from webcare_tui.services.ports import Connect
from webcare_tui.services.views import View
from webcare_tui.store import Store

if TYPE_CHECKING:
    from webcare_tui.settings.schema import Settings

EVERY = 600.0
"""Seconds between two looks at whether the configuration has changed."""
REFUSED = 60.0
SWITCHED_OFF = "The service has switched this account off."
ON_SCREEN = frozenset({"irischat", "whatsapp", "facebook"})
"""Sources that can show their user that somebody is typing or has opened the message; on Facebook in private messages only."""


class Configuration:
    """What is known of the account.

    Attributes:
        account: The configuration; None until it is known.
        views: Its views; empty until it is known.
        me: The agent's own user id; "" where nobody says it.
        taken: Called with the views whenever the configuration is known anew, before it is published.
    """

    def __init__(
        self,
        connect: Connect,
        store: Store,
        link: Link,
        clock: Clock,
        publish: Callable[[Event], None],
        settings: Settings,
        account_name: str,
    ) -> None:
        self.account: Account | None = None
        self.views: tuple[View, ...] = ()
        self.me = ""
        self.taken: Callable[[tuple[View, ...]], None] = lambda views: None
        self._connect = connect
        self._store = store
        self._link = link
        self._clock = clock
        self._publish = publish
        self._settings = settings
        self._account_name = account_name
        self._asked_at: float | None = None

    async def load(self) -> None:
        """Take what this machine kept; no network."""
        text = await self._store.results.load_account()
        account = decode(text) if text is not None else None
        if account is not None:
            self._take(account)

    async def fetch(self) -> None:
        """Ask the service when that is due; what came before serves on where the service refuses.

        Raises:
            WebcareError: The service is not reached.
        """
        now = self._clock.monotonic()
        if self._asked_at is not None and now - self._asked_at < EVERY:
            return
        try:
            account = await self._connect().configuration()
        except WebcareError as error:
            if self._link.failed(error):
                raise
            self._asked_at = now - EVERY + REFUSED
            self._publish(Noticed("The configuration cannot be read", str(error), "warning"))
            return
        self._asked_at = now
        self._link.answered()
        if account != self.account:
            await self._store.results.save_account(account)
            self._take(account)

    def use(self, settings: Settings) -> None:
        """The agent has views of other settings now: all that depends on them learns it at once."""
        self._settings = settings
        if self.account is not None:
            self._take(self.account)

    def doubt(self) -> None:
        """Something that the configuration names was refused: ask for it again soon, but not again and again."""
        if self._asked_at is not None:
            self._asked_at = min(self._asked_at, self._clock.monotonic() - EVERY + REFUSED)

    def barred(self) -> str:
        """Why nothing at all may be sent, as a sentence for the agent; "" where it may."""
        return SWITCHED_OFF if self.account is not None and self.account.disabled else ""

    def announces(self, result: Result) -> bool:
        """Whether its source is told that the result is opened."""
        return self._settings.polling.announce_opened and self._on_screen(result)

    def shows_typing(self, result: Result) -> bool:
        """Whether its source can show that somebody is typing an answer."""
        return result.reply_available and self._on_screen(result)

    def _take(self, account: Account) -> None:
        self.account = account
        self.me = self._who(account)
        self.views = viewing.views(account, self._settings, me=self.me, notice=self._left_out)
        self.taken(self.views)
        self._publish(ConfigurationLoaded(account, self.views))

    def _who(self, account: Account) -> str:
        """The agent's user id: whom the settings name by id, address or initials, else the user behind the credentials."""
        named = self._settings.accounts.get(self._account_name)
        wanted = named.user.strip().lower().lstrip("^") if named is not None else ""
        if wanted:
            found = [user for user in account.users if wanted in _names(user)]
            if found:
                return found[0].id
            self._left_out("You are not among the users", f"The account knows no user “{wanted}” (id, e-mail or initials).")
        return account.current_user_id

    def _left_out(self, title: str, message: str) -> None:
        self._publish(Noticed(title, message, "warning"))

    def _on_screen(self, result: Result) -> bool:
        """Whether the source can show its user what the agent does."""
        if self.barred():
            return False
        source = self.account.source_name(result.source).lower() if self.account is not None else ""
        return source in ON_SCREEN and (source != "facebook" or result.private)


def decode(text: str) -> Account | None:
    """The account from its JSON text (`Account.raw`); None where the text is not one, because it will be fetched anyway."""
    from webcare_tui.api.configuration import account
    from webcare_tui.api.envelope import Envelope

    try:
        return account(Envelope(configuration=json.loads(text)))
    except (WebcareError, ValueError, RecursionError):
        return None


def _names(user: User) -> tuple[str, ...]:
    return (user.id.lower(), user.email.lower(), user.tag.lower().lstrip("^"))

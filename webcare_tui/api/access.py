"""Where the service is and how one gets in: addresses, client id, the way to the secret."""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from webcare_tui.errors import WebcareError

_SCHEMES = ("https", "http")


class AccessError(WebcareError):
    """The settings name an address that must not be called."""


@dataclass(frozen=True, slots=True)
class Access:
    """The way to one account at the service.

    Attributes:
        base_url: The API's address; https, or http to this very machine.
        token_url: The address that gives tokens, under the same rule.
        client_id: The project's client id.
        secret: Gives the client secret each time a token is asked for; nothing keeps it.
        api_version: Sent as `api-version` where not ""; without it the newest version answers.
        ca_file: A file with certificates that are trusted beside the usual ones; "" for none.
        proxy: An http(s) address through which https calls go; "" for none. The environment's proxies do not count.

    Raises:
        AccessError: An address is plain http to another machine, has a user name in it, or is none.
    """

    base_url: str
    token_url: str
    client_id: str
    secret: Callable[[], Awaitable[str]] = field(repr=False)
    api_version: str = ""
    ca_file: str = ""
    proxy: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        for name, url in (("base_url", self.base_url), ("token_url", self.token_url)):
            parts = _split(name, url)
            if parts.username is not None or parts.password is not None or parts.fragment:
                raise AccessError("The address is not usable", f"{name} may hold neither a user name nor a #.")
            if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
                raise AccessError(
                    "The address is not safe",
                    f"{name} begins with http://, so secrets would travel in the open. Write https:// in the settings.",
                )
        if "?" in self.base_url:
            raise AccessError("The address is not usable", "base_url may hold no question mark.")
        if self.proxy:
            _split("proxy", self.proxy)

    @property
    def encrypted(self) -> bool:
        """At least one of the addresses is https."""
        return any(url.lower().startswith("https:") for url in (self.base_url, self.token_url))


def is_loopback(host: str) -> bool:
    """Whether a host name is this very machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _split(name: str, url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in _SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or not url.isprintable() or " " in url or "\\" in url:
        raise AccessError("The address is not usable", f"{name} in the settings must begin with https:// and name a host.")
    return parts

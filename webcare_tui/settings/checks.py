"""Checks of single values; each says what it accepts."""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h|d|w)?")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800, None: 1}
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]|_(?!_)){0,39}")


def duration(value: object) -> object:
    """Seconds from a number, or from text such as `90`, `10s`, `5m`, `12h`, `30d`, `2w`; anything else is left as it is.

    Raises:
        ValueError: It is text of another shape.
    """
    if not isinstance(value, str):
        return value
    match = _DURATION.fullmatch(value.strip().lower())
    if match is None:
        raise ValueError('expected seconds, or a text such as "30s", "5m", "12h" or "30d"')
    return float(match[1]) * _UNITS[match[2]]


def service_url(value: str) -> str:
    """An https address without a closing slash; plain http only to this machine itself.

    Raises:
        ValueError: It is anything else, or holds a user name or password.
    """
    parts = _address(value, "an address such as https://api.example.com/path")
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise ValueError("plain http is refused, because it shows token and messages to the network; expected https://…")
    if parts.username is not None or parts.password is not None:
        raise ValueError("expected an address without a user name or password")
    return value.rstrip("/")


def proxy_url(value: str) -> str:
    """Empty, or the http(s) address of a proxy.

    Raises:
        ValueError: It is anything else.
    """
    if value:
        _address(value, 'an address such as http://proxy.example.com:3128, or "" for none')
    return value


def _address(value: str, expected: str) -> SplitResult:
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        raise ValueError(f"expected {expected}") from None
    odd = any(letter.isspace() or not letter.isprintable() for letter in value)
    if odd or parts.scheme not in ("https", "http") or not parts.hostname or port == 0 or parts.fragment:
        raise ValueError(f"expected {expected}")
    return parts


def is_loopback(host: str) -> bool:
    """Whether the host is this machine itself."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def absolute_path(value: str) -> str:
    """Empty, or an absolute path; `~` is filled in.

    Raises:
        ValueError: The path is relative, so that it would depend on where the program is started.
    """
    if not value:
        return ""
    path = Path(value).expanduser()
    if not path.is_absolute():
        raise ValueError("expected a path that begins with / or ~/")
    return str(path)


def account_name(value: str) -> str:
    """The name of an account, which also names its directory and its part of an environment name.

    Raises:
        ValueError: It holds other than small letters, digits, - and single _.
    """
    if _NAME.fullmatch(value) is None:
        raise ValueError("expected a name of small letters, digits, - and single _ (at most 40)")
    return value


def one_word(value: str) -> str:
    """Printable ASCII without blanks, as it goes into a header or a form.

    Raises:
        ValueError: It is anything else.
    """
    if not value.isascii() or any(letter.isspace() or not letter.isprintable() for letter in value):
        raise ValueError("expected letters, digits and signs of ASCII without blanks")
    return value


def key_list(value: str) -> str:
    """Keys with commas between them; empty unbinds the command.

    Raises:
        ValueError: There is nothing between two commas.
    """
    if value.strip() and not all(key.strip() for key in value.split(",")):
        raise ValueError('expected keys with a comma between them, such as "e,ctrl+e"')
    return ",".join(key.strip() for key in value.split(",")) if value.strip() else ""

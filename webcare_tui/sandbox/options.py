"""What a sandbox can be told before it starts, and the errors of starting one."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "month": 30 * 86_400}
"""Seconds in each unit that the gateway's `quota-time-unit` knows (portal)."""
GENEROUS = (20_000, "hour")
"""The quota of a sandbox that was not given one."""


class SandboxError(RuntimeError):
    """The sandbox cannot start; the text says why and what to do."""


class NotACsv(SandboxError, ValueError):
    """The file to import is not in the layout of the "Customer Support on Twitter" set."""


@dataclass(frozen=True)
class Options:
    """How a sandbox is to be.

    Attributes:
        host: A loopback address; anything else is refused.
        port: 0 for any free port.
        results: How many results the seeded world holds, 0 for an empty one.
        seed: Equal seeds at equal times make equal worlds.
        import_file: A CSV to play in place of the seeded conversations.
        traffic: New results a minute; 0 is a quiet world.
        quota: (limit, unit) such as `(100, "minute")`; None for a generous one.
        react: Seconds (least, most) after which a customer answers a reply; None for customers who stay silent.
        token_life: Seconds an access token lives.
        odd: The seed of answers in odd but legal shapes; None for those of the guide.
        odd_errors: The share of calls that go wrong at random, 0 to 1; it needs `odd`.
        clock: Unix seconds; the whole world, tokens and quota included, lives by it.
    """

    host: str = "127.0.0.1"
    port: int = 0
    results: int = 1500
    seed: int = 7
    import_file: Path | None = None
    traffic: float = 0.0
    quota: tuple[int, str] | None = None
    react: tuple[float, float] | None = (4.0, 12.0)
    token_life: int = 3599
    odd: int | None = None
    odd_errors: float = 0.0
    clock: Callable[[], float] = time.time

    def __post_init__(self) -> None:
        """Raises ValueError for what no sandbox can be."""
        if not is_loopback(self.host):
            raise ValueError(f"The sandbox serves this machine only: {self.host!r} is not a loopback address. Use 127.0.0.1.")
        if self.results < 0 or self.traffic < 0:
            raise ValueError("A sandbox cannot hold or receive fewer than 0 results.")
        if not 0 <= self.port <= 65535:
            raise ValueError(f"{self.port} is no port: use 0 (any free one) to 65535.")
        if self.quota is not None:
            check_quota(*self.quota)
        check_errors(self.odd, self.odd_errors)
        if self.react is not None and not 0 <= self.react[0] <= self.react[1]:
            raise ValueError(f"Customers answer after (least, most) seconds, which {self.react!r} is not.")


def is_loopback(host: str) -> bool:
    """Whether an address or name is this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def check_quota(limit: int, unit: str) -> None:
    """Raises ValueError unless the gateway could have this quota."""
    if limit < 1:
        raise ValueError(f"A quota allows at least 1 call, not {limit}.")
    if unit not in UNITS:
        raise ValueError(f"{unit!r} is no unit of a quota: use {', '.join(UNITS)}.")


def check_errors(odd: int | None, errors: float) -> None:
    """Raises ValueError unless this share of the calls can go wrong."""
    if not 0 <= errors <= 1:
        raise ValueError(f"{errors:g} is no share of the calls: use a number from 0 to 1, such as 0.05.")
    if errors and odd is None:
        raise ValueError("Errors at random need the seed of an odd vendor as well.")


def parse_quota(text: str) -> tuple[int, str]:
    """Read `100/minute`.

    Returns:
        The limit and the unit, here `(100, "minute")`.

    Raises:
        ValueError: The text says something else.
    """
    number, slash, unit = text.strip().partition("/")
    if not slash or not number.strip().isdecimal():
        raise ValueError(f"{text!r} is no quota: write a number, a slash and a unit, such as 100/minute.")
    quota = (int(number), unit.strip().lower().removesuffix("s"))
    check_quota(*quota)
    return quota

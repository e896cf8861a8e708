"""Faults on demand: which call gets which one, and how a connection is really cut."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

FIELDS = {
    "method", "path", "times", "status", "body", "headers", "delay", "delay_after", "drop", "truncate", "garbage", "effect",
}
GARBAGE = b"\x00\xff\xfe{\"data\": [[[<html>\xc3\x28 502 maar dan anders"


@dataclass(slots=True)
class Fault:
    """What the next `times` calls that match get instead of an honest answer; see the control surface."""

    method: str = ""
    path: str = ""
    times: int = 1
    status: int = 0
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    delay_after: float = 0.0
    drop: str = ""
    truncate: float = 0.0
    garbage: bool = False
    effect: bool = False

    @property
    def word(self) -> str:
        """What the request log calls it."""
        if self.drop:
            return f"drop {self.drop}"
        if self.garbage:
            return "garbage"
        if self.truncate:
            return "truncate"
        return "status" if self.status or self.body is not None else "delay" if self.delay or self.delay_after else "headers"


def read_fault(raw: object) -> Fault:
    """A fault from its JSON.

    Raises:
        ValueError: It cannot be one; the text says which field.
    """
    if not isinstance(raw, dict):
        raise ValueError("A fault is a JSON object.")
    given = cast(dict[str, object], raw)
    if unknown := sorted(set(given) - FIELDS):
        raise ValueError(f"A fault has no field {unknown[0]!r}; it has {', '.join(sorted(FIELDS))}.")
    fault = Fault(
        method=str(given.get("method", "")).upper(), path=str(given.get("path", "")), times=_whole(given, "times", 1),
        status=_whole(given, "status", 0), body=_body(given.get("body")), headers=_headers(given.get("headers", {})),
        delay=_seconds(given, "delay"), delay_after=_seconds(given, "delay_after"), drop=str(given.get("drop", "")),
        truncate=_share(given.get("truncate", 0)), garbage=given.get("garbage") is True, effect=given.get("effect") is True,
    )
    if fault.times < 1:
        raise ValueError("times is at least 1.")
    try:
        re.compile(fault.path)
    except re.error as error:
        raise ValueError(f"path is not a regular expression: {error}") from error
    if fault.drop not in ("", "before", "after"):
        raise ValueError("drop is 'before' or 'after' the effect.")
    if fault.status and not 200 <= fault.status <= 599:
        raise ValueError("status is an HTTP status from 200 to 599.")
    return fault


def _whole(given: Mapping[str, object], name: str, default: int) -> int:
    value = given.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{name} is a whole number.")
    return value


def _seconds(given: Mapping[str, object], name: str) -> float:
    value = given.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise ValueError(f"{name} is a number of seconds.")
    return float(value)


def _share(value: object) -> float:
    if value is True:
        return 0.5
    if isinstance(value, int | float) and 0 <= value < 1:
        return float(value)
    raise ValueError("truncate is true or the part of the body to keep, 0 to 1.")


def _body(value: object) -> bytes | None:
    if value is None:
        return None
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else json.dumps(value).encode("ascii")


def _headers(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ValueError("headers is a JSON object.")
    return {str(name).lower(): str(each) for name, each in value.items()}


class Faults:
    """The faults that wait for a call, first come first served."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []

    def take(self, method: str, path: str) -> Fault | None:
        """The fault for this call, used up by one."""
        for fault in self.waiting:
            if fault.times > 0 and fault.method in ("", method) and re.search(fault.path, path):
                fault.times -= 1
                self.waiting = [each for each in self.waiting if each.times > 0]
                return fault
        return None


class Wires:
    """The open connections by their client's address, so that one can be cut.

    ASGI has no word for "cut the line"; the server's protocol class registers its transport here.
    """

    def __init__(self) -> None:
        self._open: dict[tuple[str, int], asyncio.Transport] = {}
        self._watched: asyncio.Event | None = None

    def opened(self, transport: asyncio.Transport) -> None:
        """A client has connected."""
        self._open[_peer(transport)] = transport

    def closed(self, transport: asyncio.Transport) -> None:
        """A connection is gone."""
        self._open.pop(_peer(transport), None)
        if self._watched is not None and not self._open:
            self._watched.set()

    def cut(self, client: tuple[str, int]) -> None:
        """Reset a connection: what was not yet sent is lost, and the peer sees a reset."""
        if transport := self._open.get(client):
            wire = transport.get_extra_info("socket")
            if wire is not None:
                wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()

    async def all_closed(self, patience: float) -> None:
        """Wait until every connection is gone; after so many seconds reset those that are left."""
        self._watched = asyncio.Event()
        if self._open:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._watched.wait(), patience)
        for client in list(self._open):
            self.cut(client)
        await asyncio.sleep(0)

    def end(self, client: tuple[str, int]) -> None:
        """Close a connection after what was already written."""
        if transport := self._open.get(client):
            transport.close()


def _peer(transport: asyncio.Transport) -> tuple[str, int]:
    peer = transport.get_extra_info("peername") or ("", id(transport))
    return (str(peer[0]), int(peer[1]))

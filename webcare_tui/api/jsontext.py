"""JSON that cannot hurt the program: depth, numbers and characters are guarded."""

from __future__ import annotations

import json
import math
import re

DEEPEST = 64
"""Levels of nesting that are read; the service's own answers stay below ten."""

_STRINGS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_ALL_BUT_BRACKETS = re.compile(r"[^\[\]{}]+")
_LONGEST_INTEGER = 40


class Unreadable(Exception):
    """The text is no JSON, or none that is safe to read. Holds no part of the text."""


def read(body: bytes) -> object:
    """Reads a body as JSON.

    Bytes that are no valid UTF-8 become U+FFFD, so that one damaged character does not hide a whole page. Byte order marks
    before it are skipped, wherever they stand among white space. Of members that occur twice the last one counts. NaN,
    Infinity and numbers beyond a float are null.

    Args:
        body: The decoded body.

    Raises:
        Unreadable: Not JSON, or nested deeper than `DEEPEST`.
    """
    text = body.decode(json.detect_encoding(body), errors="replace")
    text = text.lstrip("\ufeff \t\r\n")
    if _too_deep(text):
        raise Unreadable
    try:
        return json.loads(text, parse_int=_integer, parse_float=_number, parse_constant=_nothing)
    except (ValueError, RecursionError, OverflowError):
        # The exception holds the whole body (`doc`), so it must not travel on as a cause or a context.
        pass
    raise Unreadable


def write(value: object) -> str:
    """Compact JSON in ASCII, which any database can hold: lone surrogates stay escaped."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=True)


def _too_deep(text: str) -> bool:
    if text.count("[") + text.count("{") <= DEEPEST:
        return False
    depth = 0
    for bracket in _ALL_BUT_BRACKETS.sub("", _STRINGS.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        if depth > DEEPEST:
            return True
    return False


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_INTEGER else digits


def _number(digits: str) -> float | None:
    number = float(digits)
    return number if math.isfinite(number) else None


def _nothing(_: str) -> None:
    return None

"""PHP's idea of types to Python's: never raises, whatever comes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LATEST = 253_402_300_799
"""The last second of the year 9999; later times cannot be shown by anyone."""

_TRUE = frozenset({"1", "true", "yes", "on", "y", "t"})
_FALSE = frozenset({"0", "", "false", "no", "off", "n", "f", "null"})
_NUMBER = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,30})?")
_MILLISECONDS_FROM = 100_000_000_000


def mapping(value: object) -> dict[str, object]:
    """An object's members; a list's by its positions; {} for all else, as PHP writes an empty map as `[]`."""
    if isinstance(value, Mapping):
        return {str(key): each for key, each in value.items()}
    if isinstance(value, list):
        return {str(index): each for index, each in enumerate(value)}
    return {}


def listing(value: object) -> list[object]:
    """A list's items; an object's values in their order; [] for all else."""
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping):
        return list(value.values())
    return []


def entries(value: object) -> Iterator[tuple[str, object]]:
    """The items of a map keyed by ids, each with its key; "" as key where the container is a list in either shape."""
    if isinstance(value, list):
        for each in value:
            yield "", each
        return
    members = mapping(value)
    listed = list(members) == [str(index) for index in range(len(members))]
    for key, each in members.items():
        yield ("" if listed else key), each


def record(value: object) -> dict[str, object] | None:
    """An object as it is; the only or first object of a list; None for all else."""
    if isinstance(value, Mapping):
        return {str(key): each for key, each in value.items()}
    if isinstance(value, list):
        return next((mapping(each) for each in value if isinstance(each, Mapping)), None)
    return None


def integer(value: object, default: int = 0, *, low: int = -(2**63), high: int = 2**63 - 1) -> int:
    """A whole number from a number, a boolean or digits.

    Args:
        value: Anything.
        default: For what cannot be read, and for what lies outside of `low`…`high`.
        low: The least that counts.
        high: The most that counts; 64 bits unless told otherwise, as a database holds no more.
    """
    number: int | float
    if isinstance(value, (bool, int)):
        number = int(value)
    elif isinstance(value, float):
        number = value
    elif isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        stripped = value.strip()
        number = float(stripped) if "." in stripped else int(stripped)
    else:
        return default
    if isinstance(number, float):
        if not math.isfinite(number):
            return default
        number = int(number)
    return number if low <= number <= high else default


def boolean(value: object) -> bool | None:
    """A truth value from true/false, 0/1, "0"/"1", "yes"/"no", ""; None for what is neither, and for null."""
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return bool(value) if value in (0, 1) else None
    if isinstance(value, str):
        word = value.strip().lower()
        return True if word in _TRUE else False if word in _FALSE else None
    return None


def flag(value: object, default: bool = False) -> bool:
    """A switch: numbers other than 0 are on, null and unreadable words are the default."""
    known = boolean(value)
    if known is not None:
        return known
    return default if integer(value) == 0 else True


def text(value: object) -> str:
    """A string as it is; a number as digits; "" for null, booleans, lists and objects."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int):
        return str(value) if value.bit_length() <= 256 else ""
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e21 else repr(value)
    return ""


def ident(value: object) -> str:
    """An id as text, or "" for none: null, "", 0, false, whole objects, and what could not stand in a path.

    Ids pass 2**53, so they are never numbers here.
    """
    word = text(value).strip()
    if not word or word == "0" or len(word) > 64 or not word.isascii() or not word.isprintable():
        return ""
    return "" if any(mark in word for mark in " /\\?#%\"'<>") else word


def moment(value: object) -> int:
    """Unix seconds from seconds or milliseconds (number or digits), ISO 8601 or an HTTP date; 0 for all else.

    A time without a zone counts as UTC, as the guide gives its periods.
    """
    number = integer(value)
    if number >= _MILLISECONDS_FROM:
        number //= 1000
    if 0 < number <= LATEST:
        return number
    return _dated(value.strip()) if isinstance(value, str) else 0


def _dated(word: str) -> int:
    if not 8 <= len(word) <= 64 or not word.isascii():
        return 0
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(word)
            seconds = int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp())
        except (ValueError, TypeError, IndexError, OverflowError, OSError):
            continue
        if 0 < seconds <= LATEST:
            return seconds
    return 0


def first(members: Mapping[str, object], *names: str) -> object:
    """The first of these members that is neither absent, nor null, nor ""; None when there is none."""
    return next((members[name] for name in names if members.get(name) not in (None, "")), None)

"""Words for times, waiting, kinds and people, short enough for a row."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo
from typing import Literal

from webcare_tui.models.account import Account
from webcare_tui.models.reply import OutboxState
from webcare_tui.models.result import Result
from webcare_tui.text.clean import PLACEHOLDER

Urgency = Literal["ok", "soon", "late"]
URGENCIES: tuple[Urgency, ...] = ("ok", "soon", "late")
TimeFormat = Literal["relative", "clock"]
MINUTE, HOUR, DAY, WEEK = 60, 3600, 86400, 604800
SOON = 0.75
"""Part of the service level after which an answer is due soon."""

OUTBOX = {
    OutboxState.QUEUED: "held",
    OutboxState.SENDING: "sending",
    OutboxState.SENT: "sent",
    OutboxState.FAILED: "refused",
    OutboxState.UNCERTAIN: "uncertain",
    OutboxState.DISCARDED: "discarded",
}

_BLANKS = re.compile(r"\s+")
_PICTURE = "\u2190-\u2bff\U0001f000-\U0001faff"
_FINERY = re.compile(f"\u200d[{_PICTURE}][\ufe0f\U0001f3fb-\U0001f3ff]*|[\ufe0f\U0001f3fb-\U0001f3ff]")


def waited(seconds: float) -> str:
    """A span of time in at most three cells: `now`, `7m`, `2h`, `3d`, `12w`, `9y`; never less than `now`."""
    for unit, length, most in (("m", MINUTE, HOUR), ("h", HOUR, DAY), ("d", DAY, 100 * DAY), ("w", WEEK, 100 * WEEK)):
        if seconds < length and unit == "m":
            return "now"
        if seconds < most:
            return f"{int(seconds // length)}{unit}"
    return f"{min(99, int(seconds // (365 * DAY)))}y"


def clock(moment: int, now: float, zone: tzinfo | None = None) -> str:
    """A moment in five cells: `14:02` today, `03-05` (day and month) within a year, else ` 2019`.

    Args:
        moment: Unix seconds.
        now: Unix seconds.
        zone: The time zone to tell it in; None is the machine's.
    """
    try:
        then, today = datetime.fromtimestamp(moment, zone), datetime.fromtimestamp(now, zone)
    except (ValueError, OverflowError, OSError):
        return "  ?  "  # beyond any calendar
    if then.date() == today.date():
        return then.strftime("%H:%M")
    return then.strftime("%d-%m") if abs(now - moment) < 330 * DAY else f"{then.year:>5}"


def time_words(moment: int, now: float, style: TimeFormat = "relative", zone: tzinfo | None = None) -> str:
    """A moment for a row, right-aligned: three cells where relative, five where by the clock; blank where unknown."""
    if style == "clock":
        return clock(moment, now, zone) if moment > 0 else " " * 5
    return f"{waited(now - moment):>3}" if moment > 0 else " " * 3


def urgency(result: Result, now: float, service_level: int) -> Urgency:
    """How an unanswered result stands against the service level; see `haste`."""
    return haste(result.time, now, service_level)


def haste(moment: int, now: float, service_level: int) -> Urgency:
    """How what has waited since a moment stands against the service level.

    Args:
        moment: Unix seconds; 0 where unknown.
        now: Unix seconds.
        service_level: Minutes within which an answer is due; 0 for no such promise.
    """
    if service_level <= 0 or moment <= 0:
        return "ok"
    part = (now - moment) / (service_level * MINUTE)
    return "late" if part >= 1 else "soon" if part >= SOON else "ok"


def one_line(text: str, most: int = 400) -> str:
    """The beginning of a text on one line, with emoji of whose width all terminals think alike.

    Families and skin tones go, because many a terminal gives them other cells than are counted here, and all that stands
    right of them on the line would be shifted.

    Args:
        text: Cleaned text.
        most: Characters to look at; more than any row has cells.
    """
    text = _BLANKS.sub(" ", text[:most]).strip()
    return text if text.isascii() else _FINERY.sub("", text)


def name_of(result: Result) -> str:
    """Whom a result is from, for lists and lines."""
    return one_line(result.title) or PLACEHOLDER


def initials(user_id: str, account: Account | None) -> str:
    """Two or three letters for a handler: the tag replies are signed with, else the first letters of the names."""
    user = account.user(user_id) if account is not None else None
    if user is None:
        return user_id[-3:]
    if user.tag:
        return user.tag[:3]
    letters = [part[0] for part in (user.name or user.first_name).split() if part[0].isalpha()]
    return "".join([letters[0], letters[-1]] if len(letters) > 1 else letters).upper() or user_id[-3:]


def service_level(result: Result, account: Account | None) -> int:
    """Minutes within which this result has to be answered; 0 where nothing is promised."""
    search = account.search(result.search_id) if account is not None else None
    return search.service_level if search is not None else 0


def compact(number: int) -> str:
    """A count in at most four cells: `118`, `4.2k`, `12k`, `1.3M`."""
    if number < 1000:
        return str(number)
    for unit, size in (("k", 1_000), ("M", 1_000_000)):
        if number < 10 * size:
            return f"{int(number / size * 10) / 10:g}{unit}"
        if number < 1000 * size:
            return f"{number // size}{unit}"
    return "lots"

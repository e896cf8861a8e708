"""The top line and the bottom line, as styled text that fits a width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal

from textual.content import Content

from webcare_tui.models.quota import Quota
from webcare_tui.services.events import LinkState
from webcare_tui.services.views import View
from webcare_tui.store import ViewCount

Severity = Literal["information", "warning", "error"]

LINK_WORDS = {
    LinkState.CONNECTING: ("◌", "o", "connecting", "$text-muted"),
    LinkState.LIVE: ("●", "*", "live", "$success"),
    LinkState.OFFLINE: ("○", "x", "offline", "$error"),
    LinkState.QUOTA: ("◐", "!", "quota spent", "$warning"),
    LinkState.NOT_ALLOWED: ("⊘", "x", "not allowed", "$error"),
}
"""Glyph, its plain twin, words and colour of each state of the link."""

SEVERITY_STYLE = {"information": "$text-accent", "warning": "bold $text-warning", "error": "bold $text-error"}


@dataclass(frozen=True, slots=True)
class Link:
    """The state of the link to the service, as the top line shows it.

    Attributes:
        state: Where it stands.
        as_of: Unix seconds of the newest data; 0 for none yet.
        next_try: Unix seconds of the next attempt; 0 where none is waited for.
    """

    state: LinkState = LinkState.CONNECTING
    as_of: float = 0
    next_try: float = 0


def clock(moment: float, zone: tzinfo | None = None) -> str:
    """Unix seconds as `14:02` in a time zone; None is the machine's own."""
    return datetime.fromtimestamp(moment, zone).strftime("%H:%M")


def link_line(link: Link, quota: Quota | None, mark: str, *, plain: bool = False, zone: tzinfo | None = None) -> Content:
    """The right end of the top line: link, quota, age of the data, and which service this is."""
    glyph, twin, words, colour = LINK_WORDS[link.state]
    parts: list[tuple[str, str]] = [(f"{twin if plain else glyph} {words}", f"bold {colour}")]
    if link.state is not LinkState.LIVE and link.next_try:
        parts.append((f" · again {clock(link.next_try, zone)}", colour))
    if link.as_of:
        parts.append((f" · as of {clock(link.as_of, zone)}", "$text-muted"))
    if quota is not None:
        spent = quota.share_used
        parts.append((f" · quota {spent:.0%}", "$text-error" if spent > 0.9 else "$text-warning" if spent > 0.7 else "$text-muted"))
    if mark:
        parts.append((f" · {mark}", "bold $text-warning"))
    return Content.assemble(*parts, (" ", ""))


def top_line(
    company: str, views: Sequence[View], current: str, counts: Mapping[str, ViewCount], right: Content, width: int
) -> Content:
    """The company, the numbered views with what waits in each, and the link at the right end; never wider than `width`."""
    left = Content.assemble((" ", ""), (company, "bold $text-accent"), ("  ", ""))
    room = width - right.cell_length - left.cell_length
    shown: list[Content] = []
    for number, view in enumerate(views[:9], 1):
        count = counts.get(view.key)
        here = view.key == current
        name = Content.assemble(
            (f" {number} ", "bold $text-accent" if here else "$text-muted"),
            (view.title, "bold $text underline" if here else "$text-muted"),
            (f" {count.unhandled}" if count and count.unhandled else "", "bold $text" if here else "$text-muted"),
            (" ", ""),
        )
        if room - name.cell_length < 0:
            break
        room -= name.cell_length
        shown.append(name)
    if left.cell_length + right.cell_length > width:
        return right if right.cell_length <= width else right.truncate(max(1, width), ellipsis=True)
    return Content.assemble(left, *shown, (" " * max(0, room), ""), right)


def foot_line(hints: Sequence[tuple[str, str]], said: str, severity: Severity, width: int) -> Content:
    """The keys that act here, and at the right end what was last said; what was said goes first when room is short."""
    tail = Content.assemble((f" {said} ", SEVERITY_STYLE[severity])) if said else Content("")
    if tail.cell_length > width:
        tail = tail.truncate(max(1, width), ellipsis=True)
    room = width - tail.cell_length
    shown: list[Content] = []
    for keys, words in hints:
        hint = Content.assemble((f" {keys}", "bold $text-accent"), (f" {words} ", "$text-muted"))
        if hint.cell_length > room:
            break
        room -= hint.cell_length
        shown.append(hint)
    return Content.assemble(*shown, (" " * max(0, room), ""), tail)

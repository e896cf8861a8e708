"""The top line and the bottom line, as styled text that fits a width."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import accumulate

from textual.content import Content

from webcare_tui.models.quota import Quota
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.services.events import LinkState, Severity
from webcare_tui.services.schedule import reserve
from webcare_tui.services.views import View
from webcare_tui.store import ViewCount
from webcare_tui.ui.present.symbols import signs
from webcare_tui.ui.present.words import Urgency

LINK_WORDS = {
    LinkState.CONNECTING: ("◌", "o", "connecting", "$bar-text"),
    LinkState.LIVE: ("●", "*", "live", "$online"),
    LinkState.OFFLINE: ("○", "x", "offline", "$offline"),
    LinkState.QUOTA: ("◐", "!", "quota spent", "$warning"),
    LinkState.NOT_ALLOWED: ("⊘", "x", "not allowed", "$offline"),
}
"""Glyph, its plain twin, words and colour of each state of the link."""

KEPT = "calls kept"
"""In the place of a spent quota, as long as there are calls that the agent's own acts may take."""
LEAST_HINTS = 9
"""Cells that the hints keep beside a long sentence."""
SEVERITY_STYLE = {"information": "$sending", "warning": "bold $warning", "error": "bold $offline"}


Hint = tuple[str, str, bool]
"""Keys, a word or two, and whether that can run now."""


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


def outbox_words(items: Sequence[OutboxItem]) -> list[tuple[str, str]]:
    """What is under way and what is in doubt, each with its number and a colour; nothing where all is sent."""
    states = Counter(item.state for item in items)
    waiting, doubtful = states[OutboxState.QUEUED] + states[OutboxState.SENDING], states[OutboxState.UNCERTAIN]
    found = [(f"? {doubtful} uncertain", "bold $unknown")] if doubtful else []
    return [*found, (f"↗ {waiting}", "$sending")] if waiting else found


def link_line(
    link: Link,
    quota: Quota | None,
    mark: str,
    outbox: Sequence[OutboxItem] = (),
    *,
    plain: bool = False,
    zone: tzinfo | None = None,
    off: bool = False,
) -> Content:
    """The right end of the top line: whether the account is switched off, replies under way, link, age of the data, quota, and
    which service this is."""
    glyph, twin, words, colour = LINK_WORDS[link.state]
    if link.state is LinkState.QUOTA and quota is not None and 0 < quota.left <= reserve(quota):
        words = KEPT
    switched = [("account off", "bold $offline")] if off else []
    parts = [*switched, *outbox_words(outbox), (f"{twin if plain else glyph} {words}", f"bold {colour}")]
    if link.state is not LinkState.LIVE and link.next_try:
        parts.append((f"again {clock(link.next_try, zone)}", colour))
    if link.as_of:
        parts.append((f"as of {clock(link.as_of, zone)}", ""))
    if quota is not None:
        spent = quota.share_used
        parts.append((f"quota {spent:.0%}", "bold $offline" if spent > 0.9 else "$warning" if spent > 0.7 else ""))
    if mark:
        parts.append((mark, "bold $production"))
    return Content.assemble(Content(" · ").join(Content.styled(text, style) for text, style in parts), " ")


def top_line(
    company: str,
    views: Sequence[View],
    current: str,
    counts: Mapping[str, ViewCount],
    width: int,
    age: tuple[str, Urgency] = ("", "ok"),
    plain: bool = False,
) -> Content:
    """The company and as many of the numbered views, with what waits in each, as fit into `width` cells.

    Args:
        company: Whose account it is.
        views: The views that have a number.
        current: The key of the one that the list shows.
        counts: What is in each.
        width: Cells.
        age: How long the oldest one waits in the view that is shown, and how that stands; told where no view has to go for it.
        plain: ASCII only.
    """
    line = Content.assemble((" ", ""), (company, "bold $key"), ("  ", ""))
    names = [_numbered(number, view, counts.get(view.key), view.key == current) for number, view in enumerate(views[:9], 1)]
    here = next((place for place, view in enumerate(views[:9]) if view.key == current), None)
    fit = _fitting(line, names, width)
    if here is not None and here < fit and age[0]:
        sign = {"ok": "", "soon": signs(plain).soon, "late": signs(plain).late}[age[1]]
        style = {"ok": "", "soon": "$warning", "late": "bold $offline"}[age[1]]
        longer = [*names[:here], Content.assemble(names[here], (f"{age[0]}{sign} ", style)), *names[here + 1 :]]
        if _fitting(line, longer, width) == fit:
            names = longer
    return Content.assemble(line, *names[:fit])


def _numbered(number: int, view: View, count: ViewCount | None, here: bool) -> Content:
    waiting = f" {count.unhandled}" if count and count.unhandled else ""
    return Content.assemble(
        (f" {number} ", "bold $key" if here else ""),
        (view.title, "bold underline" if here else ""),
        (f"{waiting} ", "bold" if here else ""),
    )


def _fitting(line: Content, names: Sequence[Content], width: int) -> int:
    """How many of the names fit behind the line."""
    sizes = accumulate((name.cell_length for name in names), initial=line.cell_length)
    return sum(size <= width for size in sizes) - 1 if line.cell_length <= width else 0


def foot_line(hints: Sequence[Hint], said: str, severity: Severity, width: int) -> tuple[Content, Content]:
    """The keys that act here, as many as there is room for beside what was last said; and that.

    A hint that cannot run now keeps its place, so that none of the others moves.
    """
    tail = Content.assemble((f" {said} ", SEVERITY_STYLE[severity])) if said else Content("")
    if tail.cell_length > width - LEAST_HINTS:
        tail = tail.truncate(max(1, width - LEAST_HINTS), ellipsis=True)
    line = Content("")
    for keys, words, possible in hints:
        key_style, style = ("bold $key", "") if possible else ("$muted", "$muted")
        hint = Content.assemble((f" {keys}", key_style), (f" {words} ", style))
        if line.cell_length + hint.cell_length > width - tail.cell_length:
            break
        line = Content.assemble(line, hint)
    return line, tail

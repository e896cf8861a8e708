"""A view as one line of the list of search profiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from webcare_tui.text.width import cells, cut
from webcare_tui.ui.present.palette import Piece
from webcare_tui.ui.present.symbols import Signs
from webcare_tui.ui.present.words import URGENCIES, Urgency, compact, haste, one_line, waited

if TYPE_CHECKING:
    from webcare_tui.models.account import Account
    from webcare_tui.services.views import View
    from webcare_tui.store import ViewCount

AGE = 22
"""Cells from which on a line has room for how long the oldest has waited."""
ROOMY = 30
"""Cells from which on its columns stand apart."""
BOTH = 41
"""Cells from which on it has room for the number of all results, too."""


@dataclass(frozen=True, slots=True)
class ViewLine:
    """What a line shows.

    Attributes:
        key: The view's.
        title: Its name.
        depth: How many views it stands under.
        current: The list shows it.
        waiting: Unhandled results; None where not counted yet.
        total: All results.
        age: How long the oldest unhandled one has waited, such as `3h`; "" where nothing waits.
        haste: How that stands against the service level.
    """

    key: str
    title: str
    depth: int
    current: bool
    waiting: int | None
    total: int
    age: str = ""
    haste: Urgency = "ok"


def view_lines(
    views: Sequence[View],
    current: str,
    counts: Mapping[str, ViewCount],
    account: Account | None = None,
    now: float = 0,
    search_id: str = "",
) -> tuple[ViewLine, ...]:
    """The lines of the views, in their order: every search profile, and what stands under the one in use.

    Args:
        views: All views.
        current: The key of the one that the list shows.
        counts: What is in each, by key; parts of merged views too.
        account: Tells the service levels.
        now: Unix seconds.
        search_id: The search profile in use where what the list shows is none of the views; "" where that is not known.
    """
    here = next((view.search_id for view in views if view.key == current), search_id or None)
    depths: dict[str, int] = {}
    lines = []
    for view in views:
        depths[view.key] = depth = depths.get(view.parent, -1) + 1
        if depth and here is not None and view.search_id != here:
            continue
        waiting, total = _counted(view, views, counts)
        age, pressing = oldest(view, counts, account, now, views)
        lines.append(ViewLine(view.key, one_line(view.title), depth, view.key == current, waiting, total, age, pressing))
    return tuple(lines)


def oldest(
    view: View, counts: Mapping[str, ViewCount], account: Account | None, now: float, views: Sequence[View] = ()
) -> tuple[str, Urgency]:
    """How long the oldest unhandled result of a view has waited, and how that stands against the service level.

    Of a merged view each part is held against the promise of its own search profile, and the worst one counts.

    Args:
        view: The view.
        counts: What is in each view and part, by key.
        account: Tells the service levels.
        now: Unix seconds.
        views: All views; a search profile has waited at least as long as what waits in one of its views.
    """
    times: dict[str, list[int]] = {}
    for source in view.sources:
        below = [each for each in views if each.search_id == source.search_id] if source.kind == "profile" else []
        found = {counts[each.key].oldest_time for each in (source, *below) if each.key in counts}
        times.setdefault(source.search_id, []).extend(found - {0})
    moments = {search_id: min(found) for search_id, found in times.items() if found}
    if not moments or now <= 0:
        return "", "ok"
    levels = {search.id: search.service_level for search in account.searches} if account is not None else {}
    all_of_them = [haste(moment, now, levels.get(search_id, 0)) for search_id, moment in moments.items()]
    return waited(now - min(moments.values())), max(all_of_them, key=URGENCIES.index)


def _counted(view: View, views: Sequence[View], counts: Mapping[str, ViewCount]) -> tuple[int | None, int]:
    """What waits in a view, and how many there are; a search profile holds at least what one of its views does."""
    count = counts.get(view.key)
    if count is None:
        return None, 0
    if view.kind != "profile":
        return count.unhandled, count.total
    below = [counts[each.key] for each in views if each.search_id == view.search_id and each.key in counts]
    return max(each.unhandled for each in below), max(each.total for each in below)


def view_pieces(line: ViewLine, width: int, signs: Signs, *, selected: bool = False) -> list[Piece]:
    """One line, exactly `width` cells wide: mark, name, what waits; and where there is room, for how long, and all."""
    mark = f"{signs.bar if selected else ' '}{signs.current if line.current else ' '}"
    numbers = _numbers(line, width, signs)
    if not any(text.strip() for text, _ in numbers):
        numbers = [(" ", "muted")]  # a long name may have the room
    room = max(0, width - cells(mark) - sum(cells(text) for text, _ in numbers))
    indent = min(line.depth, max(0, room - 4))
    name = cut(line.title, room - indent, signs.ellipsis)
    looks = "foreground bold" if line.current or line.depth == 0 else "foreground" if line.waiting else "muted"
    pieces = [(mark, "selected-bar"), (" " * indent, "muted"), (name, looks)]
    pieces += [(" " * (room - indent - cells(name)), "muted"), *numbers]
    done, left = [], width
    for text, style in pieces:
        part = cut(text, left, "")
        left -= cells(part)
        done.append((part, style))
    return [*done, (" " * left, "muted")]


def views_head(width: int) -> tuple[Content, Content]:
    """The head line above the views."""
    words = {BOTH: "waiting oldest  all ", ROOMY: "waiting oldest ", AGE: "waiting age ", 0: "waiting "}
    return Content(" Profiles"), Content(next(each for least, each in words.items() if width >= least))


def _numbers(line: ViewLine, width: int, signs: Signs) -> list[Piece]:
    """The columns, with the blank behind them."""
    waiting = compact(line.waiting) if line.waiting else ""
    looks, gap = "accent bold" if line.current else "foreground", (" ", "muted")
    sign = {"ok": " ", "soon": signs.soon, "late": signs.late}[line.haste] if line.age else " "
    age = (f"{line.age:>3}{sign}", f"sla-{line.haste}{' bold' * (line.haste == 'late')}")
    if width < AGE:
        return [(f" {waiting:>4}", looks), gap]
    if width < ROOMY:
        return [(f"{' ' * (len(waiting) > 3)}{waiting:>4}", looks), gap, age]
    pieces = [(f" {waiting:>4}", looks), ("   ", "muted"), age]
    if width >= BOTH:
        pieces.append((f" {compact(line.total) if line.waiting is not None else '':>4}", "muted"))
    return [*pieces, gap]

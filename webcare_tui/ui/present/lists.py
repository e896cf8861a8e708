"""The head line of the list of results, what an empty list says, and where replies under way stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from textual.content import Content

from webcare_tui.filters.render import describe
from webcare_tui.filters.terms import Term
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.ui.present.symbols import Signs
from webcare_tui.ui.present.words import one_line

if TYPE_CHECKING:
    from webcare_tui.services.events import Gap
    from webcare_tui.store import Selection

CHIP = "$chip-text on $chip"
NO_VIEW = "Results"
"""What the list is called while no view is open."""
NOBODYS = "no known handler"
"""The service cannot be asked for what nobody has: the list shows where this machine knows of no handler, and says so."""
OUT_OF_TROUBLE = "ctrl+r asks again now; `webcare-tui check` tries every step, q leaves."
SHOWN_STATES = (OutboxState.QUEUED, OutboxState.SENDING, OutboxState.UNCERTAIN, OutboxState.FAILED)


def results_head(
    title: str, terms: Sequence[Term], narrow: str, count: int, new: int, signs: Signs, *, busy: bool = False, gap: str = "",
    unassigned: bool = False,
) -> tuple[Content, Content]:
    """The left and the right end of the list's head line.

    Args:
        title: The view's name; "" where none is open, so that there is nothing to count.
        terms: The filters it stands for.
        narrow: The words it is narrowed to.
        count: Rows.
        new: Rows above the window that were not seen yet.
        signs: For this terminal.
        busy: The service is being asked.
        gap: What is still to be read between old and new, in words; "" for nothing.
        unassigned: Only rows without a handler that this machine knows of.
    """
    parts: list[Content] = [Content(" "), Content.styled(one_line(title) or NO_VIEW, "bold")]
    if narrow:  # before the filters, of which the last ones are cut where room is short
        parts += [Content(" "), Content.styled(f" \\{one_line(narrow)} ", CHIP)]
    if unassigned:
        parts += [Content(f" {signs.dot} "), Content.styled(NOBODYS, "bold")]
    for term in terms:
        parts += [Content(f" {signs.dot} "), Content(one_line(describe(term)))]
    right: list[Content] = []
    if busy:
        right.append(Content(f" {signs.ellipsis}"))
    if gap:
        right += [Content(" "), Content.styled(f" {gap} ", "bold $pill-text on $pill")]
    if new:
        right += [Content(" "), Content.styled(f" {new} new {signs.up} ", "bold $pill-text on $pill")]
    if title:
        right.append(Content(f" {count} "))
    return Content.assemble(*parts), Content.assemble(*right)


def gap_words(gap: Gap | None, zone: tzinfo | None) -> str:
    """From when to when results are still being read, on the clock of a time zone; "" for no gap."""
    if gap is None:
        return ""
    try:
        older, newer = (datetime.fromtimestamp(each, zone) for each in (gap.older, gap.newer))
    except (OverflowError, ValueError, OSError):
        return "still reading older ones"
    form = "%H:%M" if older.date() == newer.date() else "%d-%m %H:%M"
    return f"still reading {older:{form}}–{newer:{form}}"


def empty_words(selection: Selection | None, *, busy: bool, signs: Signs, trouble: str = "") -> Content:
    """What stands in a list without rows: why there are none, and the next key; `trouble` is what is wrong with the link."""
    if trouble:
        title, _, rest = trouble.partition(": ")
        return Content.assemble((title, "bold"), f"\n{rest}\n" if rest else "", (f"\n{OUT_OF_TROUBLE}", "$text-muted"))
    if selection is None and busy:
        words, hint = f"Asking the service for the search profiles{signs.ellipsis}", ""
    elif selection is None:
        words, hint = "No view is open.", "[ and ] go through the views, 1 to 9 open one."
    elif busy:
        words, hint = f"Fetching results{signs.ellipsis}", ""
    elif selection.narrow:
        words, hint = f"No row here has “{one_line(selection.narrow)}”.", "Esc shows all rows again."
    elif selection.unassigned:
        words, hint = "Somebody has all of these, as far as this machine knows.", ":view.all shows the whole view again."
    elif selection.unhandled_only:
        words, hint = "Nothing waits here. Well done.", "] goes to the next view, ctrl+r asks the service again."
    else:
        words, hint = "No results yet.", "ctrl+r asks the service again, f changes the filter, ] goes to the next view."
    return Content.assemble((words, "bold"), (f"\n{hint}" if hint else "", "$text-muted"))


def outbox_states(items: Iterable[OutboxItem]) -> dict[str, OutboxState]:
    """Where the newest reply to each result stands, by the result's id, as far as it still matters."""
    newest = sorted(items, key=lambda item: item.created)
    return {item.result_id: item.state for item in newest if item.state in SHOWN_STATES}

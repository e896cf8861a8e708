"""Errands on the list: narrow it, search what is loaded, fetch older results."""

from __future__ import annotations

from dataclasses import replace

from webcare_tui.ui.commands.command import Context
from webcare_tui.ui.dialogs.prompt import PromptDialog
from webcare_tui.ui.flows.desk import Desk

MOST = 500
"""Hits of a search that n and N go through."""


async def narrow(desk: Desk, argument: str = "") -> None:
    """Show only the rows that hold certain words."""
    words: str | None = argument or await desk.ask(
        PromptDialog("Narrow the list to rows with …", value=desk.results.narrowed, placeholder="words; empty shows all again")
    )
    if words is not None:
        desk.narrow(words.strip())
        desk.go(Context.LIST)


async def search(desk: Desk, argument: str = "") -> None:
    """Find words in the rows of this view that are on this machine, and go to a hit."""
    words: str | None = argument or await desk.ask(
        PromptDialog("Search this view for …", value=desk.hits[0], placeholder="words; n and N go through the hits")
    )
    selection = desk.results.selection
    if not words or not words.strip() or selection is None:
        return
    store, wanted = desk.session.store.results, replace(selection, narrow=words.strip())
    rows = await store.window(wanted, 0, MOST)
    desk.hits = (words.strip(), tuple(row.result.id for row in rows))
    await _to_hit(desk, 1)


async def next_hit(desk: Desk, argument: str = "") -> None:
    """Go to the next hit."""
    await _to_hit(desk, 1)


async def previous_hit(desk: Desk, argument: str = "") -> None:
    """Go to the hit before."""
    await _to_hit(desk, -1)


async def _to_hit(desk: Desk, by: int) -> None:
    words, ids = desk.hits
    if not words:
        desk.say("Nothing was searched for yet: / asks for words.")
        return
    if not ids:
        desk.say(f"“{words}” stands nowhere in this view.", "warning")
        return
    here = desk.results.list.cursor_id
    start = ids.index(here) + by if here in ids else (0 if by > 0 else -1)
    for step in range(len(ids)):
        place = (start + step * by) % len(ids)
        if await desk.results.list.select(ids[place]):
            desk.go(Context.LIST)
            desk.say(f"“{words}”: hit {place + 1} of {len(ids)}.")
            return
    desk.say(f"The rows with “{words}” have left this view.", "warning")


def more(desk: Desk, argument: str = "") -> None:
    """Fetch older results of this view from the service."""
    if desk.view is not None:
        desk.session.poller.more(desk.view)
        desk.say("Asking the service for older results.")


async def refresh(desk: Desk, argument: str = "") -> None:
    """Ask the service for news of this view, and of the conversation that is read."""
    desk.session.poller.refresh()
    desk.say("Asking the service for news.")
    if desk.state.context is Context.THREAD and desk.shown is not None:
        await desk.session.reader.refresh(desk.shown.result.id)

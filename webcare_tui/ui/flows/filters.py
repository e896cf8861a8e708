"""Errand of the filter: build another one, or take one that was typed, and show what the service finds."""

from __future__ import annotations

import time
from functools import partial

from webcare_tui.errors import WebcareError
from webcare_tui.filters.complete import Completion, Vocabulary, complete
from webcare_tui.filters.friendly import read, write_term
from webcare_tui.filters.names import Names
from webcare_tui.filters.parse import FilterError
from webcare_tui.filters.render import describe, render
from webcare_tui.filters.terms import Assigned, Query, Term
from webcare_tui.models.result import Result
from webcare_tui.services.naming import names_of
from webcare_tui.services.sampling import sample
from webcare_tui.services.views import View
from webcare_tui.services.vocabulary import vocabulary
from webcare_tui.ui.commands.command import Context
from webcare_tui.ui.dialogs.filters import Built, FilterDialog, Workshop
from webcare_tui.ui.flows.desk import Desk
from webcare_tui.ui.present.chips import fitting

SEEN = 300
"""Rows of the list whose words are offered."""
KEPT = "The calls left are kept for your own replies; Enter shows what fits."


async def change_filter(desk: Desk, argument: str = "") -> None:
    """Show what the service finds for a filter of the agent's own; without one, build it."""
    view = desk.view
    if view is None:
        return
    session = desk.session
    names = names_of(session.account, session.me)
    if argument:
        try:
            show(desk, read(argument, profile=view.query.profile, names=names))
        except FilterError as error:
            desk.say(error.message, "warning")
        return
    words = vocabulary(session.account, session.views, await _seen(desk), profile=view.query.profile, me=session.me)
    built = await desk.ask(FilterDialog(view.query, workshop(desk, names, words)))
    if built is not None:
        _finish(desk, built)


def _finish(desk: Desk, built: Built) -> None:
    text = render(built.query)
    if built.act == "copy":
        desk.app.copy_to_clipboard(text)
        desk.say("Copied the filter, as the dashboard writes it.")
        return
    if not built.query.profile:
        desk.say("This filter names no search profile: in:NAME does.", "warning")
        return
    if desk.view is None or built.query != desk.view.query:
        show(desk, built.query)
    if built.act == "save":
        desk.run_command("view.save")


def show(desk: Desk, query: Query) -> None:
    """Show a query's results in the list."""
    search_id = next((each.search_id for each in desk.session.views if each.query.profile == query.profile), "")
    desk.show(View(f"filter/{render(query)}", "Filter", query, search_id, "saved"))
    desk.go(Context.LIST)


async def _seen(desk: Desk) -> tuple[Result, ...]:
    """The results whose words are offered: none while they are hidden."""
    selection = desk.results.selection if not desk.veil.on else None
    rows = await desk.session.store.results.window(selection, 0, SEEN) if selection else ()
    return tuple(row.result for row in rows)


def workshop(desk: Desk, names: Names, words: Vocabulary) -> Workshop:
    """What the dialog builds with."""
    return Workshop(
        read=lambda text, query: read(text, profile=query.profile, names=names),
        complete=partial(_complete, words),
        count=partial(_count, desk),
        words=lambda query: tuple(_words(term, names) for term in query.terms),
        write=partial(write_term, names=names),
    )


def _complete(words: Vocabulary, line: str, caret: int) -> Completion:
    return complete(line, caret, words)


def _words(term: Term, names: Names) -> str:
    """A term in a few words, users by their names."""
    if isinstance(term, Assigned):
        return f"assigned to {', '.join(map(names.user_name, term.values))}"
    return describe(term)


async def _count(desk: Desk, query: Query) -> str:
    try:
        found = await sample(desk.session, query)
    except WebcareError as error:
        return str(error)
    return KEPT if found is None else fitting(found.count, found.more, found.oldest, time.time())

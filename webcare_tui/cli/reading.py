"""`profiles`, `results`, `show`: what the service holds."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from webcare_tui.cli import compose, human, shapes
from webcare_tui.cli.exits import Exit
from webcare_tui.cli.output import Output

if TYPE_CHECKING:
    from webcare_tui.filters.terms import Query
    from webcare_tui.models.account import Account
    from webcare_tui.models.conversation import Details
    from webcare_tui.models.result import Result
    from webcare_tui.services.session import Session


def profiles(args: argparse.Namespace, output: Output) -> int:
    """List the search profiles.

    JSON: `{"company", "profiles": [shapes.search], "users": [shapes.user], "connections": [shapes.connection]}`.
    """
    account = compose.run(_configuration(compose.place(args)))
    output.table(human.PROFILE_HEAD, [human.profile_row(search) for search in account.searches])
    output.data(
        {
            "company": account.company,
            "profiles": [shapes.search(each) for each in account.searches],
            "users": [shapes.user(each) for each in account.users],
            "connections": [shapes.connection(each) for each in account.connections],
        }
    )
    return Exit.DONE


async def _configuration(at: compose.Place) -> Account:
    async with compose.session(at) as session:
        return await session.client.configuration()


def results(args: argparse.Namespace, output: Output) -> int:
    """List the results of a search profile, in the service's order.

    JSON: `{"query": "/profile/filter/", "results": [shapes.result], "skipped": 0}`; `skipped` counts unreadable objects.

    Raises:
        FilterError: The filter cannot be read; no results were asked of the service.
    """
    from webcare_tui.filters.friendly import from_dashboard
    from webcare_tui.filters.parse import parse
    from webcare_tui.filters.render import render

    if from_dashboard(args.filter):
        parse(args.filter, profile=args.profile)
    found = compose.run(_results(compose.place(args), args.profile, args.filter))
    query, account, page, skipped = found
    output.table(human.RESULT_HEAD, [human.result_row(each, account) for each in page])
    if not page:
        output.note("No results.")
    if skipped:
        output.note(f"{skipped} could not be read and were left out.")
    output.data({"query": render(query), "results": [shapes.result(each, account) for each in page], "skipped": skipped})
    return Exit.DONE


async def _results(at: compose.Place, profile: str, filters: str) -> tuple[Query, Account, tuple[Result, ...], int]:
    from webcare_tui.filters.friendly import from_dashboard, read
    from webcare_tui.filters.parse import parse
    from webcare_tui.services.naming import names_of

    async with compose.session(at) as session:
        account = await known_account(session)
        name = _profile(account, profile)
        if from_dashboard(filters):
            query = parse(filters, profile=name)
        else:
            query = read(filters, profile=name, names=names_of(account, session.me))
        page = await session.client.results(query)
        return query, account, page.results, page.skipped


async def known_account(session: Session) -> Account:
    """The account as this machine knows it, or else as the service tells it now."""
    return session.account or await session.client.configuration()


def _profile(account: Account, wanted: str) -> str:
    """The search profile as queries hold it, by its id, its name or its encoded name; else as it was given."""
    from webcare_tui.services.views import profile_of

    search = account.search(wanted)
    for each in account.searches:
        if search is None and wanted.casefold() in (each.name.casefold(), each.encoded_name.casefold()):
            search = each
    return profile_of(search) if search is not None else wanted


def show(args: argparse.Namespace, output: Output) -> int:
    """Show a result: with the conversation round it, or alone with all that is known of it.

    JSON: `{"conversation": [shapes.result]}`, oldest first; with `--no-context` `shapes.details`.
    """
    if args.no_context:
        account, alone = compose.run(_alone(compose.place(args), args.result))
        for line in human.detail_lines(alone, account):
            output.line(line)
        output.data(shapes.details(alone, account))
        return Exit.DONE
    account, messages = compose.run(_conversation(compose.place(args), args.result))
    for message in messages:
        for line in human.message_lines(message, account, asked=message.id == args.result):
            output.line(line)
    output.data({"conversation": [shapes.result(each, account) for each in messages]})
    return Exit.DONE


async def _alone(at: compose.Place, result_id: str) -> tuple[Account, Details]:
    async with compose.session(at) as session:
        return await known_account(session), await session.client.result_without_context(result_id)


async def _conversation(at: compose.Place, result_id: str) -> tuple[Account, tuple[Result, ...]]:
    from webcare_tui.services.fetch import fetch

    async with compose.session(at) as session:
        account = await known_account(session)
        return account, (await fetch(session.client, result_id, with_details=False)).messages

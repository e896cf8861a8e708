"""`purge`: what is kept on this machine is erased."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from webcare_tui.cli import compose
from webcare_tui.cli.exits import Exit
from webcare_tui.cli.output import Output

if TYPE_CHECKING:
    from webcare_tui.store import PurgeCount


def purge(args: argparse.Namespace, output: Output) -> int:
    """Erase the cache of results, or what of it is older; drafts of today and replies on their way always stay.

    JSON: `{"account", "results", "drafts", "sent"}`, how many went; `sent` are finished replies whose words were erased.
    """
    at = compose.place(args)
    older_than = None if args.older_than is None else int(args.older_than)
    gone = compose.run(_purge(at, older_than))
    words = f"{gone.results} results erased, {gone.drafts} forgotten drafts, the words of {gone.sent} finished replies"
    output.line(f"✓ {at.account_name}: {words}.")
    output.line(
        "  Drafts of the last 30 days and replies on their way stay. Copies elsewhere (backups, scrollback) are not reached."
    )
    output.data({"account": at.account_name, "results": gone.results, "drafts": gone.drafts, "sent": gone.sent})
    return Exit.DONE


async def _purge(at: compose.Place, older_than: int | None) -> PurgeCount:
    async with compose.session(at) as session:
        return await session.store.purge(older_than)

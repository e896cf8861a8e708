"""`purge`: what is kept on this machine is erased."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from webcare_tui.cli import compose, logs
from webcare_tui.cli.confirm import confirm
from webcare_tui.cli.exits import Exit, UsageError
from webcare_tui.cli.output import Output

if TYPE_CHECKING:
    from webcare_tui.store import PurgeCount
    from webcare_tui.store.erasure import Inventory


def purge(args: argparse.Namespace, output: Output) -> int:
    """Erase the cache of results, or what of it is older; or, with `--all`, everything of the account.

    Without `--all` drafts of today and replies on their way stay.

    JSON: `{"account", "results", "drafts", "sent"}`, how many went; `sent` are finished replies whose words were erased. With
    `--all` also `unsent` and `files`.

    Raises:
        UsageError: Options that do not go together, or nobody confirmed.
        StoreError: Another copy of the program is at work, or a file cannot be erased.
    """
    if args.all:
        return _purge_all(args, output)
    if args.yes:
        raise UsageError("--yes goes with --all", "Nothing is asked without it.")
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


def _purge_all(args: argparse.Namespace, output: Output) -> int:
    from webcare_tui.store.erasure import Erasure
    from webcare_tui.store.errors import StoreError

    if args.older_than is not None:
        raise UsageError("--all and --older-than do not go together", "--all erases everything, whatever its age.")
    at = compose.place(args)
    with Erasure(at.locations.account_dir(at.account_name)) as erasure:
        found, log = erasure.look(), logs.files(at.locations.log_file)
        _list(output, at, found, log)
        confirm(args, output, "Erase all of this?")
        stayed = erasure.erase()
        logs.end()
        stayed += sum(not logs.remove(file) for file in log)
    if stayed:
        advice = "See that they are yours, then try again."
        raise StoreError("Not everything could be erased", f"Files that stayed: {stayed}. {advice}")
    output.line(f"✓ {at.account_name}: erased.")
    output.line("  Settings and secrets stay. Copies elsewhere (backups, snapshots, scrollback) are not reached.")
    output.data(
        {"account": at.account_name, "results": found.results, "drafts": found.drafts, "sent": found.sent,
         "unsent": found.unsent, "files": found.files + len(log)}
    )  # fmt: skip
    return Exit.DONE


def _list(output: Output, at: compose.Place, found: Inventory, log: list[Path]) -> None:
    """What will go; on the standard error, what exists nowhere else."""
    output.line(f"{at.account_name}, in {at.locations.account_dir(at.account_name)}:")
    output.line(f"  {found.drafts} drafts, {found.unsent} replies that were not surely sent, {found.sent} finished replies")
    output.line(f"  {found.results} results of the service, which can be had again")
    output.line(f"  {found.files} files in all, and {len(log)} files of the log, which all accounts share")
    for name in found.unread:
        output.note(f"webcare-tui: {name} cannot be read, so what it holds is not counted.")
    if found.drafts or found.unsent or "outbox.db" in found.unread:
        output.note("webcare-tui: Drafts and unsent replies exist nowhere else. They will be lost, and nothing will be sent.")

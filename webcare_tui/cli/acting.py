"""`event`, `sso`, `case`: acts at the service, each made once."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from webcare_tui.cli import compose, human
from webcare_tui.cli.exits import Exit, UsageError
from webcare_tui.cli.output import Output
from webcare_tui.cli.reading import known_account
from webcare_tui.models.case import CaseKey

if TYPE_CHECKING:
    from webcare_tui.api.answers import SsoToken
    from webcare_tui.models.account import Account
    from webcare_tui.services.session import Session


def event(args: argparse.Namespace, output: Output) -> int:
    """Tell the service of an event.

    JSON: `{"resultId", "event"}`.
    """

    async def work() -> None:
        async with compose.session(compose.place(args)) as session:
            await session.client.event(args.result, args.event)

    compose.run(work())
    output.line(f"✓ {args.event}: {args.result}")
    output.data({"resultId": args.result, "event": args.event})
    return Exit.DONE


def sso(args: argparse.Namespace, output: Output) -> int:
    """Make a single sign-on token: whoever has it is that user at the vendor's.

    JSON: `{"email", "token", "expires"}`; `expires` in Unix seconds, 0 where the service does not say.
    """

    async def work() -> SsoToken:
        async with compose.session(compose.place(args)) as session:
            return await session.client.sso_access_token(args.email)

    made = compose.run(work())
    output.line(made.token)
    if not output.as_json:
        until = f" until {human.moment(made.expires)}" if made.expires else ""
        output.note(f"Good{until}, for {args.email}; keep it to yourself.")
    output.data({"email": args.email, "token": made.token, "expires": made.expires})
    return Exit.DONE


def case_close(args: argparse.Namespace, output: Output) -> int:
    """Close a case.

    JSON: `{"searchId", "caseId", "done": "closed"}`.
    """

    async def work() -> None:
        async with compose.session(compose.place(args)) as session:
            await session.cases.close(_key(args))

    compose.run(work())
    return _told(args, output, "closed")


def case_release(args: argparse.Namespace, output: Output) -> int:
    """Leave a case.

    JSON: `{"searchId", "caseId", "done": "released"}`.
    """

    async def work() -> None:
        async with compose.session(compose.place(args)) as session:
            await session.cases.release(_key(args))

    compose.run(work())
    return _told(args, output, "released")


def case_handover(args: argparse.Namespace, output: Output) -> int:
    """Hand a case over to another user, named by id, address or initials.

    JSON: `{"searchId", "caseId", "done": "handed over", "handlerId"}`.

    Raises:
        UsageError: No user, or more than one, is named so.
    """

    async def work() -> str:
        async with compose.session(compose.place(args)) as session:
            handler = args.handler if args.handler.isdecimal() else await _handler(session, args.handler)
            await session.cases.hand_over(_key(args), handler)
            return handler

    handler = compose.run(work())
    return _told(args, output, "handed over", handler)


async def _handler(session: Session, wanted: str) -> str:
    account = await known_account(session)
    found = _named(account, wanted)
    if not found and session.account is not None:
        account = await session.client.configuration()
        found = _named(account, wanted)
    if len(found) != 1:
        how = "None" if not found else "More than one"
        known = ", ".join(f"{each.tag or each.id} ({each.name})" for each in account.users)
        raise UsageError(f"{how} of the users is {wanted!r}", f"Name one of: {known}")
    return found[0]


def _named(account: Account, wanted: str) -> list[str]:
    word = wanted.removeprefix("^").casefold()
    return [each.id for each in account.users if word in (each.id.casefold(), each.email.casefold(), each.tag.casefold())]


def _key(args: argparse.Namespace) -> CaseKey:
    return CaseKey(args.search, args.case)


def _told(args: argparse.Namespace, output: Output, done: str, handler: str = "") -> int:
    output.line(f"✓ case {args.case} {done}" + (f" to {handler}" if handler else ""))
    output.data({"searchId": args.search, "caseId": args.case, "done": done, **({"handlerId": handler} if handler else {})})
    return Exit.DONE

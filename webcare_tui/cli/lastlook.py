"""The last look at a reply of the command line: what was found in its words is told, and they are not sent without `--yes`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from webcare_tui.cli.exits import UsageError
from webcare_tui.cli.reading import known_account
from webcare_tui.models.finding import Finding, Kind

if TYPE_CHECKING:
    from webcare_tui.models.result import Result
    from webcare_tui.services.fetch import Fetched
    from webcare_tui.services.session import Session

_SHOWN = 60
"""Characters of a place that are told."""


async def found(session: Session, fetched: Fetched, result: Result, words: str, *, public: bool) -> tuple[Finding, ...]:
    """What should be looked at before these words answer a result; the configuration is asked for only where it matters."""
    from webcare_tui.services.length import ALWAYS_FITS
    from webcare_tui.services.precheck import examine, outgoing

    customer = next((each for each in (result, *fetched.messages) if not each.own), result)

    def look() -> tuple[Finding, ...]:
        messages = fetched.messages
        return examine(outgoing(words, public=public, result=result, customer=customer, messages=messages, account=account))

    account = session.account
    findings = look()
    if account is None and (len(words) > ALWAYS_FITS or any(each.kind is Kind.EMAIL for each in findings)):
        account = await known_account(session)
        findings = look()
    return findings


def refuse(findings: Sequence[Finding], words: str, *, sure: bool) -> None:
    """Tell what was found.

    Args:
        findings: What was found.
        words: The reply.
        sure: The agent wants it sent nevertheless; where it is too long that does not help.

    Raises:
        UsageError: The reply must not be sent.
    """
    final = any(each.kind.final for each in findings)
    if not findings or (sure and not final):
        return
    lines = [each.words if each.kind.final else f"{words[each.start : each.end][:_SHOWN]!r}: {each.words}" for each in findings]
    public = " Everyone could read it." if any(each.kind.exposes for each in findings) else ""
    lines.append("Shorten it." if final else f"Change it, or add --yes once you are sure.{public}")
    raise UsageError("The reply was not sent: look at it once more", "\n".join(lines))

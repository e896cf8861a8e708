"""A last look at a reply before it leaves: what it would tell everybody, and what was only forgotten; pure."""

from __future__ import annotations

from collections.abc import Sequence

from webcare_tui.models.account import Account
from webcare_tui.models.conversation import Details
from webcare_tui.models.finding import Finding, Outgoing
from webcare_tui.models.result import Result
from webcare_tui.services.exposure import exposed
from webcare_tui.services.slips import slips
from webcare_tui.text.clean import to_wire

_PROVIDERS = (
    "gmail.com googlemail.com hotmail.com hotmail.nl outlook.com outlook.nl live.nl live.com msn.com yahoo.com icloud.com "
    "me.com kpnmail.nl planet.nl ziggo.nl home.nl hetnet.nl xs4all.nl gmx.net gmx.de web.de proton.me protonmail.com"
)
_ANYBODYS = frozenset(_PROVIDERS.split())
"""Where everybody can have an address: that a colleague has one there does not make it the company's."""


def outgoing(
    text: str,
    *,
    public: bool,
    result: Result,
    customer: Result,
    messages: Sequence[Result],
    account: Account | None,
    details: Details | None = None,
) -> Outgoing:
    """A reply with all that it is compared with.

    Args:
        text: The whole reply, as it is sent.
        public: For everyone to read.
        result: What is answered.
        customer: A message of the person who is answered.
        messages: The conversation.
        account: For the source, the company's name and its e-mail domains (those of its users); None where it is not known.
        details: For what the service had the reply begin and end with; None where that was not put round it.
    """
    domains = {user.email.rpartition("@")[2].strip().casefold() for user in account.users} if account else set()
    return Outgoing(
        text=text,
        public=public,
        customer=customer,
        messages=tuple(messages),
        source=account.source_name(result.source) if account else "",
        company=account.company if account else "",
        domains=frozenset(domains - _ANYBODYS - {""}),
        prefix=to_wire(details.reply_prefix) if details else "",
        suffix=to_wire(details.reply_suffix) if details else "",
    )


def examine(reply: Outgoing) -> tuple[Finding, ...]:
    """What should be looked at before this reply leaves: what forbids it first, the rest as it stands in the text."""
    found = [*slips(reply), *(exposed(reply) if reply.public else ())]
    return tuple(sorted(found, key=lambda each: (not each.kind.final, each.start, each.end)))

"""How an account's users and times may be written in a filter; pure."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from webcare_tui.filters.names import Names
from webcare_tui.models.account import Account


def names_of(account: Account | None, me: str) -> Names:
    """How the account's users and times may be written.

    Args:
        account: The configuration; None as long as it is not known.
        me: The agent's own user id; "" where unknown.
    """
    if account is None:
        return Names(me=me)
    users = tuple((user.id, tuple(filter(None, (user.name, user.tag, user.email, user.first_name)))) for user in account.users)
    try:
        return Names(users, me, ZoneInfo(account.timezone or "UTC"))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return Names(users, me)

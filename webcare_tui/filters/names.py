"""How people write what the service numbers: users by their names, times by the account's clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, tzinfo

ME = "me"
ID_MARK = "#"
"""Stands before an id that is to be taken as it is."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a line of filters may call things.

    Attributes:
        users: Of each user the id and what it may be called; the first of these is how it is written.
        me: The agent's own user id; "" where unknown.
        zone: The time zone of dates that name none.
    """

    users: tuple[tuple[str, tuple[str, ...]], ...] = ()
    me: str = ""
    zone: tzinfo = field(default=UTC)

    def user_id(self, text: str) -> str | None:
        """The id of the user who is called so; None where nobody is, or several are."""
        wanted = text.strip().casefold()
        if text.startswith(ID_MARK):
            return text.removeprefix(ID_MARK) or None
        if wanted == ME:
            return self.me or None
        if any(user_id == text for user_id, _ in self.users):
            return text
        found = {user_id for user_id, called in self.users if any(wanted == each.casefold() for each in called)}
        if len(found) == 1:
            return found.pop()
        return text if text.isdecimal() and not found else None

    def user_name(self, user_id: str) -> str:
        """How a user is written: by name, else by id, so that `user_id` reads it back."""
        if user_id and user_id == self.me:
            return ME
        called = next((called for each, called in self.users if each == user_id), ())
        wanted = (*called[:1], user_id)
        return next((text for text in wanted if self.user_id(text) == user_id), f"{ID_MARK}{user_id}")

"""Choosing the colleague who takes a case over."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from webcare_tui.models.account import User
from webcare_tui.text.clean import PLACEHOLDER
from webcare_tui.text.width import cells
from webcare_tui.ui.dialogs.picker import PickerDialog

TAG, NAME = 4, 26
"""Cells of initials and name."""


class HandOverDialog(PickerDialog[User]):
    """Returns the colleague, found by name, initials or e-mail address."""

    def __init__(self, users: Sequence[User]) -> None:
        """Make the list.

        Args:
            users: The colleagues to choose from.
        """
        super().__init__("Hand over to …", users, "name, initials or e-mail")

    def row(self, thing: User) -> Content:
        """Initials, name and address."""
        return Content.assemble(
            (_padded(thing.tag, TAG), "bold $key"), _padded(thing.name or PLACEHOLDER, NAME), (thing.email, "$muted")
        )

    def texts(self, thing: User) -> Sequence[str]:
        """Initials, names and address."""
        return thing.tag, thing.name, thing.first_name, thing.email


def _padded(text: str, width: int) -> str:
    return text + " " * max(1, width - cells(text))

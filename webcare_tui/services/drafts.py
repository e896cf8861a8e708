"""Drafts: what is typed reaches the disk within half a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webcare_tui.models.draft import Draft


class Drafts:
    """Keeps the agent's unsent words."""

    @property
    def ids(self) -> frozenset[str]:
        """The results that have a draft."""
        raise NotImplementedError

    def keep(self, draft: Draft) -> None:
        """Take the words; they are on disk within half a second. Empty words discard the draft."""
        raise NotImplementedError

    async def flush(self) -> None:
        """Write at once what waits."""
        raise NotImplementedError

    async def get(self, result_id: str) -> Draft | None:
        """The draft for this result."""
        raise NotImplementedError

    async def discard(self, result_id: str) -> None:
        """Drop the draft."""
        raise NotImplementedError

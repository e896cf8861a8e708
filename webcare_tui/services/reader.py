"""The reader: opens a conversation from this machine at once and from the service right after."""

from __future__ import annotations

from collections.abc import Sequence


class Reader:
    """Loads conversations and publishes them."""

    async def open(self, result_id: str) -> None:
        """Publish the conversation as the store has it, then as the service has it; announce `opened` where set so."""
        raise NotImplementedError

    async def refresh(self, result_id: str) -> None:
        """Read the conversation from the service again."""
        raise NotImplementedError

    async def prefetch(self, result_ids: Sequence[str]) -> None:
        """Read these conversations into the store where the quota is rich; publishes nothing, raises nothing."""
        raise NotImplementedError

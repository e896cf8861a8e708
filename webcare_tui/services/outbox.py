"""The outbox: sends replies once, and never pretends."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webcare_tui.models.draft import Draft
    from webcare_tui.models.reply import OutboxItem
    from webcare_tui.models.result import Result


class Outbox:
    """Replies on their way out."""

    @property
    def items(self) -> tuple[OutboxItem, ...]:
        """What has not come to an end, and what did so lately; oldest first."""
        raise NotImplementedError

    async def send(self, draft: Draft, result: Result, *, close_after: bool = False) -> OutboxItem:
        """Put the words in the outbox; they leave when the undo window is over."""
        raise NotImplementedError

    async def undo(self) -> Draft | None:
        """Take back the newest reply that is still held; its words are a draft again."""
        raise NotImplementedError

    async def send_now(self, item_id: str) -> OutboxItem | None:
        """End the undo window."""
        raise NotImplementedError

    async def check(self, item_id: str) -> None:
        """Look now whether an uncertain reply has arrived."""
        raise NotImplementedError

    async def retry(self, item_id: str) -> OutboxItem | None:
        """Send again; for an uncertain reply only after the agent has confirmed it twice."""
        raise NotImplementedError

    async def mark_sent(self, item_id: str) -> OutboxItem | None:
        """The agent has seen that it arrived."""
        raise NotImplementedError

    async def back_to_draft(self, item_id: str) -> Draft | None:
        """Make the words a draft again."""
        raise NotImplementedError

    async def discard(self, item_id: str) -> OutboxItem | None:
        """Give it up."""
        raise NotImplementedError

    async def run(self) -> None:
        """Send and reconcile until cancelled."""
        raise NotImplementedError

"""Cases: close, hand over, release and take them, at the service first and then on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webcare_tui.models.case import CaseKey


class Cases:
    """Acts on cases. Every failure is raised as a WebcareError, and then nothing has changed on this machine."""

    async def close(self, case: CaseKey, result_ids: Sequence[str] = ()) -> None:
        """Close a case; results without a case are closed one by one."""
        raise NotImplementedError

    async def hand_over(self, case: CaseKey, handler_id: str) -> None:
        """Hand a case to another user."""
        raise NotImplementedError

    async def release(self, case: CaseKey) -> None:
        """Leave a case."""
        raise NotImplementedError

    async def take(self, case: CaseKey) -> None:
        """Take a case: hand it over to oneself."""
        raise NotImplementedError

    async def message_closed(self, result_id: str) -> None:
        """Tell that a message is dealt with (event `closed`)."""
        raise NotImplementedError

    async def message_opened(self, result_id: str) -> None:
        """Open a message again (event `opened`)."""
        raise NotImplementedError

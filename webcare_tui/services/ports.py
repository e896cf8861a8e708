"""Ports: the vendor's service as the services need it, so that a test can stand in for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from webcare_tui.api.answers import ResultPage
    from webcare_tui.filters.terms import Query
    from webcare_tui.models.account import Account
    from webcare_tui.models.case import CaseKey
    from webcare_tui.models.conversation import Details
    from webcare_tui.models.quota import Quota
    from webcare_tui.models.reply import Receipt

EventName = Literal["starttyping", "stoptyping", "closed", "opened"]


class Service(Protocol):
    """What `webcare_tui.api.client.WebcareClient` does; described there."""

    @property
    def quota(self) -> Quota | None: ...

    @property
    def server_offset(self) -> float: ...

    async def configuration(self) -> Account: ...

    async def results(self, query: Query) -> ResultPage: ...

    async def result(self, result_id: str, *, limit: int | None = None) -> ResultPage: ...

    async def result_without_context(self, result_id: str) -> Details: ...

    async def reply(self, result_id: str, message: str, connection_id: str, public: bool) -> Receipt: ...

    async def event(self, result_id: str, event: EventName) -> None: ...

    async def close_case(self, case: CaseKey) -> None: ...

    async def hand_over(self, case: CaseKey, handler_id: str) -> None: ...

    async def release(self, case: CaseKey) -> None: ...

    def start_over(self) -> None: ...

    async def aclose(self) -> None: ...


Connect = Callable[[], Service]
"""Gives the service; the first call makes it."""

"""Cases: close, hand over, release and take them, at the service first and then on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from webcare_tui.errors import WebcareError
from webcare_tui.models.case import CaseKey
from webcare_tui.services.clock import Clock
from webcare_tui.services.counts import Counts
from webcare_tui.services.events import CaseAct, CaseChanged, Event
from webcare_tui.services.link import Link
from webcare_tui.services.ports import Connect
from webcare_tui.store import Store


class Cases:
    """Acts on cases. Every failure is raised as a WebcareError, and then nothing has changed on this machine."""

    def __init__(
        self,
        connect: Connect,
        store: Store,
        link: Link,
        counts: Counts,
        clock: Clock,
        publish: Callable[[Event], None],
        me: Callable[[], str],
    ) -> None:
        self._connect = connect
        self._store = store
        self._link = link
        self._counts = counts
        self._clock = clock
        self._publish = publish
        self._me = me

    async def close(self, case: CaseKey, result_ids: Sequence[str] = ()) -> None:
        """Close a case; results without a case are told to be dealt with, one by one.

        Args:
            case: The case; its `case_id` may be "" where the results have none.
            result_ids: The results that are closed with it; used where there is no case.
        """
        if not case.case_id:
            if not result_ids:
                raise WebcareError("There is nothing to close", "This message belongs to no case.")
            for result_id in result_ids:
                await self.message_closed(result_id)
            return
        with self._judged():
            await self._connect().close_case(case)
        await self._store.results.settle(case, int(self._clock.now()))
        await self._tell(case, "closed")

    async def hand_over(self, case: CaseKey, handler_id: str) -> None:
        """Hand a case to another user."""
        await self._hand(case, handler_id, "handed over")

    async def release(self, case: CaseKey) -> None:
        """Leave a case."""
        self._needs_case(case)
        with self._judged():
            await self._connect().release(case)
        await self._store.results.assign(case, "")
        await self._tell(case, "released")

    async def take(self, case: CaseKey) -> None:
        """Take a case: hand it over to oneself."""
        me = self._me()
        if not me:
            raise WebcareError(
                "Who you are is not known",
                "The service does not say which user you are. Set `user` of your account in the settings to your id, e-mail "
                "address or initials.",
            )
        await self._hand(case, me, "taken")

    async def message_closed(self, result_id: str) -> None:
        """Tell that a message is dealt with (event `closed`)."""
        with self._judged():
            await self._connect().event(result_id, "closed")

    async def message_opened(self, result_id: str) -> None:
        """Open a message again (event `opened`)."""
        with self._judged():
            await self._connect().event(result_id, "opened")

    async def _hand(self, case: CaseKey, handler_id: str, what: CaseAct) -> None:
        self._needs_case(case)
        with self._judged():
            await self._connect().hand_over(case, handler_id)
        await self._store.results.assign(case, handler_id)
        await self._tell(case, what, handler_id)

    def _needs_case(self, case: CaseKey) -> None:
        if not case.case_id:
            raise WebcareError("This message belongs to no case", "Only cases can be handed over, taken or released.")

    async def _tell(self, case: CaseKey, what: CaseAct, handler_id: str = "") -> None:
        self._publish(CaseChanged(case, what, handler_id))
        await self._counts.tell()

    @contextmanager
    def _judged(self) -> Iterator[None]:
        """Let the link know how a call went."""
        try:
            yield
        except WebcareError as error:
            self._link.failed(error)
            raise
        self._link.answered()

"""Stand-ins for time and for the vendor's service, and helpers that wait without sleeping."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from webcare_tui.api.answers import ResultPage
from webcare_tui.api.errors import NotFound
from webcare_tui.api.transport import Wire
from webcare_tui.filters.terms import Assigned, Checked, Limit, Offset, Query, SinceId
from webcare_tui.models.account import Account, Connection, SearchProfile, SubTab, Tab, User
from webcare_tui.models.case import CaseKey
from webcare_tui.models.conversation import Details
from webcare_tui.models.quota import Quota
from webcare_tui.models.reply import Receipt
from webcare_tui.models.result import Result, ResultType
from webcare_tui.services.events import Event
from webcare_tui.store.database import Connection as Database

START = 1_790_000_000
E = TypeVar("E")


class Busy:
    """Counts work in the store's threads and on the wire, so that the virtual clock moves on only when it is done."""

    def __init__(self) -> None:
        self.count = 0
        self._done = asyncio.Event()

    def watch(self, monkeypatch, places=((Database, "run"), (Wire, "send"))) -> None:
        for owner, name in places:
            monkeypatch.setattr(owner, name, self._counted(getattr(owner, name)))

    def _counted(self, work):
        async def counted(*args, **kwargs):
            self.count += 1
            try:
                return await work(*args, **kwargs)
            finally:
                self.count -= 1
                self._done.set()

        return counted

    async def settle(self, passes: int = 12) -> None:
        """Wait until nothing is going on any more but waiting for the clock."""
        quiet = 0
        while quiet < passes:
            await asyncio.sleep(0)
            if self.count:
                self._done.clear()
                await self._done.wait()
                quiet = 0
            else:
                quiet += 1


class VirtualClock:
    """Time that passes only when a test says so."""

    def __init__(self, busy: Busy | None = None) -> None:
        self.wall = float(START)
        self.steady = 1000.0
        self.busy = busy or Busy()
        self._timers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    def now(self) -> float:
        return self.wall

    def monotonic(self) -> float:
        return self.steady

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        await self._timer(seconds)

    async def wait(self, event: asyncio.Event, timeout: float | None) -> bool:  # noqa: ASYNC109
        if event.is_set():
            return True
        getter = asyncio.ensure_future(event.wait())
        waiting: set[asyncio.Future] = {getter}
        timer = None
        if timeout is not None:
            timer = self._timer(max(0.0, timeout))
            waiting.add(timer)
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            getter.cancel()
            if timer is not None:
                timer.cancel()
        return event.is_set()

    def _timer(self, seconds: float) -> asyncio.Future[None]:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._timers, (self.steady + seconds, next(self._numbers), future))
        return future

    async def advance(self, seconds: float = 0.0) -> None:
        """Let time pass, one timer after the other."""
        end = self.steady + seconds
        await self.busy.settle()
        while self._timers and self._timers[0][0] <= end:
            due, _, future = heapq.heappop(self._timers)
            if future.done():
                continue
            self._move(due - self.steady)
            future.set_result(None)
            await self.busy.settle()
        self._move(end - self.steady)
        await self.busy.settle()

    def jump(self, seconds: float) -> None:
        """The wall clock is set to another time."""
        self.wall += seconds

    def _move(self, seconds: float) -> None:
        self.wall += max(0.0, seconds)
        self.steady += max(0.0, seconds)


class Heard(list[Event]):
    """Everything that was published, and a way to wait for it."""

    def __init__(self) -> None:
        super().__init__()
        self._news = asyncio.Event()

    def __call__(self, event: Event) -> None:
        self.append(event)
        self._news.set()

    def of(self, kind: type[E]) -> list[E]:
        return [event for event in self if isinstance(event, kind)]

    def last(self, kind: type[E]) -> E:
        return self.of(kind)[-1]

    async def until(self, true: Callable[[], bool], seconds: float = 60.0) -> None:
        """Wait until something holds that only an event can have brought about."""
        async with asyncio.timeout(seconds):
            while not true():
                self._news.clear()
                await self._news.wait()


def account(**changes) -> Account:
    """An account with one search profile, two users and two channels."""
    tabs = (Tab("Chat", "/source:irischat/notChecked/", subtabs=(SubTab("Negative", "/negative/"),)),)
    base = Account(
        member_id="9", company="Noorderlicht", last_change=5, current_user_id="7", default_search_id="1",
        users=(User("7", "Mila Kok", email="mila@noorderlicht.example", tag="MK", login_search_id="1"),
               User("8", "Bo Vos", tag="BV")),
        searches=(SearchProfile("1", "Mobile", "mobile", tabs=tabs),),
        connections=(Connection("1451", "Noorderlicht", 3),),
        sources={"irischat": 14, "facebook": 6, "twitter": 3, "whatsapp": 10},
        raw='{"account": {"memberId": "9"}}',
    )  # fmt: skip
    return replace(base, **changes)


def result(number: int, *, time: int | None = None, **changes) -> Result:
    """A customer's message; the time follows the number."""
    base = Result(
        str(number), search_id="1", source=14, type=ResultType.PRIVATE_MESSAGE, private=True, title=f"Customer {number % 7}",
        description=f"Question {number}", time=START - 100_000 + number if time is None else time, person_id=f"p{number % 7}",
        case_id=f"c{number}", reply_available=True,
    )  # fmt: skip
    return replace(base, **changes)


def own(number: int, text: str, **changes) -> Result:
    """A reply of the company's."""
    base = Result(str(number), search_id="1", source=14, private=True, own=True, description=text, time=START + number % 1000)
    return replace(base, **changes)


@dataclass(frozen=True)
class Posted:
    """A reply that the service received."""

    result_id: str
    message: str
    connection_id: str
    public: bool


class FakeService:
    """The vendor's service in memory: what is asked is answered from `truth`, unless `faults` says otherwise."""

    def __init__(self, truth: Iterable[Result] = ()) -> None:
        self.truth: dict[str, Result] = {each.id: each for each in truth}
        self.account = account()
        self.calls: list[str] = []
        self.queries: list[Query] = []
        self.search_ids: dict[str, str] = {}
        """Search profiles that have results of their own; those not named here have all."""
        self.posted: list[Posted] = []
        self.acts: list[tuple[str, ...]] = []
        self.faults: dict[str, deque[BaseException | Callable[[], BaseException | None]]] = {}
        self.holds: dict[str, asyncio.Event] = {}
        self.quota: Quota | None = None
        self.server_offset = 0.0
        self.cap = 1000
        self.limits: list[int | None] = []
        self.appear = True
        self.started_over = 0
        self.on_call: Callable[[str], None] = lambda name: None
        self.when: Callable[[], float] = lambda: float(START)

    def fail(self, name: str, *errors: BaseException | Callable[[], BaseException | None]) -> None:
        """The next calls of this name go wrong."""
        self.faults.setdefault(name, deque()).extend(errors)

    async def _enter(self, name: str) -> None:
        self.calls.append(name)
        self.on_call(name)
        if name in self.holds:
            await self.holds[name].wait()
        if self.faults.get(name):
            fault = self.faults[name].popleft()
            error = fault() if callable(fault) else fault
            if error is not None:
                raise error

    async def configuration(self) -> Account:
        await self._enter("configuration")
        return self.account

    async def results(self, query: Query) -> ResultPage:
        self.queries.append(query)
        await self._enter("results")
        start, limit, since, checked = query.get(Offset), query.get(Limit), query.get(SinceId), query.get(Checked)
        mark = int(since.value) if since else -1
        wanted = (True, False) if checked is None else (checked.checked,)
        found = [each for each in self.truth.values() if not each.own and int(each.id) > mark and bool(each.checked) in wanted]
        here = self.search_ids.get(query.profile)
        found = [each for each in found if here is None or each.search_id == here]
        found = [] if query.get(Assigned) else sorted(found, key=lambda each: each.order, reverse=not query.oldest_first)
        first = start.count if start else 0
        return ResultPage(tuple(found[first : first + min(self.cap, limit.count if limit else 25)]))

    async def result(self, result_id: str, *, limit: int | None = None) -> ResultPage:
        await self._enter("result")
        if result_id not in self.truth:
            raise NotFound()
        self.limits.append(limit)
        case = self.truth[result_id].case_id
        found = [each for each in self.truth.values() if each.case_id == case or each.id == result_id]
        newest = sorted(found, key=lambda each: each.order, reverse=True)[: limit or 10]
        return ResultPage(tuple(newest if self.truth[result_id] in newest else [*newest[:-1], self.truth[result_id]]))

    async def result_without_context(self, result_id: str) -> Details:
        await self._enter("details")
        if result_id not in self.truth:
            raise NotFound()
        return Details(self.truth[result_id], available_connections=self.account.connections, default_connection="1451")

    async def reply(self, result_id: str, message: str, connection_id: str, public: bool) -> Receipt:
        await self._enter("reply")
        return Receipt(self.take(result_id, message, connection_id, public))

    def take(self, result_id: str, message: str, connection_id: str = "1451", public: bool = False) -> str:
        """A reply takes effect."""
        self.posted.append(Posted(result_id, message, connection_id, public))
        number = 5_000_000 + len(self.posted)
        if self.appear:
            case = self.truth[result_id].case_id
            self.truth[str(number)] = own(number, message, case_id=case, time=int(self.when()))
        return str(number)

    def takes(self, result_id: str, message: str, error: BaseException) -> Callable[[], BaseException]:
        """A fault that comes after the effect."""

        def fault() -> BaseException:
            self.take(result_id, message)
            return error

        return fault

    async def event(self, result_id: str, event: str) -> None:
        await self._enter(event)
        self.acts.append((event, result_id))

    async def close_case(self, case: CaseKey) -> None:
        await self._enter("close_case")
        self.acts.append(("close", case.search_id, case.case_id))
        for each in list(self.truth.values()):
            if each.case_id == case.case_id:
                self.truth[each.id] = replace(each, checked=int(self.when()))

    async def hand_over(self, case: CaseKey, handler_id: str) -> None:
        await self._enter("hand_over")
        self.acts.append(("hand over", case.case_id, handler_id))

    async def release(self, case: CaseKey) -> None:
        await self._enter("release")
        self.acts.append(("release", case.case_id))

    def start_over(self) -> None:
        self.started_over += 1

    async def aclose(self) -> None:
        self.acts.append(("aclose",))


def ids(results: Sequence[Result]) -> list[str]:
    return [each.id for each in results]

"""The main paths over real HTTP, against the sandbox, with both sides on one virtual clock."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from tests.services.fakes import START, VirtualClock
from webcare_tui.api.access import Access
from webcare_tui.api.client import WebcareClient
from webcare_tui.models.case import CaseKey
from webcare_tui.models.draft import Draft
from webcare_tui.models.reply import OutboxState
from webcare_tui.sandbox.server import Options, serve
from webcare_tui.services.events import ConversationLoaded, LinkChanged, LinkState, Noticed, OutboxChanged
from webcare_tui.services.views import start_view
from webcare_tui.store import Selection

S = OutboxState
WORDS = "Thank you, we are looking into it. ^SV"


class SharedTime:
    """The clock of the test that runs, for a sandbox that outlives tests: each begins where the one before ended."""

    def __init__(self) -> None:
        self.clock: VirtualClock | None = None

    def now(self) -> float:
        return self.clock.wall if self.clock is not None else float(START)

    def hand_over(self, clock: VirtualClock) -> None:
        clock.wall = self.now() + 120
        self.clock = clock


@pytest.fixture(scope="module")
def running():
    time = SharedTime()
    with serve(Options(results=300, react=None, clock=time.now)) as box:
        yield box, time


@pytest.fixture
async def box(running, desk, clock, monkeypatch):
    monkeypatch.setattr("webcare_tui.services.poller.OTHERS", 0)  # the open view is what these tests are about
    box, time = running
    time.hand_over(clock)
    box.call(lambda: box.app.gate.set_quota(20_000, "hour", 0))

    async def secret() -> str:
        return box.client_secret

    desk.access = Access(box.base_url, box.token_url, box.client_id, secret)
    yield box
    await desk.kill()


@pytest.fixture
async def control(box):
    async with httpx.AsyncClient(base_url=box.control_url + "/", trust_env=False, timeout=60) as client:

        async def ask(name, body=None, method=None):
            answer = await client.request(method or ("GET" if body is None else "POST"), name, json=body)
            assert answer.status_code == 200, answer.text
            return answer.json()

        for name in ("faults", "requests"):
            await ask(name, method="DELETE")
        ask.before = len(await ask("replies"))
        yield ask


@pytest.fixture
def interval():
    """Seconds between two rounds; most of these tests are about something else than polling."""
    return 300


polls = pytest.mark.parametrize("interval", [20])


@pytest.fixture
async def session(desk, box, clock, interval):
    session = await desk.open(polling={"interval": interval})
    await clock.advance(1)
    return session


@pytest.fixture
async def waiting(session, clock):
    """The list of work of the first search profile, watched and filled."""
    view = start_view(session.views, session.account, session.me)
    session.poller.watch(view)
    await clock.advance(1)
    return view


async def members(session, key):
    rows = await session.store.results.window(Selection(key, oldest_first=True), 0, 5000)
    return [row.result.id for row in rows]


def truth(box, view):
    search = int(view.search_id)
    return box.call(lambda: [str(each.id) for each in box.world.waiting[search] if not each.own and each.status != 5])


async def answerable(session, view):
    rows = await session.store.results.window(view.selection, 0, 100)
    return next(row.result for row in rows if row.result.reply_available and row.result.case_id)


async def write(session, heard, result):
    await session.reader.open(result.id)
    details = heard.last(ConversationLoaded).conversation.details
    return await session.outbox.send(Draft(result.id, WORDS, details.default_connection, False), result, close_after=True)


@polls
async def test_nothing_is_lost_and_nothing_doubled(session, box, waiting, control, clock, desk):
    assert sorted(await members(session, waiting.key)) == sorted(truth(box, waiting))
    await control("traffic", {"results": 130})
    await clock.advance(60)
    here = await members(session, waiting.key)
    assert set(truth(box, waiting)) <= set(here) and len(set(here)) == len(here)
    colleague = WebcareClient(desk.access)
    cases = {row.result.case_id for row in await session.store.results.window(waiting.selection, 0, 4)} - {""}
    for case in cases:
        await colleague.close_case(CaseKey(waiting.search_id, case))
    await colleague.aclose()
    await clock.advance(240)
    assert sorted(await members(session, waiting.key)) == sorted(truth(box, waiting))


@polls
async def test_a_message_deleted_at_its_source_loses_its_words(session, box, waiting, control, clock):
    victim = (await members(session, waiting.key))[0]
    await control("erase", {"result": int(victim)})
    await clock.advance(200)
    kept = await session.store.results.get(victim)
    assert victim not in await members(session, waiting.key)
    assert kept is None or kept.description == ""


RESULTS = r"/results/[^/]*[A-Za-z]"
TROUBLES = [
    pytest.param({"status": 503, "body": ""}, LinkState.OFFLINE, id="503"),
    pytest.param({"status": 200, "body": "<html><h1>Proxy</h1></html>"}, LinkState.OFFLINE, id="HTML"),
    pytest.param({"truncate": 0.5}, LinkState.OFFLINE, id="half an answer"),
    pytest.param({"drop": "before"}, LinkState.OFFLINE, id="dropped"),
    pytest.param({"garbage": True}, LinkState.OFFLINE, id="garbage"),
    pytest.param({"status": 429, "body": "", "headers": {"retry-after": "90"}}, LinkState.QUOTA, id="429"),
    pytest.param({"status": 401, "body": ""}, LinkState.NOT_ALLOWED, id="401"),
]


@polls
@pytest.mark.parametrize(("fault", "state"), TROUBLES)
async def test_troubles_are_told_in_words_and_end_by_themselves(session, box, waiting, control, clock, heard, fault, state):
    heard.clear()
    await control("faults", {"method": "GET", "path": "/results/", "times": 2, **fault})
    await clock.advance(60)
    bad = [event for event in heard.of(LinkChanged) if event.state is state]
    assert bad and len(bad[0].message) > 20 and bad[0].next_try is not None
    assert "<" not in bad[0].message
    await clock.advance(400)
    assert heard.last(LinkChanged).state is LinkState.LIVE
    await control("traffic", {"results": 5})
    await clock.advance(60)
    assert set(truth(box, waiting)) <= set(await members(session, waiting.key))


@polls
async def test_an_expired_token_is_nobodys_business(session, box, waiting, control, clock, heard):
    heard.clear()
    await control("expire-tokens", {})
    await clock.advance(60)
    assert heard.of(LinkChanged) == [] and heard.of(Noticed) == []


async def test_a_reply_is_posted_once_is_shown_and_closes_the_case(session, box, waiting, control, clock, heard):
    result = await answerable(session, waiting)
    item = await write(session, heard, result)
    await clock.advance(5)
    assert [each["message"] for each in (await control("replies"))[control.before :]] == [WORDS]
    assert [e.item.state for e in heard.of(OutboxChanged) if e.item.id == item.id][:3] == [S.QUEUED, S.SENDING, S.SENT]
    shown = heard.last(ConversationLoaded).conversation
    assert [message.description for message in shown.messages if message.own][-1] == WORDS
    assert result.id not in [row.result.id for row in await session.store.results.window(waiting.selection, 0, 500)]
    assert box.call(lambda: box.world.cases[int(result.case_id)].closed) > 0


REPLY = {"method": "POST", "path": "/replies$", "times": 1}
OUTCOMES = [
    pytest.param({"drop": "after"}, 1, S.SENT, id="dropped after the effect"),
    pytest.param({"drop": "before"}, 0, S.UNCERTAIN, id="dropped before the effect"),
    pytest.param({"truncate": 0.3}, 1, S.SENT, id="half an answer"),
    pytest.param({"garbage": True}, 1, S.SENT, id="garbage"),
    pytest.param({"status": 502, "body": "<html>", "effect": True}, 1, S.SENT, id="502 after the effect"),
    pytest.param({"status": 502, "body": "<html>"}, 0, S.UNCERTAIN, id="502 before the effect"),
    pytest.param({"status": 200, "body": ""}, 0, S.UNCERTAIN, id="200 and nothing"),
    pytest.param({"status": 302, "body": "", "headers": {"location": "/elsewhere"}}, 0, S.UNCERTAIN, id="redirect"),
    pytest.param({"status": 200, "body": {"status": "ERROR", "messages": ["Too long"]}}, 0, S.FAILED, id="status ERROR"),
    pytest.param({"status": 403, "body": ""}, 0, S.FAILED, id="403"),
    pytest.param({"status": 412, "body": ""}, 0, S.FAILED, id="412"),
    pytest.param({"status": 401, "body": ""}, 1, S.SENT, id="401 once"),
    pytest.param({"status": 429, "body": "", "headers": {"retry-after": "60"}}, 1, S.SENT, id="429"),
]


@pytest.mark.parametrize(("fault", "effects", "state"), OUTCOMES)
async def test_outcomes_of_a_reply_on_the_wire(session, box, waiting, control, clock, heard, fault, effects, state):
    result = await answerable(session, waiting)
    await control("faults", {**REPLY, **fault})
    item = await write(session, heard, result)
    await clock.advance(400)
    final = next(each for each in session.outbox.items if each.id == item.id)
    assert final.state is state, final.reason
    assert len(await control("replies")) - control.before == effects
    if state is S.FAILED:
        assert (await session.drafts.get(result.id)).text == WORDS
    closed = box.call(lambda: box.world.cases[int(result.case_id)].closed) > 0
    assert closed is (state is S.SENT)


async def test_killed_on_the_wire_and_started_again(desk, session, box, waiting, control, clock, heard):
    result = await answerable(session, waiting)
    await session.reader.open(result.id)
    details = heard.last(ConversationLoaded).conversation.details
    gone = asyncio.Event()

    reply = session.client.reply

    async def dying(*args):
        await reply(*args)
        gone.set()
        await asyncio.Event().wait()

    session.client.reply = dying
    await session.outbox.send(Draft(result.id, WORDS, details.default_connection, False), result)
    await clock.advance(1)
    assert gone.is_set()
    await desk.kill()
    session = await desk.open()
    await clock.advance(60)
    assert session.outbox.items[0].state is S.SENT
    assert len(await control("replies")) - control.before == 1


async def test_typing_goes_out_in_order(session, box, waiting, control, clock):
    rows = await session.store.results.window(waiting.selection, 0, 200)
    names = session.account.source_name
    chat = next(r.result for r in rows if names(r.result.source) in ("irischat", "whatsapp") and r.result.reply_available)
    await control("requests", method="DELETE")
    for _ in range(30):
        session.typing.typed(chat)
        await clock.advance(1)
    await session.typing.stop()
    paths = [each["path"].rsplit("/", 1)[1] for each in await control("requests") if "/event/" in each["path"]]
    assert paths == ["starttyping", "starttyping", "stoptyping"]


async def test_a_small_quota_is_never_exceeded_on_the_wire(desk, box, control, clock):
    await control("quota", {"limit": 60, "unit": "minute", "used": 0})
    session = await desk.open()
    await clock.advance(1)
    session.poller.watch(start_view(session.views, session.account, session.me))
    await clock.advance(300)
    seen = await control("requests")
    assert 429 not in {each["status"] for each in seen}
    assert sum("/results/" in each["path"] for each in seen) >= 20

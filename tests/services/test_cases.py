"""Cases: the service first, then this machine; every failure reaches the agent."""

from __future__ import annotations

import pytest

from tests.services.fakes import result
from webcare_tui.api import errors
from webcare_tui.errors import WebcareError
from webcare_tui.models.case import CaseKey
from webcare_tui.services.events import CaseChanged, CountsChanged, LinkChanged, LinkState
from webcare_tui.store import Selection

CASE = CaseKey("1", "c1")
OPEN = Selection("1//next", oldest_first=True, unhandled_only=True)


@pytest.fixture
async def session(desk, service, clock):
    service.truth = {"1": result(1), "2": result(2)}
    session = await desk.open()
    session.poller.watch(next(view for view in session.views if view.kind == "own"))
    await clock.advance(1)
    return session


async def rows(session):
    return await session.store.results.window(OPEN, 0, 9)


async def test_close_settles_here(session, service, heard):
    await session.cases.close(CASE, ["1"])
    assert service.acts == [("close", "1", "c1")]
    assert [row.result.id for row in await rows(session)] == ["2"]
    assert heard.last(CaseChanged) == CaseChanged(CASE, "closed", "")
    assert heard.last(CountsChanged).counts["1//next"].unhandled == 1


async def test_a_result_without_a_case_is_told_to_be_dealt_with(session, service):
    await session.cases.close(CaseKey("1", ""), ["1", "2"])
    assert service.acts == [("closed", "1"), ("closed", "2")]
    with pytest.raises(WebcareError, match="nothing to close"):
        await session.cases.close(CaseKey("1", ""), [])


@pytest.mark.parametrize(
    ("act", "what", "handler", "sent"),
    [
        ("take", "taken", "7", ("hand over", "c1", "7")),
        ("hand_over", "handed over", "8", ("hand over", "c1", "8")),
        ("release", "released", "", ("release", "c1")),
    ],
)
async def test_who_is_in_charge(session, service, heard, act, what, handler, sent):
    await session.store.results.assign(CASE, "5")
    args = (CASE, "8") if act == "hand_over" else (CASE,)
    await getattr(session.cases, act)(*args)
    assert service.acts == [sent]
    assert heard.last(CaseChanged) == CaseChanged(CASE, what, handler)
    assert (await rows(session))[0].handler_id == handler


@pytest.mark.parametrize("error", [errors.Refused("No", "not yours"), errors.NoAnswer(), errors.NotAllowed()])
async def test_what_fails_is_raised_and_changes_nothing(session, service, heard, error):
    service.fail("close_case", error)
    with pytest.raises(WebcareError):
        await session.cases.close(CASE, ["1"])
    assert len(await rows(session)) == 2 and heard.of(CaseChanged) == []
    expected = LinkState.LIVE if error.effect is errors.Effect.REFUSED else heard.last(LinkChanged).state
    assert session.link.state is expected


async def test_taking_needs_to_know_who_one_is(desk, service, clock):
    service.account = service.account.__class__(users=())
    session = await desk.open()
    with pytest.raises(WebcareError, match="user"):
        await session.cases.take(CASE)


async def test_no_case_no_handing(session):
    for call in (session.cases.release(CaseKey("1", "")), session.cases.hand_over(CaseKey("1", ""), "8")):
        with pytest.raises(WebcareError, match="no case"):
            await call


async def test_messages_are_opened_again(session, service):
    await session.cases.message_opened("1")
    await session.cases.message_closed("1")
    assert service.acts == [("opened", "1"), ("closed", "1")]

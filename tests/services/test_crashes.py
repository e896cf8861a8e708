"""Crash points: the program ends at every step of a reply, and starts again on the same files."""

from __future__ import annotations

import asyncio
import json
import os

import pytest

from tests.services.fakes import own, result
from webcare_tui.api import errors
from webcare_tui.models.account import Account
from webcare_tui.models.draft import Draft
from webcare_tui.models.reply import OutboxState
from webcare_tui.services.events import ConfigurationLoaded, Noticed, OutboxChanged
from webcare_tui.services.leases import Leases

QUESTION = result(1)
WORDS = "Thank you, we are looking into it."
DRAFT = Draft("1", WORDS, "1451", False)
S = OutboxState


@pytest.fixture(autouse=True)
def truth(service):
    service.truth = {"1": QUESTION}


async def test_while_typing(desk, clock):
    session = await desk.open()
    session.drafts.keep(DRAFT)
    await clock.advance(0.5)
    await desk.kill()
    session = await desk.open(run=False)
    assert session.drafts.ids == {"1"}
    assert (await session.drafts.get("1")).text == WORDS


async def test_queued_is_sent_once_after_the_start(desk, clock, service):
    session = await desk.open(undo=30)
    await session.outbox.send(DRAFT, QUESTION)
    await clock.advance(1)
    await desk.kill()
    assert service.posted == []
    await desk.open()
    await clock.advance(60)
    assert len(service.posted) == 1


async def test_during_the_look_before_sending(desk, clock, service):
    service.holds["result"] = asyncio.Event()
    session = await desk.open()
    await session.outbox.send(DRAFT, QUESTION)
    await clock.advance(1)
    await desk.kill()
    service.holds.clear()
    await desk.open()
    await clock.advance(5)
    assert len(service.posted) == 1


@pytest.mark.parametrize("processed", [False, True])
async def test_on_the_wire(desk, clock, service, heard, processed):
    service.holds["reply"] = asyncio.Event()
    session = await desk.open()
    item = await session.outbox.send(DRAFT, QUESTION, close_after=True)
    await clock.advance(1)
    assert session.outbox.sending
    if processed:
        service.take("1", WORDS)
    await desk.kill()
    service.holds.clear()
    heard.clear()
    session = await desk.open()
    await clock.advance(0)
    mine = [event.item.state for event in heard.of(OutboxChanged) if event.item.id == item.id]
    assert mine[:2] == [S.SENDING, S.UNCERTAIN]
    await clock.advance(600)
    assert session.outbox.items[0].state is (S.SENT if processed else S.UNCERTAIN)
    assert service.calls.count("reply") == 1, "never a second time by itself"
    assert (("close", "1", "c1") in service.acts) is processed


async def test_answered_but_not_written_down(desk, clock, service, monkeypatch):
    session = await desk.open()
    move = session.store.outbox.move

    async def hang(item, state, **changes):
        if state is S.SENT:
            await asyncio.Event().wait()
        return await move(item, state, **changes)

    monkeypatch.setattr(session.store.outbox, "move", hang)
    await session.outbox.send(DRAFT, QUESTION)
    await clock.advance(1)
    await desk.kill()
    session = await desk.open()
    await clock.advance(5)
    assert session.outbox.items[0].state is S.SENT and len(service.posted) == 1


async def test_uncertain_is_looked_for_again_after_the_start(desk, clock, service):
    service.appear = False
    service.fail("reply", service.takes("1", WORDS, errors.NoAnswer()))
    session = await desk.open()
    await session.outbox.send(DRAFT, QUESTION)
    await clock.advance(600)
    await desk.kill()
    service.truth["50"] = own(50, WORDS, case_id="c1", time=int(clock.now()))
    session = await desk.open()
    await clock.advance(5)
    assert session.outbox.items[0].state is S.SENT and service.calls.count("reply") == 1


async def test_sent_with_its_case_still_open_closes_it_after_the_start(desk, clock, service):
    service.holds["close_case"] = asyncio.Event()
    session = await desk.open()
    await session.outbox.send(DRAFT, QUESTION, close_after=True)
    await clock.advance(1)
    assert session.outbox.items[0].state is S.SENT
    await desk.kill()
    service.holds.clear()
    await desk.open()
    await clock.advance(1)
    assert ("close", "1", "c1") in service.acts and len(service.posted) == 1


async def test_a_quiet_end_leaves_a_reply_on_the_wire_uncertain(desk, clock, service):
    service.holds["reply"] = asyncio.Event()
    session = await desk.open()
    await session.outbox.send(DRAFT, QUESTION)
    await clock.advance(1)
    await desk.close()
    session = await desk.open(run=False)
    assert session.outbox.items[0].state is S.UNCERTAIN


async def test_a_quiet_end_waits_for_an_answer_that_comes_soon(desk, clock, service):
    service.holds["reply"] = asyncio.Event()
    session = await desk.open()
    await session.outbox.send(DRAFT, QUESTION)
    await clock.advance(1)
    closing = asyncio.create_task(session.close())
    await clock.advance(0.3)
    service.holds["reply"].set()
    await clock.advance(1)
    await closing
    session = await desk.open(run=False)
    assert session.outbox.items[0].state is S.SENT


async def test_closing_says_stop_saves_drafts_and_is_done_once(desk, clock, service):
    session = await desk.open()
    session.typing.typed(QUESTION)
    session.drafts.keep(DRAFT)
    await clock.advance(0.1)
    await desk.close()
    await session.close()
    assert service.acts == [("starttyping", "1"), ("stoptyping", "1")]
    session = await desk.open(run=False)
    assert session.drafts.ids == {"1"}


async def test_closing_is_over_at_the_deadline_whatever_hangs(desk, clock, service, heard, monkeypatch):
    service.holds["starttyping"] = asyncio.Event()
    session = await desk.open()
    session.typing.typed(QUESTION)
    session.drafts.keep(DRAFT)

    async def hang(draft, known):
        await asyncio.Event().wait()

    monkeypatch.setattr(session.store.drafts, "save", hang)
    async with asyncio.timeout(20):
        await session.close(deadline=0.3)
    assert any("too long" in notice.title for notice in heard.of(Noticed))
    assert desk.task.cancelling()


async def test_a_second_process_leaves_what_the_first_is_sending_alone(desk, clock, service, heard):
    service.holds["reply"] = asyncio.Event()
    session = await desk.open()
    item = await session.outbox.send(DRAFT, QUESTION)
    await clock.advance(1)
    directory = desk.locations.account_dir("main")
    lease = directory / "leases" / item.id
    mine = lease.read_text()
    assert str(os.getpid()) in mine and lease.stat().st_mode & 0o777 == 0o600
    lease.write_text(_identity_of_parent())
    assert Leases(directory).held(item.id)
    await desk.kill()
    session = await desk.open()
    await clock.advance(20)
    assert session.outbox.items[0].state is S.SENDING, "its owner lives"
    lease.write_text(mine.replace(str(os.getpid()), "4194304"))
    await clock.advance(6)
    assert session.outbox.items[0].state is S.UNCERTAIN


async def test_what_another_process_is_about_to_send_is_not_sent_here(desk, clock, service):
    session = await desk.open(undo=2)
    item = await session.outbox.send(DRAFT, QUESTION)
    directory = desk.locations.account_dir("main")
    lease = directory / "leases" / item.id
    lease.parent.mkdir(exist_ok=True)
    lease.write_text(_identity_of_parent())
    await clock.advance(30)
    assert service.posted == [] and session.outbox.items[0].state is S.QUEUED
    assert lease.exists(), "it is the other one's"
    Leases(directory).drop(item.id)
    assert lease.exists()
    lease.unlink()
    await clock.advance(10)
    assert len(service.posted) == 1


async def test_what_another_process_took_for_an_orphan_ends_as_it_did(desk, clock, service):
    service.holds["reply"] = asyncio.Event()
    session = await desk.open()
    item = await session.outbox.send(DRAFT, QUESTION)
    await clock.advance(1)
    row = await session.store.outbox.get(item.id)
    assert await session.store.outbox.move(row, S.UNCERTAIN, reason="An orphan.") is not None
    service.holds["reply"].set()
    await clock.advance(1)
    assert (await session.store.outbox.get(item.id)).state is S.SENT and len(service.posted) == 1


def _identity_of_parent() -> str:
    from webcare_tui.services import leases

    return leases._identity(os.getppid())


async def test_two_processes_one_wins(desk, clock, service, heard):
    first = await desk.open(undo=2)
    second = type(desk)(desk.locations.config_file.parent, clock, service, heard)
    await second.open(undo=2)
    await first.outbox.send(DRAFT, QUESTION)
    await clock.advance(90)
    assert len(service.posted) == 1
    assert [item.state for item in second.session.outbox.items] == [S.SENT]
    await second.kill()


async def test_the_kept_configuration_is_there_before_the_network(desk, clock, service, heard):
    kept = {"account": {"memberId": "9", "searches": {"1": {"id": "1", "name": "Mobile"}}}, "globals": {}}
    service.account = Account(raw=json.dumps(kept))
    await desk.open()
    await clock.advance(1)
    await desk.kill()
    heard.clear()
    calls = len(service.calls)
    session = await desk.open(run=False)
    assert heard.last(ConfigurationLoaded).account.member_id == "9"
    assert [view.title for view in session.views] == ["Mobile", "Next up"]
    assert len(service.calls) == calls

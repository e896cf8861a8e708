"""The outbox: every outcome, every crash point, undo, what the agent decides."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from tests.services.fakes import Posted, own, result
from webcare_tui.api import errors
from webcare_tui.errors import WebcareError
from webcare_tui.models.draft import Draft
from webcare_tui.models.reply import OutboxState, Receipt, Seen
from webcare_tui.services.events import CaseChanged, ConversationLoaded, LinkChanged, LinkState, Noticed, OutboxChanged
from webcare_tui.store import ReplyRepeatedError, StoreError

QUESTION = result(1)
WORDS = "Thank you, we are looking into it. ^MK"
S = OutboxState


def draft(text: str = WORDS, of: str = "1") -> Draft:
    return Draft(of, text, "1451", False)


@pytest.fixture
async def box(desk, service):
    service.truth = {"1": QUESTION, "2": result(2)}
    session = await desk.open()
    return session.outbox


def states(heard, item_id=None):
    return [e.item.state for e in heard.of(OutboxChanged) if item_id in (None, e.item.id)]


async def test_a_reply_is_sent_once_and_its_draft_goes(desk, box, service, heard, clock):
    desk.session.drafts.keep(draft())
    item = await box.send(draft(), QUESTION)
    await clock.advance(1)
    assert service.posted == [Posted("1", WORDS, "1451", False)]
    assert states(heard, item.id) == [S.QUEUED, S.SENDING, S.SENT]
    assert box.items[0].reply_id == "5000001"
    assert await desk.session.drafts.get("1") is None


async def test_the_row_says_sending_on_disk_before_the_wire_and_the_conversation_was_read_before(desk, box, service, clock):
    seen = []

    def on_call(name):
        seen.append(name)

    service.on_call = on_call
    service.holds["reply"] = asyncio.Event()
    service.truth["3"] = own(3, "An earlier answer", case_id="c1")
    item = await box.send(draft(), QUESTION)
    await clock.advance()
    row = await desk.session.store.outbox.get(item.id)
    assert row.state is S.SENDING and row.attempt == 1 and row.prior_ids == ("3",)
    assert seen.index("result") < seen.index("reply")
    service.holds["reply"].set()
    await clock.advance()
    assert (await desk.session.store.outbox.get(item.id)).state is S.SENT


class Unheard(Exception):
    """Something nobody foresaw."""


# Rows of the outcome table: what came back, whether the service had it, where it goes, whether it is posted again by itself.
OUTCOMES = [
    pytest.param(lambda: errors.NotReached(), False, S.QUEUED, True, id="no connection"),
    pytest.param(lambda: errors.Unsendable(), False, S.FAILED, False, id="cannot be written"),
    pytest.param(lambda: errors.NoAnswer(), True, S.UNCERTAIN, False, id="reset after the effect"),
    pytest.param(lambda: errors.NoAnswer(), False, S.UNCERTAIN, False, id="reset before the effect"),
    pytest.param(lambda: errors.BadAnswer(), True, S.UNCERTAIN, False, id="damaged, web page, empty, redirect"),
    pytest.param(Unheard, True, S.UNCERTAIN, False, id="unknown exception"),
    pytest.param(lambda: errors.Refused(), False, S.FAILED, False, id="status ERROR, 400, 405 …"),
    pytest.param(lambda: errors.Forbidden(), False, S.FAILED, False, id="403"),
    pytest.param(lambda: errors.NotFound(), False, S.FAILED, False, id="404"),
    pytest.param(lambda: errors.NotAllowed(), False, S.QUEUED, True, id="401 twice"),
    pytest.param(lambda: errors.QuotaSpent(retry_at=None), False, S.QUEUED, True, id="429"),
    pytest.param(lambda: errors.ServerTrouble(status=500), True, S.UNCERTAIN, False, id="5xx after the effect"),
    pytest.param(lambda: errors.ServerTrouble(status=503), False, S.UNCERTAIN, False, id="5xx before the effect"),
]


@pytest.mark.parametrize(("error", "had_it", "state", "again"), OUTCOMES)
async def test_outcomes(box, service, heard, clock, error, had_it, state, again):
    service.appear = False
    service.fail("reply", service.takes("1", WORDS, error()) if had_it else error())
    item = await box.send(draft(), QUESTION)
    await clock.advance()
    assert box.items[0].state is state
    assert len(service.posted) == int(had_it)
    await clock.advance(3600)
    final = box.items[0]
    assert service.calls.count("reply") == (2 if again else 1), "posted again exactly where nothing can have happened"
    assert len(service.posted) == (1 if had_it or again else 0)
    assert final.state is (S.SENT if again else state)
    assert item.id == final.id


async def test_a_success_that_names_an_error_is_uncertain_and_keeps_its_words(box, service, clock):
    async def odd(*args):
        return Receipt("5", errors=("This channel is closed",))

    service.reply = odd
    await box.send(draft(), QUESTION)
    await clock.advance()
    assert box.items[0].state is S.UNCERTAIN and "This channel is closed" in box.items[0].reason


async def test_a_refused_reply_is_a_draft_again_with_the_reason(desk, box, service, heard, clock):
    service.fail("reply", errors.Refused("The service refused this", "Too long."))
    await box.send(draft(), QUESTION)
    desk.session.drafts.keep(Draft("1", "Something new", "1451"))
    await clock.advance(1)
    kept = await desk.session.drafts.get("1")
    assert kept.text == f"{WORDS}\n\nSomething new"
    assert "Too long." in box.items[0].reason
    assert any("Too long." in notice.message for notice in heard.of(Noticed))
    assert desk.session.drafts.ids == {"1"}


async def test_quota_spent_waits_for_the_time_the_gateway_names(box, service, clock):
    service.fail("reply", lambda: errors.QuotaSpent(retry_at=clock.now() + 120))
    await box.send(draft(), QUESTION)
    await clock.advance(119)
    assert box.items[0].state is S.QUEUED and box.items[0].not_before >= clock.now()
    assert service.calls.count("reply") == 1
    await clock.advance(60)
    assert service.calls.count("reply") == 2 and box.items[0].state is S.SENT


async def test_the_undo_window_holds_and_u_takes_back(desk, service, clock):
    service.truth = {"1": QUESTION, "2": result(2)}
    session = await desk.open(undo=5)
    first = await session.outbox.send(draft("First"), QUESTION)
    await session.outbox.send(draft("Second", "2"), result(2))
    await clock.advance(4)
    assert service.posted == []
    back = await session.outbox.undo()
    assert back.text == "Second" and back.result_id == "2"
    assert (await session.drafts.get("2")).text == "Second"
    await clock.advance(10)
    assert [each.message for each in service.posted] == ["First"]
    assert await session.outbox.undo() is None
    assert session.outbox.items[0].id == first.id


async def test_undo_and_send_now_do_not_race(desk, service, clock):
    service.truth = {"1": QUESTION}
    session = await desk.open(undo=60)
    item = await session.outbox.send(draft(), QUESTION)
    await session.outbox.send_now(item.id)
    await clock.advance()
    assert len(service.posted) == 1 and await session.outbox.undo() is None


async def test_a_wall_clock_that_jumps_back_does_not_hold_a_reply_for_ever(desk, service, clock):
    service.truth = {"1": QUESTION}
    session = await desk.open(undo=5)
    await session.outbox.send(draft(), QUESTION)
    clock.jump(-86_400)
    await clock.advance(6)
    assert len(service.posted) == 1


async def test_nothing_leaves_without_words_or_channel(box):
    with pytest.raises(WebcareError, match="nothing to send"):
        await box.send(draft(" \u200b\n"), QUESTION)
    with pytest.raises(WebcareError, match="No channel"):
        await box.send(Draft("1", "words"), QUESTION)
    assert box.items == ()


async def test_what_is_sent_is_what_to_wire_gives(box, service, clock):
    await box.send(draft("a\r\nb\x1b[31m\tc"), QUESTION)
    await clock.advance()
    assert service.posted[0].message == "a\nb[31m    c"


async def test_offline_replies_wait_in_the_queue_and_leave_when_the_service_is_back(box, service, heard, clock):
    service.fail("result", *[errors.NotReached() for _ in range(50)])
    service.fail("results", *[errors.NotReached() for _ in range(50)])
    service.fail("details", *[errors.NotReached() for _ in range(50)])
    await box.send(draft(), QUESTION)
    await clock.advance(300)
    assert service.posted == [] and box.items[0].state is S.QUEUED
    assert heard.last(LinkChanged).state is LinkState.OFFLINE
    service.faults.clear()
    await clock.advance(120)
    assert len(service.posted) == 1


async def test_one_reply_of_a_conversation_at_a_time_in_order(box, service, clock):
    service.holds["reply"] = asyncio.Event()
    await box.send(draft("one"), QUESTION)
    await box.send(draft("two"), QUESTION)
    await box.send(draft("other", "2"), result(2))
    await clock.advance(5)
    assert service.calls.count("reply") == 2, "one of each conversation"
    service.holds["reply"].set()
    await clock.advance(1)
    sent = [each.message for each in service.posted]
    assert sorted(sent) == ["one", "other", "two"] and sent.index("one") < sent.index("two")


async def test_a_doubt_holds_back_what_follows_in_the_conversation(box, service, clock):
    service.fail("reply", errors.NoAnswer())
    await box.send(draft("one"), QUESTION)
    await box.send(draft("two"), QUESTION)
    await clock.advance(400)
    assert [item.state for item in box.items] == [S.UNCERTAIN, S.QUEUED]
    await box.mark_sent(box.items[0].id)
    await clock.advance(1)
    assert [each.message for each in service.posted] == ["two"]


async def test_a_colleague_who_was_quicker_stops_it(desk, box, service, heard, clock):
    await desk.session.reader.open("1")
    item = await box.send(draft(), QUESTION)
    service.truth["900"] = own(900, "I have answered already ^BV", case_id="c1")
    await clock.advance(1)
    assert service.posted == []
    assert (await desk.session.drafts.get("1")).text == WORDS
    assert heard.of(OutboxChanged)[-1].item.state is S.DISCARDED
    assert any("colleague" in notice.title for notice in heard.of(Noticed))
    await desk.session.reader.open("1")
    await box.send(draft(), QUESTION)
    await clock.advance(1)
    assert len(service.posted) == 1 and item.id not in {each.id for each in box.items if each.state is S.SENT}


@pytest.mark.parametrize("error", [errors.Refused, errors.BadAnswer])
async def test_replies_that_stood_there_unseen_are_no_colleagues_answer(desk, box, service, clock, error):
    service.truth["900"] = own(900, "An answer of last week ^BV", case_id="c1")
    service.fail("result", error())
    await desk.session.reader.open("1")
    await box.send(draft(), QUESTION)
    await clock.advance(1)
    assert [each.message for each in service.posted] == [WORDS]


async def test_a_colleague_is_noticed_where_the_context_is_never_given(desk, box, service, clock):
    service.fail("result", *(errors.NotFound() for _ in range(9)))
    await desk.session.reader.open("1")
    await box.send(draft(), QUESTION)
    service.truth["1"] = replace(QUESTION, replies=(own(900, "I have answered already ^BV", case_id="c1"),))
    await clock.advance(1)
    assert service.posted == [] and box.items[0].state is S.DISCARDED


async def test_a_customer_who_wrote_again_stops_it(desk, box, service, heard, clock):
    await desk.session.reader.open("1")
    await box.send(draft(), QUESTION)
    service.truth["900"] = replace(QUESTION, id="900", description="Never mind, it is solved")
    await clock.advance(1)
    assert service.posted == [] and (await desk.session.drafts.get("1")).text == WORDS
    assert "wrote again" in heard.of(Noticed)[-1].title
    shown = heard.of(ConversationLoaded)[-1].conversation
    assert "900" in {each.id for each in shown.messages}, "what stopped it stands on the screen"
    await box.send(draft(), QUESTION)
    await clock.advance(1)
    assert len(service.posted) == 1, "once seen, it stops nothing any more"


@pytest.mark.parametrize("words", [WORDS, WORDS.replace("^MK", "^BV"), WORDS.removesuffix(" ^MK")])
async def test_a_colleague_who_used_the_same_words_stops_it_too(desk, box, service, heard, clock, words):
    await desk.session.reader.open("1")
    await box.send(draft(), QUESTION)
    service.truth["900"] = own(900, words, case_id="c1")
    await clock.advance(1)
    assert service.posted == [] and any("colleague" in notice.title for notice in heard.of(Noticed))


async def test_what_was_seen_is_known_after_a_restart(desk, service, clock):
    service.truth = {"1": QUESTION}
    session = await desk.open()
    await session.reader.open("1")
    service.fail("result", *(errors.NotReached() for _ in range(3)))
    await session.outbox.send(draft(), QUESTION)
    await clock.advance(1)
    await desk.kill()
    service.faults.clear()
    service.truth["900"] = own(900, "I have answered already ^BV", case_id="c1")
    session = await desk.open()
    await clock.advance(60)
    assert service.posted == []
    assert (await session.drafts.get("1")).text == WORDS


async def test_who_sends_tells_what_they_have_seen(desk, box, service, clock):
    service.truth["900"] = replace(QUESTION, id="900")
    await desk.session.reader.open("1")
    await box.send(draft(), QUESTION, seen=Seen(frozenset(), frozenset({"1"})))
    await clock.advance(1)
    assert service.posted == [], "what came while the reply was being written counts, though it was read since"


async def test_close_after_waits_for_certainty(box, service, heard, clock):
    service.appear = False
    service.fail("reply", errors.NoAnswer())
    await box.send(draft(), QUESTION, close_after=True)
    await clock.advance(400)
    assert ("close", "1", "c1") not in service.acts
    await box.mark_sent(box.items[0].id)
    await clock.advance(1)
    assert service.acts.count(("close", "1", "c1")) == 1
    assert heard.last(CaseChanged).what == "closed"
    await clock.advance(600)
    assert service.acts.count(("close", "1", "c1")) == 1


async def test_a_close_that_fails_is_tried_again_and_then_told(box, service, heard, clock):
    service.fail("close_case", *[errors.NoAnswer() for _ in range(9)])
    await box.send(draft(), QUESTION, close_after=True)
    await clock.advance(300)
    assert box.items[0].state is S.SENT
    assert service.calls.count("close_case") == 3
    assert [n.title for n in heard.of(Noticed)].count("The case is not closed") == 1


@pytest.mark.parametrize("found_at", [2, 5, 15, 45, 120])
async def test_an_uncertain_reply_is_found_on_the_schedule(desk, box, service, clock, found_at):
    service.appear = False
    service.fail("reply", service.takes("1", WORDS, errors.NoAnswer()))
    service.fail("results", *[errors.NotReached()] * 99)
    await box.send(draft(), QUESTION, close_after=True)
    before = {2: 0, 5: 2, 15: 7, 45: 22, 120: 67}[found_at]
    await clock.advance(before + found_at - 1)
    assert box.items[0].state is S.UNCERTAIN and "Checking" in box.items[0].reason
    service.truth["77"] = own(77, "Thank you, we are looking into it.", case_id="c1", time=int(clock.now()))
    await clock.advance(2)
    assert box.items[0].state is S.SENT and box.items[0].reply_id == "77"
    assert ("close", "1", "c1") in service.acts
    assert len(service.posted) == 1


async def test_not_found_is_no_proof_and_a_later_look_finds_it(desk, box, service, clock):
    service.appear = False
    service.fail("reply", service.takes("1", WORDS, errors.ServerTrouble()))
    await box.send(draft(), QUESTION)
    await clock.advance(600)
    assert box.items[0].state is S.UNCERTAIN and "Not found" in box.items[0].reason
    looks = service.calls.count("result")
    await clock.advance(1800)
    assert service.calls.count("result") == looks, "after the schedule nobody looks without a reason"
    service.truth["77"] = own(77, WORDS, case_id="c1", time=int(clock.now()))
    await desk.session.reader.open("1")
    await clock.advance()
    assert box.items[0].state is S.SENT
    assert service.calls.count("reply") == 1


async def test_looks_that_cannot_be_had_do_not_count(box, service, clock):
    service.appear = False
    service.fail("reply", errors.NoAnswer())
    service.fail("results", *[errors.NotReached()] * 99)
    await box.send(draft(), QUESTION)
    await clock.advance()
    service.fail("result", *[errors.NotReached()] * 999)
    service.fail("details", *[errors.NotReached()] * 999)
    await clock.advance(900)
    assert "Not found" not in box.items[0].reason


async def test_delivered_after_all_although_the_agent_gave_it_up(desk, box, service, heard, clock):
    service.appear = False
    service.fail("reply", service.takes("1", WORDS, errors.NoAnswer()))
    await box.send(draft(), QUESTION)
    await clock.advance(1)
    back = await box.back_to_draft(box.items[0].id)
    assert back.text == WORDS and box.items[0].state is S.DISCARDED
    service.truth["77"] = own(77, WORDS, case_id="c1", time=int(clock.now()))
    await desk.session.reader.open("1")
    await clock.advance(1)
    await desk.session.reader.open("1")
    await clock.advance(1)
    assert [n.title for n in heard.of(Noticed)].count("It was delivered after all") == 1


async def test_sending_again_looks_first(box, service, clock):
    service.appear = False
    service.fail("reply", service.takes("1", WORDS, errors.NoAnswer()))
    await box.send(draft(), QUESTION)
    await clock.advance(400)
    service.truth["77"] = own(77, WORDS, case_id="c1", time=int(clock.now()))
    await box.retry(box.items[0].id)
    await clock.advance(1)
    assert len(service.posted) == 1 and box.items[0].state is S.SENT and box.items[0].reply_id == "77"


async def test_sending_again_posts_where_it_is_not_there(box, service, clock):
    service.fail("reply", errors.NoAnswer())
    await box.send(draft(), QUESTION)
    await clock.advance(400)
    await box.retry(box.items[0].id)
    await clock.advance(1)
    assert len(service.posted) == 1 and box.items[0].state is S.SENT and box.items[0].attempt == 2


async def test_the_same_words_twice_on_purpose_need_two_copies(box, service, clock):
    await box.send(draft(), QUESTION)
    await clock.advance(1)
    with pytest.raises(ReplyRepeatedError, match="sent already"):
        await box.send(draft(), QUESTION)
    service.appear = False
    service.fail("reply", errors.NoAnswer())
    await box.send(draft(), QUESTION, again=True)
    with pytest.raises(ReplyRepeatedError):
        await box.send(draft(), QUESTION)
    await clock.advance(600)
    assert [item.state for item in box.items] == [S.SENT, S.UNCERTAIN], "the first copy proves nothing for the second"


@pytest.mark.parametrize("had_it", [False, True])
async def test_a_reply_that_was_sent_without_an_id_lends_its_copy_to_no_other(desk, box, service, clock, had_it):
    async def reply(*_):
        service.reply = second
        return Receipt()

    async def second(*_):
        raise errors.NoAnswer()

    service.reply = reply
    await box.send(draft(), QUESTION)
    await clock.advance(1)
    await box.send(draft(), QUESTION, again=True)
    await clock.advance(1)
    for number in range(77, 79 if had_it else 78):
        service.truth[str(number)] = own(number, WORDS, case_id="c1", time=int(clock.now()))
    await clock.advance(600)
    assert [item.state for item in box.items] == [S.SENT, S.SENT if had_it else S.UNCERTAIN]
    assert box.items[1].reply_id == ("78" if had_it else "")


async def test_retrying_a_failed_one_takes_its_draft_along(desk, box, service, clock):
    service.fail("reply", errors.Refused())
    await box.send(draft(), QUESTION)
    await clock.advance(1)
    assert desk.session.drafts.ids == {"1"}
    await box.retry(box.items[0].id)
    await clock.advance(1)
    assert box.items[0].state is S.SENT and desk.session.drafts.ids == frozenset()


async def test_discarding(box, service, clock):
    service.fail("reply", errors.NoAnswer())
    await box.send(draft(), QUESTION)
    await clock.advance(1)
    await box.discard(box.items[0].id)
    await clock.advance(600)
    assert box.items[0].state is S.DISCARDED and service.calls.count("reply") == 1
    assert await box.retry(box.items[0].id) is None


async def test_a_disk_that_refuses_before_the_wire_stops_it(desk, box, service, heard, clock, monkeypatch):
    move = desk.session.store.outbox.move

    async def full(item, state, **changes):
        if state is S.SENDING:
            raise StoreError("The disk is full", "Make room.")
        return await move(item, state, **changes)

    monkeypatch.setattr(desk.session.store.outbox, "move", full)
    await box.send(draft(), QUESTION)
    await clock.advance(20)
    assert service.posted == [] and box.items[0].state is S.QUEUED
    assert any("disk is full" in notice.message for notice in heard.of(Noticed))
    monkeypatch.setattr(desk.session.store.outbox, "move", move)
    await clock.advance(60)
    assert len(service.posted) == 1


async def test_a_disk_that_refuses_after_the_wire_is_tried_again_and_never_posts_twice(desk, box, service, clock, monkeypatch):
    move = desk.session.store.outbox.move

    async def full(item, state, **changes):
        if state is S.SENT:
            raise StoreError("The disk is full", "Make room.")
        return await move(item, state, **changes)

    monkeypatch.setattr(desk.session.store.outbox, "move", full)
    item = await box.send(draft(), QUESTION, close_after=True)
    await clock.advance(120)
    assert box.items[0].state is S.SENT, "the agent is told the truth"
    assert (await desk.session.store.outbox.get(item.id)).state is S.SENDING
    monkeypatch.setattr(desk.session.store.outbox, "move", move)
    await clock.advance(60)
    assert (await desk.session.store.outbox.get(item.id)).state is S.SENT
    assert len(service.posted) == 1

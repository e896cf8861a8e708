"""The reader: this machine first, the service right after."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from tests.services.fakes import ids, own, result
from webcare_tui.api import errors
from webcare_tui.services.events import ConversationLoaded, LinkChanged, LinkState, Noticed

ONE = result(1, description="the question")


@pytest.fixture
async def session(desk, service):
    service.truth = {"1": ONE, "5": own(5, "the answer", case_id="c1"), "2": result(2)}
    session = await desk.open()
    await session.store.results.put([ONE])
    return session


def shown(heard):
    return [event.conversation for event in heard.of(ConversationLoaded)]


async def test_from_the_store_at_once_then_fresh_with_details(session, service, heard, clock):
    service.holds["result"] = asyncio.Event()
    opening = asyncio.create_task(session.reader.open("1"))
    await clock.advance()
    (first,) = shown(heard)
    assert ids(first.messages) == ["1"] and not first.fresh and first.details is None
    service.holds["result"].set()
    await clock.advance()
    await opening
    assert [each.fresh for each in shown(heard)] == [False, True]
    assert ids(shown(heard)[-1].messages) == ["1", "5"]
    assert shown(heard)[-1].details.default_connection == "1451"
    assert await session.store.results.get("5") is not None


async def test_a_preview_asks_nobody_and_tells_nobody(session, service, heard, clock):
    calls = len(service.calls)
    await session.reader.preview("1")
    await clock.advance(5)
    assert [each.fresh for each in shown(heard)] == [False] and len(service.calls) == calls
    await session.reader.preview("unknown")
    assert len(shown(heard)) == 1


async def test_a_longer_look_reads_once_and_tells_nobody(session, service, heard, clock):
    await session.store.results.put([service.truth["1"]])
    await session.reader.preview("1")
    await session.reader.look("1")
    await clock.advance(5)
    assert [each.fresh for each in shown(heard)] == [False, True]
    assert service.acts == []
    calls = len(service.calls)
    await session.reader.preview("2")
    await session.reader.preview("1")
    await session.reader.look("1")
    assert len(service.calls) == calls
    assert shown(heard)[-1].details is not None, "what was read before is remembered"


async def test_a_result_that_is_not_here_comes_from_the_service(session, heard):
    await session.reader.open("5")
    assert [(each.result.id, each.fresh) for each in shown(heard)] == [("5", True)]


@pytest.mark.parametrize("name", ["result", "details"])
async def test_one_of_the_two_calls_is_enough(session, service, heard, name):
    service.fail(name, errors.NotFound())
    await session.reader.open("1")
    assert shown(heard)[-1].fresh and heard.of(Noticed) == []


async def test_offline_the_kept_one_stays_without_a_word_and_the_link_tells(session, service, heard):
    service.fail("result", errors.NotReached("The service could not be reached"))
    service.fail("details", errors.NotReached())
    await session.reader.open("1")
    assert [each.fresh for each in shown(heard)] == [False] and heard.of(Noticed) == []
    assert heard.last(LinkChanged).state is LinkState.OFFLINE


async def test_offline_and_not_kept_is_told(session, service, heard):
    service.fail("result", errors.NotReached("The service could not be reached"))
    service.fail("details", errors.NotReached())
    await session.reader.open("5")
    assert heard.last(Noticed).title == "The service could not be reached"


async def test_a_message_that_is_gone_loses_its_words_here(session, service, heard):
    del service.truth["1"]
    await session.reader.open("1")
    kept = await session.store.results.get("1")
    assert kept is None or kept.description == ""
    assert heard.last(Noticed).title == "This message is gone"


async def test_opened_is_told_once_after_two_seconds(session, service, clock):
    await session.reader.open("1")
    await clock.advance(1.5)
    assert service.acts == []
    await clock.advance(1)
    assert service.acts == [("opened", "1")]
    await session.reader.open("2")
    await session.reader.open("1")
    await clock.advance(10)
    assert service.acts == [("opened", "1")]


async def test_passing_by_is_not_opening(session, service, clock):
    await session.reader.open("1")
    await clock.advance(1)
    await session.reader.open("2")
    await clock.advance(1)
    session.reader.close()
    await clock.advance(10)
    assert service.acts == []


async def test_opened_is_not_told_where_it_is_switched_off_or_cannot_be_shown(desk, service, clock):
    service.truth = {"1": ONE, "3": result(3, source=3)}
    session = await desk.open(polling={"announce_opened": False})
    await session.reader.open("1")
    await clock.advance(5)
    await desk.kill()
    session = await desk.open()
    await session.reader.open("3")
    await clock.advance(5)
    assert service.acts == []


async def test_what_the_poller_brings_is_shown_in_the_open_conversation(session, service, heard, clock):
    await session.reader.open("1")
    session.poller.watch(session.views[0])
    await clock.advance(1)
    heard.clear()
    service.truth["9"] = result(9, case_id="c1", description="and another thing")
    session.poller.refresh()
    await clock.advance(1)
    assert "9" in ids(shown(heard)[-1].messages) and shown(heard)[-1].details is not None


async def test_the_open_conversation_is_read_again_when_it_is_stale(session, service, heard, clock):
    await session.reader.open("1")
    service.truth["6"] = own(6, "a colleague's answer", case_id="c1")
    await clock.advance(100)
    assert "6" in ids(shown(heard)[-1].messages)


async def test_an_edit_at_the_source_replaces_the_words(session, service, heard):
    service.truth["1"] = replace(ONE, description="the question, edited")
    await session.reader.open("1")
    assert shown(heard)[-1].result.description == "the question, edited"


async def test_an_open_conversation_that_goes_does_not_slow_the_poller(session, service, heard, clock):
    await session.reader.open("1")
    session.poller.watch(session.views[0])
    del service.truth["1"]
    await clock.advance(120)
    reads = service.calls.count("results")
    await clock.advance(120)
    assert service.calls.count("results") - reads >= 4


async def test_a_closed_gate_is_told_where_there_is_nothing_to_show(session, service, heard, clock):
    session._link.failed(errors.QuotaSpent(retry_at=clock.now() + 60))
    await session.reader.open("5")
    assert heard.last(Noticed).title == "The limit of calls is reached"


async def test_a_failed_read_of_the_open_conversation_is_tried_again_at_the_next_round(session, service, heard, clock):
    service.fail("result", errors.NotReached())
    service.fail("details", errors.NotReached())
    await session.reader.open("1")
    assert [each.fresh for each in shown(heard)] == [False]
    await session.reader.keep_fresh()
    assert shown(heard)[-1].fresh and shown(heard)[-1].details is not None


async def test_more_of_a_long_conversation_comes_when_asked_for_and_stays(session, service, heard, clock):
    for number in range(10, 90):
        service.truth[str(number)] = result(number, case_id="c5", time=1000 + number)
    await session.reader.open("89")
    assert len(shown(heard)[-1].messages) == 10 and shown(heard)[-1].more
    assert await session.reader.more("1") == 0, "only what is open"
    service.fail("result", errors.NotReached())
    assert await session.reader.more("89") == 0 and shown(heard)[-1].more, "what was not answered is asked again"
    assert await session.reader.more("89") == 40
    assert shown(heard)[-1].more and service.limits[-1] == 50
    assert await session.reader.more("89") == 30
    assert not shown(heard)[-1].more and len(shown(heard)[-1].messages) == 80
    await clock.advance(100)
    assert service.limits[-1] == 200, "it is read again as deep as it was asked for"
    await session.reader.open("1")
    assert not shown(heard)[-1].more
    assert await session.reader.more("1") == 0


async def test_a_service_that_gives_no_more_is_not_asked_for_ever(session, service, heard):
    service.truth |= {str(number): result(number, case_id="c5", time=1000 + number) for number in range(10, 20)}
    await session.reader.open("19")
    assert shown(heard)[-1].more, "ten came, so there may be more"
    assert await session.reader.more("19") == 0
    assert not shown(heard)[-1].more
    service.truth |= {str(number): result(number, case_id="c6", time=1000 + number) for number in range(20, 90)}
    whole = service.result

    async def stubborn(result_id, *, limit=None):
        service.limits.append(limit)
        return replace(await whole(result_id), skipped=1000)

    service.result = stubborn
    await session.reader.open("89")
    assert await session.reader.more("89") == 0
    assert not shown(heard)[-1].more
    asked = len(service.limits)
    assert await session.reader.more("89") == 0 and len(service.limits) == asked


async def test_what_an_edited_message_said_first_comes_along(session, service, heard):
    service.truth["1"] = replace(ONE, description="the question, changed")
    await session.reader.open("1")
    assert shown(heard)[-1].before == {"1": "the question"}
    await session.reader.preview("2")
    await session.reader.preview("1")
    assert shown(heard)[-1].before == {"1": "the question"}


async def test_a_message_deleted_under_the_eyes_of_the_agent_shows_it(session, service, heard, clock):
    await session.reader.open("1")
    session.poller.watch(session.views[0])
    await clock.advance(1)
    heard.clear()
    service.truth["1"] = replace(ONE, status=5)
    session.poller.refresh()
    await clock.advance(1)
    assert [each.deleted for each in shown(heard)[-1].messages if each.id == "1"] == [True]
    heard.clear()
    del service.truth["1"]
    await session.reader.refresh("1")
    assert shown(heard)[-1].result.deleted and shown(heard)[-1].details is None


async def test_more_can_be_asked_for_while_the_conversation_is_being_opened(session, service, heard, clock):
    for number in range(10, 40):
        service.truth[str(number)] = result(number, case_id="c5", time=1000 + number)
    await session.store.results.put([service.truth["39"]])
    opening = asyncio.create_task(session.reader.open("39"))
    await asyncio.sleep(0)
    assert session.reader._open is None
    assert await session.reader.more("39") == 29
    await clock.advance(1)
    await opening
    assert len(shown(heard)[-1].messages) == 30

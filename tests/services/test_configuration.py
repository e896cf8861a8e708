"""The configuration in full: asked for when it may have changed, and what it forbids."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.services.fakes import result
from webcare_tui.api import errors
from webcare_tui.errors import WebcareError
from webcare_tui.models.account import Category, Label, SearchProfile
from webcare_tui.models.draft import Draft
from webcare_tui.models.reply import OutboxState
from webcare_tui.services.events import ConfigurationLoaded

CHAT = result(1)


@pytest.fixture
async def session(desk, service):
    service.truth = {"1": CHAT}
    return await desk.open()


async def test_a_refused_view_has_the_configuration_asked_again_soon_and_not_over_and_over(session, service, heard, clock):
    service.fail("results", *[errors.NotFound()] * 50)
    session.poller.watch(session.views[0])
    await clock.advance(59)
    assert service.calls.count("configuration") == 1
    service.account = replace(service.account, last_change=9, searches=(SearchProfile("1", "Mobile anew", "mobile"),))
    await clock.advance(70)
    assert 2 <= service.calls.count("configuration") <= 3
    assert heard.last(ConfigurationLoaded).views[0].title == "Mobile anew"
    await clock.advance(300)
    assert service.calls.count("configuration") <= 8


async def test_a_switched_off_account_sends_nothing_and_keeps_all(desk, service, clock):
    service.truth, service.account = {"1": CHAT}, replace(service.account, disabled=True)
    session = await desk.open()
    await clock.advance(1)
    assert session.account.disabled
    session.drafts.keep(Draft("1", "half a sentence", "1451"))
    with pytest.raises(WebcareError, match="switched this account off") as told:
        await session.outbox.send(Draft("1", "words", "1451"), CHAT)
    assert "kept as a draft" in told.value.message
    await session.drafts.flush()
    assert [each.text for each in await session.store.drafts.all()] == ["half a sentence"]
    await session.reader.open("1")
    session.typing.typed(CHAT)
    await clock.advance(10)
    assert session.outbox.items == () and service.posted == [] and service.acts == []


async def test_what_is_queued_when_the_account_is_switched_off_waits_and_leaves_when_it_is_on_again(
    session, service, clock
):
    service.account = replace(service.account, disabled=True)
    item = await session.outbox.send(Draft("1", "words", "1451"), CHAT)
    session.configuration._take(service.account)
    await clock.advance(90)
    (waiting,) = session.outbox.items
    assert waiting.id == item.id and waiting.state is OutboxState.QUEUED and service.posted == []
    assert waiting.reason == "The service has switched this account off."
    session.configuration._take(replace(service.account, disabled=False))
    await clock.advance(60)
    assert [each.message for each in service.posted] == ["words"]
    assert session.outbox.items[0].state is OutboxState.SENT


def test_labels_that_are_offered_are_active_and_visible_and_so_are_their_categories() -> None:
    labels = (Label("1", "a"), Label("2", "b", active=False), Label("3", "c", visible=False))
    profile = SearchProfile(
        "1", "x", categories=(
            Category("1", "One", labels=labels), Category("2", "Two", active=False, labels=(Label("4", "d"),)),
            Category("3", "Three", visible=False, labels=(Label("5", "e"),)), Category("4", "Four", labels=(Label("6", "f"),)),
        ),
    )  # fmt: skip
    assert [(category.name, label.name) for category, label in profile.offered] == [("One", "a"), ("Four", "f")]

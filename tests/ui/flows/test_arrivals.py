"""What services tell, on the screen: the account, the link, the quota, sentences, conversations and rows."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from tests.ui.office import THUIS, Office, at_work
from webcare_tui.models.case import CaseKey
from webcare_tui.models.quota import Quota
from webcare_tui.services.events import (
    CaseChanged,
    ConfigurationLoaded,
    ConversationLoaded,
    LinkChanged,
    LinkState,
    Noticed,
    QuotaChanged,
)
from webcare_tui.store import StoreError
from webcare_tui.ui.messages import FromService

PAIR = ("Anna Vroeg", "Bram Tweede")


async def test_link_quota_and_sentences_stand_on_the_bars(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR, demo=True) as office:
        post = office.inbox.post_message
        await office.sees("● live", "DEMO", "Noorderlicht")
        await office.unpolled()
        post(FromService(LinkChanged(LinkState.OFFLINE, "The service cannot be reached.", time.time() + 60)))
        await office.sees("○ offline · again", "The service cannot be reached.")
        post(FromService(LinkChanged(LinkState.NOT_ALLOWED, "The secret is not accepted.")))
        await office.sees("⊘ not allowed")
        assert office.inbox.foot.said[1] == "error"
        post(FromService(QuotaChanged(Quota(limit=100, used=95, window=3600))))
        await office.sees("quota 95%")
        post(FromService(Noticed("Files were damaged", "They were set aside.", "warning")))
        await office.hears("Files were damaged. They were set aside.")


async def test_an_account_without_search_profiles_is_told_so(tmp_path: Path) -> None:
    async with at_work(tmp_path) as office:
        office.inbox.view = None
        office.inbox.post_message(FromService(ConfigurationLoaded(replace(office.inbox.account, searches=()), ())))
        await office.hears("The service names no search profile for this account")
        assert not office.inbox.loading_rows
        await office.press("1", "tab", "e", "r", "i", "space", "enter", "right_square_bracket", "f", "backslash", "escape")
        assert office.app.is_running
        await office.unpolled()
        office.inbox.post_message(FromService(LinkChanged(LinkState.OFFLINE, "It cannot be reached: No such host.", 0)))
        await office.hears("It cannot be reached.")
        await office.sees("No such host.")
        assert "No such host" not in office.said, "the list says it, and the keys keep their room"


async def test_an_account_that_was_switched_off_cannot_act(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        office.inbox.post_message(
            FromService(ConfigurationLoaded(replace(office.inbox.account, disabled=True), office.inbox.views))
        )
        await office.hears("The service has switched this account off")
        await office.press("e")
        assert office.calls("POST", "/close") == []


async def test_a_switched_off_account_is_said_once_and_stands_on_the_top_line(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await office.write("Half")
        off = replace(office.inbox.account, disabled=True)
        office.inbox.post_message(FromService(ConfigurationLoaded(off, office.inbox.views)))
        await office.hears("The service has switched this account off")
        await office.sees("account off ·")
        office.inbox.say("")
        office.inbox.post_message(FromService(ConfigurationLoaded(replace(off, last_change=99), office.inbox.views)))
        await office.press("escape")
        assert office.said == "The draft is kept."
        office.inbox.post_message(FromService(ConfigurationLoaded(replace(off, disabled=False), office.inbox.views)))
        await office.hears("on again")
        assert "account off" not in office.text


async def change(office: Office, **search: object) -> None:
    """Somebody changes the search profile at the service, and the program looks again."""
    world = office.box.world
    searches = {id: replace(each, **search) if id == THUIS else each for id, each in world.account.searches.items()}
    office.box.call(lambda: setattr(world, "account", replace(world.account, searches=searches)))
    office.session.configuration._asked_at = None
    await office.news()


async def test_a_changed_configuration_is_followed_while_cursor_draft_and_view_stay(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await office.press("j")
        await office.stands_on("Bram Tweede")
        await office.write("Half af")
        view, tabs = office.inbox.view, office.box.world.account.searches[THUIS].tabs
        await change(office, tabs=(*tabs, {**tabs[1], "name": "Nieuwe lade"}), hide_buttons=True)
        await office.sees("Nieuwe lade")
        assert office.inbox.view == view and office.under_cursor == office.shown == "Bram Tweede"
        assert "Half af" in office.inbox.composer.area.text and office.inbox.context.value == "composer"
        await office.sees("only for reading here")
        await change(office, tabs=tuple(each for each in tabs if each["name"] != view.title), hide_buttons=False)
        await office.hears(f"The view “{view.title}” is not in the configuration any more; this is “")
        assert "Half af" in office.inbox.composer.area.text
        assert office.inbox.view.key in {each.key for each in office.inbox.views}


async def test_a_message_that_cannot_be_answered_says_so_before_anyone_tries(tmp_path: Path) -> None:
    async with at_work(tmp_path) as office:
        office.customer("Anna Vroeg", replyAvailable=0)
        await office.rows(1)
        await office.sees("cannot be answered")
        await office.press("r")
        await office.hears("does not let this result be answered")


async def test_views_that_come_later_get_their_numbers_at_once(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        fewer = tuple(view for view in office.inbox.views if view.title != "Mine")
        office.inbox.post_message(FromService(ConfigurationLoaded(office.inbox.account, fewer)))
        await office.sees("1 Nieuw")
        await office.press("1")
        assert office.inbox.view.title == "Nieuw"


async def test_another_conversation_than_the_one_shown_changes_nothing_on_the_screen(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        other = await office.session.store.results.window(office.inbox.selection, 1, 2)
        from webcare_tui.models.conversation import Conversation

        office.inbox.post_message(FromService(ConversationLoaded(Conversation(other[0].result, (other[0].result,)))))
        await office.stands_on("Anna Vroeg")


async def test_an_empty_list_shows_the_first_who_writes(tmp_path: Path) -> None:
    async with at_work(tmp_path) as office:
        await office.news()
        office.customer("Anna Vroeg")
        await office.rows(1)
        await office.stands_on("Anna Vroeg")


async def test_a_handler_is_shown_for_this_case_only(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        mine = office.inbox.results.current
        office.inbox.post_message(FromService(CaseChanged(CaseKey(mine.search_id, "1"), "taken", "1002")))
        await office.stands_on("Anna Vroeg")
        assert office.inbox.handler_id == ""
        office.inbox.post_message(FromService(CaseChanged(CaseKey(mine.search_id, mine.case_id), "taken", "1002")))
        await office.until(lambda: office.inbox.handler_id == "1002")
        await office.press("j")
        await office.stands_on("Bram Tweede")
        assert office.inbox.handler_id == ""


async def test_a_store_that_cannot_be_read_is_told_and_the_list_goes_on(tmp_path: Path, monkeypatch) -> None:
    async with at_work(tmp_path, *PAIR) as office:

        async def refuse(*given: object) -> None:
            raise StoreError("The disk cannot be read", "Look at it.")

        with monkeypatch.context() as broken:
            broken.setattr(office.inbox.results._source, "count", refuse)
            office.inbox.version += 1
            await office.hears("The list could not be read from this machine")
            office.inbox.foot.say("")
            office.inbox.reread()
            await office.hears("The disk cannot be read")
            broken.setattr(office.session.store.results, "conversation", refuse)
            office.inbox.foot.say("")
            await office.press("j")
            await office.hears("The disk cannot be read")
        office.inbox.version += 1
        await office.press("k")
        await office.stands_on("Anna Vroeg")

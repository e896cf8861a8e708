"""Views of the agent's own, saved while the program runs."""

from __future__ import annotations

import asyncio

import pytest

from tests.services.fakes import account, result
from webcare_tui.filters.parse import parse
from webcare_tui.filters.terms import Assigned, Limit, Query, SinceId, Word
from webcare_tui.models.account import SearchProfile
from webcare_tui.services.events import ConfigurationLoaded, CountsChanged
from webcare_tui.services.saved import NotKeptError
from webcare_tui.settings.errors import SettingsError
from webcare_tui.settings.files import load
from webcare_tui.settings.schema import ViewSettings

CONFIG = '# mine\n[accounts.main]\nclient_id = "x" # keep\n'


@pytest.fixture
def file(desk):
    desk.locations.config_file.write_text(CONFIG)
    desk.locations.config_file.chmod(0o600)
    return desk.locations.config_file


@pytest.fixture
async def session(desk, file, service, clock):
    service.account = account(searches=(SearchProfile("1", "Mobile & more"), SearchProfile("2", "Home")))
    service.truth = {str(n): result(n) for n in range(1, 31)}
    return await desk.open()


async def test_a_view_is_in_the_file_and_in_the_list_at_once(session, desk, file, heard, clock):
    query = Query("Mobile & more", (Word("storing/uitval"), Assigned("7"), Limit(5)))
    view = await session.saved.save_view("Outages", query)
    assert view in session.views and view in heard.last(ConfigurationLoaded).views
    assert (view.key, view.title, view.query) == ("saved/Outages", "Outages", query.without(Limit))
    assert file.read_text().startswith(CONFIG)
    (kept,) = load(desk.locations, {}).views.values()
    assert parse(kept.filter) == view.query
    session.poller.watch(view)
    await clock.advance(1)
    assert "saved/Outages" in heard.last(CountsChanged).counts


async def test_order_limit_and_several_search_profiles(session, desk):
    view = await session.saved.save_view("Both", Query("Home"), "oldest", 20, profiles=("Home", "Mobile & more"))
    assert [part.query.profile for part in view.parts] == ["Home", "Mobile & more"]
    assert all(part.limit == 20 and part.query.oldest_first for part in view.parts)
    expected = ViewSettings(filter="/Home/", profiles=("Home", "Mobile & more"), order="oldest", limit=20)
    assert load(desk.locations, {}).views == {"Both": expected}


async def test_saving_again_under_the_name_replaces(session, desk):
    await session.saved.save_view("Mine", Query("Home"))
    await session.saved.save_view(" Mine ", Query("Home", (Word("x"), SinceId("4"))))
    assert [view.query for view in session.views if view.kind == "saved"] == [Query("Home", (Word("x"),))]
    assert len(load(desk.locations, {}).views) == 1


async def test_a_removed_view_is_gone_from_file_and_list(session, file, desk):
    view = await session.saved.save_view("Mine", Query("Home"))
    await session.saved.remove_view(view.key)
    assert view not in session.views and load(desk.locations, {}).views == {}
    with pytest.raises(NotKeptError, match="that you saved"):
        await session.saved.remove_view(view.key)


@pytest.mark.parametrize("key", ["1//next", "all", "", "saved/Other"])
async def test_only_views_of_ones_own_can_be_removed(session, key, file):
    with pytest.raises(NotKeptError, match="come from the account"):
        await session.saved.remove_view(key)
    assert file.read_text() == CONFIG


async def test_what_would_come_back_as_something_else_is_not_saved(session, file, monkeypatch):
    monkeypatch.setattr("webcare_tui.services.saved.read_filter", lambda text: Query("Home"))
    with pytest.raises(NotKeptError, match="cannot be written down"):
        await session.saved.save_view("Odd", Query("Home", (Word("x"),)))
    assert file.read_text() == CONFIG


async def test_without_a_file_it_says_what_to_do_and_nothing_changes(session, file):
    file.unlink()
    before = session.views
    with pytest.raises(SettingsError, match="config init"):
        await session.saved.save_view("Mine", Query("Home"))
    assert session.views == before and not file.exists()
    session.saved.file = None
    with pytest.raises(NotKeptError, match="no settings file"):
        await session.saved.save_view("Mine", Query("Home"))


async def test_two_views_saved_at_once_are_both_kept(session, desk):
    await asyncio.gather(*(session.saved.save_view(f"V{n}", Query("Home", (Word(str(n)),))) for n in range(5)))
    assert set(load(desk.locations, {}).views) == {f"V{n}" for n in range(5)}
    assert len([view for view in session.views if view.kind == "saved"]) == 5


@pytest.mark.parametrize("query", [Query("Elsewhere"), Query("", (Word("x"),))])
async def test_what_would_not_show_is_not_kept(session, file, query):
    with pytest.raises(NotKeptError, match=r"known here: Mobile & more, Home"):
        await session.saved.save_view("Else", query)
    assert file.read_text() == CONFIG


async def test_before_the_account_is_known_nothing_can_be_saved(desk, file):
    session = await desk.open(run=False)
    with pytest.raises(NotKeptError, match="not known yet"):
        await session.saved.save_view("Early", Query("Home"))

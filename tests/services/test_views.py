"""Views: what the configuration and the settings offer as lists."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.services.fakes import account
from webcare_tui.filters.render import render
from webcare_tui.filters.terms import Assigned, Checked, Order, Query
from webcare_tui.models.account import SearchProfile, SubTab, Tab, User
from webcare_tui.services.views import start_view, views
from webcare_tui.settings.schema import Settings
from webcare_tui.store import Selection


def made(told=None, me="7", settings=None, **changes):
    notice = None if told is None else lambda title, message: told.append((title, message))
    return views(account(**changes), settings or Settings(), me=me, notice=notice)


def own(**given):
    return Settings.model_validate({"views": given})


def shape(found):
    return [(view.key, view.title, view.kind, view.parent, render(view.query)) for view in found]


def test_profiles_tabs_and_subtabs_with_two_of_the_programs_own():
    assert shape(made()) == [
        ("1", "Mobile", "profile", "", "/mobile/"),
        ("1//next", "Next up", "own", "1", "/mobile/notChecked/least+recent/"),
        ("1//mine", "Mine", "mine", "1", "/mobile/assigned:7/notChecked/least+recent/"),
        ("1/Chat", "Chat", "tab", "1", "/mobile/source:irischat/notChecked/"),
        ("1/Chat/Negative", "Negative", "subtab", "1/Chat", "/mobile/source:irischat/notChecked/negative/"),
    ]


def test_a_filter_string_that_cannot_be_read_leaves_its_view_out_and_is_told():
    told = []
    tabs = (Tab("Broken", "/no such filter/"), Tab("Whole", "/day/"))
    found = made(told, searches=(SearchProfile("1", "Mobile", tabs=tabs),))
    assert [view.title for view in found if view.kind == "tab"] == ["Whole"]
    assert len(told) == 1 and "Broken" in told[0][0] and told[0][1]


def test_what_the_account_gives_already_is_not_there_twice():
    tabs = (Tab("Open", "/least+recent/notChecked/"), Tab("My own", "/assigned:7/"))
    found = made(searches=(SearchProfile("1", "Mobile", "mobile", tabs=tabs),))
    assert [view.kind for view in found] == ["profile", "tab", "tab"]


def test_nobody_known_has_no_list_of_his_own():
    assert "mine" not in {view.kind for view in made(me="")}


def test_keys_stay_apart_where_names_do_not():
    tabs = (Tab("Chat", "/notChecked/"), Tab("Chat", "/checked/", subtabs=(SubTab("", "/day/"),)))
    keys = [view.key for view in made(searches=(SearchProfile("1", "Mobile", tabs=tabs),))]
    assert len(set(keys)) == len(keys)


def test_hidden_profiles_are_left_out_unless_all_are():
    hidden = SearchProfile("2", "Hidden", visible=False)
    shown = SearchProfile("1", "Mobile")
    assert {view.search_id for view in made(searches=(hidden, shown))} == {"1"}
    assert {view.search_id for view in made(searches=(hidden,))} == {"2"}


def test_a_name_is_asked_for_as_the_service_encodes_it():
    (first, *_) = made(searches=(SearchProfile("1", "Mobile & more", "mobile+%26+more"),))
    assert first.query.profile == "mobile & more" and "%26" in render(first.query)


def test_an_empty_filter_string_means_everything():
    found = made(searches=(SearchProfile("1", "Mobile", tabs=(Tab("All", "/"),)),))
    assert found[-1].title == "All" and found[-1].query == found[0].query


def test_views_of_the_settings():
    told = []
    settings = own(Outages="/mobile/word:outage/", Nowhere="/other/day/", Odd="/mobile/rubbish/")
    found = made(told, settings=settings)
    assert shape(found)[-1] == ("saved/Outages", "Outages", "saved", "1", "/mobile/word:outage/")
    assert len([title for title, _ in told if "Nowhere" in title or "Odd" in title]) == 2


def test_a_selection_goes_the_way_of_its_query():
    by_key = {view.key: view.selection for view in made()}
    assert by_key["1//next"].oldest_first and by_key["1//next"].unhandled_only
    assert not by_key["1"].oldest_first and not by_key["1"].unhandled_only


@pytest.mark.parametrize(("login", "default", "key"), [("2", "1", "2//next"), ("", "2", "2//next"), ("", "", "1//next")])
def test_where_to_begin(login, default, key):
    users = (User("7", "Mila", login_search_id=login),)
    chosen = account(users=users, searches=(SearchProfile("1", "A"), SearchProfile("2", "B")), default_search_id=default)
    assert start_view(views(chosen, Settings(), me="7"), chosen, "7").key == key


def test_no_views_no_start():
    assert start_view((), replace(account(), searches=())) is None


# Several search profiles ---------------------------------------------------------------------------------------------

TWO = (SearchProfile("1", "Mobile"), SearchProfile("2", "Home", tabs=(Tab("Waiting", "/least+recent/notChecked/"),)))


def by_key(**changes):
    return {view.key: view for view in made(**changes)}


def test_all_profiles_merge_what_each_has():
    found = by_key(searches=TWO)
    assert [key for key in found if key.startswith("all")] == ["all", "all//next", "all//mine"] == list(found)[-3:]
    assert [part.key for part in found["all//next"].parts] == ["1//next", "2/Waiting"]
    assert [part.key for part in found["all//mine"].parts] == ["1//mine", "2//mine"]
    assert [part.key for part in found["all"].parts] == ["1", "2"]
    assert found["all//next"].selection == Selection("all//next", oldest_first=True, unhandled_only=True)
    assert all(part == found[part.key] for view in found.values() for part in view.parts)


def test_one_search_profile_is_all_there_is():
    assert not [view for view in made() if view.parts]
    assert "all//mine" not in by_key(searches=TWO, me="")


def test_a_view_of_the_settings_over_several_search_profiles():
    both = {"filter": "/mobile/word:x/limit:30/", "profiles": ["home", "Mobile", "Home"], "order": "oldest"}
    found = by_key(searches=TWO, settings=own(Both=both))
    view = found["saved/Both"]
    assert (view.search_id, view.parent, view.kind) == ("all", "all", "saved")
    assert [(part.key, render(part.query), part.limit) for part in view.parts] == [
        ("saved/Both@2", "/Home/word:x/least+recent/", 30),
        ("saved/Both@1", "/Mobile/word:x/least+recent/", 30),
    ]
    assert view.selection == Selection("saved/Both", oldest_first=True)


def test_a_view_of_the_settings_stands_below_its_search_profile():
    keys = list(by_key(searches=TWO, settings=own(Own={"filter": "/Mobile/day/", "limit": 7, "order": "newest"})))
    assert keys.index("saved/Own") == keys.index("2") - 1
    assert by_key(searches=TWO, settings=own(Own={"filter": "/Mobile/day/", "limit": 7}))["saved/Own"].limit == 7


def test_a_search_profile_that_is_none_is_told_and_the_others_are_shown():
    told = []
    settings = own(A={"filter": "/day/", "profiles": ["Home", "Hm"]})
    found = {view.key: view for view in made(told, searches=TWO, settings=settings)}
    assert (found["saved/A"].search_id, found["saved/A"].parts) == ("2", ())
    assert told == [("The view “A” shows less than it should",
                     "It names no search profile of this account: “Hm” (known here: Mobile, Home).")]  # fmt: skip


def test_a_filter_needs_a_search_profile_from_somewhere():
    told = []
    made(told, settings=own(A="/day/"))
    assert told == [("The view “A” was left out", "It begins with no search profile (known here: mobile).")]


def test_a_saved_view_may_be_a_line_of_filters_with_people_by_name():
    chosen = Settings.model_validate({"views": {"Bo": 'in:Mobile is:open assigned:"Bo Vos" order:oldest'}})
    whole = account(searches=(SearchProfile("1", "Mobile"),))
    found = next(view for view in views(whole, chosen, me="7") if view.kind == "saved")
    assert found.query == Query("Mobile", (Checked(False), Assigned("8"), Order(False)))
    told = []
    wrong = Settings.model_validate({"views": {"X": "in:Mobile assigned:Nobody", "Y": "is:open"}})
    assert all(view.kind != "saved" for view in views(whole, wrong, notice=lambda title, message: told.append(message)))
    assert "Nobody is called" in told[0] and "no search profile" in told[1]

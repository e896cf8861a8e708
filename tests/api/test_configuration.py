"""The account's configuration, in every shape."""

from __future__ import annotations

import json
from typing import Any

import pytest

from webcare_tui.api.configuration import account, numbers
from webcare_tui.api.envelope import Envelope
from webcare_tui.api.errors import BadAnswer
from webcare_tui.models.account import Category, Connection, Label, SubTab, Tab, User

WIRE: dict[str, Any] = {
    "lastChange": "1612430033",
    "globals": {
        "sources": {"irischat": 14, "facebook": "6", "twitter": 3},
        "activities": {"open": 1, "check": 2},
        "statusses": {"open": 1, "deleted": 5},
    },
    "format": "all",
    "account": {
        "memberId": "53453423",
        "company": "Acme &amp; Co",
        "timezone": "Europe/Amsterdam",
        "defaultCountry": "nl-NL",
        "disableAccount": False,
        "standaardZoekopdracht": "0",
        "currentUser": {"id": "3"},
        "engagement": "1",
        "rss": None,
        "chatModule": "0",
        "users": {
            "3": {"id": "3", "name": "Mia King", "firstName": "Mia", "email": "mia@acme.test", "tag": "^MK", "admin": "1",
                  "language": "nl_NL", "loginSearchId": 5},
            "4": {"name": "Bo Ray", "language": "fr"},
            "5": None,
        },
        "searches": {
            "9": {"id": "9", "name": "Second one", "visible": "0"},
            "5": {
                "id": "5", "name": "Web care", "encodedName": "Web+care", "visible": True, "servicelevel": "60",
                "webcareHideButtons": "1", "webcareReplyAuthorOnly": "1",
                "categoriesAndLabels": {"1": {"id": "1", "name": "Topic", "active": True, "labels": {
                    "2": {"id": "2", "name": "Bill", "description": "Money", "backgroundColor": "FFaa00", "active": 1,
                          "visibleInWebcare": "0"}}}},
                "webcareTabs": [{"name": "New", "filters": "/notChecked/", "action": "x", "onChangeSetChecked": True,
                                 "subTabs": [{"name": "Twitter", "shortname": "Tw", "filters": "/source:twitter/"}]}],
                "availableSources": ["twitter", "3", 6],
            },
        },
        "connections": {"7": {"id": 7, "name": "@acme", "source": "twitter"}},
        "categoriesAndLabels": {"9": {"4": {"name": "Shared", "labels": []}}},
    },
}  # fmt: skip


@pytest.mark.parametrize(
    "envelope",
    [
        Envelope(configuration=WIRE),
        Envelope(configuration=[WIRE], data=[]),
        Envelope(data={"configuration": WIRE}),
        Envelope(data={"configuration": [WIRE]}),
        Envelope(data=WIRE),
        Envelope(configuration=[], data=WIRE),
        Envelope(configuration={**WIRE, "account": [WIRE["account"]], "globals": [WIRE["globals"]]}),
    ],
)
def test_account(envelope: Envelope) -> None:
    found = account(envelope)
    assert (found.member_id, found.company, found.timezone, found.default_country) == (
        "53453423", "Acme & Co", "Europe/Amsterdam", "nl-NL",
    )  # fmt: skip
    assert (found.disabled, found.last_change, found.current_user_id, found.default_search_id) == (False, 1612430033, "3", "")
    assert found.sources == {"irischat": 14, "facebook": 6, "twitter": 3}
    assert found.activities == {"open": 1, "check": 2}
    assert found.statuses == {"open": 1, "deleted": 5}
    assert found.modules == {"engagement": True, "rss": False, "chatModule": False}
    assert found.users == (
        User("4", "Bo Ray"),
        User("3", "Mia King", "Mia", "mia@acme.test", "MK", True, "nl", "5"),
    )
    assert found.current_user == found.users[1]
    assert found.connections == (Connection("7", "@acme", 3),)
    assert json.loads(found.raw)["account"]


def test_searches() -> None:
    second, first = account(Envelope(configuration=WIRE)).searches
    assert (second.id, second.name, second.encoded_name, second.visible) == ("9", "Second one", "Second+one", False)
    assert second.categories == (Category("4", "Shared"),)
    assert (first.encoded_name, first.service_level, first.hide_buttons, first.reply_author_only) == (
        "Web+care",
        60,
        True,
        True,
    )
    label = Label("2", "Bill", "Money", "#ffaa00", True, False)
    assert first.categories == (Category("1", "Topic", labels=(label,)),)
    assert first.tabs == (Tab("New", "/notChecked/", "x", True, (SubTab("Twitter", "/source:twitter/", "Tw"),)),)
    assert first.sources == ("twitter", "facebook")


@pytest.mark.parametrize(
    "data", [None, [], {}, "x", {"results": []}, {"configuration": "x"}, {"configuration": {"format": "all"}}]
)
def test_no_configuration(data: object) -> None:
    with pytest.raises(BadAnswer):
        account(Envelope(data=data))


def test_empty_maps_of_php() -> None:
    names = ("users", "searches", "connections", "categoriesAndLabels", "currentUser", "knowledgeBase")
    found = account(Envelope(configuration={"account": {name: [] for name in names}, "globals": []}))
    assert (found.users, found.searches, found.connections, found.sources, found.current_user_id) == ((), (), (), {}, "")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"3": "twitter", "6": "Facebook"}, {"twitter": 3, "facebook": 6}),
        ([{"key": "twitter", "value": "3"}], {"twitter": 3}),
        ({"twitter": "x", "web": -1, "news": None, "blogs": "2"}, {"blogs": 2}),
        ([], {}),
        (None, {}),
    ],
)
def test_numbers(value: object, expected: dict[str, int]) -> None:
    assert numbers(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (["twitter", "TWITTER"], ("twitter",)),
        ({"twitter": 1, "facebook": "0", "web": True}, ("twitter", "web")),
        ({"3": "twitter", "6": "facebook"}, ("twitter", "facebook")),
        ([{"source": "twitter"}, {"id": 6}], ("twitter", "facebook")),
        ([3, "14", 999], ("twitter", "irischat")),
        ([], ()),
        (None, ()),
    ],
)
def test_available_sources(value: object, expected: tuple[str, ...]) -> None:
    wire = {"account": {"searches": [{"id": 1, "name": "x", "availableSources": value}]}}
    assert account(Envelope(configuration=wire)).searches[0].sources == expected


@pytest.mark.parametrize("user", ["3", 3, {"id": 3}, {"userId": "3"}, [{"id": 3}]])
def test_current_user(user: object) -> None:
    assert account(Envelope(configuration={"account": {"currentUser": user}})).current_user_id == "3"

"""`noContext`: activities, notes, draft and channels, in every shape."""

from __future__ import annotations

from typing import Any

import pytest

from webcare_tui.api.details import connections, details, notes
from webcare_tui.api.errors import BadAnswer
from webcare_tui.models.account import Connection
from webcare_tui.models.conversation import Activity, Details, ServerDraft

BASE: dict[str, Any] = {"uniqueId": 11, "description": "Hello"}
MORE: dict[str, Any] = {
    "activities": {
        "6": {
            "id": 6,
            "resultId": 11,
            "actor": 3,
            "actorUser": {"id": 3, "name": "Mia"},
            "activity": "3",
            "subject": "S",
            "time": "20",
        },
        "5": {"id": "5", "actor": {"id": 4, "name": "Bo"}, "activity": 1, "result": "done", "time": 10},
    },
    "earlierContact": "1",
    "authorNotes": "Friendly\nperson",
    "notes": ["One", {"note": "Two"}, "", None],
    "relatedNotes": "",
    "conversationNotes": True,
    "draft": {"message": "Saved", "private": "0", "user": 3, "connectionId": 7, "imageUrl": "https://img.test/x"},
    "availableConnections": {"7": {"id": 7, "name": "@acme", "source": "twitter"}, "8": {"name": "Acme", "source": 6}},
    "defaultConnection": "7",
    "replyPrefix": "@jose ",
    "replySuffix": " ^MK",
}


def check(found: Details) -> None:
    assert found.result.id == "11"
    assert found.result.description == "Hello"
    assert found.activities == (
        Activity("5", "11", "4", "Bo", 1, "", "done", 10),
        Activity("6", "11", "3", "Mia", 3, "S", "", 20),
    )
    assert found.earlier_contact == 1
    assert found.author_notes == ("Friendly\nperson",)
    assert found.notes == ("One", "Two")
    assert found.related_notes == found.conversation_notes == ()
    assert found.draft == ServerDraft("Saved", False, "3", "7", "https://img.test/x")
    assert found.available_connections == (Connection("7", "@acme", 3), Connection("8", "Acme", 6))
    assert found.default_connection == "7"
    assert (found.reply_prefix, found.reply_suffix) == ("@jose ", " ^MK")


@pytest.mark.parametrize(
    "data",
    [
        {**BASE, **MORE},
        [{**BASE, **MORE}],
        {"result": {**BASE, **MORE}},
        {"results": {**BASE, **MORE}},
        {"results": {"11": {**BASE, **MORE}}},
        {"results": [{"uniqueId": 10}, {**BASE, **MORE}]},
        {"11": {**BASE, **MORE}},
        {"results": {"11": BASE}, **MORE},
        {"result": BASE, **MORE},
        {"results": {"11": {"description": "Hello", **MORE}}},
        {"description": "Hello", **MORE},
    ],
)
def test_shapes(data: object) -> None:
    check(details(data, "11"))


@pytest.mark.parametrize("data", [None, [], "x", 5, {"results": 5}])
def test_nothing_there(data: object) -> None:
    with pytest.raises(BadAnswer):
        details(data, "not an id")


def test_nothing_but_the_result() -> None:
    found = details(BASE, "11")
    assert (found.activities, found.earlier_contact, found.draft, found.available_connections) == ((), 0, None, ())
    assert found.default_connection == found.reply_prefix == found.reply_suffix == ""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ()),
        ("", ()),
        (True, ()),
        (1, ()),
        ("1", ()),
        ([], ()),
        ("Text", ("Text",)),
        ({"text": "A"}, ("A",)),
        ({"4": "A", "5": {"note": "B"}}, ("A", "B")),
        (["  ", "A"], ("A",)),
        ([["x"]], ()),
        ("\x1b]0;x\x07", ("␛]0;x␇",)),
    ],
)
def test_notes(value: object, expected: tuple[str, ...]) -> None:
    assert notes(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("", None),
        ([], None),
        ({}, None),
        ("  ", None),
        ("Plain", ServerDraft("Plain")),
        ('{"message": "In JSON", "private": false}', ServerDraft("In JSON", False)),
        ("{not json", ServerDraft("{not json")),
        ({"text": "A", "private": ""}, ServerDraft("A", True)),
        ([{"message": "A", "user": {"id": 5}}], ServerDraft("A", True, "5")),
        ({"image": {"url": "https://a.test/"}}, ServerDraft("", True, "", "", "https://a.test/")),
    ],
)
def test_draft(value: object, expected: ServerDraft | None) -> None:
    assert details({**BASE, "draft": value}, "11").draft == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([], ()),
        (None, ()),
        ("x", ()),
        ([7, "8", 7], (Connection("7", ""), Connection("8", ""))),
        ({"7": "Acme", "9": "Shop"}, (Connection("7", "Acme"), Connection("9", "Shop"))),
        ([{"connectionId": 7, "screenName": "acme", "sourceId": "3"}], (Connection("7", "acme", 3),)),
        ([{"name": "no id"}, {"id": 7}], (Connection("7", ""),)),
    ],
)
def test_connections(value: object, expected: tuple[Connection, ...]) -> None:
    assert connections(value, {"twitter": 3}) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(True, 1), ("true", 1), (0, 0), ("3", 3), ([1, 2], 2), ({"a": 1}, 1), (None, 0), ("", 0), ("x", 0), (-1, 1)],
)
def test_earlier_contact(value: object, expected: int) -> None:
    assert details({**BASE, "earlierContact": value}, "11").earlier_contact == expected


@pytest.mark.parametrize(("value", "expected"), [(7, "7"), ({"id": 7}, "7"), (0, ""), (None, ""), ([], "")])
def test_default_connection(value: object, expected: str) -> None:
    assert details({**BASE, "defaultConnection": value}, "11").default_connection == expected


@pytest.mark.parametrize(
    ("members", "place"),
    [
        ({}, ""),
        ({"city": "Hoorn", "province": "Noord-Holland", "country": "Nederland"}, "Hoorn, Noord-Holland, Nederland"),
        ({"municipality": "Hoorn", "province": "", "country": None}, "Hoorn"),
        ({"city": "Utrecht", "province": "Utrecht"}, "Utrecht"),
        ({"place": "bij de kat"}, "bij de kat"),
        ({"location": {"name": "Gent", "country": "Belgi\u00eb"}}, "Gent, Belgi\u00eb"),
        ({"city": ["odd"], "province": {"odd": 1}, "location": []}, ""),
    ],
)
def test_place(members: dict[str, Any], place: str) -> None:
    assert details({**BASE, **members}, "11").place == place


@pytest.mark.parametrize(("members", "language"), [({}, ""), ({"language": "nl"}, "nl"), ({"lang": "fy\u001b"}, "fy\ufffd")])
def test_language(members: dict[str, Any], language: str) -> None:
    assert details({**BASE, **members}, "11").language.startswith(language[:2])
    assert "\u001b" not in details({**BASE, **members}, "11").language

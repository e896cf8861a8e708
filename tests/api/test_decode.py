"""Results, conversations and receipts, from the wire to records."""

from __future__ import annotations

import json
from typing import Any

import pytest

from webcare_tui.api import decode, jsontext, wording
from webcare_tui.api.envelope import Envelope
from webcare_tui.models.result import Result, ResultType, Tag

FULL: dict[str, Any] = {
    "uniqueId": 13594824686,
    "searchId": "5",
    "source": "3",
    "type": 4,
    "private": "0",
    "own": 1,
    "title": "Jos\xe9 \u202eevil",
    "subtitle": "Sub\ntitle",
    "description": "Tom &amp; Jerry &lt;3\r\nnext \x1b[31m line",
    "link": "https://social.test/1?a=1&amp;b=2&copy=3",
    "image": "https://img.test/a.png",
    "imageLink": None,
    "time": "1612430033",
    "status": "5",
    "checked": "1612430099",
    "sentiment": "-2",
    "tbrank": "7",
    "bookmarked": "1",
    "tagsList": {"12": {"id": "12", "name": "Billing", "description": "About money"}, "13": {"name": "Urgent"}},
    "profileId": "jose_acme",
    "personId": 88,
    "caseId": "99",
    "replyAvailable": True,
    "likeAvailable": "1",
    "kanaActions": {"reply": True},
}


def only(wire: object) -> Result:
    (result,) = decode.page([wire]).results
    return result


def test_every_field() -> None:
    result = only(FULL)
    assert result == Result(
        id="13594824686",
        search_id="5",
        source=3,
        type=ResultType.PRIVATE_MESSAGE,
        private=False,
        own=True,
        title="Jos\xe9 <RLO>evil",
        subtitle="Sub title",
        description="Tom & Jerry <3\nnext ␛[31m line",
        link="https://social.test/1?a=1&b=2&copy=3",
        image="https://img.test/a.png",
        time=1612430033,
        status=5,
        checked=1612430099,
        sentiment=-2,
        rank=7,
        bookmarked=True,
        tags=(Tag("12", "Billing", "About money"), Tag("13", "Urgent")),
        profile_id="jose_acme",
        person_id="88",
        case_id="99",
        reply_available=True,
        like_available=True,
    )
    assert result.deleted
    assert json.loads(result.raw) == FULL


def test_nothing_but_an_id() -> None:
    assert only({"uniqueId": "1"}) == Result(id="1")


@pytest.mark.parametrize(
    "value", [None, "", " ", 1, "1", True, "true", "yes", "maybe", 2, [], {}, "null", "no", "off", 0.5, -1]
)
def test_private_unless_surely_public(value: object) -> None:
    assert only({"uniqueId": 1, "private": value}).private is True
    assert only({"uniqueId": 1}).private is True


@pytest.mark.parametrize("value", [False, 0, "0", "false", "False", " 0 "])
def test_public(value: object) -> None:
    assert only({"uniqueId": 1, "private": value}).private is False


@pytest.mark.parametrize(
    ("field", "value", "name", "expected"),
    [
        ("sentiment", 5, "sentiment", 2),
        ("sentiment", "-9", "sentiment", -2),
        ("sentiment", "bad", "sentiment", 0),
        ("type", "9", "type", ResultType.UNKNOWN),
        ("type", "comment", "type", ResultType.COMMENT),
        ("type", "Private Message", "type", ResultType.PRIVATE_MESSAGE),
        ("source", "twitter", "source", 3),
        ("source", -4, "source", 0),
        ("source", "nowhere", "source", 0),
        ("time", 12995843649, "time", 12995843649),
        ("dateTime", "2021-02-04 09:13:53", "time", 1612430033),
        ("checked", "0", "checked", 0),
        ("checked", True, "checked", 1),
        ("caseId", "0", "case_id", ""),
        ("personId", 0, "person_id", ""),
        ("favorite", 1, "bookmarked", True),
        ("twitterFavorite", True, "bookmarked", True),
        ("tagsList", [], "tags", ()),
        ("tagsList", ["VIP"], "tags", (Tag("", "VIP"),)),
        ("tagsList", {"4": "VIP"}, "tags", (Tag("4", "VIP"),)),
        ("tagsList", [{"id": 0, "name": ""}, None], "tags", ()),
        ("description", 42, "description", "42"),
        ("description", ["x"], "description", ""),
        ("description", "a &#27;[2J &#x1b;", "description", "a ␛[2J ␛"),
        ("description", "&amp;lt;", "description", "&lt;"),
        ("description", "&#0;&#xD800;&#9999999;&#128512;&eacute;&#233", "description", "␀\ufffd\ufffd😀é&#233"),
        ("description", "AT&T &copy 5 &notanentity;", "description", "AT&T &copy 5 &notanentity;"),
        ("status", "junk", "status", 0),
        ("tbrank", 10**30, "rank", 0),
    ],
)
def test_odd_values(field: str, value: object, name: str, expected: object) -> None:
    assert getattr(only({"uniqueId": 1, field: value}), name) == expected


def test_one_bad_result_hides_no_other() -> None:
    page = decode.page({"results": {"1": {"uniqueId": 1}, "2": None, "3": {"uniqueId": 3, "tagsList": 5, "replies": "x"}}})
    assert [each.id for each in page.results] == ["1", "3"]
    assert page.skipped == 1


PARENT = {"uniqueId": 10, "searchId": 5, "source": 3, "personId": 7, "caseId": 9, "private": 0}
SHORT = {"uniqueId": 11, "description": "hi", "time": 5, "title": "Acme", "imageLink": ""}


@pytest.mark.parametrize(
    "replies", [{"11": SHORT}, [SHORT], {"0": SHORT}, {"11": {"description": "hi", "time": 5, "title": "Acme"}}]
)
def test_short_reply_takes_its_place_from_what_it_answers(replies: object) -> None:
    (reply,) = only({**PARENT, "replies": replies}).replies
    assert (reply.id, reply.description, reply.time, reply.title) == ("11", "hi", 5, "Acme")
    assert (reply.search_id, reply.source, reply.person_id, reply.case_id) == ("5", 3, "7", "9")
    assert reply.own
    assert reply.private, "never taken over"


def test_full_reply_speaks_for_itself() -> None:
    full = {**SHORT, "own": 0, "private": "0", "searchId": 6, "source": 6, "personId": 1, "caseId": 2}
    (reply,) = only({**PARENT, "replies": {"11": full}}).replies
    assert (reply.own, reply.private) == (False, False)
    assert (reply.search_id, reply.source, reply.person_id, reply.case_id) == ("6", 6, "1", "2")


@pytest.mark.parametrize("replies", [[], {}, None, "", "text", 5, ["text", None, 5], {"x": {}}])
def test_no_replies(replies: object) -> None:
    assert only({**PARENT, "replies": replies}).replies == ()


def ids(data: object) -> list[str]:
    return [each.id for each in decode.context(data).results]


def test_context_is_flat_and_each_stands_once() -> None:
    other = {"uniqueId": 12, "replies": [{"uniqueId": 13, "replies": {"14": {"uniqueId": 14}}}]}
    data = {"results": {"10": {**PARENT, "replies": {"11": SHORT}}, "12": other, "11": {**SHORT, "own": 1, "private": 0}}}
    page = decode.context(data)
    assert [each.id for each in page.results] == ["10", "11", "12", "13", "14"]
    assert page.results[1].private is False, "the fuller object is taken"
    assert page.results[0].replies[0].id == "11"


@pytest.mark.parametrize(
    "data",
    [
        {"result": PARENT, "context": [SHORT]},
        {"results": {"10": PARENT}, "context": {"11": SHORT}},
        {**PARENT, "context": {"results": {"11": SHORT}}},
        {**PARENT, "conversation": [SHORT]},
        {**PARENT, "replies": [SHORT]},
        {"10": PARENT, "11": SHORT},
        [PARENT, SHORT, PARENT],
        {"results": [{**PARENT, "comments": [SHORT]}], "total": 2},
    ],
)
def test_context_in_any_shape(data: object) -> None:
    assert ids(data) == ["10", "11"]


@pytest.mark.parametrize("name", ["replies", "context", "parent"])
def test_deep_context_ends(name: str) -> None:
    data: dict[str, Any] = {"uniqueId": 1}
    for number in range(2, 40):
        data = {"uniqueId": number, name: [data]}
    assert ids(data) == [str(number) for number in range(39, 30, -1)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"uniqueId": 991}, "991"),
        ({"id": "991"}, "991"),
        ({"replyId": 991, "uniqueId": 233}, "991"),
        ({"reply": {"uniqueId": 991}}, "991"),
        ({"results": {"991": {"uniqueId": 991}}}, "991"),
        ({"991": {"description": "x"}}, "991"),
        ([{"uniqueId": 991}], "991"),
        (991, "991"),
        ("991", "991"),
        ({}, ""),
        ([], ""),
        (None, ""),
        (True, ""),
        ("done", ""),
        (233, ""),
        ({"uniqueId": 233}, ""),
        ({"results": {"233": {"uniqueId": 233, "replies": {"1": {"uniqueId": 1}, "2": {"uniqueId": 2}}}}}, ""),
        ({"id": 5, "uniqueId": 6}, ""),
    ],
)
def test_receipt(data: object, expected: str) -> None:
    assert decode.receipt(Envelope(data=data), "233").reply_id == expected


def test_raw_can_be_stored_anywhere() -> None:
    wire = {"uniqueId": 1, "description": "\ud83d \u2028", "x": [1.5, None]}
    result = only(wire)
    assert result.raw.isascii()
    assert " " not in result.raw.replace("\\ud83d ", "")
    assert json.loads(result.raw) == wire
    result.description.encode()


def test_depth_is_counted_outside_of_strings_only() -> None:
    nested = "[" * jsontext.DEEPEST + "]" * jsontext.DEEPEST
    jsontext.read(nested.encode())
    with pytest.raises(jsontext.Unreadable):
        jsontext.read(f"[{nested}]".encode())
    text = "[[[" * 100 + '\\"' + "{{" * 100
    assert jsontext.read(json.dumps([text, "\\", text]).encode()) == [text, "\\", text]


def test_an_unreadable_body_travels_on_with_no_error() -> None:
    with pytest.raises(jsontext.Unreadable) as caught:
        jsontext.read(b'{"secret": ')
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("#FFaa00", "#ffaa00"),
        ("ffaa00", "#ffaa00"),
        ("#fa0", "#ffaa00"),
        ("red", ""),
        ("", ""),
        (None, ""),
        ("#12345", ""),
        (5, ""),
    ],
)
def test_colour(value: object, expected: str) -> None:
    assert wording.colour(value) == expected

"""The JSON others script against, and the lines for human eyes."""

from __future__ import annotations

import json

import pytest

from webcare_tui.cli import human, shapes, telling
from webcare_tui.cli.output import Output
from webcare_tui.models.account import Account, Connection, SearchProfile, SubTab, Tab, User
from webcare_tui.models.conversation import Activity, Details, ServerDraft
from webcare_tui.models.quota import Quota
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.models.result import Result, ResultType, Tag

ACCOUNT = Account(sources={"twitter": 3, "whatsapp": 12}, activities={"open": 1})
RESULT = Result(
    "13594824686",
    search_id="7",
    source=3,
    type=ResultType.COMMENT,
    private=False,
    title="Anna\nB",
    description="Hello\nthere",
    time=1_700_000_000,
    sentiment=-1,
    tags=(Tag("5", "fault"),),
    case_id="9",
    reply_available=True,
    replies=(Result("2", own=True),),
)
ITEM = OutboxItem("abcdef0123456789", "12", "words", "3", False, to="Anna")

RESULT_KEYS = [
    "uniqueId",
    "searchId",
    "source",
    "sourceName",
    "type",
    "private",
    "own",
    "title",
    "subtitle",
    "description",
    "link",
    "image",
    "imageLink",
    "time",
    "status",
    "checked",
    "sentiment",
    "tbrank",
    "bookmarked",
    "tagsList",
    "profileId",
    "personId",
    "caseId",
    "replyAvailable",
    "likeAvailable",
    "replies",
]
REPLY_KEYS = [
    "id",
    "state",
    "resultId",
    "to",
    "message",
    "connectionId",
    "public",
    "attempts",
    "attemptTime",
    "uniqueId",
    "reason",
    "transactionId",
    "created",
    "updated",
]


def test_a_result() -> None:
    shape = shapes.result(RESULT, ACCOUNT)
    assert list(shape) == RESULT_KEYS
    assert (shape["uniqueId"], shape["source"], shape["sourceName"], shape["type"]) == ("13594824686", 3, "twitter", 3)
    assert shape["tagsList"] == [{"id": "5", "name": "fault", "description": ""}]
    assert [each["uniqueId"] for each in shape["replies"]] == ["2"]
    assert json.loads(json.dumps(shape)) == shape
    assert shapes.result(RESULT)["sourceName"] == ""


def test_a_reply_and_the_quota() -> None:
    assert list(shapes.reply(ITEM)) == REPLY_KEYS
    assert shapes.reply(ITEM)["state"] == "queued"
    assert shapes.quota(None) is None
    assert shapes.quota(Quota(100, 3, 60, reset_at=9)) == {"limit": 100, "used": 3, "window": 60, "reset": 9}


def test_a_search_profile() -> None:
    search = SearchProfile(
        "7", "Mobile", encoded_name="mobile", tabs=(Tab("All", "/x/", subtabs=(SubTab("New", "/y/", "N"),)),)
    )
    shape = shapes.search(search)
    assert shape["webcareTabs"] == [
        {"name": "All", "filters": "/x/", "subTabs": [{"name": "New", "shortname": "N", "filters": "/y/"}]}
    ]
    assert human.profile_row(search) == ("7", "Mobile", "All", "–")
    assert shapes.user(User("1", "Anna", tag="AB")) == {"id": "1", "name": "Anna", "email": "", "tag": "AB"}


def test_details() -> None:
    details = Details(
        RESULT,
        (Activity("1", "2", "3", "", 1, "subject", "", 1_700_000_000),),
        earlier_contact=2,
        notes=("careful",),
        draft=ServerDraft("half"),
        available_connections=(Connection("4", "Web", 3),),
        default_connection="4",
        reply_suffix=" ^MK",
    )
    shape = shapes.details(details, ACCOUNT)
    assert shape["draft"] == {"text": "half", "private": True, "user": "", "connectionId": ""}
    assert shape["activities"][0]["activityName"] == "open"
    assert shape["availableConnections"] == [{"id": "4", "name": "Web", "source": 3}]
    assert shapes.details(Details(RESULT))["draft"] is None
    lines = "\n".join(human.detail_lines(details, ACCOUNT))
    for words in ("fault", "careful", "half", "4 Web", "^MK", "open · 3 · subject", "earlier contact:      2"):
        assert words in lines


def test_rows_stand_on_one_line() -> None:
    row = human.result_row(RESULT, ACCOUNT)
    assert row[1:] == ("13594824686", "twitter", "negative", "open", "Anna B", "Hello there")
    odd = Result("1", private=True, own=True, checked=5, status=5, sentiment=9, source=77)
    assert human.result_row(odd, None)[1:] == ("1", "77", "9", "private,own,checked,deleted", "(no name)", "")
    assert human.outbox_row(ITEM)[0:2] == ("abcdef01", "◷ queued")


def test_a_message_is_told_with_its_side() -> None:
    assert list(human.message_lines(RESULT, ACCOUNT, asked=True))[1:] == ["    Hello", "    there"]
    assert "▸" in next(iter(human.message_lines(RESULT, ACCOUNT, asked=True)))
    assert "→" in next(iter(human.message_lines(Result("1", own=True), None)))
    assert list(human.message_lines(Result("1"), None))[1] == "    (no words)"


@pytest.mark.parametrize("seconds", [0, -5, 10**18, 2**63])
def test_a_time_beyond_any_calendar_is_a_sign(seconds: int) -> None:
    assert human.moment(seconds) == "–"


def test_a_time_is_told_to_the_minute() -> None:
    assert len(human.moment(12_995_843_649)) == len("2381-10-26 10:00")


@pytest.mark.parametrize(
    ("state", "kept", "on_out", "words"),
    [
        (OutboxState.SENT, False, True, "✓ sent to Anna (private, 77)"),
        (OutboxState.FAILED, False, False, "Refused"),
        (OutboxState.UNCERTAIN, False, False, "Outcome unknown"),
        (OutboxState.SENDING, False, False, "Outcome unknown"),
        (OutboxState.DISCARDED, False, False, "not kept for later"),
        (OutboxState.QUEUED, True, False, "stays in the outbox"),
    ],
)
def test_every_outcome_in_words(state: OutboxState, kept: bool, on_out: bool, words: str, capsys) -> None:
    from dataclasses import replace

    item = replace(ITEM, state=state, reply_id="77", reason="A reason.", transaction_id="t-1")
    telling.outcome(item, Output(), kept=kept)
    told = capsys.readouterr()
    assert words in (told.out if on_out else told.err)
    assert "A reason." in told.err
    assert ("t-1" in told.err) is not on_out
    telling.outcome(item, Output(as_json=True), kept=kept)
    assert json.loads(capsys.readouterr().out)["state"] == state.value


def test_an_unknown_outcome_names_the_ways_on(capsys) -> None:
    from dataclasses import replace

    telling.outcome(replace(ITEM, state=OutboxState.UNCERTAIN), Output())
    told = capsys.readouterr().err
    for way in ("webcare-tui show 12", "outbox retry abcdef01", "outbox discard abcdef01", "not sent again by itself"):
        assert way in told

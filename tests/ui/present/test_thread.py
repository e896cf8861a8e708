"""A conversation as blocks: whose words, which day, what is new, which links."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.stage import ACCOUNT, NOW, STORY, conversation, message, reply
from webcare_tui.models.account import User
from webcare_tui.models.conversation import Activity, Conversation, Details, ServerDraft
from webcare_tui.models.reply import OutboxState
from webcare_tui.models.result import Result
from webcare_tui.ui.present.bubbles import Bubble, DayRule, Further, NewRule, Side
from webcare_tui.ui.present.heads import zone_of
from webcare_tui.ui.present.thread import Scene, day_words, side_of, thread
from webcare_tui.ui.present.underway import Echo, Saved

SCENE = Scene(account=ACCOUNT, now=NOW, zone=zone_of(ACCOUNT))


def test_there_may_be_more_above() -> None:
    assert not any(isinstance(each, Further) for each in thread(STORY, (), SCENE).blocks)
    first = thread(replace(STORY, more=True), (), SCENE).blocks[0]
    assert isinstance(first, Further) and "earlier messages" in first.lines(80)[0][0][0]
    assert "".join(text for text, _ in Further(plain=True).lines(80)[0]).replace("·", "").isascii()


def test_a_reply_saved_at_the_server_stands_behind_the_messages_and_under_none_of_ours() -> None:
    assert STORY.details is not None
    draft = ServerDraft("Beste Jan,\nik kijk het na.", False, "6", "901", "https://example.com/kat.png")
    drawn = thread(replace(STORY, details=replace(STORY.details, draft=draft)), (reply(),), SCENE)
    saved, echo = drawn.blocks[-2:]
    assert isinstance(saved, Saved) and isinstance(echo, Echo)
    assert saved.head == "saved at the service by Sanne Bakker"
    assert saved.publicity == "PRIVATE", "the message is private, whatever the draft says"
    first, second, third = saved.foot.split(" · ")
    assert (first, second) == ("not sent for Waterlandnet WhatsApp", "b begins your reply with it")
    assert third == "its picture on example.com does not come along"
    text = "\n".join("".join(piece for piece, _ in line) for line in saved.lines(40))
    assert "Beste Jan" in text and "ik kijk het na." in text
    unknown = ServerDraft("x", True, "404", "404")
    (*_, saved) = thread(replace(STORY, details=replace(STORY.details, draft=unknown)), (), SCENE).blocks
    assert isinstance(saved, Saved) and saved.head == "saved at the service"
    blank = replace(STORY.details, draft=ServerDraft(" "))
    assert thread(replace(STORY, details=blank), (), SCENE) == thread(STORY, (), SCENE)


def test_an_edited_message_is_marked_and_tells_what_it_said_when_unfolded() -> None:
    edited = replace(STORY, before={"1": "Goedemorgen, alles werkt.", "2": ""})
    first = bubbles(edited)[0]

    def text(bubble: Bubble) -> str:
        return "\n".join("".join(piece for piece, _ in line) for line in bubble.lines(100))

    assert "changed by its author since you first read it" in text(first) and "alles werkt" not in text(first)
    whole = bubbles(edited, replace(SCENE, whole=frozenset({"1"})))[0]
    assert "it first said:" in text(whole) and "alles werkt" in text(whole)
    assert all("changed" not in text(each) for each in bubbles(edited)[1:])
    gone = conversation(message(1, "", status=5))
    assert bubbles(replace(gone, before={"1": "weg"}))[0].before == ""


def bubbles(asked: Conversation, scene: Scene = SCENE) -> list[Bubble]:
    return [block for block in thread(asked, (), scene).blocks if isinstance(block, Bubble)]


@pytest.mark.parametrize(
    ("text", "side", "who"),
    [
        ("Dank! ^MK", Side.ME, "Sent by you"),
        ("Dank! ^mk ", Side.ME, "Sent by you"),
        ("Dank! ^SB", Side.COLLEAGUE, "Sent by Sanne Bakker"),
        ("Dank! ^ZZ", Side.COMPANY, "Sent by Waterlandnet"),
        ("Dank!", Side.COMPANY, "Sent by Waterlandnet"),
        ("^SB zegt iets", Side.COMPANY, "Sent by Waterlandnet"),
    ],
)
def test_whose_own_words(text: str, side: Side, who: str) -> None:
    own = message(2, text, own=True)
    assert side_of(own, conversation(message(1, "hallo"), own, asked="1"), SCENE) == (side, who)


def test_initials_that_two_colleagues_share_name_nobody() -> None:
    twins = replace(ACCOUNT, users=(*ACCOUNT.users, User("8", "Sem Bos", tag="SB")))
    own = message(2, "Dank! ^SB", own=True)
    assert side_of(own, conversation(own), replace(SCENE, account=twins))[0] is Side.COMPANY


def test_a_customer_cannot_pass_for_one_of_ours() -> None:
    forged = message(1, "Dank! ^MK", title="Sent by you")
    assert side_of(forged, conversation(forged), SCENE) == (Side.CUSTOMER, "Sent by you")
    (only,) = bubbles(conversation(forged))
    assert (only.side, only.words) == (Side.CUSTOMER, "customer")


def test_somebody_else_in_the_thread_is_not_the_customer() -> None:
    other = message(2, "ik ook", person_id="9", title="Piet")
    assert [each.side for each in bubbles(conversation(message(1, "x"), other, asked="1"))] == [Side.CUSTOMER, Side.OTHER]


def test_the_activity_of_answering_tells_who_did() -> None:
    own = message(2, "Dank!", own=True, minutes=5)
    acts = (Activity("1", "1", "6", "", 3, "", "", own.time + 2), Activity("2", "1", "7", "", 1, "", "", own.time))
    asked = Conversation(own, (own,), Details(own, activities=acts))
    assert side_of(own, asked, SCENE) == (Side.COLLEAGUE, "Sent by Sanne Bakker")
    both = (*acts, Activity("3", "1", "7", "", 3, "", "", own.time))
    assert side_of(own, Conversation(own, (own,), Details(own, activities=both)), SCENE)[0] is Side.COMPANY


def test_days() -> None:
    days = [block.words for block in thread(STORY, (), SCENE).blocks if isinstance(block, DayRule)]
    assert days == ["yesterday, Sun 9 Jun", "today, Mon 10 Jun"]
    assert day_words(NOW - 3 * 86400, NOW, SCENE.zone) == "Fri 7 Jun"
    assert day_words(NOW - 300 * 86400, NOW, SCENE.zone) == "Tue 15 Aug 2023"
    assert day_words(0, NOW, SCENE.zone) == "" == day_words(10**20, NOW, SCENE.zone)


def test_what_is_new() -> None:
    known = frozenset({"1", "2"})
    kinds = [type(block) for block in thread(STORY, (), replace(SCENE, known=known)).blocks]
    assert kinds.count(NewRule) == 1 and kinds.index(NewRule) == len(kinds) - 2
    assert NewRule not in [type(block) for block in thread(STORY, (), replace(SCENE, known=known | {"3"})).blocks]


def test_links_are_numbered_once_through_the_conversation() -> None:
    drawn = thread(
        conversation(message(1, "a https://example.com/a b https://example.org/b"), message(2, "https://example.com/a weer")),
        (),
        SCENE,
    )
    assert [(link.number, link.host) for link in drawn.links] == [(1, "example.com"), (2, "example.org")]
    first, second = (block for block in drawn.blocks if isinstance(block, Bubble))
    assert first.text == "a https://example.com/a [1] b https://example.org/b [2]"
    assert second.text == "https://example.com/a [1] weer"
    assert [first.text[mark.start : mark.end] for mark in first.marks] == [
        "https://example.com/a [1]",
        "https://example.org/b [2]",
    ]


def test_a_picture_is_a_link_and_not_fetched() -> None:
    (only,) = bubbles(conversation(message(1, "kijk", image="https://example.com/foto.jpg")))
    assert only.text == "kijk\npicture on example.com [1]"


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"description": ""}, "(no text)"),
        ({"status": 5}, "✗ deleted on the source"),
        ({"description": "a\n\n\n\n\n\n\nb"}, "a\n\n\nb"),
    ],
)
def test_texts_that_are_not_as_they_came(changes: dict[str, object], text: str) -> None:
    (only,) = bubbles(conversation(replace(message(1, "x"), **changes)))  # type: ignore[arg-type]
    assert only.text == text


def test_another_publicity_than_the_conversations_is_said() -> None:
    public = message(1, "openbaar", private=False)
    first, second = bubbles(conversation(public, message(2, "privé")))
    assert (first.words, second.words) == ("customer · public", "customer")


@pytest.mark.parametrize(
    ("state", "seen", "echoed"),
    [
        (OutboxState.QUEUED, None, True),
        (OutboxState.DISCARDED, None, False),
        (OutboxState.SENT, None, True),
        (OutboxState.SENT, message(50, "Ik  kijk het\nna.", own=True, minutes=0), False),
        (OutboxState.SENT, message(50, "Ik kijk het na.", own=True, minutes=600), True),
        (OutboxState.UNCERTAIN, message(50, "Ik kijk het na.", own=True, minutes=0), True),
    ],
)
def test_a_reply_under_way_stands_at_the_end_until_it_is_a_message(
    state: OutboxState, seen: Result | None, echoed: bool
) -> None:
    asked = STORY if seen is None else replace(STORY, messages=(*STORY.messages, seen))
    last = thread(asked, (reply(state, attempt_at=NOW),), SCENE).blocks[-1]
    assert isinstance(last, Echo) is echoed

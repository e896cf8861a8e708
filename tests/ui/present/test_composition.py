"""What a reply begins with: words, channel, publicity."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.stage import ACCOUNT, STORY, conversation, message
from webcare_tui.models.conversation import Conversation, ServerDraft
from webcare_tui.models.draft import Draft
from webcare_tui.ui.present.composition import Composition, composition

PUBLIC = conversation(message(1, "openbaar", private=False, source=3))
PRIVATE = conversation(message(1, "privé", private=True, source=3))


def with_server_draft(asked: Conversation, *, private: bool, text: str = "Beste Jan") -> Conversation:
    assert STORY.details is not None
    return replace(
        asked, details=replace(STORY.details, draft=ServerDraft(text, private, "6", "902"), available_connections=())
    )


@pytest.mark.parametrize(
    ("asked", "saved", "privately", "public"),
    [
        (PUBLIC, None, False, True),
        (PRIVATE, None, False, False),
        (PUBLIC, None, True, False),
        (PUBLIC, Draft("1", "x", public=False), False, False),
        (PRIVATE, Draft("1", "x", public=True), False, True),
        (with_server_draft(PUBLIC, private=True), None, False, False),
        (with_server_draft(PUBLIC, private=False), None, False, True),
        (with_server_draft(PRIVATE, private=False), None, False, False),
    ],
)
def test_publicity(asked: Conversation, saved: Draft | None, privately: bool, public: bool) -> None:
    made = composition(asked, ACCOUNT, saved, privately=privately)
    assert made.draft.public is public
    assert made.private_only is asked.result.private


def test_channels_come_from_the_result_else_from_its_source_else_all() -> None:
    assert [each.id for each in composition(STORY, ACCOUNT).connections] == ["901"]
    assert [each.id for each in composition(PUBLIC, ACCOUNT).connections] == ["902", "903"]
    elsewhere = conversation(message(1, "x", source=99))
    assert len(composition(elsewhere, ACCOUNT).connections) == 3
    assert composition(PUBLIC, None).connections == ()


def test_the_channel_is_the_proposed_one_or_the_drafts() -> None:
    assert STORY.details is not None
    asked = replace(STORY, details=replace(STORY.details, available_connections=ACCOUNT.connections, default_connection="903"))
    assert composition(asked, ACCOUNT).draft.connection_id == "903"
    assert composition(asked, ACCOUNT, Draft("3", "x", "902")).draft.connection_id == "902"
    assert composition(asked, ACCOUNT, Draft("3", "x", "gone")).draft.connection_id == "903"


def test_a_draft_here_comes_before_one_at_the_server() -> None:
    asked = with_server_draft(PRIVATE, private=True)
    assert composition(asked, ACCOUNT).draft.text == "Beste Jan"
    assert composition(asked, ACCOUNT, Draft("1", "Hoi")).draft.text == "Hoi"
    assert composition(with_server_draft(PRIVATE, private=True, text=" \n"), ACCOUNT).draft.text == ""


def test_beginning() -> None:
    made = composition(STORY, ACCOUNT)
    assert (made.to, made.source_name) == ("Jan de Vries", "whatsapp")
    assert made.beginning == ("@jandevries  ^MK", 12)
    assert replace(made, draft=Draft("3", "abc", cursor=99)).beginning == ("abc", 3)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("@jan Hoi ^MK", True),
        ("Hoi", True),
        ("@jan  ^MK", False),
        ("@jan ^MK", False),
        ("  ", False),
        ("@jan \u200b\u2800 ^MK", False),
    ],
)
def test_prefix_and_suffix_alone_are_no_words(text: str, kept: bool) -> None:
    made = Composition(Draft("1", ""), prefix="@jan ", suffix=" ^MK")
    assert made.written(text, 3).text == (text if kept else "")

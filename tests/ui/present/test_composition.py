"""What a reply begins with: words, channel, publicity."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.stage import ACCOUNT, STORY, conversation, message
from webcare_tui.models.account import Connection
from webcare_tui.models.conversation import Conversation, ServerDraft
from webcare_tui.models.draft import Draft
from webcare_tui.ui.present.composition import Composition, composition, saved_draft
from webcare_tui.ui.present.dossier import Fact, dossier

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
        (with_server_draft(PUBLIC, private=True), None, False, True),
    ],
)
def test_publicity(asked: Conversation, saved: Draft | None, privately: bool, public: bool) -> None:
    made = composition(asked, ACCOUNT, saved, privately=privately)
    assert made.draft.public is public
    assert made.private_only is asked.result.private


def test_channels_come_from_the_result_else_those_that_fit_its_source() -> None:
    assert [each.id for each in composition(STORY, ACCOUNT).connections] == ["901"]
    assert [each.id for each in composition(PUBLIC, ACCOUNT).connections] == ["902", "903"]
    elsewhere = conversation(message(1, "x", source=99))
    assert composition(elsewhere, ACCOUNT).connections == ()
    vague = replace(ACCOUNT, connections=(*ACCOUNT.connections, Connection("904", "ergens")))
    assert [each.id for each in composition(elsewhere, vague).connections] == ["904"], "its source is not told"
    assert len(composition(conversation(message(1, "x", source=0)), vague).connections) == 4
    assert composition(PUBLIC, None).connections == ()


def test_the_channel_is_the_proposed_one_or_the_drafts() -> None:
    assert STORY.details is not None
    asked = replace(STORY, details=replace(STORY.details, available_connections=ACCOUNT.connections, default_connection="903"))
    assert composition(asked, ACCOUNT).draft.connection_id == "903"
    assert composition(asked, ACCOUNT, Draft("3", "x", "902")).draft.connection_id == "902"
    assert composition(asked, ACCOUNT, Draft("3", "x", "gone")).draft.connection_id == "903"


def test_a_reply_saved_at_the_server_never_comes_by_itself() -> None:
    asked = with_server_draft(PRIVATE, private=True)
    assert composition(asked, ACCOUNT).draft.text == ""
    assert composition(asked, ACCOUNT, Draft("1", "Hoi")).draft.text == "Hoi"


@pytest.mark.parametrize(
    ("asked", "mine", "text", "public"),
    [
        (with_server_draft(PUBLIC, private=True), None, "Beste Jan", False),
        (with_server_draft(PUBLIC, private=False), None, "Beste Jan", True),
        (with_server_draft(PRIVATE, private=False), None, "Beste Jan", False),
        (with_server_draft(PUBLIC, private=False), Draft("1", " ", "903", public=True), "Beste Jan", True),
        (with_server_draft(PUBLIC, private=False), Draft("1", "Hoi", "903", public=True), "Beste Jan\n\nHoi", True),
        (with_server_draft(PUBLIC, private=False), Draft("1", "Hoi", "903", public=False), "Beste Jan\n\nHoi", False),
        (with_server_draft(PUBLIC, private=True), Draft("1", "Hoi", "903", public=True), "Beste Jan\n\nHoi", False),
    ],
)
def test_a_saved_reply_as_a_draft(asked: Conversation, mine: Draft | None, text: str, public: bool) -> None:
    draft = saved_draft(asked, mine)
    assert draft is not None
    assert (draft.text, draft.public, draft.cursor) == (text, public, len(text))
    assert draft.connection_id == ("903" if mine and mine.text.strip() else "902")


def test_no_saved_reply_no_draft() -> None:
    assert saved_draft(STORY) is None
    assert saved_draft(with_server_draft(PRIVATE, private=True, text=" \n")) is None
    assert saved_draft(replace(STORY, details=None)) is None


def test_where_only_the_author_may_be_answered_only_the_author_is_named() -> None:
    assert STORY.details is not None
    only = replace(ACCOUNT, searches=(replace(ACCOUNT.searches[0], reply_author_only=True),))
    asked = replace(STORY, details=replace(STORY.details, reply_prefix="@piet @JandeVries @els "))
    assert composition(asked, ACCOUNT).prefix == "@piet @JandeVries @els "
    assert composition(asked, only).prefix == "@JandeVries "
    unknown = replace(asked, details=replace(STORY.details, reply_prefix="@piet @els "))
    assert composition(unknown, only).prefix == "@piet @els ", "the author's name is not among them"


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


def test_a_channel_that_came_without_a_name_has_the_one_that_the_account_knows() -> None:
    assert STORY.details is not None
    bare = replace(STORY, details=replace(STORY.details, available_connections=(Connection("902", ""), Connection("7", ""))))
    assert composition(bare, ACCOUNT).connections == (ACCOUNT.connection("902"), Connection("7", ""))
    assert composition(bare, None).connections == (Connection("902", ""), Connection("7", ""))
    told = next(row.words for row in dossier(bare, ACCOUNT, (), None) if isinstance(row, Fact) and row.key == "channels")
    assert told == "Waterlandnet X, connection 7"

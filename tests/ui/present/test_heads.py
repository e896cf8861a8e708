"""Head lines fit any width, and never lose who reads a reply."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.stage import ACCOUNT, STORY, conversation, message
from webcare_tui.models.account import Connection
from webcare_tui.models.draft import Draft
from webcare_tui.services.length import Count
from webcare_tui.ui.present.composition import Composition
from webcare_tui.ui.present.heads import composer_head, conversation_head, counter, source_words, zone_of


@pytest.mark.parametrize(
    ("width", "left", "right"),
    [
        (80, " Jan de Vries · WhatsApp  PRIVATE  case 8812", "as stored "),
        (46, " Jan de Vries · WhatsApp  PRIVATE  case 8812", ""),
        (40, " Jan de Vries · WhatsApp  PRIVATE ", ""),
        (30, " Jan de Vries  PRIVATE ", ""),
        (18, " Jan de… PRIVATE ", ""),
    ],
)
def test_conversation(width: int, left: str, right: str) -> None:
    head = conversation_head(replace(STORY, fresh=False), ACCOUNT, width)
    assert (head[0].plain.replace("…  ", "… "), head[1].plain) == (left, right)


@pytest.mark.parametrize(("fresh", "left", "right"), [(False, "PRIVATE ", "as stored "), (True, "case 8812", "")])
def test_while_nothing_can_be_fetched_it_says_so_before_the_case(fresh: bool, left: str, right: str) -> None:
    head = conversation_head(replace(STORY, fresh=fresh), ACCOUNT, 50, stale=True)
    assert head[0].plain.endswith(left) and head[1].plain == right


@pytest.mark.parametrize("public", [True, False])
@pytest.mark.parametrize("width", range(9, 90))
def test_the_word_is_there_at_every_width(width: int, public: bool) -> None:
    word = " PUBLIC " if public else " PRIVATE "
    asked = conversation(message(1, "x", private=not public, title="Wie heeft er nu zo'n lange naam"))
    if width >= 12:
        left, right = conversation_head(asked, ACCOUNT, width)
        assert word in left.plain and left.cell_length + right.cell_length <= width
    reply = Composition(Draft("1", "", "9", public=public), (Connection("9", "Een kanaal met een naam"),), to="Wie dan ook")
    head = composer_head(reply, width)
    assert word in head.plain and head.cell_length <= width


def test_a_name_that_deceives_is_marked() -> None:
    assert "⚠ odd letters" in conversation_head(conversation(message(1, "x", title="Sаnne")), ACCOUNT, 90)[0].plain
    assert "odd" not in conversation_head(conversation(message(1, "x", title="Санне Ёлкина")), ACCOUNT, 90)[0].plain


def test_busy_and_nothing() -> None:
    assert conversation_head(STORY, ACCOUNT, 90, busy=True)[1].plain == "fetching… "
    assert conversation_head(None, None, 90)[0].plain == " Conversation"


def test_the_counter_has_a_colour_only_where_it_is_too_long() -> None:
    assert not counter(Count(3, 280)).spans and counter(Count(300, 280)).spans


def test_sources_and_zones() -> None:
    assert source_words(message(1, "", source=3), ACCOUNT) == "X/Twitter"
    assert source_words(message(1, "", source=42), ACCOUNT) == "source 42"
    assert zone_of(None) is None is zone_of(replace(ACCOUNT, timezone="../../etc/passwd"))
    assert str(zone_of(ACCOUNT)) == "Europe/Amsterdam"

"""What is known of a customer, in a line and in the panel."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.stage import ACCOUNT, NOW, STORY, conversation, message
from webcare_tui.models.result import Tag
from webcare_tui.ui.present.customer import customer_line, customer_of, span_words, waiting_since
from webcare_tui.ui.present.dossier import Caption, Fact, Moment, dossier
from webcare_tui.ui.present.heads import zone_of


def test_the_line() -> None:
    line = customer_line(STORY, ACCOUNT, NOW, handler_id="6")
    assert line.plain == (
        " waits 38 min · due in 7 min · 3× earlier contact · ☹☹ very negative · with Sanne Bakker   storing   factuur "
    )
    assert customer_line(STORY, ACCOUNT, NOW, handler_id="5").plain.count("with you") == 1
    assert customer_line(STORY, ACCOUNT, NOW, plain=True).plain.replace("·", "").isascii()
    assert customer_line(None, ACCOUNT, NOW).plain == ""
    assert "earlier" not in customer_line(replace(STORY, details=None), ACCOUNT, NOW).plain


@pytest.mark.parametrize(
    ("later", "words"),
    [(0, "waits 38 min · due in 7 min"), (10 * 60, "waits 48 min · overdue 3 min"), (5 * 3600, "waits 5 h · overdue 4 h")],
)
def test_waiting(later: int, words: str) -> None:
    assert words in customer_line(STORY, ACCOUNT, NOW + later).plain


def test_nobody_waits_once_answered_or_checked() -> None:
    answered = conversation(*STORY.messages, message(9, "Dank", own=True))
    assert waiting_since(answered) == 0 and "waits" not in customer_line(answered, ACCOUNT, NOW).plain
    checked = replace(STORY, result=replace(STORY.result, checked=NOW))
    assert "checked off" in customer_line(checked, ACCOUNT, NOW).plain


def test_the_oldest_unanswered_message_counts() -> None:
    twice = conversation(
        message(1, "a", minutes=90),
        message(2, "b", own=True, minutes=80),
        message(3, "c", minutes=40),
        message(4, "d", minutes=1),
    )
    assert waiting_since(twice) == NOW - 40 * 60


@pytest.mark.parametrize(
    ("seconds", "words"), [(-5, "0 min"), (59, "0 min"), (7140, "119 min"), (7200, "2 h"), (172800, "2 d")]
)
def test_spans(seconds: int, words: str) -> None:
    assert span_words(seconds) == words


def test_a_label_of_any_colour_or_none() -> None:
    for color in ("", "nonsense", "#b03a2e"):
        assert ACCOUNT.searches
        tagged = conversation(message(1, "x", tags=(Tag("99", color or "leeg"),)))
        assert (color or "leeg") in customer_line(tagged, ACCOUNT, NOW).plain


def test_the_customer_of_an_own_message_is_the_other_side() -> None:
    own = message(2, "Dank", own=True)
    assert customer_of(conversation(message(1, "hoi"), own)).id == "1"


def test_the_panel() -> None:
    earlier = tuple(message(40 + each, f"oud {each}", minutes=5000 * each) for each in range(1, 4)) + STORY.messages
    entries = dossier(STORY, ACCOUNT, earlier, zone_of(ACCOUNT))
    facts = {each.key: each.words for each in entries if isinstance(each, Fact) and each.key}
    assert facts == {"source": "WhatsApp", "profile": "jandevries", "person": "4471"}
    assert [each.words for each in entries if isinstance(each, Caption)] == [
        "On the author",
        "Earlier contact · 3×",
        "Activities",
    ]
    moments = [each.words for each in entries if isinstance(each, Moment)]
    assert moments == ["oud 1", "oud 2", "oud 3", "open · Sanne Bakker"]
    assert len({each.anchor for each in entries}) == len(entries)


def test_an_unfetched_panel_says_so() -> None:
    entries = dossier(replace(STORY, details=None), ACCOUNT, (), None)
    assert any(isinstance(each, Fact) and "not fetched" in each.words for each in entries)
    assert dossier(None, None, (), None) == (Fact("", "Nothing is open.", "muted"),)


@pytest.mark.parametrize("width", [1, 5, 20, 60])
def test_any_width(width: int) -> None:
    for entry in dossier(STORY, ACCOUNT, (message(40, "oud " * 30),), None):
        assert entry.lines(width)

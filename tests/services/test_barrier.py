"""The barrier: what counts as new in a conversation, and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.services.fakes import START, own, result
from webcare_tui.models.reply import OutboxItem, OutboxState, Seen
from webcare_tui.services.barrier import newcomers, seen_in

ASKED = replace(result(10), person_id="p", profile_id="anna", source=3)
SEEN = seen_in((ASKED, own(11, "Hello ^MK")))
MINE = OutboxItem("a", "10", "Done ^MK", "5", True, OutboxState.SENT, attempt_at=START)


def new(*came, seen=SEEN, **given):
    return [each.id for each in newcomers(seen, (ASKED, own(11, "Hello ^MK"), *came), ASKED, **given)]


def test_nothing_has_come() -> None:
    assert Seen(frozenset({"11"}), frozenset({"10"})) == SEEN
    assert new() == []


@pytest.mark.parametrize(
    ("came", "expected"),
    [
        (replace(ASKED, id="12"), ["12"]),
        (replace(ASKED, id="12", person_id="q"), []),
        (replace(ASKED, id="12", person_id="", profile_id="bram"), []),
        (replace(ASKED, id="12", person_id="", profile_id=""), ["12"]),
        (replace(ASKED, id="12", person_id="", profile_id="bram", source=15), ["12"]),
        (replace(ASKED, id="12", status=5), []),
        (replace(ASKED, id="9"), []),
        (own(12, "Hello"), ["12"]),
        (own(12, "Done ^BV"), ["12"]),
        (own(12, "Done"), ["12"]),
        (own(12, "Done ^MK"), []),
        (own(9, "Long ago"), []),
        (replace(own(12, "x"), id="abc"), ["abc"]),
        (replace(ASKED, id="8", replies=(own(12, "To another message of theirs"),)), ["12"]),
    ],
)
def test_what_counts(came, expected) -> None:
    assert new(came, rows=(MINE,)) == expected


def test_own_words_count_where_they_were_never_sent() -> None:
    waiting = replace(MINE, state=OutboxState.QUEUED, attempt_at=0)
    assert new(own(12, "Done ^MK"), rows=(waiting,)) == ["12"]
    assert new(own(12, "Other"), claimed={"12"}) == []


def test_nobody_knows_what_was_seen() -> None:
    assert new(own(12, "Hello"), seen=None) == []
    part = replace(SEEN, whole=False)
    assert new(own(12, "Hello"), seen=part) == []
    assert new(own(12, "Hello"), seen=part, whole=False) == ["12"]


def test_a_reply_is_known_whichever_side_it_was_counted_on() -> None:
    assert new(own(12, "x"), seen=Seen(frozenset({"11"}), frozenset({"10", "12"}))) == []


def test_both_are_told_in_the_order_of_time() -> None:
    assert new(own(13, "Hello", time=START + 13), replace(ASKED, id="12", time=START + 12)) == ["12", "13"]

"""Reconciling: which copy in a conversation proves a reply, and which does not."""

from __future__ import annotations

import pytest

from tests.services.fakes import START, own, result
from webcare_tui.models.reply import OutboxItem
from webcare_tui.services.reconcile import match, normal, own_replies, signature

LONG = "Thank you for your message, we are looking into it right now and will come back to you today."


def item(text="Thank you! ^MK", **changes):
    base = {"connection_id": "1", "public": True, "attempt": 1, "attempt_at": START, "prior_ids": ("100",)}
    return OutboxItem("id", "1", text, **{**base, **changes})


def copy(text="Thank you! ^MK", number=200, time=START + 3, private=False):
    return own(number, text, time=time, private=private)


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("Thank you! ^MK", "Thank you! ^MK"),
        ("Thank you! ^MK", "Thank you!"),
        ("Thank you!", "@jan Thank you! ^MK"),
        ("Jan & Piet: 5 < 6", "Jan &amp; Piet: 5 &lt; 6"),
        ("two\nlines  and\u00a0blanks", "two lines and blanks"),
        ("caf\u0065\u0301", "café"),
        ("Look ❤\ufe0f here\u200b", "Look ❤ here"),
        ("See https://shop.example/a/very/long/way", "See https://t.example/x1"),
    ],
)
def test_what_a_source_changes_on_the_way_does_not_matter(sent, stored):
    found = match(item(sent), [copy(stored)], affixes=("@jan ", " ^MK"))
    assert (found.kind, found.ids) == ("strong", ("200",))


@pytest.mark.parametrize("other", ["Thank you? ^MK", "thank you! ^MK", "Thank you! 2 ^MK", "", "Thanks"])
def test_other_words_are_no_proof(other):
    assert match(item(), [copy(other)]).kind == "none"


@pytest.mark.parametrize("stored", [LONG[:60], LONG[:30] + "…", LONG[:30] + "...", LONG + " With regards from all of us"])
def test_likeness_is_shown_and_proves_nothing(stored):
    assert match(item(LONG), [copy(stored)]).kind == "weak"


def test_another_hand_is_no_proof():
    assert match(item(), [copy("Thank you! ^BV")]).kind == "weak"


def test_a_private_reply_is_not_proved_by_public_words():
    assert match(item(public=False), [copy(private=False)]).kind == "weak"
    assert match(item(public=False), [copy(private=True)]).kind == "strong"


def test_two_copies_are_told():
    found = match(item(), [copy(), copy(number=201)])
    assert (found.kind, found.ids) == ("several", ("200", "201"))


def test_what_stood_there_before_or_belongs_to_another_reply_does_not_count():
    assert match(item(), [copy(number=100)]).kind == "none"
    assert match(item(), [copy()], claimed={"200"}).kind == "none"


def test_a_reply_that_was_sent_without_an_id_has_a_copy_of_its_own():
    first = item(prior_ids=("90",))
    assert match(item(), [copy()], nameless=[first]).kind == "none", "it may be the first one's"
    found = match(item(), [copy(), copy(number=201)], nameless=[first])
    assert (found.kind, found.ids) == ("strong", ("201",))
    assert match(item(), [copy(number=100), copy()], nameless=[first]).ids == ("200",), "the first one's stood there before"
    assert match(item(), [copy()], nameless=[item("Something else")]).ids == ("200",)


def test_ids_decide_before_clocks():
    assert match(item(), [copy(number=101, time=START - 90_000)]).kind == "strong", "a higher number is new whatever its time"
    assert match(item(), [copy(number=50, time=START - 90_000)]).kind == "none", "an old one that came into view is not"


def test_without_numbers_the_corrected_time_decides():
    early, late = copy(number=7, time=START - 100), copy(number=7, time=START - 130)
    assert match(item(prior_ids=()), [early]).kind == "strong"
    assert match(item(prior_ids=()), [late]).kind == "none"
    assert match(item(prior_ids=()), [late], server_offset=-3600).kind == "strong"
    assert match(item(prior_ids=()), [copy(number=7, time=0)]).kind == "weak", "it may have stood there for long"
    assert match(item(prior_ids=("6",)), [copy(number=7, time=0)]).kind == "strong"


@pytest.mark.parametrize(
    ("mine", "theirs", "affixes", "kind"),
    [
        ("On its way", "On its way ^BV", (), "weak"),
        ("On its way", "On its way ^BV", ("", " ^BV"), "strong"),
        ("On its way ^MK", "On its way ^BV", (), "weak"),
        ("On its way ^MK", "On its way", (), "strong"),
        ("On its way", "On its way", (), "strong"),
    ],
)
def test_another_hand_proves_nothing_whether_or_not_the_reply_was_signed(mine, theirs, affixes, kind):
    copied = own(9, theirs, time=START + 5)
    assert match(item(text=mine, prior_ids=()), [copied], affixes=affixes).kind == kind


def test_own_replies_are_found_inside_and_beside_without_customers_comments():
    bare = own(5, "from Twitter", own=False)
    customer = result(6)
    post = result(1, replies=(bare, customer, own(7, "nested", replies=())))
    assert [reply.id for reply in own_replies([post, own(8, "beside"), own(7, "nested")])] == ["5", "7", "8"]


def test_nothing_changes_a_normal_text_any_more():
    for text in ("a ^MK", " x\u200b https://y.example ", "&amp;lt;"):
        once = normal(text)
        assert "^" not in once and once == once.strip()


@pytest.mark.parametrize(("text", "sign"), [("Hi ^MK", "MK"), ("Hi ^ mk ", "MK"), ("2^3 is 8", ""), ("Hi", ""), ("^MK hi", "")])
def test_signatures(text, sign):
    assert signature(text) == sign

"""What is known of a customer, in a line and in the panel."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.stage import ACCOUNT, NOW, STORY, conversation, message
from webcare_tui.models.conversation import Activity, Details
from webcare_tui.models.result import Tag
from webcare_tui.ui.present.customer import customer_line, customer_of, span_words, waiting_since
from webcare_tui.ui.present.dossier import Caption, Entry, Fact, Labels, Moment, dossier
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
    assert STORY.details is not None
    vague = replace(STORY, details=replace(STORY.details, earlier_contact=1))
    assert " · earlier contact · " in customer_line(vague, ACCOUNT, NOW).plain, "one may mean only that there was some"
    assert "Earlier contact" in captions(dossier(vague, ACCOUNT, (), None))


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


def test_why_it_cannot_be_answered_stands_first() -> None:
    def line(hidden: bool = False, **changes: object) -> str:
        profile = replace(ACCOUNT.searches[0], hide_buttons=hidden)
        asked = conversation(message(1, "x", minutes=5, **changes))
        return customer_line(asked, replace(ACCOUNT, searches=(profile,)), NOW).plain

    assert line().startswith(" waits 5 min")
    assert line(reply_available=False).startswith(" cannot be answered · waits")
    assert line(hidden=True).startswith(" only for reading here · waits")
    assert "answered" not in line(own=True, reply_available=False) and "answered" not in line(status=5, reply_available=False)


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
    assert facts == {
        "source": "WhatsApp", "profile": "jandevries", "person": "4471", "channels": "Waterlandnet WhatsApp",
    }  # fmt: skip
    assert captions(entries) == [
        "Labels", "On the author", "Earlier contact · 3×", "Other accounts of this person", "Activities",
    ]  # fmt: skip
    moments = [(each.words, each.opens) for each in entries if isinstance(each, Moment)]
    assert moments == [
        ("WhatsApp · oud 1", "41"), ("WhatsApp · oud 2", "42"), ("WhatsApp · oud 3", "43"), ("open · Sanne Bakker", ""),
    ]  # fmt: skip
    (labels,) = [each for each in entries if isinstance(each, Labels)]
    assert [(chip.name, chip.color) for chip in labels.chips] == [("storing", "#b03a2e"), ("factuur", "")]
    assert "None that this machine knows of." in words(entries)
    assert len({each.anchor for each in entries}) == len(entries)


def captions(entries: tuple[Entry, ...]) -> list[str]:
    return [each.words for each in entries if isinstance(each, Caption)]


def words(entries: tuple[Entry, ...]) -> list[str]:
    return [each.words for each in entries if isinstance(each, Fact)]


def test_the_panel_of_a_first_contact_is_complete() -> None:
    assert STORY.details is not None
    bare = conversation(
        message(1, "Hallo", rank=12, status=1, private=False, source=77, link="https://example.com/1", subtitle="Kletshoek"),
        details=Details(message(1, ""), place="Hoorn, Noord-Holland", language="nl", activities=()),
    )
    entries = dossier(bare, replace(ACCOUNT, statuses={"open": 1}), (), None)
    facts = {each.key: each.words for each in entries if isinstance(each, Fact) and each.key}
    assert facts == {
        "source": "source 77", "profile": "jandevries", "person": "4471", "place": "Hoorn, Noord-Holland", "language": "nl",
        "reach": "12", "page": "Kletshoek", "message": "https://example.com/1", "status": "open",
    }  # fmt: skip
    assert captions(entries) == ["Notes", "Earlier contact", "Other accounts of this person", "Activities"]
    assert words(entries).count("None.") == 2
    assert "None: this is the first contact, as far as the service knows." in words(entries)


@pytest.mark.parametrize(
    ("changes", "told", "sentence"),
    [
        ({}, 4, "The service has it; none of it is on this machine. P asks for it."),
        ({"person_id": ""}, 0, "The service does not say who this is, so nothing else can be found."),
        ({}, None, "None on this machine; the service was not asked yet."),
    ],
)
def test_no_earlier_contact_says_why(changes: dict[str, str], told: int | None, sentence: str) -> None:
    asked = message(1, "Hallo", **changes)
    details = None if told is None else Details(asked, earlier_contact=told)
    entries = dossier(conversation(asked, details=details), ACCOUNT, (), None)
    assert sentence in words(entries)
    assert ("Other accounts of this person" in captions(entries)) is bool(asked.person_id)


def test_a_person_over_all_sources() -> None:
    elsewhere = (
        message(51, "op X", minutes=100, source=3, profile_id="jandv", title="Jan op X"),
        message(52, "nog eens op X", minutes=200, source=3, profile_id="jandv", title="Jan op X"),
        message(53, "Wij weer", minutes=250, own=True, source=3),
        message(54, "zelfde plek", minutes=300),
        message(55, "bericht", minutes=400, source=99, profile_id="", title=""),
    )
    entries = dossier(STORY, ACCOUNT, elsewhere, zone_of(ACCOUNT), "52")
    accounts = {each.key: each.words for each in entries if isinstance(each, Fact) and each.under == "accounts"}
    assert accounts == {
        "X/Twitter": "Jan op X · jandv · 2 messages, last 10 Jun 24", "source 99": " · 1 message, last 10 Jun 24".strip(" ·"),
    }  # fmt: skip
    moments = {each.opens: each for each in entries if isinstance(each, Moment) and each.opens}
    assert [each.opens for each in moments.values() if each.chosen] == ["52"]
    assert moments["53"].words == "X/Twitter · us: Wij weer"
    assert moments["52"].lines(60)[0][0] == ("", "chosen") and moments["52"].lines(60)[0][1][0].startswith(">")


def test_unknown_activities_and_users_are_shown_by_their_numbers() -> None:
    deeds = (
        Activity("1", "3", "404", "", 77, "onderwerp", "uitkomst " * 20, NOW),
        Activity("2", "3", "", "", 3, "", "", 10**13),
    )
    entries = dossier(conversation(message(3, "x"), details=Details(message(3, ""), activities=deeds)), ACCOUNT, (), None)
    found = [each for each in entries if isinstance(each, Moment)]
    assert [each.words for each in found] == ["respond", "activity 77 · user 404 · onderwerp · " + ("uitkomst " * 20).strip()]
    assert found[0].when.startswith("unknown") and len(found[1].lines(60)) > 3, "it is read in full"


def test_an_unfetched_panel_says_so() -> None:
    entries = dossier(replace(STORY, details=None), ACCOUNT, (), None)
    assert any("Not fetched yet" in each for each in words(entries))
    assert dossier(None, None, (), None) == (Fact("", "Nothing is open.", "muted"),)


@pytest.mark.parametrize("width", [1, 5, 20, 60])
def test_any_width(width: int) -> None:
    for entry in dossier(STORY, ACCOUNT, (message(40, "oud " * 30),), None):
        assert entry.lines(width)

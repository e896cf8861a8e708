"""The words a filter can be made of."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from tests.services.fakes import account, own, result
from webcare_tui.filters.names import Names
from webcare_tui.filters.terms import Assigned, City, Query, SinceId, Sources
from webcare_tui.models.account import Category, Label, SearchProfile
from webcare_tui.services.naming import names_of
from webcare_tui.services.views import View
from webcare_tui.services.vocabulary import vocabulary

LABELS = (
    Category("1", "Soort", labels=(Label("1", "storing"), Label("2", "oud", active=False), Label("3", "stil", visible=False))),
    Category("2", "Weg", active=False, labels=(Label("4", "weg"),)),
)
ACCOUNT = account(
    searches=(
        SearchProfile("1", "Mobile", "mobile+phones", categories=LABELS, sources=("twitter", "whatsapp")),
        SearchProfile("2", "Home", visible=False),
        SearchProfile("3", "Business"),
    ),
    timezone="Europe/Amsterdam",
)
VIEW = View("x", "X", Query("Business", (City("Utrecht"), Sources(("forums",)), SinceId("9"), Assigned("8"))), "3", "tab")


def test_the_accounts_words_those_of_its_views_and_what_was_seen() -> None:
    seen = [
        result(1, description="#storing in #Utrecht, geen#tag", profile_id="jan", link="https://forum.example/a"),
        result(2, description="#Utrecht", profile_id="12345"),
        own(3, "#eigen", profile_id="wij", link="https://wij.example/"),
        result(4, description="x", link="https://[kapot"),
    ]
    words = vocabulary(ACCOUNT, [VIEW], seen, profile="Business", me="7")
    assert words.of("in") == ("Business", "mobile phones")
    assert words.of("source")[-1] == "forums" and "irischat" in words.of("source")
    assert words.of("category") == ("Soort",) and words.of("label") == ("storing",)
    assert words.of("assigned") == ("me", "Bo Vos")
    assert words.of("city") == ("Utrecht",)
    assert words.of("hashtag") == ("Utrecht", "storing", "eigen")
    assert words.of("profile") == ("jan",) and words.of("website") == ("forum.example",)
    assert words.of("since") == ()
    here = vocabulary(ACCOUNT, [], [], profile="mobile phones")
    assert here.of("source") == ("twitter", "whatsapp") and here.of("assigned") == ("Mila Kok", "Bo Vos")
    assert vocabulary(None, [], []).of("in") == ()


def test_users_and_times_by_the_accounts_own_names() -> None:
    names = names_of(ACCOUNT, "7")
    assert names.zone == ZoneInfo("Europe/Amsterdam")
    assert names.user_id("bv") == "8" and names.user_id("me") == "7" and names.user_id("mila@noorderlicht.example") == "7"
    assert names_of(replace(ACCOUNT, timezone="No/Where"), "").zone == Names().zone
    assert names_of(None, "7") == Names(me="7")

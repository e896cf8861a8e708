"""The top line and the bottom line at any width."""

from __future__ import annotations

import pytest

from tests.ui.stage import reply
from webcare_tui.filters.terms import Query
from webcare_tui.models.quota import Quota
from webcare_tui.models.reply import OutboxState
from webcare_tui.services.events import LinkState
from webcare_tui.services.views import View
from webcare_tui.store import ViewCount
from webcare_tui.ui.present.bars import Link, foot_line, link_line, outbox_words, top_line

VIEWS = tuple(View(f"31/{name}", name, Query("Mobiel"), "31", "tab") for name in ("Nieuw", "Chat", "Social"))
COUNTS = {"31/Nieuw": ViewCount(42, 42, 0), "31/Chat": ViewCount(3, 0, 0)}
HINTS = (("r", "reply", True), ("e", "close", False), ("?", "help", True))


def test_views_are_numbered_and_tell_what_waits() -> None:
    line = top_line("Waterlandnet", VIEWS, "31/Chat", COUNTS, 80)
    assert line.plain.split() == ["Waterlandnet", "1", "Nieuw", "42", "2", "Chat", "3", "Social"]
    marked = [line.plain[span.start : span.end] for span in line.spans if "underline" in str(span.style)]
    assert marked == ["Chat"]


@pytest.mark.parametrize("width", range(0, 60, 7))
def test_only_whole_views_stand_in_the_top_line(width: int) -> None:
    line = top_line("W", VIEWS, "", COUNTS, width)
    assert line.cell_length <= max(width, 4)
    assert line.plain.split()[1::2] in ([], ["1"], ["1", "42"], ["1", "42", "Chat"], ["1", "42", "Chat", "Social"])


def test_the_view_that_is_shown_tells_how_long_its_oldest_waits_where_no_other_goes_for_it() -> None:
    wide = top_line("W", VIEWS, "31/Nieuw", COUNTS, 80, ("3h", "late"))
    assert wide.plain.split() == ["W", "1", "Nieuw", "42", "3h⚠", "2", "Chat", "3", "Social"]
    assert top_line("W", VIEWS, "31/Nieuw", COUNTS, 80, ("3h", "late"), plain=True).plain == wide.plain.replace("⚠", "!")
    full = top_line("W", VIEWS, "31/Nieuw", COUNTS, 80)
    for width in range(80):
        shown = top_line("W", VIEWS, "31/Nieuw", COUNTS, width, ("3h", "soon")).plain
        others = top_line("W", VIEWS, "31/Nieuw", COUNTS, width).plain.split()
        assert [word for word in shown.split() if word != "3h!"] == others
        assert ("3h!" in shown) is (width >= full.cell_length + 4 or 20 <= width < 24 or 28 <= width < 34)


def test_ten_views_get_nine_numbers() -> None:
    assert "10" not in top_line("W", VIEWS * 4, "", {}, 500).plain


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (Link(LinkState.CONNECTING), "◌ connecting "),
        (Link(LinkState.LIVE, as_of=0, next_try=99), "● live "),
        (Link(LinkState.OFFLINE, next_try=1_718_020_800), "○ offline · again 12:00 "),
        (Link(LinkState.QUOTA), "◐ quota spent "),
        (Link(LinkState.NOT_ALLOWED, as_of=1_718_020_800), "⊘ not allowed · as of 12:00 "),
    ],
)
def test_the_link_says_how_it_stands(link: Link, words: str) -> None:
    from datetime import UTC

    assert link_line(link, None, "", zone=UTC).plain == words
    assert link_line(link, None, "", plain=True, zone=UTC).plain[0].isascii()


@pytest.mark.parametrize(("used", "words"), [(3, "calls kept"), (6, "quota spent"), (2, "quota spent")])
def test_calls_that_are_kept_are_not_called_spent(used: int, words: str) -> None:
    assert link_line(Link(LinkState.QUOTA), Quota(6, used, 3600), "").plain.startswith(f"◐ {words} · quota ")


@pytest.mark.parametrize(("used", "style"), [(10, "$warning"), (75, "$warning"), (95, "$offline")])
def test_quota_and_mark_stand_behind_the_link(used: int, style: str) -> None:
    line = link_line(Link(LinkState.LIVE), Quota(100, used, 3600), "PROD")
    assert line.plain == f"● live · quota {used}% · PROD "
    assert any(style in str(span.style) for span in line.spans) is (used > 70)


def test_what_is_under_way_and_in_doubt_is_counted() -> None:
    states = (OutboxState.QUEUED, OutboxState.SENDING, OutboxState.UNCERTAIN, OutboxState.SENT, OutboxState.FAILED)
    words = [text for text, _ in outbox_words([reply(state) for state in states])]
    assert words == ["? 1 uncertain", "↗ 2"]
    assert outbox_words([reply(OutboxState.SENT)]) == []


def test_a_hint_that_cannot_run_keeps_its_place() -> None:
    left, right = foot_line(HINTS, "", "information", 40)
    assert (left.plain, right.plain) == (" r reply  e close  ? help ", "")
    assert "$muted" in {str(span.style) for span in left.spans}


@pytest.mark.parametrize("width", [1, 5, 12, 30, 80])
def test_a_long_sentence_is_cut_and_never_wider_than_the_line(width: int) -> None:
    left, right = foot_line(HINTS, "een lange zin over wat er misging en waarom dat zo is", "error", width)
    assert left.cell_length + right.cell_length <= max(width, 1)
    assert right.plain.rstrip().endswith("…") or width >= 80

"""Head lines, empty lists, and views as lines."""

from __future__ import annotations

from datetime import UTC

import pytest
from rich.segment import Segment
from rich.style import Style

from webcare_tui.filters.terms import Checked, Query, Sources
from webcare_tui.models.account import Account, SearchProfile
from webcare_tui.services.events import Gap
from webcare_tui.services.views import View
from webcare_tui.store import Selection, ViewCount
from webcare_tui.text.width import cells
from webcare_tui.ui.present.lists import empty_words, gap_words, results_head
from webcare_tui.ui.present.palette import Palette
from webcare_tui.ui.present.symbols import FANCY, PLAIN
from webcare_tui.ui.present.viewlines import ViewLine, oldest, view_lines, view_pieces, views_head

QUERY = Query("mobiel")
VIEWS = (
    View("5", "Mobiel", QUERY, "5", "profile"),
    View("5//next", "Next up", QUERY, "5", "own", "5"),
    View("5/Twitter", "Twitter", QUERY, "5", "tab", "5"),
    View("5/Twitter/Negative", "Negative", QUERY, "5", "subtab", "5/Twitter"),
    View("6", "Zakelijk", QUERY, "6", "profile"),
)


def plain(line: ViewLine, width: int = 27, *, selected: bool = False) -> str:
    return "".join(text for text, _ in view_pieces(line, width, FANCY, selected=selected))


def test_the_head_names_view_filters_and_numbers() -> None:
    left, right = results_head("Next up", (Sources(("twitter",)), Checked(False)), "stor", 42, 3, FANCY, busy=True)
    assert left.plain == " Next up  \\stor  · twitter · not checked"
    assert right.plain == " …  3 new ↑  42 "
    left, right = results_head("Next up", (), "", 42, 0, PLAIN)
    assert (left.plain, right.plain) == (" Next up", " 42 ")


def test_the_head_tells_what_is_still_to_be_read_between_old_and_new() -> None:
    same_day, other_day = Gap(1_790_000_000, 1_790_003_600), Gap(1_790_000_000, 1_790_090_000)
    assert gap_words(None, UTC) == ""
    assert gap_words(same_day, UTC) == "still reading 14:13–15:13"
    assert gap_words(other_day, UTC) == "still reading 21-09 14:13–22-09 15:13"
    assert gap_words(Gap(1, 10**18), UTC) == "still reading older ones"
    right = results_head("All", (), "", 42, 3, FANCY, gap=gap_words(same_day, UTC))[1]
    assert right.plain == "  still reading 14:13–15:13   3 new ↑  42 "


def test_the_head_says_that_nobodys_is_only_what_is_known_here() -> None:
    left, _ = results_head("Next up", (Checked(False),), "", 2, 0, FANCY, unassigned=True)
    assert left.plain == " Next up · no known handler · not checked"


def test_a_long_name_has_the_room_of_numbers_that_are_not_there() -> None:
    line = ViewLine("k", "Complimenten van klanten", 1, False, 0, 0)
    assert plain(line, 28) == "   Complimenten van klanten "
    assert plain(ViewLine("k", line.title, 1, False, 3, 3), 28) == "   Complimenten va…   3     "


def test_markup_in_names_stays_words() -> None:
    assert results_head("[b]x[/]", (), "[/]", 1, 0, FANCY)[0].plain == " [b]x[/]  \\[/] "


@pytest.mark.parametrize(
    ("selection", "busy", "why", "key"),
    [
        (None, False, "No view is open.", "]"),
        (None, True, "Asking the service for the search profiles…", ""),
        (Selection("5"), True, "Fetching results…", ""),
        (Selection("5", unhandled_only=True, unassigned=True), False, "as far as this machine knows", ":view.all"),
        (Selection("5", narrow="[/]"), False, "No row here has “[/]”.", "Esc"),
        (Selection("5", unhandled_only=True), False, "Nothing waits here.", "]"),
        (Selection("5"), False, "No results yet.", "ctrl+r"),
    ],
)
def test_an_empty_list_says_why_and_what_to_do(selection: Selection | None, busy: bool, why: str, key: str) -> None:
    words = empty_words(selection, busy=busy, signs=FANCY).plain
    assert why in words and key in words


def test_what_is_wrong_with_the_link_has_a_heading_of_its_own() -> None:
    words = empty_words(None, busy=False, signs=FANCY, trouble="It is away: It says: [b]. Wait.")
    assert words.plain.split("\n")[:3] == ["It is away", "It says: [b]. Wait.", ""] and "ctrl+r" in words.plain
    assert [words.plain[span.start : span.end] for span in words.spans if span.style == "bold"] == ["It is away"]
    assert empty_words(None, busy=False, signs=FANCY, trouble="It is away.").plain.startswith("It is away.\nctrl+r")


def test_where_no_view_is_open_nothing_is_counted() -> None:
    left, right = results_head("", (), "", 0, 0, FANCY)
    assert (left.plain, right.plain) == (" Results", "")


def test_views_become_a_tree_with_numbers() -> None:
    lines = view_lines(VIEWS, "5//next", {"5": ViewCount(300, 42), "5//next": ViewCount(42, 7), "6": ViewCount(1200, 0)})
    assert [line.depth for line in lines] == [0, 1, 1, 2, 0]
    assert [plain(line) for line in lines] == [
        "  Mobiel            42     ",
        " ▸ Next up           7     ",
        "   Twitter                 ",
        "    Negative               ",
        "  Zakelijk                 ",
    ]


def test_only_the_search_profile_in_use_shows_what_stands_under_it() -> None:
    assert [line.title for line in view_lines(VIEWS, "6", {})] == ["Mobiel", "Zakelijk"]
    assert len(view_lines(VIEWS, "", {})) == len(VIEWS)
    filtered = view_lines(VIEWS, "filter/6/twitter", {}, search_id="6")
    assert [(line.title, line.current) for line in filtered] == [("Mobiel", False), ("Zakelijk", False)]


def test_a_narrow_line_shows_what_waits_only() -> None:
    line = ViewLine("k", "A very long name of a view", 1, True, 12, 345)
    assert plain(line, 20, selected=True) == "▌▸ A very lon…   12 "
    assert plain(line, 41).endswith("   12         345 ")
    assert [cells(plain(line, width)) for width in range(1, 60)] == list(range(1, 60))
    assert [head.plain for head in views_head(20)] == [" Profiles", "waiting "]
    assert [views_head(width)[1].plain for width in (21, 24, 30, 41)] == [
        "waiting ", "waiting age ", "waiting oldest ", "waiting oldest  all "
    ]  # fmt: skip


TWO = Account(searches=(SearchProfile("5", "Mobiel", service_level=60), SearchProfile("6", "Zakelijk", service_level=240)))
NOW = 1_700_000_000


def test_a_line_tells_how_long_the_oldest_has_waited() -> None:
    counts = {"5": ViewCount(50, 1, NOW - 60), "5//next": ViewCount(50, 16, NOW - 3000), "6": ViewCount(3, 1, NOW - 90_000)}
    mobile, following, chat, _, business = view_lines(VIEWS, "5//next", counts, TWO, NOW)
    told = [(line.age, line.haste) for line in (mobile, following, chat, business)]
    assert told == [("50m", "soon"), ("50m", "soon"), ("", "ok"), ("1d", "late")]
    assert plain(following, 28) == " ▸ Next up           16 50m!"
    assert plain(business, 41) == "  Zakelijk                 1    1d⚠    3 "
    assert plain(business, 30) == "  Zakelijk           1    1d⚠ "
    assert plain(business, 21).endswith("    1 ")
    assert (" 1d⚠", "sla-late bold") in [(text, looks) for text, looks in view_pieces(business, 30, FANCY)]
    assert "⚠" not in "".join(text for text, _ in view_pieces(business, 41, PLAIN))


def test_of_a_merged_view_the_worst_part_counts() -> None:
    parts = (View("5//next", "Next up", QUERY, "5", "own"), View("6//next", "Next up", QUERY, "6", "own"))
    merged = View("all//next", "Next up", QUERY, "all", "own", parts=parts)
    counts = {"5//next": ViewCount(1, 1, NOW - 3600), "6//next": ViewCount(1, 1, NOW - 7200)}
    assert oldest(merged, counts, TWO, NOW) == ("2h", "late")
    assert oldest(merged, {"6//next": counts["6//next"]}, TWO, NOW) == ("2h", "ok")
    assert oldest(merged, {}, TWO, NOW) == oldest(merged, counts, TWO, 0) == ("", "ok")
    assert oldest(merged, counts, None, NOW) == ("2h", "ok")


def test_a_palette_knows_its_names_and_survives_missing_and_strange_ones() -> None:
    palette = Palette(
        {"foreground": "#111111", "background": "#eeeeee", "late": "#ff0000", "veil": "#00000080", "text": "auto 87%"}
    )
    assert palette.style("late", attributes="bold") == Style(color="#ff0000", bgcolor="#eeeeee", bold=True)
    assert palette.style("late") is palette.style("late")
    assert palette.style("text") == palette.style("nowhere") == palette.style("foreground", "nowhere")
    assert palette.style("veil").color is not None and palette.style("veil").color != palette.style("veil").bgcolor
    assert Palette({}).style("anything").bgcolor is not None


def test_pieces_take_the_ground_of_their_row_or_their_own() -> None:
    palette = Palette({"foreground": "#111111", "background": "#eeeeee", "chip": "#00ff00", "selected": "#0000ff"})
    segments = list(palette.segments([("a", "foreground bold"), ("b", "foreground/chip")], "selected"))
    assert segments == [
        Segment("a", Style(color="#111111", bgcolor="#0000ff", bold=True)),
        Segment("b", Style(color="#111111", bgcolor="#00ff00")),
    ]


def test_a_search_profile_shows_at_least_what_waits_in_one_of_its_views() -> None:
    counts = {"5": ViewCount(50, 16), "5//next": ViewCount(31, 31), "6": ViewCount(3, 1)}
    assert [(line.title, line.waiting, line.total) for line in view_lines(VIEWS, "5", counts) if line.depth == 0] == [
        ("Mobiel", 31, 50),
        ("Zakelijk", 1, 3),
    ]

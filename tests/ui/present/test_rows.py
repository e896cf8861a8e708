"""A result in two lines: what stands where, and that the columns hold at any width."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webcare_tui.models.account import Account, SearchProfile, User
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.models.result import Result, Tag
from webcare_tui.store import Row
from webcare_tui.text.clean import clean
from webcare_tui.text.width import cells
from webcare_tui.ui.present.lists import outbox_states
from webcare_tui.ui.present.palette import Piece
from webcare_tui.ui.present.rows import Scene, fitted, result_lines
from webcare_tui.ui.present.symbols import PLAIN

NOW = 1_000_000
ACCOUNT = Account(
    sources={"whatsapp": 9},
    users=(User("7", "Wilma Kok", tag="WK"),),
    searches=(SearchProfile("5", "Mobiel", service_level=10),),
)
RESULT = Result(
    "1",
    "5",
    9,
    private=False,
    title="Jan de Vries",
    description="Ik zit al\ndrie dagen zonder internet",
    time=NOW - 420,
    sentiment=-1,
)
ROW = Row(RESULT, 1, "", False)
SCENE = Scene(NOW, ACCOUNT)


def text(pieces: list[Piece]) -> str:
    return "".join(part for part, _ in pieces)


def lines(row: Row = ROW, scene: Scene = SCENE, width: int = 46, *, selected: bool = False) -> tuple[str, str]:
    first, second = result_lines(row, scene, width, selected=selected)
    return text(first), text(second)


def looks(row: Row, part: str, scene: Scene = SCENE, line: int = 0) -> str:
    return next(role for words, role in result_lines(row, scene, 60)[line] if part in words)


def of(**changes: object) -> Row:
    return replace(ROW, result=replace(RESULT, **changes))  # type: ignore[arg-type]


def test_a_plain_row() -> None:
    assert lines() == (
        "  7m  WA ☹ Jan de Vries                       ",
        "      Ik zit al drie dagen zonder internet    ",
    )


def test_the_selected_row_has_a_bar_and_its_message_comes_forward() -> None:
    first, second = result_lines(ROW, SCENE, 46, selected=True)
    assert text(first)[0] == text(second)[0] == "▌"
    assert ("Ik zit al drie dagen zonder internet", "foreground") in second


def test_all_badges_stand_at_the_right_the_most_pressing_first() -> None:
    row = Row(replace(RESULT, private=True, bookmarked=True), 4, "7", True)
    scene = replace(SCENE, drafts=frozenset({"1"}), outbox={"1": OutboxState.UNCERTAIN})
    assert lines(row, scene, 60)[0].endswith(" 4 ? uncertain ✎ draft P ⚑WK ★ ✓ ")
    assert lines(row, scene, 46)[0].endswith("Jan de Vries       4 ? ✎ P ⚑WK ★ ✓ ")
    assert lines(row, scene, 24)[0] == "  7m  WA ☹ Jan de … ? ✎ "


@pytest.mark.parametrize(
    ("state", "badge", "role"),
    [
        (OutboxState.QUEUED, "↗ held", "sending"),
        (OutboxState.SENDING, "↗ sending", "sending"),
        (OutboxState.UNCERTAIN, "? uncertain", "unknown bold"),
        (OutboxState.FAILED, "✗ refused", "error bold"),
    ],
)
def test_a_reply_under_way_shows_where_it_stands(state: OutboxState, badge: str, role: str) -> None:
    scene = replace(SCENE, outbox={"1": state})
    assert badge in lines(ROW, scene)[0] and looks(ROW, badge, scene) == role


def test_a_sent_reply_leaves_no_badge() -> None:
    assert lines(ROW, replace(SCENE, outbox={"1": OutboxState.SENT})) == lines()


@pytest.mark.parametrize(
    ("minutes", "words", "role"), [(7, " 7m ", "sla-ok"), (8, " 8m!", "sla-soon"), (10, "10m⚠", "sla-late bold")]
)
def test_the_service_level_shows_by_sign_and_colour(minutes: int, words: str, role: str) -> None:
    row = of(time=NOW - minutes * 60)
    assert lines(row)[0][1:5] == words and looks(row, words) == role


def test_what_is_handled_or_own_is_not_urgent_and_steps_back() -> None:
    late = of(time=NOW - 6000)
    for row in (replace(late, handled=True), of(time=NOW - 6000, own=True)):
        assert lines(row)[0][4] == " " and looks(row, "Jan") == "muted"
    assert lines(of(own=True))[0][11:].startswith("↩ Jan de Vries")


def test_a_deleted_message_says_so_instead_of_its_words() -> None:
    row = of(status=5)
    assert "deleted at its source" in lines(row)[1] and "internet" not in lines(row)[1]
    assert looks(row, "deleted", line=1) == "muted italic"


def test_an_empty_message_and_a_nameless_author_say_so() -> None:
    first, second = lines(of(title="", description=""))
    assert "(no name)" in first and "(no text)" in second
    assert "subject" in lines(of(description="", subtitle="subject"))[1]


def test_labels_stand_at_the_right_where_the_message_keeps_room() -> None:
    row = of(tags=(Tag("1", "storing"), Tag("2", "factuur"), Tag("3", "compliment")), description="Kort")
    assert lines(row, width=46)[1].endswith(" storing   factuur   compliment  ")
    long = of(tags=(Tag("1", "storing"), Tag("2", "factuur")))
    assert lines(long, width=46)[1] == "      Ik zit al drie dagen zonder …  storing  "
    assert looks(row, "storing", line=1) == "label-text/label"


def test_by_the_clock() -> None:
    first, second = lines(ROW, replace(SCENE, time_format="clock", zone=UTC))
    assert first.startswith(" 13:39  WA ☹ Jan") and first.index("WA") == second.index("Ik zit")
    assert lines()[0].index("WA") == lines()[1].index("Ik zit")


def test_ascii_only() -> None:
    row = Row(replace(RESULT, private=True, bookmarked=True, own=True, description="x" * 99), 4, "7", True)
    scene = replace(SCENE, signs=PLAIN, drafts=frozenset({"1"}), outbox={"1": OutboxState.QUEUED})
    assert all(line.isascii() for line in lines(row, scene, selected=True))


def test_wide_and_right_to_left_names_do_not_move_the_badges() -> None:
    for name in ("李小龙李小龙李小龙李小龙李小龙李小龙李小龙", "مريم العلي", "Zoë 🌷 Jansen", "👨‍👩‍👧 Smit", "e\u0301" * 50):
        first, _ = lines(replace(of(title=clean(name, "identity")), handler_id="7"))
        assert cells(first) == 46 and first.endswith("⚑WK ")


@given(
    name=st.text(max_size=60),
    message=st.text(max_size=200),
    labels=st.lists(st.text(max_size=20), max_size=3),
    width=st.integers(1, 130),
    count=st.integers(0, 2000),
    private=st.booleans(),
    handler=st.sampled_from(["", "7", "99999"]),
    plain=st.booleans(),
)
def test_both_lines_have_exactly_the_width(
    name: str, message: str, labels: list[str], width: int, count: int, private: bool, handler: str, plain: bool
) -> None:
    tags = tuple(Tag(str(number), clean(label, "identity")) for number, label in enumerate(labels))
    result = replace(RESULT, title=clean(name, "identity"), description=clean(message, "block"), tags=tags, private=private)
    scene = replace(SCENE, drafts=frozenset({"1"}), **({"signs": PLAIN} if plain else {}))
    for line in lines(Row(result, count, handler, False), scene, width):
        assert cells(line) == width
        assert "\n" not in line


def test_fitting_cuts_wide_characters_and_fills_up() -> None:
    assert fitted([("李小", "a")], 3) == [("李…", "a")]
    assert fitted([("ab", "x")], 4) == [("ab", "x"), ("  ", "muted")]
    assert fitted([("ab", "x"), ("cd", "y")], 2) == [("ab", "x")]


def test_the_newest_reply_to_a_result_counts() -> None:
    def item(key: str, state: OutboxState, created: int) -> OutboxItem:
        return OutboxItem(key, "1", "", "", True, state, created=created)

    assert outbox_states([item("b", OutboxState.QUEUED, 2), item("a", OutboxState.FAILED, 1)]) == {"1": OutboxState.QUEUED}
    assert outbox_states([item("a", OutboxState.SENT, 1), item("b", OutboxState.DISCARDED, 2)]) == {}


def test_among_several_search_profiles_a_row_names_its_own_where_there_is_room() -> None:
    merged = replace(SCENE, merged=True)
    assert lines()[0].replace("Mobiel", "") == lines()[0]
    assert lines(scene=merged)[0].rstrip().endswith("Mobiel")
    row = replace(of(bookmarked=True), case_count=3, handler_id="7")
    assert lines(row, merged)[0].rstrip().endswith("Mobiel 3 ⚑WK ★")
    for width in range(1, 60):
        plain, named = lines(row, width=width)[0], lines(row, merged, width)[0]
        assert cells(named) == width and named.replace("Mobiel", "      ").replace("Mobi…", "     ") == plain
    assert looks(ROW, "Mobiel", merged) == "muted"


def test_a_search_profile_nobody_knows_has_no_name() -> None:
    merged = replace(SCENE, merged=True)
    assert lines(of(search_id="99"), merged) == lines(of(search_id="99"))
    assert lines(scene=replace(merged, account=None)) == lines(scene=replace(SCENE, account=None))

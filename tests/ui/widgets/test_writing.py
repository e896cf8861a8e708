"""Text area, roll, heading and choices: they tell the terminal only what changed."""

from __future__ import annotations

from dataclasses import dataclass

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip

from tests.ui.stage import Stage, settle, tap
from webcare_tui.ui.widgets.choices import Choices
from webcare_tui.ui.widgets.frugal import changed_regions
from webcare_tui.ui.widgets.heading import Heading
from webcare_tui.ui.widgets.roll import Line, Roll
from webcare_tui.ui.widgets.writing import Writing


@dataclass(frozen=True)
class Words:
    """A block of numbered lines."""

    anchor: str
    count: int

    def lines(self, width: int) -> tuple[Line, ...]:
        return tuple(((f"{self.anchor}{each}"[:width], "text"),) for each in range(self.count))


def strips(*texts: str) -> dict[int, Strip]:
    return {y: Strip([Segment(text)]) for y, text in enumerate(texts)}


def test_only_lines_that_differ_are_regions() -> None:
    assert changed_regions(strips("aaa", "bbb"), strips("aaa", "bxb"), 2, 1) == [Region(2, 2, 2, 1)]
    assert changed_regions({}, strips("aaa")) == [Region(0, 0, 3, 1)]


async def test_a_key_paints_one_line() -> None:
    writing = Writing()
    writing.text = "een\ntwee\ndrie"
    app = Stage(writing)
    async with app.run_test(size=(40, 10)) as pilot:
        writing.focus()
        await settle(pilot)
        writing.caret = 8
        await settle(pilot)
        before = dict(writing._painted)
        await tap(pilot, "x")
        assert writing.text == "een\ntweex\ndrie"
        assert [y for y in before if writing._painted[y] is not before[y]] == [1]
        assert writing.caret == 9


async def test_what_stands_is_what_ought_to_after_any_change() -> None:
    writing = Writing()
    app = Stage(writing)
    async with app.run_test(size=(20, 6)) as pilot:
        writing.focus()
        await settle(pilot)
        for keys in (
            "woorden en meer",
            ("enter",) * 8,
            ("up",) * 4,
            ("ctrl+z",),
            ("ctrl+a", "ctrl+k"),
            "漢字👍",
            ("backspace",) * 3,
        ):
            await tap(pilot, *("space" if key == " " else key for key in keys))
            await settle(pilot)
            for y in range(writing.size.height):
                assert writing._painted[y].text == writing.fresh_line(y).text, (keys, y)
        await pilot.resize_terminal(33, 4)
        await settle(pilot)
        assert {y: writing._painted[y].text for y in range(4)} == {y: writing.fresh_line(y).text for y in range(4)}


async def test_a_roll_keeps_what_is_read_in_view() -> None:
    roll = Roll()
    app = Stage(roll)
    async with app.run_test(size=(20, 5)) as pilot:
        roll.show([Words("a", 4), Words("b", 4), Words("c", 4)])
        await settle(pilot)
        assert roll.at_end
        roll.to_anchor("b")
        roll.show([Words("z", 3), Words("a", 4), Words("b", 4), Words("c", 4)])
        await settle(pilot)
        assert roll.visible_anchors() == ("b", "c") and roll.scroll_offset.y == 7
        roll.show([Words("a", 1)])
        await settle(pilot)
        assert roll.scroll_offset.y == 0 and roll.at_end
        roll.show([])
        await settle(pilot)
        assert roll.visible_anchors() == ()


async def test_a_roll_shown_before_it_has_a_size_stands_right_later() -> None:
    roll = Roll()
    roll.show([Words("a", 30), Words("b", 30)], aim="b")
    app = Stage(roll)
    async with app.run_test(size=(20, 5)) as pilot:
        await settle(pilot)
        assert roll.visible_anchors()[0] == "b"


async def test_a_heading_cuts_its_left_and_drops_its_right_last() -> None:
    heading = Heading()
    app = Stage(heading)
    async with app.run_test(size=(20, 2)) as pilot:
        heading.show(Content("links links links"), Content("rechts"))
        await settle(pilot)
        assert heading.words == "links links l…rechts"
        await pilot.resize_terminal(10, 2)
        await settle(pilot)
        assert heading.words == "links lin…"
        heading.show(Content(""), Content("rechts"))
        assert heading.words == "    rechts"


async def test_choices_keep_the_cursor_in_view() -> None:
    choices = Choices([Content(str(each)) for each in range(30)])
    choices.styles.height = 4
    app = Stage(choices)
    async with app.run_test(size=(20, 6)) as pilot:
        await settle(pilot)
        for by, cursor, first in ((1, 1, "  0"), (5, 6, "  3"), (-4, 2, "▸ 2"), (99, 29, "  26"), (-99, 0, "▸ 0")):
            choices.move(by)
            assert choices.cursor == cursor
            assert choices.fresh_line(0).text.rstrip() == first
        choices.show([])
        choices.move(1)
        assert choices.cursor is None and not choices.fresh_line(0).text.strip()

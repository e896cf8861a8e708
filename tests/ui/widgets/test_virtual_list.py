"""The virtual list: its cursor keeps to its row, it shows only what it has, it sends only what changed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Region
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget

from webcare_tui.ui.widgets.rows import CHUNK
from webcare_tui.ui.widgets.virtual_list import VirtualList


class Names:
    """A source of rows that are their own ids."""

    def __init__(self, rows: Sequence[str]) -> None:
        self.rows = list(rows)
        self.windows: list[tuple[int, int]] = []
        self.broken = False

    async def count(self) -> int:
        return len(self.rows)

    async def window(self, start: int, stop: int) -> Sequence[str]:
        self.windows.append((start, stop))
        if self.broken:
            raise OSError("the disk is full")
        return tuple(self.rows[start:stop])

    async def position(self, row_id: str) -> int | None:
        return self.rows.index(row_id) if row_id in self.rows else None


class Lazy(Names):
    """Knows its rows by arithmetic, as a database by its index: r0 … r99999, later ones in front."""

    def __init__(self, count: int) -> None:
        super().__init__(())
        self.newest, self.oldest = 0, count

    async def count(self) -> int:
        return self.oldest - self.newest

    async def window(self, start: int, stop: int) -> Sequence[str]:
        self.windows.append((start, stop))
        first = self.newest
        return tuple(f"r{number}" for number in range(first + start, min(first + stop, self.oldest)))

    async def position(self, row_id: str) -> int | None:
        number = int(row_id[1:])
        return number - self.newest if self.newest <= number < self.oldest else None


def paint(row: str, width: int, selected: bool) -> Sequence[Strip]:
    style = Style(reverse=selected)
    return [Strip([Segment(f"{text:<{width}.{width}}", style)]) for text in (row, f"  {row}")]


class Board(App[None]):
    """One list that fills the screen."""

    def __init__(self, source: Names) -> None:
        super().__init__()
        self.source = source
        self.said: list[object] = []
        self.now = 0.0

    def compose(self) -> ComposeResult:
        yield VirtualList(self.source, paint, str, clock=lambda: self.now)

    async def on_mount(self) -> None:
        await self.list.reset()

    @property
    def list(self) -> VirtualList[str]:
        return self.query_one(VirtualList)

    def on_virtual_list_highlighted(self, message: VirtualList.Highlighted) -> None:
        self.said.append(("highlighted", message.row_id))
        assert message.row == message.row_id

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        self.said.append(("opened", message.row_id))

    def on_virtual_list_new_above(self, message: VirtualList.NewAbove) -> None:
        self.said.append(("new", message.count))

    def on_virtual_list_end_reached(self, message: VirtualList.EndReached) -> None:
        self.said.append("end")

    def on_virtual_list_failed(self, message: VirtualList.Failed) -> None:
        self.said.append(("failed", str(message.error)))

    def lines(self) -> list[str]:
        """What stands on the screen, without the scroll thumb."""
        return [self.list.render_line(y).text.rstrip(" ▐") for y in range(self.list.size.height)]

    def shown(self) -> list[str]:
        return [line for line in self.lines()[::2] if line]

    def line_of_cursor(self) -> int:
        return self.list.cursor - self.list.top


def board(count: int) -> Board:
    return Board(Names([f"r{number}" for number in range(count)]))


def wheel(kind: type[events.MouseEvent], widget: Widget) -> events.MouseEvent:
    return kind(widget, x=3, y=3, delta_x=0, delta_y=1, button=0, shift=False, meta=False, ctrl=False)


async def keys(pilot: Pilot[None], *pressed: str) -> None:
    await pilot.press(*pressed)
    await pilot.pause()


async def test_the_first_rows_are_shown_and_the_first_is_highlighted() -> None:
    app = board(500)
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.pause()
        assert app.lines()[:4] == ["r0", "  r0", "r1", "  r1"]
        assert app.said == [("highlighted", "r0")]


async def test_keys_move_the_cursor_and_enter_opens() -> None:
    app = board(500)
    async with app.run_test(size=(30, 10)) as pilot:
        await keys(pilot, "j", "down", "k", "enter")
        assert app.list.cursor == 1
        assert app.said[-2:] == [("highlighted", "r1"), ("opened", "r1")]
        await keys(pilot, "G")
        assert app.list.cursor_id == "r499" and set(app.said[-2:]) == {("highlighted", "r499"), "end"}
        await keys(pilot, "g")
        assert (app.list.cursor_id, app.list.top) == ("r0", 0)
        await keys(pilot, "pagedown")
        assert (app.list.cursor, app.list.top) == (5, 5)
        await keys(pilot, "ctrl+d", "pageup", "ctrl+u")
        assert (app.list.cursor, app.list.top) == (0, 0)
        await keys(pilot, "end", "home", "up")
        assert app.list.cursor == 0


async def test_at_the_edge_the_window_jumps_half_a_page() -> None:
    app = board(500)
    async with app.run_test(size=(30, 20)) as pilot:
        app.list.move(9)
        assert app.list.top == 0
        await keys(pilot, "j")
        assert (app.list.cursor, app.list.top) == (10, 5)


async def test_a_hundred_thousand_rows_cost_a_few_windows() -> None:
    source = Lazy(100_000)
    app = Board(source)
    async with app.run_test(size=(40, 20)) as pilot:
        await keys(pilot, "G")
        assert app.shown()[-1] == "r99999"
        assert app.list.cursor_id == "r99999"
        for _ in range(30):
            app.list.turn(-1)
            await pilot.pause()
        assert app.list.cursor_id == "r99699"
        assert len(source.windows) < 12
        assert all(stop - start == CHUNK for start, stop in source.windows)


async def test_a_held_key_goes_through_many_rows_without_a_stranger() -> None:
    source = Lazy(100_000)
    app = Board(source)
    async with app.run_test(size=(40, 20)) as pilot:
        for _ in range(650):
            app.list.move(1)
        await pilot.pause()
        assert app.list.cursor_id == "r650"
        assert "r650" in app.shown()


async def test_rows_that_are_not_here_yet_are_dots_until_they_come_in() -> None:
    app = board(1000)
    async with app.run_test(size=(30, 10)) as pilot:
        app.list.go(700)
        assert app.lines() == [" ···", ""] * 5
        assert app.list.cursor_id == "" and app.list.current is None
        app.list.open()
        await pilot.pause()
        assert app.list.cursor_id == "r700"
        assert ("opened", "") not in app.said and app.said[-1] == ("highlighted", "r700")


async def test_new_rows_above_a_reader_in_the_middle_are_counted_and_nothing_moves() -> None:
    app = board(500)
    async with app.run_test(size=(30, 20)) as pilot:
        app.list.move(14)
        before, line = app.lines(), app.line_of_cursor()
        app.source.rows[0:0] = ["n1", "n2", "n3"]
        await app.list.refresh_rows()
        await pilot.pause()
        assert (app.list.cursor_id, app.line_of_cursor()) == ("r14", line)
        assert app.lines() == before
        assert app.list.pending_new == 3 and app.said[-1] == ("new", 3)
        await keys(pilot, "g")
        assert app.list.pending_new == 0 and ("new", 0) in app.said
        assert app.list.cursor_id == "n1"


async def test_new_rows_that_do_not_move_anything_paint_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Board(Lazy(100_000))
    source = app.source
    assert isinstance(source, Lazy)
    async with app.run_test(size=(30, 20)):
        app.list.move(14)
        painted: list[tuple[Region, ...]] = []
        monkeypatch.setattr(app.list, "refresh", lambda *regions, **_: painted.append(regions))
        source.newest -= 50
        await app.list.refresh_rows()
        assert app.list.pending_new == 50
        assert painted == []


async def test_the_count_of_new_rows_shrinks_as_they_are_seen() -> None:
    app = board(500)
    async with app.run_test(size=(30, 10)) as pilot:
        await keys(pilot, "pagedown", "pagedown")
        app.source.rows[0:0] = [f"n{number}" for number in range(8)]
        await app.list.refresh_rows()
        app.source.rows[0:0] = ["m1", "m2"]
        await app.list.refresh_rows()
        assert app.list.pending_new == 10
        await keys(pilot, "pageup", "pageup", "pageup")
        assert (app.list.top, app.list.pending_new) == (5, 5)


async def test_a_reader_on_the_first_row_sees_new_rows_at_once() -> None:
    app = board(500)
    async with app.run_test(size=(30, 20)) as pilot:
        await pilot.pause()
        app.source.rows[0:0] = ["n1", "n2"]
        await app.list.refresh_rows()
        assert app.shown()[:3] == ["n1", "n2", "r0"]
        assert (app.list.cursor_id, app.list.pending_new) == ("r0", 0)


async def test_more_new_rows_than_fit_are_counted_even_on_the_first_row() -> None:
    app = board(500)
    async with app.run_test(size=(30, 20)) as pilot:
        await pilot.pause()
        app.source.rows[0:0] = [f"n{number}" for number in range(30)]
        await app.list.refresh_rows()
        assert (app.list.cursor_id, app.line_of_cursor(), app.list.pending_new) == ("r0", 0, 30)


async def test_when_its_row_goes_the_cursor_goes_to_the_next_on_the_same_line() -> None:
    app = board(500)
    async with app.run_test(size=(30, 20)) as pilot:
        app.list.move(6)
        line = app.line_of_cursor()
        del app.source.rows[6:9]
        await app.list.refresh_rows()
        await pilot.pause()
        assert (app.list.cursor_id, app.line_of_cursor()) == ("r9", line)
        assert app.said[-1] == ("highlighted", "r9")


async def test_when_the_last_row_goes_the_cursor_goes_to_the_one_before() -> None:
    app = board(20)
    async with app.run_test(size=(30, 10)) as pilot:
        await keys(pilot, "G")
        del app.source.rows[-2:]
        await app.list.refresh_rows()
        assert app.list.cursor_id == "r17"
        app.source.rows.clear()
        await app.list.refresh_rows()
        assert (app.list.cursor_id, app.list.current, app.list.count) == ("", None, 0)
        await keys(pilot, "j", "enter", "G", "pagedown", "k")
        assert ("opened", "r17") not in app.said


async def test_enter_opens_no_stranger_when_the_row_vanishes_under_the_finger() -> None:
    app = board(20)
    async with app.run_test(size=(30, 10)) as pilot:
        await keys(pilot, "j")
        app.source.rows.remove("r1")
        await app.list.refresh_rows()
        assert app.list.just_jumped
        await keys(pilot, "enter")
        assert not [each for each in app.said if isinstance(each, tuple) and each[0] == "opened"]
        await keys(pilot, "enter")
        assert app.said[-1] == ("opened", "r2")


async def test_the_guard_ends_with_time_a_key_or_the_agents_own_act() -> None:
    app = board(20)
    async with app.run_test(size=(30, 10)) as pilot:
        await keys(pilot, "j")
        app.source.rows.remove("r1")
        await app.list.refresh_rows()
        app.now += 0.6
        await keys(pilot, "enter")
        assert app.said[-1] == ("opened", "r2")
        app.source.rows.remove("r2")
        await app.list.refresh_rows()
        await keys(pilot, "j", "enter")
        assert app.said[-1] == ("opened", "r4")
        app.source.rows.remove("r4")
        await app.list.refresh_rows(by_agent=True)
        await keys(pilot, "enter")
        assert app.said[-1] == ("opened", "r5")


async def test_the_wheel_moves_the_window_only_and_a_key_brings_it_back() -> None:
    app = board(500)
    async with app.run_test(size=(30, 10)) as pilot:
        for _ in range(5):
            app.list.post_message(wheel(events.MouseScrollDown, app.list))
        await pilot.pause()
        assert (app.list.top, app.list.cursor) == (10, 0)
        app.source.rows[0:0] = ["n1"]
        await app.list.refresh_rows()
        assert app.shown()[0] == "r10" and app.list.cursor_id == "r0" and app.list.pending_new == 1
        app.list.post_message(wheel(events.MouseScrollUp, app.list))
        await keys(pilot, "j")
        assert app.list.cursor_id == "r1" and "r1" in app.shown()


async def test_a_click_selects_and_a_second_opens() -> None:
    app = board(500)
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.click(app.list, offset=(5, 5))
        assert app.list.cursor_id == "r2" and ("opened", "r2") not in app.said
        await pilot.click(app.list, offset=(5, 4))
        assert app.said[-1] == ("opened", "r2")


async def test_a_click_below_the_last_row_does_nothing() -> None:
    app = board(2)
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.click(app.list, offset=(5, 8))
        assert app.list.cursor_id == "r0"


async def test_resizing_keeps_the_cursors_row_in_sight_at_any_size() -> None:
    app = board(500)
    async with app.run_test(size=(60, 30)) as pilot:
        app.list.move(14)
        for size in [(1, 1), (80, 3), (2, 2), (40, 11), (1, 30), (120, 1), (33, 24)]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            page = max(1, size[1] // 2)
            assert app.list.cursor_id == "r14"
            assert app.list.top <= 14 < app.list.top + page
            assert all(app.list.render_line(y).cell_length == size[0] for y in range(size[1]))


async def test_one_cell_is_enough_to_move_and_open() -> None:
    app = board(500)
    async with app.run_test(size=(1, 1)) as pilot:
        await keys(pilot, "j", "j", "pagedown", "k", "enter")
        assert app.said[-1] == ("opened", "r2")


async def test_a_move_paints_two_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    app = board(500)
    async with app.run_test(size=(30, 20)) as pilot:
        await pilot.pause()
        painted: list[Region] = []
        monkeypatch.setattr(app.list, "refresh", lambda *regions, **_: painted.extend(regions))
        app.list.move(1)
        assert {region.y for region in painted} == {0, 1, 2, 3}


async def test_repaint_sends_only_the_lines_that_look_different(monkeypatch: pytest.MonkeyPatch) -> None:
    marked: set[str] = set()

    def badge(row: str, width: int, selected: bool) -> Sequence[Strip]:
        return [Strip([Segment(f"{row + ('*' if row in marked else ''):<{width}}")]), Strip([Segment(" " * width)])]

    app = board(500)
    async with app.run_test(size=(30, 20)) as pilot:
        await pilot.pause()
        app.list._frame._paint = badge
        app.list.repaint()
        painted: list[Region] = []
        monkeypatch.setattr(app.list, "refresh", lambda *regions, **_: painted.extend(regions))
        app.list.repaint()
        assert painted == []
        marked.add("r3")
        app.list.repaint()
        assert painted == [Region(0, 6, 3, 1)]


async def test_select_goes_to_a_row_and_says_when_it_is_not_there() -> None:
    app = board(500)
    async with app.run_test(size=(30, 20)) as pilot:
        assert await app.list.select("r400")
        await pilot.pause()
        assert app.list.cursor_id == "r400" and "r400" in app.shown()
        assert not await app.list.select("nobody")
        app.source.rows.append("late")
        assert await app.list.select("late")
        await pilot.pause()
        assert app.list.cursor_id == "late"


async def test_reset_shows_other_rows_with_the_cursor_on_the_one_to_keep() -> None:
    app = board(500)
    async with app.run_test(size=(30, 20)) as pilot:
        await keys(pilot, "G")
        app.source.rows = [f"q{number}" for number in range(60)]
        await app.list.reset(keep="q40")
        assert app.list.cursor_id == "q40" and "q40" in app.shown()
        await app.list.reset(keep="nobody")
        assert (app.list.cursor_id, app.list.top, app.list.pending_new) == ("q0", 0, 0)
        await pilot.pause()
        assert app.said[-1] == ("highlighted", "q0")


async def test_an_empty_list_says_the_words_it_was_given() -> None:
    app = board(0)
    async with app.run_test(size=(30, 12)) as pilot:
        app.list.say(Content("nothing [b]here[/b"))
        await pilot.pause()
        assert [line for line in app.lines() if line] == ["  nothing [b]here[/b"]
        app.list.say(Content("words that are far too long for the width of this list"))
        await pilot.pause()
        shown = [line for line in app.lines() if line]
        assert len(shown) > 1 and all(line[:2] == "  " and line[2] != " " and len(line) <= 28 for line in shown)
        assert app.said == []
        app.source.rows.append("r0")
        await app.list.refresh_rows()
        await pilot.pause()
        assert app.shown() == ["r0"] and app.said == [("highlighted", "r0")]


async def test_the_first_rows_of_an_empty_list_are_not_news() -> None:
    app = board(0)
    async with app.run_test(size=(30, 12)):
        app.source.rows.extend(f"r{number}" for number in range(50))
        await app.list.refresh_rows()
        assert app.list.pending_new == 0 and app.list.cursor_id == "r0"


async def test_a_source_that_fails_behind_a_key_is_told_not_raised() -> None:
    app = board(1000)
    async with app.run_test(size=(30, 10)) as pilot:
        app.source.broken = True
        await keys(pilot, "G")
        assert ("failed", "the disk is full") in app.said
        app.source.broken = False
        await keys(pilot, "k")
        assert app.list.cursor_id == "r998"


async def test_a_source_that_changes_between_windows_is_read_again() -> None:
    app = board(1000)
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.pause()
        del app.source.rows[50:]
        app.list.go(900)
        await pilot.pause()
        await pilot.pause()
        assert app.list.count == 50 and app.list.cursor_id == "r49"


async def test_a_thumb_stands_where_the_window_is() -> None:
    app = board(100)
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.pause()
        assert [y for y in range(10) if app.list.render_line(y).text.endswith("▐")] == [0]
        await keys(pilot, "G")
        assert [y for y in range(10) if app.list.render_line(y).text.endswith("▐")] == [9]
        app.list.look(thumb="#", waiting=".")
        assert app.list.render_line(9).text.endswith("#")


async def test_keys_pressed_while_the_source_is_read_are_kept() -> None:
    class Busy(Names):
        async def count(self) -> int:
            if meddle:
                meddle.pop()
                app.list.move(1)
            return await super().count()

    meddle: list[int] = []
    app = Board(Busy([f"r{number}" for number in range(50)]))
    async with app.run_test(size=(30, 20)):
        app.list.move(3)
        meddle.extend([1, 1])
        app.source.rows[0:0] = ["n1"]
        await app.list.refresh_rows()
        assert app.list.cursor_id == "r5" and app.line_of_cursor() == 5

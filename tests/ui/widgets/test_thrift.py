"""What is written less: the screen that comes of it is the same, and it takes fewer bytes."""

from __future__ import annotations

import random

import pyte
import pytest
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.events import Resize
from textual.geometry import Size

from webcare_tui.ui.widgets.driver import Thrifty, forget_screen, thrifty
from webcare_tui.ui.widgets.sgr import blank, parse, turn
from webcare_tui.ui.widgets.thrift import SYNC_END, SYNC_START, Thrift

COLUMNS, LINES = 40, 8
LOOKS = ("", "1", "38;2;200;10;10", "48;2;20;24;30", "1;38;2;1;2;3;48;2;20;24;30", "7;31", "4;38;5;9", "3;94;104")
WORDS = ("Jan", "de Vries  ", "        ", "12m! ", "▌ ☹ ⚑", "李小龙", "😀 ok", "Zoë", "e\u0301", "👨‍👩‍👧 x", "…" * 4)


def piece(look: str, text: str) -> str:
    return f"\x1b[{look}m{text}\x1b[0m" if look else text


def frame(*lines: tuple[int, int, str], end: str = "\x1b[1;1H") -> str:
    return "\n".join(f"\x1b[{y};{x}H{text}" for y, x, text in lines) + end


class Glass:
    """Two terminals, one of which is sent less."""

    def __init__(self) -> None:
        self.now = 0.0
        self.thrift = Thrift(lambda: self.now)
        self.whole, self.less = (pyte.Screen(COLUMNS, LINES) for _ in range(2))
        self.streams = pyte.Stream(self.whole), pyte.Stream(self.less)
        self.sent = 0

    def write(self, data: str) -> str:
        less = self.thrift.feed(data)
        self.sent += len(less)
        self.streams[0].feed(data)
        self.streams[1].feed(less)
        return less

    @property
    def alike(self) -> bool:
        def cells(screen: pyte.Screen) -> list[tuple[object, ...]]:
            found = []
            for y in range(LINES):
                for x in range(COLUMNS):
                    cell = screen.buffer[y][x]
                    bare = cell.data == " " and not (cell.underscore or cell.reverse)
                    letters = () if bare else (cell.fg, cell.bold, cell.italics)
                    found.append((y, x, cell.data, cell.bg, cell.underscore, cell.reverse, *letters))
            return found

        cursors = [(screen.cursor.x, screen.cursor.y) for screen in (self.whole, self.less)]
        return cells(self.whole) == cells(self.less) and cursors[0] == cursors[1]


@pytest.mark.parametrize("seed", range(12))
def test_any_frames_draw_the_same_screen(seed: int) -> None:
    chance, glass = random.Random(seed), Glass()
    for _ in range(60):
        lines = []
        for y in sorted(chance.sample(range(1, LINES + 1), chance.randint(1, LINES))):
            x, room = chance.randint(1, 20), 20
            text = ""
            while room > 10:
                word = chance.choice(WORDS)[: room - 8]
                text += piece(chance.choice(LOOKS), word)
                room -= 2 * len(word) + 1
            lines.append((y, x, text))
        glass.write(frame(*lines, end=f"\x1b[{chance.randint(1, LINES)};{chance.randint(1, COLUMNS)}H"))
        assert glass.alike


def test_what_stands_there_already_is_not_sent() -> None:
    glass = Glass()
    same = frame((1, 1, piece("1;38;2;1;2;3", "Jan de Vries")), (2, 1, piece("", "gone")))
    assert glass.write(same)
    assert glass.write(same) == ""
    glass.write(SYNC_START)
    glass.write(same)
    glass.write(SYNC_END)
    assert glass.sent == len(same) - len("\n")


def test_only_changed_cells_are_sent() -> None:
    glass = Glass()
    glass.write(frame((3, 5, "waits 17m, and so on and so on")))
    assert glass.write(frame((3, 5, "waits 18m, and so on and so on"))) == "\x1b[3;12H8\x1b[1;1H"


def test_a_frame_is_kept_together_only_if_there_is_one() -> None:
    thrift = Thrift()
    assert thrift.feed(SYNC_START) == ""
    assert thrift.feed(frame((1, 1, "a"))) == f"{SYNC_START}\x1b[1;1Ha\x1b[1;1H"
    assert thrift.feed(SYNC_END) == SYNC_END
    assert thrift.feed(SYNC_START) + thrift.feed(frame((1, 1, "a"))) + thrift.feed(SYNC_END) == ""


def test_the_cursor_still_goes_where_it_should() -> None:
    thrift = Thrift()
    thrift.feed(frame((1, 1, "a")))
    assert thrift.feed("\x1b[2;7H") == "\x1b[2;7H"
    assert thrift.feed("\x1b[2;7H") == ""


@pytest.mark.parametrize(
    "strange", ["\x1b[2J", "\x1b[?1049h", "\x1bc", "\x1b[K", "\x1b]8;;http://a.example\x1b\\link", "text", "\x1b[1;1Ha\tb"]
)
def test_anything_else_passes_and_the_next_frame_is_sent_whole(strange: str) -> None:
    thrift = Thrift()
    same = frame((1, 1, "a"))
    thrift.feed(same)
    assert thrift.feed(strange) == strange
    assert thrift.feed(same) == same


@pytest.mark.parametrize(
    "mode", ["\x1b[?25h", "\x1b[?1000h\x1b[?1003h", "\x1b]52;c;aGk=\x07", "\x07", "\x1b[>25u", "\x1b[?2026$p"]
)
def test_modes_and_the_clipboard_leave_the_picture_alone(mode: str) -> None:
    thrift = Thrift()
    same = frame((1, 1, "a"))
    thrift.feed(same)
    assert thrift.feed(mode) == mode
    assert thrift.feed(same) == ""


def test_after_a_resize_everything_is_sent_for_a_moment() -> None:
    glass = Glass()
    same = frame((1, 1, "a"))
    glass.write(same)
    glass.thrift.forget(settling=True)
    assert glass.write(same) and glass.write(same)
    glass.now += 1.1
    assert glass.write(same) == ""


def test_cells_right_of_an_odd_character_are_sent_again() -> None:
    glass = Glass()
    glass.write(frame((1, 20, "beside")))
    assert glass.write(frame((1, 20, "beside"))) == ""
    glass.write(frame((1, 1, "👨‍👩‍👧 family")))
    assert "beside" in glass.write(frame((1, 20, "beside")))
    assert "family" in glass.write(frame((1, 1, "👨‍👩‍👧 family")))


def test_looks_turn_into_each_other_by_the_shortest_way() -> None:
    red, bold_red = parse("38;2;200;0;0;48;2;1;1;1"), parse("1;38;2;200;0;0;48;2;1;1;1")
    assert turn(red, red) == ""
    assert turn(red, bold_red) == "\x1b[1m"
    assert turn(red, parse("38;5;9;48;2;1;1;1")) == "\x1b[38;5;9m"
    assert turn(red, parse("")) == "\x1b[0m"
    assert turn(bold_red, red) == "\x1b[0;38;2;200;0;0;48;2;1;1;1m"
    assert turn(red, parse("38;2;200;0;0")) == "\x1b[49m"
    assert parse("1;0;3") == parse("3") and parse("31;39;41;49") == parse("")
    assert blank(bold_red) == parse("48;2;1;1;1") and blank(parse("4;31")) == parse("4;31")


async def test_the_driver_forgets_when_the_terminal_is_resized_or_somebody_says_so() -> None:
    made = thrifty(HeadlessDriver)
    assert issubclass(made, Thrifty) and issubclass(made, HeadlessDriver)
    app: App[object] = App(driver_class=made)
    async with app.run_test(size=(20, 5)):
        driver = app._driver
        if not isinstance(driver, Thrifty):
            app._driver = driver = made(app)
        assert isinstance(driver, Thrifty)
        driver._thrift = thrift = Thrift(lambda: 0.0)
        same = frame((1, 1, "b"))
        driver.write(same)
        assert thrift.feed(same) == ""
        forget_screen(app)
        assert thrift.feed(same) == same
        driver._note(Resize(Size(10, 5), Size(10, 5)))
        assert thrift.feed(same) and thrift.feed(same)

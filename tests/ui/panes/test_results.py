"""The results pane: it follows what the screen binds, and says what the agent does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot

from webcare_tui.errors import WebcareError
from webcare_tui.filters.terms import Checked, Query
from webcare_tui.models.account import Account, SearchProfile
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.models.result import Result
from webcare_tui.services.events import Gap
from webcare_tui.services.views import View
from webcare_tui.store import Row, Selection
from webcare_tui.ui.panes.results import ResultsPane
from webcare_tui.ui.theme.loader import defaults, load
from webcare_tui.ui.widgets.virtual_list import VirtualList

NOW = 1_700_000_000
ACCOUNT = Account(sources={"twitter": 3}, searches=(SearchProfile("5", "Mobiel", service_level=10),))
VIEW = View("5//next", "Next up", Query("mobiel", (Checked(False),)), "5", "own")


def row(number: int, *, title: str = "") -> Row:
    return Row(
        Result(str(number), "5", 3, private=False, title=title or f"Name {number}", description="Hallo", time=NOW - 60),
        1,
        "",
        False,
    )


class Shelf:
    """Rows by view, in memory."""

    def __init__(self, **views: Sequence[Row]) -> None:
        self.views = {name: list(rows) for name, rows in views.items()}
        self.broken = False

    def _rows(self, selection: Selection) -> list[Row]:
        if self.broken:
            raise WebcareError("The disk does not answer", "Try again.")
        return [each for each in self.views.get(selection.view, []) if selection.narrow in each.result.title]

    async def count(self, selection: Selection) -> int:
        return len(self._rows(selection))

    async def window(self, selection: Selection, start: int, stop: int) -> Sequence[Row]:
        return tuple(self._rows(selection)[start:stop])

    async def position(self, selection: Selection, result_id: str) -> int | None:
        return next((place for place, each in enumerate(self._rows(selection)) if each.result.id == result_id), None)


class Desk(App[None]):
    """The pane alone on a screen."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self.shelf = shelf
        self.pane = ResultsPane(shelf)
        self.said: list[tuple[str, str]] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return defaults()

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_mount(self) -> None:
        self.pane.account, self.pane.now, self.pane.view = ACCOUNT, float(NOW), VIEW
        self.pane.selection = Selection("next")
        self.pane.focus()

    def on_results_pane_highlighted(self, message: ResultsPane.Highlighted) -> None:
        assert message.control is self.pane
        self.said.append(("highlighted", message.result.id))

    def on_results_pane_opened(self, message: ResultsPane.Opened) -> None:
        self.said.append(("opened", message.result.id))

    def on_results_pane_end_reached(self, message: ResultsPane.EndReached) -> None:
        self.said.append(("end", ""))

    def on_results_pane_failed(self, message: ResultsPane.Failed) -> None:
        self.said.append(("failed", str(message.error)))

    def on_virtual_list_highlighted(self, message: VirtualList.Highlighted) -> None:
        raise AssertionError("the list's own messages stay inside the pane")

    def lines(self) -> list[str]:
        return [self.pane.list.render_line(y).text.rstrip(" ▐") for y in range(self.pane.list.size.height)]


def desk(count: int = 60) -> Desk:
    return Desk(Shelf(next=[row(number) for number in range(count)], other=[row(number) for number in range(500, 530)]))


async def settled(pilot: Pilot[None]) -> None:
    for _ in range(3):
        await pilot.pause()


async def test_a_selection_brings_rows_a_head_and_a_first_result() -> None:
    app = desk()
    async with app.run_test(size=(50, 12)) as pilot:
        await settled(pilot)
        assert app.lines()[0] == "▌ 1m  TW   Name 0"
        assert app.pane.head.words.split() == ["Next", "up", "·", "not", "checked", "60"]
        assert app.said == [("highlighted", "0")]
        assert app.pane.current is not None and app.pane.current.id == "0"


async def test_a_gap_stands_in_the_head_until_it_is_closed() -> None:
    app = desk()
    async with app.run_test(size=(80, 12)) as pilot:
        app.pane.gap = Gap(NOW - 7200, NOW - 3600)
        await settled(pilot)
        assert "still reading" in app.pane.head.words
        app.pane.gap = None
        await settled(pilot)
        assert "still reading" not in app.pane.head.words


async def test_enter_opens_and_the_end_is_told() -> None:
    app = desk()
    async with app.run_test(size=(50, 12)) as pilot:
        await settled(pilot)
        await pilot.press("j", "enter", "G")
        await settled(pilot)
        assert app.said[1:] == [("highlighted", "1"), ("opened", "1"), ("highlighted", "59"), ("end", "")]


async def test_a_new_version_shows_new_rows_as_a_pill() -> None:
    app = desk()
    async with app.run_test(size=(50, 12)) as pilot:
        await settled(pilot)
        app.pane.list.move(9)
        app.shelf.views["next"][0:0] = [row(900), row(901)]
        app.pane.version += 1
        await settled(pilot)
        assert app.pane.current is not None and app.pane.current.id == "9"
        assert " 2 new ↑ " in app.pane.head.words and app.pane.head.words.endswith(" 62 ")
        await pilot.press("g")
        await settled(pilot)
        assert "new" not in app.pane.head.words


async def test_a_view_is_left_and_found_again_where_one_was() -> None:
    app = desk()
    async with app.run_test(size=(50, 12)) as pilot:
        await settled(pilot)
        app.pane.list.move(25)
        await settled(pilot)
        app.pane.selection = Selection("other")
        await settled(pilot)
        assert app.pane.list.cursor_id == "500"
        app.pane.selection = Selection("next")
        await settled(pilot)
        assert app.pane.list.cursor_id == "25" and any("Name 25" in line for line in app.lines())


async def test_narrowing_keeps_the_cursor_if_it_can_and_shows_a_chip() -> None:
    app = desk()
    async with app.run_test(size=(60, 12)) as pilot:
        await settled(pilot)
        app.pane.list.move(15)
        app.pane.selection = Selection("next", narrow="Name 1")
        await settled(pilot)
        assert app.pane.list.cursor_id == "15" and app.pane.narrowed == "Name 1"
        assert " \\Name 1 " in app.pane.head.words and app.pane.list.count == 11
        app.pane.selection = Selection("next", narrow="nobody")
        await settled(pilot)
        assert "No row here has “nobody”." in "\n".join(app.lines())
        assert app.pane.current is None


async def test_an_empty_list_says_whether_it_waits_or_is_done() -> None:
    app = desk(0)
    async with app.run_test(size=(60, 12)) as pilot:
        app.pane.loading_rows = True
        await settled(pilot)
        assert "Fetching results…" in "\n".join(app.lines())
        app.pane.loading_rows = False
        app.pane.selection = Selection("next", unhandled_only=True)
        await settled(pilot)
        assert "Nothing waits here." in "\n".join(app.lines())


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("drafts", frozenset({"1"}), "✎ draft"),
        ("outbox", (OutboxItem("a", "1", "", "", True, OutboxState.UNCERTAIN),), "? uncertain"),
        ("now", NOW + 540.0, "10m⚠"),
        ("plain", True, ""),
        ("time_format", "clock", ":"),
    ],
)
async def test_a_binding_repaints_the_rows(name: str, value: object, shown: str) -> None:
    app = desk()
    async with app.run_test(size=(60, 12)) as pilot:
        await settled(pilot)
        setattr(app.pane, name, value)
        await settled(pilot)
        assert shown in app.lines()[2]
        assert app.lines()[0].startswith("|" if name == "plain" else "▌")


async def test_a_badge_repaints_one_line_only(monkeypatch: pytest.MonkeyPatch) -> None:
    app = desk()
    async with app.run_test(size=(60, 12)) as pilot:
        await settled(pilot)
        painted: list[Region] = []
        monkeypatch.setattr(app.pane.list, "refresh", lambda *regions, **_: painted.extend(regions))
        app.pane.drafts = frozenset({"3"})
        await settled(pilot)
        assert [(region.y, region.height) for region in painted] == [(6, 1)]


async def test_a_theme_paints_the_rows_in_its_colours() -> None:
    app = desk()
    async with app.run_test(size=(60, 12)) as pilot:
        for theme in load().themes:
            app.register_theme(theme)
        for name in ("webcare-dark", "polder"):
            app.theme = name
            await settled(pilot)
            style = app.pane.list.render_line(0)._segments[0].style
            wanted = app.theme_variables["selected"]
            assert style is not None and style.bgcolor is not None and style.bgcolor.name.lower() == wanted.lower()


async def test_the_head_alone_shows_the_focus() -> None:
    app = desk()
    async with app.run_test(size=(60, 12)) as pilot:
        await settled(pilot)
        assert app.pane.head.has_class("-focus")
        before = app.lines()
        app.set_focus(None)
        await settled(pilot)
        assert not app.pane.head.has_class("-focus") and app.lines() == before


async def test_a_store_that_fails_is_told_and_the_pane_goes_on() -> None:
    app = desk()
    async with app.run_test(size=(60, 12)) as pilot:
        await settled(pilot)
        app.shelf.broken = True
        app.pane.version += 1
        await settled(pilot)
        assert app.said[-1][0] == "failed"
        app.shelf.broken = False
        app.shelf.views["next"].insert(0, row(900))
        app.pane.version += 1
        await settled(pilot)
        assert app.pane.list.count == 61


async def test_markup_and_brackets_in_names_stay_letters() -> None:
    shelf = Shelf(next=[row(1, title="[/] [@click=app.quit]x[/]")])
    app = Desk(shelf)
    async with app.run_test(size=(60, 6)) as pilot:
        app.pane.view = replace(VIEW, title="[/b]")
        await settled(pilot)
        assert "[/] [@click=app.quit]x[/]" in app.lines()[0] and "[/b]" in app.pane.head.words
        await pilot.click(app.pane.list, offset=(25, 0))
        assert app.is_running


@pytest.mark.parametrize("size", [(1, 1), (1, 2), (3, 3), (200, 2), (2, 60)])
async def test_any_size_will_do(size: tuple[int, int]) -> None:
    app = desk()
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        app.pane.list.move(3)
        await pilot.pause()
        assert app.pane.list.cursor_id == "3"

"""The profiles pane: views with what waits in them, one of them shown, any of them chosen."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot

from webcare_tui.filters.terms import Query
from webcare_tui.models.account import Account, SearchProfile
from webcare_tui.services.views import View
from webcare_tui.store import ViewCount
from webcare_tui.ui.panes.profiles import ProfilesPane
from webcare_tui.ui.theme.loader import defaults

VIEWS = (
    View("5", "Mobiel", Query("mobiel"), "5", "profile"),
    View("5//next", "Next up", Query("mobiel"), "5", "own", "5"),
    View("6", "Zakelijk", Query("zakelijk"), "6", "profile"),
)
COUNTS = {"5": ViewCount(100, 12), "5//next": ViewCount(12, 12), "6": ViewCount(30, 0)}


class Desk(App[None]):
    """The pane alone on a screen."""

    AUTO_FOCUS = None

    def __init__(self) -> None:
        super().__init__()
        self.pane = ProfilesPane()
        self.chosen: list[str] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return defaults()

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_mount(self) -> None:
        self.pane.views, self.pane.current, self.pane.counts = VIEWS, "5//next", COUNTS

    def on_profiles_pane_chosen(self, message: ProfilesPane.Chosen) -> None:
        assert message.control is self.pane
        self.chosen.append(message.view_key)

    def lines(self) -> list[str]:
        return [self.pane.list.render_line(y).text for y in range(3)]


async def settled(pilot: Pilot[None]) -> None:
    for _ in range(3):
        await pilot.pause()


async def test_views_stand_with_their_numbers_and_the_current_one_is_marked() -> None:
    app = Desk()
    async with app.run_test(size=(41, 8)) as pilot:
        await settled(pilot)
        assert app.lines() == [
            "  Mobiel                  12         100 ",
            " ▸ Next up                12          12 ",
            "  Zakelijk                            30 ",
        ]
        assert app.pane.head.words == " Profiles            waiting oldest  all "


async def test_how_long_the_oldest_waits_goes_on_with_the_minutes() -> None:
    app = Desk()
    async with app.run_test(size=(30, 8)) as pilot:
        app.pane.counts = {**COUNTS, "5//next": ViewCount(12, 12, 1_000_000)}
        app.pane.now = 1_000_000 + 7 * 60
        await settled(pilot)
        assert app.lines()[1].endswith("12    7m  ")
        app.pane.account = Account(searches=(SearchProfile("5", "Mobiel", service_level=8),))
        app.pane.now += 60
        await settled(pilot)
        assert app.lines()[1].endswith("12    8m⚠ ")


async def test_a_view_is_chosen_by_key_and_by_name() -> None:
    app = Desk()
    async with app.run_test(size=(34, 8)) as pilot:
        app.pane.focus()
        await settled(pilot)
        assert app.pane.list.cursor_id == "5//next" and app.lines()[1].startswith("▌▸")
        await pilot.press("j", "enter")
        app.pane.choose()
        await settled(pilot)
        assert app.chosen == ["6", "6"]
        await pilot.press("k", "k")
        await pilot.click(app.pane.list, offset=(4, 0))
        await settled(pilot)
        assert app.chosen == ["6", "6", "5"]


async def test_the_cursor_follows_the_current_view_while_the_hands_are_elsewhere() -> None:
    app = Desk()
    async with app.run_test(size=(34, 8)) as pilot:
        await settled(pilot)
        app.pane.current = "6"
        await settled(pilot)
        assert app.pane.list.cursor_id == "6" and app.lines()[1].startswith(" ▸Zakelijk")
        app.pane.focus()
        await settled(pilot)
        app.pane.current = "5"
        await settled(pilot)
        assert app.pane.list.cursor_id == "6" and app.lines()[0].startswith(" ▸")


async def test_new_counts_paint_the_changed_line_only(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Desk()
    async with app.run_test(size=(34, 8)) as pilot:
        await settled(pilot)
        painted: list[Region] = []
        monkeypatch.setattr(app.pane.list, "refresh", lambda *regions, **_: painted.extend(regions))
        app.pane.counts = {**COUNTS, "6": ViewCount(31, 1)}
        await settled(pilot)
        assert [region.y for region in painted] == [2]
        painted.clear()
        app.pane.counts = {**COUNTS, "6": ViewCount(31, 1)}
        await settled(pilot)
        assert painted == []


async def test_the_bar_shows_only_where_the_keys_are() -> None:
    app = Desk()
    async with app.run_test(size=(34, 8)) as pilot:
        await settled(pilot)
        assert not any("▌" in line for line in app.lines())
        app.pane.focus()
        await settled(pilot)
        assert app.pane.head.has_class("-focus") and any("▌" in line for line in app.lines())
        app.pane.plain = True
        await settled(pilot)
        assert all(line.isascii() for line in app.lines())


async def test_no_views_is_no_trouble() -> None:
    app = Desk()
    async with app.run_test(size=(1, 1)) as pilot:
        app.pane.views = ()
        await settled(pilot)
        app.pane.choose()
        await pilot.resize_terminal(27, 8)
        await settled(pilot)
        assert app.chosen == [] and app.lines()[0].strip() == ""

"""Frugal widgets: what stands on the terminal in the end is what ought to stand there, whenever it changes."""

from __future__ import annotations

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from webcare_tui.ui.widgets.frugal import Frugal

WIDTH = 20


class Recorder(Widget):
    """Takes note of the regions that are to be painted."""

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Recorder:
        self.wanted = [*getattr(self, "wanted", []), *regions]
        super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        return self


class Line(Frugal, Recorder):
    """One line of text, and the terminal behind it: a painted region takes over its cells, and no others."""

    DEFAULT_CSS = f"Line {{ width: {WIDTH}; height: 1; }}"

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text, self.terminal = text, " " * WIDTH

    def fresh_line(self, y: int) -> Strip:
        return Strip([Segment(self.text.ljust(WIDTH))], WIDTH)

    def paint(self) -> None:
        """The screen paints what is dirty now."""
        regions, self.wanted = self.wanted or [Region(0, 0, WIDTH, 1)], []
        text = self.render_line(0).text
        for region in regions:
            self.terminal = self.terminal[: region.x] + text[region.x : region.right] + self.terminal[region.right :]


class Stage(App[None]):
    def __init__(self, line: Line) -> None:
        super().__init__()
        self.line = line

    def compose(self) -> ComposeResult:
        yield self.line


async def shown(line: Line, *steps: str) -> str:
    """What stands on the terminal after these steps and all that they bring about."""
    async with Stage(line).run_test(size=(40, 4)) as pilot:
        await pilot.pause()
        line.wanted = []
        line.paint()
        for step in steps:
            if step == "look":
                line._refresh_changed()
            elif step == "paint":
                line.paint()
            elif step == "cell":
                line.refresh(Region(0, 0, 1, 1))
            else:
                line.text = step
                line.refresh()
        for _ in range(4):
            await pilot.pause()
            if line.wanted:
                line.paint()
        return line.terminal.rstrip()


async def test_a_change_between_the_look_and_the_painting_is_not_lost() -> None:
    assert await shown(Line("Dag Anna"), "Zag Anna", "look", "Zag Anna!", "paint") == "Zag Anna!"


async def test_a_change_that_is_taken_back_in_between_is_not_lost() -> None:
    assert await shown(Line("Dag Anna"), "Zag Anna!", "look", "Dag Anna", "paint") == "Dag Anna"


async def test_a_change_behind_a_cell_that_is_painted_alone_is_not_lost() -> None:
    assert await shown(Line("Dag Anna"), "cell", "Dag Bram", "paint", "look") == "Dag Bram"


async def test_what_does_not_change_is_not_painted() -> None:
    line = Line("Dag Anna")
    async with Stage(line).run_test(size=(40, 4)) as pilot:
        await pilot.pause()
        line.wanted = []
        line.paint()
        line.refresh()
        await pilot.pause()
        assert line.wanted == []
        line.text = "Dag"
        line.refresh()
        await pilot.pause()
        assert [region.width for region in line.wanted] == [8]

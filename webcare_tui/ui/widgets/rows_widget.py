"""The part of the virtual list that reads rows and shows them; it knows no keys."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Generic

from rich.segment import Segment
from textual import events, work
from textual.content import Content
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from webcare_tui.ui.widgets.frame import Frame, Paint
from webcare_tui.ui.widgets.row_model import RowModel
from webcare_tui.ui.widgets.rows import RowSource, T
from webcare_tui.ui.widgets.said import Said

EDGE = 2
"""Cells on either side of the words of a list without rows."""
GUARD = 0.5
"""Seconds after the cursor's row has vanished in which Enter opens nothing: the hand was on its way to another row."""


class RowsWidget(Widget, Generic[T]):
    """Shows a window of a row source. What it knows is always what it shows; reading never waits for, or stops, a key."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    RowsWidget { width: 1fr; height: 1fr; }
    RowsWidget > .rows--faint { color: $text-disabled; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--faint"}

    @dataclass
    class Highlighted(Said, namespace="virtual_list"):
        """The cursor is on another row."""

        row_id: str
        row: object

    @dataclass
    class NewAbove(Said, namespace="virtual_list"):
        """So many rows came in above the window and were not seen yet; 0: all were."""

        count: int

    @dataclass
    class Failed(Said, namespace="virtual_list"):
        """Rows could not be fetched."""

        error: BaseException

    def __init__(
        self,
        source: RowSource[T],
        paint: Paint[T],
        identify: Callable[[T], str],
        *,
        row_height: int = 2,
        clock: Callable[[], float] = time.monotonic,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Makes the list; it is empty until `reset` or `refresh_rows` was awaited.

        Args:
            source: Where the rows come from.
            paint: Paints one.
            identify: Gives a row's id.
            row_height: Lines of a row.
            clock: Seconds, for the guard of Enter.
            id: Textual's.
            classes: Textual's.
        """
        super().__init__(id=id, classes=classes)
        self._model = RowModel(source, identify)
        self._frame = Frame(paint, identify, row_height)
        self._clock = clock
        self._reading = asyncio.Lock()
        self._healed = self._loading = False
        self._jumped_at: float | None = None
        self._words = Content("")
        self._told_pending = 0

    @property
    def count(self) -> int:
        """Rows there are."""
        return self._model.view.count

    @property
    def cursor(self) -> int:
        """The number of the row with the cursor."""
        return self._model.view.cursor

    @property
    def top(self) -> int:
        """The number of the first row on the screen."""
        return self._model.view.top

    @property
    def cursor_id(self) -> str:
        """The id of the row with the cursor; "" where there is none, or it is not here yet."""
        return self._model.cursor_id

    @property
    def current(self) -> T | None:
        """The row with the cursor."""
        return self._model.current if self._model.cursor_id else None

    @property
    def pending_new(self) -> int:
        """Rows that came in above the window and were not seen yet."""
        return self._model.pending

    @property
    def just_jumped(self) -> bool:
        """The cursor's row has just vanished: the cursor is on a row that the agent may not have looked at yet."""
        return self._jumped_at is not None and self._clock() - self._jumped_at < GUARD

    async def refresh_rows(self, *, by_agent: bool = False) -> None:
        """Reads the source again after a change; the cursor keeps its row, and that row its line.

        Args:
            by_agent: The change is the agent's own doing: if it takes the cursor's row away, Enter acts on the next at once.

        Raises:
            Exception: What the source raises.
        """
        self._healed = False
        await self._reread(by_agent)

    async def reset(self, keep: str = "") -> None:
        """Reads the source as if for the first time: other rows. The old ones can be used until the new ones are here.

        Args:
            keep: Where the cursor goes, if that row is among them; else it goes to the first.

        Raises:
            Exception: What the source raises.
        """
        async with self._reading:
            await self._model.reset(keep)
            self._frame.forget()
            self._jumped_at = None
            self._sync(tell=True)

    async def select(self, row_id: str) -> bool:
        """Puts the cursor on a row; false if that row is not there.

        Raises:
            Exception: What the source raises.
        """
        position = await self._model.position(row_id)
        if position is None:
            return False
        if position >= self.count or self._model.id_at(position) not in ("", row_id):
            await self.refresh_rows()
        self._model.view.go(position)
        self._jumped_at = None
        self._sync()
        return True

    def say(self, words: Content) -> None:
        """Sets the words that stand in the middle of a list without rows."""
        if words != self._words:
            self._words = words
            self._sync()

    def repaint(self) -> None:
        """Paints the rows anew because their looks have changed, by theme, time or badge; sends only what differs."""
        self._frame.forget()
        self._sync()

    def look(self, *, thumb: str, waiting: str) -> None:
        """Sets the cell of the scroll thumb and the one that stands for a row that is not here yet."""
        self._frame.looks.thumb, self._frame.looks.waiting = thumb, waiting
        self.repaint()

    def render_line(self, y: int) -> Strip:
        """A line as it was last painted."""
        lines = self._frame.lines
        return lines[y] if y < len(lines) else Strip.blank(self.size.width, self.rich_style)

    def notify_style_update(self) -> None:
        """Takes the styles of a new theme."""
        super().notify_style_update()
        self.repaint()

    def _sync(self, *, tell: bool = False) -> None:
        """Brings screen, messages and fetching into line with the model."""
        model = self._model
        if model.settle() or tell:
            row = model.current
            if row is not None:
                self.post_message(self.Highlighted(self, model.cursor_id, row))
        if model.pending != self._told_pending:
            self._told_pending = model.pending
            self.post_message(self.NewAbove(self, model.pending))
        if not (self.is_mounted and self.size):
            return
        width, height = self.size
        looks = self._frame.looks
        looks.ground, looks.faint = self.rich_style, self.get_component_rich_style("rows--faint", partial=True)
        words = [] if self.count else self._told(width)
        regions = self._frame.redraw(model, width, height, words)
        if regions:
            self.refresh(*regions)
        if not self._loading and model.next_missing() is not None:
            self._loading = True
            self._load()

    def _told(self, width: int) -> list[Strip]:
        """The words of a list without rows, clear of both edges."""
        edge = Strip([Segment(" " * EDGE, self.rich_style)], EDGE)
        lines = Visual.to_strips(self, self._words, max(1, width - 2 * EDGE), None, self.visual_style)
        return [Strip.join([edge, line]) for line in lines]

    @work(exit_on_error=False)
    async def _load(self) -> None:
        try:
            while (chunk := self._model.next_missing()) is not None:
                if not await self._model.fetch(chunk) and not self._healed:
                    self._healed = True
                    await self._reread(False)
                self._sync()
        finally:
            self._loading = False

    @work(exit_on_error=False)
    async def _reread_soon(self, by_agent: bool) -> None:
        await self._reread(by_agent)

    async def _reread(self, by_agent: bool) -> None:
        async with self._reading:
            before = self.cursor_id
            jumped = await self._model.refresh()
            if jumped is None:
                self._reread_soon(by_agent)
                return
            self._jumped_at = self._clock() if jumped and not by_agent else self._jumped_at
            self._sync(tell=self.cursor_id not in ("", before))

    def _on_resize(self, event: events.Resize) -> None:
        self._model.view.resize(self.size.height // self._frame.row_height)
        self._sync()

    def _on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.post_message(self.Failed(self, event.worker.error))

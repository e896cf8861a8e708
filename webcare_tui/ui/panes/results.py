"""The list of results: its head line with view, filters and counts, and the rows below."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import var
from textual.strip import Strip

from webcare_tui.errors import WebcareError
from webcare_tui.models.account import Account
from webcare_tui.models.reply import OutboxItem
from webcare_tui.models.result import Result
from webcare_tui.ui.present.heads import zone_of
from webcare_tui.ui.present.lists import empty_words, gap_words, outbox_states, results_head
from webcare_tui.ui.present.palette import Palette
from webcare_tui.ui.present.rows import Scene, result_lines
from webcare_tui.ui.present.symbols import signs
from webcare_tui.ui.present.veil import OPEN, Veil
from webcare_tui.ui.present.words import TimeFormat
from webcare_tui.ui.theme.loader import defaults
from webcare_tui.ui.widgets.heading import Heading
from webcare_tui.ui.widgets.said import Said
from webcare_tui.ui.widgets.strips import joined
from webcare_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from webcare_tui.services.events import Gap
    from webcare_tui.services.views import View
    from webcare_tui.store import Row, Selection

PLACES = 50
"""Views whose last row is remembered."""


class Results(Protocol):
    """Where rows come from: `store.results`."""

    async def count(self, selection: Selection) -> int:
        """How many rows a selection holds."""
        ...

    async def window(self, selection: Selection, start: int, stop: int) -> Sequence[Row]:
        """The rows from `start` up to and without `stop`."""
        ...

    async def position(self, selection: Selection, result_id: str) -> int | None:
        """The number of a row by its result's id."""
        ...


class _Selected:
    """The rows of the selection that is shown."""

    def __init__(self, results: Results) -> None:
        self._results = results
        self.selection: Selection | None = None

    async def count(self) -> int:
        return await self._results.count(self.selection) if self.selection else 0

    async def window(self, start: int, stop: int) -> Sequence[Row]:
        return await self._results.window(self.selection, start, stop) if self.selection else ()

    async def position(self, row_id: str) -> int | None:
        return await self._results.position(self.selection, row_id) if self.selection else None


class ResultsPane(Vertical):
    """The results of a view. The screen binds what is shown; the pane says where the agent is and what is opened."""

    DEFAULT_CSS = """
    ResultsPane { width: 1fr; height: 1fr; background: $background; }
    """

    view: var[View | None] = var(None)
    """What the head line names."""
    selection: var[Selection | None] = var(None)
    """The rows that are shown."""
    version: var[int] = var(0)
    """Raised by the screen whenever rows may have changed."""
    account: var[Account | None] = var(None)
    drafts: var[frozenset[str]] = var(frozenset())
    """Ids of results with a draft."""
    outbox: var[tuple[OutboxItem, ...]] = var(())
    """Replies under way."""
    now: var[float] = var(0.0)
    """Unix seconds; the screen moves it every minute."""
    loading_rows: var[bool] = var(False)
    """The service is being asked for the first time."""
    gap: var[Gap | None] = var(None)
    """What lies between old and new and is still to be read."""
    trouble: var[str] = var("")
    """What is wrong with the link to the service; "" for nothing."""
    plain: var[bool] = var(False)
    """The terminal has only ASCII."""
    time_format: var[TimeFormat] = var("relative")
    veil: var[Veil] = var(OPEN)
    """What may be seen of customers."""

    @dataclass
    class Highlighted(Said):
        """The cursor is on another result."""

        result: Result

    @dataclass
    class Opened(Said):
        """The agent wants to work on this result."""

        result: Result

    @dataclass
    class EndReached(Said):
        """The agent has come to the last row: older results may be wanted."""

    @dataclass
    class Failed(Said):
        """Rows could not be read from this machine's store."""

        error: BaseException

    def __init__(self, results: Results, *, id: str | None = None) -> None:
        """Makes the pane; it is empty until `selection` is set.

        Args:
            results: Where rows come from.
            id: Textual's.
        """
        super().__init__(id=id)
        self._source = _Selected(results)
        self._palette = Palette({})
        self._scene = Scene()
        self._places: dict[str, str] = {}
        self._stale = asyncio.Event()
        self._turning = False
        self.head = Heading()
        self.list: VirtualList[Row] = VirtualList(self._source, self._paint, lambda row: row.result.id)

    def compose(self) -> ComposeResult:
        """The head line and the rows."""
        yield self.head
        yield self.list

    @property
    def current(self) -> Result | None:
        """The result under the cursor."""
        return self.list.current.result if self.list.current is not None else None

    @property
    def turning(self) -> bool:
        """Other rows were asked for, and the old ones stand here still."""
        return self._turning

    @property
    def narrowed(self) -> str:
        """The words that the list is narrowed to; "" for none."""
        return self.selection.narrow if self.selection else ""

    def focus(self, scroll_visible: bool = True) -> ResultsPane:
        """Gives the keys to the rows."""
        self.list.focus(scroll_visible)
        return self

    async def refresh_rows(self, *, by_agent: bool = False) -> None:
        """Reads the rows again now; see `VirtualList.refresh_rows`."""
        await self.list.refresh_rows(by_agent=by_agent)
        self._redraw_head()

    def _paint(self, row: Row, width: int, selected: bool) -> Sequence[Strip]:
        lines = result_lines(row, self._scene, width, selected=selected)
        ground = "selected" if selected else "background"
        return [joined(self._palette.segments(line, ground), width) for line in lines]

    @work
    async def _follow(self) -> None:
        """Reads the rows whenever they may have changed, one read at a time however often that is said."""
        while await self._stale.wait():
            self._stale.clear()
            try:
                await self._read()
            except WebcareError as error:
                self.post_message(self.Failed(self, error))
            self._redraw_head()

    async def _read(self) -> None:
        before, after = self._source.selection, self.selection
        if before == after:
            await self.list.refresh_rows()
        else:
            self._source.selection = after
            same = before is not None and after is not None and before.view == after.view
            await self.list.reset(self.list.cursor_id if same else self._places.get(after.view if after else "", ""))
        self._turning = self.selection != after

    def _redraw_head(self) -> None:
        marks = signs(self.plain)
        title = self.view.title if self.view else ""
        terms = self.view.query.terms if self.view else ()
        rows, gap = self.list, gap_words(self.gap, zone_of(self.account))
        words = results_head(
            title, terms, self.narrowed, rows.count, rows.pending_new, marks, busy=self.loading_rows, gap=gap,
            unassigned=bool(self.selection and self.selection.unassigned),
        )  # fmt: skip
        self.head.show(*words)
        self.list.say(empty_words(self.selection, busy=self.loading_rows, signs=marks, trouble=self.trouble))

    def _redraw_rows(self) -> None:
        marks = signs(self.plain)
        self._scene = Scene(
            self.now, self.account, self.drafts, outbox_states(self.outbox), marks, self.time_format, zone_of(self.account),
            merged=bool(self.view and self.view.parts), veil=self.veil,
        )  # fmt: skip
        self.list.look(thumb=marks.thumb, waiting=marks.waiting)

    def _take_colors(self) -> None:
        self._palette = Palette({**defaults(), **self.app.theme_variables})
        self._redraw_rows()

    def _watch_selection(self) -> None:
        self._turning = True
        self._stale.set()

    def _watch_version(self) -> None:
        self._stale.set()

    def _watch_view(self, before: View | None, after: View | None) -> None:
        self._redraw_head()
        if bool(before and before.parts) != bool(after and after.parts):
            self._redraw_rows()

    _watch_trouble = _watch_loading_rows = _watch_gap = _redraw_head
    _watch_account = _watch_drafts = _watch_outbox = _watch_now = _watch_time_format = _watch_veil = _redraw_rows

    def _watch_plain(self) -> None:
        self._redraw_rows()
        self._redraw_head()

    def _on_mount(self, event: events.Mount) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _: self._take_colors())
        self._take_colors()
        self._follow()

    def _on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self.head.add_class("-focus")

    def _on_descendant_blur(self, event: events.DescendantBlur) -> None:
        self.head.remove_class("-focus")

    @on(VirtualList.Highlighted)
    def _highlighted(self, message: VirtualList.Highlighted) -> None:
        message.stop()
        result = self.current
        if result is None or self._source.selection is None:
            return
        if len(self._places) >= PLACES:
            self._places.clear()
        self._places[self._source.selection.view] = result.id
        self.post_message(self.Highlighted(self, result))

    @on(VirtualList.Opened)
    def _opened(self, message: VirtualList.Opened) -> None:
        message.stop()
        if (result := self.current) is not None and result.id == message.row_id:
            self.post_message(self.Opened(self, result))

    @on(VirtualList.EndReached)
    def _end_reached(self, message: VirtualList.EndReached) -> None:
        message.stop()
        self.post_message(self.EndReached(self))

    @on(VirtualList.Failed)
    def _failed(self, message: VirtualList.Failed) -> None:
        message.stop()
        self.post_message(self.Failed(self, message.error))

    @on(VirtualList.NewAbove)
    def _new_above(self, message: VirtualList.NewAbove) -> None:
        message.stop()
        self._redraw_head()

"""The list of views: search profiles with their tabs and subtabs, and what waits in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import var
from textual.strip import Strip

from webcare_tui.ui.present.palette import Palette
from webcare_tui.ui.present.symbols import signs
from webcare_tui.ui.present.viewlines import ViewLine, view_lines, view_pieces, views_head
from webcare_tui.ui.theme.loader import defaults
from webcare_tui.ui.widgets.heading import Heading
from webcare_tui.ui.widgets.said import Said
from webcare_tui.ui.widgets.strips import joined
from webcare_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from webcare_tui.models.account import Account
    from webcare_tui.services.views import View
    from webcare_tui.store import ViewCount


class _Lines:
    """The lines as a row source."""

    def __init__(self) -> None:
        self.lines: tuple[ViewLine, ...] = ()

    async def count(self) -> int:
        return len(self.lines)

    async def window(self, start: int, stop: int) -> Sequence[ViewLine]:
        return self.lines[start:stop]

    async def position(self, row_id: str) -> int | None:
        return next((number for number, line in enumerate(self.lines) if line.key == row_id), None)


class ProfilesPane(Vertical):
    """The views. The screen binds them and their counts; the pane says which one the agent wants."""

    DEFAULT_CSS = """
    ProfilesPane { width: 1fr; height: 1fr; background: $background; }
    """

    views: var[tuple[View, ...]] = var(())
    current: var[str] = var("")
    """The key of the view that the list of results shows."""
    view: var[View | None] = var(None)
    """That view itself; a filter of the moment is none of `views`, and belongs to one of the search profiles still."""
    counts: var[Mapping[str, ViewCount]] = var({})
    account: var[Account | None] = var(None)
    """Tells the service levels."""
    now: var[float] = var(0.0)
    """Unix seconds; the screen moves it every minute."""
    plain: var[bool] = var(False)
    """The terminal has only ASCII."""

    @dataclass
    class Chosen(Said):
        """The agent wants this view in the list of results."""

        view_key: str

    def __init__(self, *, id: str | None = None) -> None:
        """Makes the pane; it is empty until `views` is set."""
        super().__init__(id=id)
        self._source = _Lines()
        self._palette = Palette({})
        self.head = Heading()
        self.list: VirtualList[ViewLine] = VirtualList(self._source, self._paint, lambda line: line.key, row_height=1)

    def compose(self) -> ComposeResult:
        """The head line and the views."""
        yield self.head
        yield self.list

    def focus(self, scroll_visible: bool = True) -> ProfilesPane:
        """Gives the keys to the views."""
        self.list.focus(scroll_visible)
        return self

    def choose(self) -> None:
        """Asks for the view under the cursor."""
        self.list.open()

    def _paint(self, line: ViewLine, width: int, selected: bool) -> Sequence[Strip]:
        here = selected and self.list.has_focus
        pieces = view_pieces(line, width, signs(self.plain), selected=here)
        return [joined(self._palette.segments(pieces, "selected" if here else "background"), width)]

    def _show(self) -> None:
        search_id = self.view.search_id if self.view else ""
        lines = view_lines(self.views, self.current, self.counts, self.account, self.now, search_id)
        if self.is_mounted and lines != self._source.lines:
            self._source.lines = lines
            self._read()

    @work(exclusive=True, exit_on_error=False)
    async def _read(self) -> None:
        await self.list.refresh_rows(by_agent=True)
        if not self.list.has_focus and self.current != self.list.cursor_id:
            await self.list.select(self.current)

    def _take_colors(self) -> None:
        self._palette = Palette({**defaults(), **self.app.theme_variables})
        self.list.repaint()

    def _watch_views(self) -> None:
        self._show()

    def _watch_current(self) -> None:
        self._show()

    def _watch_view(self) -> None:
        self._show()

    def _watch_counts(self) -> None:
        self._show()

    def _watch_account(self) -> None:
        self._show()

    def _watch_now(self) -> None:
        self._show()

    def _watch_plain(self) -> None:
        marks = signs(self.plain)
        self.list.look(thumb=marks.thumb, waiting=marks.waiting)

    def _on_mount(self, event: events.Mount) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _: self._take_colors())
        self._take_colors()
        self._show()

    def _on_resize(self, event: events.Resize) -> None:
        self.head.show(*views_head(self.size.width))

    def _on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self.head.add_class("-focus")
        self.list.repaint()

    def _on_descendant_blur(self, event: events.DescendantBlur) -> None:
        self.head.remove_class("-focus")
        self.list.repaint()

    @on(VirtualList.Opened)
    def _opened(self, message: VirtualList.Opened) -> None:
        message.stop()
        self.post_message(self.Chosen(self, message.row_id))

    @on(VirtualList.Highlighted)
    @on(VirtualList.EndReached)
    @on(VirtualList.NewAbove)
    def _keep_to_itself(self, message: VirtualList.Highlighted) -> None:
        message.stop()

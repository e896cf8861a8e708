"""The state of a list over a row source: which rows are here, and a cursor that keeps to its row, not to its number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic

from webcare_tui.ui.widgets.rows import CHUNK, RowCache, RowSource, T, chunks
from webcare_tui.ui.widgets.viewport import Viewport

AHEAD = 50
"""Rows beyond either end of the screen that are fetched before they are asked for."""
NEIGHBOURS = 20
"""Rows after a vanished one that are tried in turn as the cursor's next place."""
TRIES = 10
"""How often the source is read again because keys moved the cursor meanwhile."""


@dataclass(frozen=True, slots=True)
class _Survey(Generic[T]):
    """What the source says, and what was true here when it was asked."""

    asked_id: str
    asked: Viewport
    view: Viewport
    anchor: str
    shift: int
    rows: Mapping[int, Sequence[T]]


class RowModel(Generic[T]):
    """Rows, window and cursor of a list; knows no screen.

    Attributes:
        view: Where window and cursor stand.
        cursor_id: The id of the row with the cursor; "" as long as that row is not here.
        pending: Rows that came in above the window and were not seen yet.
    """

    def __init__(self, source: RowSource[T], identify: Callable[[T], str]) -> None:
        self.view = Viewport()
        self.cursor_id = ""
        self.pending = 0
        self._source = source
        self._identify = identify
        self._cache: RowCache[T] = RowCache()
        self._generation = 0

    @property
    def current(self) -> T | None:
        """The row with the cursor, if it is here."""
        return self.row(self.view.cursor)

    def row(self, number: int) -> T | None:
        """The row with this number, if it is here."""
        return self._cache.get(number) if number < self.view.count else None

    def id_at(self, number: int) -> str:
        """The id of the row with this number; "" where it is not here."""
        row = self.row(number)
        return self._identify(row) if row is not None else ""

    def settle(self) -> bool:
        """Takes note of where the agent has gone, or of the cursor's row having come in; true if the cursor's row is new."""
        self.pending = min(self.pending, self.view.top)
        before, self.cursor_id = self.cursor_id, self.id_at(self.view.cursor)
        return self.cursor_id not in ("", before)

    def next_missing(self) -> int | None:
        """The chunk to fetch next: what is on the screen first, then what is near it; None if all that is here."""
        top, stop, count = self.view.top, self.view.top + self.view.page + 1, self.view.count
        self._cache.use(top, stop)
        missing = self._cache.missing(top, min(stop, count))
        return missing if missing is not None else self._cache.missing(max(0, top - AHEAD), min(stop + AHEAD, count))

    async def fetch(self, chunk: int) -> bool:
        """Fetches a chunk; false if what came does not fit what is here: the source has changed, refresh."""
        generation, start = self._generation, chunk * CHUNK
        rows = await self._source.window(start, start + CHUNK)
        if generation != self._generation:
            return True
        self._cache.put(chunk, rows)
        cursor = self.view.cursor
        stranger = self.cursor_id != "" and cursor // CHUNK == chunk and self.id_at(cursor) != self.cursor_id
        return len(rows) == min(CHUNK, self.view.count - start) and not stranger

    async def refresh(self) -> bool | None:
        """Reads the source again and keeps the cursor on its row and line.

        Returns:
            True if the cursor's row has gone, so that the cursor is on another one now; False if not; None if keys moved the
            cursor all the time, so that nothing was done.
        """
        for _ in range(TRIES):
            survey = await self._survey(self.view, self.cursor_id, tuple(self._candidates()))
            if survey.asked_id == self.cursor_id and survey.asked == self.view:
                self._adopt(survey)
                self.pending = min(self.pending + max(0, survey.shift), self.view.top) if survey.asked.count else 0
                return survey.asked_id != "" and self.cursor_id != survey.asked_id
        return None

    async def reset(self, keep: str = "") -> None:
        """Starts anew: other rows, the cursor on the row `keep` if it is there, else on the first."""
        survey = await self._survey(Viewport(self.view.page), "", (keep,) if keep else ())
        self._adopt(survey)
        self.view.reveal()
        self.pending = 0

    async def position(self, row_id: str) -> int | None:
        """The number of a row by its id."""
        return await self._source.position(row_id)

    def _candidates(self) -> Iterator[str]:
        cursor = self.view.cursor
        yield self.cursor_id
        yield from (self.id_at(cursor + step) for step in range(1, NEIGHBOURS + 1))
        yield from (self.id_at(cursor - step) for step in range(1, NEIGHBOURS // 4 + 1))

    async def _survey(self, view: Viewport, cursor_id: str, candidates: Sequence[str]) -> _Survey[T]:
        asked, top_id = replace(view), self.id_at(view.top) if cursor_id else ""
        count = await self._source.count()
        anchor, position = "", None
        for anchor in candidates:
            position = await self._source.position(anchor) if anchor else None
            if position is not None:
                break
        top = position if top_id == anchor else await self._source.position(top_id) if top_id else None
        shift = top - asked.top if top is not None else (position or 0) - asked.cursor if anchor == cursor_id != "" else 0
        after = _placed(asked, count, position, shift)
        rows = {}
        for chunk in chunks(after.top, min(after.top + after.page + 1, count)):
            rows[chunk] = await self._source.window(chunk * CHUNK, (chunk + 1) * CHUNK)
        return _Survey(cursor_id, asked, after, anchor if position is not None else "", shift, rows)

    def _adopt(self, survey: _Survey[T]) -> None:
        self._generation += 1
        self._cache = RowCache()
        for chunk, rows in survey.rows.items():
            self._cache.put(chunk, rows)
        self.view = survey.view
        self.cursor_id = survey.anchor or self.id_at(self.view.cursor)


def _placed(before: Viewport, count: int, position: int | None, shift: int) -> Viewport:
    """Where window and cursor go: the cursor's row keeps its line on the screen.

    New rows are shown at once only to a reader who rests on the very first row; else they wait above the window.
    """
    cursor = before.cursor if position is None else position
    top = cursor - (before.cursor - before.top) if before.shows_cursor else before.top + shift
    if before.cursor == before.top == 0 and cursor < before.page:
        top = 0
    after = Viewport(before.page, count, top, cursor)
    after.clamp()
    return after

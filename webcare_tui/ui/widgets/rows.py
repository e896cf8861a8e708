"""Rows that come from elsewhere, bit by bit: where they come from, and those that are here."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

CHUNK = 100
"""Rows that are fetched at once."""
KEPT = 16
"""Chunks that are kept; the one used longest ago goes first."""


class RowSource(Protocol[T_co]):
    """An ordered, changing collection of rows, each with an id of its own."""

    async def count(self) -> int:
        """How many rows there are."""
        ...

    async def window(self, start: int, stop: int) -> Sequence[T_co]:
        """The rows from `start` up to and without `stop`; fewer where there are fewer."""
        ...

    async def position(self, row_id: str) -> int | None:
        """The number of the row with this id; None where it is not (or no longer) among them."""
        ...


class RowCache(Generic[T]):
    """The chunks of rows that are here, by number."""

    def __init__(self) -> None:
        self._chunks: OrderedDict[int, Sequence[T]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._chunks)

    def get(self, row: int) -> T | None:
        """The row with this number, or None where it is not here."""
        chunk = self._chunks.get(row // CHUNK)
        place = row % CHUNK
        return chunk[place] if row >= 0 and chunk is not None and place < len(chunk) else None

    def put(self, chunk: int, rows: Sequence[T]) -> None:
        """Keeps the rows of a chunk."""
        self._chunks[chunk] = rows
        self._chunks.move_to_end(chunk)
        while len(self._chunks) > KEPT:
            self._chunks.popitem(last=False)

    def use(self, start: int, stop: int) -> None:
        """Marks the chunks of these rows as used just now."""
        for chunk in chunks(start, stop):
            if chunk in self._chunks:
                self._chunks.move_to_end(chunk)

    def missing(self, start: int, stop: int) -> int | None:
        """The first chunk of these rows that is not here."""
        return next((chunk for chunk in chunks(start, stop) if chunk not in self._chunks), None)

    def items(self) -> Iterator[tuple[int, T]]:
        """Every row that is here, with its number."""
        for chunk, rows in self._chunks.items():
            yield from enumerate(rows, chunk * CHUNK)


def chunks(start: int, stop: int) -> range:
    """The numbers of the chunks that hold the rows from `start` up to and without `stop`."""
    return range(max(0, start) // CHUNK, (stop - 1) // CHUNK + 1) if stop > max(0, start) else range(0)

"""Invented results and replies, a clock that stands still, and ways to look into the files."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from webcare_tui.models.case import CaseKey
from webcare_tui.models.draft import Draft
from webcare_tui.models.reply import OutboxItem
from webcare_tui.models.result import Result, ResultType, Tag
from webcare_tui.store import ResultStore, Selection, Store

NOW = 1_700_000_000
CASE = CaseKey("7", "70")


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self, now: float = NOW) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def result(number: int, **changes: object) -> Result:
    """A customer's message that waits; its time follows its number."""
    plain = Result(
        str(number),
        search_id="7",
        source=3,
        type=ResultType.COMMENT,
        private=False,
        title=f"Author {number}",
        description=f"message number {number}",
        time=NOW + number,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def full(number: int) -> Result:
    """A result in which every field holds something of its own."""
    reply = result(number + 1, own=True, description="an answer", case_id="", replies=(result(number + 2, own=True),))
    return Result(
        str(number), "7", 6, ResultType.PRIVATE_MESSAGE, False, False, "Author", "sub", "words", "https://a.example/1",
        "https://a.example/2", "https://a.example/3", NOW, 1, 0, -2, 44, True,
        (Tag("1", "label", "what it means"), Tag("2", "b")), "profile", "person", "70", True, True,
        (reply,), '{"uniqueId": "1"}',
    )


def item(name: str, **changes: object) -> OutboxItem:
    """A reply that is queued."""
    plain = OutboxItem(name, "1", f"words of {name}", "5", True, to="Author 1", created=NOW, updated=NOW)
    return replace(plain, **changes)  # type: ignore[arg-type]


def draft(result_id: str = "1", text: str = "half a sentence", **changes: object) -> Draft:
    """A draft as typed a moment ago."""
    return replace(Draft(result_id, text, "5", True, 4, NOW), **changes)  # type: ignore[arg-type]


async def ids(results: ResultStore, selection: Selection) -> list[str]:
    """The ids of a whole selection, in order."""
    return [row.result.id for row in await results.window(selection, 0, 1_000_000)]


def every_byte(directory: Path) -> bytes:
    """All that stands in all files of a directory."""
    return b"".join(path.read_bytes() for path in sorted(directory.rglob("*")) if path.is_file())


def by_hand(path: Path, *statements: str) -> None:
    """Changes a closed database behind the store's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for statement in statements:
            db.execute(statement)


async def reopened(store: Store, directory: Path) -> Store:
    """The same directory after the program was started again."""
    await store.close()
    return await Store.open(directory, clock=Clock())

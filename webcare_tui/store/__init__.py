"""What is kept on this machine, in SQLite."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from webcare_tui.store import codec, files
from webcare_tui.store import purge as purging
from webcare_tui.store.database import Connection, open_cache, open_outbox, open_reader
from webcare_tui.store.drafts import DraftStore
from webcare_tui.store.errors import ReplyClaimedError, ReplyRepeatedError, StoreError
from webcare_tui.store.facts import Facts, gather
from webcare_tui.store.outbox import OutboxStore
from webcare_tui.store.presence import Presence
from webcare_tui.store.results import ResultStore
from webcare_tui.store.shapes import Change, PurgeCount, Row, Selection, ViewCount

__all__ = [
    "Change", "DraftStore", "Facts", "OutboxStore", "PurgeCount", "ReplyClaimedError", "ReplyRepeatedError",
    "ResultStore", "Row", "Selection",
    "Store", "StoreError", "ViewCount",
]


class Store:
    """The two files of an account, open: `cache.db` can be had again from the service, `outbox.db` cannot.

    Attributes:
        results: Results, views, cases, the configuration.
        drafts: What was typed and not sent.
        outbox: What is on its way.
        notice: What the agent has to know about damaged files; "" normally.
    """

    def __init__(
        self, cache: Connection, reader: Connection, outbox: Connection, notice: str, clock: Callable[[], float],
        presence: Presence,
    ) -> None:  # fmt: skip
        self._presence = presence
        self._cache = cache
        self._reader = reader
        self._outbox = outbox
        self._clock = clock
        self.notice = notice
        self.results = ResultStore(cache, reader, clock)
        self.drafts = DraftStore(outbox)
        self.outbox = OutboxStore(outbox, clock)

    @classmethod
    async def open(
        cls, directory: Path | None, *, persist_cache: bool = True, clock: Callable[[], float] = time.time
    ) -> Store:
        """Opens or makes the files.

        Args:
            directory: The account's own directory; made where it is missing. None keeps everything in memory.
            persist_cache: False keeps the results in memory, and removes a cache file that is there.
            clock: Unix seconds.

        Raises:
            StoreError: The directory or a file cannot be used, or a newer version of the program wrote it.
        """
        presence = Presence(None)
        if directory is not None:
            files.private_directory(directory)
            presence = Presence.among_others(directory)
        try:
            return await cls._open(directory, persist_cache, clock, presence)
        except BaseException:
            presence.leave()
            raise

    @classmethod
    async def _open(
        cls, directory: Path | None, persist_cache: bool, clock: Callable[[], float], presence: Presence
    ) -> Store:
        now = int(clock())
        notices: list[str] = []
        outbox_path = cache_path = None
        if directory is not None:
            outbox_path = directory / "outbox.db"
            cache_path = directory / "cache.db"
            if not persist_cache:
                files.remove(cache_path)
                cache_path = None
        opened = await asyncio.gather(
            open_outbox(outbox_path, now, notices), _open_both(cache_path, now, notices), return_exceptions=True)
        outbox, caches = opened
        if isinstance(outbox, BaseException) or isinstance(caches, BaseException):
            await _close_all(opened)
            raise outbox if isinstance(outbox, BaseException) else caches  # type: ignore[misc]
        return cls(*caches, outbox, " ".join(notices), clock, presence)

    async def close(self) -> None:
        """Closes the files; a second call does nothing."""
        try:
            if self._reader is not self._cache:
                await self._reader.close()
            await self._cache.close()
            await self._outbox.close()
        finally:
            self._presence.leave()

    async def purge(self, older_than: int | None) -> PurgeCount:
        """Erases what has had its time, on the disk too.

        Drafts go 30 days after their last change; the words of sent and discarded replies after 24 hours. What is queued,
        on its way or uncertain never goes.

        Args:
            older_than: Seconds since the service last showed a result; results older than that go. None: all of the cache,
                views and the configuration included.
        """
        return await purging.purge(self._cache, self._outbox, older_than, int(self._clock()))

    async def facts(self) -> Facts:
        """How much there is, and in what files; for support."""
        return await gather(self._reader, self._outbox)

    async def meta(self, key: str) -> str:
        """A small value kept across starts, such as the view shown last; "" for none."""

        def read(db: sqlite3.Connection) -> str:
            row = db.execute("SELECT value FROM meta WHERE key = ?", (f"own:{codec.mend(key)}",)).fetchone()
            return str(row[0]) if row else ""

        return await self._reader.read(read)

    async def set_meta(self, key: str, value: str) -> None:
        """Keeps a small value; it goes with the cache."""
        row = (f"own:{codec.mend(key)}", codec.mend(value))
        await self._cache.write(lambda db: db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", row))


async def _open_both(path: Path | None, now: int, notices: list[str]) -> tuple[Connection, Connection]:
    writer = await open_cache(path, now, notices)
    try:
        return writer, await open_reader(writer)
    except BaseException:
        await writer.close()
        raise


async def _close_all(opened: list[object] | tuple[object, ...]) -> None:
    for each in opened:
        for connection in each if isinstance(each, tuple) else (each,):
            if isinstance(connection, Connection):
                await connection.close()

"""Messages that their authors changed or deleted: what they said first, and that no second copy of it stays."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.world import Clock, every_byte, result
from webcare_tui.models.result import DELETED
from webcare_tui.store import Store, codec, files, schema


async def test_the_first_words_are_kept_once_they_change(store: Store) -> None:
    await store.results.merge("inbox", [result(1), result(2), result(3, own=True)])
    assert await store.results.before(["1", "2", "3"]) == {}
    await store.results.put([result(1, description="something else"), result(2, title="Another")])
    await store.results.put([result(3, description="x", own=True)])
    await store.results.put([result(1, description="something else again")])
    assert await store.results.before(["1", "2", "3", "99"]) == {"1": "message number 1"}
    await store.results.put([result(1)])
    assert await store.results.before(["1"]) == {}, "it says again what it said"


@pytest.mark.parametrize(
    ("now", "edited"),
    [("Een  heel verhaal\nover de kast", False), ("Een heel verhaal over…", False), ("Een heel verhaal...", False),
     ("Een heel verhaal", True), ("Een ander verhaal…", True), ("", True)],
)  # fmt: skip
async def test_blanks_and_shortened_texts_are_no_edit(store: Store, now: str, edited: bool) -> None:
    await store.results.put([result(1, description="Een heel verhaal over de kast")])
    await store.results.put([result(1, description=now)])
    assert bool(await store.results.before(["1"])) is edited


async def test_a_deleted_message_takes_its_first_words_along(home: Path) -> None:
    store = await Store.open(home, clock=Clock())
    await store.results.merge("inbox", [result(1, description="kanarie een"), result(2, description="kanarie twee")])
    await store.results.put([result(1, description="anders"), result(2, description="anders")])
    await store.results.put([result(1, status=DELETED)])
    assert await store.results.before(["1", "2"]) == {"2": "kanarie twee"}
    await store.purge(86_400)
    await store.close()
    assert b"kanarie een" not in every_byte(home) and b"kanarie twee" in every_byte(home)


async def test_a_purge_takes_first_words_too(store: Store) -> None:
    await store.results.put([result(1)])
    await store.results.put([result(1, description="anders")])
    await store.purge(None)
    await store.results.put([result(1, description="weer anders")])
    assert await store.results.before(["1"]) == {}


async def test_a_deleted_reply_leaves_no_copy_with_what_it_answers(home: Path) -> None:
    store = await Store.open(home, clock=Clock())
    deep = result(3, description="kanarie diep", own=True)
    reply = result(2, description="kanarie antwoord", own=True, replies=(deep,))
    await store.results.merge("inbox", [result(1, replies=(reply,), raw='{"replies": "kanarie antwoord, kanarie diep"}')])
    await store.results.put([reply, deep])
    await store.results.put([result(3, status=DELETED, own=True)])
    (parent,) = [each for each in await store.results.conversation(result(1)) if each.id == "1"]
    assert parent.replies[0].description == "kanarie antwoord" and parent.replies[0].replies[0].deleted
    await store.purge(86_400)
    await store.close()
    assert b"kanarie diep" not in every_byte(home) and b"kanarie antwoord" in every_byte(home)


async def test_a_cache_of_an_older_schema_is_brought_to_this_one(home: Path) -> None:
    before = next(number for number, steps in enumerate(schema.CACHE) if any("TABLE edited" in each for each in steps))
    files.private_directory(home)
    with closing(sqlite3.connect(home / "cache.db", isolation_level=None)) as db:
        schema.migrate(db, schema.CACHE[:before])
        db.execute("INSERT INTO meta (key, value) VALUES ('layout', ?)", (codec.LAYOUT,))
        db.execute("INSERT INTO view (key, mark_number, mark_id) VALUES ('kept', 1, '1')")
    store = await Store.open(home, clock=Clock())
    assert await store.results.newest("kept") == "1", "it is the same file"
    await store.results.put([result(1)])
    await store.results.put([result(1, description="anders")])
    assert await store.results.before(["1"]) == {"1": "message number 1"}
    await store.close()

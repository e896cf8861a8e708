"""How much there is on this machine, and in what files."""

from __future__ import annotations

from pathlib import Path

from tests.store.world import result
from webcare_tui.models.draft import Draft
from webcare_tui.store import Store


async def test_facts_of_files_and_of_memory(tmp_path: Path) -> None:
    store = await Store.open(tmp_path / "main")
    try:
        await store.results.merge("view", [result(1), result(2)])
        await store.drafts.save(Draft("1", "Hoi"))
        facts = await store.facts()
        assert (facts.rows["result"], facts.rows["member"], facts.rows["view"], facts.drafts) == (2, 2, 1, 1)
        assert facts.replies == {}
        assert facts.cache.path == tmp_path / "main" / "cache.db" and facts.cache.size > 4096
        assert facts.outbox.journal in ("wal", "delete") and facts.outbox.schema > 0
    finally:
        await store.close()
    memory = await Store.open(None)
    try:
        facts = await memory.facts()
        assert (facts.cache.path, facts.cache.size, facts.outbox.path) == (None, 0, None)
    finally:
        await memory.close()

"""Drafts stay until they are sent or thrown away."""

from __future__ import annotations

from pathlib import Path

from tests.store.world import NOW, draft, reopened
from webcare_tui.store import Store


async def test_a_draft_comes_back_as_it_was_typed(store: Store) -> None:
    typed = draft("9", "two\nlines 😀 and \t more\n", connection_id="", public=False, cursor=3, updated=NOW + 4)
    assert await store.drafts.get("9") is None
    await store.drafts.save(typed)
    assert await store.drafts.get("9") == typed


async def test_saving_again_replaces(store: Store) -> None:
    await store.drafts.save(draft())
    await store.drafts.save(draft(text="more"))
    assert await store.drafts.all() == (draft(text="more"),)


async def test_the_last_touched_first(store: Store) -> None:
    for id, updated in (("1", NOW), ("3", NOW + 9), ("2", NOW + 5)):
        await store.drafts.save(draft(id, updated=updated))
    assert [each.result_id for each in await store.drafts.all()] == ["3", "2", "1"]
    await store.drafts.discard("3")
    await store.drafts.discard("none")
    assert [each.result_id for each in await store.drafts.all()] == ["2", "1"]


async def test_a_draft_survives_a_new_start(disk: Store, home: Path) -> None:
    await disk.drafts.save(draft())
    store = await reopened(disk, home)
    assert await store.drafts.get("1") == draft()
    await store.close()

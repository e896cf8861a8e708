"""The list: narrowed, searched, filtered by the service, and asked for more."""

from __future__ import annotations

from pathlib import Path

from tests.ui.office import at_work, customer


async def test_narrow_until_esc(tmp_path: Path) -> None:
    async with at_work(tmp_path, "Anna Vroeg", "Bram Tweede") as office:
        await office.type("backslash", *"tweede")
        await office.asked("PromptDialog")
        await office.press("enter")
        await office.stands_on("Bram Tweede")
        assert office.inbox.results.list.count == 1
        await office.press("escape")
        await office.until(lambda: office.inbox.results.list.count == 2)
        assert office.under_cursor == "Bram Tweede", "the cursor keeps its row"


async def test_search_goes_through_its_hits(tmp_path: Path) -> None:
    async with at_work(tmp_path, "Anna Vroeg", "Bram Tweede", "Cora Later") as office:
        customer(office.box, "Dirk Haast", "Nou?", minutes=5)
        await office.rows(4)
        await office.press("n")
        await office.hears("Nothing was searched for yet")
        await office.run("list.search pakket")
        for key, name, hit in (("", "Bram Tweede", 2), ("n", "Cora Later", 3), ("n", "Anna Vroeg", 1), ("N", "Cora Later", 3)):
            if key:
                await office.press(key)
            await office.hears(f"“pakket”: hit {hit} of 3.")
            await office.stands_on(name)
        await office.run("list.search olifant")
        await office.hears("“olifant” stands nowhere in this view.")


async def test_news_and_older_results_are_asked_for(tmp_path: Path) -> None:
    async with at_work(tmp_path, "Anna Vroeg") as office:
        customer(office.box, "Bram Tweede", minutes=1)
        await office.press("ctrl+r")
        await office.hears("Asking the service for news.")
        await office.until(lambda: office.inbox.results.list.count == 2)
        await office.stands_on("Anna Vroeg")
        await office.run("list.more")
        await office.hears("Asking the service for older results.")

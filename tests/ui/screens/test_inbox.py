"""The inbox: whoever the agent sees is the one an act hits, and nothing typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.office import MOBIEL, at_work

PAIR = ("Anna Vroeg", "Bram Tweede")


async def test_it_opens_on_who_waits_longest(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        assert office.under_cursor == "Anna Vroeg"
        assert office.shown == "Anna Vroeg"
        await office.sees("● live")


async def test_enter_right_behind_a_move_opens_the_row_that_was_moved_to(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await office.type("j", "enter")
        await office.stands_on("Bram Tweede")
        assert office.inbox.context.value == "conversation"

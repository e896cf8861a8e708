"""Stores that are closed again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.store.world import Clock
from webcare_tui.store import Store


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    """A store in memory."""
    opened = await Store.open(None, clock=Clock())
    yield opened
    await opened.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The directory of an account; not made yet."""
    return tmp_path / "data" / "main"


@pytest.fixture
async def disk(home: Path) -> AsyncIterator[Store]:
    """A store on the disk, in `home`."""
    opened = await Store.open(home, clock=Clock())
    yield opened
    await opened.close()

"""What every test in the terminal stands on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.work import Work, at_work


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All that is here drives the program in a terminal."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    """A sandbox of its own, and a home of its own."""
    with at_work(tmp_path) as made:
        yield made

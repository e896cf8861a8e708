"""Sandboxes to call."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sandbox.api import Api, sandbox


@pytest.fixture(scope="module")
def seeded() -> Iterator[Api]:
    """A seeded, quiet world; tests only read it."""
    with sandbox(results=900) as api:
        yield api


@pytest.fixture(scope="module")
def empty() -> Iterator[Api]:
    """A world without results; each test brings its own and leaves the gate as it was."""
    with sandbox() as api:
        yield api

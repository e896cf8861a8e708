"""A home of its own for each test of the settings."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from webcare_tui.settings.locations import Locations


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home and environment."""
    for name in list(os.environ):
        if name.startswith(("WEBCARE_TUI_", "XDG_")):
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr("webcare_tui.settings.secrets._taken", [])
    return home


@pytest.fixture
def locations(own_home: Path) -> Locations:
    """The standard paths in that home."""
    return Locations.standard()


@pytest.fixture
def write(locations: Locations):
    """Writes the settings file."""

    def put(text: str | bytes, mode: int = 0o600) -> Path:
        file = locations.config_file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        file.chmod(mode)
        return file

    return put

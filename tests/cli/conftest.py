"""A home of its own for each test of the command line, and a way to run it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from webcare_tui.cli.main import main
from webcare_tui.sandbox.server import Box, Options, serve
from webcare_tui.settings.locations import Locations


@dataclass(frozen=True)
class Ran:
    """What a command line gave."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        """The standard output as JSON."""
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home and environment, and no keyring."""
    for name in list(os.environ):
        if name.startswith(("WEBCARE_TUI_", "XDG_")):
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr("webcare_tui.settings.secrets._keyring_get", lambda account_name: "")
    return home


@pytest.fixture
def locations(own_home: Path) -> Locations:
    """The standard paths in that home."""
    return Locations.standard()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs a command line in this process."""

    def go(*words: str) -> Ran:
        capsys.readouterr()
        code = main(words)
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return go


@pytest.fixture(scope="session")
def shared_box() -> Iterator[Box]:
    """One sandbox for all tests that leave no trace in it."""
    with serve(Options(results=60, react=None)) as box:
        yield box


@pytest.fixture
def box(shared_box: Box) -> Box:
    """The shared sandbox without the faults that an earlier test asked for."""
    return shared_box


def configure(locations: Locations, monkeypatch: pytest.MonkeyPatch, **account: object) -> None:
    """Write settings with one account; the secret stands in the environment."""
    from webcare_tui.settings.files import save

    monkeypatch.setenv("WEBCARE_TUI_CLIENT_SECRET", str(account.pop("secret", "a-secret")))
    save(locations.config_file, {"accounts": {"main": {"client_id": "an-id", **account}}})


@pytest.fixture
def configured(box: Box, locations: Locations, monkeypatch: pytest.MonkeyPatch) -> Box:
    """Settings for the shared sandbox."""
    configure(
        locations,
        monkeypatch,
        base_url=box.base_url,
        token_url=box.token_url,
        client_id=box.client_id,
        secret=box.client_secret,
    )
    return box

"""A home of its own for each test of the command line, and a way to run it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
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
    monkeypatch.setattr("webcare_tui.settings.secrets._taken", [])
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


class Control:
    """The sandbox's control surface."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=url, trust_env=False, timeout=60)

    def get(self, name: str):
        """What the sandbox tells."""
        return self._ok(self._client.get(name))

    def post(self, name: str, body: object):
        """Make the sandbox do something."""
        return self._ok(self._client.post(name, json=body))

    def delete(self, name: str) -> None:
        """Make the sandbox forget something."""
        self._ok(self._client.delete(name))

    def result(self, **fields: object) -> str:
        """A new result; its id."""
        return str(self.post("results", {"description": "Where is my parcel?", **fields})["ids"][0])

    def replies_to(self, result_id: str) -> list[dict[str, object]]:
        """The replies that took effect."""
        return [each for each in self.get("replies") if each["resultId"] == result_id]

    def _ok(self, answer: httpx.Response):
        assert answer.status_code == 200, answer.text
        return answer.json()

    def close(self) -> None:
        """Close the connection."""
        self._client.close()


@pytest.fixture
def control(box: Box) -> Iterator[Control]:
    """The control surface; faults that a test leaves behind are taken away."""
    surface = Control(box.control_url)
    yield surface
    surface.delete("faults")
    surface.close()


@pytest.fixture(scope="session")
def box() -> Iterator[Box]:
    """One sandbox for all tests; each makes results of its own in it."""
    with serve(Options(results=60, react=None)) as started:
        yield started


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

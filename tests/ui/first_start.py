"""What the tests of the first start stand on: a sandbox, an empty home, answers that fit, and no keyring."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from webcare_tui.sandbox.server import Box, Options, serve
from webcare_tui.settings.locations import Locations
from webcare_tui.settings.secrets import Secret
from webcare_tui.ui.flows.setup import Answers


@pytest.fixture(scope="session")
def box() -> Iterator[Box]:
    """A sandbox."""
    with serve(Options(results=10, react=None)) as started:
        yield started


@pytest.fixture
def faults(box: Box) -> Iterator[httpx.Client]:
    """The sandbox's control surface; faults that a test leaves behind are taken away."""
    with httpx.Client(base_url=box.control_url, trust_env=False, timeout=60) as client:
        yield client
        client.delete("faults")


@pytest.fixture
def locations(tmp_path: Path) -> Locations:
    """Paths below a home of its own."""
    return Locations.standard(tmp_path / "conf" / "config.toml", tmp_path / "data", env={})


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """An empty home and environment, and a keyring that is this dictionary."""
    for name in [name for name in os.environ if name.startswith(("WEBCARE_TUI_", "XDG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    ring: dict[str, str] = {}

    def put(account_name: str, secret: Secret) -> None:
        ring[account_name] = secret.reveal()

    monkeypatch.setattr("webcare_tui.settings.secrets._taken", [])
    monkeypatch.setattr("webcare_tui.settings.secrets._keyring_get", lambda name: ring.get(name, ""))
    monkeypatch.setattr("webcare_tui.settings.secrets.store_in_keyring", put)
    monkeypatch.setattr("webcare_tui.ui.flows.keyring._backend_trouble", lambda: "")
    return ring


def answers(box: Box, **changes: str) -> Answers:
    """Answers that the sandbox accepts, save for the changes."""
    given = {
        "base_url": box.base_url, "token_url": box.token_url, "client_id": box.client_id, "keep": "file",
        "secret": box.client_secret, **changes,
    }  # fmt: skip
    return Answers(**(given | {"secret": Secret(given["secret"])}))  # type: ignore[arg-type]


def disabled() -> dict[str, object]:
    """A fault: the service has switched the account off."""
    answer = {"status": "SUCCES", "data": [], "configuration": {"account": {"disableAccount": "1"}}}
    return {"path": "configuration", "body": answer}

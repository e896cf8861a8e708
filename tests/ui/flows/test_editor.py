"""The agent's own editor: what goes in, what comes back, and what is said where it cannot be run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ui.office import at_work


@contextmanager
def suspended() -> Iterator[None]:
    """The terminal is the editor's."""
    yield


async def test_words_go_to_the_editor_and_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = tmp_path / "seen"
    script = tmp_path / "edit.sh"
    script.write_text(f'#!/bin/sh\ncp "$1" {seen}\nsed "s/^/Nieuw /" {seen} > "$1"\nexit ${{CODE:-0}}\n')
    script.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(script))
    async with at_work(tmp_path / "home", "Anna Vroeg") as office:
        await office.press("r")
        await office.until(lambda: office.inbox.composer.area.text.endswith("^MK"))
        await office.press("f4")
        await office.hears("cannot be lent to an editor")
        monkeypatch.setattr(office.app, "suspend", suspended)
        before = office.inbox.composer.area.text
        await office.press("f4")
        await office.hears("The words from the editor are in the composer.")
        assert seen.read_text() == before, "prefix and suffix go along"
        assert office.inbox.composer.draft.text == f"Nieuw {before}"
        monkeypatch.setenv("CODE", "1")
        await office.press("f4")
        await office.hears("ended with code 1; the words are as they were")
        assert office.inbox.composer.draft.text == f"Nieuw {before}"
        monkeypatch.setenv("VISUAL", str(tmp_path / "none"))
        await office.press("f4")
        await office.hears("cannot be run")

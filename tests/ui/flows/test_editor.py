"""The agent's own editor: what goes in, what comes back, and what is said where it cannot be run."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.app import App
from textual.driver import Driver

from tests.ui.office import at_work
from webcare_tui.ui.flows import editor
from webcare_tui.ui.widgets.driver import Thrifty, is_lent, lent, thrifty


@contextmanager
def suspended(app: object) -> Iterator[None]:
    """The terminal is the editor's."""
    yield


async def test_words_go_to_the_editor_and_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = tmp_path / "seen"
    script = tmp_path / "edit.sh"
    script.write_text(f'#!/bin/sh\ncp "$1" {seen}\nsed "s/^/$NEW/" {seen} > "$1"\nexit ${{CODE:-0}}\n')
    script.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(script))
    monkeypatch.setenv("NEW", "Nieuw ")
    async with at_work(tmp_path / "home", "Anna Vroeg") as office:
        await office.press("r")
        await office.until(lambda: office.inbox.composer.area.text.endswith("^MK"))
        await office.press("f4")
        await office.hears("cannot be lent to an editor")
        monkeypatch.setattr(editor, "lent", suspended)
        before = office.inbox.composer.area.text
        await office.press("f4")
        await office.hears("The words from the editor are in the composer.")
        assert seen.read_text() == before, "prefix and suffix go along"
        assert office.inbox.composer.draft.text == f"Nieuw {before}"
        monkeypatch.setenv("CODE", "1")
        await office.press("f4")
        await office.hears("ended with code 1; what it had saved is in the composer.")
        assert office.inbox.composer.draft.text == f"Nieuw Nieuw {before}"
        monkeypatch.setenv("NEW", "")
        await office.press("f4")
        await office.hears("ended with code 1; the words are as they were")
        assert office.inbox.composer.draft.text == f"Nieuw Nieuw {before}"
        monkeypatch.setenv("VISUAL", str(tmp_path / "none"))
        await office.press("f4")
        await office.asked("NoticeDialog")
        await office.sees("cannot be run", "Set EDITOR")
        await office.press("escape")
        monkeypatch.setenv("VISUAL", "vi 'x")
        await office.press("f4")
        await office.hears("a quote is left open")


class Paper(Driver):
    """A driver that writes into a list, and notes when its terminal is another program's."""

    can_suspend = True

    def __init__(self, app: App[int]) -> None:
        super().__init__(app, size=(80, 24))
        self.written: list[str] = []

    def write(self, data: str) -> None:
        self.written.append(data)

    def start_application_mode(self) -> None:
        self.written.append("START")

    def disable_input(self) -> None:
        self.written.append("DEAF")

    def stop_application_mode(self) -> None:
        self.written.append("STOP")


@pytest.mark.parametrize(
    ("ending", "after"),
    [(None, ["STOP", "START", "on"]), (OSError, ["STOP", "START", "on"]), (asyncio.CancelledError, ["STOP"])],
)
async def test_nothing_is_written_on_a_lent_terminal_and_an_app_that_ends_leaves_it(ending, after) -> None:
    app = App[int]()
    driver = app._driver = thrifty(Paper)(app)
    assert isinstance(driver, Thrifty) and not is_lent(app)
    try:
        with lent(app):
            assert is_lent(app)
            driver.write("under way")
            if ending:
                raise ending
    except (OSError, asyncio.CancelledError):
        pass
    driver.write("on")
    assert driver.written == after

"""The app: what it shows on poor terminals, at any size, and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ui.office import at_work, customer
from webcare_tui.errors import WebcareError
from webcare_tui.services.events import Event
from webcare_tui.services.session import Session
from webcare_tui.settings.locations import Locations
from webcare_tui.settings.schema import Settings
from webcare_tui.ui.app import WebcareApp


async def test_ascii_means_ascii_wherever_the_agent_goes(tmp_path: Path) -> None:
    async with at_work(tmp_path, "Anna Vroeg", "Bram Tweede", undo=30, ui={"ascii": True}) as office:
        customer(office.box, "Cora Link", "Zie https://example.com/meting", sentiment=-2, minutes=70)
        await office.rows(3)
        assert office.text.isascii(), office.text
        steps: list[tuple[str, ...]] = [(key, "escape") for key in ("question_mark", "colon", "f2", "A", "i", "f")]
        steps += [("g", "o", "escape"), ("r", "x", "ctrl+j"), ("D", "escape"), ("q", "escape"), ("shift+f6", "2", "tab", "T")]
        for keys in steps:
            for key in keys:
                await office.press(key)
                await office.pilot.pause(0.03)
                assert office.text.isascii(), (key, [line for line in office.text.splitlines() if not line.isascii()])
        assert "Enter open" in office.text


async def test_no_size_is_too_small(tmp_path: Path) -> None:
    async with at_work(tmp_path, "Anna Vroeg", "Bram Tweede") as office:
        for keys in ((), ("enter", "r"), ("escape", "question_mark"), ("escape", "i")):
            await office.press(*keys)
            for size in ((1, 1), (1, 30), (200, 2), (40, 5), (120, 40)):
                await office.pilot.resize_terminal(*size)
                await office.press("j")
        assert office.app.is_running
        await office.press("escape", "escape")
        await office.sees("Anna Vroeg", "Bram Tweede")


async def test_the_window_may_become_narrow_while_one_writes(tmp_path: Path) -> None:
    async with at_work(tmp_path, "Anna Vroeg") as office:
        await office.write("Hallo")
        await office.pilot.resize_terminal(80, 24)
        await office.type(*" daar")
        await office.sees("Hallo daar")
        await office.pilot.resize_terminal(120, 40)
        await office.sees("Hallo daar", "Profiles")


async def test_keys_tell_the_poller_how_closely_the_agent_watches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_work(tmp_path, "Anna Vroeg") as office:
        told: list[bool] = []
        monkeypatch.setattr(office.session.poller, "attention", lambda focused, last_key: told.append(focused))
        await office.press("j")
        assert told and all(told)


def app(tmp_path: Path, open_session: Callable[[Callable[[Event], None]], Session]) -> WebcareApp:
    locations = Locations.standard(config=tmp_path / "config.toml", data_dir=tmp_path / "data")
    return WebcareApp(open_session, settings=Settings(), locations=locations)  # type: ignore[arg-type]


async def test_an_account_that_cannot_be_opened_ends_it_with_a_word(tmp_path: Path) -> None:
    async def refuse(publish: Callable[[Event], None]) -> Session:
        raise WebcareError("The files are newer", "Update the program.")

    made = app(tmp_path, refuse)  # type: ignore[arg-type]
    async with made.run_test():
        pass
    assert made.return_code == 3


async def test_a_crash_tells_where_and_nothing_of_what_it_held(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(publish: Callable[[Event], None]) -> Session:
        secret = "GEHEIM"
        raise RuntimeError(secret)

    made = app(tmp_path, broken)  # type: ignore[arg-type]
    with pytest.raises(RuntimeError):
        async with made.run_test():
            pass
    told = " ".join("".join(capsys.readouterr()).split())
    assert "webcare-tui stopped: RuntimeError in test_app.py" in told
    assert "GEHEIM" not in told + caplog.text


async def test_work_behind_the_screen_that_ends_badly_ends_the_app_loudly(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        async with at_work(tmp_path, "Anna Vroeg") as office:

            async def run() -> None:
                raise ZeroDivisionError

            office.session.run = run  # type: ignore[method-assign]
            office.app._run()
            await office.until(lambda: office.app._exception)


async def test_panes_stand_side_by_side_again_once_there_is_room(tmp_path: Path) -> None:
    async with at_work(tmp_path, "Anna Vroeg", size=(80, 24)) as office:
        panes = (office.inbox.profiles, office.inbox.results, office.inbox.reading)
        for width, shown in ((80, 1), (100, 3), (99, 1), (160, 3)):
            await office.pilot.resize_terminal(width, 24)
            await office.until(lambda shown=shown: sum(pane.region.area > 0 for pane in panes) == shown)

"""The screen of the first start, by the keyboard alone: what it asks, shows, returns, and never shows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static

from tests.ui.first_start import answers, disabled
from tests.ui.stage import Stage, tap
from webcare_tui.cli import compose
from webcare_tui.services.checkup import Step
from webcare_tui.settings import files
from webcare_tui.settings.schema import Settings
from webcare_tui.ui.app import WebcareApp
from webcare_tui.ui.flows import keyring
from webcare_tui.ui.flows.setup import Attempt, secret_file
from webcare_tui.ui.screens.inbox import InboxScreen
from webcare_tui.ui.screens.setup import SetupScreen
from webcare_tui.ui.widgets.form import Line, Ways

SIZES = [(120, 40), (80, 24)]
UNANSWERED = "unanswered"
FIELDS = ("client-id", "keep", "client-secret", "user", "base-url", "token-url", "attempt")


class First(Stage, inherit_bindings=False):
    """An app that shows the first start and keeps what it returns."""

    def __init__(self, locations, *, plain: bool = False) -> None:
        super().__init__()
        self.first = SetupScreen(locations, plain=plain)
        self.result: object = UNANSWERED

    def on_mount(self) -> None:
        """Show it."""

        def keep(result: bool | None) -> None:
            self.result = result

        self.push_screen(self.first, keep)


def words(pilot: Pilot[None]) -> str:
    """What stands on the screen."""
    return "\n".join("".join(segment.text for segment in strip) for strip in pilot.app.screen._compositor.render_strips())


def fill(first: SetupScreen, given) -> None:
    """Fill in answers without typing them."""
    for name, value in {
        "client-id": given.client_id,
        "client-secret": given.secret.reveal(),
        "command": given.command,
        "user": given.user,
        "base-url": given.base_url,
        "token-url": given.token_url,
    }.items():
        first.query_one(f"#{name}", Line).value = value


async def done(pilot: Pilot[None]) -> None:
    """Wait for what is being tried, and until its end is in view."""
    first = pilot.app.screen
    await pilot.app.workers.wait_for_complete(list(pilot.app.workers))
    await pilot.pause()
    for _ in range(200):
        if pilot.app.screen is not first:
            return
        last = first.query_one("#steps").children[-1:]
        if all(each.region.area and each.region in first.query_one("#setup-form").region for each in last):
            return
        await pilot.pause()


async def tried(pilot: Pilot[None], given) -> str:
    """Try answers, and read the screen afterwards."""
    fill(pilot.app.screen, given)  # type: ignore[arg-type]
    await tap(pilot, "f5")
    await done(pilot)
    return words(pilot)


def focused(pilot: Pilot[None]) -> str:
    assert pilot.app.focused is not None
    return str(pilot.app.focused.id)


async def test_by_the_keyboard_alone_and_all_at_once(box, locations) -> None:
    app = First(locations)
    async with app.run_test() as pilot:
        await pilot.pause()
        await tap(
            pilot,
            *(*box.client_id, "enter", "tab", *box.client_secret, "x", "backspace", "enter", "enter"),
            *(*box.base_url, "tab", *box.token_url, "enter", "enter"),
        )
        await done(pilot)
        assert app.result is True
        assert files.load(locations, {}).accounts["main"].client_id == box.client_id
        assert secret_file(locations).read_text() == f"{box.client_secret}\n"
        assert box.client_secret not in locations.config_file.read_text()


async def test_what_is_pasted_is_trimmed(locations) -> None:
    app = First(locations)
    async with app.run_test() as pilot:
        await pilot.pause()
        line = app.first.query_one("#client-id", Line)
        for pasted, value in {
            "s3cret\n": "s3cret",
            "\r\n s3cret \r\nand more": "s3cret",
            "\ts3cret": "s3cret",
            " \n \n": "",
            "x" * 5000: "",
        }.items():
            line.clear()
            app.post_message(events.Paste(pasted))
            await pilot.pause()
            assert (line.value, focused(pilot)) == (value, "client-id")


async def test_the_secret_is_neither_shown_nor_copied(box, locations) -> None:
    app = First(locations)
    async with app.run_test() as pilot:
        await pilot.pause()
        fill(app.first, answers(box))
        app.first.query_one("#client-secret", Line).focus()
        await tap(pilot, "ctrl+shift+a", "super+c")
        assert app.clipboard == ""
        assert box.client_id in words(pilot)
        assert box.client_secret not in words(pilot)
        await tap(pilot, "ctrl+x")
        assert app.clipboard == ""
        assert app.first.query_one("#client-secret", Line).value == ""
        assert box.client_secret not in repr(app.first.answers)
        app.first.query_one("#client-id", Line).focus()
        await tap(pilot, "ctrl+shift+a", "ctrl+x", "ctrl+v", "ctrl+v")
        assert app.first.answers.client_id == box.client_id * 2


@pytest.mark.parametrize("size", SIZES)
async def test_a_wrong_secret_is_told_beside_the_steps_and_can_be_mended(size, box, locations) -> None:
    app = First(locations)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        seen = await tried(pilot, answers(box, secret="wrong-secret"))
        assert "✓ connection" in seen
        assert "✗ token" in seen
        assert "The service does not accept the credentials" in seen
        assert "in the settings." in seen  # the end of the advice is on the screen too
        assert "Nothing is kept yet." in seen
        assert "wrong-secret" not in seen
        assert focused(pilot) == "attempt"
        assert "Try and keep" in seen
        assert app.result == UNANSWERED
        assert not locations.config_file.exists()
        await tried(pilot, answers(box))
        assert app.result is True


async def test_other_failures_are_told(box, locations, faults) -> None:
    app = First(locations)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        faults.post("faults", json=disabled()).raise_for_status()
        assert "switched this account off" in await tried(pilot, answers(box))
        assert "Fill in the client id." in await tried(pilot, answers(box, client_id=""))
        assert "plain http is refused" in await tried(pilot, answers(box, base_url="http://example.com"))
        seen = await tried(pilot, answers(box, user="[/][@click=app.quit]x"))
        assert "[/][@click=app.quit]x" in seen
        assert app.result == UNANSWERED


class Held(Attempt):
    """A try that waits to be let go."""

    begun: list[str]
    go: asyncio.Event

    async def steps(self) -> AsyncIterator[Step]:
        """Wait."""
        self.names = ("one", "two")
        self.begun.append(self._answers.client_id)
        yield Step("one", True, "found [/]")
        await self.go.wait()
        yield Step("two", True, "done")


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> type[Held]:
    Held.begun, Held.go = [], asyncio.Event()
    monkeypatch.setattr("webcare_tui.ui.screens.setup.Attempt", Held)
    return Held


async def test_pressed_twice_it_is_tried_once(held, box, locations) -> None:
    app = First(locations)
    async with app.run_test() as pilot:
        await pilot.pause()
        fill(app.first, answers(box))
        await tap(pilot, "f5", "f5", "ctrl+j", "enter", "enter")
        assert held.begun == [box.client_id]
        assert "2 of 2: two …" in words(pilot)
        assert "found [/]" in words(pilot)
        held.go.set()
        await done(pilot)
        assert app.result is True


async def test_left_while_it_is_tried(held, box, locations) -> None:
    app = First(locations)
    async with app.run_test() as pilot:
        await pilot.pause()
        fill(app.first, answers(box))
        await tap(pilot, "f5")
        worker = app.first._trying
        await tap(pilot, "escape")
        assert app.result is False
        assert worker is not None
        assert worker.is_cancelled
        assert not locations.config_file.parent.exists()


class Broken(Attempt):
    """A try with a mistake in it."""

    async def steps(self) -> AsyncIterator[Step]:
        """Break in the middle."""
        self.names = ("one", "two")
        yield Step("one", True, "found")
        raise ValueError(f"a text with {self._answers.secret.reveal()}")


async def test_a_mistake_of_the_program_ends_neither_it_nor_in_silence(box, locations, monkeypatch, caplog) -> None:
    monkeypatch.setattr("webcare_tui.ui.screens.setup.Attempt", Broken)
    app = First(locations)
    async with app.run_test() as pilot:
        await pilot.pause()
        fill(app.first, answers(box))
        await tap(pilot, "f5")
        while app.first._trying is not None:
            await pilot.pause()
        await pilot.pause()
        assert "An unexpected ValueError" in words(pilot)
        assert "Nothing is kept yet." in words(pilot)
        assert box.client_secret not in words(pilot) + caplog.text
        assert "ValueError at test_setup.py" in caplog.text
        monkeypatch.undo()
        monkeypatch.setattr("webcare_tui.settings.secrets._keyring_get", lambda name: "")
        await tried(pilot, answers(box))
        assert app.result is True


async def test_ways_to_keep_the_secret(locations, monkeypatch) -> None:
    monkeypatch.setattr(keyring, "find_spec", lambda name: None)
    app = First(locations)
    async with app.run_test() as pilot:
        await pilot.pause()
        said = app.first.query_one("#keep-words", Static)
        assert str(said.content) == "It becomes ~/conf/client-secret"
        await tap(pilot, "down")
        assert app.first.answers.keep == "file"  # the line above has the keys
        await tap(pilot, "tab", "up", "down")
        await done(pilot)
        assert app.first.answers.keep == "keyring"
        assert str(said.content) == keyring.EXTRA
        await tap(pilot, "down", "down", "down")
        await done(pilot)
        assert app.first.answers.keep == "command"
        assert "without a shell" in str(said.content)
        await tap(pilot, "tab", *"pass show x")
        assert (app.first.answers.command, app.first.answers.secret.reveal()) == ("pass show x", "")
        await pilot.click(Ways, offset=(3, 0))
        assert app.first.answers.keep == "file"
        assert app.first.answers.command == ""


@pytest.mark.parametrize("size", SIZES)
async def test_every_answer_comes_into_view_and_is_seen_to_have_the_keys(size, locations) -> None:
    app = First(locations)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        seen = []
        for _ in FIELDS:
            widget = app.focused
            assert widget is not None
            seen.append(widget.id)
            form = app.first.query_one("#setup-form").content_region
            assert widget.region in form
            if widget.id != "attempt":
                row = app.first.query_one(f"#row-{widget.id}")
                assert row.has_class("-here")
            assert len(app.first.query(".-here")) == (widget.id != "attempt")
            await tap(pilot, "tab")
        assert tuple(seen) == FIELDS
        assert focused(pilot) == FIELDS[0]
        await tap(pilot, "shift+tab")
        assert focused(pilot) == "attempt"


async def test_pages_turn(box, locations) -> None:
    app = First(locations)
    async with app.run_test(size=(80, 16)) as pilot:
        await pilot.pause()
        assert "Try and keep" not in words(pilot)
        await tap(pilot, "pagedown", "pagedown")
        assert "Try and keep" in words(pilot)
        await tap(pilot, "pageup", "pageup")
        assert "Nothing is configured yet" in words(pilot)


async def test_without_a_sign_that_ascii_lacks(box, locations) -> None:
    app = First(locations, plain=True)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        assert words(pilot).isascii()
        seen = await tried(pilot, answers(box, secret="", client_id="x"))
        assert "x answers" in seen
        assert seen.isascii()


def the_app(locations) -> WebcareApp:
    async def opener(publish):
        settings = files.load(locations, {})
        return await compose.open_session(compose.Place(settings, settings.pick(), locations), publish)

    return WebcareApp(opener, settings=Settings(), locations=locations, setup=True)


@pytest.mark.parametrize("key", ["escape", "ctrl+c", "ctrl+q"])
async def test_who_leaves_ends_the_program_with_3(key: str, box, locations) -> None:
    app = the_app(locations)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, SetupScreen)
        fill(app.screen, answers(box))
        await tap(pilot, key)  # type: ignore[arg-type]
    assert app.return_code == 3
    assert not locations.config_file.parent.exists()


async def test_who_is_through_gets_the_inbox(box, locations) -> None:
    app = the_app(locations)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, SetupScreen)
        fill(app.screen, answers(box))
        await tap(pilot, "f5")  # type: ignore[arg-type]
        async with asyncio.timeout(60):
            while not isinstance(app.screen, InboxScreen):
                await pilot.pause()
        assert app.screen.query_one("TopBar").mark == ""  # type: ignore[attr-defined]

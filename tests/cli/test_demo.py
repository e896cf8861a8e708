"""The demo's seam: its settings, its keys, its picture."""

from __future__ import annotations

import asyncio
import sys
import types
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Input

from webcare_tui.cli import capture, demo
from webcare_tui.cli.exits import UsageError
from webcare_tui.sandbox.server import Options, serve
from webcare_tui.services.events import ConfigurationLoaded
from webcare_tui.settings.files import load
from webcare_tui.settings.keeping import keep_view
from webcare_tui.settings.schema import ViewSettings


@pytest.mark.parametrize(
    ("keys", "steps"),
    [
        ("", []),
        ("j j enter", [("press", "j"), ("press", "j"), ("press", "enter")]),
        ("text:abc wait:0.5", [("text", "abc"), ("wait", "0.5")]),
        ("text:'two words' ctrl+j", [("text", "two words"), ("press", "ctrl+j")]),
        ("colon :", [("press", "colon"), ("press", ":")]),
    ],
)
def test_what_keys_asks_for(keys: str, steps: list[capture.Step]) -> None:
    assert capture.steps(keys) == steps


@pytest.mark.parametrize("keys", ["text:'open", "wait:soon", "wait:-1", "wait:61", "wait:nan", "wait:"])
def test_what_keys_cannot_ask_for(keys: str) -> None:
    with pytest.raises(UsageError):
        capture.steps(keys)


@pytest.mark.parametrize("name", ["out.png", "out"])
def test_a_picture_is_an_svg(name: str, run) -> None:
    done = run("demo", "--screenshot", name)
    assert done.code == 2
    assert "ends in .svg" in done.err


def test_a_world_that_cannot_be_told(run, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("no,such\nthing,at all\n")
    done = run("demo", "--screenshot", str(tmp_path / "o.svg"), "--import", str(tmp_path / "x.csv"))
    assert done.code == 2
    assert "The demo cannot start" in done.err


class Stub(App[int]):
    """An app in the place of the inbox: opens its session, shows the company and what is typed."""

    made: list[Stub] = []  # noqa: RUF012

    def __init__(self, open_session, *, settings, locations, demo=False, setup=False) -> None:
        super().__init__()
        self.settings, self.locations, self.is_demo, self.is_setup = settings, locations, demo, setup
        self._open_session = open_session
        self.session = None
        self.made.append(self)

    def compose(self) -> ComposeResult:
        yield Input()

    async def on_mount(self) -> None:
        self.session = await self._open_session(self.take)
        self._work = asyncio.create_task(self.session.run())
        self.session_dir = self.locations.account_dir("demo")

    def take(self, event: object) -> None:
        if isinstance(event, ConfigurationLoaded):
            self.query_one(Input).border_title = event.account.company
            self.session.poller.watch(event.views[0])

    def on_input_changed(self, event: Input.Changed) -> None:
        self.typed = event.value

    async def on_unmount(self) -> None:
        self.data_was_there = self.session_dir.exists()
        await self.session.close()
        self._work.cancel()
        await asyncio.gather(self._work, return_exceptions=True)


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> list[Stub]:
    module = types.ModuleType("webcare_tui.ui.app")
    module.WebcareApp = Stub  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "webcare_tui.ui.app", module)
    Stub.made.clear()
    return Stub.made


def test_a_picture_of_the_demo_and_nothing_left_behind(run, stub, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("WEBCARE_TUI_UI__TIME_FORMAT", "clock")
    monkeypatch.setenv("WEBCARE_TUI_ACCOUNTS__DEMO__BASE_URL", "https://elsewhere.example.com")
    out = tmp_path / "out.svg"
    words = [
        "demo",
        "--results",
        "20",
        "--quiet-world",
        "--screenshot",
        str(out),
        "--size",
        "60x10",
        "--keys",
        "text:'hi ☺!' wait:0",
    ]
    done = run(*words)
    assert done.code == 0, done.err
    assert done.out == f"Written: {out}\n"
    picture = out.read_text()
    assert picture.startswith("<svg")
    assert "hi" in picture
    app = stub[0]
    assert app.is_demo
    assert app.settings.ui.time_format == "clock"
    assert app.settings.accounts["demo"].production is False
    assert app.settings.accounts["demo"].base_url.startswith("http://127.0.0.1:")
    assert app.typed == "hi ☺!"
    assert app.data_was_there
    assert not app.locations.data_dir.parent.exists()


def test_a_picture_that_cannot_be_written(run, stub, tmp_path: Path) -> None:
    done = run("demo", "--results", "5", "--quiet-world", "--screenshot", str(tmp_path / "none" / "out.svg"))
    assert done.code == 2
    assert "cannot be written" in done.err


def test_the_sandbox_refuses_what_makes_no_sense(run) -> None:
    for words in (["--quota", "3"], ["--host", "192.0.2.1"], ["--port", "99999"]):
        done = run("sandbox", *words)
        assert done.code == 2, words
        assert "The sandbox cannot start" in done.err


def test_a_picture_fetches_nothing_and_needs_no_leading_blanks() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg"><style>@font-face { font-family: "F"; src: url("https://x.example/f.woff") }\n'
        ".t { fill: red }</style>"
        '<text class="t" x="12.2" y="20" textLength="48.8" clip-path="url(#c)">&#160;&#160;ab</text>'
        '<text class="t" x="0" y="20" textLength="24.4" clip-path="url(#c)">&#160;&#160;</text>'
        '<text class="t" x="0" y="20" textLength="24.4" clip-path="url(#c)">&#160;&amp;</text></svg>'
    )
    made = capture.self_contained(svg)
    assert "font-face" not in made and "x.example" not in made and ".t { fill: red }" in made
    assert 'x="36.6" y="20" textLength="24.4" clip-path="url(#c)">ab</text>' in made
    assert 'x="12.2" y="20" textLength="12.2" clip-path="url(#c)">&amp;</text>' in made
    assert ">&#160;&#160;</text>" in made


def test_views_saved_in_the_demo_stand_in_its_own_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEBCARE_TUI_VIEWS", raising=False)
    with serve(Options(results=0, react=None)) as box:
        at = demo._at(box, tmp_path)
        assert load(at.locations, {}) == at.settings
        keep_view(at.locations.config_file, "Own", ViewSettings(filter="/Thuis/day/"), {})
    assert list(load(at.locations, {}).views) == ["Own"] and at.locations.config_file.parent == tmp_path

"""The wheel: what a user installs holds the themes, the styles, the sandbox's world and the example, without the checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

SCRIPT = """
import pathlib, sys
import webcare_tui
here = pathlib.Path(webcare_tui.__file__).resolve()
assert here.is_relative_to(sys.argv[1]), here
from webcare_tui.ui.theme import loader
names = sorted(theme.name for theme in loader.load().themes)
from webcare_tui.sandbox.server import Options, serve
with serve(Options(results=50)) as box:
    assert len(box.world.results) >= 50
from webcare_tui.ui.screens.inbox import InboxScreen
assert (here.parent / "ui" / "styles" / "inbox.tcss").is_file()
assert (here.parent / "config.example.toml").is_file()
assert (here.parent / "py.typed").is_file()
print(*names)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content in a directory of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_an_installed_wheel_is_whole(installed: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(installed)],
        cwd=tmp_path, env={"PYTHONPATH": str(installed), "PATH": "", "HOME": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    shipped = sorted(path.stem for path in (ROOT / "themes").glob("*.toml"))
    assert done.stdout.split() == shipped and len(shipped) >= 5


def test_the_wheel_holds_no_tests_and_names_its_command(installed: Path) -> None:
    assert sorted(path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")) == ["webcare_tui"]
    (entry,) = installed.glob("*.dist-info/entry_points.txt")
    assert "webcare-tui = webcare_tui.cli.main:entry" in entry.read_text()

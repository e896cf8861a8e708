"""The demo: seen in a terminal, drawn without one, and gone without a trace."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from tests.e2e.bytes import offences
from tests.e2e.terminal import PATIENCE, ROOT, Terminal

OFF = (b"\x1b[?1049l", b"\x1b[?1000l", b"\x1b[?1003l", b"\x1b[?1006l", b"\x1b[?2004l", b"\x1b[?1004l", b"\x1b[?25h", b"\x1b[<u")
"""What has to be switched off, or on again, at the end."""


def env(home: Path) -> dict[str, str]:
    """An environment without any settings."""
    return {"HOME": str(home), "PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "TMPDIR": str(home)}


def test_a_screenshot_needs_no_terminal(tmp_path: Path) -> None:
    picture = tmp_path / "out.svg"
    done = subprocess.run(
        [sys.executable, "-m", "webcare_tui", "demo", "--quiet-world", "--results", "200", "--screenshot", str(picture),
         "--size", "120x40", "--keys", "j"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=2 * PATIENCE, check=False,
        env={**env(tmp_path), "PYTHONPATH": str(ROOT)}, cwd=tmp_path,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    svg = picture.read_text()
    words = " ".join("".join(ElementTree.fromstring(svg).itertext()).replace("\xa0", " ").split())  # noqa: S314 - our own
    for part in ("Noorderlicht", "live", "DEMO", "Nieuw", "reply"):
        assert part in words, part
    assert len(svg) > 20_000


def test_without_a_terminal_it_says_so(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "webcare_tui", "demo"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE, check=False,
        env={**env(tmp_path), "PYTHONPATH": str(ROOT)}, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 2
    assert "terminal" in done.stderr
    assert "\x1b" not in done.stdout + done.stderr


def test_the_demo_shows_the_inbox_and_leaves_no_trace(tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    words = ["demo", "--quiet-world", "--results", "150"]
    with Terminal(words, {**env(tmp_path), "TERM": "xterm-256color"}, cwd=tmp_path) as run:
        run.expect("● live")
        run.expect("DEMO")
        run.expect("Nieuw · not checked")
        run.settle(0.2)
        run.press("q")
        assert run.expect_end() == 0
    tail = run.raw[-400:]
    for mode in OFF:
        assert mode in tail, mode
    assert tail.rindex(b"\x1b[?1049l") > tail.rfind(b"\x1b[?1049h")
    assert offences(run.raw) == []
    assert sorted(tmp_path.rglob("*")) == before

"""What the process does for its own safety."""

from __future__ import annotations

import subprocess
import sys

from webcare_tui.cli.guard import scrubbed


def _run(code: str, **env: str) -> subprocess.CompletedProcess[str]:
    import os

    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env={**os.environ, **env})


def test_leaking_variables_cores_and_open_files_are_gone() -> None:
    code = (
        "import os, resource\nfrom webcare_tui.cli.guard import harden\nharden()\n"
        "kept = [n for n in os.environ if n.startswith(('TEXTUAL', 'SSLKEYLOG'))]\n"
        "print(kept, resource.getrlimit(resource.RLIMIT_CORE), oct(os.umask(0)))"
    )
    done = _run(code, SSLKEYLOGFILE="/x/keys", TEXTUAL="devtools", TEXTUAL_SCREENSHOT_LOCATION="/x", TEXTUAL_LOG="x")
    assert done.stdout == "[] (0, 0) 0o77\n"


def test_an_unexpected_error_shows_places_and_no_values() -> None:
    code = (
        "import threading\nfrom webcare_tui.cli.guard import harden\nharden()\n"
        "def fail(words):\n    raise ValueError(words)\n"
        "t = threading.Thread(target=fail, args=('geheim-1',)); t.start(); t.join()\n"
        "class Late:\n    def __del__(self):\n        fail('geheim-3')\n"
        "Late()\n"
        "fail('geheim-2')"
    )
    done = _run(code)
    assert done.returncode == 1
    assert done.stderr.count("unexpected ValueError") == 2
    assert done.stderr.count("while clearing up: ValueError") == 1
    assert "geheim" not in done.stderr
    assert "in fail" in done.stderr


def test_scrubbed_holds_kind_and_place() -> None:
    try:
        raise KeyError("geheim")
    except KeyError as error:
        text = scrubbed(error)
    assert text.startswith("webcare-tui stopped over an unexpected KeyError.")
    assert "test_guard.py:" in text
    assert "geheim" not in text


def test_python_m_is_the_command_line() -> None:
    done = subprocess.run([sys.executable, "-m", "webcare_tui", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("webcare-tui ")

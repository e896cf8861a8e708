"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import architecture
from tests.architecture import PACKAGE, ROOT, modules

MODULE, CLASS, FUNCTION, SCREEN = 300, 250, 40, 350
LOWER_ROOMS = ("errors", "text", "models", "filters", "settings", "store", "api", "services", "sandbox")


def _length(node: ast.stmt) -> int:
    first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
    return (node.end_lineno or node.lineno) - first + 1


def _too_long(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    place = path.relative_to(ROOT).as_posix()
    screen = "/ui/screens/" in place
    lines = text.count("\n")
    found = [f"{place}: {lines} lines"] if lines > (SCREEN if screen else MODULE) else []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef) and _length(node) > (SCREEN if screen else CLASS):
            found.append(f"{place}: class {node.name} {_length(node)} lines")
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _length(node) > FUNCTION:
            found.append(f"{place}: {node.name} {_length(node)} lines")
    return found


def test_rooms_stay_small() -> None:
    assert [each for path in modules() for each in _too_long(path)] == []


def test_every_module_says_in_one_line_what_it_holds() -> None:
    bad = []
    for path in modules():
        line = architecture.first_line(path)
        if not line or "\n" in line or not line.endswith("."):
            bad.append(path.relative_to(PACKAGE).as_posix())
    assert bad == []


def test_the_picture_of_the_house_is_the_house() -> None:
    """Run `python -m tests.architecture` after a module came, went, or changed its line."""
    assert architecture.PAGE.read_text(encoding="utf-8") == architecture.page()


@pytest.mark.parametrize("room", LOWER_ROOMS)
def test_lower_rooms_leave_textual_unimported(room: str) -> None:
    code = (
        "import importlib, pkgutil, sys\n"
        f"room = importlib.import_module('webcare_tui.{room}')\n"
        "for each in pkgutil.walk_packages(getattr(room, '__path__', []), room.__name__ + '.'):\n"
        "    importlib.import_module(each.name)\n"
        "sys.exit('textual' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_nothing_is_left_open() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    assert [path.name for path in modules() if marks.search(path.read_text(encoding="utf-8"))] == []

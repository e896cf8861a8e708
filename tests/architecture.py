"""The house as it stands: its modules and their first lines. `python -m tests.architecture` writes them into the docs."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "webcare_tui"
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- modules -->", "<!-- /modules -->"


def modules() -> list[Path]:
    """Every module of the package, rooms first."""
    return sorted(PACKAGE.rglob("*.py"), key=lambda path: (path.parent.parts, path.name != "__init__.py", path.name))


def first_line(path: Path) -> str:
    """The module's one line; "" where it has none or more than one before a blank."""
    doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    return (doc or "").split("\n\n")[0].strip()


def listing() -> str:
    """The list of modules as it stands in docs/architecture.md."""
    lines: list[str] = []
    for path in modules():
        place = path.relative_to(PACKAGE)
        if place.name == "__init__.py":
            room = "webcare_tui" if place.parent == Path() else f"webcare_tui/{place.parent.as_posix()}"
            lines += ["", f"**{room}** – {first_line(path)}", ""]
        else:
            lines.append(f"- `{place.as_posix()}` – {first_line(path)}")
    return "\n".join(lines).strip()


def page() -> str:
    """docs/architecture.md with its list of modules made anew."""
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{listing()}\n\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

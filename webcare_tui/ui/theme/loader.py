"""Theme files in TOML: found, checked, and made into Textual themes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from textual.color import Color, ColorParseError
from textual.theme import Theme

from webcare_tui.ui.theme.names import BASE, MEANINGS, REQUIRED

DEFAULT = "webcare-dark"
"""The theme for an agent who chose none."""

_DERIVED = {
    "block-cursor-background": "selected",
    "block-cursor-foreground": "foreground",
    "block-cursor-blurred-background": "selected",
    "block-cursor-blurred-foreground": "foreground",
    "block-hover-background": "selected",
    "border": "accent",
    "border-blurred": "rule",
    "footer-background": "bar",
    "footer-foreground": "bar-text",
    "footer-description-background": "bar",
    "footer-description-foreground": "bar-text",
    "footer-key-foreground": "key",
    "footer-key-background": "bar",
    "footer-item-background": "bar",
    "input-cursor-background": "foreground",
    "input-cursor-foreground": "background",
    "input-selection-background": "selected",
    "link-color": "link",
    "scrollbar": "rule",
    "scrollbar-hover": "muted",
    "scrollbar-active": "muted",
    "scrollbar-background": "background",
    "scrollbar-background-hover": "background",
    "scrollbar-background-active": "background",
    "scrollbar-corner-color": "background",
    "foreground-muted": "muted",
    "text-muted": "muted",
    "text-disabled": "faint",
    "text-primary": "primary",
    "text-secondary": "secondary",
    "text-accent": "accent",
    "text-success": "success",
    "text-warning": "warning",
    "text-error": "error",
}
"""Names of Textual's own widgets, and the colour here that each takes."""


@dataclass(frozen=True, slots=True)
class Themes:
    """What was found.

    Attributes:
        themes: Shipped ones first, by name; a theme of the user with a shipped one's name takes its place.
        problems: One line a problem, with the file's name in front; such files are left out.
    """

    themes: tuple[Theme, ...]
    problems: tuple[str, ...] = ()

    def get(self, name: str) -> Theme | None:
        """The theme of this name."""
        return next((theme for theme in self.themes if theme.name == name), None)


def load(user_directory: Path | None = None) -> Themes:
    """Reads every shipped theme, and those in the user's directory.

    Args:
        user_directory: Where the user's `*.toml` stand; need not exist.
    """
    themes: dict[str, Theme] = {}
    problems: list[str] = []
    for origin, text in (*_shipped(), *_users(user_directory, problems)):
        theme, wrong = read(text, origin)
        problems.extend(wrong)
        if theme is not None:
            themes[theme.name] = theme
    return Themes(tuple(themes.values()), tuple(problems))


def load_shipped(name: str) -> Theme | None:
    """Reads one shipped theme, which is all that the first paint needs; None where there is no such theme."""
    for entry in _files():
        if entry.name == f"{name}.toml":
            return read(entry.read_text(encoding="utf-8"), entry.name)[0]
    return None


def read(text: str, origin: str) -> tuple[Theme | None, tuple[str, ...]]:
    """Makes a theme of the text of a theme file.

    Args:
        text: TOML: `name`, `dark`, and a table `[colors]` with exactly the names in `REQUIRED`.
        origin: The file's name, for the problems.

    Returns:
        The theme and no problems, or None and at least one.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, (f"{origin}: not TOML: {error}",)
    problems = list(_wrong_head(data))
    colors = data.get("colors")
    if isinstance(colors, dict):
        problems.extend(_wrong_colors(colors))
    else:
        problems.append("the table [colors] is missing")
    if problems or not isinstance(colors, dict):
        return None, tuple(f"{origin}: {problem}" for problem in problems)
    return _theme(str(data["name"]), bool(data["dark"]), {str(key): str(value) for key, value in colors.items()}), ()


def defaults() -> dict[str, str]:
    """Every name of the program's own with the default theme's colour, for themes that are not of this program's making."""
    theme = load_shipped(DEFAULT)
    return dict(theme.variables) if theme is not None else {}


def _theme(name: str, dark: bool, colors: Mapping[str, str]) -> Theme:
    variables = {meaning: colors[meaning] for meaning in MEANINGS}
    variables |= {name: colors[source] for name, source in _DERIVED.items()}
    variables |= {"block-cursor-text-style": "bold", "block-cursor-blurred-text-style": "bold"}
    base = {key: colors[key] for key in BASE if key != "primary"}
    return Theme(name=name, dark=dark, primary=colors["primary"], variables=variables, **base)  # type: ignore[arg-type]


def _wrong_head(data: Mapping[str, object]) -> Iterator[str]:
    name = data.get("name")
    if not isinstance(name, str) or not name.strip() or not name.isprintable():
        yield "`name` has to be a word"
    if not isinstance(data.get("dark"), bool):
        yield "`dark` has to be true or false"
    for key in data.keys() - {"name", "title", "dark", "colors"}:
        yield f"`{key}` is not known here"


def _wrong_colors(colors: Mapping[str, object]) -> Iterator[str]:
    for name in REQUIRED:
        if name not in colors:
            yield f"the colour `{name}` is missing ({MEANINGS.get(name, 'a colour of Textual')})"
    for name, value in colors.items():
        if name not in REQUIRED:
            yield f"the colour `{name}` is not known here"
        elif not isinstance(value, str) or not _is_color(value):
            yield f"`{name}` is not a colour: write #rrggbb"


def _is_color(value: str) -> bool:
    try:
        return Color.parse(value).a == 1
    except ColorParseError:
        return False


def _files() -> tuple[Traversable, ...]:
    package = resources.files("webcare_tui")
    folder: Traversable = package / "themes"
    if not folder.is_dir():  # running from a checkout: the wheel's copy does not exist
        folder = Path(str(package)).parent / "themes"
    if not folder.is_dir():
        return ()
    return tuple(sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=lambda each: each.name))


def _shipped() -> Iterator[tuple[str, str]]:
    for entry in _files():
        yield entry.name, entry.read_text(encoding="utf-8")


def _users(directory: Path | None, problems: list[str]) -> Iterator[tuple[str, str]]:
    if directory is None or not directory.is_dir():
        return
    for path in sorted(directory.glob("*.toml")):
        try:
            yield path.name, path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            problems.append(f"{path.name}: cannot be read: {error}")

"""Themes: every shipped one is complete and readable; a bad one is a list of problems."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App
from textual.color import Color

from webcare_tui.ui.theme.loader import DEFAULT, defaults, load, load_shipped, read
from webcare_tui.ui.theme.names import BASE, MARK_PAIRS, MEANINGS, REQUIRED, TEXT_PAIRS

SHIPPED = ("delft", "high-contrast", "monochrome", "polder", "webcare-dark", "webcare-light")


def colors_of(name: str) -> dict[str, Color]:
    theme = load_shipped(name)
    assert theme is not None
    values = {key: getattr(theme, key) for key in BASE} | {key: theme.variables[key] for key in MEANINGS}
    return {key: Color.parse(value) for key, value in values.items()}


def contrast(first: Color, second: Color) -> float:
    def luminance(color: Color) -> float:
        parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def example(**changes: str | None) -> str:
    colors = {name: "#123456" for name in REQUIRED} | changes
    lines = [f'"{name}" = "{value}"' for name, value in colors.items() if value is not None]
    return "\n".join(['name = "mine"', "dark = true", "[colors]", *lines])


def test_the_contrast_formula_knows_its_two_ends() -> None:
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("#777777")) == 1


def test_all_shipped_themes_load_without_problems() -> None:
    found = load()
    assert found.problems == ()
    assert tuple(theme.name for theme in found.themes) == SHIPPED
    assert DEFAULT in SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_every_text_can_be_read_on_its_ground(name: str) -> None:
    colors, least = colors_of(name), 7.0 if name == "high-contrast" else 4.5
    weak = {pair: round(contrast(colors[pair[0]], colors[pair[1]]), 2) for pair in TEXT_PAIRS}
    assert {pair: value for pair, value in weak.items() if value < least} == {}


@pytest.mark.parametrize("name", SHIPPED)
def test_every_mark_can_be_seen_on_its_ground(name: str) -> None:
    colors = colors_of(name)
    for mark, ground in MARK_PAIRS:
        assert contrast(colors[mark], colors[ground]) >= (1.7 if mark == "faint" else 3), (mark, ground)


@pytest.mark.parametrize("name", SHIPPED)
def test_public_and_private_and_the_edges_differ(name: str) -> None:
    colors = colors_of(name)
    for group in (("public", "private"), ("edge-customer", "edge-own", "edge-colleague"), ("sla-soon", "sla-late")):
        assert len({colors[each].hex for each in group}) == len(group)


def test_monochrome_holds_greys_only() -> None:
    assert all(color.r == color.g == color.b for color in colors_of("monochrome").values())


@pytest.mark.parametrize("name", SHIPPED)
async def test_textual_takes_the_theme_and_knows_its_names(name: str) -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        theme = load_shipped(name)
        assert theme is not None
        app.register_theme(theme)
        app.theme = name
        await pilot.pause()
        assert MEANINGS.keys() <= app.theme_variables.keys()
        assert app.theme_variables["border-blurred"] == theme.variables["rule"]


def test_defaults_hold_every_name_of_our_own() -> None:
    assert MEANINGS.keys() <= defaults().keys()


def test_a_whole_theme_of_the_user_is_read() -> None:
    theme, problems = read(example(), "mine.toml")
    assert problems == ()
    assert theme is not None and theme.name == "mine" and theme.dark and theme.variables["muted"] == "#123456"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name = ", "not TOML"),
        ("", "`name` has to be a word"),
        ('name = "x"\ndark = 1\n[colors]', "`dark` has to be true or false"),
        ('name = "x"\ndark = true', "the table [colors] is missing"),
        (example(muted=None), "the colour `muted` is missing (text of the second order"),
        (example(primary=None), "the colour `primary` is missing (a colour of Textual)"),
        (example(muted="bluish"), "`muted` is not a colour"),
        (example(muted="#12345680"), "`muted` is not a colour"),
        (example(sparkle="#ffffff"), "the colour `sparkle` is not known here"),
        ("colour = 1\n" + example(), "`colour` is not known here"),
        ('name = "a\\u001b[2J"\ndark = true\n[colors]', "`name` has to be a word"),
    ],
)
def test_a_bad_theme_is_a_list_of_problems(text: str, words: str) -> None:
    theme, problems = read(text, "mine.toml")
    assert theme is None
    assert any(problem.startswith("mine.toml: ") and words in problem for problem in problems), problems


def test_every_missing_colour_is_named_at_once() -> None:
    _, problems = read('name = "x"\ndark = true\n[colors]', "mine.toml")
    assert len(problems) == len(REQUIRED)


def test_the_users_directory_adds_and_replaces_and_reports(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text(example(), encoding="utf-8")
    (tmp_path / "two.toml").write_text(example().replace('"mine"', '"polder"'), encoding="utf-8")
    (tmp_path / "three.toml").write_bytes(b"\xff\xfe")
    (tmp_path / "notes.txt").write_text("not a theme", encoding="utf-8")
    found = load(tmp_path)
    assert found.get("mine") is not None
    polder = found.get("polder")
    assert polder is not None and polder.background == "#123456"
    assert len(found.problems) == 1 and found.problems[0].startswith("three.toml: cannot be read")


def test_a_users_directory_that_is_not_there_is_no_problem(tmp_path: Path) -> None:
    assert load(tmp_path / "none").problems == ()


def test_a_theme_that_is_not_shipped_is_none() -> None:
    assert load_shipped("nothing") is None
    assert load().get("nothing") is None

"""The example file and the manual page are those of the schema."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from webcare_tui.settings.describe import ANY_NAME, field_at, rows
from webcare_tui.settings.example import example, literal, manual
from webcare_tui.settings.files import load, plain
from webcare_tui.settings.schema import ViewSettings

ROOT = Path(__file__).resolve().parents[2]
AGAIN = "run: python -m webcare_tui.settings.example"


def test_the_files_in_the_project_are_those_of_the_schema() -> None:
    assert (ROOT / "config.example.toml").read_text(encoding="utf-8") == example(), AGAIN
    assert (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8") == manual(), AGAIN


def test_the_example_loads_to_the_defaults(locations, write) -> None:
    write(example("abc"))
    assert plain(load(locations, {})) == {"accounts": {"main": {"client_id": "abc"}}}


def test_the_example_holds_every_setting() -> None:
    data = tomllib.loads(example())
    for row in rows():
        if row.aside:
            assert f"# {row.path[-1]} = " in example()
            continue
        place: object = data
        for part in row.path:
            assert isinstance(place, dict)
            place = place["main" if part == ANY_NAME else part]


def test_the_commented_examples_load_too(locations, write) -> None:
    lines = "|".join(row.path[-1] + " = " for row in rows() if row.aside)
    text = re.sub(rf"^# (\"[^\"]+\" = |\[views|{lines})", r"\1", example(), flags=re.MULTILINE)
    write(re.sub(r"= \[\]   # such as ", "= ", text))
    found = load(locations, {})
    assert found.keys == {"case.close": "e,ctrl+e"}
    assert found.accounts["main"].client_secret_command == ("pass", "show", "webcare/client-secret")
    assert found.views["Outages in Utrecht"] == ViewSettings(filter="/mobile/word:outage/city:Utrecht/")
    assert found.views["Outages on both desks"].profiles == ("Thuis", "Mobiel")
    assert found.snippets


def test_every_setting_says_why_and_stands_in_the_manual() -> None:
    page = manual()
    for row in rows():
        assert row.why.endswith("."), row.path
        assert "\n" not in row.why, row.path
        assert row.accepts, row.path
        assert f"`{row.env}`" in page
        assert row.why in page


@pytest.mark.parametrize("value", ["", 'with "quotes"', "back\\slash", "é☺", True, 7, 5.0, 2.5, (), ("a", "b c")])
def test_literals_read_back(value) -> None:
    back = tomllib.loads(f"v = {literal(value)}")["v"]
    assert (tuple(back) if isinstance(value, tuple) else back) == value


def test_what_no_setting_is_made_of_has_no_literal() -> None:
    with pytest.raises(TypeError):
        literal({1, 2})


def test_paths_that_lead_nowhere() -> None:
    assert field_at(("nothing",)) is None
    assert field_at(("accounts", "main", "nothing")) is None
    assert field_at(("accounts", "main", "proxy")) is not None

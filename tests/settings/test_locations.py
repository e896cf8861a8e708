"""Where settings, data and log stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from webcare_tui.settings.locations import Locations


def test_by_default_everything_stands_under_the_home(own_home: Path) -> None:
    found = Locations.standard()
    assert found.config_file == own_home / ".config" / "webcare-tui" / "config.toml"
    assert found.data_dir == own_home / ".local" / "share" / "webcare-tui"
    assert found.log_file == own_home / ".local" / "state" / "webcare-tui" / "webcare-tui.log"
    assert found.themes_dir == found.config_file.parent / "themes"
    assert found.account_dir("main") == found.data_dir / "main"


def test_xdg_names_are_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "c"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "d"))
    found = Locations.standard()
    assert found.config_file == tmp_path / "c" / "webcare-tui" / "config.toml"
    assert found.data_dir == tmp_path / "d" / "webcare-tui"


def test_the_command_line_goes_before_the_environment(tmp_path: Path, own_home: Path) -> None:
    env = {"WEBCARE_TUI_CONFIG": "~/named.toml"}
    assert Locations.standard(env=env).config_file == own_home / "named.toml"
    assert Locations.standard(tmp_path / "x.toml", env=env).config_file == tmp_path / "x.toml"


def test_a_named_data_directory_holds_the_log_too(tmp_path: Path) -> None:
    found = Locations.standard(data_dir=tmp_path / "data")
    assert (found.data_dir, found.log_file.parent) == (tmp_path / "data", tmp_path / "data")


def test_relative_paths_are_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Locations.standard(Path("sub/../c.toml")).config_file == tmp_path / "c.toml"

"""`config init|show|path|validate`."""

from __future__ import annotations

import stat
import tomllib

from tests.cli.conftest import configure


def test_init_writes_a_file_that_is_valid_once_filled_in(run, locations) -> None:
    done = run("config", "init", "--client-id", "abc")
    assert done.code == 0
    assert str(locations.config_file) in done.out
    assert stat.S_IMODE(locations.config_file.stat().st_mode) == 0o600
    assert run("config", "validate").code == 0
    assert run("config", "validate", "--json").json == {"valid": True, "path": str(locations.config_file), "accounts": ["main"]}


def test_init_leaves_a_file_as_it_is(run, locations) -> None:
    run("config", "init")
    locations.config_file.write_text("mine")
    done = run("config", "init")
    assert done.code == 2
    assert "exists already" in done.err
    assert locations.config_file.read_text() == "mine"


def test_init_in_another_place(run, tmp_path) -> None:
    done = run("--config", str(tmp_path / "sub" / "other.toml"), "config", "init", "--json")
    assert done.json == {"path": str(tmp_path / "sub" / "other.toml")}
    assert (tmp_path / "sub" / "other.toml").exists()


def test_init_into_a_place_that_cannot_be_written(run, tmp_path) -> None:
    (tmp_path / "file").write_text("x")
    done = run("--config", str(tmp_path / "file" / "c.toml"), "config", "init")
    assert done.code == 3
    assert "cannot be written" in done.err


def test_path_tells_every_place(run, locations, tmp_path) -> None:
    assert run("config", "path", "--json").json == {
        "config": str(locations.config_file),
        "data": str(locations.data_dir),
        "log": str(locations.log_file),
        "themes": str(locations.themes_dir),
    }
    assert str(tmp_path / "d") in run("config", "path", "--data-dir", str(tmp_path / "d")).out


def test_validate_names_what_is_wrong(run, locations) -> None:
    run("config", "init", "--client-id", "abc")
    with locations.config_file.open("a") as file:
        file.write("\n[cache2]\n")
    done = run("config", "validate")
    assert done.code == 3
    assert 'cache2: there is no such setting; perhaps "cache" is meant.' in done.err


def test_validate_wants_the_account_that_is_asked_for(run, locations) -> None:
    run("config", "init", "--client-id", "abc")
    assert run("config", "validate", "--account", "other").code == 3


def test_show_prints_what_is_in_force_as_toml(run, locations, monkeypatch) -> None:
    configure(locations, monkeypatch)
    monkeypatch.setenv("WEBCARE_TUI_CACHE__DAYS", "3")
    done = run("config", "show")
    assert done.code == 0
    shown = tomllib.loads(done.out)
    assert shown["cache"] == {"persist": True, "days": 3}
    assert shown["accounts"]["main"]["client_id"] == "an-id"


def test_show_prints_no_secret(run, locations, monkeypatch) -> None:
    configure(locations, monkeypatch, client_secret_command=["printf", "s3cret"], secret="s3cret-too")
    monkeypatch.setenv("WEBCARE_TUI_ACCOUNTS__MAIN__PROXY", "http://me:s3cret@proxy.example.com:3128")
    for words in (["config", "show"], ["config", "show", "--json"]):
        done = run(*words)
        assert done.code == 0
        assert "s3cret" not in done.out + done.err
        assert "http://…@proxy.example.com:3128" in done.out
        assert "the command printf" in done.out
    assert run("config", "show", "--json").json["accounts"]["main"]["secret_source"] == "the command printf"

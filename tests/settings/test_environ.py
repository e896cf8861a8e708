"""Settings from the environment."""

from __future__ import annotations

import pytest

from webcare_tui.settings.describe import ANY_NAME, rows
from webcare_tui.settings.environ import apply, overrides
from webcare_tui.settings.errors import SettingsError
from webcare_tui.settings.files import load, validate

LEAST = '[accounts.main]\nclient_id = "abc"\n'


def test_the_environment_goes_before_the_file(locations, write) -> None:
    write(LEAST + "[polling]\ninterval = 20\n[ui]\nascii = true\n")
    env = {
        "WEBCARE_TUI_POLLING__INTERVAL": "30s",
        "WEBCARE_TUI_UI__ASCII": "false",
        "WEBCARE_TUI_ACCOUNTS__MAIN__PRODUCTION": "0",
        "WEBCARE_TUI_LANGUAGE": "nl",
        "HOME": "/nowhere",
    }
    found = load(locations, env)
    assert (found.polling.interval, found.ui.ascii, found.accounts["main"].production) == (30, False, False)
    assert (found.accounts["main"].client_id, found.language) == ("abc", "nl")


def test_an_account_may_stand_in_the_environment_alone(locations) -> None:
    found = load(locations, {"WEBCARE_TUI_ACCOUNTS__WORK__CLIENT_ID": "abc"})
    assert found.pick() == "work"


def test_a_dash_in_an_account_becomes_a_line(locations, write) -> None:
    write('[accounts.team-a]\nclient_id = "abc"\n')
    found = load(locations, {"WEBCARE_TUI_ACCOUNTS__TEAM_A__USER": "mk"})
    assert found.accounts["team-a"].user == "mk"


def test_lists_and_tables(locations, write) -> None:
    write(LEAST)
    env = {
        "WEBCARE_TUI_SENDING__ENTER_SENDS": "whatsapp, irischat",
        "WEBCARE_TUI_ACCOUNTS__MAIN__CLIENT_SECRET_COMMAND": '["pass", "show", "a b"]',
        "WEBCARE_TUI_KEYS": '{"case.close" = "e"}',
    }
    found = load(locations, env)
    assert found.sending.enter_sends == ("whatsapp", "irischat")
    assert found.accounts["main"].client_secret_command == ("pass", "show", "a b")
    assert found.keys == {"case.close": "e"}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("WEBCARE_TUI_POLLING__INTERVALL", "10", 'perhaps "interval" is meant'),
        ("WEBCARE_TUI_ACOUNTS__MAIN__USER", "x", 'perhaps "accounts" is meant'),
        ("WEBCARE_TUI_ACCOUNTS__MAIN__CLIENTID", "x", 'perhaps "client_id" is meant'),
        ("WEBCARE_TUI_POLLING__INTERVAL", "1", "(environment): expected seconds from 5 to 300"),
        ("WEBCARE_TUI_KEYS", "e", '{"…" = "…"}'),
        ("WEBCARE_TUI_KEYS__CASE", "e", "the whole table goes into WEBCARE_TUI_KEYS"),
        ("WEBCARE_TUI_SENDING__ENTER_SENDS", "[whatsapp", '["…", "…"]'),
        ("WEBCARE_TUI_ACCOUNTS__MAIN__CLIENT_SECRET_COMMAND", "pass show", "(environment): expected a list of texts"),
        ("WEBCARE_TUI_ACCOUNTS__MAIN__PROXY__HOST", "x", "no such setting"),
    ],
)
def test_what_is_not_right_is_told_by_its_name(locations, write, name, value, words) -> None:
    write(LEAST)
    with pytest.raises(SettingsError) as caught:
        load(locations, {name: value})
    assert name in caught.value.message
    assert words in caught.value.message


def test_names_with_a_meaning_of_their_own_are_left_alone(locations, write) -> None:
    write(LEAST)
    env = {"WEBCARE_TUI_CONFIG": "/x", "WEBCARE_TUI_CLIENT_SECRET": "s", "WEBCARE_TUI_SOMETHING": "y"}
    assert overrides({}, env) == {}
    load(locations, env)


def test_a_proxy_with_a_password_may_stand_in_the_environment(locations, write) -> None:
    write(LEAST)
    found = load(locations, {"WEBCARE_TUI_ACCOUNTS__MAIN__PROXY": "http://me:word@proxy.example.com:3128"})
    assert found.accounts["main"].proxy.startswith("http://me:word@")


@pytest.mark.parametrize("row", [row for row in rows() if not row.aside], ids=lambda row: row.env)
def test_every_setting_has_a_name_that_works(row, locations) -> None:
    samples = {"client_id": "abc", "default_account": "main"}
    sample = samples.get(row.path[-1], row.default)
    text = {True: "true", False: "false"}.get(sample) if isinstance(sample, bool) else None
    if text is None:
        text = str(sample) if isinstance(sample, str | int | float) else "{}" if isinstance(sample, dict) else "[]"
    name = row.env.replace(ANY_NAME, "MAIN")
    given = overrides({}, {name: text})
    path = tuple("main" if part == ANY_NAME else part for part in row.path)
    assert list(given) == [path]
    data: dict[str, object] = {"accounts": {"main": {"client_id": "abc"}}}
    apply(data, given)
    validate(data, locations.config_file)

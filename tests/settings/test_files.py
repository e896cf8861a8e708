"""Reading and writing the settings file."""

from __future__ import annotations

import stat
import tomllib

import pytest

from webcare_tui.settings.errors import NotConfigured, SettingsError
from webcare_tui.settings.files import load, plain, save
from webcare_tui.settings.schema import DEFAULT_BASE_URL, AccountSettings, Settings, ViewSettings

LEAST = '[accounts.main]\nclient_id = "abc"\n'


def test_the_least_that_works(locations, write) -> None:
    write(LEAST)
    found = load(locations, {})
    assert found.accounts["main"].base_url == DEFAULT_BASE_URL
    assert found.accounts["main"].production is True
    assert (found.polling.interval, found.sending.undo_seconds, found.cache.days) == (10, 5, 7)


def test_nothing_there_is_told_apart_from_something_wrong(locations, write) -> None:
    with pytest.raises(NotConfigured, match="config init"):
        load(locations, {})
    write("[ui]\nascii = true\n")
    with pytest.raises(NotConfigured, match="names no account"):
        load(locations, {})
    found = load(locations, {"WEBCARE_TUI_UI__THEME": "delft"}, accounts=False)
    assert (found.ui.theme, found.ui.ascii, found.accounts) == ("delft", True, {})


def test_all_kinds_of_values(locations, write) -> None:
    write(
        'default_account = "work"\nlanguage = "nl"\n[accounts.work]\nclient_id = "abc"\nbase_url = "http://127.0.0.1:8080/x/"\n'
        'client_secret_command = ["pass", "show", "x"]\n[polling]\ninterval = "1m"\n[sending]\nenter_sends = ["WhatsApp"]\n'
        '[keys]\n"case.close" = "e, ctrl+e"\n[views]\n"A view" = "/mobile/word:x/"\n'
    )
    found = load(locations, {})
    assert found.pick() == "work"
    assert found.accounts["work"].base_url == "http://127.0.0.1:8080/x"
    assert found.accounts["work"].client_secret_command == ("pass", "show", "x")
    assert (found.polling.interval, found.sending.enter_sends) == (60, ("whatsapp",))
    assert found.keys == {"case.close": "e,ctrl+e"}
    assert found.views == {"A view": ViewSettings(filter="/mobile/word:x/")}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a = \n", "line 1, column 5"),
        (LEAST + "[ui\n", "line 3, column 4"),
        (LEAST + LEAST, "line 3, column 15"),
        ('a = "x', "end of document"),
        (b'a = "\xff"\n', "line 1, column 6"),
        (b'a = 1\nb = "\xc3\xa9\xe9"\n', "line 2, column 8"),
    ],
)
def test_what_is_no_toml_is_told_by_line_and_column(locations, write, text, place) -> None:
    file = write(text)
    with pytest.raises(SettingsError) as caught:
        load(locations, {})
    assert f"{file}, {place}: " in caught.value.message


def test_a_byte_order_mark_does_no_harm(locations, write) -> None:
    write(b"\xef\xbb\xbf" + LEAST.encode())
    assert "main" in load(locations, {}).accounts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[accounts.main]\n", "accounts.main.client_id: is missing; expected text of ASCII"),
        (LEAST + "[polling]\ninterval = 1\n", "polling.interval: expected seconds from 5 to 300"),
        (LEAST + '[polling]\ninterval = "soon"\n', 'polling.interval: expected seconds, or a text such as "30s"'),
        (LEAST + "[polling]\npage = 9.5\n", "polling.page: expected a whole number from 10 to 250"),
        (LEAST + "[cache]\ndays = 31\n", "cache.days: expected a whole number from 1 to 30"),
        (LEAST + '[ui]\nascii = "perhaps"\n', "ui.ascii: expected true or false"),
        (LEAST + '[ui]\nafter_close = "home"\n', 'ui.after_close: expected "next" or "stay"'),
        (LEAST + "ui = 3\n", "accounts.main.ui: there is no such setting"),
        ("ui = 3\n" + LEAST, "ui: expected a section"),
        (LEAST + "[sending]\nenter_sends = [1]\n", "sending.enter_sends.0: expected a list of texts"),
        (LEAST + '[keys]\n"case.close" = "e,,x"\n', 'keys."case.close": expected keys with a comma'),
        (LEAST + "[views]\na = 3\n", "views.a: expected the filter as a text, or a table with filter"),
        (LEAST + '[views.a]\nfiltre = "/x/"\nfilter = "/x/"\n', 'views.a.filtre: there is no such setting; perhaps "filter"'),
        (LEAST + "[views.a]\nlimit = 3\n", "views.a.filter: is missing; expected text"),
        (LEAST + '[views.a]\nfilter = "/x/"\norder = "up"\n', 'views.a.order: expected "" or "oldest" or "newest"'),
        (LEAST + '[views.a]\nfilter = "/x/"\nlimit = -1\n', "views.a.limit: expected a whole number from 0 to 10000"),
        (LEAST + 'proxy = "socks"\n', "accounts.main.proxy: expected an address such as http://proxy"),
        (LEAST + 'ca_file = "certs/ca.pem"\n', "accounts.main.ca_file: expected a path that begins with / or ~/"),
        (LEAST + 'base_url = "http://example.com"\n', "accounts.main.base_url: plain http is refused"),
        (LEAST + 'base_url = "https://a:b@example.com"\n', "accounts.main.base_url: expected an address without a user name"),
        (LEAST + 'base_url = "ftp://example.com"\n', "accounts.main.base_url: expected an address such as https://"),
        (LEAST + 'base_url = "https://exa mple.com"\n', "accounts.main.base_url: expected an address such as https://"),
        (LEAST + 'base_url = "https://example.com:x"\n', "accounts.main.base_url: expected an address such as https://"),
        ('[accounts."../up"]\nclient_id = "a"\n', 'accounts."../up": expected a name of small letters'),
        ('[accounts.main]\nclient_id = "a\\nb"\n', "accounts.main.client_id: expected letters, digits and signs"),
    ],
)
def test_what_is_not_right_is_told_by_its_path_and_what_is_accepted(locations, write, text, words) -> None:
    file = write(text)
    with pytest.raises(SettingsError) as caught:
        load(locations, {})
    assert f"{file}: {words}" in caught.value.message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (LEAST + "[polling]\nintervall = 10\n", 'polling.intervall: there is no such setting; perhaps "interval" is meant.'),
        (LEAST + 'clientid = "x"\n', 'accounts.main.clientid: there is no such setting; perhaps "client_id" is meant.'),
        (LEAST + "[pollng]\n", 'pollng: there is no such setting; perhaps "polling" is meant.'),
        (LEAST + "[cache]\nzzz = 1\n", "cache.zzz: there is no such setting; known here: persist, days."),
    ],
)
def test_an_unknown_name_comes_with_a_suggestion(locations, write, text, words) -> None:
    write(text)
    with pytest.raises(SettingsError) as caught:
        load(locations, {})
    assert words in caught.value.message


def test_all_that_is_wrong_is_told_at_once(locations, write) -> None:
    write(LEAST + "[polling]\npage = 1\n[cache]\ndays = 0\n")
    with pytest.raises(SettingsError) as caught:
        load(locations, {})
    assert len(caught.value.message.splitlines()) == 2


@pytest.mark.parametrize(
    "text",
    [
        LEAST + 'client_secret = "tell-nobody"\n',
        LEAST + 'Client-Secret = "tell-nobody"\n',
        LEAST + 'password = "tell-nobody"\n',
        'client_secret = "tell-nobody"\n' + LEAST,
        LEAST + 'proxy = "http://me:tell-nobody@proxy.example.com:3128"\n',
    ],
)
def test_a_secret_in_the_file_is_refused_with_the_way_out_and_not_shown(locations, write, text) -> None:
    write(text)
    with pytest.raises(SettingsError, match="A secret stands in the configuration file") as caught:
        load(locations, {})
    assert "tell-nobody" not in str(caught.value)
    assert "client_secret_command" in caught.value.message or "environment" in caught.value.message


def test_words_that_look_like_secrets_may_name_views_and_snippets(locations, write) -> None:
    write(LEAST + '[snippets]\npassword = "You can renew your password in the app."\n')
    assert "password" in load(locations, {}).snippets


def test_values_are_never_repeated_in_an_error(locations, write) -> None:
    write('[accounts.main]\nclient_id = "geheim woord"\n')
    with pytest.raises(SettingsError) as caught:
        load(locations, {})
    assert "geheim" not in str(caught.value)


def test_a_file_open_to_others_is_refused(locations, write) -> None:
    write(LEAST, mode=0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        load(locations, {})


def test_what_is_saved_is_loaded(locations) -> None:
    settings = Settings(
        default_account="work",
        accounts={
            "work": AccountSettings(client_id="abc", client_secret_command=("pass", 'a "quoted" wörd'), production=False)
        },
        snippets={"thanks": "Thank you\nvery much ☺"},
    )
    save(locations.config_file, settings)
    assert load(locations, {}) == settings
    assert stat.S_IMODE(locations.config_file.stat().st_mode) == 0o600
    assert set(tomllib.loads(locations.config_file.read_text())) == {"default_account", "accounts", "snippets"}


def test_a_mapping_is_checked_before_it_is_saved(locations) -> None:
    with pytest.raises(SettingsError, match="A secret stands"):
        save(locations.config_file, {"accounts": {"main": {"client_id": "a", "client_secret": "b"}}})
    with pytest.raises(SettingsError, match="base_ur"):
        save(locations.config_file, {"accounts": {"main": {"client_id": "a", "base_ur": "b"}}})
    assert not locations.config_file.exists()
    save(locations.config_file, {"accounts": {"main": {"client_id": "a"}}})
    assert load(locations, {}).accounts["main"].client_id == "a"


def test_plain_holds_every_setting_where_defaults_are_asked(locations, write) -> None:
    write(LEAST)
    settings = load(locations, {})
    assert plain(settings) == {"accounts": {"main": {"client_id": "abc"}}}
    assert plain(settings, defaults=True)["polling"]["interval"] == 10


@pytest.mark.parametrize(
    ("default", "names", "asked", "picked"),
    [
        ("main", ["main", "test"], "", "main"),
        ("main", ["main", "test"], "test", "test"),
        ("main", ["work"], "", "work"),
    ],
)
def test_the_account_that_is_picked(default, names, asked, picked) -> None:
    accounts = {name: AccountSettings(client_id="a") for name in names}
    assert Settings(default_account=default, accounts=accounts).pick(asked) == picked


@pytest.mark.parametrize(("names", "asked"), [(["a", "b"], ""), (["main"], "b"), ([], "")])
def test_no_account_is_picked_by_guess(names, asked) -> None:
    accounts = {name: AccountSettings(client_id="a") for name in names}
    with pytest.raises(SettingsError, match="There is no such account") as caught:
        Settings(accounts=accounts).pick(asked)
    assert all(name in caught.value.message for name in names)


def test_views_are_written_as_short_as_they_can_be(locations) -> None:
    long = ViewSettings(filter="/x/", profiles=("A", "B"), limit=3)
    made = Settings(accounts={"main": {"client_id": "abc"}}, views={"short": "/y/", "long": long})  # type: ignore[dict-item]
    save(locations.config_file, made)
    assert load(locations, {}).views == {"short": ViewSettings(filter="/y/"), "long": long}
    assert plain(made)["views"] == {"short": "/y/", "long": {"filter": "/x/", "profiles": ["A", "B"], "limit": 3}}

"""Which error ends in which exit code, and how it is told."""

from __future__ import annotations

import os

import pytest

from webcare_tui.api import errors as api
from webcare_tui.api.access import AccessError
from webcare_tui.cli import config, main
from webcare_tui.cli.exits import Exit, UsageError, code_for
from webcare_tui.errors import WebcareError
from webcare_tui.filters.parse import FilterError, parse
from webcare_tui.settings.errors import NotConfigured, SecretError, SettingsError
from webcare_tui.store.errors import StoreError


def filter_error() -> FilterError:
    with pytest.raises(FilterError) as caught:
        parse("/nonsense/", profile="p")
    return caught.value


@pytest.mark.parametrize(
    ("error", "reading", "writing"),
    [
        (UsageError("x"), 2, 2),
        (filter_error(), 2, 2),
        (WebcareError("There is nothing to send"), 2, 2),
        (SettingsError("x"), 3, 3),
        (NotConfigured("x"), 3, 3),
        (SecretError("x"), 3, 3),
        (StoreError("x"), 3, 3),
        (AccessError("x"), 3, 3),
        (api.NotAllowed(), 3, 3),
        (api.Forbidden(), 3, 3),
        (api.NotReached(), 4, 4),
        (api.NoAnswer(), 4, 5),
        (api.BadAnswer(), 4, 5),
        (api.ServerTrouble(), 4, 5),
        (api.Refused(), 1, 1),
        (api.NotFound(), 1, 1),
        (api.Unsendable(), 1, 1),
        (api.QuotaSpent(), 1, 1),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_the_code_of_each_error(error: WebcareError, reading: int, writing: int) -> None:
    assert code_for(error) == reading
    assert code_for(error, writing=True) == writing


def test_every_error_of_the_api_has_its_code() -> None:
    kinds = [each for each in vars(api).values() if isinstance(each, type) and issubclass(each, api.ApiError)]
    assert len(kinds) >= 10
    for kind in kinds:
        assert code_for(kind()) in (Exit.REFUSED, Exit.SETUP, Exit.UNREACHED)


def test_an_error_is_told_on_the_error_output(run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(args: object, output: object) -> int:
        raise SettingsError("A title", "One line\nand another.")

    monkeypatch.setattr(config, "config_path", fail)
    done = run("config", "path")
    assert (done.code, done.out) == (3, "")
    assert done.err == "webcare-tui: A title.\n  One line\n  and another.\n"


def test_an_error_is_json_where_json_is_asked_for(run) -> None:
    done = run("config", "validate", "--json")
    assert done.code == 3
    assert done.json["error"]["exit"] == 3
    assert done.json["error"]["title"] == "Nothing is configured yet"
    assert "Nothing is configured yet" in done.err


@pytest.mark.parametrize(("line", "unsure"), [("config path", False), ("event 1 opened", True)])
def test_an_interrupt_ends_in_130(line: str, unsure: bool, run, monkeypatch: pytest.MonkeyPatch) -> None:
    from webcare_tui.cli import acting

    def interrupted(args: object, output: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(config, "config_path", interrupted)
    monkeypatch.setattr(acting, "event", interrupted)
    done = run(*line.split())
    assert done.code == 130
    assert ("Look whether it took effect" in done.err) is unsure


def test_new_files_are_closed_to_others(run) -> None:
    before = os.umask(0o022)
    try:
        run("config", "path")
        assert os.umask(0o022) == 0o077
    finally:
        os.umask(before)


def test_every_command_has_a_function() -> None:
    import importlib

    for command, home in main._HOMES.items():
        module = importlib.import_module(f"webcare_tui.cli.{home}")
        assert callable(getattr(module, command.replace("-", "_"))), command

"""The client secret: the order of the ways, and that it is not shown."""

from __future__ import annotations

import asyncio
import pickle
import stat
import sys
import types
from pathlib import Path

import pytest

from webcare_tui.settings import secrets
from webcare_tui.settings.errors import SecretError, SettingsError
from webcare_tui.settings.schema import AccountSettings
from webcare_tui.settings.secrets import Keeper, Secret, find, source, store_in_keyring, write_file

PRINT = (sys.executable, "-c", "print('from-command'); print('second line')")


def account(**changes: object) -> AccountSettings:
    return AccountSettings.model_validate({"client_id": "abc", **changes})


@pytest.fixture(autouse=True)
def keyring(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    """A keyring in memory, empty at first."""
    stored: dict[tuple[str, str], str] = {}
    module = types.ModuleType("keyring")
    module.get_password = lambda service, user: stored.get((service, user))  # type: ignore[attr-defined]
    module.set_password = lambda service, user, word: stored.__setitem__((service, user), word)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", module)
    return stored


@pytest.fixture
def secret_file(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    write_file(path, Secret("from-file"))
    return path


def test_a_secret_does_not_show_itself() -> None:
    secret = Secret("s3cret")
    shown = f"{secret} {secret!r} {secret:>10} {secret!s} {[secret]}"
    assert "s3cret" not in shown
    assert secret.reveal() == "s3cret"
    with pytest.raises(TypeError):
        pickle.dumps(secret)


async def test_the_ways_are_tried_in_their_order(keyring, secret_file) -> None:
    env = {"WEBCARE_TUI_CLIENT_SECRET": "from-env", "PATH": "/usr/bin"}
    keyring["webcare-tui", "main"] = "from-keyring"
    everything = account(client_secret_command=PRINT, client_secret_file=str(secret_file))
    file_only = account(client_secret_file=str(secret_file))
    assert (await find("main", everything, env)).reveal() == "from-command"
    assert (await find("main", file_only, env)).reveal() == "from-keyring"
    assert (await find("other", file_only, env)).reveal() == "from-file"
    assert env["WEBCARE_TUI_CLIENT_SECRET"] == "from-env"
    assert (await find("other", account(), env)).reveal() == "from-env"
    assert "WEBCARE_TUI_CLIENT_SECRET" not in env
    with pytest.raises(SecretError, match='account "other"') as caught:
        await find("other", account(), env)
    for way in ("client_secret_command", "keyring set webcare-tui other", "client_secret_file", "WEBCARE_TUI_CLIENT_SECRET"):
        assert way in caught.value.message


async def test_the_command_gets_no_shell_and_not_the_secret_of_the_environment() -> None:
    code = "import os, sys; print(sys.argv[1], os.environ.get('WEBCARE_TUI_CLIENT_SECRET', 'none'), os.isatty(0))"
    env = {"WEBCARE_TUI_CLIENT_SECRET": "from-env"}
    found = await find("main", account(client_secret_command=(sys.executable, "-c", code, "$HOME; `id`")), env)
    assert found.reveal() == "$HOME; `id` none False"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("/nowhere/at-all",), "cannot be run: /nowhere/at-all"),
        ((sys.executable, "-c", "import sys; print('half'); sys.exit('locked\\x1b[2J store')"), r"code 1.*locked \[2J store"),
        ((sys.executable, "-c", "raise SystemExit(3)"), "code 3.*said nothing"),
        ((sys.executable, "-c", "pass"), "gave no secret"),
        ((sys.executable, "-c", "print(); print('late')"), "gave no secret"),
        ((sys.executable, "-c", "import sys; sys.stdout.buffer.write(b'\\xff\\n')"), "gave no secret"),
        (("true\0",), "holds a NUL"),
    ],
)
async def test_a_command_that_fails_ends_the_search(command, words, keyring) -> None:
    keyring["webcare-tui", "main"] = "from-keyring"
    with pytest.raises(SecretError, match=f"(?s){words}") as caught:
        await find("main", account(client_secret_command=command), {"WEBCARE_TUI_CLIENT_SECRET": "from-env"})
    assert "half" not in str(caught.value)


async def test_a_command_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(secrets, "_LIMIT", 0.05)
    ended: list[int] = []
    kill = secrets.os.killpg
    monkeypatch.setattr(secrets.os, "killpg", lambda group, number: (ended.append(group), kill(group, number)))
    with pytest.raises(SecretError, match="took longer"):
        await find("main", account(client_secret_command=("sleep", "60")), {"PATH": "/usr/bin:/bin"})
    assert len(ended) == 1


async def test_a_file_open_to_others_or_missing_is_told(secret_file, tmp_path) -> None:
    secret_file.chmod(0o640)
    with pytest.raises(SettingsError, match="chmod 600"):
        await find("main", account(client_secret_file=str(secret_file)), {})
    with pytest.raises(SecretError, match="is not there"):
        await find("main", account(client_secret_file=str(tmp_path / "none")), {})


async def test_without_a_keyring_the_other_ways_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert (await find("main", account(), {"WEBCARE_TUI_CLIENT_SECRET": " from-env\n"})).reveal() == "from-env"
    with pytest.raises(SecretError, match="no keyring"):
        store_in_keyring("main", Secret("x"))


async def test_a_keyring_that_raises_or_waits_does_not_stop_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(service: str, user: str) -> str:
        raise RuntimeError("no bus")

    monkeypatch.setattr(sys.modules["keyring"], "get_password", broken)
    monkeypatch.setattr(sys.modules["keyring"], "set_password", lambda *words: broken("", ""))
    assert (await find("main", account(), {"WEBCARE_TUI_CLIENT_SECRET": "e"})).reveal() == "e"
    with pytest.raises(SecretError, match="did not take"):
        store_in_keyring("main", Secret("x"))


async def test_a_keyring_that_waits_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    release = threading.Event()
    monkeypatch.setattr(secrets, "_LIMIT", 0.05)
    monkeypatch.setattr(sys.modules["keyring"], "get_password", lambda service, user: str(release.wait(5)))
    assert (await find("main", account(), {"WEBCARE_TUI_CLIENT_SECRET": "e"})).reveal() == "e"
    release.set()


def test_what_is_stored_is_found(keyring, tmp_path: Path) -> None:
    store_in_keyring("main", Secret("word"))
    assert keyring == {("webcare-tui", "main"): "word"}
    write_file(tmp_path / "s", Secret("word"))
    assert stat.S_IMODE((tmp_path / "s").stat().st_mode) == 0o600
    with pytest.raises(SettingsError, match="no client secret"):
        write_file(tmp_path / "s", Secret("two\nlines"))


async def test_the_keeper_asks_once_and_only_a_failure_again(monkeypatch: pytest.MonkeyPatch) -> None:
    env: dict[str, str] = {}
    keeper = Keeper("main", account(), env=env)
    with pytest.raises(SecretError):
        await keeper()
    env["WEBCARE_TUI_CLIENT_SECRET"] = "late"
    assert await asyncio.gather(keeper(), keeper()) == ["late", "late"]
    assert "late" not in repr(vars(keeper))


@pytest.mark.parametrize(
    ("changes", "env", "words"),
    [
        ({"client_secret_command": ["pass", "show", "x"]}, {}, "the command pass"),
        ({"client_secret_file": "/a/b"}, {}, "the keyring, then the file /a/b"),
        ({}, {"WEBCARE_TUI_CLIENT_SECRET": "x"}, "the keyring, then WEBCARE_TUI_CLIENT_SECRET in the environment"),
        ({}, {}, "the keyring"),
    ],
)
def test_where_it_is_looked_for(changes, env, words) -> None:
    assert source(account(**changes), env) == words


async def test_the_process_remembers_what_it_took_out_of_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBCARE_TUI_CLIENT_SECRET", "from-env")
    keeper = Keeper("main", account())
    assert "WEBCARE_TUI_CLIENT_SECRET" not in secrets.os.environ
    assert source(account()).endswith("then WEBCARE_TUI_CLIENT_SECRET in the environment")
    assert await keeper() == "from-env"
    assert await Keeper("main", account())() == "from-env"

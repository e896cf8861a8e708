"""The errand of the first start against a living sandbox: what it tries, what it writes, and that it writes nothing else."""

from __future__ import annotations

import asyncio
import os
import socket
import stat
import sys
import tomllib

import pytest

from tests.ui.first_start import answers, disabled
from webcare_tui.services.checkup import Step
from webcare_tui.settings import files
from webcare_tui.settings.errors import SecretError, SettingsError
from webcare_tui.settings.locations import Locations
from webcare_tui.settings.schema import DEFAULT_BASE_URL, DEFAULT_TOKEN_URL
from webcare_tui.settings.secrets import Keeper, Secret
from webcare_tui.ui.flows import keyring
from webcare_tui.ui.flows.setup import WRITTEN, Answers, Attempt, account_table, secret_file

ALL = ["client secret", "name", "connection", "token", "account", "quota", "results", WRITTEN]


async def attempt(given: Answers, locations: Locations) -> list[Step]:
    return [step async for step in Attempt(given, locations).steps()]


def untouched(locations: Locations) -> bool:
    return not locations.config_file.parent.exists()


def mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def config(locations: Locations) -> dict:
    return tomllib.loads(locations.config_file.read_text())


async def test_all_goes_well_and_is_written(box, locations) -> None:
    work = Attempt(answers(box), locations)
    steps = [step async for step in work.steps()]
    assert [step.name for step in steps] == ALL == list(work.names)
    assert all(step.ok and not step.advice and step.error is None for step in steps)
    assert config(locations) == {
        "accounts": {
            "main": {
                "base_url": box.base_url,
                "token_url": box.token_url,
                "client_id": box.client_id,
                "client_secret_file": str(secret_file(locations)),
                "production": False,
            }
        }
    }
    assert mode(locations.config_file) == mode(secret_file(locations)) == 0o600
    assert mode(locations.config_file.parent) == 0o700
    assert secret_file(locations).read_text() == f"{box.client_secret}\n"
    assert box.client_secret not in locations.config_file.read_text()
    assert sorted(path.name for path in locations.config_file.parent.iterdir()) == ["client-secret", "config.toml"]
    settings = files.load(locations, {})
    assert await Keeper("main", settings.accounts["main"], env={})() == box.client_secret


async def test_the_vendors_own_addresses_are_left_out(locations) -> None:
    given = Answers("", DEFAULT_TOKEN_URL, "an-id", Secret("s3cret-enough"), "file", user="MK")
    assert account_table(given, locations) == {
        "client_id": "an-id", "user": "MK", "client_secret_file": str(secret_file(locations)),
    }  # fmt: skip
    given = Answers(DEFAULT_BASE_URL, "", "an-id", Secret("s3cret-enough"), "keyring")
    assert account_table(given, locations) == {"client_id": "an-id"}


@pytest.mark.parametrize(("scheme", "test"), [("http", True), ("HTTP", True), ("https", False)])
def test_plain_http_is_no_production(scheme: str, test: bool, locations) -> None:
    given = Answers(f"{scheme}://localhost/x", "", "an-id", Secret("s3cret-enough"), "file")
    assert (account_table(given, locations).get("production") is False) is test


async def test_who_you_are(box, locations) -> None:
    steps = await attempt(answers(box, user="NOBODY@example.com"), locations)
    assert [steps[-1].name, steps[-1].ok] == ["user", False]
    assert "nobody@example.com" in steps[-1].advice
    assert untouched(locations)
    user = next(iter(box.world.account.users.values()))
    steps = await attempt(answers(box, user=f"^{user.tag.lower()}"), locations)
    assert [step.name for step in steps] == [*ALL[:-1], "user", WRITTEN]
    assert config(locations)["accounts"]["main"]["user"] == f"^{user.tag.lower()}"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"client_id": ""}, "client id"),
        ({"secret": ""}, "client secret"),
        ({"keep": "command"}, "command"),
        ({"keep": "command", "command": "pass 'show"}, "quotation mark"),
        ({"secret": "zero\u200bwidth"}, "cannot be seen"),
        ({"client_id": "two words"}, "Client id: "),
        ({"base_url": "http://example.com/x"}, "Service: plain http is refused"),
        ({"token_url": "nonsense"}, "Tokens: "),
        ({"token_url": "https://me:pw@example.com/"}, "Tokens: "),
        ({"base_url": "https://example.com/?x=1"}, "question mark"),
        ({"user": "u" * 300}, "Who you are: "),
        ({"secret": "id", "client_id": "id"}, "written down"),
        ({"secret": "s3cret-enough", "base_url": "http://localhost/s3cret-enough/"}, "written down"),
    ],
)
async def test_answers_that_cannot_be_right_are_never_tried(changes, words: str, box, locations, faults) -> None:
    faults.delete("requests")
    steps = await attempt(answers(box, **changes), locations)
    assert [(step.name, step.ok) for step in steps] == [("answers", False)]
    assert words in f"{steps[0].words} {steps[0].advice}"
    assert str(locations.config_file) not in steps[0].advice
    assert faults.get("requests").json() == []
    assert untouched(locations)


async def test_a_wrong_secret_leaves_the_one_that_is_there(box, locations) -> None:
    secret_file(locations).parent.mkdir()
    secret_file(locations).write_text("the old one\n")
    steps = await attempt(answers(box, secret="wrong-secret"), locations)
    assert [steps[-1].name, steps[-1].ok] == ["token", False]
    assert "wrong-secret" not in repr(steps)
    assert secret_file(locations).read_text() == "the old one\n"
    assert not locations.config_file.exists()
    await attempt(answers(box), locations)
    assert secret_file(locations).read_text() == f"{box.client_secret}\n"
    assert mode(secret_file(locations)) == 0o600


async def test_a_dead_port(box, locations) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        steps = await attempt(answers(box, base_url=f"http://127.0.0.1:{taken.getsockname()[1]}/x"), locations)
    assert [steps[-1].name, steps[-1].ok] == ["connection", False]
    assert "connection refused" in steps[-1].words
    assert untouched(locations)


async def test_an_account_that_is_switched_off(box, locations, faults) -> None:
    faults.post("faults", json=disabled()).raise_for_status()
    steps = await attempt(answers(box), locations)
    assert [steps[-1].name, steps[-1].ok] == ["account", False]
    assert "switched this account off" in steps[-1].words
    assert untouched(locations)


async def test_results_that_are_refused(box, locations, faults) -> None:
    faults.post("faults", json={"path": "/results/", "status": 403}).raise_for_status()
    steps = await attempt(answers(box), locations)
    assert [steps[-1].name, steps[-1].ok] == ["results", False]
    assert untouched(locations)


async def test_a_place_that_cannot_be_written(box, locations) -> None:
    locations.config_file.parent.write_text("a file where the directory would be")
    steps = await attempt(answers(box), locations)
    assert not steps[-1].ok
    assert str(locations.config_file) in steps[-1].words


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
async def test_a_directory_that_refuses(box, locations) -> None:
    locations.config_file.parent.parent.chmod(0o500)
    try:
        steps = await attempt(answers(box), locations)
    finally:
        locations.config_file.parent.parent.chmod(0o700)
    assert [steps[-1].name, steps[-1].ok] == [WRITTEN, False]
    assert untouched(locations)


@pytest.mark.parametrize("before", [None, "the old one\n"])
async def test_a_disk_that_refuses_the_settings_keeps_the_old_secret(before, box, locations, monkeypatch) -> None:
    if before is not None:
        secret_file(locations).parent.mkdir()
        secret_file(locations).write_text(before)

    def refuse(*words: object, **more: object) -> None:
        raise SettingsError("config.toml cannot be written", "No space left on device.")

    monkeypatch.setattr(files, "save", refuse)
    steps = await attempt(answers(box), locations)
    assert [steps[-1].name, steps[-1].words] == [WRITTEN, "config.toml cannot be written"]
    assert secret_file(locations).exists() is (before is not None)
    assert before is None or secret_file(locations).read_text() == before


async def test_another_window_was_quicker(box, locations) -> None:
    theirs = '[accounts.other]\nclient_id = "theirs"\n'
    steps: list[Step] = []
    async for step in Attempt(answers(box), locations).steps():
        if not steps:
            locations.config_file.parent.mkdir()
            locations.config_file.write_text(theirs)
            locations.config_file.chmod(0o600)
        steps.append(step)
    assert [steps[-1].name, steps[-1].ok] == [WRITTEN, False]
    assert "exists already" in steps[-1].words
    assert locations.config_file.read_text() == theirs
    assert not secret_file(locations).exists()
    steps = await attempt(answers(box), locations)
    assert [step.name for step in steps] == ["answers"]


async def test_settings_without_an_account_stay(box, locations) -> None:
    locations.config_file.parent.mkdir()
    locations.config_file.write_text('# My own remark\n[ui]\ntheme = "polder"\n')
    locations.config_file.chmod(0o600)
    assert all(step.ok for step in await attempt(answers(box), locations))
    assert locations.config_file.read_text().startswith("# My own remark\n")
    settings = files.load(locations, {})
    assert (settings.ui.theme, settings.pick()) == ("polder", "main")
    assert mode(locations.config_file) == 0o600


async def test_settings_that_cannot_be_added_to_stay(box, locations) -> None:
    locations.config_file.parent.mkdir()
    locations.config_file.write_text("accounts = {}\n")
    locations.config_file.chmod(0o600)
    steps = await attempt(answers(box), locations)
    assert "cannot be added to" in steps[-1].words
    assert locations.config_file.read_text() == "accounts = {}\n"
    assert not secret_file(locations).exists()


async def test_in_the_keyring(box, locations, kept) -> None:
    assert all(step.ok for step in await attempt(answers(box, keep="keyring"), locations))
    assert kept == {"main": box.client_secret}
    assert not secret_file(locations).exists()
    assert "secret" not in locations.config_file.read_text()


@pytest.mark.parametrize("keep", ["file", "keyring"])
async def test_a_keyring_is_left_alone_where_something_fails(keep: str, box, locations, kept) -> None:
    await attempt(answers(box, keep=keep, secret="wrong-secret"), locations)
    assert kept == {}
    assert untouched(locations)


async def test_another_secret_in_the_keyring_would_go_first(box, locations, kept) -> None:
    kept["main"] = "another"
    steps = await attempt(answers(box), locations)
    assert [step.name for step in steps] == ["answers"]
    assert "holds another" in steps[0].words
    assert untouched(locations)
    assert all(step.ok for step in await attempt(answers(box, keep="keyring"), locations))
    assert kept == {"main": box.client_secret}


async def test_a_keyring_that_forgets(box, locations, monkeypatch) -> None:
    monkeypatch.setattr("webcare_tui.settings.secrets.store_in_keyring", lambda name, secret: None)
    steps = await attempt(answers(box, keep="keyring"), locations)
    assert [steps[-1].name, steps[-1].words] == [WRITTEN, "The keyring did not keep the secret"]
    assert untouched(locations)


async def test_a_keyring_that_refuses(box, locations, monkeypatch) -> None:
    def refuse(name: str, secret: Secret) -> None:
        raise SecretError("The keyring did not take the secret")

    monkeypatch.setattr("webcare_tui.settings.secrets.store_in_keyring", refuse)
    steps = await attempt(answers(box, keep="keyring"), locations)
    assert [steps[-1].name, steps[-1].words] == [WRITTEN, "The keyring did not take the secret"]
    assert untouched(locations)


async def test_a_keyring_that_waits_for_somebody_is_left_waiting(monkeypatch) -> None:
    import threading

    let_go = threading.Event()

    def wait() -> str:
        let_go.wait(10)
        return ""

    monkeypatch.setattr(keyring, "_backend_trouble", wait)
    monkeypatch.setattr(keyring, "_PATIENCE", 0.01)
    assert "did not answer" in await keyring.trouble()
    let_go.set()


async def test_without_the_extra_nothing_is_tried(box, locations, monkeypatch) -> None:
    monkeypatch.setattr(keyring, "find_spec", lambda name: None)
    steps = await attempt(answers(box, keep="keyring"), locations)
    assert [(step.name, step.advice) for step in steps] == [("answers", keyring.EXTRA)]


async def test_by_a_command(box, locations, tmp_path) -> None:
    (tmp_path / "given").write_text(f"{box.client_secret}\n")
    program = "print(open('given').read())"
    command = f'{sys.executable} -c "import os; os.chdir({str(tmp_path)!r}); {program}"'
    steps = await attempt(answers(box, keep="command", command=command, secret=""), locations)
    assert [step.name for step in steps if step.ok] == ALL, steps[-1]
    account = config(locations)["accounts"]["main"]
    assert account["client_secret_command"][:2] == [sys.executable, "-c"]
    assert "client_secret_file" not in account
    assert box.client_secret not in locations.config_file.read_text()


@pytest.mark.parametrize(("command", "words"), [("echo {}", "stands in another answer"), ("false", "failed with code 1")])
async def test_a_command_that_will_not_do(command: str, words: str, box, locations) -> None:
    steps = await attempt(answers(box, keep="command", command=command.format(box.client_secret), secret=""), locations)
    assert [(step.name, step.ok) for step in steps] == [("client secret", False)]
    assert words in steps[0].words
    assert untouched(locations)


async def test_given_up_on_the_way_nothing_is_written(box, locations, faults) -> None:
    faults.post("faults", json={"path": "configuration", "delay": 30}).raise_for_status()
    task = asyncio.create_task(attempt(answers(box), locations))
    while faults.get("faults").json():
        await asyncio.wait({task}, timeout=0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert untouched(locations)


def test_the_secret_does_not_show_itself(box, locations) -> None:
    given = answers(box)
    assert box.client_secret not in f"{given!r} {given} {Attempt(given, locations)!r} {vars(Attempt(given, locations))}"

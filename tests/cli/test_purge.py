"""`purge --all`: what is kept on this machine goes, once somebody is sure and nobody is at work."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.cli.conftest import configure
from webcare_tui.models.draft import Draft
from webcare_tui.store import Store

LOST = "exist nowhere else. They will be lost"


@pytest.fixture(autouse=True)
def account(locations, monkeypatch) -> Path:
    """The directory of an account without a service; one draft stands there."""
    configure(locations, monkeypatch)
    directory = locations.account_dir("main")

    async def fill() -> None:
        store = await Store.open(directory)
        await store.drafts.save(Draft("7", "Beste Anna"))
        await store.close()

    asyncio.run(fill())
    return directory


def test_nothing_goes_unless_somebody_is_sure(run, account, monkeypatch) -> None:
    asked = run("purge", "--all")
    assert (asked.code, "Add --yes" in asked.err, LOST in asked.err) == (2, True, True)
    assert "1 drafts, 0 replies" in asked.out and "Anna" not in asked.out + asked.err
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("webcare_tui.cli.output.Output.interactive", True)
    for answer, code in (("no", 2), ("yes", 0)):
        monkeypatch.setattr("builtins.input", lambda question, answer=answer: answer)
        assert account.exists()
        assert run("purge", "--all").code == code
    assert not account.exists()


def test_all_goes_with_the_log_and_the_settings_stay(run, account, locations) -> None:
    locations.log_file.parent.mkdir(parents=True)
    older = locations.log_file.with_name("webcare-tui.log.1")
    for file in (locations.log_file, older):
        file.write_text("a line\n")
    (account / "editing").mkdir()
    (account / "editing" / "8.txt").write_text("Half")
    done = run("purge", "--all", "--yes", "--json")
    assert (done.code, LOST in done.err) == (0, True)
    assert done.json == {"account": "main", "results": 0, "drafts": 2, "sent": 0, "unsent": 0, "files": 5}
    assert not account.exists() and not locations.log_file.exists() and not older.exists()
    assert locations.config_file.exists()
    again = run("purge", "--all", "--yes", "--json")
    assert (again.code, again.err, again.json["files"]) == (0, "", 0)


def test_not_while_the_program_is_at_work_on_the_account(run, account) -> None:
    async def work() -> object:
        store = await Store.open(account)
        refused = await asyncio.to_thread(run, "purge", "--all", "--yes")
        await store.close()
        return refused

    refused = asyncio.run(work())
    assert refused.code == 3 and "Another copy of the program is at work" in refused.err
    assert account.exists()


@pytest.mark.parametrize("words", [("--all", "--older-than", "30d"), ("--yes",)])
def test_what_does_not_go_together(run, account, words) -> None:
    assert run("purge", *words).code == 2 and account.exists()


@pytest.mark.parametrize("where", ["account", "log"])
def test_what_cannot_be_erased_is_told(run, account, locations, where, monkeypatch) -> None:
    unlink = Path.unlink
    locations.log_file.parent.mkdir(parents=True)
    locations.log_file.touch()
    stuck = account / "outbox.db" if where == "account" else locations.log_file

    def refusing(self: Path, missing_ok: bool = False) -> None:
        if self == stuck:
            raise PermissionError
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refusing)
    done = run("purge", "--all", "--yes")
    assert done.code == 3 and "Files that stayed: 1." in done.err
    assert stuck.exists() and not (account / "cache.db").exists()

"""`check`: its lines, its JSON and its exit codes, beside what the headless tests pin."""

from __future__ import annotations

import pytest

from tests.cli.conftest import configure

pytestmark = pytest.mark.usefixtures("configured")


def reconfigure(box, locations, monkeypatch, **account: object) -> None:
    given = {"base_url": box.base_url, "token_url": box.token_url, "client_id": box.client_id, "secret": box.client_secret}
    configure(locations, monkeypatch, **(given | account))


def test_a_failure_in_json(run, box, locations, monkeypatch) -> None:
    reconfigure(box, locations, monkeypatch, secret="wrong")
    done = run("check", "--json")
    assert done.code == 3
    assert done.json["ok"] is False
    assert done.json["quota"] is None
    good, bad = done.json["steps"][0], done.json["steps"][-1]
    assert set(good) == {"step", "ok", "words"}
    assert set(bad) == {"step", "ok", "words", "advice", "exit"}
    assert (bad["step"], bad["ok"], bad["exit"]) == ("token", False, 3)
    assert bad["advice"]


def test_without_a_configuration_in_json(run, locations) -> None:
    locations.config_file.unlink()
    done = run("check", "--json")
    assert done.code == 3
    assert [each["step"] for each in done.json["steps"]] == ["configuration"]
    assert (done.json["ok"], done.json["quota"]) == (False, None)


def test_an_account_that_is_switched_off(run, control) -> None:
    answer = {"status": "SUCCES", "data": [], "configuration": {"account": {"disableAccount": "1"}}}
    control.post("faults", {"path": "configuration", "body": answer})
    done = run("check")
    assert done.code == 3
    assert "✗ account:" in done.out
    assert "switched this account off" in done.out


@pytest.mark.parametrize(("status", "code"), [(400, 1), (403, 3), (429, 1), (503, 4)])
def test_results_that_do_not_come(status: int, code: int, run, control) -> None:
    control.post("faults", {"path": "/results/", "status": status, "times": 5})
    done = run("check", "--json")
    assert done.code == code
    assert (done.json["steps"][-1]["step"], done.json["steps"][-1]["exit"]) == ("results", code)
    assert done.json["quota"]["limit"] > 0


def test_who_the_agent_is(run, box, locations, monkeypatch) -> None:
    user = next(iter(box.world.account.users.values()))
    reconfigure(box, locations, monkeypatch, user=user.tag)
    done = run("check", "--json")
    assert (done.code, done.json["steps"][-1]["step"]) == (0, "user")
    reconfigure(box, locations, monkeypatch, user="nobody")
    done = run("check")
    assert done.code == 3
    assert "✗ user:" in done.out


def test_certificates_that_cannot_be_read(run, box, locations, monkeypatch, tmp_path) -> None:
    address = box.base_url.replace("http://", "https://")
    reconfigure(box, locations, monkeypatch, base_url=address, token_url=address, ca_file=str(tmp_path / "none.pem"))
    done = run("check")
    assert done.code == 4
    assert "ca_file" in done.out


def test_an_account_that_is_not_there(run) -> None:
    done = run("--account", "other", "check")
    assert done.code == 3
    assert "✗ configuration:" in done.out

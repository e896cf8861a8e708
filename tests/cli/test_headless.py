"""The commands without a screen against a living sandbox: what they do, print and end in."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys

import pytest

from tests.cli.conftest import configure

pytestmark = pytest.mark.usefixtures("configured")


def profile(run) -> str:
    return run("profiles", "--json").json["profiles"][0]["name"]


def test_profiles(run) -> None:
    done = run("profiles", "--json")
    assert done.code == 0
    assert done.json["company"]
    assert {"id", "name", "webcareTabs"} <= set(done.json["profiles"][0])
    human = run("profiles")
    assert human.out.startswith("id ")
    assert done.json["profiles"][0]["name"] in human.out


def test_results_by_name_id_and_filter(run) -> None:
    search = run("profiles", "--json").json["profiles"][0]
    by_name = run("results", search["name"], "/limit:3/", "--json")
    by_id = run("results", search["id"], "limit:3", "--json")
    assert by_name.code == 0
    assert len(by_name.json["results"]) == 3
    assert by_name.json["results"] == by_id.json["results"]
    assert by_name.json["query"].endswith("/limit:3/")
    row = by_name.json["results"][0]
    human = run("results", search["name"], "/limit:3/")
    assert row["uniqueId"] in human.out
    assert len(human.out.splitlines()) == 4


def test_results_by_a_line_of_filters(run) -> None:
    name = profile(run)
    done = run("results", name, "source:twitter,whatsapp is:open order:oldest limit:3", "--json")
    assert done.code == 0
    assert done.json["query"].endswith("/source:twitter,whatsapp/notChecked/least+recent/limit:3/")
    assert 0 < len(done.json["results"]) <= 3
    user = run("profiles", "--json").json["users"][0]
    by_name = run("results", name, f'assigned:"{user["name"]}"', "--json")
    assert by_name.json["query"].endswith(f"/assigned:{user['id']}/")
    wrong = run("results", name, "sorce:twitter")
    assert wrong.code == 2 and "Did you mean source:" in wrong.err


def test_a_filter_that_cannot_be_read_asks_nothing(run, control) -> None:
    control.delete("requests")
    done = run("results", "x", "/nonsense/")
    assert done.code == 2
    assert "nonsense" in done.err
    assert control.get("requests") == []


def test_no_results_is_no_failure(run) -> None:
    done = run("results", profile(run), "/word:zzzzqqqq/")
    assert (done.code, done.err) == (0, "No results.\n")


def test_show_with_and_without_context(run, control) -> None:
    result = control.result(title="Anna", description="First\x1b[2J line")
    done = run("show", result, "--json")
    assert done.code == 0
    assert [each["uniqueId"] for each in done.json["conversation"]] == [result]
    human = run("show", result)
    assert "\x1b" not in human.out
    assert f"· {result}" in human.out
    alone = run("show", result, "--no-context", "--json")
    assert alone.json["result"]["uniqueId"] == result
    assert "may be answered" in run("show", result, "--no-context").out


def test_a_private_message_is_shown_to_who_asks(run, control) -> None:
    result = control.result(source=15, private=True, description="Between us")
    assert "Between us" in run("show", result).out


def test_what_does_not_exist_is_a_no(run) -> None:
    done = run("show", "999999999999")
    assert done.code == 1
    assert done.err.startswith("webcare-tui: ")


def test_reply_is_posted_once_in_public(run, control) -> None:
    result = control.result(title="Anna")
    done = run("reply", result, "--message", "On its way.")
    assert done.code == 0, done.err
    assert done.out.startswith("✓ sent to Anna (public")
    posted = control.replies_to(result)
    assert [(each["message"], each["public"]) for each in posted] == [("On its way.", True)]


def test_reply_reads_the_words_and_keeps_private_private(run, control, monkeypatch) -> None:
    result = control.result(source=15, private=True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("Line one\nLine two ☺\n"))
    done = run("reply", result, "--message", "-", "--json")
    assert done.code == 0, done.err
    assert done.json["state"] == "sent"
    assert done.json["public"] is False
    assert done.json["uniqueId"]
    assert [(each["message"], each["public"]) for each in control.replies_to(result)] == [("Line one\nLine two ☺", False)]


def test_reply_in_private_to_a_public_message(run, control) -> None:
    result = control.result()
    assert run("reply", result, "--message", "x", "--private").code == 0
    assert control.replies_to(result)[0]["public"] is False


def test_what_the_last_look_finds_is_sent_only_with_yes(run, control) -> None:
    result = control.result(title="Anna", source=3)
    words = "Beste Piet, stort op NL91 ABNA 0417 1643 00 of mail anna@post.example"
    done = run("reply", result, "--message", words, "--json")
    told = done.json["error"]
    assert (done.code, told["exit"], told["title"]) == (2, 2, "The reply was not sent: look at it once more")
    assert told["message"].splitlines() == [
        "'Piet': this reply goes to Anna",
        "'NL91 ABNA 0417 1643 00': a bank account number (IBAN)",
        "'anna@post.example': an e-mail address that is not the company's",
        "Change it, or add --yes once you are sure. Everyone could read it.",
    ]
    too_long = run("reply", result, "--message", "x" * 281, "--yes")
    assert too_long.code == 2 and "over by 1: a public reply on twitter has 280 characters at most" in too_long.err
    assert control.replies_to(result) == []
    assert run("reply", result, "--message", words, "--yes").code == 0
    assert [each["message"] for each in control.replies_to(result)] == [words]


@pytest.mark.parametrize("words", ["", "   ", "\u200b", "\n\n"])
def test_nothing_to_send_sends_nothing(words: str, run, control) -> None:
    control.delete("requests")
    done = run("reply", "12", "--message", words)
    assert done.code == 2
    assert control.get("requests") == []


def test_what_cannot_be_answered_is_told_before(run, control) -> None:
    result = control.result(replyAvailable=False)
    done = run("reply", result, "--message", "x")
    assert done.code == 2
    assert "cannot be answered" in done.err
    assert control.replies_to(result) == []


def test_a_lost_answer_is_unknown_and_never_posted_twice(run, control) -> None:
    result = control.result()
    control.post("faults", {"method": "POST", "path": f"{result}/replies", "drop": "after"})
    control.post("faults", {"method": "GET", "path": f"results/{result}", "status": 503, "times": 50})
    control.delete("faults")
    control.post("faults", {"method": "POST", "path": f"{result}/replies", "drop": "after"})
    done = run("reply", result, "--message", "Once only", "--wait", "0", "--json")
    assert done.code == 5
    assert done.json["state"] == "uncertain"
    assert "Outcome unknown" in done.err
    again = run("reply", result, "--message", "Once only")
    assert again.code == 2
    assert "may have been posted" in again.err
    assert len(control.replies_to(result)) == 1
    listed = run("outbox", "list", "--json").json
    assert [(each["state"], each["resultId"]) for each in listed] == [("uncertain", result)]
    retried = run("outbox", "retry", listed[0]["id"][:8], "--yes", "--json")
    assert (retried.code, retried.json["state"]) == (0, "sent")
    assert len(control.replies_to(result)) == 1


def test_a_retry_of_what_may_have_arrived_wants_a_word(run, control) -> None:
    result = control.result()
    control.post("faults", {"method": "POST", "path": f"{result}/replies", "drop": "before"})
    assert run("reply", result, "--message", "x", "--wait", "0").code == 5
    item = run("outbox", "--json").json[0]["id"]
    done = run("outbox", "retry", item)
    assert done.code == 2
    assert "--yes" in done.err
    assert control.replies_to(result) == []
    assert run("outbox", "retry", item, "--yes").code == 0
    assert len(control.replies_to(result)) == 1
    assert run("outbox", "discard", item, "--yes").code == 2


def test_a_refused_reply_leaves_no_draft_behind(run, control, configured, locations) -> None:
    result = control.result()
    control.post("faults", {"method": "POST", "path": f"{result}/replies", "status": 400})
    done = run("reply", result, "--message", "Not allowed so")
    assert done.code == 1
    assert "Refused" in done.err
    assert drafts(locations) == {}


def test_the_agents_own_draft_outlives_a_reply(run, control, locations) -> None:
    result = control.result()
    keep_draft(locations, result, "Half a thought")
    assert run("reply", result, "--message", "Quick answer").code == 0
    assert drafts(locations) == {result: "Half a thought"}
    control.post("faults", {"method": "POST", "path": f"{result}/replies", "status": 400})
    assert run("reply", result, "--message", "Refused answer").code == 1
    assert drafts(locations) == {result: "Half a thought"}


def drafts(locations) -> dict[str, str]:
    import asyncio

    from webcare_tui.store import Store

    async def read() -> dict[str, str]:
        store = await Store.open(locations.account_dir("main"))
        found = await store.drafts.all()
        await store.close()
        return {each.result_id: each.text for each in found}

    return asyncio.run(read())


def keep_draft(locations, result_id: str, text: str) -> None:
    import asyncio

    from webcare_tui.models.draft import Draft
    from webcare_tui.store import Store

    async def write() -> None:
        store = await Store.open(locations.account_dir("main"))
        await store.drafts.save(Draft(result_id, text))
        await store.close()

    asyncio.run(write())


def test_what_cannot_leave_is_not_kept_for_later(run, control) -> None:
    result = control.result()
    control.post("faults", {"method": "GET", "path": f"results/{result}$", "headers": {}, "times": 1})
    control.post("faults", {"method": "POST", "path": f"{result}/replies", "status": 429})
    done = run("reply", result, "--message", "x", "--json")
    assert done.code == 1
    assert done.json["state"] == "discarded"
    assert control.replies_to(result) == []
    assert [each["state"] for each in run("outbox", "--json").json] == ["discarded"]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupt_on_the_wire_tells_that_nobody_knows(number: int, code: int, run, control, box) -> None:
    result = control.result()
    control.post("faults", {"method": "POST", "path": f"{result}/replies", "delay": 60})
    words = [sys.executable, "-m", "webcare_tui", "reply", result, "--message", "x"]
    env = {
        **os.environ,
        "WEBCARE_TUI_CLIENT_SECRET": box.client_secret,
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env) as process:
        while control.get("faults"):
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0.05)
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert process.returncode == code, err
    assert out == ""
    assert "Outcome unknown" in err
    assert "Interrupted" in err
    assert [each["state"] for each in run("outbox", "--json").json] == ["uncertain"]


def test_outbox_when_empty(run) -> None:
    done = run("outbox")
    assert (done.code, done.out) == (0, "The outbox is empty.\n")
    assert run("outbox", "--json").json == []
    assert run("outbox", "retry", "abc").code == 2


def test_events(run, control) -> None:
    result = control.result(source=15)
    control.delete("requests")
    done = run("event", result, "opened", "--json")
    assert (done.code, done.json) == (0, {"resultId": result, "event": "opened"})
    assert any(each["path"].endswith(f"{result}/event/opened") for each in control.get("requests"))
    assert run("event", result, "closed").out == f"✓ closed: {result}\n"


def test_an_event_without_an_answer_is_unknown(run, control) -> None:
    result = control.result(source=15)
    control.post("faults", {"method": "POST", "path": "event/closed", "drop": "after"})
    assert run("event", result, "closed").code == 5


def test_cases(run, control) -> None:
    result = control.result()
    shown = run("show", result, "--no-context", "--json").json["result"]
    users = run("profiles", "--json").json["users"]
    case = (shown["searchId"], shown["caseId"])
    done = run("case", "handover", *case, users[1]["tag"], "--json")
    assert done.code == 0, done.err
    assert done.json == {"searchId": case[0], "caseId": case[1], "done": "handed over", "handlerId": users[1]["id"]}
    assert run("case", "release", *case).out == f"✓ case {case[1]} released\n"
    assert run("case", "close", *case, "--json").json["done"] == "closed"
    unknown = run("case", "handover", *case, "nobody@example.com")
    assert unknown.code == 2
    assert users[1]["tag"] in unknown.err


def test_sso(run) -> None:
    email = run("profiles", "--json").json["users"][0]["email"]
    done = run("sso", email, "--json")
    assert done.code == 0, done.err
    assert done.json["token"]
    assert done.json["expires"] > 0
    human = run("sso", email)
    assert len(human.out.splitlines()) == 1
    assert email in human.err


def test_purge(run) -> None:
    done = run("purge", "--older-than", "30d", "--json")
    assert done.code == 0
    assert done.json == {"account": "main", "results": 0, "drafts": 0, "sent": 0}
    assert "✓ main" in run("purge").out


def test_check_goes_through_every_step(run, box) -> None:
    done = run("check", "--json")
    assert done.code == 0, done.out
    assert [each["step"] for each in done.json["steps"]] == [
        "configuration", "client secret", "name", "connection", "token", "account", "quota", "results",
    ]  # fmt: skip
    assert done.json["ok"] is True
    assert done.json["quota"]["limit"] > 0


def test_check_never_shows_the_secret(run, box, locations, monkeypatch) -> None:
    configure(
        locations,
        monkeypatch,
        base_url=box.base_url,
        token_url=box.token_url,
        client_id=box.client_id,
        secret=box.client_secret,
    )
    done = run("check")
    assert box.client_secret not in done.out + done.err
    assert all(line.startswith("✓") for line in done.out.splitlines())


def failing(run, code: int, step: str) -> str:
    done = run("check")
    assert done.code == code, done.out
    lines = [line for line in done.out.splitlines() if line.startswith("✗")]
    assert len(lines) == 1
    assert lines[0].startswith(f"✗ {step}:")
    assert done.out.splitlines()[-1].startswith("  ")
    return done.out


def test_check_without_a_secret(run, locations, monkeypatch, box) -> None:
    configure(locations, monkeypatch, base_url=box.base_url, token_url=box.token_url, client_id=box.client_id)
    monkeypatch.delenv("WEBCARE_TUI_CLIENT_SECRET")
    assert "client_secret_command" in failing(run, 3, "client secret")


def test_check_with_a_wrong_secret(run, locations, monkeypatch, box) -> None:
    configure(locations, monkeypatch, base_url=box.base_url, token_url=box.token_url, client_id=box.client_id, secret="wrong")
    failing(run, 3, "token")


def test_check_where_nobody_listens(run, locations, monkeypatch) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        port = taken.getsockname()[1]
        address = f"http://127.0.0.1:{port}/api"
        configure(locations, monkeypatch, base_url=address, token_url=address)
        assert "could not be reached" in failing(run, 4, "connection")


def test_check_where_the_host_is_unknown(run, locations, monkeypatch) -> None:
    import asyncio

    async def unknown(*words: object, **more: object) -> object:
        raise OSError("no such name")

    monkeypatch.setattr(asyncio.base_events.BaseEventLoop, "getaddrinfo", unknown)
    configure(locations, monkeypatch, base_url="https://api.invalid/x", token_url="https://api.invalid/t")
    assert "DNS" in failing(run, 4, "name")


def test_check_where_the_certificate_is_none(run, locations, monkeypatch, box) -> None:
    address = box.base_url.replace("http://", "https://")
    configure(locations, monkeypatch, base_url=address, token_url=address)
    failing(run, 4, "connection")


def test_check_without_a_configuration(run, locations) -> None:
    locations.config_file.unlink()
    assert "config init" in failing(run, 3, "configuration")


def test_a_service_in_trouble_is_not_reached(run, control) -> None:
    control.post("faults", {"path": "configuration", "status": 503})
    assert run("profiles").code == 4


def test_json_errors_are_json(run, control) -> None:
    done = run("show", "999999999999", "--json")
    assert json.loads(done.out)["error"]["exit"] == 1


def test_damage_on_this_machine_is_told(run, locations) -> None:
    assert run("outbox", "--json").code == 0
    (precious,) = locations.data_dir.glob("*/outbox.db")
    precious.write_bytes(b"no database at all" * 300)
    done = run("outbox", "--json")
    assert done.code == 0
    assert done.json == run("outbox", "--json").json
    assert "Files on this machine were damaged" in done.err and ".corrupt-" in done.err
    assert run("outbox", "--json").err == ""

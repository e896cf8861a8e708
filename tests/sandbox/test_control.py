"""The control surface: the log of calls, results as they are given, and who may come near."""

from __future__ import annotations

import pytest

from tests.sandbox.api import NOON, Api
from webcare_tui.sandbox import control

HOME = "thuis"


def test_every_call_is_in_the_log(empty: Api) -> None:
    assert empty.control("DELETE", "requests").json() == {}
    empty.sign_in()
    number = empty.insert()
    empty.get(f"results/{HOME}/word:a+b/")
    empty.post(f"results/{number}/replies", message="Hoi", connectionId="2101", public="maybe")
    seen = empty.control("GET", "requests").json()
    assert [(each["method"], each["status"]) for each in seen] == [("POST", 200), ("GET", 200), ("POST", 400)]
    assert seen[0]["path"] == "/oauth/client_credential/accesstoken"
    assert seen[0]["form"] == {"client_id": empty.box.client_id, "client_secret": "***"}
    assert seen[0]["query"] == "grant_type=client_credentials"
    assert seen[1]["path"].endswith(f"/social-media-webcare/results/{HOME}/word:a+b/")
    assert seen[2]["form"] == {"message": "Hoi", "connectionId": "2101", "public": "maybe"}
    assert seen[1]["time"] == NOON


def test_the_log_holds_no_secret(empty: Api) -> None:
    empty.sign_in()
    text = empty.control("GET", "requests").text
    assert empty.box.client_secret not in text
    assert empty.headers["Authorization"].split()[1] not in text


def test_results_go_on_the_wire_as_they_are_given(empty: Api) -> None:
    given = {
        "title": "\u001b[31mRood\u202e", "description": "[red]x[/] \u009b0m \ud83d", "time": "12995843649",
        "sentiment": "zeer boos", "private": "1", "own": None, "newField": {"a": [1]}, "type": 99,
        "tagsList": {"301": {"id": 301, "name": "Storing"}},
    }
    number = empty.insert(**given)
    shown = empty.results(number)[number]
    assert {name: shown[name] for name in given} == given
    assert shown["uniqueId"] == number
    assert int(number) in empty.ids(f"{HOME}/label:storing/limit:500")


def test_what_is_missing_is_made_up(empty: Api) -> None:
    first, second = empty.insert(), empty.insert()
    shown = empty.results(first)[first]
    assert (shown["searchId"], shown["source"], shown["time"], shown["checked"]) == ("4101", 3, str(int(NOON)), "0")
    assert shown["replyAvailable"] is True
    assert int(second) > int(first)
    assert shown["caseId"] != empty.results(second)[second]["caseId"]


def test_one_result_or_many(empty: Api) -> None:
    answer = empty.control("POST", "results", [{"uniqueId": 5}, {"uniqueId": "7"}]).json()
    assert answer == {"ids": ["5", "7"]}
    assert empty.control("POST", "results", {"uniqueId": 9, "place": {"city": "Appelscha"}}).json() == {"ids": ["9"]}
    assert empty.ids(f"{HOME}/city:appelscha") == [9]


def test_the_same_id_replaces_what_was_there(empty: Api) -> None:
    number = empty.insert(uniqueId=31, caseId=500, description="eerst", time=int(NOON) - 50)
    empty.post(f"results/{number}/replies", message="Hoi", connectionId="2101", public="true")
    empty.insert(uniqueId=31, caseId=500, description="daarna", time=int(NOON) - 40)
    found = empty.results(number)
    assert [each["description"] for each in found.values()] == ["Hoi", "daarna"]
    assert found[number]["replies"] != []
    assert empty.ids(f"{HOME}/result:31") == [31]


def test_a_message_is_deleted_on_its_source(empty: Api) -> None:
    number = empty.insert(status=1)
    assert empty.control("POST", "erase", {"result": number}).status_code == 200
    assert empty.results(f"{HOME}/result:{number}")[number]["status"] == "5"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("results", [1]), ("say", {"result": "1"}), ("react", {}), ("traffic", {"results": "x"}),
        ("traffic", {"results": 10**9}), ("say", []),
    ],
)
def test_what_the_control_surface_cannot_do(empty: Api, name: str, body: object) -> None:
    assert empty.control("POST", name, body).status_code in (400, 404)


def test_a_body_that_is_no_json(empty: Api) -> None:
    assert empty.http.post(f"{empty.box.control_url}/results", content=b"{").status_code == 400


def test_nobody_finds_it_by_guessing(empty: Api) -> None:
    root = empty.box.control_url.rsplit("/", 1)[0]
    assert len(empty.box.control_url.rsplit("/", 1)[1]) >= 20
    for path in (f"{root}/requests", f"{root}/x/requests", root, root.rsplit("/", 1)[0] + "/"):
        assert empty.http.get(path).status_code == 404


def test_it_tells_what_there_is(empty: Api) -> None:
    assert empty.control("GET", "nothing").status_code == 404
    assert "expire-tokens" in empty.control("GET", "nothing").json()["info"]
    assert empty.control("PUT", "faults").status_code == 405
    told = control.__doc__ or ""
    assert all(f" {each} " in told for each in ("requests", "replies", "faults", "quota", "react", "say", "traffic"))

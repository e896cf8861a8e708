"""Faults on demand: what the caller sees, and whether the effect took place."""

from __future__ import annotations

import threading

import httpx
import pytest

from tests.sandbox.api import Api, sandbox

REPLY = {"message": "Hallo", "connectionId": "2101", "public": "true"}


def _fault(api: Api, **fields: object) -> None:
    assert api.control("POST", "faults", fields).status_code == 200


def _effects(api: Api, number: str) -> int:
    return sum(each["resultId"] == number for each in api.control("GET", "replies").json())


@pytest.mark.parametrize(("drop", "effects"), [("before", 0), ("after", 1)])
def test_the_connection_is_cut(empty: Api, drop: str, effects: int) -> None:
    number = empty.insert()
    _fault(empty, method="POST", path="/replies$", drop=drop)
    with pytest.raises(httpx.NetworkError):
        empty.post(f"results/{number}/replies", **REPLY)
    assert _effects(empty, number) == effects
    seen = empty.control("GET", "requests").json()[-1]
    assert (seen["status"], seen["fault"]) == (None, f"drop {drop}")
    assert empty.post(f"results/{number}/replies", **REPLY).status_code == 200


@pytest.mark.parametrize("effect", [False, True])
def test_a_status_comes_in_place_of_the_service(empty: Api, effect: bool) -> None:
    number = empty.insert()
    _fault(empty, path="/replies", status=502, effect=effect)
    answer = empty.post(f"results/{number}/replies", **REPLY)
    assert (answer.status_code, answer.json()["status"], answer.json()["name"]) == (502, "502", "Bad Gateway")
    assert _effects(empty, number) == int(effect)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 412, 429, 500, 502, 503])
def test_every_error_of_the_gateway_in_its_shape(empty: Api, status: int) -> None:
    _fault(empty, status=status)
    answer = empty.get("configuration")
    assert answer.status_code == status
    assert answer.json().keys() == {"transactionId", "status", "name", "message", "info"}
    assert answer.json()["status"] == str(status)
    assert "quota-limit" in answer.headers


def test_a_body_and_headers_of_ones_own(empty: Api) -> None:
    _fault(empty, body={"status": "ERROR", "messages": ["Nee"], "data": []})
    assert empty.get("configuration").json()["status"] == "ERROR"
    _fault(empty, status=503, body="<html>weg</html>", headers={"Content-Type": "text/html", "Retry-After": "7"})
    answer = empty.get("configuration")
    assert (answer.status_code, answer.text, answer.headers["content-type"]) == (503, "<html>weg</html>", "text/html")
    assert answer.headers["retry-after"] == "7"
    _fault(empty, headers={"sunset": "Sat, 31 Oct 2026 23:59:59 GMT"})
    answer = empty.get("configuration")
    assert (answer.status_code, answer.json()["status"]) == (200, "SUCCES")
    assert answer.headers["sunset"].startswith("Sat")
    _fault(empty, status=204)
    assert empty.get("configuration").content == b""


@pytest.mark.parametrize(("truncate", "low", "high"), [(True, 0.45, 0.55), (0.1, 0.05, 0.15), (0, 0.9, 1.01)])
def test_a_body_is_cut_short(empty: Api, truncate: object, low: float, high: float) -> None:
    whole = len(empty.get("configuration").content)
    _fault(empty, path="configuration", truncate=truncate)
    got = b""
    try:
        with empty.http.stream("GET", f"{empty.box.base_url}/configuration", headers=empty.headers) as answer:
            for part in answer.iter_raw():
                got += part
    except httpx.RemoteProtocolError:
        assert len(got) < whole
    assert low <= len(got) / whole <= high
    empty.control("DELETE", "faults")


def test_garbage_comes_after_the_effect(empty: Api) -> None:
    number = empty.insert()
    _fault(empty, path="replies", garbage=True)
    answer = empty.post(f"results/{number}/replies", **REPLY)
    assert answer.status_code == 200
    with pytest.raises(ValueError, match=r"codec|Expecting|JSON"):
        answer.json()
    assert _effects(empty, number) == 1


def test_a_fault_is_for_so_many_matching_calls(empty: Api) -> None:
    _fault(empty, method="get", path=r"configuration$", status=500, times=2)
    assert empty.get("results/poolvos").status_code == 200
    assert [empty.get("configuration").status_code for _ in range(3)] == [500, 500, 200]


def test_faults_wait_their_turn_and_can_be_forgotten(empty: Api) -> None:
    assert empty.control("POST", "faults", [{"status": 500}, {"status": 503}, {"status": 502}]).json() == {"waiting": 3}
    assert [empty.get("configuration").status_code for _ in range(2)] == [500, 503]
    assert [each["status"] for each in empty.control("GET", "faults").json()] == [502]
    empty.control("DELETE", "faults")
    assert empty.get("configuration").status_code == 200


def test_the_token_endpoint_has_faults_too(empty: Api) -> None:
    _fault(empty, path="accesstoken", status=503)
    with pytest.raises(KeyError):
        empty.sign_in()
    empty.sign_in()


def test_a_delay_holds_the_answer_and_not_the_others() -> None:
    with sandbox() as api, httpx.Client(trust_env=False, timeout=60) as other:
        number = api.insert()
        _fault(api, path="replies", delay_after=60)
        url = f"{api.box.base_url}/results/{number}/replies"
        waiting = threading.Thread(target=_quietly, args=(other, url, api.headers))
        waiting.start()
        while not api.control("GET", "replies").json():
            pass
        assert api.get("configuration").status_code == 200
        assert waiting.is_alive()
    waiting.join(5)
    assert not waiting.is_alive()


def _quietly(http: httpx.Client, url: str, headers: dict[str, str]) -> None:
    try:
        http.post(url, data=REPLY, headers=headers, timeout=60)
    except httpx.HTTPError:
        return


@pytest.mark.parametrize(
    "fault",
    [
        {"path": "("}, {"drop": "sometimes"}, {"status": 99}, {"status": "500"}, {"times": -1}, {"truncate": 2}, {"delay": -1},
        {"colour": "red"}, 7, {"headers": []},
    ],
)
def test_a_fault_that_cannot_be(empty: Api, fault: object) -> None:
    assert empty.control("POST", "faults", [fault]).status_code == 400
    assert empty.control("GET", "faults").json() == []

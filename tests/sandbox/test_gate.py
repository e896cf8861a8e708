"""Tokens and quota: who may call, and how often."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

import pytest

from tests.sandbox.api import NOON, Api, Clock, sandbox
from webcare_tui.sandbox.gate import Gate
from webcare_tui.sandbox.options import parse_quota

GRANT = {"grant_type": "client_credentials"}


def _ask(api: Api, **change: str):
    form = {"client_id": api.box.client_id, "client_secret": api.box.client_secret, **change}
    return api.http.post(api.box.token_url, params=GRANT, data=form)


def test_a_token_in_strings(empty: Api) -> None:
    answer = _ask(empty)
    assert answer.status_code == 200
    told = answer.json()
    assert all(isinstance(each, str) for each in told.values())
    assert (told["expires_in"], told["status"], told["client_id"]) == ("3599", "approved", empty.box.client_id)
    assert told["issued_at"] == str(int(NOON * 1000))
    assert told["token_type"] in ("Bearer", "BearerToken")
    assert {"application_name", "organization_name", "developer.email", "api_product_list", "scope"} <= told.keys()
    assert (told["refresh_token_expires_in"], told["refresh_count"], told["scope"]) == ("0", "0", "")


@pytest.mark.parametrize("change", [{"client_secret": "wrong"}, {"client_id": "nobody"}, {"client_secret": ""}])
def test_wrong_credentials(empty: Api, change: dict[str, str]) -> None:
    answer = _ask(empty, **change)
    assert answer.status_code == 401
    assert answer.json().keys() == {"transactionId", "status", "name", "message", "info"}
    assert (answer.json()["status"], answer.json()["name"]) == ("401", "invalid_client")


def test_the_token_endpoint_wants_its_grant_and_its_method(empty: Api) -> None:
    form = {"client_id": empty.box.client_id, "client_secret": empty.box.client_secret}
    assert empty.http.post(empty.box.token_url, data=form).status_code == 400
    assert empty.http.get(empty.box.token_url, params=GRANT).status_code == 405


@pytest.mark.parametrize("header", ["", "Bearer nonsense", "Basic abc", "Bearer"])
def test_no_token_no_answer(empty: Api, header: str) -> None:
    answer = empty.http.get(f"{empty.box.base_url}/configuration", headers={"Authorization": header} if header else {})
    assert (answer.status_code, answer.json()["status"]) == (401, "401")


def test_a_token_lives_its_time_by_the_clock() -> None:
    with sandbox(token_life=600) as api:
        api.clock.now += 599
        assert api.get("configuration").status_code == 200
        api.clock.now += 1
        assert api.get("configuration").status_code == 401
        api.sign_in()
        assert api.get("configuration").status_code == 200


def test_every_token_can_be_killed(empty: Api) -> None:
    assert empty.control("POST", "expire-tokens").json()["expired"] >= 1
    assert empty.get("configuration").status_code == 401
    empty.sign_in()
    assert empty.get("configuration").status_code == 200


def test_quota_headers_stand_on_every_answer() -> None:
    with sandbox(quota=(5, "minute")) as api:
        answers = [api.get("configuration"), api.get("nothing"), _ask(api), _ask(api, client_id="x")]
        assert [each.headers["quota-used"] for each in answers] == ["1", "2", "2", "2"]
        for each in answers:
            assert (each.headers["quota-limit"], each.headers["quota-interval"]) == ("5", "1")
            assert each.headers["quota-time-unit"] == "minute"
            assert each.headers["quota-reset-UTC"] == str(int(NOON // 60 + 1) * 60_000)


def test_over_quota_until_the_window_ends() -> None:
    with sandbox(quota=(2, "minute")) as api:
        assert [api.get("configuration").status_code for _ in range(4)] == [200, 200, 429, 429]
        answer = api.get("configuration")
        assert answer.json().keys() == {"transactionId", "status", "name", "message", "info"}
        assert (answer.json()["status"], answer.headers["quota-used"]) == ("429", "2")
        api.clock.now += 60
        assert api.get("configuration").status_code == 200


def test_a_spent_quota_has_no_effect() -> None:
    with sandbox() as api:
        number = api.insert()
        assert api.control("POST", "quota", {"limit": 3, "unit": "hour", "used": 3}).json()["quota-used"] == "3"
        assert api.post(f"results/{number}/replies", message="x", connectionId="2101", public="true").status_code == 429
        assert api.control("GET", "replies").json() == []
        api.control("POST", "quota", {"used": 0})
        assert list(api.results(number)) == [number]


@pytest.mark.parametrize("body", [{"limit": 0}, {"unit": "fortnight"}, {"used": -1}, {"limit": "3"}, [], {"limit": True}])
def test_a_quota_that_cannot_be(empty: Api, body: object) -> None:
    assert empty.control("POST", "quota", body).status_code == 400


def test_the_date_is_that_of_the_clock(empty: Api) -> None:
    assert parsedate_to_datetime(empty.get("configuration").headers["date"]).timestamp() == NOON


def test_a_request_id_comes_back(empty: Api) -> None:
    empty.headers["x-request-id"] = "abc-1"
    try:
        assert empty.get("configuration").headers["x-request-id"] == "abc-1"
    finally:
        del empty.headers["x-request-id"]


@pytest.mark.parametrize(
    ("text", "quota"),
    [("100/minute", (100, "minute")), (" 5 / Seconds ", (5, "second")), ("1/month", (1, "month")), ("9/DAY", (9, "day"))],
)
def test_a_quota_in_words(text: str, quota: tuple[int, str]) -> None:
    assert parse_quota(text) == quota


@pytest.mark.parametrize("text", ["", "100", "100/", "/minute", "x/minute", "-1/minute", "0/minute", "1/year", "1.5/hour"])
def test_words_that_are_no_quota(text: str) -> None:
    with pytest.raises(ValueError, match="quota"):
        parse_quota(text)


def test_secrets_differ_from_sandbox_to_sandbox() -> None:
    gates = [Gate(Clock(), None, 10) for _ in range(2)]
    assert gates[0].client_secret != gates[1].client_secret
    assert len(gates[0].client_secret) >= 24

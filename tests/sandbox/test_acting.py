"""Replies, events and cases: what they change, and what they refuse."""

from __future__ import annotations

import pytest

from tests.sandbox.api import NOON, Api

REPLY = {"message": "Hoi! We kijken mee. ^MK", "connectionId": "2101", "public": "true"}
HOME = "thuis"


def _activities(api: Api, number: str) -> list[int]:
    return [each["activity"] for each in api.details(number)["activities"]]


def test_a_reply_joins_the_conversation(empty: Api) -> None:
    asked = empty.insert(description="Doet het internet het?", personId=700, profileId="kees")
    answer = empty.post(f"results/{asked}/replies", **REPLY)
    assert (answer.status_code, answer.json()["status"]) == (200, "SUCCES")
    assert answer.json()["metadata"]["method"] == "post"
    own = answer.json()["data"]["uniqueId"]
    assert own.isdigit() and int(own) > int(asked)
    found = empty.results(asked)
    assert list(found) == [own, asked]
    assert found[own]["own"] == 1 and found[own]["description"] == REPLY["message"]
    assert (found[own]["caseId"], found[own]["personId"]) == (str(found[asked]["caseId"]), "700")
    assert (found[own]["private"], found[own]["replyAvailable"], found[own]["time"]) == (False, False, str(int(NOON)))
    assert found[asked]["replies"][own]["description"] == REPLY["message"]
    assert found[asked]["checked"] == found[own]["checked"] == str(int(NOON))


def test_a_reply_checks_the_result_off_and_is_written_down(empty: Api) -> None:
    asked = empty.insert()
    assert int(asked) in empty.ids(f"{HOME}/notChecked/limit:500")
    own = empty.post(f"results/{asked}/replies", **REPLY).json()["data"]["uniqueId"]
    assert int(asked) not in empty.ids(f"{HOME}/notChecked/limit:500")
    assert {int(asked), int(own)} <= set(empty.ids(f"{HOME}/checked/limit:500"))
    assert _activities(empty, asked) == [3]
    assert empty.details(asked)["activities"][0]["actor"] == "1001"


def test_words_arrive_as_they_were_sent(empty: Api) -> None:
    words = "Hé & welkom+100%\nregel twee; = « ünï » 👩‍👩‍👧‍👦 \u202e"
    asked = empty.insert()
    own = empty.post(f"results/{asked}/replies", **{**REPLY, "message": words}).json()["data"]["uniqueId"]
    assert empty.results(own)[own]["description"] == words
    assert empty.control("GET", "replies").json()[-1] == {
        "resultId": asked, "message": words, "connectionId": 2101, "public": True, "time": NOON, "newId": own,
    }


def test_the_same_reply_twice_is_two_messages(empty: Api) -> None:
    asked = empty.insert()
    ids = {empty.post(f"results/{asked}/replies", **REPLY).json()["data"]["uniqueId"] for _ in range(2)}
    assert len(ids) == 2
    assert ids < set(empty.results(asked))


@pytest.mark.parametrize("public", ["false", "0", "False"])
def test_a_public_message_can_be_answered_privately(empty: Api, public: str) -> None:
    asked = empty.insert()
    own = empty.post(f"results/{asked}/replies", **{**REPLY, "public": public}).json()["data"]["uniqueId"]
    assert empty.results(own)[own]["private"] is True
    assert empty.results(own)[own]["type"] == "4"


@pytest.mark.parametrize(
    "change",
    [
        {"message": ""}, {"message": " \n"}, {"connectionId": ""}, {"connectionId": "x"}, {"connectionId": "-1"},
        {"public": ""}, {"public": "ja"},
    ],
)
def test_a_reply_that_cannot_be_read(empty: Api, change: dict[str, str]) -> None:
    asked = empty.insert()
    answer = empty.post(f"results/{asked}/replies", **{**REPLY, **change})
    assert (answer.status_code, answer.json()["status"]) == (400, "400")
    assert list(empty.results(asked)) == [asked]


def test_a_reply_is_a_form(empty: Api) -> None:
    asked = empty.insert()
    url = f"{empty.box.base_url}/results/{asked}/replies"
    assert empty.http.post(url, json=REPLY, headers=empty.headers).status_code == 400
    assert empty.http.post(url, headers=empty.headers).status_code == 400


@pytest.mark.parametrize(
    ("result", "change"),
    [
        ({"replyAvailable": False}, {}),
        ({"own": 1}, {}),
        ({"status": 5}, {}),
        ({}, {"connectionId": "2102"}),
        ({}, {"connectionId": "999"}),
        ({"private": True}, {"public": "true"}),
        ({"source": 5}, {"connectionId": "2107", "public": "false"}),
    ],
    ids=["not answerable", "own", "deleted", "other source", "no connection", "private in public", "no private messages there"],
)
def test_a_reply_that_does_not_fit(empty: Api, result: dict[str, object], change: dict[str, str]) -> None:
    asked = empty.insert(**result)
    before = len(empty.control("GET", "replies").json())
    answer = empty.post(f"results/{asked}/replies", **{**REPLY, **change})
    assert (answer.status_code, answer.json()["name"]) == (412, "Precondition Failed")
    assert len(empty.control("GET", "replies").json()) == before
    assert list(empty.results(asked)) == [asked]


def test_nobody_can_answer_what_is_not_there(empty: Api) -> None:
    assert empty.post("results/12/replies", **REPLY).status_code == 404


def test_closed_checks_off_and_opened_takes_it_back(empty: Api) -> None:
    number = empty.insert()
    answer = empty.post(f"results/{number}/event/closed")
    assert answer.json()["data"] == {}
    assert answer.json()["metadata"]["values"] == {"url": f"results/{number}/event/closed"}
    assert int(number) in empty.ids(f"{HOME}/checked/limit:500")
    assert empty.results(number)[number]["status"] == "2"
    empty.post(f"results/{number}/event/opened")
    assert int(number) in empty.ids(f"{HOME}/notChecked/limit:500")
    assert _activities(empty, number) == [4, 9, 1]


def test_opened_alone_leaves_an_answered_result_checked(empty: Api) -> None:
    number = empty.insert()
    empty.post(f"results/{number}/replies", **REPLY)
    empty.post(f"results/{number}/event/opened")
    assert int(number) in empty.ids(f"{HOME}/checked/limit:500")
    assert _activities(empty, number) == [3, 1]


def test_typing_is_written_down(empty: Api) -> None:
    number = empty.insert()
    for each in ("starttyping", "stoptyping"):
        assert empty.post(f"results/{number}/event/{each}").status_code == 200
    assert _activities(empty, number) == [10, 11]


def test_events_that_are_none(empty: Api) -> None:
    number = empty.insert()
    assert empty.post(f"results/{number}/event/dancing").status_code == 400
    assert empty.post("results/12/event/opened").status_code == 404


def test_closing_a_case_checks_all_of_it_off(empty: Api) -> None:
    ids = [int(empty.insert(caseId=88_001, personId=701)) for _ in range(3)]
    answer = empty.post("searches/4101/cases/88001/close")
    assert (answer.status_code, answer.json()["messages"]) == (200, [])
    assert set(ids) <= set(empty.ids(f"{HOME}/checked/limit:500"))
    assert not set(ids) & set(empty.ids(f"{HOME}/notChecked/limit:500"))
    assert [_activities(empty, str(each)) for each in ids] == [[4], [4], [4]]
    again = empty.post("searches/4101/cases/88001/close").json()
    assert (again["status"], again["messages"][0]["type"]) == ("SUCCES", "info")


def test_a_case_goes_from_hand_to_hand(empty: Api) -> None:
    number = int(empty.insert(caseId=88_002))
    close = "searches/4101/cases/88002/close/handOverToHandler"
    assert empty.post(f"{close}/1003").status_code == 200
    assert empty.ids(f"{HOME}/assigned:1003") == [number]
    assert empty.post(f"{close}/1003").json()["messages"][0]["type"] == "info"
    empty.post(f"{close}/1004")
    assert empty.ids(f"{HOME}/assigned:1003") == []
    assert empty.ids(f"{HOME}/assigned:1004/notChecked") == [number]
    assert empty.post("searches/4101/cases/88002/releaseHandler").status_code == 200
    assert empty.ids(f"{HOME}/assigned:1004") == []
    assert _activities(empty, str(number)) == [5, 5, 5, 6]
    assert empty.post("searches/4101/cases/88002/releaseHandler").status_code == 412


def test_the_handler_keeps_a_closed_case(empty: Api) -> None:
    number = int(empty.insert(caseId=88_003))
    empty.post("searches/4101/cases/88003/close/handOverToHandler/1005")
    empty.post("searches/4101/cases/88003/close")
    assert empty.ids(f"{HOME}/assigned:1005/checked") == [number]
    assert empty.ids(f"{HOME}/assigned:1005/notChecked") == []


@pytest.mark.parametrize(
    "path",
    [
        "searches/4102/cases/88004/close", "searches/4101/cases/1/close", "searches/4101/cases/x/releaseHandler",
        "searches/4101/cases/88004/close/handOverToHandler/1", "searches/4101/cases/88004/close/handOverToHandler/mila",
    ],
)
def test_cases_and_handlers_that_are_not_there(empty: Api, path: str) -> None:
    empty.insert(caseId=88_004)
    assert empty.post(path).status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "configuration"), ("POST", "results/thuis/"), ("DELETE", "results/1"),
        ("GET", "results/1/replies"), ("PUT", "results/1/event/opened"), ("GET", "searches/1/cases/2/close"),
        ("GET", "searches/1/cases/2/releaseHandler"),
        ("GET", "searches/1/cases/2/close/handOverToHandler/3"), ("POST", "ssoAccessToken/a@b.example"),
    ],
)
def test_the_wrong_method(empty: Api, method: str, path: str) -> None:
    answer = empty.http.request(method, f"{empty.box.base_url}/{path}", headers=empty.headers)
    assert (answer.status_code, answer.json()["name"]) == (405, "Method Not Allowed")
    acts = any(word in path for word in ("replies", "event", "cases"))
    assert answer.headers["allow"] == ("POST" if acts else "GET")


@pytest.mark.parametrize("path", ["results/abc/replies", "results/%20/event/opened", "results/0/replies"])
def test_what_is_no_id_is_not_found(empty: Api, path: str) -> None:
    assert empty.post(path, message="a", connectionId="2101", public="true").status_code == 404

"""What the reading endpoints answer, and in which shapes."""

from __future__ import annotations

import json
import re

import pytest

from tests.sandbox.api import NOON, Api
from webcare_tui.sandbox.records import DELETED


def test_the_envelope(seeded: Api) -> None:
    answer = seeded.get("results/poolvos/limit:1/").json()
    assert answer.keys() == {"data", "messages", "status", "metadata"}
    assert answer["status"] == "SUCCES"
    assert answer["messages"] == []
    assert answer["metadata"]["values"] == {"url": "results/poolvos/limit:1"}
    assert answer["metadata"]["method"] == "get"
    assert 0 <= answer["metadata"]["duration"] < 5


def test_the_configuration(seeded: Api) -> None:
    answer = seeded.get("configuration").json()
    shown, account = answer["configuration"], answer["configuration"]["account"]
    assert shown["lastChange"] == str(int(NOON) - 86_400)
    assert {"irischat": 14, "facebook": 6, "twitter": 3, "web": 1, "blogs": 2, "news": 4, "forums": 5}.items() <= shown[
        "globals"]["sources"].items()
    assert {"open": 1, "check": 2, "respond": 3}.items() <= shown["globals"]["activities"].items()
    assert shown["globals"]["statusses"] == {"open": 1, "closed": 2, "deleted": 5}
    assert (account["timezone"], account["defaultCountry"], account["knowledgeBase"]) == ("Europe/Amsterdam", "nl-NL", [])
    assert account["engagement"] == "1" and account["result"] == 1 and account["rss"] is None
    assert len(account["users"]) >= 6
    assert {each["language"] for each in account["users"].values()} == {"nl", "en"}
    assert all(re.fullmatch("[A-Z]{2}", each["tag"]) for each in account["users"].values())
    assert account["currentUser"] == account["users"]["1001"]
    assert {each["source"] for each in account["connections"].values()} >= {3, 6, 8, 10, 14, 15, 5}


def test_the_search_profiles_of_the_configuration(seeded: Api) -> None:
    account = seeded.get("configuration").json()["configuration"]["account"]
    searches = account["searches"]
    assert [each["name"] for each in searches.values()] == [
        "Thuis", "Mobiel", "Zakelijk", "Poolvos", "Merk & Media", "Vreemde post",
    ]
    assert searches["4104"]["encodedName"] == "Merk+%26+Media"
    for number, search in searches.items():
        assert search["id"] == number
        assert search["servicelevel"] >= 0 and search["availableSources"]
        labels = [each for category in search["categoriesAndLabels"].values() for each in category["labels"].values()]
        assert any(re.fullmatch("#[0-9a-f]{6}", each["backgroundColor"] or "") for each in labels)
        assert account["categoriesAndLabels"][number] == search["categoriesAndLabels"]
        assert {"name", "filters", "action", "onChangeSetChecked", "subTabs"} == set(search["webcareTabs"][0])


def test_every_tab_and_subtab_is_a_filter_the_service_reads(seeded: Api) -> None:
    account = seeded.get("configuration").json()["configuration"]["account"]
    for search in account["searches"].values():
        for tab in search["webcareTabs"]:
            for each in (tab, *tab["subTabs"]):
                assert each["filters"].startswith("/") and each["filters"].endswith("/")
                assert seeded.get(f"results/{search['encodedName']}{each['filters']}").status_code == 200


def test_results_are_a_map_in_order_with_php_types(seeded: Api) -> None:
    text = seeded.get("results/thuis/source:twitter/limit:50").text
    assert "\\/" in text and text.isascii()
    results = json.loads(text)["data"]["results"]
    times = [int(each["time"]) for each in results.values()]
    assert times == sorted(times, reverse=True)
    for key, each in results.items():
        assert each["uniqueId"] == key and int(key) > 2**32
        assert (each["source"], each["searchId"]) == (3, "4101")
        assert each["type"] in ("1", "2", "3", "4", "5")
        assert isinstance(each["private"], bool) and each["own"] in (0, 1)
        assert each["bookmarked"] in ("0", "1") and each["checked"].isdigit() and each["status"] in ("1", "2", "5")
        assert -2 <= each["sentiment"] <= 2
        assert each["tagsList"] == [] or all(key == tag["id"] for key, tag in each["tagsList"].items())
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", each["dateTime"])


def test_no_results_are_an_empty_list(seeded: Api) -> None:
    assert seeded.get("results/poolvos/word:xyzzy").json()["data"]["results"] == []


def test_replies_stand_with_the_result_they_answer(seeded: Api) -> None:
    for source, whole in (("twitter", False), ("facebook", True)):
        results = seeded.results(f"thuis/source:{source}/checked/limit:200")
        replies = [each for result in results.values() if result["replies"] for each in result["replies"].values()]
        assert replies
        thin = {"uniqueId", "description", "time", "title", "imageLink"}
        assert all((set(each) > thin) if whole else (set(each) == thin) for each in replies)
        assert all(each["uniqueId"] in seeded.get(f"results/{each['uniqueId']}").text for each in replies[:2])


def test_one_result_comes_with_its_conversation(seeded: Api) -> None:
    world = seeded.box.world
    case = next(each for each in world.cased.values() if 3 <= len(each) <= 8 and all(one.status != DELETED for one in each))
    found = seeded.results(str(case[0].id))
    assert [int(each) for each in found] == [each.id for each in reversed(case)]
    assert {each["caseId"] for each in found.values()} == {str(case[0].case_id)}
    assert [int(each) for each in seeded.results(f"{case[0].id}/least+recent/limit:2")] == [case[0].id, case[-1].id]


def test_a_conversation_is_cut_at_ten_and_leaves_out_deleted_ones(empty: Api) -> None:
    case, now = 77_001, int(NOON)
    ids = [empty.insert(caseId=case, personId=501, time=now - 60 * number) for number in range(14)]
    empty.control("POST", "erase", {"result": ids[2]})
    left = [each for each in ids if each != ids[2]]
    assert list(empty.results(ids[0])) == left[:10]
    assert list(empty.results(ids[13])) == [*left[:9], ids[13]]
    assert list(empty.results(f"{ids[0]}/limit:100")) == left
    assert list(empty.results(ids[2])) == [*left[:2], ids[2], *left[2:9]]


def test_without_context_everything_is_told(seeded: Api) -> None:
    public = (each for each in seeded.box.world.results.values() if each.source == 3 and not each.private and not each.own)
    result = next(each for each in public if each.replies)
    told = seeded.details(result.id)
    assert {
        "activities", "earlierContact", "authorNotes", "notes", "relatedNotes", "conversationNotes", "draft",
        "availableConnections", "defaultConnection", "replyPrefix", "replySuffix", "kanaActions", "uniqueId",
        "description", "replies", "personId", "caseId",
    } <= told.keys()
    assert told["replyPrefix"] == f"@{result.profile_id} "
    assert told["replySuffix"] == " ^MK"
    assert str(told["defaultConnection"]) in told["availableConnections"]
    assert {each["source"] for each in told["availableConnections"].values()} == {"3"}
    assert [each["activity"] for each in told["activities"]].count(3) == 1
    activity = told["activities"][-1]
    assert activity["resultId"] == str(result.id) and activity["actorUser"]["id"] == activity["actor"]


def test_what_cannot_be_answered_has_no_connections(seeded: Api) -> None:
    number = seeded.ids("merk+%26+media/source:print,rtv/limit:1")[0]
    told = seeded.details(number)
    assert (told["replyAvailable"], told["availableConnections"], told["kanaActions"]) == (False, [], [])


def test_earlier_contact_spans_the_sources(empty: Api) -> None:
    first = empty.insert(personId=601, source=3)
    assert empty.details(first)["earlierContact"] is False
    second = empty.insert(personId=601, source=15)
    assert empty.details(first)["earlierContact"] is True
    assert empty.details(second)["personId"] == 601


@pytest.mark.parametrize("path", ["results/1", "results/1/noContext", "wat", "results", "", "searches/1/cases/2"])
def test_what_is_not_there_is_not_found(seeded: Api, path: str) -> None:
    answer = seeded.get(path)
    assert answer.status_code == 404
    assert answer.json().keys() == {"transactionId", "status", "name", "message", "info"}


def test_single_sign_on_makes_a_new_token_each_time(seeded: Api) -> None:
    first = seeded.get("ssoAccessToken/mila.kuyper%40noorderlicht.example").json()["data"]
    second = seeded.get("ssoAccessToken/mila.kuyper@noorderlicht.example").json()["data"]
    assert len(first["accessToken"]) >= 32 and first["accessToken"] != second["accessToken"]
    assert first["expires"] == "2025-10-09 10:00:00"
    assert seeded.get("ssoAccessToken/nobody@noorderlicht.example").status_code == 404

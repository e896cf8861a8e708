"""Every filter of the guide, against the truth of the world."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.sandbox.api import NOON, Api
from webcare_tui.sandbox.records import Result
from webcare_tui.sandbox.world import World

HOME = 4101
Truth = Callable[[Result, World], bool]


def _labelled(*names: str) -> Truth:
    return lambda each, world: bool({world.account.label(name) for name in names} & set(each.tags))


def _words(pattern: str) -> Truth:
    return lambda each, world: bool(re.search(pattern, f"{each.title}\n{each.subtitle}\n{each.description}", re.IGNORECASE))


def _lives(part: str, *names: str) -> Truth:
    return lambda each, world: each.place is not None and getattr(each.place, part) in names


def _between(start: float, end: float = NOON) -> Truth:
    return lambda each, world: start <= each.time <= end


def _in(*sources: int) -> Truth:
    return lambda each, world: each.source in sources


def _feels(*sentiments: int) -> Truth:
    return lambda each, world: each.sentiment in sentiments


CASES: dict[str, Truth] = {
    "": lambda each, world: True,
    "source:twitter": _in(3),
    "source:twitter,facebook,whatsapp": _in(3, 6, 15),
    "Source:IrisChat": _in(14),
    "source:google+plus,instagram": _in(7, 10),
    "very+negative": _feels(-2),
    "very%20negative,NEGATIVE": _feels(-2, -1),
    "neutral,positive,very+positive": _feels(0, 1, 2),
    "day": _between(NOON - 86_400),
    "week": _between(NOON - 7 * 86_400),
    "month": _between(NOON - 31 * 86_400),
    "year": _between(NOON - 365 * 86_400),
    "2025-10-08T00:00:00,2025-10-08T23:59:59": _between(1759881600, 1759967999),
    "2025-10-08T00%3A00%3A00,2025-10-08T23%3A59%3A59": _between(1759881600, 1759967999),
    "category:toon": _labelled("Compliment", "Klacht", "Vraag", "Humor"),
    "category:Vervolg+actie": _labelled("Terugbellen", "Monteur", "Escalatie", "Oud label"),
    "label:STORING": _labelled("Storing"),
    "label:bel+terug,tv": _labelled("Bel terug", "TV"),
    "hashtag:wifi": _words(r"#wifi\b"),
    "hashtag:%23Storing,offline": _words(r"#(storing|offline)\b"),
    "word:internet": _words(r"\binternet\b"),
    "word:geen+internet,lampje": _words(r"\b(geen internet|lampje)\b"),
    "word:24%2F7,panfluit": _words(r"(24/7|\bpanfluit\b)"),
    "website:https%3A%2F%2Fkwetter.example": lambda each, world: each.link.startswith("https://kwetter.example"),
    "website:gezichten.example": lambda each, world: each.link.startswith("https://gezichten.example"),
    "country:Nederland": _lives("country", "Nederland"),
    "country:belgi%C3%AB": _lives("country", "België"),
    "city:utrecht,Groningen": _lives("city", "Utrecht", "Groningen"),
    "municipality:%27s-gravenhage": _lives("municipality", "'s-Gravenhage"),
    "province:Noord-Holland": _lives("province", "Noord-Holland"),
    "checked": lambda each, world: each.checked > 0,
    "notChecked": lambda each, world: each.checked == 0,
    "assigned:1001": lambda each, world: each.case_id in world.cases and world.cases[each.case_id].handler == 1001,
    "assigned:1002,1003": lambda each, world: each.case_id in world.cases and world.cases[each.case_id].handler in (1002, 1003),
    "source:twitter/notChecked": lambda each, world: each.source == 3 and each.checked == 0,
    "source:twitter,facebook/source:facebook,whatsapp": _in(6),
    "checked/negative/source:whatsapp/week": lambda each, world: (
        each.checked > 0 and each.sentiment == -1 and each.source == 15 and each.time >= NOON - 7 * 86_400
    ),
    "source:forums,irischat/label:storing/checked": lambda each, world: (
        each.source in (5, 14) and each.checked > 0 and world.account.label("Storing") in each.tags
    ),
}


def _truth(api: Api, test: Truth) -> list[Result]:
    world = api.box.world
    found = [each for each in world.results.values() if each.search_id == HOME and test(each, world)]
    return sorted(found, key=lambda each: (each.time, each.id), reverse=True)


@pytest.mark.parametrize("path", CASES)
def test_a_filter_finds_what_it_says(seeded: Api, path: str) -> None:
    expected = [each.id for each in _truth(seeded, CASES[path])]
    assert seeded.ids(f"Thuis/{path}/limit:1000/") == expected


SOME = ["source:twitter", "notChecked", "assigned:1001", "label:storing", "word:internet", "day"]


@pytest.mark.parametrize("path", SOME)
def test_the_seeded_world_has_something_to_find(seeded: Api, path: str) -> None:
    found = _truth(seeded, CASES.get(path) or _labelled("Storing"))
    assert 0 < len(found) < len(_truth(seeded, CASES[""]))


def test_profile_finds_a_person_by_name_and_by_account(seeded: Api) -> None:
    some = [each for each in _truth(seeded, CASES["source:twitter"]) if not each.own and each.title.isascii()]
    one = next(each for each in some if each.title.replace(" ", "").isalpha())
    found = seeded.ids(f"thuis/profile:{one.title.upper().replace(' ', '+')}/limit:1000")
    assert one.id in found
    assert {seeded.box.world.results[each].title for each in found} == {one.title}
    assert one.id in seeded.ids(f"thuis/profile:@{one.profile_id}/limit:1000")


def test_result_finds_by_id(seeded: Api) -> None:
    some = [each.id for each in _truth(seeded, CASES[""])[:9:3]]
    assert seeded.ids(f"thuis/result:{','.join(map(str, reversed(some)))}/") == some
    assert seeded.ids(f"thuis/result:{some[0]}%2C{some[1]}/least+recent/") == [some[1], some[0]]
    assert seeded.ids("thuis/result:1/") == []
    assert seeded.ids(f"poolvos/result:{some[0]}") == []


def test_since_id_finds_what_is_newer(seeded: Api) -> None:
    numbers = sorted(each.id for each in _truth(seeded, CASES[""]))
    mark = numbers[-8]
    assert sorted(seeded.ids(f"thuis/sinceId:{mark}/")) == numbers[-7:]
    assert seeded.ids(f"thuis/sinceId:{numbers[-1]}") == []


def test_order_limit_and_offset(seeded: Api) -> None:
    every = [each.id for each in _truth(seeded, CASES[""])]
    assert seeded.ids("thuis") == every[:25]
    assert seeded.ids("thuis/most+recent/limit:7/offset:4") == every[4:11]
    assert seeded.ids("thuis/offset:3/least+recent/limit:5") == every[::-1][3:8]
    assert seeded.ids("thuis/source:twitter,facebook/least+recent/limit:4/offset:2") == [
        each.id for each in _truth(seeded, _in(3, 6))[::-1][2:6]
    ]
    assert seeded.ids("thuis/offset:100000") == []


def test_profiles_are_named_in_any_case_and_encoding(seeded: Api) -> None:
    news = seeded.ids("Merk+%26+Media/source:news,print/limit:100")
    assert news
    assert news == seeded.ids("MERK%20%26%20media//source:news,print/limit:100/")


def test_a_slash_inside_a_value_is_not_a_division(empty: Api) -> None:
    here = empty.insert(description="Bereikbaar 24/7 + 50% kans", searchId=HOME)
    empty.insert(description="Bereikbaar 24 uur", searchId=HOME)
    assert empty.ids("thuis/word:24%2F7/") == [int(here)]
    assert empty.ids("thuis/word:24%2F7+%2B+50%25/") == [int(here)]
    assert empty.ids("thuis/word:24%2C7") == []


def test_new_results_begin_at_the_start_and_at_a_reset(empty: Api) -> None:
    first = int(empty.insert(searchId=4103))
    assert empty.ids("zakelijk/new+results:true/") == [first]
    assert empty.ids("zakelijk/new+results:reset/") == [first]
    assert empty.ids("zakelijk/new+results:true/") == []
    second = int(empty.insert(searchId=4103))
    assert empty.ids("zakelijk/new+results:true/") == [second]
    assert sorted(empty.ids("zakelijk")) == [first, second]


BAD = [
    "nonsense", "source:myspace", "source:", "word:", "limit:0", "limit:-1", "limit:many", "limit:1,2", "offset:x",
    "sinceId:abc", "result:12,x", "assigned:mila", "new+results:maybe", "2025-10-08T00:00:00",
    "2025-13-08T00:00:00,2025-10-09T00:00:00", "happy", "negative,happy", "colour:red", "word:%FF",
    "limit:99999999999999999999999",
]


@pytest.mark.parametrize("path", BAD)
def test_a_filter_that_cannot_be_read_is_refused(seeded: Api, path: str) -> None:
    answer = seeded.get(f"results/thuis/{path}/")
    assert answer.status_code == 400
    assert answer.json().keys() == {"transactionId", "status", "name", "message", "info"}
    assert answer.json()["status"] == "400"


def test_an_unknown_search_profile_is_not_found(seeded: Api) -> None:
    answer = seeded.get("results/zuiderzon/source:twitter")
    assert (answer.status_code, answer.json()["name"]) == (404, "Not Found")

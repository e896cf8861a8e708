"""Life in the sandbox, by a clock that is moved: traffic, colleagues, customers who react."""

from __future__ import annotations

from tests.sandbox.api import NOON, Api, Clock, sandbox

REPLY = {"connectionId": "2101", "public": "true"}


def _reply(api: Api, number: str, message: str) -> None:
    assert api.post(f"results/{number}/replies", message=message, **REPLY).status_code == 200


def _words(api: Api, number: str) -> list[str]:
    return [each["description"] for each in api.results(f"{number}/least+recent/limit:99").values()]


def test_a_customer_reacts_after_a_while() -> None:
    with sandbox(react=(5, 10)) as api:
        number = api.insert(personId=900, caseId=900, description="Hij doet het niet")
        _reply(api, number, "Wat is je postcode?")
        api.clock.now += 4.9
        assert len(_words(api, number)) == 2
        api.clock.now += 5.2
        found = api.results(number)
        assert len(found) == 3
        newest = next(iter(found.values()))
        assert (newest["own"], newest["checked"], newest["personId"], newest["caseId"]) == (0, "0", "900", "900")
        assert NOON + 4 <= int(newest["time"]) <= NOON + 10
        assert int(newest["uniqueId"]) in api.ids("thuis/notChecked")
        assert any(each.isdigit() for each in newest["description"].replace(",", " ").split())


def test_customers_stay_silent_where_they_are_told() -> None:
    with sandbox(react=None) as api:
        number = api.insert()
        _reply(api, number, "Hoi")
        api.clock.now += 10_000
        api.sign_in()
        assert len(_words(api, number)) == 2


def test_a_customer_can_be_made_to_react_now() -> None:
    with sandbox(react=(50, 60)) as api:
        number = api.insert()
        _reply(api, number, "Kun je hem herstarten?")
        new = api.control("POST", "react", {"result": number}).json()["ids"]
        assert len(new) == 1 and len(_words(api, number)) == 3
        api.clock.now += 100
        assert len(_words(api, number)) == 3, "the reaction that was due has been given"


def test_a_customer_says_these_words() -> None:
    with sandbox() as api:
        number = api.insert(source=15, private=True)
        api.post("searches/4101/cases/{}/close".format(api.results(number)[number]["caseId"]))
        (new,) = api.control("POST", "say", {"result": number, "text": "Nog steeds \u001b[1mniks\u001b[0m"}).json()["ids"]
        shown = api.results(new)[new]
        assert (shown["description"], shown["private"], shown["source"]) == ("Nog steeds \u001b[1mniks\u001b[0m", True, 15)
        assert shown["checked"] == "0"


def test_a_reaction_fits_the_reply_and_the_language() -> None:
    with sandbox(results=300) as api:
        english = next(
            each for each in api.box.world.results.values()
            if api.box.world.cases.get(each.case_id) and api.box.world.cases[each.case_id].topic == "en-outage" and not each.own
        )
        (new,) = api.control("POST", "react", {"result": str(english.id)}).json()["ids"]
        words = api.results(new)[new]["description"].lower().split()
        assert not {"het", "een", "ik", "dank"} & set(words)


def test_traffic_comes_as_the_clock_moves() -> None:
    with sandbox(traffic=6, results=200) as api:
        before = len(api.box.world.results)
        api.clock.now += 3600
        api.sign_in()
        times = [int(each["time"]) for name in ("thuis", "mobiel", "zakelijk") for each in api.results(
            f"{name}/new+results:true/limit:1000").values()]
        assert 250 <= len(api.box.world.results) - before <= 500
        assert all(NOON <= each <= NOON + 3600 for each in times)
        ids = sorted(api.box.world.results)
        fresh = [api.box.world.results[each].time for each in ids[before:]]
        assert fresh == sorted(fresh)


def test_a_quiet_world_is_quiet() -> None:
    with sandbox(results=100) as api:
        api.clock.now += 3000
        api.get("results/poolvos")
        assert len(api.box.world.results) == 100


def test_traffic_on_demand_goes_on_with_conversations_and_begins_new_ones() -> None:
    with sandbox(results=600) as api:
        world = api.box.world
        known = set(world.cases)
        ids = [int(each) for each in api.control("POST", "traffic", {"results": 60}).json()["ids"]]
        assert len(ids) == 60
        new = [world.results[each] for each in ids]
        assert any(each.case_id in known for each in new) and any(each.case_id not in known for each in new)
        assert any(each.own for each in new) and sum(not each.own for each in new) > 30


def test_colleagues_leave_a_conversation_alone_that_was_answered_here() -> None:
    with sandbox(results=600, traffic=60) as api:
        world = api.box.world
        going = (each for each in world.cases.values() if each.at < len(each.plan))
        case = next(each for each in going if world.cased[each.id][-1].reply_available)
        last = world.cased[case.id][-1]
        connection = world.account.fitting(last.source, last.search_id)[0]
        public = "false" if last.private else "true"
        api.post(f"results/{last.id}/replies", message="Ik pak dit op", connectionId=str(connection.id), public=public)
        count = len(world.cased[case.id])
        api.clock.now += 3000
        api.get("configuration")
        assert len(world.cased[case.id]) == count


def test_patience_ends() -> None:
    with sandbox(react=(1, 1)) as api:
        number = api.insert()
        for _ in range(25):
            _reply(api, number, "Dank je wel, fijne dag!")
            api.clock.now += 2
        words = _words(api, number)
        assert 26 < len(words) < 45


def test_equal_seeds_live_equal_lives() -> None:
    lives = []
    for _ in range(2):
        with sandbox(Clock(), results=150, traffic=20, seed=5) as api:
            api.clock.now += 1800
            api.get("configuration")
            lives.append([(each.id, each.time, each.description) for each in api.box.world.results.values()])
    assert lives[0] == lives[1]

"""The odd vendor: off until told, the same by seed, true in every shape, and as unlucky as it was told to be."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from random import Random

import httpx
import pytest

from tests.sandbox.api import Api, sandbox
from webcare_tui.sandbox.mishaps import mishap
from webcare_tui.sandbox.oddities import BEYOND
from webcare_tui.sandbox.oddshapes import FUTURE, Shapes
from webcare_tui.sandbox.oddvalues import MISSING, Twice, Values
from webcare_tui.sandbox.oddwire import pack, write
from webcare_tui.sandbox.options import Options
from webcare_tui.sandbox.render import result_object


def _values(seed: int = 1) -> Values:
    return Values(Random(seed))


def _told(api: Api, **fields: object) -> httpx.Response:
    return api.control("POST", "odd", fields)


@pytest.fixture
def calm(seeded: Api):
    yield seeded
    assert _told(seeded, seed=None).json() == {"seed": None, "errors": 0.0}


def test_off_until_it_is_told_and_then_by_seed(calm: Api) -> None:
    plain = calm.get("results/Thuis/limit:5").json()["data"]
    assert _told(calm, seed=4).json() == {"seed": 4, "errors": 0.0}
    first = [_read(calm, "results/Thuis/limit:5").content for _ in range(4)]
    assert len(set(first)) > 1, "two answers have two shapes"
    _told(calm, seed=4)
    again = [_read(calm, "results/Thuis/limit:5").content for _ in range(4)]
    assert [_without_duration(each) for each in first] == [_without_duration(each) for each in again]
    _told(calm, seed=None)
    assert calm.get("results/Thuis/limit:5").json()["data"] == plain


def _read(api: Api, path: str) -> httpx.Response:
    """GET, for bytes that are not packed: this caller knows no `x-gzip`."""
    return api.http.get(f"{api.box.base_url}/{path}", headers={**api.headers, "Accept-Encoding": "identity"})


def _without_duration(body: bytes) -> object:
    read = json.loads(body.decode("utf-8-sig"))
    return {name: each for name, each in read.items() if name != "metadata"}


def test_the_world_is_the_same_whatever_is_said(calm: Api) -> None:
    before = len(calm.box.world.results)
    _told(calm, seed=5)
    for _ in range(20):
        answer = _read(calm, "results/Thuis/notChecked/limit:40")
        assert answer.status_code == 200
        assert json.loads(answer.content.decode("utf-8-sig"))["status"].upper() in ("SUCCES", "SUCCESS")
    assert len(calm.box.world.results) == before


@pytest.mark.parametrize(
    "fields", [{"seed": "x"}, {"seed": 1, "errors": 2}, {"errors": 0.5}, {"seed": 1, "rate": 1}, {"errors": True}]
)
def test_what_no_vendor_can_be(seeded: Api, fields: dict[str, object]) -> None:
    assert _told(seeded, **fields).status_code == 400
    assert seeded.box.app.oddities.seed is None


@pytest.mark.parametrize("errors", [-0.1, 1.1, float("nan")])
def test_a_share_is_from_0_to_1(errors: float) -> None:
    with pytest.raises(ValueError, match="share"):
        Options(odd=1, odd_errors=errors)
    with pytest.raises(ValueError, match="seed"):
        Options(odd_errors=0.1)


def test_options_and_new_ids_beyond_what_a_float_can_hold() -> None:
    with sandbox(odd=3) as api:
        assert api.box.app.oddities.seed == 3
        number = int(api.insert(description="Hallo"))
        assert number > BEYOND > 1 << 53
        answer = json.loads(_read(api, f"results/{number}").content.decode("utf-8-sig"))
        assert str(number) in json.dumps(answer)


def test_as_many_calls_go_wrong_as_it_was_told() -> None:
    with sandbox(odd=3, results=20) as api:
        api.control("DELETE", "requests")
        assert _told(api, seed=3, errors=1).json() == {"seed": 3, "errors": 1.0}
        for _ in range(60):
            try:
                _read(api, "configuration")
            except httpx.HTTPError:
                continue
        seen = api.control("GET", "requests").json()
        assert all(each["fault"] for each in seen)
        assert len({(each["fault"], each["status"]) for each in seen}) > 10
        assert _told(api, seed=3, errors=0).json()["errors"] == 0
        assert all(_read(api, "configuration").status_code == 200 for _ in range(20))


def test_what_was_asked_for_comes_before_what_happens(calm: Api) -> None:
    _told(calm, seed=1, errors=1.0)
    calm.control("POST", "faults", {"status": 418})
    assert calm.get("configuration").status_code == 418
    calm.control("DELETE", "faults")


def test_mishaps_that_leave_no_doubt_have_no_effect() -> None:
    values = _values()
    for _ in range(500):
        fault = mishap(values, "POST")
        said = (fault.body or b"").lower()
        if fault.status in (401, 429) or b'"error"' in said or b"quota" in said:
            assert not fault.effect
        assert not mishap(values, "GET").effect
        token = mishap(values, "POST", token=True)
        assert token.status not in (401, 429) and not token.effect


PRIVATE = (True, 1, "1", "true", None, "", MISSING)


def test_a_private_message_is_never_said_to_be_public() -> None:
    values = _values()
    said = [values.secret(True) for _ in range(300)]
    assert all(any(each is known or (each == known and type(each) is type(known)) for known in PRIVATE) for each in said)
    assert len({repr(each) for each in said}) == len(PRIVATE)


@pytest.mark.parametrize("value", [13594824686, "13594824686", 9007199254740993, -2, "0", 0])
def test_a_number_stays_the_same_number(value: object) -> None:
    values = _values()
    shapes = {type(each) for each in (values.number(value) for _ in range(50))}
    assert shapes == {int, str}
    assert {int(str(values.number(value))) for _ in range(50)} == {int(str(value))}
    if int(str(value)):
        assert all(each not in (None, "", MISSING) for each in (values.number(value, nothing=True) for _ in range(50)))


def test_what_is_on_is_never_left_out() -> None:
    values = _values()
    assert {repr(values.switch("1")) for _ in range(80)} == {"True", "1", "'1'", "'true'"}
    assert {repr(values.switch(0, nothing=False)) for _ in range(80)} == {"False", "0", "'0'"}


def test_a_key_that_occurs_twice_ends_with_the_truth() -> None:
    text = json.dumps(Twice({"a": "nieuw", "b": 1}, {"a": "oud"}))
    assert text.count('"a"') == 2 and json.loads(text) == {"a": "nieuw", "b": 1}


def test_every_shape_of_a_list_of_results(seeded: Api) -> None:
    world = seeded.box.world
    found = {str(each.id): result_object(world, each) for each in list(world.results.values())[:6]}
    shapes = Shapes(_values(), 0)
    kinds: Counter[str] = Counter()
    for _ in range(400):
        data = shapes.body("list", {"data": {"results": found}, "messages": [], "status": "SUCCES"})["data"]
        inner = data["results"] if isinstance(data, dict) and "results" in data else data
        kinds["list" if isinstance(inner, list) else "map" if set(found) <= set(inner) else "positions"] += 1
        if data is inner:
            kinds["bare"] += 1
    assert set(kinds) == {"list", "map", "positions", "bare"}
    empty = [shapes.body("list", {"data": {"results": []}})["data"] for _ in range(40)]
    assert {repr(each["results"]) for each in empty} == {"[]", "{}", "None", "''"}


def test_some_lie_in_the_year_2381_and_always_the_same_ones() -> None:
    shapes = Shapes(_values(), 3)
    ids = [str(number) for number in range(1, 2000)]
    far = [each for each in ids if shapes.in_the_future(each)]
    assert 20 < len(far) < 100 and far == [each for each in ids if Shapes(_values(9), 3).in_the_future(each)]
    assert int(str(shapes.result({"uniqueId": far[0], "time": "1"})["time"])) == FUTURE


@pytest.mark.parametrize("seed", range(30))
def test_the_bytes_hold_the_same_json(seed: int) -> None:
    values = _values(seed)
    content = {"a": "één </script> & \U0001f600", "b": [1, None, {"c": 9007199254740993}], "d": "half \ud83d"}
    body = write(values, content)
    assert json.loads(body.decode("utf-8-sig")) == content
    dressed = pack(values, body, gzipped=True)
    whole = b"".join(dressed.parts)
    assert (gzip.decompress(whole) if "content-encoding" in dressed.headers else whole) == body
    assert "content-encoding" not in pack(values, body, gzipped=False).headers

"""Odd bodies: each has one expected end, and none raises anything but an ApiError."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.script import Script, raw
from webcare_tui.api import decode
from webcare_tui.api.configuration import account
from webcare_tui.api.details import details
from webcare_tui.api.envelope import unfold
from webcare_tui.api.errors import ApiError
from webcare_tui.api.transport import Answer
from webcare_tui.api.verdict import judge
from webcare_tui.filters.terms import Query

ONE = {"uniqueId": 11, "description": "a"}
TWO = {"uniqueId": "12", "description": "b"}
DEEP = b'{"status":"SUCCES","data":' + b'{"a":' * 70 + b"1" + b"}" * 70 + b"}"

BODIES: list[tuple[str, bytes, str]] = [
    ("map by id", raw({"results": {"11": ONE, "12": TWO}}), "11 12"),
    ("order of keys, not of numbers", raw({"results": {"12": TWO, "11": ONE}}), "12 11"),
    ("empty map of PHP", raw({"results": []}), ""),
    ("empty data", raw([]), ""),
    ("empty object", raw({}), ""),
    ("results null", raw({"results": None}), ""),
    ("results empty text", raw({"results": ""}), ""),
    ("list", raw({"results": [ONE, TWO]}), "11 12"),
    ("list as object", raw({"results": {"0": ONE, "1": TWO}}), "11 12"),
    ("single object", raw({"results": ONE}), "11"),
    ("single under result", raw({"result": ONE}), "11"),
    ("data is the map", raw({"11": ONE, "12": TWO}), "11 12"),
    ("data is the map, with a count", raw({"11": ONE, "count": 1}), "11"),
    ("data is a list", raw([ONE, TWO]), "11 12"),
    ("data is one object", raw(ONE), "11"),
    ("list with gaps as object", raw({"results": {"0": ONE, "2": TWO}}), "11 12"),
    ("no id, list with gaps as object", raw({"results": {"1": {"description": "x"}, "3": ONE}}), "11 skipped 1"),
    ("data is a list with gaps", raw({"2": ONE, "5": {"title": "?"}}), "11 skipped 1"),
    ("id only as key", raw({"results": {"13594824686": {"description": "x"}}}), "13594824686"),
    ("no id, list as object", raw({"results": {"0": {"description": "x"}, "1": ONE}}), "11 skipped 1"),
    ("no id under a word", raw({"results": {"eleven": {"description": "x"}, "11": ONE}}), "11 skipped 1"),
    ("no id, positions with gaps", raw({"results": {"1": ONE, "3": {"description": "x"}, "4": TWO}}), "11 12 skipped 1"),
    ("one is null", raw({"results": {"10": None, "11": ONE}}), "11 skipped 1"),
    ("one is text", raw({"results": ["x", ONE, 7, [], True]}), "11 skipped 4"),
    ("id null", raw({"results": [{"uniqueId": None}, ONE]}), "11 skipped 1"),
    ("id zero", raw({"results": [{"uniqueId": 0}, ONE]}), "11 skipped 1"),
    ("id true", raw({"results": [{"uniqueId": True}, ONE]}), "11 skipped 1"),
    ("id object", raw({"results": [{"uniqueId": {"a": 1}}, ONE]}), "11 skipped 1"),
    ("id with control", raw({"results": [{"uniqueId": "1\x1b[2J"}, ONE]}), "11 skipped 1"),
    ("id with slash", raw({"results": [{"uniqueId": "../1"}, ONE]}), "11 skipped 1"),
    ("id beyond 2**53", raw({"results": [{"uniqueId": 9007199254740993}]}), "9007199254740993"),
    ("id of 5000 digits", b'{"status":"SUCCES","data":[{"uniqueId":' + b"9" * 5000 + b'},{"uniqueId":1}]}', "1 skipped 1"),
    ("id as float", b'{"status":"SUCCES","data":[{"uniqueId":12.0}]}', "12"),
    ("id as 1e400", b'{"status":"SUCCES","data":[{"uniqueId":1e400},{"uniqueId":1}]}', "1 skipped 1"),
    ("NaN", b'{"status":"SUCCES","data":[{"uniqueId":1,"time":NaN,"sentiment":Infinity,"tbrank":-Infinity}]}', "1"),
    ("duplicate keys", b'{"status":"ERROR","status":"SUCCES","data":[{"uniqueId":1,"uniqueId":2}]}', "2"),
    ("byte order mark", b"\xef\xbb\xbf" + raw([ONE]), "11"),
    ("byte order mark among white space", b"\r\n\xef\xbb\xbf\n\xef\xbb\xbf" + raw([ONE]), "11"),
    ("a long blank before it", b"\n" * 5000 + raw([ONE]), "11"),
    ("a web page behind a long blank", b"\n" * 5000 + b"<html>Sign in</html>", "BadAnswer"),
    ("UTF-16", raw([ONE]).decode().encode("utf-16"), "11"),
    ("invalid UTF-8 in one", b'{"status":"SUCCES","data":[{"uniqueId":1,"title":"\xff\xfe"},{"uniqueId":2}]}', "1 2"),
    ("lone surrogate", b'{"status":"SUCCES","data":[{"uniqueId":1,"description":"\\ud83d"}]}', "1"),
    ("NUL in text", b'{"status":"SUCCES","data":[{"uniqueId":1,"description":"a\\u0000b"}]}', "1"),
    ("white space round it", b"\r\n\t " + raw([ONE]) + b"\n\n", "11"),
    ("brackets in text", raw([{"uniqueId": 1, "description": '[{"' * 200 + "\\"}]), "1"),
    ("wide, not deep", raw([{"uniqueId": each, "tagsList": []} for each in range(1, 101)]), " ".join(map(str, range(1, 101)))),
    ("data missing", b'{"status":"SUCCES"}', "BadAnswer"),
    ("data null", raw(None), "BadAnswer"),
    ("data text", raw("nothing"), "BadAnswer"),
    ("data number", raw(5), "BadAnswer"),
    ("data true", raw(True), "BadAnswer"),
    ("results text", raw({"results": "none found"}), "BadAnswer"),
    ("results number", raw({"results": 3}), "BadAnswer"),
    ("empty", b"", "BadAnswer"),
    ("white space", b" \n\t ", "BadAnswer"),
    ("zeros", b"\0\0\0\0", "BadAnswer"),
    ("only a mark", b"\xef\xbb\xbf", "BadAnswer"),
    ("null", b"null", "BadAnswer"),
    ("list at the top", b'[{"status":"SUCCES"}]', "BadAnswer"),
    ("text at the top", b'"SUCCES"', "BadAnswer"),
    ("number", b"200", "BadAnswer"),
    ("NaN alone", b"NaN", "BadAnswer"),
    ("true", b"true", "BadAnswer"),
    ("web page", b"<!DOCTYPE html><html><body>Sign in</body></html>", "BadAnswer"),
    ("xml", b'<?xml version="1.0"?><error/>', "BadAnswer"),
    ("PHP notice first", b"<br />\n<b>Notice</b>: x" + raw([ONE]), "BadAnswer"),
    ("text", b"Service Unavailable", "BadAnswer"),
    ("truncated", raw([ONE])[:-5], "BadAnswer"),
    ("two documents", raw([ONE]) + raw([TWO]), "BadAnswer"),
    ("too deep", DEEP, "BadAnswer"),
    ("2000 levels", b"[" * 2000, "BadAnswer"),
    ("100000 levels", b'{"a":' * 100_000, "BadAnswer"),
    ("open string, many brackets", b'{"a":"' + b"[" * 500, "BadAnswer"),
    ("binary", bytes(range(256)), "BadAnswer"),
    ("status missing", json.dumps({"data": [ONE]}).encode(), "BadAnswer"),
    ("status a list", json.dumps({"status": ["SUCCES"], "data": [ONE]}).encode(), "BadAnswer"),
    ("status ERROR with data", json.dumps({"status": "ERROR", "data": [ONE]}).encode(), "Refused"),
    ("messages an object", json.dumps({"status": "ERROR", "messages": {"type": "error", "title": "x"}}).encode(), "Refused"),
    ("messages nested", json.dumps({"status": "ERROR", "messages": [[["x"]], 5, None, {"title": {}}]}).encode(), "Refused"),
]


@pytest.mark.parametrize(("body", "expected"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES])
async def test_odd_body(body: bytes, expected: str) -> None:
    script = Script(httpx.Response(200, content=body))
    try:
        page = await script.client().results(Query("demo"))
    except ApiError as error:
        found = type(error).__name__
    else:
        found = " ".join(each.id for each in page.results) + (f" skipped {page.skipped}" if page.skipped else "")
    assert found == expected


async def test_large_body_is_read_beside_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    threads = []

    async def in_thread(work: Callable[[], Any]) -> Any:
        threads.append(work)
        return work()

    monkeypatch.setattr(asyncio, "to_thread", in_thread)
    many = [{"uniqueId": each, "description": "x" * 1000} for each in range(1, 400)]
    page = await Script(httpx.Response(200, content=raw(many))).client().results(Query("demo"))
    assert len(page.results) == 399
    assert len(threads) == 1


def _everything(body: bytes, status: int = 200) -> None:
    envelope = None
    try:
        envelope = judge(Answer(status, {}, body), ("hidden",))
    except ApiError as error:
        assert "hidden" not in error.message
        assert error.status == status
    envelope = envelope or unfold(body)
    for read in (
        lambda: decode.page(envelope.data),
        lambda: decode.context(envelope.data),
        lambda: details(envelope.data, "11"),
        lambda: decode.receipt(envelope, "11"),
        lambda: decode.sso_token(envelope.data, 5.0),
        lambda: account(envelope),
    ):
        try:
            read()
        except ApiError:
            continue


_KNOWN = (
    "uniqueId description replies results result status data messages configuration account globals sources users searches "
    "connections tagsList time private own source type sentiment personId caseId title link draft activities actor actorUser "
    "notes availableConnections defaultConnection labels categoriesAndLabels webcareTabs subTabs filters name id token expires "
    "fault detail errorcode faultstring message info transactionId context conversation currentUser availableSources 0 1 11 12"
)
_NAMES = st.sampled_from(_KNOWN.split())
_LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["SUCCES", "ERROR", "0", "1", "", "11"]),
)
_JSON = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_NAMES | st.text(max_size=3), inner, max_size=6),
    max_leaves=25,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=_JSON, status=st.sampled_from([200, 200, 204, 302, 401, 404, 429, 500, 999]), enveloped=st.booleans())
def test_no_json_raises_anything_else(data: Any, status: int, enveloped: bool) -> None:
    content = {"status": "SUCCES", "data": data, "configuration": data, "messages": data} if enveloped else data
    _everything(json.dumps(content).encode(), status)


@settings(max_examples=150, deadline=None)
@given(body=st.binary(max_size=200) | st.text(alphabet='{}[]",:\\0eE.-+ua', max_size=80).map(str.encode))
def test_no_bytes_raise_anything_else(body: bytes) -> None:
    _everything(body)


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 400), swap=st.integers(0, 400), byte=st.integers(0, 255))
def test_no_damaged_answer_raises_anything_else(cut: int, swap: int, byte: int) -> None:
    body = bytearray(raw({"results": {"11": {**ONE, "replies": {"12": TWO}, "tagsList": {"3": {"name": "x"}}, "time": "1"}}}))
    body[swap % len(body)] = byte
    _everything(bytes(body))
    _everything(bytes(body[:cut]))

"""Every operation of the vendor's OpenAPI description is called with a request that satisfies it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote

import httpx
import pytest

from tests.api.script import BASE, TOKEN_URL, Script, success
from webcare_tui.api.client import WebcareClient
from webcare_tui.filters.terms import Checked, Limit, Offset, Query, Sources, Word
from webcare_tui.models.case import CaseKey

TEXT, WHOLE, TRUTH = re.compile(r"(?s).+"), re.compile(r"-?\d{1,19}"), re.compile(r"true|false")
FORM = "application/x-www-form-urlencoded"
RESULT = {"results": {"233": {"uniqueId": 233, "description": "Hallo"}}}
CONFIGURATION = {"account": {"company": "Noorderlicht"}}


@dataclass(frozen=True)
class Operation:
    """One operation: its method and path, what its path's parameters may be, and the fields of its form, all required."""

    method: str
    path: str
    parameters: Mapping[str, re.Pattern[str]]
    form: Mapping[str, re.Pattern[str]] = field(default_factory=dict)


OPERATIONS = {
    "Configuration": Operation("GET", "/configuration", {}),
    "Result": Operation("GET", "/results/{profilename}/source:{media}", {"profilename": TEXT, "media": TEXT}),
    "ResultWithoutContext": Operation("GET", "/results/{resultId}/noContext", {"resultId": TEXT}),
    "Reply": Operation(
        "POST", "/results/{resultId}/replies", {"resultId": WHOLE}, {"message": TEXT, "connectionId": WHOLE, "public": TRUTH}
    ),
    "Event": Operation(
        "POST", "/results/{resultId}/event/{event}",
        {"resultId": TEXT, "event": re.compile("starttyping|stoptyping|closed|opened")},
    ),
    "CloseCase": Operation("POST", "/searches/{searchId}/cases/{caseId}/close", {"searchId": TEXT, "caseId": TEXT}),
    "HandlerReleasesCaseToHandler": Operation(
        "POST", "/searches/{searchId}/cases/{caseId}/close/handOverToHandler/{handlerId}",
        {"searchId": TEXT, "caseId": TEXT, "handlerId": TEXT},
    ),
    "HandlerReleasesFromCase": Operation(
        "POST", "/searches/{searchId}/cases/{caseId}/releaseHandler", {"searchId": TEXT, "caseId": TEXT}
    ),
}  # fmt: skip
"""By operation id; facts of the description's version 1.0.0."""

Call = Callable[[WebcareClient], Awaitable[object]]
CASE = CaseKey("5", "77")
WORDS = "Hé @klant: 50% & meer + “goed”?\nTot zo ^MK 😀"
CALLS: list[tuple[str, Call, dict[str, str], dict[str, str]]] = [
    ("Configuration", lambda c: c.configuration(), {}, {}),
    (
        "Result", lambda c: c.results(Query("test-profile", (Sources(("twitter",)), Word("aloha")))),
        {"profilename": "test-profile", "media": "twitter/word:aloha"}, {},
    ),
    (
        "Result", lambda c: c.results(Query("Tëam één", (Sources(("news", "irischat")), Checked(False), Limit(9), Offset(4)))),
        {"profilename": "Tëam+één", "media": "news,irischat/notChecked/limit:9/offset:4"}, {},
    ),
    ("ResultWithoutContext", lambda c: c.result_without_context("13594824686"), {"resultId": "13594824686"}, {}),
    (
        "Reply", lambda c: c.reply("233", WORDS, "1451", True),
        {"resultId": "233"}, {"message": WORDS, "connectionId": "1451", "public": "true"},
    ),
    (
        "Reply", lambda c: c.reply("9007199254740993", "Dag", "1451", False),
        {"resultId": "9007199254740993"}, {"message": "Dag", "connectionId": "1451", "public": "false"},
    ),
    ("Event", lambda c: c.event("233", "starttyping"), {"resultId": "233", "event": "starttyping"}, {}),
    ("Event", lambda c: c.event("233", "stoptyping"), {"resultId": "233", "event": "stoptyping"}, {}),
    ("Event", lambda c: c.event("233", "opened"), {"resultId": "233", "event": "opened"}, {}),
    ("Event", lambda c: c.event("233", "closed"), {"resultId": "233", "event": "closed"}, {}),
    ("CloseCase", lambda c: c.close_case(CASE), {"searchId": "5", "caseId": "77"}, {}),
    (
        "HandlerReleasesCaseToHandler", lambda c: c.hand_over(CASE, "1005"),
        {"searchId": "5", "caseId": "77", "handlerId": "1005"}, {},
    ),
    ("HandlerReleasesFromCase", lambda c: c.release(CASE), {"searchId": "5", "caseId": "77"}, {}),
]  # fmt: skip


def satisfies(operation: Operation, request: httpx.Request) -> tuple[dict[str, str], dict[str, str]]:
    """The request's parameters and form, once all that the operation asks of them is found to be so."""
    assert request.method == operation.method
    raw = request.url.raw_path.decode("ascii")
    assert raw.startswith("/webcare/") and "?" not in raw and "//" not in raw and not request.url.query
    # The last parameter of a list of results takes the further filters along, as the description's own example does.
    shape = re.sub(r"\\\{(\w+)\\\}", lambda name: f"(?P<{name[1]}>.+)" if name[1] == "media" else f"(?P<{name[1]}>[^/]+)",
                   re.escape(operation.path))  # fmt: skip
    found = re.fullmatch(shape, raw.removeprefix("/webcare"))
    assert found, raw
    parameters = {name: unquote(value) for name, value in found.groupdict().items()}
    assert parameters.keys() == operation.parameters.keys()
    for name, pattern in operation.parameters.items():
        assert pattern.fullmatch(parameters[name]), name
    if not operation.form:
        assert request.content == b"" and "content-type" not in request.headers
        return parameters, {}
    assert request.headers["content-type"] == FORM and int(request.headers["content-length"]) == len(request.content)
    pairs = parse_qsl(request.content.decode("ascii"), keep_blank_values=True, strict_parsing=True)
    form = dict(pairs)
    assert len(pairs) == len(form) and form.keys() == operation.form.keys()
    for name, pattern in operation.form.items():
        assert pattern.fullmatch(form[name]), name
    return parameters, form


@pytest.mark.parametrize(("name", "call", "parameters", "form"), CALLS, ids=[f"{n}-{case[0]}" for n, case in enumerate(CALLS)])
async def test_a_call_satisfies_its_operation(name: str, call: Call, parameters: dict[str, str], form: dict[str, str]) -> None:
    script = Script(success(RESULT, configuration=CONFIGURATION))
    client = script.client(api_version="1.0.0")
    await call(client)
    (request,) = script.calls
    assert satisfies(OPERATIONS[name], request) == (parameters, form)
    assert request.headers["authorization"] == "Bearer token-1"
    assert request.headers["accept"] == "application/json" and request.headers["api-version"] == "1.0.0"
    assert str(request.url).startswith(BASE + "/") and request.headers["host"] == "service.test"
    await client.aclose()


def test_no_operation_is_left_out() -> None:
    assert {case[0] for case in CALLS} == OPERATIONS.keys()


async def test_the_token_is_asked_for_as_the_portal_says() -> None:
    script = Script(success(configuration=CONFIGURATION))
    await script.client().configuration()
    (request,) = script.tokens
    assert (request.method, str(request.url)) == ("POST", f"{TOKEN_URL}?grant_type=client_credentials")
    assert request.headers["content-type"] == FORM and "authorization" not in request.headers
    assert dict(parse_qsl(request.content.decode("ascii"))).keys() == {"client_id", "client_secret"}

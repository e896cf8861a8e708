"""Each operation of the vendor's OpenAPI description is called as described, and nothing else is called.

The table was written by hand from version 1.0.0 of that description. Where the client does more or other than it says,
`deviation` tells why.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_plus

import httpx
import pytest

from tests.api.script import BASE, SECRET, TOKEN_URL, Script, form, success
from webcare_tui.api.client import WebcareClient
from webcare_tui.filters.parse import parse
from webcare_tui.models.case import CaseKey

FORM = "application/x-www-form-urlencoded"
ALWAYS = {"host", "accept", "accept-encoding", "connection", "user-agent", "authorization", "x-request-id"}
BODY = {"content-type", "content-length"}
EVENTS = ("starttyping", "stoptyping", "closed", "opened")
MEDIA = (
    "twitter", "facebook", "instagram", "google+plus", "linkedin", "whatsapp", "blogs", "forums", "news", "web", "print",
    "rtv", "irischat",
)  # fmt: skip
READS = {
    "string": re.compile(r".+", re.DOTALL),
    "integer": re.compile(r"-?\d+"),
    "boolean": re.compile(r"true|false"),
}
FOUND = {"results": {"233": {"uniqueId": 233, "description": "Hello"}}}


@dataclass(frozen=True)
class Sample:
    """A call of the client, and what the operation's parameters and form must then hold, decoded.

    Attributes:
        call: The call.
        path: The values of the path's parameters.
        form: The values of the form; None for no body.
        more: Segments of the path beyond the template.
    """

    call: Callable[[WebcareClient], Awaitable[object]]
    path: dict[str, str] = field(default_factory=dict)
    form: dict[str, str] | None = None
    more: str = ""


@dataclass(frozen=True)
class Operation:
    """One operation.

    Attributes:
        method, template: As in the description; `{name}` stands for a parameter of the path.
        by: The method of the client.
        samples: Calls that are to satisfy it.
        parameters: Type of each parameter of the path.
        fields: Type of each field of the form; None where the operation takes no body.
        required: The fields that must be there.
        described: Whether the description has it.
        deviation: What the client does otherwise, and why.
    """

    method: str
    template: str
    by: str
    samples: tuple[Sample, ...]
    parameters: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] | None = None
    required: frozenset[str] = frozenset()
    described: bool = True
    deviation: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.template}"

    @property
    def literal(self) -> int:
        """How much of the template is no parameter."""
        return len(re.sub(r"\{\w+\}", "", self.template))

    def read(self, path: str) -> tuple[dict[str, str], str] | None:
        """The parameters in a path below the base URL, still encoded, and what follows the template; None for no match."""
        parts = re.split(r"\{(\w+)\}", self.template)
        pattern = "".join(f"(?P<{each}>[^/]+)" if at % 2 else re.escape(each) for at, each in enumerate(parts))
        match = re.fullmatch(pattern + (r"(?P<more_>(?:/[^/]+)*)" if any(each.more for each in self.samples) else ""), path)
        if match is None:
            return None
        found = match.groupdict()
        return found, found.pop("more_", "")


def media() -> tuple[Sample, ...]:
    return tuple(
        Sample(lambda c, each=each: c.results(parse(f"/demo1/source:{each}/")), {"profilename": "demo1", "media": each})
        for each in MEDIA
    )


CASE = {"searchId": "string", "caseId": "string"}
KEY, STRANGE = CaseKey("5", "880077"), CaseKey("5/6", "a b?c")
HERE, THERE = {"searchId": "5", "caseId": "880077"}, {"searchId": "5/6", "caseId": "a b?c"}
RESULT = "13594824686"
WORDS = "Hé @klant, 50% & meer + '\"\r\n=\t😀 ^MK"

OPERATIONS = (
    Operation("GET", "/configuration", "configuration", (Sample(lambda c: c.configuration()),)),
    Operation(
        "GET", "/results/{profilename}/source:{media}", "results",
        (
            *media(),
            Sample(
                lambda c: c.results(parse("/Team één/source:twitter,facebook/word:a%2Fb+c/limit:25/")),
                {"profilename": "Team één", "media": "twitter,facebook"}, more="/word:a%2Fb+c/limit:25",
            ),
        ),
        {"profilename": "string", "media": "string"},
        deviation=(
            "Several sources stand in one filter, and further filters follow it: the description says in words that all of "
            "them can be used, and the guide gives them as segments of the path."
        ),
    ),
    Operation(
        "GET", "/results/{profilename}", "results",
        (
            Sample(lambda c: c.results(parse("/demo1/")), {"profilename": "demo1"}),
            Sample(lambda c: c.results(parse("/demo1/notChecked/")), {"profilename": "demo1"}, more="/notChecked"),
            Sample(lambda c: c.results(parse("/233/")), {"profilename": "233"}, more="/most+recent"),
        ),
        {"profilename": "string"}, described=False,
        deviation=(
            "The description always has a source; the guide has any filters or none. A profile whose name is a number gets the "
            "default order as a filter, since its path would be that of one result."
        ),
    ),
    Operation(
        "GET", "/results/{resultId}", "result",
        (
            Sample(lambda c: c.result(RESULT), {"resultId": RESULT}),
            Sample(lambda c: c.result(RESULT, limit=50), {"resultId": RESULT}, more="/limit:50"),
        ),
        {"resultId": "integer"}, described=False,
        deviation="The description has no result with its context; the guide has, with filters behind it.",
    ),
    Operation(
        "GET", "/results/{resultId}/noContext", "result_without_context",
        (
            Sample(lambda c: c.result_without_context(RESULT), {"resultId": RESULT}),
            Sample(lambda c: c.result_without_context("a/b?c#d%"), {"resultId": "a/b?c#d%"}),
        ),
        {"resultId": "string"},
    ),
    Operation(
        "POST", "/results/{resultId}/replies", "reply",
        (
            Sample(
                lambda c: c.reply("233", WORDS, "1451", True), {"resultId": "233"},
                {"message": WORDS, "connectionId": "1451", "public": "true"},
            ),
            Sample(
                lambda c: c.reply(RESULT, "ok", "1451", False), {"resultId": RESULT},
                {"message": "ok", "connectionId": "1451", "public": "false"},
            ),
        ),
        {"resultId": "integer"},
        {"connectionId": "integer", "message": "string", "public": "boolean"}, frozenset({"connectionId", "message", "public"}),
        deviation=(
            "Ids are sent as they came, beyond the 32 bits that the description gives them: its own examples of results have "
            "more. Where no channel is known, connectionId is left out, as the guide allows; the program itself never does so."
        ),
    ),
    Operation(
        "POST", "/results/{resultId}/event/{event}", "event",
        tuple(Sample(lambda c, each=each: c.event(RESULT, each), {"resultId": RESULT, "event": each}) for each in EVENTS),
        {"resultId": "string", "event": "string"},
    ),
    Operation(
        "POST", "/searches/{searchId}/cases/{caseId}/close", "close_case",
        (Sample(lambda c: c.close_case(KEY), HERE), Sample(lambda c: c.close_case(STRANGE), THERE)), CASE,
    ),
    Operation(
        "POST", "/searches/{searchId}/cases/{caseId}/close/handOverToHandler/{handlerId}", "hand_over",
        (
            Sample(lambda c: c.hand_over(KEY, "7"), {**HERE, "handlerId": "7"}),
            Sample(lambda c: c.hand_over(STRANGE, "x/y"), {**THERE, "handlerId": "x/y"}),
        ),
        {**CASE, "handlerId": "string"},
    ),
    Operation(
        "POST", "/searches/{searchId}/cases/{caseId}/releaseHandler", "release",
        (Sample(lambda c: c.release(KEY), HERE), Sample(lambda c: c.release(STRANGE), THERE)), CASE,
    ),
    Operation(
        "GET", "/ssoAccessToken/{email}", "sso_access_token",
        (Sample(lambda c: c.sso_access_token("anna+x@acme.example"), {"email": "anna+x@acme.example"}),),
        {"email": "string"}, described=False,
        deviation="The description has no single sign-on; the guide has.",
    ),
)  # fmt: skip

CASES = [pytest.param(each, sample, id=f"{each}-{at}") for each in OPERATIONS for at, sample in enumerate(each.samples)]
NOT_CALLS = {"aclose"}
"""Public coroutines of the client that ask the service nothing."""


async def sent(sample: Sample, **access: Any) -> tuple[httpx.Request, Script]:
    script = Script(success(FOUND, configuration={"account": {"company": "Acme"}}))
    if "email" in sample.path:
        script.answers = [success({"accessToken": "abc"})]
    await sample.call(script.client(**access))
    (request,) = script.calls
    return request, script


def below(request: httpx.Request) -> str:
    path = request.url.raw_path.decode("ascii")
    base = httpx.URL(BASE)
    assert (request.url.scheme, request.url.netloc) == (base.scheme, base.netloc)
    assert path.startswith(base.path + "/")
    return path.removeprefix(base.path)


@pytest.mark.parametrize(("operation", "sample"), CASES)
async def test_address(operation: Operation, sample: Sample) -> None:
    request, _ = await sent(sample)
    assert request.method == operation.method
    assert b"?" not in request.url.raw_path
    read = operation.read(below(request))
    assert read is not None, below(request)
    values, more = read
    assert more == sample.more
    # A blank is a plus sign in what the guide joins with plus signs, and a plus sign nowhere else.
    words = operation.by == "results"
    decoded = {
        name: value if name == "media" else unquote_plus(value if words else value.replace("+", "%2B"))
        for name, value in values.items()
    }
    assert decoded == sample.path
    assert set(decoded) == set(operation.parameters)
    assert all(READS[operation.parameters[name]].fullmatch(value) for name, value in decoded.items())


@pytest.mark.parametrize(("operation", "sample"), CASES)
async def test_body_and_headers(operation: Operation, sample: Sample) -> None:
    request, _ = await sent(sample)
    names = set(request.headers.keys())
    assert request.headers["authorization"] == "Bearer token-1"
    assert request.headers["accept"] == "application/json"
    if operation.fields is None:
        assert request.content == b""
        assert names - {"content-length"} == ALWAYS
        assert request.headers.get("content-length", "0") == "0"
        return
    assert names == ALWAYS | BODY
    assert request.headers["content-type"] == FORM
    assert int(request.headers["content-length"]) == len(request.content)
    pairs = form(request)
    assert len(dict(pairs)) == len(pairs), "a field stands in the form twice"
    assert dict(pairs) == sample.form
    assert operation.required <= set(dict(pairs)) <= set(operation.fields)
    assert all(READS[operation.fields[name]].fullmatch(value) for name, value in pairs)


@pytest.mark.parametrize(("operation", "sample"), CASES)
async def test_version_is_a_header_and_stands_nowhere_else(operation: Operation, sample: Sample) -> None:
    plain, _ = await sent(sample)
    request, script = await sent(sample, api_version="1.0.0")
    assert request.headers["api-version"] == "1.0.0"
    assert (request.url, request.content) == (plain.url, plain.content)
    assert "api-version" not in script.tokens[0].headers


@pytest.mark.parametrize(("operation", "sample"), CASES)
async def test_no_other_row_says_it_better(operation: Operation, sample: Sample) -> None:
    """Of the rows that a call fits, its own has the most literal text; the guide itself has two that have equally much."""
    request, _ = await sent(sample)
    path = below(request)
    fitting = [each for each in OPERATIONS if each.method == request.method and each.read(path) is not None]
    most = max(each.literal for each in fitting)
    assert operation.by in {each.by for each in fitting if each.literal == most}


async def test_a_token_is_asked_for_as_described() -> None:
    """The scheme of the description: client credentials, from an address with the grant type in its query."""
    _, script = await sent(OPERATIONS[0].samples[0], token_url=TOKEN_URL + "?grant_type=client_credentials")
    (request,) = script.tokens
    assert (request.method, str(request.url)) == ("POST", TOKEN_URL + "?grant_type=client_credentials")
    assert request.headers["content-type"] == FORM
    assert form(request) == [("client_id", "id-1"), ("client_secret", SECRET)]


def coroutines() -> set[str]:
    found = inspect.getmembers(WebcareClient, inspect.iscoroutinefunction)
    return {name for name, _ in found if not name.startswith("_")}


def test_the_table_and_the_client_hold_the_same() -> None:
    assert {each.by for each in OPERATIONS} == coroutines() - NOT_CALLS


async def test_the_rest_of_the_client_calls_nobody() -> None:
    for name in NOT_CALLS:
        script = Script(success(FOUND))
        client = script.client()
        await client.release(KEY)
        await getattr(client, name)()
        assert (len(script.calls), len(script.tokens)) == (1, 1), name


def test_the_table_has_each_described_operation_once_and_explains_the_others() -> None:
    described = [str(each) for each in OPERATIONS if each.described]
    assert len(described) == len(set(described)) == 8
    assert all(each.deviation for each in OPERATIONS if not each.described)
    assert all(each.samples for each in OPERATIONS)

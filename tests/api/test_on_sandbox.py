"""Every endpoint and every filter, by the client, over real HTTP, against a service that shares no code with it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.sandbox.api import NOON, Api, sandbox
from tests.sandbox.test_filters import CASES, HOME
from webcare_tui.api.client import Access, WebcareClient
from webcare_tui.api.errors import NotAllowed, NotFound, Refused
from webcare_tui.filters.parse import parse
from webcare_tui.filters.render import render
from webcare_tui.filters.terms import Limit, NewResults, Offset, Order, Profile, Query, ResultIds, SinceId
from webcare_tui.models.case import CaseKey
from webcare_tui.models.result import Result, ResultType

WHATSAPP = 15


@pytest.fixture(scope="module")
def seeded() -> Iterator[Api]:
    with sandbox(results=600) as api:
        yield api


@pytest.fixture
def busy() -> Iterator[Api]:
    """A small world of the test's own."""
    with sandbox(results=0) as api:
        yield api


@pytest.fixture
async def client(request: pytest.FixtureRequest) -> AsyncIterator[WebcareClient]:
    api: Api = request.getfixturevalue("busy" if "busy" in request.fixturenames else "seeded")
    client = _client(api)
    yield client
    await client.aclose()


def _client(api: Api, secret: str = "") -> WebcareClient:
    async def given() -> str:
        return secret or api.box.client_secret

    return WebcareClient(Access(api.box.base_url, api.box.token_url, api.box.client_id, given))


def _thuis(*terms: object) -> Query:
    return Query("Thuis", tuple(terms))  # type: ignore[arg-type]


def _ids(results: tuple[Result, ...]) -> list[int]:
    return [int(result.id) for result in results]


def _truth(api: Api, path: str) -> list[int]:
    world = api.box.world
    found = [each for each in world.results.values() if each.search_id == HOME and CASES[path](each, world)]
    return [each.id for each in sorted(found, key=lambda each: (each.time, each.id), reverse=True)]


@pytest.mark.parametrize("path", CASES)
async def test_a_filter_of_the_dashboard_finds_what_it_says(seeded: Api, client: WebcareClient, path: str) -> None:
    query = parse(f"/Thuis/{path}/").with_(Limit(1000))
    page = await client.results(query)
    assert page.skipped == 0
    assert _ids(page.results) == _truth(seeded, path)
    assert parse(render(query)) == query


async def test_the_filters_that_cut_and_order(seeded: Api, client: WebcareClient) -> None:
    every = _truth(seeded, "")
    assert _ids((await client.results(_thuis())).results) == every[:25]
    assert _ids((await client.results(_thuis(Limit(5), Offset(3)))).results) == every[3:8]
    assert _ids((await client.results(_thuis(Order(most_recent=False), Limit(5)))).results) == every[::-1][:5]
    since = sorted(every)[-4]
    assert sorted(_ids((await client.results(_thuis(SinceId(str(since))))).results)) == sorted(every)[-3:]
    wanted = (str(every[7]), str(every[2]))
    assert _ids((await client.results(_thuis(ResultIds(wanted)))).results) == [every[2], every[7]]
    someone = next(each for each in seeded.box.world.results.values() if each.search_id == HOME and each.title.isascii())
    named = (await client.results(_thuis(Profile(someone.title), Limit(1000)))).results
    assert {result.title for result in named} == {someone.title}


async def test_new_results(busy: Api, client: WebcareClient) -> None:
    first = busy.insert(searchId=HOME, description="een")
    assert _ids((await client.results(_thuis(NewResults("true")))).results) == [int(first)]
    await client.results(_thuis(NewResults("reset")))
    assert (await client.results(_thuis(NewResults("true")))).results == ()


async def test_the_configuration(seeded: Api, client: WebcareClient) -> None:
    account = await client.configuration()
    assert account.company and account.timezone == "Europe/Amsterdam" and not account.disabled
    assert account.current_user is not None and account.current_user.tag
    home = account.search(str(HOME))
    assert home is not None and home.name == "Thuis" and home.tabs and home.categories and home.service_level > 0
    assert account.source_name(3) == "twitter" and account.activity_name(1) and account.statuses["deleted"] == 5
    assert {each.source for each in account.connections} >= {3, 6, WHATSAPP}


async def test_reading_one_result_with_and_without_context(seeded: Api, client: WebcareClient) -> None:
    world = seeded.box.world
    lively = max((each for each in world.results.values() if not each.own), key=lambda each: len(world.conversation(each)))
    page = await client.result(str(lively.id), limit=50)
    assert {int(result.id) for result in page.results} >= {each.id for each in world.conversation(lively) if each.status != 5}
    details = await client.result_without_context(str(lively.id))
    assert details.result.id == str(lively.id) and details.result.raw
    assert details.available_connections and details.default_connection
    with pytest.raises(NotFound):
        await client.result_without_context("999999999999")


async def test_a_reply_arrives_as_it_was_written(busy: Api, client: WebcareClient) -> None:
    asked = busy.insert(searchId=HOME, source=WHATSAPP, type=4, private=True, title="Anna", description="Hallo?")
    details = await client.result_without_context(asked)
    assert details.result.private and details.result.type is ResultType.PRIVATE_MESSAGE and details.result.reply_available
    words = "Dag Anna & co! 100% + \"zeker\" 👨‍👩‍👧 ^MK\n\nTot zo =)"
    receipt = await client.reply(asked, words, details.default_connection, public=False)
    (seen,) = busy.control("GET", "replies").json()
    assert (seen["message"], str(seen["connectionId"]), seen["public"]) == (words, details.default_connection, False)
    assert receipt.reply_id and not receipt.errors
    assert [result.description for result in (await client.result(asked)).results if result.own] == [words]


@pytest.mark.parametrize("event", ["opened", "starttyping", "stoptyping", "closed"])
async def test_events(busy: Api, client: WebcareClient, event: str) -> None:
    asked = busy.insert(searchId=HOME, source=WHATSAPP, description="Hallo?")
    await client.event(asked, event)  # type: ignore[arg-type]
    assert [call["path"] for call in busy.control("GET", "requests").json() if call["path"].endswith(f"{asked}/event/{event}")]


async def test_close_hand_over_and_release(busy: Api, client: WebcareClient) -> None:
    asked = busy.insert(searchId=HOME, description="Hallo?")
    result = (await client.result_without_context(asked)).result
    case = CaseKey(result.search_id, result.case_id)
    colleague = (await client.configuration()).users[-1]
    await client.hand_over(case, colleague.id)
    assert busy.box.world.cases[int(case.case_id)].handler == int(colleague.id)
    await client.release(case)
    assert busy.box.world.cases[int(case.case_id)].handler == 0
    await client.close_case(case)
    assert (await client.result_without_context(asked)).result.checked > 0
    with pytest.raises(NotFound):
        await client.close_case(CaseKey(result.search_id, "1"))


async def test_single_sign_on(seeded: Api, client: WebcareClient) -> None:
    user = (await client.configuration()).users[0]
    first, second = await client.sso_access_token(user.email), await client.sso_access_token(user.email)
    assert first.token and first.token != second.token and second.expires > NOON
    with pytest.raises(Refused):
        await client.sso_access_token("nobody@nowhere.example")


async def test_a_wrong_secret_and_tokens_that_end(busy: Api, client: WebcareClient) -> None:
    stranger = _client(busy, "wrong")
    with pytest.raises(NotAllowed):
        await stranger.configuration()
    await stranger.aclose()
    await client.configuration()
    busy.control("POST", "expire-tokens")
    assert (await client.configuration()).company


async def test_every_answer_tells_the_quota(busy: Api, client: WebcareClient) -> None:
    await client.configuration()
    assert client.quota is not None
    before = client.quota.used
    await client.configuration()
    assert client.quota.used == before + 1 and client.quota.limit > client.quota.used

"""Every endpoint, by the client, over real HTTP, against an odd vendor: compared by id with the sandbox's truth."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from tests.sandbox.api import NOON, Api, sandbox
from webcare_tui.api import wording
from webcare_tui.api.client import Access, WebcareClient
from webcare_tui.api.configuration import account
from webcare_tui.api.envelope import unfold
from webcare_tui.filters.terms import Checked, Limit, Query
from webcare_tui.models.case import CaseKey
from webcare_tui.models.result import Result
from webcare_tui.sandbox.oddshapes import FUTURE
from webcare_tui.sandbox.records import DELETED
from webcare_tui.sandbox.render import details_object, result_object

SEEDS = range(8)
SAME = (
    "id", "search_id", "source", "type", "own", "title", "subtitle", "description", "link", "image", "image_link", "status",
    "checked", "sentiment", "rank", "bookmarked", "profile_id", "person_id", "case_id", "reply_available", "like_available",
)  # fmt: skip


@pytest.fixture(scope="module")
def odd() -> Iterator[Api]:
    with sandbox(results=300, odd=0) as api:
        yield api


@pytest.fixture
async def client(odd: Api) -> AsyncIterator[WebcareClient]:
    async def secret() -> str:
        return odd.box.client_secret

    client = WebcareClient(Access(odd.box.base_url, odd.box.token_url, odd.box.client_id, secret))
    yield client
    await client.aclose()


@pytest.fixture(params=SEEDS)
def seed(request: pytest.FixtureRequest, odd: Api) -> int:
    assert odd.control("POST", "odd", {"seed": request.param}).status_code == 200
    return request.param


def compare(api: Api, seen: Result) -> None:
    """A result says what the world says, as far as its shape can; and never that a private one is public."""
    world = api.box.world
    truth = world.results[int(seen.id)]
    wire = json.loads(json.dumps(result_object(world, truth)))
    honest = plain(wire)
    for name in SAME:
        assert getattr(seen, name) == getattr(honest, name), (name, seen.raw)
    assert {tag.id for tag in seen.tags} == {str(each) for each in truth.tags}
    assert seen.private or not truth.private
    assert seen.time == (FUTURE if api.box.app.oddities.in_the_future(truth.id) else truth.time)
    replies = json.loads(seen.raw).get("replies")
    listed = list(replies.values()) if isinstance(replies, dict) else replies or []
    if not any(isinstance(each, str) for each in listed):  # texts alone have no ids; the replies stand in the conversation too
        assert [reply.id for reply in seen.replies] == [str(each) for each in truth.replies]
    for reply in seen.replies:
        inner = world.results[int(reply.id)]
        assert (reply.description, reply.own) == (plain(result_object(world, inner)).description, True)
        assert reply.private or not inner.private


def plain(wire: dict[str, object]) -> Result:
    """A result in the guide's own shape, read; the cleaning of its words is told elsewhere."""
    from webcare_tui.api.decode import result_of

    result = result_of(wire)
    assert result is not None
    return result


def expected(api: Api, search: int, waiting: bool) -> list[str]:
    world = api.box.world
    found = world.waiting[search] if waiting else world.searched[search]
    return [str(each.id) for each in reversed(found)]


async def test_lists_hold_what_the_world_holds(odd: Api, client: WebcareClient, seed: int) -> None:
    for search in odd.box.world.account.searches.values():
        for waiting in (True, False):
            terms = (*((Checked(False),) if waiting else ()), Limit(1000))
            page = await client.results(Query(search.name, terms))
            assert [each.id for each in page.results] == expected(odd, search.id, waiting)
            assert page.skipped <= 1
            for each in page.results:
                compare(odd, each)
    assert (await client.results(Query("Thuis", (Limit(1000),)))).results


async def test_conversations_and_details(odd: Api, client: WebcareClient, seed: int) -> None:
    world = odd.box.world
    customers = [each for each in world.results.values() if not each.own][seed :: len(SEEDS) * 2]
    longest = max(world.results.values(), key=lambda each: len(world.conversation(each)))
    for truth in [*customers[:8], longest]:
        page = await client.result(str(truth.id), limit=100)
        wanted = {str(each.id) for each in world.conversation(truth) if each.status != DELETED} | {str(truth.id)}
        inner = {str(reply) for each in world.conversation(truth) for reply in each.replies}
        ids = [each.id for each in page.results]
        assert len(set(ids)) == len(ids) and wanted <= set(ids) <= wanted | inner
        for each in page.results:
            assert each.private or not world.results[int(each.id)].private
            assert each.own == world.results[int(each.id)].own
        details = await client.result_without_context(str(truth.id))
        compare(odd, details.result)
        wire = details_object(world, truth)
        assert [each.id for each in details.available_connections] == list(wire["availableConnections"])
        assert details.default_connection == (str(wire["defaultConnection"]) if wire["defaultConnection"] else "")
        assert details.reply_prefix == wording.line(wire["replyPrefix"]) and details.reply_suffix == wire["replySuffix"]
        assert {int(each.id) for each in details.activities} == {each.id for each in truth.activities}
        assert {each.actor_id for each in details.activities} == {str(each.actor) for each in truth.activities}
        assert list(details.notes) == wire["notes"] and bool(details.draft) == bool(wire["draft"])
        assert details.draft is None or details.draft.private or not truth.private


async def test_the_configuration(odd: Api, client: WebcareClient, seed: int) -> None:
    odd.control("POST", "odd", {"seed": None})
    honest = account(unfold(odd.get("configuration").content))
    odd.control("POST", "odd", {"seed": seed})
    for _ in range(6):
        seen = await client.configuration()
        for name in (slot for slot in type(seen).__slots__ if slot != "raw"):
            assert getattr(seen, name) == getattr(honest, name), name


async def test_acting(odd: Api, client: WebcareClient, seed: int) -> None:
    asked = odd.insert(source=15, type=4, private=True, description=f"Hallo? {seed}")
    details = await client.result_without_context(asked)
    assert details.result.private
    receipt = await client.reply(asked, f"Dag {seed}", details.default_connection, public=False)
    (effect,) = [each for each in odd.control("GET", "replies").json() if each["resultId"] == asked]
    assert receipt.reply_id in ("", effect["newId"]) and not receipt.errors and int(effect["newId"]) > 1 << 53
    page = await client.result(asked)
    assert [each.description for each in page.results if each.id == effect["newId"]] == [f"Dag {seed}"]
    for event in ("opened", "starttyping", "stoptyping", "closed"):
        await client.event(asked, event)
    case = CaseKey(details.result.search_id, details.result.case_id)
    await client.hand_over(case, "1005")
    await client.release(case)
    await client.close_case(case)
    user = odd.box.world.account.users[1005]
    token = await client.sso_access_token(user.email)
    assert token.token and token.expires > NOON


async def test_what_came_in_disguise_is_no_different_when_read_again(odd: Api, client: WebcareClient) -> None:
    private = odd.insert(source=6, private=True, description="Geheim")
    public = odd.insert(source=6, private=False, description="Open")
    shown = set()
    for seed in range(40):
        odd.control("POST", "odd", {"seed": seed})
        page = {each.id: each for each in (await client.results(Query("Thuis", (Limit(3),)))).results}
        assert page[private].private
        shown.add(page[public].private)
    assert False in shown, "most times the service says plainly that it is public"
    assert replace(page[public], raw="", private=False).description == "Open"

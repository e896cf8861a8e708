"""The checkup: which steps, in which order, what each says, and where it stops."""

from __future__ import annotations

import asyncio
import socket
import ssl
from dataclasses import replace

import pytest

from tests.services.fakes import FakeService, account
from webcare_tui.api.access import Access
from webcare_tui.api.answers import ResultPage
from webcare_tui.api.errors import Forbidden, NotReached, Refused
from webcare_tui.models.quota import Quota
from webcare_tui.services import probes
from webcare_tui.services.checkup import Checkup, Step, tried
from webcare_tui.settings.errors import SecretError, SettingsError

ALL = ["client secret", "name", "connection", "token", "account", "quota", "results"]


async def secret() -> str:
    return "s3cret"


ACCESS = Access("https://api.example/x", "https://api.example/token", "id", secret)


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> list[tuple]:
    """A network on which everybody is reached, and what was asked of it."""
    asked: list[tuple] = []

    async def resolve(*words: object) -> str:
        asked.append(("name", *words))
        return "there"

    async def connect(*words: object, **more: object) -> str:
        asked.append(("connection", *words, *more.values()))
        return "open"

    async def token(self: Checkup) -> str:
        return "accepted"

    monkeypatch.setattr(probes, "resolve", resolve)
    monkeypatch.setattr(probes, "connect", connect)
    monkeypatch.setattr(Checkup, "_token", token)
    return asked


async def steps(service: FakeService, access: Access = ACCESS, **more: str) -> list[Step]:
    return [step async for step in Checkup(access, service, **more).steps()]


async def test_every_step_in_its_order(reached) -> None:
    service = FakeService()
    checkup = Checkup(ACCESS, service, found="as typed", user="^mk")
    found = [step async for step in checkup.steps()]
    assert [step.name for step in found] == [*ALL, "user"] == list(checkup.names)
    assert [step.words for step in found] == [
        "as typed", "there", "open", "accepted", "Noorderlicht: 1 search profiles, 2 users", "the gateway tells none",
        "Mobile: it is empty", "Mila Kok",
    ]  # fmt: skip
    assert service.calls == ["configuration", "results"]


async def test_it_stops_at_the_first_failure(reached) -> None:
    service = FakeService()
    error = Refused("No", "Ask.")
    service.fail("configuration", error)
    found = await steps(service)
    assert [step.name for step in found] == ALL[:5]
    assert found[-1] == Step("account", False, "No", "Ask.")
    assert found[-1].error is error
    assert service.calls == ["configuration"]


async def test_without_a_secret_nobody_is_asked(reached) -> None:
    async def none() -> str:
        raise SecretError("There is no secret", "Give one.")

    service = FakeService()
    assert [step.name for step in await steps(service, replace(ACCESS, secret=none))] == ["client secret"]
    assert (reached, service.calls) == ([], [])


async def test_every_host_is_probed_once(reached) -> None:
    other = replace(ACCESS, token_url="https://login.example:8443/token", ca_file="/ca.pem")
    found = await steps(FakeService(), other)
    assert [step.name for step in found][1:5] == ["name", "connection", "name", "connection"]
    assert reached == [
        ("name", "login.example", 8443), ("connection", "login.example", 8443, True, "/ca.pem"),
        ("name", "api.example", 443), ("connection", "api.example", 443, True, "/ca.pem"),
    ]  # fmt: skip


async def test_behind_a_proxy_only_the_proxy_is_probed(reached) -> None:
    found = await steps(FakeService(), replace(ACCESS, proxy="http://proxy.example:3128"))
    assert [step.name for step in found][1:3] == ["proxy", "proxy connection"]
    assert reached == [("name", "proxy.example", 3128), ("connection", "proxy.example", 3128)]


async def test_an_account_that_is_switched_off(reached) -> None:
    service = FakeService()
    service.account = account(disabled=True)
    last = (await steps(service))[-1]
    assert (last.name, last.ok) == ("account", False)
    assert isinstance(last.error, Forbidden)
    assert service.calls == ["configuration"]


async def test_what_is_said_of_quota_and_results(reached, monkeypatch) -> None:
    service = FakeService()
    service.account = account(searches=())
    service.quota = Quota(100, 38, 3600, reset_at=1_718_020_800)
    words = {step.name: step.words for step in await steps(service)}
    assert words["quota"].startswith("38 of 100 calls used, anew at 2024-06-1")
    assert words["results"] == "the account has no search profile to ask"
    assert service.calls == ["configuration"]
    service.account = account()
    service.quota = Quota(100, 38, 3600, reset_at=10**15)

    async def odd(query: object) -> ResultPage:
        return ResultPage((), skipped=1)

    monkeypatch.setattr(service, "results", odd)
    words = {step.name: step.words for step in await steps(service)}
    assert words["quota"] == "38 of 100 calls used"
    assert words["results"] == "Mobile: one came that cannot be read"


@pytest.mark.parametrize(
    ("user", "name"), [("7", "Mila Kok"), ("MILA@noorderlicht.EXAMPLE", "Mila Kok"), (" bv ", "Bo Vos"), ("Mila", "")]
)
async def test_the_agent_is_found_by_id_address_or_initials(user: str, name: str, reached) -> None:
    last = (await steps(FakeService(), user=user))[-1]
    assert (last.name, last.ok) == ("user", bool(name))
    assert last.words == (name or "You are not among the account's users")
    assert last.ok or isinstance(last.error, SettingsError)


async def test_only_errors_of_the_program_are_steps() -> None:
    async def broken() -> str:
        raise ValueError("a mistake")

    with pytest.raises(ValueError, match="a mistake"):
        await tried("x", broken)


async def listening(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def test_a_connection_is_opened_and_closed() -> None:
    server = await asyncio.start_server(listening, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    assert (await probes.connect("127.0.0.1", port)).startswith(f"127.0.0.1:{port}, not encrypted, ")
    with pytest.raises(NotReached, match=r"encryption|could not be reached"):
        await probes.connect("127.0.0.1", port, secure=True)
    server.close()
    await server.wait_closed()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ConnectionRefusedError(111, "Connect call failed ('127.0.0.1', 9)"), "connection refused"),
        (OSError("Multiple exceptions: …"), "none of its addresses answers"),
        (TimeoutError(), "it took too long"),
        (socket.gaierror(-2, "Name or service not known"), "its name is not known any more"),
        (ssl.SSLError(1, "[SSL] x"), "No encryption could be agreed on"),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_why_a_connection_failed(error: OSError, words: str, monkeypatch) -> None:
    async def refuse(*words: object, **more: object) -> None:
        raise error

    monkeypatch.setattr(asyncio, "open_connection", refuse)
    with pytest.raises(NotReached, match=words):
        await probes.connect("api.example", 443)


async def test_a_certificate_file_that_is_none_is_named(tmp_path) -> None:
    for content in (None, "no certificate\n"):
        path = tmp_path / "ca.pem"
        if content is not None:
            path.write_text(content)
        with pytest.raises(NotReached, match="ca_file") as caught:
            await probes.connect("127.0.0.1", 9, secure=True, ca_file=str(path))
        assert str(path) in caught.value.message


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://api.example/x", ("api.example", 443, True)),
        ("http://[::1]:8080/x", ("::1", 8080, False)),
        ("http://localhost", ("localhost", 80, False)),
    ],
)
def test_host_and_port(url: str, found: tuple) -> None:
    assert probes.host_and_port(url) == found

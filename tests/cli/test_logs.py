"""The log: where it stands, who may read it, and what never gets into it."""

from __future__ import annotations

import asyncio
import gc
import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from webcare_tui.cli import compose, logs

LOG = logging.getLogger("webcare_tui.tests")


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """A log in a directory that is yet to be made."""
    file = tmp_path / "state" / "webcare-tui.log"
    logs.begin(file)
    yield file
    logs.end()


def test_nothing_is_made_before_there_is_something_to_say(path: Path) -> None:
    assert not path.parent.exists()
    LOG.info("first %s", "line")
    assert path.read_text().endswith("INFO webcare_tui.tests: first line\n")
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_an_exception_is_its_kind_and_places(path: Path) -> None:
    try:
        raise ValueError("geheim")
    except ValueError:
        LOG.exception("broke")
    text = path.read_text()
    assert "geheim" not in text
    assert "ValueError" in text
    assert "test_logs.py:" in text
    assert text.count("\n") == 1


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Bearer geheim.geheim",
        "client_secret=geheim&x=1",
        "'access_token': 'geheim'",
        "geheim@example.com asked",
        "call +31 6 1234 5678 geheim".replace(" geheim", ""),
        "message=geheim",
    ],
)
def test_the_second_net(text: str) -> None:
    assert "geheim" not in logs.masked(text)
    assert "1234" not in logs.masked(text)
    assert "***" in logs.masked(text)


async def _lost_task() -> None:
    """A task fails with a customer's words, and nobody asks for its result."""

    async def reading() -> None:
        raise KeyError("Waar blijft mijn pakket")

    task = asyncio.create_task(reading())
    await asyncio.wait([task])
    del task
    gc.collect()
    await asyncio.sleep(0)


async def _failing_callback() -> None:
    """A callback fails, and holds a customer's words in its arguments."""

    def told(words: str) -> None:
        raise ValueError(words)

    asyncio.get_running_loop().call_soon(told, "Waar blijft mijn pakket")
    await asyncio.sleep(0)


@pytest.mark.parametrize("handled", [True, False])
@pytest.mark.parametrize(("failing", "kind", "where"), [(_lost_task, "KeyError", "reading"),
                                                        (_failing_callback, "ValueError", "told")])
def test_what_nobody_waited_for_leaves_its_kind_and_places(path: Path, handled: bool, failing, kind, where) -> None:
    async def work() -> None:
        if handled:
            asyncio.get_running_loop().set_exception_handler(logs.unhandled)
        await failing()

    asyncio.run(work())
    text = path.read_text()
    assert "pakket" not in text
    assert kind in text and f" {where}" in text and "test_logs.py:" in text


def test_a_command_has_that_handler() -> None:
    async def asked() -> object:
        return asyncio.get_running_loop().get_exception_handler()

    assert compose.run(asked()) is logs.unhandled


def test_of_a_library_only_the_place_is_written(path: Path) -> None:
    logging.getLogger("somelib.wire").error("body was %s", "Waar blijft mijn pakket")
    text = path.read_text()
    assert "pakket" not in text
    assert "ERROR somelib.wire: a library reported something at test_logs.py:" in text


def test_ordinary_lines_stay(path: Path) -> None:
    line = "GET results/{resultId} 200, 31 ms, 1280 bytes, transaction df948742-13c3-4bc1-b791-88d3c6efdf86"
    assert logs.masked(line) == line


def test_libraries_are_kept_quiet(path: Path) -> None:
    logging.getLogger("httpx").info("GET https://api.example.com/results/1?x=geheim")
    assert not path.exists()


def test_a_place_that_cannot_be_written_loses_lines_and_nothing_else(tmp_path: Path, capsys) -> None:
    (tmp_path / "file").write_text("x")
    logs.begin(tmp_path / "file" / "log" / "x.log")
    LOG.error("lost")
    logs.end()
    assert capsys.readouterr() == ("", "")


def test_the_log_is_closed_with_the_command(run) -> None:
    run("config", "init", "--client-id", "a")
    run("outbox")
    assert [each for each in logging.getLogger().handlers if isinstance(each, logs._Handler)] == []

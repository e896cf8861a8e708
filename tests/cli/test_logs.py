"""The log: where it stands, who may read it, and what never gets into it."""

from __future__ import annotations

import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from webcare_tui.cli import logs

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

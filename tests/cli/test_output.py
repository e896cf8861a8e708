"""Lines, tables and JSON, and outputs that fail."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from webcare_tui.cli.output import Output, columns


def make(*, as_json: bool = False) -> tuple[Output, io.StringIO, io.StringIO]:
    out, err = io.StringIO(), io.StringIO()
    return Output(as_json=as_json, out=out, err=err), out, err


def test_lines_are_for_humans_and_data_for_machines() -> None:
    human, out, _ = make()
    human.line("words")
    human.data({"a": 1})
    human.table(("x",), [("y",)])
    assert out.getvalue() == "words\nx\ny\n"
    machine, out, err = make(as_json=True)
    machine.line("words")
    machine.table(("x",), [("y",)])
    machine.data({"a": "é☺"})
    machine.note("aside")
    assert json.loads(out.getvalue()) == {"a": "é☺"}
    assert "é☺" in out.getvalue()
    assert err.getvalue() == "aside\n"


def test_columns_are_aligned_by_cells() -> None:
    assert columns([("name", "what"), ("日本", "x"), ("a", "👩‍👩‍👧‍👦 y")]) == ["name  what", "日本  x", "a     👩‍👩‍👧‍👦 y"]


def test_columns_are_cut_at_the_edge() -> None:
    assert columns([("a", "long words")], 8) == ["a  long…"]


def test_an_output_of_fewer_letters_gets_a_mark_and_does_not_fail() -> None:
    raw = io.BytesIO()
    output = Output(out=io.TextIOWrapper(raw, encoding="ascii", write_through=True), err=io.StringIO())
    output.line("✓ done")
    assert raw.getvalue() == b"? done\n"


def test_without_any_output_nothing_fails() -> None:
    output = Output()
    output._out = output._err = None
    output.line("x")
    output.note("x")
    assert output.interactive is False


def _into(target: int, code: str) -> subprocess.CompletedProcess[str]:
    program = f"import sys; sys.argv = ['webcare-tui']; from webcare_tui.cli.main import main; sys.exit(main({code}))"
    return subprocess.run([sys.executable, "-c", program], stdout=target, stderr=subprocess.PIPE, text=True, check=False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_and_ends_in_1() -> None:
    with Path("/dev/full").open("w") as full:
        done = _into(full.fileno(), "['config', 'path']")
    assert done.returncode == 1
    assert done.stderr == "webcare-tui: The output could not be written.\n"


def test_a_reader_that_went_away_is_no_failure() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = _into(writer, "['config', 'path']")
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")

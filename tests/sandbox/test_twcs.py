"""An imported CSV, played as threads."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from tests.sandbox.api import NOON, Clock, sandbox
from webcare_tui.sandbox.build import build
from webcare_tui.sandbox.options import NotACsv, Options
from webcare_tui.sandbox.world import World

HEAD = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n"
TEXT = HEAD + """\
1,501,True,Wed Oct 11 06:00:00 +0000 2017,"@HulpBus De bus rijdt, maar niet hier",2,
2,HulpBus,False,Wed Oct 11 06:10:00 +0000 2017,@501 Welke halte? ^AB,3,1
3,501,True,Wed Oct 11 08:20:00 +0200 2017,"@HulpBus Die met
het bankje &amp; de meeuw",,2
4,502,True,Wed Oct 11 06:15:00 +0000 2017,@HulpBus hier ook,,2
5,HulpBus,False,Tue Oct 10 06:15:00 +0000 2017,@503 Gevonden! Uw paraplu ligt klaar,,99
x,501,True,Wed Oct 11 06:00:00 +0000 2017,slecht nummer,,
7,501,Maybe,Wed Oct 11 06:00:00 +0000 2017,slechte richting,,
8,501,True,yesterday,slechte tijd,,
9,501
"""


def _import(path: Path) -> World:
    return build(Options(import_file=path, clock=Clock())).service.world


@pytest.fixture
def world(tmp_path: Path) -> World:
    path = tmp_path / "few.csv"
    path.write_text(TEXT, encoding="utf-8")
    return _import(path)


def test_rows_become_results_in_time(world: World) -> None:
    results = [world.results[each] for each in world.ids]
    assert [each.description.split()[1] for each in results] == ["Gevonden!", "De", "Welke", "hier", "Die"]
    assert results[-1].time == NOON - 60
    assert [each.time - results[-1].time for each in results] == [-86_700, -1200, -600, -300, 0]
    assert [each.own for each in results] == [True, False, True, False, False]
    assert results[-1].description == "@HulpBus Die met\nhet bankje &amp; de meeuw"
    assert {each.source for each in results} == {3}


def test_a_thread_is_a_case_by_customer(world: World) -> None:
    _, first, answer, other, last = (world.results[each] for each in world.ids)
    assert first.case_id == answer.case_id == last.case_id != other.case_id
    assert first.person_id == answer.person_id == last.person_id != other.person_id
    assert first.replies == [answer.id] and first.checked == answer.time
    assert last.checked == other.checked == 0
    assert (first.reply_available, answer.reply_available) == (True, False)


def test_bad_rows_are_skipped_and_counted(world: World) -> None:
    assert world.skipped_rows == 4


def test_an_own_row_alone_knows_whom_it_speaks_to(world: World) -> None:
    alone = world.results[world.ids[0]]
    assert world.persons[alone.person_id].name == "Klant 503"


def test_an_imported_world_is_served(tmp_path: Path) -> None:
    path = tmp_path / "few.csv"
    path.write_text(TEXT, encoding="utf-8-sig")
    with sandbox(import_file=path) as api:
        found = api.results("thuis/")
        assert len(found) == 5
        newest = next(iter(found))
        assert api.post(f"results/{newest}/replies", message="Hoi", connectionId="2101", public="true").status_code == 200
        assert len(api.results(newest)) == 4


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "column"), ("a,b\n1,2\n", "'tweet_id'"), (HEAD, "no row"), (HEAD + "x,y\n", "no row"),
        (HEAD.replace("text,", ""), "'text'"),
    ],
)
def test_another_file_is_refused_with_the_reason(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "other.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NotACsv, match=reason):
        _import(path)


@pytest.mark.parametrize("content", [b"\x00\xff\xfe\x89PNG\r\n\x1a\n", b'"' + b"x" * 200_000, b"\r\r\r"])
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(content)
    with pytest.raises(NotACsv):
        _import(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotACsv, match="Cannot read"):
        _import(tmp_path / "none.csv")
    with pytest.raises(NotACsv, match="Cannot read"):
        _import(tmp_path)


def test_a_circle_of_answers_ends(tmp_path: Path) -> None:
    path = tmp_path / "circle.csv"
    rows = "".join(f"{each},50{each},True,Wed Oct 11 06:00:0{each} +0000 2017,rond,,{each % 3 + 1}\n" for each in (1, 2, 3))
    path.write_text(HEAD + rows, encoding="utf-8")
    assert len(_import(path).results) == 3


def test_sixteen_thousand_rows_are_quick(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        out = csv.writer(stream)
        out.writerow(HEAD.strip().split(","))
        for number in range(1, 16_001):
            inbound, thread = number % 2 == 1, (number - 1) // 40
            when = time.strftime("%a %b %d %H:%M:%S +0000 2017", time.gmtime(1_507_000_000 + number * 7))
            before = number - 1 if (number - 1) % 40 else ""
            out.writerow([number, 9000 + thread if inbound else "HulpBus", inbound, when, f"@x woord {number}", "", before])
    began = time.perf_counter()
    world = _import(path)
    assert time.perf_counter() - began < 8
    assert (len(world.results), len(world.cases)) == (16_000, 400)

"""What the service sent, laid out and harmless."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.ui.stage import message
from webcare_tui.ui.present import raw
from webcare_tui.ui.present.raw import RawLine, raw_lines, raw_of

HOSTILE = {"uniqueId": "1", "description": "a\u001b]52;c;x\u0007b\u202ec\u2028d\ud800", "title": "Zoë \"}", "tagsList": []}


def test_lines_are_laid_out_and_clean() -> None:
    found = raw_of(message(1, "x", raw=json.dumps(HOSTILE)))
    assert found is not None and found.title == "Result 1 as the service sent it"
    assert found.text.isascii() and json.loads(found.text) == HOSTILE, "what is copied is what came"
    lines = raw_lines(found)
    assert [line.indent for line in lines] == [0, 2, 2, 2, 2, 0]
    shown = "\n".join(line.words for line in lines)
    assert not any((ord(letter) < 32 and letter != "\n") or 0x7F <= ord(letter) < 0xA0 for letter in shown)
    assert "\u202e" not in shown and "Zoë" in shown
    assert lines[1].words[: lines[1].name] == '"uniqueId"'
    assert len({line.anchor for line in lines}) == len(lines)


@pytest.mark.parametrize("width", [1, 4, 20, 200])
def test_any_width(width: int) -> None:
    line = RawLine(1, 40, '"description": "' + "woord " * 40 + '"', 13)
    drawn = line.lines(width)
    assert all(sum(len(text) for text, _ in each) <= max(width, 4) + 2 for each in drawn)
    assert "".join(text for text, role in drawn[0] if role == "key").startswith('"')


def test_private_is_what_is_private_holds_something_private_or_is_for_the_company_only() -> None:
    def private(**changes: object) -> bool:
        found = raw_of(message(1, "x", private=False, **({"raw": "{}"} | changes)))
        assert found is not None
        return found.private

    assert not private()
    assert private(raw='{"activities": []}')
    assert private(replies=(message(2, "y", private=False, replies=(message(3, "z"),)),))
    assert raw_of(message(1, "x", raw="{}")) == raw.Raw("Result 1 as the service sent it", "{}", True)


def test_nothing_that_is_not_here_or_gone() -> None:
    assert raw_of(message(1, "x")) is None
    assert raw_of(message(1, "x", raw="{broken")) is None
    assert raw_of(replace(message(1, "x", raw="{}"), status=5)) is None


def test_a_flood_of_lines_is_cut_on_the_screen_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw, "MOST_LINES", 5)
    found = raw_of(message(1, "x", raw=json.dumps(list(range(20)))))
    assert found is not None and len(json.loads(found.text)) == 20
    lines = raw_lines(found)
    assert len(lines) == 6 and lines[-1].words == "… 17 more lines; y copies all"

"""Messages and replies under way as lines: who, when, and how long."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest

from tests.ui.stage import NOW, reply
from webcare_tui.models.reply import OutboxState
from webcare_tui.services.reconcile import checking
from webcare_tui.ui.present.bubbles import BARS, FOLD, FOLDED, Bubble, Chip, DayRule, Side, clock_words
from webcare_tui.ui.present.paper import Line
from webcare_tui.ui.present.underway import Echo, standing


def bubble(**changes: Any) -> Bubble:
    values: dict[str, Any] = {"anchor": "1", "side": Side.CUSTOMER, "clock": "14:02", "who": "Jan de Vries"}
    values |= {"words": "customer", "text": "Hallo daar"}
    return Bubble(**(values | changes))


def text(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(piece for piece, _ in line) for line in lines]


def test_a_message_has_its_bar_on_every_line() -> None:
    assert text(bubble(text="een twee drie vier").lines(14)) == [
        "▌ 14:02 Jan d…",
        "▌ een twee",
        "▌ drie vier",
        "",
    ]


@pytest.mark.parametrize("plain", [False, True])
def test_every_side_has_a_word_or_a_bar_of_its_own(plain: bool) -> None:
    marks = {(BARS[side][plain], bubble(side=side, plain=plain).lines(60)[1][0][1]) for side in Side}
    assert len(marks) == len(Side)
    assert BARS[Side.CUSTOMER][plain] != BARS[Side.ME][plain] != BARS[Side.COLLEAGUE][plain]


def test_own_messages_stand_further_right() -> None:
    assert text(bubble(side=Side.ME).lines(60))[1] == "      ▐ Hallo daar"


def test_the_message_asked_for_lies_on_another_ground() -> None:
    lines = bubble(asked=True).lines(60)
    assert all(line[0] == ("", "asked") and line[1][0] == "█ " for line in lines[:-1])


def test_labels_wrap_and_keep_their_colour() -> None:
    lines = bubble(chips=(Chip("storing", "#b03a2e"), Chip("factuur"), Chip("x" * 80))).lines(24)
    assert text(lines)[2:5] == ["▌  storing   factuur ", "▌  " + "x" * 19 + "…", ""]
    assert (" storing ", "label label:#b03a2e") in lines[2]


def test_long_messages_fold() -> None:
    long = "\n".join(str(each) for each in range(FOLD + 1))
    folded = text(bubble(text=long).lines(60))
    assert len(folded) == 1 + FOLDED + 1 + 1
    assert folded[-2] == f"▌ … {FOLD + 1 - FOLDED} more lines · Enter shows all"
    assert len(bubble(text=long, whole=True).lines(60)) == 1 + FOLD + 1 + 1
    assert len(bubble(text="\n".join("x" * FOLD)).lines(60)) == 1 + FOLD + 1


@pytest.mark.parametrize("width", range(1, 12))
def test_any_width(width: int) -> None:
    for side in Side:
        assert bubble(side=side, chips=(Chip("storing"),)).lines(width)
    assert Echo("r", OutboxState.QUEUED, "◷ held 5 s", "PUBLIC", "tekst").lines(width)
    assert DayRule("Mon 10 Jun").lines(width)


@pytest.mark.parametrize(
    ("state", "changes", "words"),
    [
        (OutboxState.QUEUED, {"not_before": NOW + 5}, "◷ held 5 s · u takes it back"),
        (OutboxState.QUEUED, {"not_before": NOW + 4.2}, "◷ held 5 s · u takes it back"),
        (OutboxState.QUEUED, {"not_before": NOW - 1}, "◷ waits its turn"),
        (OutboxState.QUEUED, {"not_before": 0, "reason": "no network"}, "◷ waits: no network"),
        (OutboxState.QUEUED, {"not_before": NOW + 300, "reason": "quota spent"}, "◷ again at 12:05: quota spent"),
        (OutboxState.QUEUED, {"not_before": NOW + 3, "attempt": 1, "reason": "no network"}, "◷ again at 12:00: no network"),
        (OutboxState.SENDING, {}, "↑ sending"),
        (OutboxState.SENT, {"updated": NOW}, "✓ sent 12:00"),
        (OutboxState.FAILED, {"reason": "blocked"}, "✗ refused: blocked"),
        (OutboxState.FAILED, {}, "✗ refused: the service gave no reason"),
        (OutboxState.UNCERTAIN, {"attempt_at": NOW}, "? uncertain – checking (1/5)"),
        (OutboxState.UNCERTAIN, {"attempt_at": NOW - 3}, "? uncertain – checking (2/5)"),
        (OutboxState.UNCERTAIN, {"attempt_at": NOW, "reason": f"Lost. {checking(1)}"}, "? uncertain – checking (1/5) · Lost."),
        (OutboxState.UNCERTAIN, {"attempt_at": NOW - 100}, "? uncertain – checking (5/5)"),
        (OutboxState.UNCERTAIN, {"attempt_at": NOW - 600}, "? uncertain – not found after 3 min · D decides"),
        (OutboxState.DISCARDED, {}, "✗ thrown away"),
    ],
)
def test_where_a_reply_stands_is_a_glyph_and_words(state: OutboxState, changes: dict[str, Any], words: str) -> None:
    assert standing(reply(state, **changes), NOW, UTC) == words
    assert standing(reply(state, **changes), NOW, UTC, plain=True)[0].isascii()


@pytest.mark.parametrize(
    ("moment", "words"), [(NOW, "12:00"), (0, "--:--"), (-5, "--:--"), (12_995_843_649, "20:34"), (10**20, "--:--")]
)
def test_odd_moments(moment: int, words: str) -> None:
    assert clock_words(moment, UTC) == words

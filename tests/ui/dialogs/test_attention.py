"""What is unfinished, and which decisions make sense about each."""

from __future__ import annotations

import pytest

from tests.ui.dialogs.test_dialogs import MARKUP, UNANSWERED, check, tapped, words
from tests.ui.stage import Stage, reply, settle
from webcare_tui.models.draft import Draft
from webcare_tui.models.reply import OutboxState
from webcare_tui.ui.dialogs.attention import ALLOWED, KEYS, AttentionDialog, Choice, Decision

DRAFT = Draft("9", "Half af", public=True)


def dialog(state: OutboxState) -> AttentionDialog:
    return AttentionDialog((reply(state),), (), {})


@pytest.mark.parametrize("state", [state for state in OutboxState if state is not OutboxState.DISCARDED])
async def test_a_decision_is_taken_only_where_it_makes_sense(state: OutboxState) -> None:
    made = [(key, Choice(decision, "3", "r1") if state in ALLOWED[decision] else UNANSWERED) for key, _, decision in KEYS]
    await check(*((dialog(state), [key], returned) for key, returned in made))
    await check((dialog(state), ["enter"], Choice(Decision.GO, "3", "r1")))


async def test_a_draft_is_gone_to_or_thrown_away() -> None:
    cases = {"enter": Choice(Decision.GO, "9"), "X": Choice(Decision.DISCARD, "9"), "S": UNANSWERED, "b": UNANSWERED}
    await check(*((AttentionDialog((), (DRAFT,), {}), [key], returned) for key, returned in cases.items()))
    await check(*((AttentionDialog((), (DRAFT,), {}), [key], None) for key in ("q", "D", "escape")))


async def test_why_a_reply_was_refused_is_read_whole_and_the_keys_stay_in_sight() -> None:
    why = "The service refused this: It says: this message was removed by its author. Somebody may have changed it. " * 2
    refused = [reply(OutboxState.FAILED, id=str(number), reason=f"{why}End.") for number in range(20)]
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(AttentionDialog(tuple(refused), (), {}))
        await settle(pilot)
        assert "changed it. End." in " ".join(words(pilot).split()) and "b back to draft" in words(pilot)
        assert app.screen.query_one(".dialog-keys").region.bottom < 24


async def test_doubt_comes_first_then_drafts_and_what_was_sent_comes_last() -> None:
    items = tuple(
        reply(state, id=state.value, to=state.value, reason=MARKUP, updated=number)
        for number, state in enumerate((OutboxState.SENT, OutboxState.QUEUED, OutboxState.UNCERTAIN, OutboxState.FAILED))
    )
    app = Stage()
    async with app.run_test(size=(110, 30)) as pilot:
        await app.push_screen(AttentionDialog(items, (DRAFT,), {"9": "Dirk [/] Haast"}))
        await settle(pilot)
        text = words(pilot)
        rows = ("? uncertain", "✗ refused", "◷ waits", "✎ draft Dirk [/] Haast PUBLIC", "✓ sent")
        places = [text.index(each) for each in rows]
        assert places == sorted(places) and MARKUP in text
        await tapped(pilot, "j", "j", "j")
        assert "Half af" in words(pilot)
        assert "X throw away" in words(pilot) and "send once more" not in words(pilot)

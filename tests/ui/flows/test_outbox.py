"""Drafts and outbox: what is unfinished is listed, and each decision does what it says."""

from __future__ import annotations

from pathlib import Path

from tests.ui.office import Office, at_work, opened
from webcare_tui.models.reply import OutboxState

PAIR = ("Anna Vroeg", "Bram Tweede")


async def doubtful(office: Office, words: str = "Komt eraan", *, arrives: bool = False) -> None:
    """A reply whose answer is lost on the way, before or after the service has acted on it."""
    office.fault("replies$", drop="after" if arrives else "before")
    await office.write(words)
    await office.press("ctrl+j")
    await office.until(lambda: OutboxState.UNCERTAIN in office.state())
    await office.sees("? 1 uncertain")


async def decide(office: Office, key: str) -> None:
    """Press a key on the first thing in the list of what is unfinished."""
    await office.press("escape", "D")
    await office.asked("AttentionDialog")
    await office.press(key)


async def test_nothing_unfinished_is_said(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await office.press("D")
        await office.hears("No drafts, and nothing in the outbox")


async def test_a_lost_answer_is_told_once_and_found_by_looking(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await doubtful(office, arrives=True)
        await office.hears("Nobody knows yet whether the reply to Anna Vroeg arrived")
        await decide(office, "c")
        await office.until(lambda: OutboxState.SENT in office.state())
        assert len(office.replies()) == 1


async def test_it_was_sent_and_back_to_draft_and_throw_away(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await doubtful(office)
        await decide(office, "m")
        await office.hears("✓ Anna Vroeg: You marked it as sent.")
        assert office.state() == [OutboxState.SENT]

        await office.press("tab")
        await office.stands_on("Bram Tweede")
        await doubtful(office, "Nog een")
        await office.write("Nieuw")
        await decide(office, "b")
        await office.hears("Its words are a draft again.")
        composer = office.inbox.composer
        await office.until(lambda: all(words in composer.draft.text for words in ("Nog een", "Nieuw")))

        await decide(office, "X")
        await office.asked("ConfirmDialog")
        await office.press("n")
        assert "Nog een" in office.inbox.composer.draft.text


async def test_sending_once_more_needs_a_look_and_a_word(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await doubtful(office)
        await decide(office, "S")
        await office.asked("ConfirmDialog")
        await office.sees("Nobody knows whether the first one arrived", "Waar blijft mijn pakket?")
        await office.press("enter", "n")
        assert office.replies() == []
        await decide(office, "S")
        await office.asked("ConfirmDialog")
        await office.press("y")
        await office.until(office.replies, "sent")
        assert len(office.replies()) == 1


async def test_a_draft_is_gone_to_and_thrown_away(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await office.press("j")
        await office.stands_on("Bram Tweede")
        await office.write("Half")
        await office.press("escape", "left", "k")
        await office.stands_on("Anna Vroeg")
        await decide(office, "enter")
        await office.stands_on("Bram Tweede")
        await office.until(lambda: "Half" in office.inbox.composer.draft.text)
        await decide(office, "X")
        await office.asked("ConfirmDialog")
        await office.press("y")
        await office.hears("Thrown away.")
        assert not office.session.drafts.ids and not office.inbox.composer.is_open


async def test_what_is_unfinished_stands_there_at_the_next_start_without_a_word_on_what_is_done(tmp_path: Path) -> None:
    async with at_work(tmp_path, *PAIR) as office:
        await office.write("Komt eraan")
        await office.press("ctrl+j")
        await office.hears("✓ Sent to Anna Vroeg.")
        await office.press("left", "j")
        await office.stands_on("Bram Tweede")
        await doubtful(office)
        box = office.box
        await office.session.close()
        async with opened(tmp_path, box) as again:
            await again.stands_on("Bram Tweede")
            await again.sees("? 1 uncertain")
            assert "Sent to" not in again.said

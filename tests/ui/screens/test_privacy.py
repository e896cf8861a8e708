"""What others can read of the screen: customers hidden, and the whole screen covered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.events import MouseMove, Paste

from tests.ui.office import Office, at_work
from webcare_tui.models.reply import OutboxState
from webcare_tui.services.events import Noticed, OutboxChanged
from webcare_tui.ui.dialogs.notice import NoticeDialog
from webcare_tui.ui.present.veil import pseudonym

NAMES = ("Annabel Vroegindewei", "Bertrand Tweedehands")
WORDS = {"annabel", "vroegindewei", "bertrand", "tweedehands", "waar", "blijft", "pakket", "twijfelaar"}


def told(office: Office) -> set[str]:
    """Which of the planted words stand on the screen."""
    return {word for word in WORDS if word in office.text.casefold()}


async def test_privacy_hides_customers_wherever_the_agent_goes(tmp_path: Path) -> None:
    async with at_work(tmp_path, *NAMES, undo=30, ui={"privacy": True}) as office:
        await office.unpolled()
        shown = office.inbox.shown
        assert shown is not None
        await office.sees(pseudonym(NAMES[0]), pseudonym(NAMES[1]), "•••• •••••• •••• ••••••?")
        seen = [told(office)]
        for keys in (("enter",), ("i",), ("escape", "A"), ("escape", "v", "v")):
            await office.press(*keys)
            seen.append(told(office))
        await office.write("@annabel Hoi twijfelaar")
        assert "Hoi twijfelaar" in office.text
        assert "@••••••• Hoi" in office.text
        seen.append(told(office) - {"twijfelaar"})
        await office.press("ctrl+j")
        await office.hears(pseudonym(NAMES[0]))
        seen.append(told(office))
        await office.press("D")
        await office.sees(f"waits {pseudonym(NAMES[0])}")
        seen.append(told(office))
        await office.press("escape")
        item = office.session.outbox.items[0]
        office.app._publish(OutboxChanged(replace(item, state=OutboxState.FAILED, reason=f"{NAMES[0]} has left.")))
        office.app._publish(Noticed(f"{NAMES[0]} wrote again", "Look first.", "warning", NAMES[0]))
        await office.hears("wrote again")
        assert office.inbox.composer.area.text == item.text, "words that come back are the words themselves"
        seen.append(told(office) - {"twijfelaar"})
        await office.press("o")
        await office.run("result.raw")
        await office.hears("hidden")
        seen.append(told(office) - {"twijfelaar"})
        assert seen == [set()] * len(seen)

        await office.press("v")
        assert told(office) >= {"annabel", "vroegindewei", "pakket"}
        assert "bertrand" not in told(office), "only the one that is read"
        await office.press("f8")
        assert told(office) <= {"twijfelaar"}, "whoever comes by while one is shown"
        await office.press("f8")
        assert told(office) == WORDS


async def test_the_lock_hides_everything_and_enter_only_unlocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_work(tmp_path, *NAMES, ui={"lock_minutes": 5}) as office:
        clock, lock = [1000.0], office.app._lock
        monkeypatch.setattr(lock, "_clock", lambda: clock[0])
        lock._last = clock[0]
        stopped: list[bool] = []
        monkeypatch.setattr(office.session.typing, "idle", lambda: stopped.append(True))
        await office.until(lambda: office.inbox.shown.details, "prefix and suffix")
        await office.write("Hoi twijfelaar")
        clock[0] += 299
        lock.look()
        assert not office.dialog
        office.app.post_message(MouseMove(None, 1, 1, 0, 0, 0, False, False, False, 1, 1))
        await office.press("j")
        clock[0] += 299
        lock.look()
        assert not office.dialog, "a key begins the time anew"
        office.app.app_suspend_signal.publish(office.app)  # as for an editor of the agent's own
        clock[0] += 999
        lock.look()
        office.app.app_resume_signal.publish(office.app)
        clock[0] += 299
        lock.look()
        assert not office.dialog, "who works elsewhere on this terminal is not away"
        before = len(stopped)
        clock[0] += 2
        await office.press("x")  # the machine slept, and nobody had looked
        await office.asked("LockScreen")
        assert not told(office)
        assert "locked since" in office.text
        await office.until(lambda: len(stopped) > before and not office.session.drafts._waiting, "a draft on disk")
        kept = await office.session.store.drafts.get(office.inbox.composer.draft.result_id)
        assert kept is not None
        assert "Hoi twijfelaarj" in kept.text

        await office.press("e", "ctrl+c", "f2", "q", "enter")  # as a paste that the terminal did not mark
        office.app.post_message(Paste("e\n"))
        clock[0] += 1
        await office.press("y")
        assert office.dialog == "LockScreen"
        office.inbox.run_worker(office.inbox.ask(NoticeDialog("It is late", f"{NAMES[0]} was told.")))
        clock[0] += 1
        await office.pilot.pause()
        assert office.dialog == "LockScreen", "no dialog stands above the lock"
        await office.press("enter")
        await office.asked("NoticeDialog")
        await office.press("escape")
        assert not office.dialog
        assert office.inbox.composer.area.text == kept.text
        await office.press("k")
        await office.sees("Hoi twijfelaarjk")

"""The bars as widgets: they follow what they are bound to, at any size, and the foot falls silent again."""

from __future__ import annotations

import pytest

from tests.ui.stage import ACCOUNT, Stage, reply, settle
from webcare_tui.models.reply import OutboxState
from webcare_tui.services.events import LinkState
from webcare_tui.ui.panes import bars
from webcare_tui.ui.panes.bars import Foot, TopBar
from webcare_tui.ui.present.bars import Link


async def test_the_top_line_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    top = TopBar()
    app = Stage(top)
    async with app.run_test(size=(90, 3)) as pilot:
        await settle(pilot)
        assert "webcare-tui" in top.words and "connecting" in top.words
        top.account, top.link = ACCOUNT, Link(LinkState.LIVE)
        top.outbox = (reply(OutboxState.UNCERTAIN),)
        await settle(pilot)
        assert "Waterlandnet" in top.words and "? 1 uncertain · ● live" in top.words
        for width in (1, 4, 20):
            await pilot.resize_terminal(width, 1)
            await settle(pilot)
            assert len(top.words) <= max(width, 1)


async def test_the_foot_says_something_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bars, "SAID", 0.05)
    foot = Foot()
    app = Stage(foot)
    async with app.run_test(size=(60, 3)) as pilot:
        foot.hints = (("r", "reply", True),)
        foot.say("Eerste")
        foot.say("Er ging iets mis", "error")
        await pilot.pause(0.1)
        assert "r reply" in foot.words and "Er ging iets mis" in foot.words, "trouble stands longer"
        foot.say("Klaar")
        await settle(pilot)
        assert "Klaar" in foot.words and "mis" not in foot.words
        await pilot.pause(0.1)
        assert foot.words.strip() == "r reply"

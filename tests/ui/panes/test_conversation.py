"""The conversation: what it shows, where it stands, and that nothing strange moves it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.ui.stage import ACCOUNT, NOW, STORY, Stage, conversation, message, reply, settle, tap
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.ui.panes.conversation import ConversationPane
from webcare_tui.ui.panes.customer import CustomerLine

LONG = conversation(*(message(each, f"bericht {each}", own=each % 3 == 0, minutes=600 - each) for each in range(1, 61)))


class Reading(Stage):
    """An app with a conversation."""

    def __init__(self) -> None:
        self.time = float(NOW)
        self.pane = ConversationPane(clock=lambda: self.time)
        super().__init__(self.pane)

    def on_conversation_pane_end_reached(self, said: ConversationPane.EndReached) -> None:
        self.heard.append(said)

    def on_conversation_pane_top_reached(self, said: ConversationPane.TopReached) -> None:
        self.heard.append(said)

    @property
    def lines(self) -> list[str]:
        """What stands in the view, without the last column."""
        roll = self.pane.roll
        return [roll.fresh_line(y).text[:-1].rstrip() for y in range(roll.size.height)]

    async def show(self, pilot: Pilot[None], **values: Any) -> None:
        """Set what the screen would bind, and wait."""
        for name, value in ({"account": ACCOUNT} | values).items():
            setattr(self.pane, name, value)
        await settle(pilot)
        self.pane.focus()
        await settle(pilot)


def shown(app: Reading, words: str) -> int:
    """The number of the line with these words; -1 where they are not in view."""
    return next((number for number, line in enumerate(app.lines) if words in line), -1)


async def test_who_said_what_is_plain_without_colour() -> None:
    app = Reading()
    async with app.run_test(size=(80, 30)) as pilot:
        await app.show(pilot, conversation=STORY)
        assert app.pane.head.words.split(" · ")[0].strip() == "Jan de Vries"
        assert "WhatsApp" in app.pane.head.words and " PRIVATE " in app.pane.head.words and "case 8812" in app.pane.head.words
        text = "\n".join(app.lines)
        assert "▌ 13:00 Jan de Vries · customer" in text
        assert "║ 13:20 Sent by Sanne Bakker · colleague" in text
        assert "█ 13:22 Jan de Vries · customer" in text, "the asked-for one has another bar"
        assert "yesterday, Sun 9 Jun" in text and "today, Mon 10 Jun" in text
        assert "https://example.com/meting/2024?x=1 [1]" in text
        assert [link.url for link in app.pane.links] == ["https://example.com/meting/2024?x=1"]
        assert " storing   factuur" in text


async def test_nothing_open_says_what_stands_here() -> None:
    app = Reading()
    async with app.run_test(size=(80, 20)) as pilot:
        await app.show(pilot, conversation=None)
        assert shown(app, "row under the cursor") >= 0
        assert app.pane.links == ()


async def test_the_focus_is_shown_by_the_header_only() -> None:
    app = Reading()
    async with app.run_test(size=(80, 20)) as pilot:
        await app.show(pilot, conversation=STORY)
        focused = app.pane.head.fresh_line(0)
        body = app.pane.roll.fresh_line(2)
        app.screen.set_focus(None)
        await settle(pilot)
        assert app.pane.head.fresh_line(0) != focused
        assert app.pane.roll.fresh_line(2) == body


async def test_it_opens_at_its_end() -> None:
    app = Reading()
    async with app.run_test(size=(60, 20)) as pilot:
        await app.show(pilot, conversation=LONG)
        assert shown(app, "bericht 60") >= 0 and app.pane.at_end


async def test_it_opens_at_the_message_asked_for() -> None:
    app = Reading()
    async with app.run_test(size=(60, 20)) as pilot:
        await app.show(pilot, conversation=replace(LONG, result=LONG.messages[9]))
        assert shown(app, "bericht 10") == 1, "under its name line, at the top of the view"
        assert not app.pane.at_end


async def test_keys_scroll_and_the_end_is_said() -> None:
    app = Reading()
    async with app.run_test(size=(60, 21)) as pilot:
        await app.show(pilot, conversation=LONG)
        roll = app.pane.roll
        end = roll.max_scroll_y
        for keys, place in (
            (["k"], end - 1), (["up", "j"], end - 1), (["G"], end), (["g"], 0), (["down"], 1), (["home"], 0), (["ctrl+d"], 10),
            (["ctrl+u"], 0), (["pagedown"], 19), (["space"], 38), (["pageup"], 19), (["end"], end),
        ):  # fmt: skip
            await tap(pilot, *keys)
            assert roll.scroll_offset.y == place, keys
        assert not app.heard
        await tap(pilot, "space")
        assert [type(each) for each in app.heard] == [ConversationPane.EndReached]
        assert app.heard[0].control is app.pane


async def test_it_follows_news_at_its_end_and_marks_what_is_new() -> None:
    app = Reading()
    async with app.run_test(size=(60, 20)) as pilot:
        await app.show(pilot, conversation=LONG)
        assert shown(app, "new since you looked") == -1
        later = message(900, "nog iets", minutes=1)
        await app.show(pilot, conversation=replace(LONG, messages=(*LONG.messages, later)))
        assert app.pane.at_end
        assert -1 < shown(app, "new since you looked") < shown(app, "nog iets")


async def test_elsewhere_it_stays_and_says_how_many_are_below() -> None:
    app = Reading()
    async with app.run_test(size=(60, 20)) as pilot:
        await app.show(pilot, conversation=LONG)
        await tap(pilot, "g")
        before = app.lines
        messages = (*LONG.messages, message(900, "nog iets", minutes=2), message(901, "hallo?", minutes=1))
        await app.show(pilot, conversation=replace(LONG, messages=messages))
        assert app.lines[:-1] == before[:-1]
        assert app.lines[-1].endswith("2 new ↓")
        await tap(pilot, "G")
        assert "new ↓" not in app.lines[-1] and shown(app, "hallo?") >= 0


async def test_what_the_store_did_not_have_is_not_new() -> None:
    app = Reading()
    async with app.run_test(size=(60, 30)) as pilot:
        await app.show(pilot, conversation=replace(STORY, messages=STORY.messages[2:], fresh=False))
        assert "as stored" in app.pane.head.words
        await app.show(pilot, conversation=STORY)
        assert "as stored" not in app.pane.head.words
        assert shown(app, "Goedemorgen") >= 0 and shown(app, "new since") == -1


async def test_own_words_are_never_new_and_an_answer_counts_as_having_looked() -> None:
    app = Reading()
    async with app.run_test(size=(60, 40)) as pilot:
        await app.show(pilot, conversation=STORY)
        more = (*STORY.messages, message(8, "Wij weer. ^SB", own=True, minutes=2))
        await app.show(pilot, conversation=replace(STORY, messages=more))
        assert shown(app, "new since") == -1
        await app.show(pilot, conversation=replace(STORY, messages=(*more, message(9, "hallo?", minutes=1))))
        assert shown(app, "new since") >= 0
        await app.show(pilot, outbox=(reply(),))
        assert shown(app, "new since") == -1


async def test_a_reply_under_way_is_seen_through_its_states() -> None:
    app = Reading()
    async with app.run_test(size=(70, 30)) as pilot:
        await app.show(pilot, conversation=STORY, outbox=(reply(not_before=NOW + 5),))
        assert shown(app, "◷ held 5 s · u takes it back") >= 0 and app.pane.at_end
        app.time += 3
        app.pane._tick()
        await settle(pilot)
        assert shown(app, "◷ held 2 s · u takes it back") >= 0
        for state, words in (
            (OutboxState.SENDING, "↑ sending"),
            (OutboxState.UNCERTAIN, "? uncertain – checking (1/5)"),
            (OutboxState.FAILED, "✗ refused: geblokkeerd"),
            (OutboxState.SENT, "✓ sent 14:00"),
        ):
            item: OutboxItem = reply(state, attempt_at=app.time, reason="geblokkeerd" if state is OutboxState.FAILED else "")
            await app.show(pilot, outbox=(item,))
            assert shown(app, words) >= 0
            assert shown(app, "Ik kijk het na.") >= 0
        arrived = message(77, "Ik kijk het na.", own=True)
        sent = reply(OutboxState.SENT, reply_id="77")
        await app.show(pilot, conversation=replace(STORY, messages=(*STORY.messages, arrived)), outbox=(sent,))
        assert shown(app, "✓ sent") == -1, "it stands in the conversation itself"
        assert sum("Ik kijk het na." in line for line in app.lines) == 1


async def test_only_words_that_changed_are_painted_again() -> None:
    app = Reading()
    async with app.run_test(size=(70, 30)) as pilot:
        await app.show(pilot, conversation=STORY, outbox=(reply(not_before=NOW + 5),))
        painted: list[int] = []
        roll = app.pane.roll
        original = roll.fresh_line
        await settle(pilot)
        roll._painted.update({y: original(y) for y in range(roll.size.height)})
        app.time += 1
        app.pane._tick()
        await settle(pilot)
        kept = {y: roll._painted[y] for y in range(roll.size.height)}
        app.time += 1
        app.pane._tick()
        await settle(pilot)
        painted = [y for y in kept if roll._painted[y] is not kept[y]]
        assert painted == [shown(app, "held 3 s")]


async def test_a_very_long_message_is_folded_until_it_is_asked_for() -> None:
    app = Reading()
    async with app.run_test(size=(60, 20)) as pilot:
        text = "\n".join(f"regel {each}" for each in range(300))
        await app.show(pilot, conversation=conversation(message(1, text), message(2, "dank")))
        assert shown(app, "240 more lines · Enter shows all") >= 0
        await tap(pilot, "enter")
        height = app.pane.roll.virtual_size.height
        assert height > 300 and shown(app, "more lines") == -1
        await tap(pilot, "g", "enter")
        assert app.pane.roll.virtual_size.height < 100


async def test_a_deleted_message_leaves_no_words() -> None:
    app = Reading()
    async with app.run_test(size=(60, 20)) as pilot:
        await app.show(pilot, conversation=conversation(message(1, "beledigend", status=5)))
        assert shown(app, "deleted on the source") >= 0 and shown(app, "beledigend") == -1


HOSTILE = (
    "\x1b]52;c;cHduZWQ=\x1b\\ \x1b[2J \x9b31m \x07\x00\x7f \u202eevil\u202c \u2028 [@click=app.quit]x[/] [/] [red]",
    "┌──────────┐\n│ ▐ Sent by you │\n└──────────┘\n14:02 Sent by Mila Kuiper",
    "שלום עולם مرحبا بالعالم",
    "👩‍👩‍👧‍👦👍🏽🇳🇱❤️1️⃣" * 20,
    "z̷̡̛̼͓a̶l̸g̵o̸" * 30,
    "a" * 5000,
    "漢字かな交じり文" * 60,
    "\ud83d lone",
    "\n" * 500,
    "",
)


@pytest.mark.parametrize("width", [12, 57, 80])
async def test_strangers_words_stay_inside_their_bar(width: int) -> None:
    app = Reading()
    async with app.run_test(size=(width, 24)) as pilot:
        messages = [message(each + 1, text, title=text[:80], minutes=100 - each) for each, text in enumerate(HOSTILE)]
        await app.show(pilot, conversation=conversation(*messages))
        await tap(pilot, "g")
        roll = app.pane.roll
        seen: list[str] = []
        for top in range(0, roll.virtual_size.height, roll.page):
            roll.scroll_to(y=top, animate=False, force=True)
            strips = [roll.fresh_line(y) for y in range(roll.size.height)]
            assert {strip.cell_length for strip in strips} == {roll.size.width}
            seen += [strip.text for strip in strips]
        for line in seen:
            line.encode()
            assert not any(ord(each) < 32 or 0x7F <= ord(each) < 0xA0 or each in "\u202e\u2028" for each in line)
            bare = line[:-1].strip()
            assert not bare or bare[0] in "▌█─…" or bare.startswith("today"), line
        assert app.is_running


async def test_five_hundred_messages_and_a_resize_keep_the_place() -> None:
    app = Reading()
    async with app.run_test(size=(80, 24)) as pilot:
        many = [
            message(each, f"bericht {each} " + "woorden " * (each % 30), own=each % 4 == 0, minutes=900 - each)
            for each in range(1, 501)
        ]
        await app.show(pilot, conversation=conversation(*many))
        assert app.pane.at_end
        roll = app.pane.roll
        roll.to_anchor("250")
        await settle(pilot)
        assert roll.visible_anchors()[0] == "250"
        for width, height in ((40, 24), (120, 10), (33, 50), (80, 24)):
            await pilot.resize_terminal(width, height)
            await settle(pilot)
            assert roll.visible_anchors()[0] == "250", (width, height)
        await tap(pilot, "G")
        await pilot.resize_terminal(30, 12)
        await settle(pilot)
        assert app.pane.at_end and shown(app, "bericht 500") + shown(app, "woorden") > -2


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (3, 5)])
async def test_no_size_is_too_small(size: tuple[int, int]) -> None:
    app = Reading()
    async with app.run_test(size=size) as pilot:
        await app.show(pilot, conversation=STORY, outbox=(reply(),))
        await tap(pilot, "k", "g", "G", "space")
        await pilot.resize_terminal(80, 30)
        await settle(pilot)
        assert shown(app, "Ik kijk het na.") >= 0


async def test_without_box_characters() -> None:
    app = Reading()
    async with app.run_test(size=(60, 40)) as pilot:
        await app.show(pilot, conversation=STORY, outbox=(reply(),), plain=True)
        text = "\n".join(app.lines)
        assert "| 13:00 Jan de Vries" in text and "= 13:20 Sent by Sanne Bakker" in text and "~ held 5 s" in text
        assert not any(each in text for each in "▌▐█║─◷")


async def test_what_stands_between_head_and_messages() -> None:
    app = Reading()
    line = CustomerLine()
    app.pane = ConversationPane(line, clock=lambda: NOW)
    app.widgets = (app.pane,)
    async with app.run_test(size=(100, 20)) as pilot:
        line.now, line.account, line.conversation = NOW, ACCOUNT, STORY
        await app.show(pilot, conversation=STORY)
        assert line.region.y == app.pane.head.region.y + 1
        assert "waits 38 min · due in 7 min · 3× earlier contact" in line.words


async def test_at_the_top_it_asks_for_more_once_and_stays_on_the_message_that_was_read() -> None:
    app = Reading()
    later = replace(LONG, messages=LONG.messages[20:], more=True)
    async with app.run_test(size=(80, 20)) as pilot:
        await app.show(pilot, conversation=later)
        asked = lambda: len(app.hear(ConversationPane.TopReached))  # noqa: E731
        await tap(pilot, "pageup")
        assert asked() == 0, "it is not at the top yet"
        await tap(pilot, "g")
        assert asked() == 1 and shown(app, "perhaps earlier messages") == 0
        app.pane.busy = True
        await tap(pilot, "k", "pageup", "g", "j", "G")
        assert asked() == 1, "it is being asked already"
        app.pane.busy = False
        await tap(pilot, "g")
        await app.show(pilot, conversation=replace(LONG, more=False))
        assert "bericht 21" in "\n".join(app.lines[:4]), "the view stays on what was read"
        assert shown(app, "new since you looked") == -1
        await tap(pilot, "g")
        assert shown(app, "bericht 1") > 0 and asked() == 2 and shown(app, "perhaps earlier") == -1


async def test_a_short_conversation_asks_for_more_when_the_agent_wants_up() -> None:
    app = Reading()
    async with app.run_test(size=(80, 30)) as pilot:
        await app.show(pilot, conversation=replace(STORY, more=True))
        await tap(pilot, "j")
        assert app.hear(ConversationPane.TopReached) == []
        await tap(pilot, "k")
        assert len(app.hear(ConversationPane.TopReached)) == 1


async def test_enter_shows_what_an_edited_message_said_and_hides_it_again() -> None:
    app = Reading()
    async with app.run_test(size=(80, 40)) as pilot:
        await app.show(pilot, conversation=replace(STORY, before={"1": "Het werkt prima."}))
        await tap(pilot, "enter")
        assert shown(app, "Het werkt prima.") > 0
        await tap(pilot, "enter")
        assert shown(app, "Het werkt prima.") == -1 and shown(app, "changed by its author") > 0

"""The composer: every key of it, publicity, counter, pasted text, and what it says to the screen."""

from __future__ import annotations

from typing import Any

import pytest
from textual import events
from textual.message import Message

from tests.ui.stage import ACCOUNT, Stage, settle, tap
from webcare_tui.models.draft import Draft
from webcare_tui.ui.panes.composer import PASTE_GAP, ComposerPane
from webcare_tui.ui.present.composition import Composition


class Clock:
    """Time that passes only when told to; a second before every key unless said otherwise."""

    def __init__(self) -> None:
        self.now = 100.0
        self.step = 1.0

    def arrived(self, event: Message) -> float:
        self.now += self.step
        return self.now


class Desk(Stage):
    """An app with a composer."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.composer = ComposerPane(arrived=self.clock.arrived)
        super().__init__(self.composer)

    def post(self, message: Any) -> None:
        self.heard.append(message)

    on_composer_pane_changed = post
    on_composer_pane_typed = post
    on_composer_pane_send_requested = post
    on_composer_pane_left = post
    on_composer_pane_public_asked = post
    on_composer_pane_editor_requested = post
    on_composer_pane_noticed = post

    def open(self, text: str = "", **changes: Any) -> None:
        """Open the composer on a draft."""
        values: dict[str, Any] = {
            "connections": ACCOUNT.connections[1:],
            "source_name": "twitter",
            "to": "Jan de Vries",
            "private_only": False,
        }
        draft = changes.pop("draft", None) or Draft("3", text, "902", public=True, cursor=len(text))
        values |= changes
        enter_sends = values.pop("enter_sends", False)
        self.composer.open(Composition(draft, **values), enter_sends=enter_sends)
        self.composer.focus_text()


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def test_typing_changes_the_draft_and_says_so(desk: Desk) -> None:
    async with desk.run_test() as pilot:
        desk.open()
        await settle(pilot)
        assert not desk.heard, "opening is not typing"
        await tap(pilot, "H")
        await tap(pilot, *"oi")
        assert [each.draft.text for each in desk.hear(ComposerPane.Changed)] == ["H", "Hoi"], "one packet, one change"
        assert len(desk.hear(ComposerPane.Typed)) == 2
        assert desk.composer.draft == Draft("3", "Hoi", "902", public=True, cursor=3)


@pytest.mark.parametrize(("key", "close"), [("ctrl+j", False), ("ctrl+enter", False), ("ctrl+o", True)])
async def test_sending(desk: Desk, key: str, close: bool) -> None:
    async with desk.run_test() as pilot:
        desk.open()
        await tap(pilot, *"Dank")
        await tap(pilot, key)
        (asked,) = desk.hear(ComposerPane.SendRequested)
        assert (asked.draft.text, asked.draft.public, asked.close_after) == ("Dank", True, close)
        assert asked.control is desk.composer


async def test_a_line_end_close_behind_other_input_never_sends(desk: Desk) -> None:
    async with desk.run_test() as pilot:
        desk.open()
        desk.clock.step = PASTE_GAP / 2
        await tap(pilot, "a", "ctrl+j", "b", "ctrl+j", "ctrl+j", "c")
        assert desk.composer.draft.text == "a\nb\n\nc"
        assert not desk.hear(ComposerPane.SendRequested)
        desk.clock.step = PASTE_GAP * 2
        await tap(pilot, "ctrl+j")
        assert [each.draft.text for each in desk.hear(ComposerPane.SendRequested)] == ["a\nb\n\nc"]


async def test_a_line_end_close_behind_a_paste_never_sends(desk: Desk) -> None:
    async with desk.run_test() as pilot:
        desk.open()
        await settle(pilot)
        desk.clock.step = 0.001
        desk.composer.area.post_message(events.Paste("regel een"))
        await tap(pilot, "ctrl+j")
        assert desk.composer.draft.text == "regel een\n"
        assert not desk.hear(ComposerPane.SendRequested)


async def test_keys_right_behind_an_order_are_neither_words_nor_orders(desk: Desk) -> None:
    async with desk.run_test() as pilot:
        desk.open("Dank")
        desk.clock.step = 0.2
        await tap(pilot, "ctrl+j", "j", "ctrl+j", "ctrl+o")
        assert [each.draft.text for each in desk.hear(ComposerPane.SendRequested)] == ["Dank"]
        assert desk.composer.draft.text == "Dank" and not desk.hear(ComposerPane.Changed)
        desk.composer.focus_text()
        await tap(pilot, "!")
        assert desk.composer.draft.text == "Dank!", "the screen did not take it, so the agent goes on"
        await tap(pilot, "ctrl+j")
        desk.clock.step = 2.0
        await tap(pilot, "!")
        assert desk.composer.draft.text == "Dank!!"


async def test_keys_of_one_packet_act_in_their_order(desk: Desk) -> None:
    async with desk.run_test() as pilot:
        desk.open()
        await tap(pilot, "a", "b", "backspace", "c", "ctrl+a", "X", "ctrl+e", "Y", "ctrl+t", "Z")
        assert desk.composer.draft.text == "XacYZ"
        assert next(each.draft.text for each in desk.hear(ComposerPane.Changed) if not each.draft.public) == "XacY"


async def test_words_of_the_same_packet_are_sent_and_not_kept_as_a_draft(desk: Desk) -> None:
    async with desk.run_test() as pilot:
        desk.open()
        desk.clock.step = 0.2
        await tap(pilot, *"Dank", "ctrl+o", "j", "j")
        assert [type(each).__name__ for each in desk.heard][-1] == "SendRequested"
        assert [(each.draft.text, each.close_after) for each in desk.hear(ComposerPane.SendRequested)] == [("Dank", True)]


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\u200b\u2800", "@jan  ^MK"])
async def test_nothing_cannot_be_sent(desk: Desk, text: str) -> None:
    async with desk.run_test() as pilot:
        desk.open(text, prefix="@jan ", suffix=" ^MK")
        await tap(pilot, "ctrl+j", "ctrl+o")
        assert not desk.hear(ComposerPane.SendRequested)
        assert {each.words for each in desk.hear(ComposerPane.Noticed)} == {
            "There is nothing to send yet: write a reply first."
        }


async def test_prefix_and_suffix_stand_round_the_caret_and_count(desk: Desk) -> None:
    async with desk.run_test() as pilot:
        desk.open(prefix="@jan ", suffix=" ^MK")
        assert desk.composer.draft.text == "", "nothing was written yet"
        await settle(pilot)
        assert desk.composer.counter.words.strip().startswith("9/")
        await tap(pilot, *"Hoi")
        assert desk.composer.draft.text == "@jan Hoi ^MK"
        assert desk.composer.draft.cursor == 8


async def test_a_draft_comes_back_as_it_was_left(desk: Desk) -> None:
    async with desk.run_test() as pilot:
        draft = Draft("3", "een\ntwee", "903", public=False, cursor=5)
        desk.open(draft=draft, prefix="@jan ", suffix=" ^MK")
        assert desk.composer.draft == draft
        await tap(pilot, "X", "escape")
        (left,) = desk.hear(ComposerPane.Left)
        assert left.draft == Draft("3", "een\ntXwee", "903", public=False, cursor=6)


async def test_public_and_private_take_turns(desk: Desk) -> None:
    async with desk.run_test() as pilot:
        desk.open("Dank")
        await settle(pilot)
        assert " PUBLIC " in desk.composer.head.words and desk.composer.has_class("-public")
        await tap(pilot, "ctrl+t")
        assert " PRIVATE " in desk.composer.head.words and not desk.composer.has_class("-public")
        assert not desk.composer.draft.public
        await tap(pilot, "ctrl+t")
        assert desk.composer.draft.public
        assert [each.draft.public for each in desk.hear(ComposerPane.Changed)] == [False, True]


async def test_a_private_message_is_answered_in_public_only_after_a_yes(desk: Desk) -> None:
    async with desk.run_test() as pilot:
        desk.open(draft=Draft("3", "Dank", "902", public=False), private_only=True)
        await tap(pilot, "ctrl+t")
        assert not desk.composer.draft.public
        assert len(desk.hear(ComposerPane.PublicAsked)) == 1
        desk.composer.go_public()
        await tap(pilot, "ctrl+j")
        assert desk.hear(ComposerPane.SendRequested)[0].draft.public


async def test_publicity_is_never_sticky(desk: Desk) -> None:
    async with desk.run_test():
        desk.open("Dank")
        desk.open(draft=Draft("4", "", "902", public=False), private_only=True)
        assert not desk.composer.draft.public
        assert not desk.composer.has_class("-public")


async def test_the_next_connection(desk: Desk) -> None:
    async with desk.run_test() as pilot:
        desk.open("Dank")
        await tap(pilot, "ctrl+n")
        assert desk.composer.draft.connection_id == "903"
        await settle(pilot)
        assert "@wln_help" in desk.composer.head.words
        await tap(pilot, "ctrl+n")
        assert desk.composer.draft.connection_id == "902"
        desk.open("Dank", connections=ACCOUNT.connections[:1])
        assert desk.composer.draft.connection_id == "901", "a channel that cannot be chosen gives way"
        await tap(pilot, "ctrl+n")
        assert desk.hear(ComposerPane.Noticed)[-1].words.startswith("There is only one connection")


async def test_the_counter_says_when_it_is_too_long(desk: Desk) -> None:
    async with desk.run_test() as pilot:
        desk.open("x" * 279)
        await settle(pilot)
        assert "279/280" in desk.composer.counter.words
        await tap(pilot, *"yyy")
        assert "282/280 over by 2" in desk.composer.counter.words
        await tap(pilot, "backspace", "backspace")
        assert "over" not in desk.composer.counter.words


@pytest.mark.parametrize("key", ["f4", "ctrl+g"])
async def test_an_editor_of_ones_own(desk: Desk, key: str) -> None:
    async with desk.run_test() as pilot:
        desk.open("Dank")
        await tap(pilot, key)
        (asked,) = desk.hear(ComposerPane.EditorRequested)
        assert asked.draft.text == "Dank"
        desk.composer.area.replace_all("Uit de editor\r\nmet regels")
        assert desk.composer.draft.text == "Uit de editor\nmet regels"
        await tap(pilot, "ctrl+z")
        assert desk.composer.draft.text == "Dank"


async def test_ctrl_s_only_says_that_the_draft_is_saved(desk: Desk) -> None:
    async with desk.run_test() as pilot:
        desk.open("Dank")
        await tap(pilot, "ctrl+s")
        assert "saved" in desk.hear(ComposerPane.Noticed)[0].words
        assert desk.composer.draft.text == "Dank"


async def test_pasted_text_is_cleaned(desk: Desk) -> None:
    async with desk.run_test() as pilot:
        desk.open()
        await settle(pilot)
        desk.composer.area.post_message(events.Paste("a\x1b[2J\r\nb\x00\x07c\ud83d"))
        await settle(pilot)
        text = desk.composer.draft.text
        assert text.startswith("a") and "\nb" in text
        assert not any(ord(each) < 32 and each != "\n" for each in text)
        text.encode()


async def test_readline_keys_edit_and_no_letter_is_bound(desk: Desk) -> None:
    async with desk.run_test() as pilot:
        desk.open("een twee")
        await tap(pilot, "ctrl+a", "X", "ctrl+e", "Y", "ctrl+w")
        assert desk.composer.draft.text == "Xeen "
        await tap(pilot, "ctrl+u", *"rjkesxuaghA:;/?-1")
        assert desk.composer.draft.text == "rjkesxuaghA:;/?-1"
        await tap(pilot, "ctrl+a", "ctrl+k")
        assert desk.composer.draft.text == ""


async def test_enter_is_a_new_line_unless_it_is_to_send(desk: Desk) -> None:
    async with desk.run_test() as pilot:
        desk.open("a")
        await tap(pilot, "enter", "b")
        assert desk.composer.draft.text == "a\nb"
        desk.open("a", enter_sends=True)
        await tap(pilot, "shift+enter", "b", "enter")
        assert [each.draft.text for each in desk.hear(ComposerPane.SendRequested)] == ["a\nb"]
        desk.composer.focus_text()
        desk.clock.step = 0.001
        await tap(pilot, "c", "enter")
        assert len(desk.hear(ComposerPane.SendRequested)) == 1
        assert desk.composer.draft.text == "a\nbc\n"


async def test_words_typed_before_the_draft_is_known_are_not_lost(desk: Desk) -> None:
    async with desk.run_test() as pilot:
        desk.composer.begin()
        await tap(pilot, *"Een e")
        await tap(pilot, "ctrl+j")
        assert desk.composer.is_open and not desk.hear(ComposerPane.Changed) and not desk.hear(ComposerPane.SendRequested)
        desk.open(prefix="@jan ", suffix=" ^MK")
        await settle(pilot)
        assert desk.composer.draft.text == "@jan Een e ^MK"
        assert [each.draft.text for each in desk.hear(ComposerPane.Changed)] == ["@jan Een e ^MK"]
        await tap(pilot, "n")
        assert desk.composer.draft.text == "@jan Een en ^MK"
        desk.open("Dank")
        assert desk.composer.draft.text == "Dank", "only what was typed before the first draft is taken along"


async def test_a_letter_on_its_way_elsewhere_is_typed(desk: Desk) -> None:
    async with desk.run_test() as pilot:
        desk.open("a")
        await settle(pilot)
        desk.composer.area.take_late(events.Key("e", "e"))
        desk.composer.area.take_late(events.Key("ctrl+j", None))
        assert desk.composer.draft.text == "ae"
        desk.screen.set_focus(None)
        desk.composer.area.take_late(events.Key("e", "e"))
        assert desk.composer.draft.text == "ae"


async def test_close_leaves_nothing_behind(desk: Desk) -> None:
    async with desk.run_test() as pilot:
        desk.open("geheim")
        desk.composer.close()
        await settle(pilot)
        assert not desk.composer.is_open and not desk.composer.display
        assert desk.composer.area.text == "" and not desk.composer.draft.text
        assert not desk.heard


@pytest.mark.parametrize("size", [(1, 1), (8, 3), (80, 24)])
async def test_any_size(desk: Desk, size: tuple[int, int]) -> None:
    async with desk.run_test(size=size) as pilot:
        desk.open("Dank voor je bericht 👩‍👩‍👧 " * 20)
        await tap(pilot, *"ok")
        await pilot.resize_terminal(40, 12)
        await settle(pilot)
        assert desk.composer.draft.text.endswith("ok")
        assert "PUBLIC" in desk.composer.head.words

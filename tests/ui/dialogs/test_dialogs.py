"""Every dialog returns what its keys say, and shows strangers' words as they are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import ModalScreen

from tests.ui.stage import ACCOUNT, Stage, tap
from webcare_tui.ui.dialogs.command_line import CommandLineDialog
from webcare_tui.ui.dialogs.confirm import ConfirmDialog
from webcare_tui.ui.dialogs.handover import HandOverDialog
from webcare_tui.ui.dialogs.help import HelpDialog
from webcare_tui.ui.dialogs.links import LinksDialog
from webcare_tui.ui.dialogs.notice import NoticeDialog
from webcare_tui.ui.dialogs.prompt import PromptDialog
from webcare_tui.ui.dialogs.quit import QuitDialog
from webcare_tui.ui.present.thread import NumberedLink

UNANSWERED = object()
MARKUP = "[@click=app.quit]x[/] [/] [red]rood"
COMMANDS = (
    ("case.close_next", "Close the case and go to the next one."),
    ("case.close", "Close the case and stay here."),
    ("case.handover", "Hand the case over to a colleague."),
    ("theme", "Choose a theme."),
)
LINKS = (
    NumberedLink(1, "https://example.com/een", "example.com"),
    NumberedLink(2, "https://example.org@evil.example/twee", "evil.example", flagged=True),
)
SECTIONS = [
    ("Moving", [("j ↓", "Go to the next row."), ("G End", "Go to the last row.")]),
    ("Program", [("?", "Show the keys."), ("q", "Leave.")]),
]


async def answer(dialog: ModalScreen[Any], *keys: str, size: tuple[int, int] = (80, 24)) -> Any:
    """What a dialog returns after some keys; UNANSWERED while it still stands."""
    got: list[Any] = []
    app = Stage()
    async with app.run_test(size=size) as pilot:
        await app.push_screen(dialog, got.append)
        await pilot.pause()
        await tapped(pilot, *keys)
    return got[0] if got else UNANSWERED


async def tapped(pilot: Pilot[None], *keys: str) -> None:
    """Press letters together and every other key for itself: bindings run behind the letters of the same packet."""
    for letters, group in groupby(keys, lambda key: len(key) == 1):
        for some in [tuple(group)] if letters else [(key,) for key in group]:
            await tap(pilot, *some)
    await pilot.pause()


def words(pilot: Pilot[None]) -> str:
    """What stands on the screen."""
    return "\n".join("".join(segment.text for segment in strip) for strip in pilot.app.screen._compositor.render_strips())


@pytest.mark.parametrize(
    ("danger", "keys", "returned"),
    [
        (False, ["y"], True),
        (False, ["enter"], True),
        (False, ["n"], False),
        (False, ["escape"], None),
        (True, ["y"], True),
        (True, ["enter"], UNANSWERED),
        (True, ["space"], UNANSWERED),
        (True, ["n"], False),
    ],
)
async def test_confirm(danger: bool, keys: Sequence[str], returned: object) -> None:
    assert await answer(ConfirmDialog("Zeker?", MARKUP, yes="Ja", no="Nee", danger=danger), *keys) is returned


@pytest.mark.parametrize("key", ["enter", "space", "escape"])
async def test_notice(key: str) -> None:
    assert await answer(NoticeDialog("Refused", MARKUP), key) is None


@pytest.mark.parametrize(("key", "returned"), [("y", True), ("n", False), ("escape", None)])
async def test_quit(key: str, returned: object) -> None:
    assert await answer(QuitDialog(["1 reply is still held", "2 drafts"]), key) is returned


@pytest.mark.parametrize(
    ("keys", "returned"),
    [
        ([*"hallo", "enter"], "hallo"),
        (["enter"], ""),
        ([*"x", "escape"], None),
        ([*"fout", "enter"], UNANSWERED),
        ([*"fout", "enter", "backspace", "backspace", "enter"], "fo"),
    ],
)
async def test_prompt(keys: Sequence[str], returned: object) -> None:
    dialog = PromptDialog("Filter", placeholder=MARKUP, check=lambda text: MARKUP if text == "fout" else "")
    assert await answer(dialog, *keys) == returned


async def test_prompt_begins_with_a_value_and_says_what_is_wrong() -> None:
    assert await answer(PromptDialog("Filter", value="/mobiel/"), "!", "enter") == "/mobiel/!"
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(PromptDialog("Filter", check=lambda text: "unknown term [/]"))
        await pilot.pause()
        await tapped(pilot, "x", "enter")
        await pilot.pause()
        assert "unknown term [/]" in words(pilot)


@pytest.mark.parametrize(
    ("keys", "returned"),
    [
        (["enter"], "5"),
        (["down", "enter"], "6"),
        (["down", "down", "down", "up", "enter"], "6"),
        ([*"sb", "enter"], "6"),
        ([*"wit", "enter"], "7"),
        ([*"JORIS@", "enter"], "7"),
        ([*"zzz", "enter"], UNANSWERED),
        (["escape"], None),
    ],
)
async def test_hand_over(keys: Sequence[str], returned: object) -> None:
    chosen = await answer(HandOverDialog(ACCOUNT.users), *keys)
    assert getattr(chosen, "id", chosen) == returned


@pytest.mark.parametrize(
    ("keys", "returned"),
    [
        (["enter"], LINKS[0].url),
        (["j", "enter"], LINKS[1].url),
        (["2"], LINKS[1].url),
        (["9"], UNANSWERED),
        (["escape"], None),
    ],
)
async def test_links(keys: Sequence[str], returned: object) -> None:
    assert await answer(LinksDialog(LINKS), *keys) == returned


async def test_a_link_that_hides_its_host_is_marked() -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(LinksDialog(LINKS))
        await pilot.pause()
        assert "hides something" not in words(pilot)
        await tapped(pilot, "j")
        await pilot.pause()
        assert "hides something" in words(pilot)


@pytest.mark.parametrize(
    ("keys", "returned"),
    [
        ([*"theme", "enter"], "theme"),
        ([*"close", "enter"], "case.close"),
        ([*"case.close_next", "enter"], "case.close_next"),
        (["h", "o", "tab", "s", "b", "enter"], "case.handover sb"),
        ([*"ho sb", "enter"], "case.handover sb"),
        ([*"cl", "down", "enter"], "case.close"),
        ([*"xyzzy 1", "enter"], "xyzzy 1"),
        (["enter"], None),
        (["down", "enter"], "case.close_next"),
        (["escape"], None),
    ],
)
async def test_command_line(keys: Sequence[str], returned: object) -> None:
    assert await answer(CommandLineDialog(COMMANDS, history=["theme polder"]), *keys) == returned


async def test_help_finds_keys_and_words() -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = HelpDialog(SECTIONS)
        await app.push_screen(dialog)
        await pilot.pause()
        assert all(each in words(pilot) for each in ("Moving", "Program", "Go to the last row.", "Leave."))
        await tapped(pilot, *"leave")
        await pilot.pause()
        assert "Leave." in words(pilot) and "Moving" not in words(pilot)
        await tapped(pilot, "ctrl+u", *"xyzzy")
        await pilot.pause()
        assert "No key or word here fits that." in words(pilot)
        await tapped(pilot, "escape")
        await pilot.pause()
        assert not isinstance(app.screen, HelpDialog)


@pytest.mark.parametrize("size", [(1, 1), (20, 6), (80, 24)])
async def test_strangers_words_stand_as_they_are_at_any_size(size: tuple[int, int]) -> None:
    dialogs = (
        ConfirmDialog(MARKUP, MARKUP, yes=MARKUP, no=MARKUP),
        LinksDialog(LINKS),
        HelpDialog([(MARKUP, [("k", MARKUP)])]),
        CommandLineDialog([("id", MARKUP)]),
        HandOverDialog(ACCOUNT.users),
    )
    app = Stage()
    async with app.run_test(size=size) as pilot:
        for dialog in dialogs:
            await app.push_screen(dialog)
            await pilot.pause()
            if size == (80, 24) and not isinstance(dialog, LinksDialog | HandOverDialog):
                assert MARKUP in words(pilot)
            await tapped(pilot, "escape")
            await pilot.pause()
        assert app.is_running

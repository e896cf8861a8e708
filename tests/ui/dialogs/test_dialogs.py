"""Every dialog returns what its keys say, and shows strangers' words as they are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import ModalScreen

from tests.ui.stage import ACCOUNT, Stage, settle, tap
from webcare_tui.models.finding import Finding, Kind
from webcare_tui.ui.dialogs.command_line import CommandLineDialog
from webcare_tui.ui.dialogs.confirm import ConfirmDialog
from webcare_tui.ui.dialogs.findings import FindingsDialog
from webcare_tui.ui.dialogs.handover import HandOverDialog
from webcare_tui.ui.dialogs.help import HelpDialog, HelpRow
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


Case = tuple[ModalScreen[Any], Sequence[str], object]


async def check(*cases: Case, size: tuple[int, int] = (80, 24)) -> None:
    """Show dialogs one after the other, press keys in each, and compare what it returns; UNANSWERED if it still stands."""
    app = Stage()
    async with app.run_test(size=size) as pilot:
        for dialog, keys, returned in cases:
            got: list[Any] = []
            await app.push_screen(dialog, got.append)
            await settle(pilot)
            await tapped(pilot, *keys)
            assert (got[0] if got else UNANSWERED) == returned, (type(dialog).__name__, keys)
            if not got:
                await app.pop_screen()


async def tapped(pilot: Pilot[None], *keys: str) -> None:
    """Press letters together and every other key for itself: bindings run behind the letters of the same packet."""
    for letters, group in groupby(keys, lambda key: len(key) == 1):
        for some in [tuple(group)] if letters else [(key,) for key in group]:
            await tap(pilot, *some)
    await settle(pilot)


def words(pilot: Pilot[None]) -> str:
    """What stands on the screen."""
    return "\n".join("".join(segment.text for segment in strip) for strip in pilot.app.screen._compositor.render_strips())


async def test_confirm() -> None:
    def made(danger: bool) -> ConfirmDialog:
        return ConfirmDialog("Zeker?", MARKUP, yes="Ja", no="Nee", danger=danger)

    await check(
        (made(False), ["y"], True),
        (made(False), ["enter"], True),
        (made(False), ["n"], False),
        (made(False), ["escape"], None),
        (made(True), ["y"], True),
        (made(True), ["enter"], UNANSWERED),
        (made(True), ["space"], UNANSWERED),
        (made(True), ["n"], False),
    )


async def test_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    def made(*kinds: Kind) -> FindingsDialog:
        found = [Finding(kind, 0, 3, MARKUP) for kind in kinds]
        return FindingsDialog("Zeker?", MARKUP, MARKUP, found, yes="Ja", no="Nee")

    monkeypatch.setattr(FindingsDialog, "PAUSE", 0.0)
    await check(
        (made(Kind.IBAN), ["y"], True),
        (made(Kind.IBAN), ["enter"], UNANSWERED),
        (made(Kind.IBAN), ["n"], False),
        (made(Kind.IBAN), ["escape"], None),
        (made(Kind.LONG, Kind.IBAN), ["y"], UNANSWERED),
        (made(Kind.LONG, Kind.IBAN), ["enter"], False),
        (made(Kind.EMPTY), ["escape"], None),
    )
    monkeypatch.setattr(FindingsDialog, "PAUSE", 60.0)
    await check((made(Kind.IBAN), ["y"], UNANSWERED), (made(Kind.IBAN), ["n"], False))


async def test_notice_and_quit() -> None:
    lines = ["1 reply is still held", "2 drafts"]
    await check(
        *((NoticeDialog("Refused", MARKUP), [key], None) for key in ("enter", "space", "escape")),
        (QuitDialog(lines), ["y"], True),
        (QuitDialog(lines), ["n"], False),
        (QuitDialog(lines), ["escape"], None),
    )


async def test_prompt() -> None:
    def made() -> PromptDialog:
        return PromptDialog("Filter", placeholder=MARKUP, check=lambda text: MARKUP if text == "fout" else "")

    await check(
        (made(), [*"hallo", "enter"], "hallo"),
        (made(), ["enter"], ""),
        (made(), [*"x", "escape"], None),
        (made(), [*"fout", "enter"], UNANSWERED),
        (made(), [*"fout", "enter", "backspace", "backspace", "enter"], "fo"),
        (PromptDialog("Filter", value="/mobiel/"), ["!", "enter"], "/mobiel/!"),
    )


async def test_prompt_says_what_is_wrong() -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(PromptDialog("Filter", check=lambda text: "unknown term [/]"))
        await settle(pilot)
        await tapped(pilot, "x", "enter")
        await settle(pilot)
        assert "unknown term [/]" in words(pilot)


async def test_hand_over() -> None:
    mila, sanne, joris = ACCOUNT.users
    cases: list[tuple[list[str], object]] = [
        (["enter"], mila),
        (["down", "enter"], sanne),
        (["down", "down", "down", "up", "enter"], sanne),
        ([*"sb", "enter"], sanne),
        ([*"wit", "enter"], joris),
        ([*"JORIS@", "enter"], joris),
        ([*"zzz", "enter"], UNANSWERED),
        (["escape"], None),
    ]
    await check(*((HandOverDialog(ACCOUNT.users), keys, returned) for keys, returned in cases))


async def test_links() -> None:
    cases: list[tuple[list[str], object]] = [
        (["enter"], LINKS[0].url),
        (["j", "enter"], LINKS[1].url),
        (["2"], LINKS[1].url),
        (["9"], UNANSWERED),
        (["escape"], None),
    ]
    await check(*((LinksDialog(LINKS), keys, returned) for keys, returned in cases))


async def test_a_link_that_hides_its_host_is_marked() -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(LinksDialog(LINKS))
        await settle(pilot)
        assert "hides something" not in words(pilot)
        await tapped(pilot, "j")
        await settle(pilot)
        assert "hides something" in words(pilot)


async def test_command_line() -> None:
    cases: list[tuple[list[str], object]] = [
        ([*"theme", "enter"], "theme"),
        ([*"close", "enter"], "case.close"),
        ([*"case.close_next", "enter"], "case.close_next"),
        (["h", "o", "tab", "s", "b", "enter"], "case.handover sb"),
        ([*"ho sb", "enter"], "case.handover sb"),
        ([*"cl", "down", "enter"], "case.close"),
        ([*"choose", "enter"], "theme"),
        ([*"xyzzy 1", "enter"], "xyzzy 1"),
        (["enter"], None),
        (["down", "enter"], "case.close_next"),
        (["escape"], None),
    ]
    await check(*((CommandLineDialog(COMMANDS, history=["theme polder"]), keys, returned) for keys, returned in cases))


async def test_help_finds_keys_and_words() -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = HelpDialog(SECTIONS)
        await app.push_screen(dialog)
        await settle(pilot)
        assert all(each in words(pilot) for each in ("Moving", "Program", "Go to the last row.", "Leave."))
        await tapped(pilot, *"leave")
        await settle(pilot)
        assert "Leave." in words(pilot) and "Moving" not in words(pilot)
        await tapped(pilot, "ctrl+u", *"xyzzy")
        await settle(pilot)
        assert "No key or word here fits that." in words(pilot)
        await tapped(pilot, "escape")
        await settle(pilot)
        assert not isinstance(app.screen, HelpDialog)


def test_a_name_that_is_too_long_for_its_column_has_a_line_of_its_own() -> None:
    row = HelpRow("GET results/{profile}", "3, 20 ms", 12)
    assert ["".join(text for text, _ in line) for line in row.lines(60)] == [" GET results/{profile}", f"{' ' * 13}3, 20 ms"]
    (line,) = HelpRow("r", "Write.", 12).lines(60)
    assert "".join(text for text, _ in line) == f" r{' ' * 11}Write.", "it stands under its heading"


@pytest.mark.parametrize("size", [(1, 1), (20, 6), (80, 24)])
async def test_strangers_words_stand_as_they_are_at_any_size(size: tuple[int, int]) -> None:
    dialogs = (
        ConfirmDialog(MARKUP, MARKUP, yes=MARKUP, no=MARKUP),
        FindingsDialog(MARKUP, MARKUP, MARKUP * 9, [Finding(Kind.IBAN, at, at + 5, MARKUP) for at in range(9)], MARKUP, MARKUP),
        LinksDialog(LINKS),
        HelpDialog([(MARKUP, [("k", MARKUP)])]),
        CommandLineDialog([("id", MARKUP)]),
        HandOverDialog(ACCOUNT.users),
    )
    app = Stage()
    async with app.run_test(size=size) as pilot:
        for dialog in dialogs:
            await app.push_screen(dialog)
            await settle(pilot)
            if size == (80, 24) and not isinstance(dialog, LinksDialog | HandOverDialog):
                assert MARKUP in words(pilot)
            await tapped(pilot, "escape")
            await settle(pilot)
        assert app.is_running

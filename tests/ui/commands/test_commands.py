"""Commands: sound as a table, judged by state, and the same in keys, help, footer and manual."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from webcare_tui.models.case import CaseKey
from webcare_tui.models.result import Result
from webcare_tui.ui.commands import manual
from webcare_tui.ui.commands.answering import Close, Reply, Take, Undo
from webcare_tui.ui.commands.command import Command, Context, State, key_words
from webcare_tui.ui.commands.table import BY_ID, COMMANDS, conflicts, footer, help_sections
from webcare_tui.ui.flows.table import ERRANDS

READLINE = {"ctrl+a", "ctrl+e", "ctrl+k", "ctrl+u", "ctrl+w", "ctrl+d", "ctrl+left", "ctrl+right", "ctrl+z", "ctrl+y"}
SOMEBODY = Result("1", search_id="7", case_id="9", private=False, reply_available=True)
STATE = State(result=SOMEBODY, case=CaseKey("7", "9"), me="3")


def test_no_key_means_two_things_in_one_place() -> None:
    assert conflicts() == []


def test_a_conflict_is_named() -> None:
    class Other(Command):
        """Something else."""

        id, keys, words, group = "other", ("e",), "other", "Other"

    assert conflicts((*COMMANDS, Other)) == [
        "e means case.close_next and other in the conversation",
        "e means case.close_next and other in the list",
    ]


def test_ids_are_distinct_and_each_has_a_sentence() -> None:
    assert len(BY_ID) == len(COMMANDS)
    assert [each.id for each in COMMANDS if not each.tooltip().endswith(".")] == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_keys_are_free_of_what_belongs_to_others(command: type[Command]) -> None:
    taken = {"ctrl+b", "ctrl+q", "ctrl+backslash"}
    if Context.COMPOSER in command.contexts and not command.at_pane:
        assert not {key for key in command.keys if len(key) == 1}, "a letter would be stolen from the text"
    if Context.COMPOSER in command.contexts:
        assert not READLINE & set(command.keys)
    assert not taken & set(command.keys)
    assert not [key for key in command.keys if key.startswith(("alt+", "ctrl+alt+"))]


@pytest.mark.parametrize("command", [each for each in COMMANDS if not each.at_pane], ids=lambda command: command.id)
def test_every_command_leads_somewhere(command: type[Command]) -> None:
    assert command.id in ERRANDS


def test_the_manual_is_up_to_date() -> None:
    """Run `python -m webcare_tui.ui.commands.manual > docs/keys.md` after a change of the commands."""
    page = Path(__file__).resolve().parents[3] / "docs" / "keys.md"
    assert page.read_text(encoding="utf-8") == manual.page()


def test_the_readme_names_keys_that_exist() -> None:
    readme = (Path(__file__).resolve().parents[3] / "README.md").read_text(encoding="utf-8")
    table = readme.split("## The keys that matter")[1].split("\n## ")[0]
    rows = [row.split(" | ")[0] for row in table.splitlines() if row.startswith("| `")]
    named = {key for row in rows for key in re.findall(r"`([^`]+)`", row)}
    known = {key_words((key,)) for each in COMMANDS for key in each.keys} | {"Enter", "\\"}
    assert named - known == set()


@pytest.mark.parametrize(
    ("command", "state", "reason"),
    [
        (Reply, STATE, ""),
        (Reply, State(), "Nothing is chosen"),
        (Reply, State(result=Result("1", own=True, reply_available=True)), "your own company"),
        (Reply, State(result=Result("1", status=5, reply_available=True)), "deleted on its source"),
        (Reply, State(result=Result("1")), "does not let this result be answered"),
        (Reply, State(result=SOMEBODY, buttons_hidden=True), "does not let you act"),
        (Close, STATE, ""),
        (Close, State(result=Result("1")), "belongs to no case"),
        (Take, STATE, ""),
        (Take, State(result=SOMEBODY, case=CaseKey("7", "9")), "who you are"),
        (Take, State(result=SOMEBODY, case=CaseKey("7", "9"), me="3", handler_id="3"), "already"),
        (Undo, STATE, "Nothing is held"),
        (Undo, State(held=1), ""),
    ],
)
def test_a_command_says_why_it_cannot_run(command: type[Command], state: State, reason: str) -> None:
    assert reason in command.why_not(state)
    assert bool(reason) == bool(command.why_not(state))


def test_the_footer_names_what_acts_here() -> None:
    assert [each.id for each in footer(Context.LIST)][:3] == ["move.open", "reply.write", "case.close_next"]
    assert [each.id for each in footer(Context.COMPOSER)][:2] == ["reply.send", "reply.send_close_next"]
    assert "reply.write" not in [each.id for each in footer(Context.PROFILES)]


def test_the_help_says_what_cannot_run_and_why() -> None:
    rows = [row for _, rows in help_sections(State()) for row in rows]
    assert ("e", f"{Close.tooltip()} Not now: {Close.why_not(State())}") in rows
    assert any(keys == "1…9" for keys, _ in rows)

"""The grammar of the command line."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import pytest

from webcare_tui.cli import main as main_module
from webcare_tui.cli.parser import build, identifier, seconds, size

HEAVY = ("textual", "rich", "httpx", "pydantic", "aiosqlite", "starlette", "uvicorn", "platformdirs", "asyncio", "ssl")


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("", "inbox"),
        ("demo --results 10 --seed 3 --quiet-world", "demo"),
        ("demo --import x.csv --screenshot out.svg --size 80x24 --keys 'j j enter'", "demo"),
        ("sandbox --host 127.0.0.1 --port 0 --traffic 2.5 --quota 100/minute", "sandbox"),
        ("check", "check"),
        ("config init", "config-init"),
        ("config show --json", "config-show"),
        ("config path", "config-path"),
        ("config validate", "config-validate"),
        ("profiles", "profiles"),
        ("results mobile /source:twitter/", "results"),
        ("show 12", "show"),
        ("show 12 --no-context", "show"),
        ("reply 12 --message hi --connection 3 --private", "reply"),
        ("event 12 starttyping", "event"),
        ("case close 1 2", "case-close"),
        ("case release 1 2", "case-release"),
        ("case handover 1 2 mk", "case-handover"),
        ("sso a@example.com", "sso"),
        ("purge --older-than 30d", "purge"),
        ("outbox", "outbox-list"),
        ("outbox list", "outbox-list"),
        ("outbox retry abc --yes", "outbox-retry"),
        ("outbox discard abc", "outbox-discard"),
        ("keys", "keys"),
    ],
)
def test_every_command_of_the_contract(line: str, command: str) -> None:
    import shlex

    args = build().parse_args(shlex.split(line))
    assert args.command == command
    assert command in main_module._HOMES
    assert args.json is ("--json" in line)


@pytest.mark.parametrize("line", ["--account a check", "check --account a", "--account b check --account a"])
def test_the_places_stand_before_or_after_the_command(line: str) -> None:
    args = build().parse_args(line.split())
    assert args.account == "a"
    assert args.config is None


def test_a_place_before_the_command_survives_others_after_it() -> None:
    args = build().parse_args(["--config", "c.toml", "outbox", "--data-dir", "d", "list", "--account", "a"])
    assert (args.config, args.data_dir, args.account) == (Path("c.toml"), Path("d"), "a")


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "results",
        "event 12 singing",
        "event ../12 opened",
        "reply 12",
        "case close 1",
        "case",
        "config",
        "outbox retry",
        "demo --size big",
        "demo --results -1",
        "purge --older-than soon",
        "show",
        "check --nonsense",
    ],
)
def test_what_is_used_wrongly_ends_in_2(line: str, run) -> None:
    done = run(*line.split())
    assert done.code == 2
    assert done.out == ""
    assert "usage:" in done.err


@pytest.mark.parametrize("line", ["--help", "--version", "reply --help", "case handover --help"])
def test_help_ends_in_0(line: str, run) -> None:
    done = run(*line.split())
    assert done.code == 0
    assert done.out
    assert done.err == ""


def test_help_tells_the_exit_codes(run) -> None:
    for words in (["--help"], ["reply", "--help"]):
        assert "5 outcome unknown" in run(*words).out


@pytest.mark.parametrize("line", ["--version", "--help", "reply --help", "nonsense"])
def test_help_and_version_import_nothing_heavy(line: str) -> None:
    code = (
        "import sys\nfrom webcare_tui.cli.main import main\n"
        f"main({line.split()!r})\n"
        f"sys.stderr.write('heavy:' + ','.join(sorted({set(HEAVY)!r} & set(sys.modules))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.endswith("heavy:")


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_for_each_shell(shell: str, run) -> None:
    done = run("--print-completion", shell)
    assert done.code == 0
    assert "handover" in done.out
    assert done.err == ""


def test_completion_in_bash_is_valid(run, tmp_path: Path) -> None:
    script = run("--print-completion", "bash").out
    assert "_shtab_compgen_files" in script
    subprocess.run(["bash", "-n"], input=script, text=True, check=True)


@pytest.mark.parametrize(("text", "value"), [("120x40", (120, 40)), ("80X24", (80, 24)), ("1x1", (1, 1))])
def test_sizes(text: str, value: tuple[int, int]) -> None:
    assert size(text) == value


@pytest.mark.parametrize("text", ["", "x", "120", "0x10", "10x0", "501x10", "10x201", "-1x5", "axb"])
def test_no_sizes(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        size(text)


@pytest.mark.parametrize(
    ("text", "value"), [("90", 90), ("10s", 10), ("5m", 300), ("12h", 43200), ("30d", 2592000), ("1.5m", 90)]
)
def test_durations(text: str, value: float) -> None:
    assert seconds(text) == value


@pytest.mark.parametrize("text", ["13594824686", "abc-1_2", "0"])
def test_ids(text: str) -> None:
    assert identifier(text) == text


@pytest.mark.parametrize("text", ["", "..", "a/b", "a b", "é", "1" * 65, "12?x=1", "12\n"])
def test_no_ids(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        identifier(text)


@pytest.mark.parametrize("words", [["outbox", "--json"], ["outbox", "--json", "list"], ["outbox", "list", "--json"]])
def test_json_is_heard_before_and_behind_an_inner_command(words: list[str]) -> None:
    assert build().parse_args(words).json is True
    assert build().parse_args([word for word in words if word != "--json"]).json is False

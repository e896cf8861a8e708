"""The documents keep step with the program: what they name exists, what exists is named, and their examples work."""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from webcare_tui.cli import shapes
from webcare_tui.cli.exits import Exit
from webcare_tui.cli.parser import build as build_parser
from webcare_tui.filters import friendly, words
from webcare_tui.filters.names import Names
from webcare_tui.filters.parse import parse
from webcare_tui.filters.terms import TEXT_TERMS, Query, Term
from webcare_tui.models.account import Connection, SearchProfile, User
from webcare_tui.models.conversation import Activity, Details
from webcare_tui.models.quota import Quota
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.models.result import Result
from webcare_tui.sandbox import faults, options, query, twcs
from webcare_tui.sandbox.app import App
from webcare_tui.sandbox.build import build as build_sandbox
from webcare_tui.sandbox.insert import insert
from webcare_tui.sandbox.seen import Seen
from webcare_tui.sandbox.service import Effect
from webcare_tui.settings import environ
from webcare_tui.store import schema

ROOT = Path(__file__).resolve().parent.parent
COMMAND_LINE, SANDBOX, STORE, FILTERS = (
    ROOT / "docs" / name for name in ("command-line.md", "sandbox.md", "store.md", "filters.md")
)
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def without_code(text: str) -> str:
    """The text with what stands in fences blanked line by line, so that a comment of a shell is no heading."""
    return FENCE.sub(lambda found: "\n" * found[0].count("\n"), text)


def sections(text: str) -> dict[str, str]:
    """What stands under each heading, up to the next one of any level; code signs of the heading left out."""
    heads = [(number, line) for number, line in enumerate(without_code(text).split("\n")) if HEADING.match(line)]
    lines = text.split("\n")
    ends = [number for number, _ in heads[1:]] + [len(lines)]
    names = [line.lstrip("#").strip().replace("`", "") for _, line in heads]
    assert len(set(names)) == len(names)
    bodies = ["\n".join(lines[number + 1 : end]) for (number, _), end in zip(heads, ends, strict=True)]
    return dict(zip(names, bodies, strict=True))


def first_column(text: str) -> list[str]:
    """The first cell of every row of the tables, without code signs; heads and rules left out."""
    rows = [line for line in text.splitlines() if line.startswith("|")]
    heads = {number - 1 for number, line in enumerate(rows) if line.startswith("|--")}
    return [
        line.split("|")[1].strip().strip("`")
        for number, line in enumerate(rows)
        if number not in heads and not line.startswith("|--")
    ]


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks in a language."""
    return [found[2] for found in FENCE.finditer(text) if found[1] == language]


def commands(parser: argparse.ArgumentParser, path: str = "") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command that ends a line, such as `case close`, with its grammar."""
    inner = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    for action in inner:
        for name, each in action.choices.items():
            yield from commands(each, f"{path} {name}".strip())
    if not inner:
        yield path, parser


def long_options(parser: argparse.ArgumentParser) -> set[str]:
    return {each for action in parser._actions for each in action.option_strings if each.startswith("--")}


COMMANDS = dict(commands(build_parser()))
COMMON = long_options(build_parser()) | {"--json"}


# The command line


def test_every_command_has_its_section_and_no_other_has() -> None:
    heads = re.findall(r"^### `(.+)`$", read(COMMAND_LINE), re.MULTILINE)
    assert sorted(heads) == sorted(COMMANDS)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_a_section_names_what_its_command_takes(command: str) -> None:
    parser, text = COMMANDS[command], sections(read(COMMAND_LINE))[command]
    own = long_options(parser) - COMMON
    assert set(OPTION.findall(" ".join(first_column(text)))) == own
    (usage, *_) = re.findall(rf"`(webcare-tui {command}(?: [^`]*)?)`", text)
    places = [action for action in parser._actions if not action.option_strings]
    names = [f"[{each.metavar}]" if each.nargs == "?" else str(each.metavar or each.dest.upper()) for each in places]
    needed = [each.option_strings[0] for each in parser._actions if each.required and each.option_strings]
    words = shlex.split(usage)[1 + len(command.split()) :]
    assert words[: len(names)] == names
    assert [word for word in words if word.startswith("--")] == needed
    for choice in (str(value) for each in places for value in each.choices or ()):
        assert f"`{choice}`" in text


def test_options_of_every_command() -> None:
    assert set(OPTION.findall(" ".join(first_column(sections(read(COMMAND_LINE))["Options of every command"])))) == COMMON


@pytest.mark.parametrize("page", [COMMAND_LINE, SANDBOX, STORE], ids=lambda path: path.stem)
def test_no_page_names_an_option_that_does_not_exist(page: Path) -> None:
    known = {each for parser in COMMANDS.values() for each in long_options(parser)} | COMMON
    assert set(OPTION.findall(read(page))) - known == set()


def test_every_exit_code() -> None:
    assert first_column(sections(read(COMMAND_LINE))["Exit codes"]) == [str(each.value) for each in Exit]


def test_every_state_of_a_reply() -> None:
    for text in (sections(read(COMMAND_LINE))["A reply"], sections(read(STORE))["outbox"]):
        assert [each.value for each in OutboxState if f"`{each.value}`" not in text] == []


def _details() -> dict[str, object]:
    done = Activity("1", "1", "1", "", 1, "", "", 0)
    return dict(shapes.details(Details(Result("1"), activities=(done,))))


SHAPES: dict[str, Callable[[], object]] = {
    "A result": lambda: shapes.result(Result("1")),
    "The details": _details,
    "A reply": lambda: shapes.reply(OutboxItem("1", "2", "text", "3", True)),
    "A search profile": lambda: shapes.search(SearchProfile("1", "name")),
    "A user": lambda: shapes.user(User("1", "name")),
    "A connection": lambda: shapes.connection(Connection("1", "name")),
    "A quota": lambda: shapes.quota(Quota(1, 1, 1)),
}


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_a_shape_is_told_as_it_is(name: str) -> None:
    (block,) = blocks(sections(read(COMMAND_LINE))[name], "json")
    told, made = json.loads(block), json.loads(json.dumps(SHAPES[name]()))
    assert list(told) == list(made)
    assert [key for key in made if made[key] is not None and type(told[key]) is not type(made[key])] == []
    if "activities" in made:
        assert list(told["activities"][0]) == list(made["activities"][0])


@pytest.mark.parametrize("page", [COMMAND_LINE, SANDBOX], ids=lambda path: path.stem)
def test_every_json_example_is_json(page: Path) -> None:
    found = blocks(read(page), "json")
    assert len(found) >= 4
    for block in found:
        json.loads(block)


def test_every_name_in_the_environment_is_one() -> None:
    names = set(re.findall(r"\bWEBCARE_TUI_[A-Z_]+", read(COMMAND_LINE) + read(SANDBOX)))
    assert len(names) >= 4
    assert [name for name in names - environ.RESERVED if not environ.overrides({}, {name: "x"})] == []


@pytest.mark.parametrize("page", ["README.md", "docs/command-line.md", "docs/sandbox.md", "docs/configuration.md"])
def test_every_command_line_in_an_example_can_be_read(page: str) -> None:
    text = read(ROOT / page)
    for line in (each for block in FENCE.finditer(text) for each in block[2].splitlines()):
        _, name, rest = line.partition("webcare-tui ")
        if not name or not re.fullmatch(r"|.* run ", line.partition("webcare-tui ")[0]):
            continue
        words = shlex.split(re.sub(r"\$\w+", "1", re.split(r" [<>|&]", rest)[0]), comments=True)
        try:
            build_parser().parse_args(words)
        except SystemExit as ended:
            assert ended.code == 0, line


# The sandbox


@pytest.fixture(scope="module")
def app() -> App:
    """A sandbox without a server."""
    return build_sandbox(options.Options(results=0))


def test_every_route_of_the_control_surface(app: App) -> None:
    rows = first_column(sections(read(SANDBOX))["The control surface"])
    assert rows == [" ".join(route) for route in app._control._routes]


def test_every_control_example_works(app: App) -> None:
    used: set[str] = set()
    for block in blocks(read(SANDBOX), "sh"):
        for line in block.splitlines():
            words = shlex.split(line)
            if not words or words[0] != "curl":
                continue
            place = next(word for word in words if word.startswith("$CONTROL/")).removeprefix("$CONTROL/")
            method = words[words.index("-X") + 1] if "-X" in words else "GET"
            body = words[words.index("-d") + 1] if "-d" in words else ""
            answer = app._control.answer(method, place, body.encode())
            assert answer.status == 200, (line, answer.body)
            used.add(f"{method} {place}")
    assert used == {" ".join(route) for route in app._control._routes}


def test_the_options_of_the_sandbox_stand_on_both_pages() -> None:
    rows = first_column(sections(read(SANDBOX))["Starting it"])
    assert rows == first_column(sections(read(COMMAND_LINE))["sandbox"])


@pytest.mark.parametrize(("name", "made"), [("What was called", "requests"), ("What took effect", "replies")])
def test_what_the_control_surface_tells(app: App, name: str, made: str) -> None:
    result = insert(app.service.world, {"source": 3})
    connection = app.service.world.account.fitting(3, result.search_id)[0]
    app.seen[:] = [Seen("GET", "/", "", {}, 0.0)]
    app.service.effects[:] = [Effect(result.id, "Yes", connection.id, True, 0.0, 1)]
    (block,) = blocks(sections(read(SANDBOX))[name], "json")
    told, given = json.loads(block)[0], json.loads(app._control.answer("GET", made, b"").body)[0]
    assert list(told) == list(given)


def test_the_fields_of_a_fault() -> None:
    assert set(first_column(sections(read(SANDBOX))["Faults"])) == faults.FIELDS


def test_the_line_that_is_printed() -> None:
    (line,) = blocks(sections(read(SANDBOX))["Starting it"], "json")
    assert list(json.loads(line)) == ["base_url", "token_url", "client_id", "client_secret", "control_url"]


def test_units_columns_and_period_words() -> None:
    text = sections(read(SANDBOX))
    assert [unit for unit in options.UNITS if f"`{unit}`" not in text["Starting it"]] == []
    assert ", ".join(f"`{column}`" for column in twcs.COLUMNS) in text["Conversations of your own"]
    days = ", ".join(str(seconds // 86_400) for seconds in query.PERIODS.values())
    words = ", ".join(f"`{word}`" for word in query.PERIODS)
    assert f"{words} are rolling windows up to now: {days} days" in text["Readings where the guide is silent"]


def test_the_example_of_an_import_can_be_played(tmp_path: Path) -> None:
    (block,) = blocks(read(SANDBOX), "csv")
    file = tmp_path / "threads.csv"
    file.write_text(block, encoding="utf-8")
    world = build_sandbox(options.Options(import_file=file)).service.world
    assert (len(world.results), len(world.cases), world.skipped_rows) == (3, 1, 0)


# The store


@pytest.mark.parametrize(("name", "steps"), [("outbox.db", schema.OUTBOX), ("cache.db", schema.CACHE)])
def test_every_table_with_every_column(name: str, steps: tuple[schema.Migration, ...]) -> None:
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        schema.migrate(db, steps)
        number = schema.version(db)
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables = {
            table: [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
            for table in names
            if not table.startswith("words_")
        }
    finally:
        db.close()
    text = read(STORE)
    _, _, part = text.partition(f"\n## Tables of {name}\n")
    told = sections(part.partition("\n## ")[0])
    assert {table: first_column(words) for table, words in told.items()} == tables
    assert f"| `{name}` | {number} |" in sections(text)["Schema numbers"]


# The repository


def git(*words: str) -> list[str]:
    """What git lists, or a skip where this is no checkout."""
    found = shutil.which("git")
    if found is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    done = subprocess.run([found, *words, "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("git does not read this checkout")
    return [name for name in done.stdout.split("\0") if name]


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    """Names of the files in the repository, those left out that were removed just now."""
    return [name for name in git("ls-files") if (ROOT / name).is_file()]


def anchors(page: Path) -> set[str]:
    """The headings of a page as the anchors they get where it is shown."""
    heads = HEADING.finditer(without_code(read(page)))
    return {re.sub(r"[^\w\- ]", "", head[2].lower()).replace(" ", "-") for head in heads}


def test_links_lead_somewhere(tracked: list[str]) -> None:
    broken = []
    for name in (each for each in tracked if each.endswith(".md")):
        page = ROOT / name
        for target in re.findall(r"\]\(([^)\s]+)\)", without_code(read(page))):
            if re.match(r"[a-z]+:", target):
                continue
            file, _, anchor = target.partition("#")
            place = Path(os.path.normpath(page.parent / file)) if file else page
            known = place.is_relative_to(ROOT) and place.relative_to(ROOT).as_posix() in tracked
            if not known or (anchor and anchor not in anchors(place)):
                broken.append(f"{name}: {target}")
    assert broken == []


@pytest.mark.parametrize("which", ["demo", "test"])
def test_the_readme_has_each_command_on_one_line_between_its_marks(which: str) -> None:
    text = read(ROOT / "README.md")
    (between,) = re.findall(rf"<!-- {which} command -->\n(.*?)<!-- /{which} command -->", text, re.DOTALL)
    found = re.fullmatch(r"```\n([^\n]+)\n```\n", between)
    assert found, between
    assert found[1] == found[1].strip() and not found[1].endswith("\\")


def test_the_check_runs_the_test_command_of_the_readme() -> None:
    script = ROOT / ".ci" / "run"
    if not script.is_file():
        pytest.skip("not a git checkout")
    (line,) = [each for each in read(script).splitlines() if each.startswith("command=$(")]
    done = subprocess.run(
        ["bash", "-euc", f'{line}\nprintf %s "$command"'], cwd=ROOT, capture_output=True, text=True, check=True
    )
    text = read(ROOT / "README.md")
    (command,) = re.findall(r"<!-- test command -->\n```\n(.+)\n```\n<!-- /test command -->", text)
    assert done.stdout == command


FORBIDDEN = {
    "a package registry": re.compile(
        r"\b(?:pypi|pythonhosted|npmjs|crates|rubygems|anaconda)\.(?:org|com|io)\b|https?://[^\s\"'<>]+/simple\b", re.IGNORECASE
    ),
    "somebody's directory": re.compile(r"(?<![\w}.$~-])/(?:home|Users|root|work)/\w"),
}


@pytest.mark.parametrize("what", sorted(FORBIDDEN))
def test_no_file_names(what: str, tracked: list[str]) -> None:
    def naming(name: str) -> bool:
        return FORBIDDEN[what].search((ROOT / name).read_bytes().decode("utf-8", "ignore")) is not None

    assert [name for name in tracked if naming(name)] == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a package registry", "https://files.pythonhosted" + ".org/packages/x"),
        ("a package registry", "url = 'https://mirror.example" + "/api/simple'"),
        ("somebody's directory", "open('/ho" + "me/agent/x')"),
        ("somebody's directory", "/wo" + "rk/main"),
    ],
)
def test_what_is_forbidden_would_be_seen(what: str, text: str) -> None:
    assert FORBIDDEN[what].search(text)


def test_no_lock_file_is_in_the_repository(tracked: list[str]) -> None:
    assert [name for name in tracked if Path(name).name == "uv.lock"] == []


def test_every_filter_stands_in_both_forms_and_both_mean_the_same() -> None:
    names = Names((("7", ("Mila Kok",)),), me="7", zone=ZoneInfo("Europe/Amsterdam"))
    table = [line for line in read(FILTERS).splitlines() if line.startswith("| `")]
    rows = [[cell.strip().strip("`") for cell in line.split("|")[1:3]] for line in table]
    found = []
    for line, string in rows:
        if line.startswith("in:"):
            assert friendly.read(line) == Query("Thuis") == parse("/Thuis/")
            continue
        terms = friendly.read(line, names=names).terms
        assert terms == parse(f"/Thuis/{string}/").terms, line
        found += terms
    assert {type(term) for term in found} == set(get_args(Term)) | set(TEXT_TERMS)
    keys = {"hashtag" if line[0] == "#" else line.partition(":")[0] if ":" in line else "word" for line, _ in rows}
    assert keys == set(friendly.KEYS)
    assert {words.alone(word) for word in words.ALONE} <= set(found)

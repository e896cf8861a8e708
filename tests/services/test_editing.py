"""A draft in an editor: what the editor saved is never lost, and no file stays behind."""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import AsyncIterator
from pathlib import Path
from unittest.mock import patch

import pytest

from webcare_tui.models.draft import Draft
from webcare_tui.services import editing
from webcare_tui.services.drafts import Drafts
from webcare_tui.services.editing import Edited, Editing, EditingError
from webcare_tui.services.events import Noticed
from webcare_tui.services.leases import Leases, _identity
from webcare_tui.store import Store, StoreError

DRAFT = Draft("7/1", "Beste Anna", "21", public=True)
GIVEN = "@anna Beste Anna ^MK\n"


class Bench:
    """An account's directory and store, and editing on them as after each start."""

    def __init__(self, directory: Path, store: Store, clock, heard) -> None:
        self.directory, self.store, self.clock, self.heard = directory, store, clock, heard
        self.before: list[Editing] = []
        self.start()

    async def end(self) -> None:
        for edit in (edit for each in self.before for edit in each._edits.values()):
            if edit.process is not None and edit.process.returncode is None:
                edit.process.kill()
                await edit.process.wait()

    def start(self) -> None:
        """What was open stays open, as after a kill; `end` clears up behind the test."""
        self.leases = Leases(self.directory)
        self.drafts = Drafts(self.store, self.clock, self.heard)
        self.editing = Editing(self.drafts, self.leases, self.heard)
        self.editing.directory = self.directory / "editing"
        self.before.append(self.editing)

    async def run(self, script: str) -> Edited:
        return await self.editing.run(["sh", "-c", script, "edit"], DRAFT, GIVEN)

    async def begun(self, script: str, rest: str = "") -> asyncio.Task[Edited]:
        """An editor that has done this and then waits."""
        ready, never = self.directory / "ready", self.directory / "never"
        os.mkfifo(ready)
        os.mkfifo(never)
        spawn, spawned = asyncio.create_subprocess_exec, asyncio.Event()

        async def spawning(*words: str) -> asyncio.subprocess.Process:
            process = await spawn(*words)
            spawned.set()
            return process

        with patch.object(asyncio, "create_subprocess_exec", spawning):
            task = asyncio.create_task(self.run(f"{script}; echo > {ready}; {rest or f'exec cat {never}'}"))
            await spawned.wait()
        await asyncio.to_thread(ready.read_text)
        return task

    @property
    def files(self) -> list[str]:
        return sorted(path.name for path in (self.directory / "editing").iterdir())

    async def kept(self) -> Draft:
        return await self.store.drafts.get("7/1") or Draft("", "")


@pytest.fixture
async def bench(tmp_path, store, clock, heard) -> AsyncIterator[Bench]:
    bench = Bench(tmp_path, store, clock, heard)
    yield bench
    await bench.end()


@pytest.mark.parametrize(
    ("script", "edited", "kept"),
    [
        ('printf "Nieuw\\n" > "$1"', Edited(0, "Nieuw", True), "Nieuw"),
        ('printf "Nieuw" > "$1"; exit 3', Edited(3, "Nieuw", True), "Nieuw"),
        ("exit 1", Edited(1, GIVEN, False), "Beste Anna"),
        ("kill -9 $$", Edited(-9, GIVEN, False), "Beste Anna"),
        ('rm "$1"', Edited(0, GIVEN, False), "Beste Anna"),
        (': > "$1"', Edited(0, "", True), ""),
        (': > "$1"; exit 1', Edited(1, GIVEN, False), "Beste Anna"),
        ('printf "\\033[2JNieuw" > "$1"', Edited(0, "[2JNieuw", True), "[2JNieuw"),
    ],
)
async def test_what_the_editor_saved_is_the_draft_and_the_file_is_gone(bench, script, edited, kept) -> None:
    assert await bench.run(f'touch "$1~" "$(dirname "$1")/.$(basename "$1").swp"; {script}') == edited
    assert (await bench.kept()).text == kept
    assert bench.files == [] and list((bench.directory / "leases").iterdir()) == []


async def test_the_file_is_the_agents_alone_and_begins_with_all_that_stands_in_the_composer(bench) -> None:
    seen = bench.directory / "seen"
    await bench.run(f'cp -p "$1" {seen}; echo "$1" > {seen}.name')
    assert seen.read_text() == GIVEN and stat.S_IMODE(seen.stat().st_mode) == 0o600
    assert seen.with_suffix(".name").read_text() == f"{bench.directory}/editing/7%2F1.txt\n"
    assert stat.S_IMODE((bench.directory / "editing").stat().st_mode) == 0o700


async def test_an_editor_that_is_not_there_leaves_no_file(bench) -> None:
    with pytest.raises(EditingError, match="nothere cannot be run"):
        await bench.editing.run(["nothere"], DRAFT, GIVEN)
    assert bench.files == [] and (await bench.kept()).text == "Beste Anna"


async def test_one_draft_is_in_one_editor_and_the_loop_goes_on(bench) -> None:
    task = await bench.begun("true")
    with pytest.raises(EditingError, match="already"):
        await bench.run("true")
    (bench.directory / "never").write_text("")
    assert (await task).code == 0


@pytest.mark.parametrize(
    ("trap", "words"), [("true", "Half"), ("trap '' TERM", "Half"), ("trap 'printf Spoed > \"$1.save\"; exit' TERM", "Spoed")]
)
async def test_the_programs_end_ends_the_editor_and_keeps_what_it_had_saved(bench, trap, words, monkeypatch) -> None:
    monkeypatch.setattr(editing, "PATIENCE", 0.05 if words == "Half" else 20.0)
    on = "while :; do sleep 0.01; done" if words == "Spoed" else ""
    task = await bench.begun(f'{trap}; printf Half > "$1"', on)
    task.cancel()
    await bench.editing.close()
    kept = await bench.kept()
    assert (kept.text, kept.connection_id, kept.public) == (words, "21", True)
    assert bench.files == []


@pytest.mark.parametrize(
    ("saved", "before", "now", "kept", "told"),
    [
        ("Nieuw", "Beste Anna", "Beste Anna", "Nieuw", True),
        ("Nieuw", "Beste Anna", "Beste Anna, dag", "Beste Anna, dag\n\nNieuw", True),
        ("Nieuw", "Beste Anna", "", "Nieuw", True),
        ("Nieuw", "Beste Anna", "Nieuw", "Nieuw", False),
        ("", "Beste Anna", "Beste Anna", "Beste Anna", False),
        (GIVEN, "Beste Anna", "Beste Anna", "Beste Anna", False),
        (GIVEN, "Beste Anna", "", "", False),
        ("Nieuw", None, "Beste Anna", "Beste Anna\n\nNieuw", True),
    ],
)
async def test_what_is_left_of_an_accident_becomes_the_draft(bench, saved, before, now, kept, told) -> None:
    if before is not None:
        (await bench.begun("true")).cancel()  # and nobody closes anything
    else:
        (bench.directory / "editing").mkdir()
    (bench.directory / "editing" / "7%2F1.txt").write_text(saved)
    (bench.directory / "editing" / ".7%2F1.txt.swp").touch()
    await (bench.store.drafts.save(Draft("7/1", now, "21", public=True)) if now else bench.store.drafts.discard("7/1"))
    bench.start()
    await bench.editing.recover()
    found = await bench.kept()
    assert found.text == kept
    assert not kept or (found.connection_id, found.public) == ("21", before is not None)
    assert bench.files == [".7%2F1.txt.swp"], "the editor offers it the next time"
    assert bool(bench.heard.of(Noticed)) is told
    os.utime(bench.directory / "editing" / ".7%2F1.txt.swp", (0, 0))
    await bench.editing.recover()
    assert bench.files == []


async def test_a_file_that_another_copy_of_the_program_has_in_an_editor_is_left_alone(bench) -> None:
    (bench.directory / "editing").mkdir()
    (bench.directory / "editing" / "8.txt").write_text("Nieuw")
    (bench.directory / "leases").mkdir()
    (bench.directory / "leases" / "editing-8").write_text(_identity(os.getppid()))
    await bench.editing.recover()
    assert bench.files == ["8.txt"] and await bench.store.drafts.get("8") is None


async def test_where_the_disk_refuses_the_file_stays(bench, monkeypatch) -> None:
    async def full(draft: Draft, known: str) -> None:
        raise StoreError("The disk is full")

    task = await bench.begun('printf Half > "$1"')
    task.cancel()
    with monkeypatch.context() as refusing:
        refusing.setattr(bench.store.drafts, "save", full)
        with pytest.raises(StoreError):
            await bench.editing.close()
        bench.start()
        await bench.editing.recover()
    assert "7%2F1.txt" in bench.files
    bench.start()
    await bench.editing.recover()
    assert (await bench.kept()).text == "Half" and bench.files == []


async def test_a_session_begins_with_what_was_left_over(desk) -> None:
    file = desk.locations.account_dir("main") / "editing" / "7.txt"
    file.parent.mkdir(parents=True)
    file.write_text("Half af")
    session = await desk.open(run=False)
    assert session.drafts.ids == {"7"} and not file.exists()
    assert [event.title for event in desk.heard.of(Noticed)] == ["The program was ended while your editor was open"]


async def test_words_that_the_disk_refused_can_go_to_the_editor_again(bench, monkeypatch) -> None:
    async def full(draft: Draft, known: str) -> Draft:
        if draft.text == "Half":
            raise StoreError("The disk is full")
        return await save(draft, known)

    save = bench.store.drafts.save
    monkeypatch.setattr(bench.store.drafts, "save", full)
    assert await bench.run('printf Half > "$1"') == Edited(0, "Half", True)
    assert (await bench.drafts.get("7/1")).text == "Half" and "7%2F1.txt" in bench.files
    with pytest.raises(StoreError):
        await bench.run("true")
    assert "7%2F1.txt" in bench.files
    monkeypatch.setattr(bench.store.drafts, "save", save)
    await bench.run("true")
    assert bench.files == []

"""Words and secrets are planted in everything the program meets; after it they stand in its databases and nowhere else."""

from __future__ import annotations

import signal
from pathlib import Path

from tests.e2e.work import Work, until

NAME, HANDLE, MESSAGE, REPLY, DRAFT, EDITED, BROKEN = (
    f"{word}kanarie" for word in ("Naam", "profiel", "Bericht", "Antwoord", "Concept", "Bewerkt", "Kapot")
)
PRECIOUS = ("outbox.db", "outbox.backup.db", "cache.db")
EDITOR = f'#!/bin/sh\nprintf %s {EDITED} > "$1"\n'


def found(root: Path, planted: tuple[str, ...], but: frozenset[Path] = frozenset()) -> list[tuple[str, str]]:
    """Every file below a directory, those left out, that holds something planted, in its bytes or in its name."""
    files = [path for path in root.rglob("*") if path.is_file() and path not in but]
    return [
        (str(path.relative_to(root)), word)
        for path in files
        for word in planted
        if word.casefold().encode() in path.read_bytes().lower() + bytes(path.relative_to(root)).lower()
    ]


def databases(work: Work) -> frozenset[Path]:
    """The files in which customers' words may stand."""
    return frozenset(work.data / f"{name}{ending}" for name in PRECIOUS for ending in ("", "-wal", "-shm"))


def session(work: Work, editor: Path) -> bytes:
    """A reply sent, a draft typed, another edited, answers that are broken; ended from outside. What came after the screen."""
    work.more["EDITOR"] = str(editor)
    for number, word in enumerate("abc"):
        work.customer(f"{NAME} {word}", MESSAGE, minutes=60 - number, profileId=f"{HANDLE}{word}")
    with work.start() as run:
        run.expect(f"{NAME} a")
        run.press("r")
        run.expect("Reply")
        run.type_text(REPLY)
        run.press("ctrl+o")
        run.expect(f"{NAME} b · X")
        until(run, work.replies, "a reply")
        run.press("r")
        run.expect("Reply")
        run.type_text(DRAFT)
        run.press("escape")
        run.expect("The draft is kept")
        work.fault("/results/", body=f'{{"{BROKEN}": "{BROKEN}')
        run.press("ctrl+r")
        until(run, lambda: not work.control("GET", "faults"), "the broken answer was read")
        run.press("left")
        run.expect("^ ⏎ open")
        run.press("j")
        run.expect(f"{NAME} c · X")
        run.press("r")
        run.expect("Reply")
        run.press("f4")
        run.expect(EDITED)
        run.process.send_signal(signal.SIGTERM)
        assert run.expect_end() == 143
        return run.raw.rpartition(b"\x1b[?1049l")[2]


def test_what_is_planted_stands_nowhere_else(work: Work) -> None:
    editor = work.home / "editor.sh"
    editor.write_text(EDITOR)
    editor.chmod(0o700)
    after = session(work, editor)
    editor.unlink()
    tokens = tuple(work.box.app.service.gate._tokens)
    secrets = (work.secret, *tokens)
    words = (NAME, HANDLE, MESSAGE, REPLY, DRAFT, EDITED, BROKEN)
    kept = {word for _, word in found(work.data, (*words, *secrets))}
    assert kept == set(words) - {BROKEN}, "the search finds what is kept, and no secret is"
    assert found(work.home, (*words, *secrets), but=databases(work)) == []
    assert not [word for word in (*words, *secrets) if word.encode() in after]
    assert (work.home / "state" / "webcare-tui" / "webcare-tui.log").exists()

    with work.run("purge", "--all", "--yes") as purge:
        assert purge.expect_end() == 0
        assert not [word for word in words if word.encode() in purge.raw]
    assert found(work.home, (*words, *secrets)) == []
    assert not work.data.exists() and list((work.home / "state" / "webcare-tui").iterdir()) == []

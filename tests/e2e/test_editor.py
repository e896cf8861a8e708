"""The agent's own editor on a real terminal: the program works on behind it, and no end loses what it had saved."""

from __future__ import annotations

import os
import signal

from tests.e2e.work import Work, until

EDITOR = """\
#!/bin/sh
printf '%s words' "$(cat "$HOME/next")" > "$1"
echo "IN THE EDITOR"
exec cat "$HOME/never"
"""


def test_to_the_editor_and_back_and_an_end_in_between(work: Work) -> None:
    editor = work.home / "editor.sh"
    editor.write_text(EDITOR)
    editor.chmod(0o700)
    (work.home / "next").write_text("First")
    work.more["EDITOR"] = str(editor)
    work.customer("Anna Vroeg", "Waar blijft mijn pakket?", minutes=40)
    work.customer("Bart Laat", "En het mijne?")
    os.mkfifo(work.home / "never")
    with work.start() as run:
        run.expect("Anna Vroeg")
        run.press("r")
        run.expect("Reply")
        run.type_text("Komt eraan")
        run.press("ctrl+o")
        run.expect("Bart Laat · X")
        run.press("r")
        run.expect("Reply")
        run.type_text("Beste Bart")
        run.press("f4")
        run.expect("IN THE EDITOR")
        until(run, work.replies, "what was held is sent meanwhile")
        assert run.raw.endswith(b"IN THE EDITOR\r\n"), "the terminal is the editor's"
        run.send(b"\x03")
        run.expect("was ended by signal 2; what it had saved is in the composer")
        run.expect("First words")
        (work.home / "next").write_text("Second")
        run.press("f4")
        run.expect("IN THE EDITOR")
        run.process.send_signal(signal.SIGTERM)
        assert run.expect_end() == 143
    assert work.rows("select text from draft") == [("Second words",)]
    assert list((work.data / "editing").iterdir()) == []

"""However it ends, the words are kept and the terminal is left as it was found."""

from __future__ import annotations

import signal

import pytest

from tests.e2e.terminal import Terminal
from tests.e2e.test_demo import OFF
from tests.e2e.work import Work


def write(run: Terminal) -> None:
    """Half a reply stands in the composer."""
    run.expect("Anna Vroeg")
    run.press("r")
    run.expect(r"Reply")
    run.type_text("Half af")


def kept(work: Work) -> bool:
    """Its words are on disk."""
    return any("Half af" in str(row[0]) for row in work.rows("select text from draft"))


def test_a_lost_line_keeps_the_draft(work: Work) -> None:
    work.customer("Anna Vroeg", "Waar blijft mijn pakket?")
    with work.start() as run:
        write(run)
        run.hang_up()
    assert kept(work)


def test_a_lost_line_keeps_a_held_reply(work: Work) -> None:
    work.customer("Anna Vroeg", "Waar blijft mijn pakket?")
    with work.start(undo="60") as run:
        write(run)
        run.press("ctrl+j")
        run.expect("u takes it back")
        run.hang_up()
    [(state, text)] = work.rows("select state, text from outbox")
    assert state == "queued" and "Half af" in str(text)
    assert work.calls("replies") == []


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_keeps_the_draft_and_gives_the_terminal_back(work: Work, number: signal.Signals, status: int) -> None:
    work.customer("Anna Vroeg", "Waar blijft mijn pakket?")
    with work.start() as run:
        write(run)
        run.process.send_signal(number)
        assert run.expect_end() == status
    assert kept(work)
    for mode in OFF:
        assert mode in run.raw[-600:], mode


def test_typing_is_stopped_at_the_end(work: Work) -> None:
    result = work.customer("Anna Vroeg", "Waar blijft mijn pakket?", source=15)
    with work.start() as run:
        write(run)
        run.press("escape")
        run.expect("The draft is kept")
        run.press("q")
        assert run.expect_end() == 0
    events = [f"/results/{result}/event/{word}" for word in ("starttyping", "stoptyping")]
    assert work.calls("typing") == events

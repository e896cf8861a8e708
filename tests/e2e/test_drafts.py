"""Drafts: on disk while they are typed, there again after the power went, kept by Esc."""

from __future__ import annotations

from tests.e2e.work import Work, until

WORDS = "Beste Anna, dit is een heel lang verhaal – met één €-teken"


def test_a_draft_survives_the_power_cut(work: Work) -> None:
    anna = work.customer("Anna Vroeg", "Waar blijft mijn pakket?", minutes=50)
    work.customer("Bram Tweede", "En het mijne?", minutes=40)
    with work.start() as run:
        run.expect("Bram Tweede")
        run.press("r")
        run.expect("Reply.*PUBLIC")
        run.type_text(WORDS)
        until(run, lambda: any(WORDS in str(row[0]) for row in work.rows("select text from draft")), "the draft on disk")
        run.kill()
    with work.run() as again:
        again.expect("✎")
        again.expect(r"Reply.*PUBLIC")
        again.expect("Beste Anna, dit is een heel lang")
        again.press("r")
        again.expect("ctrl\\+j send")
        again.type_text("!")
        until(again, lambda: any(f"{WORDS}!" in str(row[0]) for row in work.rows("select text from draft")), "one sign more")
    assert work.rows("select result_id from draft") == [(anna,)]
    assert work.calls("replies") == []


def test_escape_keeps_the_draft_and_a_sign_shows_it(work: Work) -> None:
    work.customer("Anna Vroeg", "Waar blijft mijn pakket?", minutes=50)
    work.customer("Bram Tweede", "En het mijne?", minutes=40)
    with work.start(modern=False) as run:
        run.expect("Bram Tweede")
        run.press("r")
        run.expect("Reply")
        run.type_text("Nog niet klaar")
        run.press("escape")
        run.expect("The draft is kept")
        run.expect(r"Anna Vroeg.*✎")
        run.settle()
        run.press("left")
        run.expect("^ ⏎ open  r reply")
        run.press("j")
        run.expect(r"Bram Tweede · X/Twitter")
        run.expect_gone("Nog niet klaar")
        assert run.has(r"Anna Vroeg.*✎")
        run.press("k")
        run.expect("Nog niet klaar")
    assert work.calls("replies") == []

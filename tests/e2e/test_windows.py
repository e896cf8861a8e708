"""Windows of every size, while somebody writes."""

from __future__ import annotations

from tests.e2e.work import Work, until

SIZES = ((80, 24), (40, 10), (1, 1), (200, 60), (3, 50), (120, 2), (80, 24), (120, 40))


def test_resizing_while_writing_loses_no_letter(work: Work) -> None:
    work.customer("Anna Vroeg", "Waar blijft mijn pakket? " * 20, minutes=50)
    work.customer("Bram Tweede", "En het mijne?", minutes=40)
    with work.start() as run:
        run.expect("Bram Tweede")
        run.press("r")
        run.expect("Reply")
        run.expect(r"\^MK")
        run.settle()
        typed = ""
        for number, size in enumerate(SIZES):
            words = f"deel{number} "
            run.type_text(words, shown=False)
            typed += words
            run.resize(*size)
            run.settle(0.15)
            assert run.process.poll() is None, size
        run.type_text("einde")
        typed += "einde"
        run.expect("Reply.*PUBLIC")
        run.expect("einde")
        for number in range(len(SIZES)):
            assert run.has(f"deel{number}")
        until(run, lambda: any(typed in str(row[0]) for row in work.rows("select text from draft")), "all of it on disk")
        run.press("escape")
        run.expect("The draft is kept")


def test_the_list_survives_a_storm_of_sizes(work: Work) -> None:
    work.control("POST", "traffic", {"results": 60})
    with work.start(size=(80, 24)) as run:
        run.expect("● live")
        for step in range(40):
            run.resize(20 + step * 7 % 140, 1 + step * 3 % 50)
            run.press("j")
            run.pump(0.005)
        run.resize(120, 40)
        run.expect("⏎ open  r reply")
        run.press("q")
        assert run.expect_end() == 0

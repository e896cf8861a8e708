"""Nothing goes to the wrong person, out in public, or on its way by mistake."""

from __future__ import annotations

import pytest

from tests.e2e.terminal import sent_by
from tests.e2e.work import WHATSAPP, Work, leave_composer, until


def test_public_needs_a_word_and_is_never_sticky(work: Work) -> None:
    prive = work.customer("Anna Privaat", "Dit is geheim", source=WHATSAPP, minutes=50)
    work.customer("Bram Privaat", "Dit ook", source=WHATSAPP, minutes=40)
    work.customer("Cora Publiek", "Dit mag iedereen lezen", minutes=30)
    with work.start() as run:
        run.expect("Cora Publiek")
        run.press("r")
        run.expect(r"Reply.*PRIVATE")
        run.type_text("Voor jou alleen")
        run.press("ctrl+t")
        run.expect("Answer a private message in public\\?")
        run.press("enter")
        run.settle(0.3)
        assert run.has("Answer a private message in public"), "Enter is no word"
        run.press("n")
        run.expect_gone("Answer a private message in public")
        assert run.has(r"Reply.*PRIVATE")
        run.press("ctrl+t")
        run.expect("Answer a private message in public")
        run.press("y")
        run.expect(r"Reply.*PUBLIC")

        leave_composer(run)
        run.press("j")
        run.expect("Bram Privaat · WhatsApp")
        run.press("r")
        run.expect(r"Reply.*PRIVATE")
        leave_composer(run)
        run.press("j")
        run.expect("Cora Publiek · X")
        run.press("r")
        run.expect(r"Reply.*PUBLIC")
        run.press("ctrl+t")
        run.expect(r"Reply.*PRIVATE")
        run.press("escape")
        run.expect_gone("Reply ")
        run.press("r")
        run.expect(r"Reply.*PUBLIC")
    assert work.replies() == []
    assert work.rows("select result_id, public from draft") in ([(prive, 1)], [])


def test_a_draft_is_never_sent_to_another_conversation(work: Work) -> None:
    anna = work.customer("Anna Vroeg", "Waar blijft mijn pakket?", minutes=50)
    bram = work.customer("Bram Tweede", "En het mijne?", minutes=40)
    with work.start(undo="0") as run:
        run.expect("Bram Tweede")
        run.press("r")
        run.expect("Reply")
        run.type_text("Alleen voor Anna")
        leave_composer(run)
        run.press("j")
        run.expect("Bram Tweede · X/Twitter")
        run.expect_gone("Alleen voor Anna")
        run.settle()
        run.press("s")
        run.expect("There is no open draft here")
        run.settle()
        run.press("r")
        run.expect("ctrl\\+j send")
        assert not run.has("Alleen voor Anna")
        run.type_text("Alleen voor Bram")
        run.press("ctrl+j")
        until(run, work.replies, "one reply")
        run.press("left")
        run.expect("⏎ open  r reply")
        run.press("k")
        run.expect("Alleen voor Anna")
        run.press("s")
        until(run, lambda: len(work.replies()) == 2, "two replies")
    first, second = work.replies()
    assert first.result == bram
    assert "Alleen voor Bram" in first.message
    assert "Anna" not in first.message
    assert second.result == anna
    assert "Alleen voor Anna" in second.message


@pytest.mark.parametrize("modern", [False, True])
def test_letters_typed_close_behind_r_are_words_and_no_commands(work: Work, modern: bool) -> None:
    work.customer("Anna Vroeg", "Waar blijft mijn pakket?", minutes=50)
    work.customer("Bram Tweede", "En het mijne?", minutes=40)
    with work.start(modern=modern) as run:
        run.expect("Bram Tweede")
        run.settle()
        run.type_text("rBeste Anna")
        run.expect("Reply")
        run.expect("Beste Anna")
        run.settle(0.3)
        run.press("escape")
        run.expect("The draft is kept")
    assert work.calls("close|release|Handler|replies") == []


def test_a_draft_is_not_sent_by_an_order_that_was_meant_for_the_next_row(work: Work) -> None:
    anna = work.customer("Anna Vroeg", "Waar blijft mijn pakket?", minutes=50)
    work.customer("Bram Tweede", "En het mijne?", minutes=40)
    with work.start(undo="0", modern=False) as run:
        run.expect("Bram Tweede")
        run.press("r")
        run.expect("Reply")
        run.type_text("Alleen voor Anna")
        leave_composer(run)
        run.send(b"js")
        run.expect("Bram Tweede · X/Twitter")
        run.expect_gone("Alleen voor Anna")
        run.settle(0.3)
        assert work.rows("select result_id from draft") == [(anna,)]
    assert work.calls("replies") == []


def test_keys_of_one_packet_act_where_the_ones_before_them_lead(work: Work) -> None:
    """Over a slow line keys come in heaps; `r` must never answer whom the agent has already left."""
    work.customer("Anna Vroeg", "Waar blijft mijn pakket?", minutes=50)
    bram = work.customer("Bram Tweede", "En het mijne?", minutes=40)
    with work.start(modern=False) as run:
        run.expect("Bram Tweede")
        run.press("enter")
        run.expect("^ r reply")
        run.settle()
        run.send(sent_by("left") + b"jrVoor Bram")
        run.expect("Reply")
        run.expect("Voor Bram")
        until(run, lambda: work.rows("select result_id from draft"), "a draft")
        assert work.rows("select result_id from draft") == [(bram,)]
    assert work.calls("close|release|Handler|replies") == []


def test_r_close_behind_tab_answers_the_next_one(work: Work) -> None:
    work.customer("Anna Vroeg", "Waar blijft mijn pakket?", minutes=50)
    bram = work.customer("Bram Tweede", "En het mijne?", minutes=40)
    with work.start(modern=False) as run:
        run.expect("Bram Tweede")
        run.expect("● live")
        run.settle()
        run.send(b"\trVoor Bram")
        run.expect("Reply")
        run.expect("Voor Bram")
        until(run, lambda: work.rows("select result_id from draft"), "a draft")
        assert work.rows("select result_id from draft") == [(bram,)]


def test_pasted_line_ends_do_not_send(work: Work) -> None:
    work.customer("Anna Vroeg", "Waar blijft mijn pakket?", minutes=50)
    with work.start(undo="0", modern=False) as run:
        run.expect("Anna Vroeg")
        run.press("r")
        run.expect("Reply")
        run.settle()
        run.paste("eerste\ntweede\x1b[31m")
        run.send(b"derde\nvierde")
        run.expect("vierde")
        run.settle()
    assert work.calls("replies") == []

"""What goes wrong at the service is told in a line with the next step, nothing is lost, and it goes on by itself."""

from __future__ import annotations

from tests.e2e.terminal import Terminal
from tests.e2e.work import WHATSAPP, Work, until

HTML = "<html><body><h1>502 Bad Gateway</h1><script>alert(1)</script></body></html>"
FAULTS: dict[str, tuple[dict[str, object], str]] = {
    "the service is away": ({"status": 503}, "The service has a problem"),
    "a web page": ({"body": HTML}, "A web page came instead of data"),
    "no JSON": ({"garbage": True}, "answer could not be read"),
    "half an answer": ({"truncate": True}, "The connection broke off before the whole answer was there"),
    "no answer": ({"drop": "before"}, "The service did not answer"),
}


def write(run: Terminal, words: str) -> None:
    """Answer the customer under the cursor; it is on its way afterwards."""
    run.press("r")
    run.expect(r"Reply")
    run.expect(r"\^MK")
    run.type_text(words)
    run.press("ctrl+j")
    run.expect_gone(r"ctrl\+j send")


def test_reading_goes_wrong_in_every_way_and_recovers(work: Work) -> None:
    work.customer("Anna Vroeg", "Waar blijft mijn pakket?", minutes=50)
    with work.start() as run:
        run.expect("live")
        run.expect("Anna Vroeg")
        run.press("r")
        run.expect("Reply")
        run.type_text("Half af")
        run.press("escape")
        run.expect("The draft is kept")
        run.settle()
        for name, (fault, words) in FAULTS.items():
            work.fault("/results/", times=50, **fault)
            run.press("ctrl+r")
            run.expect(words)
            run.expect("○ offline · again ")
            assert run.has("Anna Vroeg"), name
            assert not run.has("<html|alert"), name
            work.control("DELETE", "faults")
            work.customer(f"Na {name}", "Ben ik er?")
            run.press("ctrl+r")
            run.expect(f"Na {name}")
            run.expect("● live")
        assert run.has("Half af"), "the draft stayed"
        work.fault("/results/", times=50, status=429)
        run.press("ctrl+r")
        run.expect("The limit of calls is reached")
        run.expect("◐ quota spent · again ")
        assert run.has("Half af")


def test_an_expired_token_is_not_the_agents_business(work: Work) -> None:
    work.customer("Anna Vroeg", "Waar blijft mijn pakket?", minutes=50)
    with work.start() as run:
        run.expect("Anna Vroeg")
        run.settle()
        work.control("POST", "expire-tokens")
        write(run, "Dag Anna ")
        until(run, work.replies, "a reply")
        work.customer("Na Verloop", "Ben ik er?")
        run.press("ctrl+r")
        run.expect("Na Verloop")
        assert run.has("● live")
    assert [each.message for each in work.replies()] == ["@klant_70001 Dag Anna  ^MK"]
    assert b"credentials" not in run.raw


def test_a_wrong_secret_is_told_with_what_to_do(work: Work) -> None:
    work.secret = "wrong"
    work.customer("Anna Vroeg", "Waar blijft mijn pakket?")
    with work.start() as run:
        run.expect("not allowed")
        run.expect("does not accept the credentials")
        assert not run.has("● live|Anna")
        run.press("q")
        assert run.expect_end() == 0


def test_a_wrong_secret_shows_the_next_step(work: Work) -> None:
    work.secret = "wrong"
    with work.start() as run:
        run.expect("does not accept the credentials")
        run.settle(0.5)
        assert run.has("webcare-tui check|client.id and secret|settings")


def test_a_service_that_is_gone_is_told_and_the_draft_stays(work: Work) -> None:
    anna = work.customer("Anna Vroeg", "Waar blijft mijn pakket?", minutes=50)
    with work.start() as run:
        run.expect("Anna Vroeg")
        run.press("r")
        run.expect("Reply")
        run.type_text("Niet kwijtraken")
        work.box.host.stop()
        run.press("escape")
        run.expect("The draft is kept")
        run.settle()
        run.press("ctrl+r")
        run.expect("The service could not be reached")
        run.expect("○ offline · again ")
        assert run.has("Niet kwijtraken")
        run.press("q")
        assert run.expect_end() == 0
    ((result, text),) = work.rows("select result_id, text from draft")
    assert result == anna
    assert "Niet kwijtraken" in str(text)


def test_a_dead_service_keeps_the_reply_and_sends_it_once_after_a_restart(work: Work) -> None:
    anna = work.customer("Anna Vroeg", "Waar blijft mijn pakket?", minutes=50)
    with work.start(undo="0") as run:
        run.expect("Anna Vroeg")
        work.fault("", times=1000, drop="before")
        run.press("ctrl+r")
        run.expect("○ offline")
        run.press("r")
        run.expect("Reply")
        run.type_text("Bewaar dit")
        run.press("ctrl+j")
        run.expect("waits: The service")
        assert run.has("Bewaar dit")
        run.press("q")
        run.expect("1 reply is still held or under way")
        run.press("y")
        assert run.expect_end() == 0
    ((state, text, result),) = work.rows("select state, text, result_id from outbox")
    assert (state, result) == ("queued", anna)
    assert "Bewaar dit" in str(text)
    work.control("DELETE", "faults")
    assert work.replies() == []
    with work.run() as again:
        until(again, work.replies, "the reply")
        again.expect("Anna Vroeg")
        until(again, lambda: work.rows("select state from outbox") == [("sent",)], "it is known as sent")
    assert [(each.result, each.message) for each in work.replies()] == [(anna, text)]


def test_a_reply_whose_answer_is_lost_is_found_and_never_sent_twice(work: Work) -> None:
    anna = work.customer("Anna Vroeg", "Waar blijft mijn pakket?", source=WHATSAPP, minutes=50)
    with work.start(undo="0") as run:
        run.expect("Anna Vroeg")
        work.fault("/replies$", method="POST", drop="after")
        write(run, "Precies een keer ")
        until(run, work.replies, "a reply")
        run.expect("Nobody knows yet whether the reply to Anna Vroeg arrived")
        run.expect("Sent to Anna Vroeg")
        run.press("ctrl+r")
        run.settle(0.3)
    assert work.calls("/replies$") == [f"/results/{anna}/replies"]
    assert [each.message for each in work.replies()] == ["Precies een keer  ^MK"]
    assert work.rows("select state from outbox") == [("sent",)]


def test_a_refused_reply_is_a_draft_again(work: Work) -> None:
    anna = work.customer("Anna Vroeg", "Waar blijft mijn pakket?", minutes=50)
    with work.start(undo="0") as run:
        run.expect("Anna Vroeg")
        work.fault("/replies$", method="POST", status=400)
        write(run, "Dit mag niet ")
        run.expect("Not sent to Anna Vroeg|Your reply was not sent")
        run.expect(r"Anna Vroeg.*✗")
        until(run, lambda: work.rows("select result_id from draft") == [(anna,)], "the draft")
        run.settle()
        run.press("r")
        run.expect(r"Reply.*\n.*Dit mag niet")
    assert work.replies() == []
    assert len(work.calls("/replies$")) == 1

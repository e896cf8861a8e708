"""Cases: closed behind a reply or without one, handed over, released, taken; the next one that waits is announced."""

from __future__ import annotations

from tests.e2e.work import MOBIEL, THUIS, WHATSAPP, Work, until

ME, YARA = "1001", "1003"


def test_ctrl_o_sends_closes_once_and_stands_on_the_next_customer(work: Work) -> None:
    first = work.customer("Anna Vroeg", "Waar blijft mijn pakket?", minutes=50)
    case = work.case_of(first)
    work.customer("Anna Vroeg", "Hallo?? Is daar iemand", minutes=45, caseId=int(case))
    work.customer("Bram Tweede", "En het mijne?", minutes=40)
    with work.start() as run:
        run.expect("Anna Vroeg")
        run.expect("Bram Tweede")
        run.press("r")
        run.expect("Reply")
        run.type_text("Het komt eraan. ")
        run.press("ctrl+o")
        run.expect("Next: Bram Tweede")
        run.expect(r"Bram Tweede · X/Twitter  PUBLIC")
        until(run, lambda: work.calls(f"cases/{case}/close$"), "the case is closed")
        run.expect("Sent to Anna Vroeg")
    assert [(reply.result, reply.public) for reply in work.replies()] == [(first, True)]
    acts = work.calls("replies$|/close")
    assert acts == [f"/results/{first}/replies", f"/searches/{THUIS}/cases/{case}/close"]


def test_close_hand_over_take_and_release_reach_the_service(work: Work) -> None:
    closed = work.case_of(work.customer("Anna Klaar", "Bedankt, opgelost", minutes=50))
    handed = work.case_of(work.customer("Bram Lastig", "Mijn glasvezel brandt", minutes=40))
    taken = work.case_of(work.customer("Cora Vraag", "Mag ik iets vragen?", source=WHATSAPP, minutes=30))
    work.customer("Mobiele Mo", "Ik sta elders", search=MOBIEL)
    with work.start() as run:
        run.expect("Cora Vraag")
        run.press("e")
        run.expect("Closed: Anna Klaar. Next: Bram Lastig")
        run.press("A")
        run.expect("Hand over to")
        run.type_text("had")
        run.expect_gone("Sanne Bleekwater")
        run.press("enter")
        run.expect("Handed Bram Lastig over to Yara Haddouti. Next: Cora Vraag")
        run.press("a")
        run.expect("Cora Vraag is yours now")
        run.press("U")
        run.expect("Released")
    base = f"/searches/{THUIS}/cases"
    assert work.calls("/searches/") == [
        f"{base}/{closed}/close", f"{base}/{handed}/close/handOverToHandler/{YARA}",
        f"{base}/{taken}/close/handOverToHandler/{ME}", f"{base}/{taken}/releaseHandler",
    ]  # fmt: skip
    assert work.replies() == []

"""The main job: find who waits, answer, and see what comes back; and take a reply back in time."""

from __future__ import annotations

import pytest

from tests.e2e.terminal import Terminal
from tests.e2e.work import MOBIEL, TWITTER, WHATSAPP, Reply, Work, until

SIZES = pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["120x40", "80x24"])
HELP, WHATSAPP_SERVICE = 2101, 2104


def choose_mobiel(run: Terminal) -> None:
    """Go from the first view to "Nieuw" of the second search profile, by the list of profiles and a number."""
    run.expect("live")
    if run.columns < 100:
        run.press("escape")
        run.expect("Profiles")
    else:
        run.press("shift+f6")
        run.expect(r"^ ⏎ open  Tab next  : command")
    run.settle()
    run.press("g", *("j" * 11), "enter")
    run.expect("Cora Later")
    run.press("2")


@SIZES
def test_choose_a_profile_answer_two_and_see_the_reaction(work: Work, size: tuple[int, int]) -> None:
    work.customer("Thuis Theo", "Ik zit bij een ander profiel")
    anna = work.customer("Anna Vroeg", "Waar blijft mijn pakket?", search=MOBIEL, minutes=50)
    bram = work.customer("Bram Privaat", "Mijn bundel is op", source=WHATSAPP, search=MOBIEL, minutes=40)
    work.customer("Cora Later", "Ik wacht nog wel even", search=MOBIEL, minutes=30)
    with work.start(size=size, modern=size == (120, 40)) as run:
        run.expect("Thuis Theo")
        choose_mobiel(run)
        run.expect("Nieuw · not checked")
        run.expect(r"▌ ?50m.*Anna Vroeg")
        run.expect_gone("Thuis Theo")
        run.settle(0.2)

        run.press("j")
        run.expect(r"▌ ?40m.*Bram Privaat")
        run.press("enter")
        run.expect(r"Bram Privaat · WhatsApp  PRIVATE")
        run.press("r")
        run.expect(r"Reply.*WhatsApp Service  PRIVATE")
        run.expect(r"\^MK")
        run.type_text("Dag Bram, hij is weer vol. ")
        run.press("ctrl+j")
        until(run, work.replies, "a reply")
        run.expect("Sent to Bram Privaat")
        work.says(bram, "Wauw, dat is snel!")
        run.expect("Wauw, dat is snel!")

        run.press("escape")
        run.expect("Anna Vroeg")
        run.expect("^ ⏎ open")
        run.settle()
        run.press("k")
        run.expect(r"▌ ?50m.*Anna Vroeg")
        run.settle()
        run.press("r")
        run.expect(r"Reply.*@NoorderlichtHelp  PUBLIC")
        run.type_text("Morgen ligt het er. ")
        run.press("ctrl+j")
        until(run, lambda: len(work.replies()) == 2, "a second reply")

    assert f"/results/{bram}/event/opened" in work.calls("event")
    first, second = work.replies()
    assert first == Reply(bram, "Dag Bram, hij is weer vol.  ^MK", WHATSAPP_SERVICE, False)
    assert (second.result, second.connection, second.public) == (anna, HELP, True)
    typing = work.calls("typing|replies")
    assert typing == [
        f"/results/{bram}/event/starttyping", f"/results/{bram}/event/stoptyping",
        f"/results/{bram}/replies", f"/results/{anna}/replies",
    ]  # fmt: skip


def test_u_takes_a_held_reply_back_into_the_composer(work: Work) -> None:
    work.customer("Dirk Haast", "Nou?", source=TWITTER)
    with work.start(undo="60") as run:
        run.expect("Dirk Haast")
        run.press("r")
        run.expect("Reply")
        run.type_text("Kom zo")
        run.press("ctrl+j")
        run.expect("u takes it back")
        run.expect_gone("ctrl\\+j send")
        run.press("u")
        run.expect("Taken back; nothing was sent")
        run.expect("ctrl\\+j send")
        run.type_text("!")
        run.expect(r"Kom zo ?!? *\^MK|Kom zo.*!")
        until(run, lambda: not work.rows("select 1 from outbox where state = 'queued'"), "nothing held")
    assert work.replies() == []
    assert work.calls("replies") == []

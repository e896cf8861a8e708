"""Whatever strangers send reaches the terminal as harmless text: judged by the bytes that came out."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence

import pytest

from tests.e2e.bytes import offences
from tests.e2e.terminal import Terminal
from tests.e2e.work import TWITTER, WHATSAPP, Work, until
from tests.text.corpus import HOSTILE

MARKUP = ("[red]rood[/]", "[@click=app.quit]klik[/]", "[link=http://x]y[/]", "[/] [bold", "[$primary]")
PAYLOADS = tuple(
    f"{esc}{rest}"
    for esc, rest in (
        ("\x1b", "]0;TITEL\x07"), ("\x1b", "]52;c;cm0gLXJm\x07"), ("\x1b", "]8;;http://kwaad.example\x1b\\hier\x1b]8;;\x1b\\"),
        ("\x1b", "[21t"),
        ("\x1b", "P$q\"p\x1b\\"), ("\x9b", "31m"), ("\x9d", "0;T\x9c"), ("\u202e", "gnp.exe"), ("\x1b", "[2J\x1b[H"),
        ("\x1b", "_Ga=T;AAAA\x1b\\"), ("", "\x05\x07\x08\x0e"), ("\u2066", "x\u2069\u200f"),
    )
)  # fmt: skip


@pytest.mark.parametrize(
    "bad",
    [b"\x1b]0;x\x07", b"\x1b]52;c;eA==\x07", b"\x1b[21t", b"\x1b[6n", b"\x1bP$q\x1b\\", b"\x1bc", b"\x07", b"\x9b",
     b"\xc2\x9b31m", "\u202e".encode(), "\u2066".encode(), b"\x1b[?5h", b"\x1b]8;;http://x\x1b\\", b"\x1b"],
)  # fmt: skip
def test_the_judge_sees_what_is_foreign(bad: bytes) -> None:
    fine = b"\x1b[?1049h\x1b[1;38;2;1;2;3mDag \xe2\x98\xba\x1b[0m\x1b[4;2H\r\n\x1b[>25u\x1b[?2026$p\x1b[?2026h"
    assert offences(fine) == []
    assert offences(fine + bad + fine)


def insert(work: Work, texts: Sequence[str]) -> None:
    """A customer for each text, which stands in every field that is shown somewhere."""
    rows: list[dict[str, object]] = []
    for place, text in enumerate(texts):
        words = text[:600]
        rows.append({
            "title": words, "description": text, "subtitle": words, "profileId": words, "link": f"https://x.example/{words}",
            "source": WHATSAPP if place % 2 else TWITTER, "image": words, "imageLink": words, "personName": words,
            "time": 1_700_000_000 + place, "searchId": 4101, "caseId": 990_000 + place,
            "tagsList": {"1": {"id": "1", "name": words, "categoryName": words, "color": words}}, "location": words,
            "language": words, "services": words, "author": words,
        })  # fmt: skip
    work.control("POST", "results", rows)


def walk(run: Terminal, steps: int) -> None:
    """Down the list, each row long enough for its conversation to be drawn."""
    for _ in range(steps):
        run.press("j")
        run.settle(0.03)


@pytest.mark.parametrize("half", [0, 1])
def test_the_whole_corpus_in_list_and_conversation(work: Work, half: int) -> None:
    texts = ("eerste rij", *HOSTILE[half::2])
    work.more = {"WEBCARE_TUI_POLLING__PAGE": "250"}
    insert(work, texts)
    with work.start() as run:
        run.expect("● live")
        run.expect("eerste rij")
        walk(run, len(texts) - 1)
        run.settle(0.2)
        run.press("g")
        run.expect(r"▌.*eerste rij")
        run.settle(0.2)
    bad = offences(run.raw)
    assert not bad, "\n".join(bad[:9])


def test_hostile_texts_in_composer_customer_status_line_and_dialogs(work: Work) -> None:
    link = "https://kwaad.example/[red]\x1b]0;T\x07\u202e?x=[@click=app.quit]"
    texts = (link, *MARKUP[:3], PAYLOADS[0], PAYLOADS[1], PAYLOADS[2], PAYLOADS[7], "slot")
    insert(work, texts)
    with work.start(undo="60") as run:
        run.expect("● live")
        run.expect(r"rood\[/\]")
        for number in range(len(texts) - 1):
            run.press("r")
            run.expect("Reply")
            run.settle()
            run.type_text(f"Dag{number}")
            run.press("ctrl+j")
            run.expect("◷ held")
            run.settle()
            run.press("i")
            run.expect_gone("◷ held")
            run.settle()
            run.press("i")
            run.expect("◷ held")
            run.settle()
            if number == 0:
                run.press("o")
                run.expect("kwaad.example.*\n.*Esc|Links")
                run.settle()
                run.press("escape")
                run.settle()
            run.press("left")
            run.expect("^ ⏎ open")
            run.press("j")
            run.settle()
        run.press("k", "e")
        run.expect("Closed: ")
        run.press("D")
        run.expect("Drafts and outbox")
        run.press("j", "j")
        run.settle()
        run.press("escape")
        run.expect_gone("Drafts and outbox")
        run.press("q")
        run.expect("Leave now")
        run.press("n")
        run.expect_gone("Leave now")
        run.settle(0.2)
        assert run.has("● live"), "it still runs"
    bad = offences(run.raw)
    assert not bad, "\n".join(bad[:9])


def test_what_is_copied_is_harmless_to_paste(work: Work) -> None:
    work.customer("Kopie Kees", "Goed\x1b[201~rm -rf ~\x9b31m\u202emoc\x07 \u00e9\u00e9n", minutes=50)
    with work.start() as run:
        run.expect("Kopie Kees")
        run.settle()
        run.press("y")
        run.expect("Copied the text")
        run.settle(0.2)
    copies = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07", run.raw)
    (words,) = [base64.b64decode(each).decode() for each in copies]
    assert words == "Goed␛[201~rm -rf ~<9B>31m<RLO>moc␇ één"
    assert offences(re.sub(rb"\x1b\]52;c;[A-Za-z0-9+/=]+\x07", b"", run.raw)) == []


def test_what_the_service_says_in_an_error_is_harmless(work: Work) -> None:
    evil = "Nee \x1b]0;T\x07\x1b[2J\u202e[red]rood[/] [@click=app.quit]x[/]"
    work.customer("Anna Vroeg", "Waar blijft mijn pakket?")
    with work.start(undo="0") as run:
        run.expect("Anna Vroeg")
        body = {"status": "ERROR", "message": evil, "messages": [{"type": "error", "title": evil, "description": evil}]}
        work.fault("/close$", method="POST", status=400, body=body)
        run.press("e")
        run.expect(r"\[red\]rood\[/\]")
        run.settle()
        run.press("escape")
        run.settle()
        work.fault("/replies$", method="POST", status=400, body=body)
        run.press("r")
        run.expect("Reply")
        run.settle()
        run.type_text("Dag!")
        run.press("ctrl+j")
        until(run, lambda: work.calls("/replies$"), "the reply")
        run.expect(r"✗")
        run.settle(0.2)
    bad = offences(run.raw)
    assert not bad, "\n".join(bad[:9])

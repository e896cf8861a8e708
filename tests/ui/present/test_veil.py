"""The veil: what it leaves of names, words and records."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webcare_tui.models.account import Connection
from webcare_tui.models.conversation import Activity, Conversation, Details, ServerDraft
from webcare_tui.models.draft import Draft
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.models.result import Result, Tag
from webcare_tui.store import Row
from webcare_tui.text.width import cells
from webcare_tui.ui.flows.barrier import told
from webcare_tui.ui.present import veil
from webcare_tui.ui.present.rows import Scene as RowScene
from webcare_tui.ui.present.rows import result_lines
from webcare_tui.ui.present.thread import Scene, thread
from webcare_tui.ui.present.veil import OPEN, Veil, dots, handles, pseudonym

PRIVATE = Veil(on=True)
PLANTED = "Annabel Vroegindewei"
TELLS_NOTHING = {
    "id", "search_id", "case_id", "result_id", "actor_id", "actor_name", "user_id", "connection_id", "default_connection",
}  # fmt: skip
"""Fields of records that may be seen: numbers of the service's, and who of the company did something."""


def words_of(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W\d_]{3,}", text)}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("Waar blijft mijn pakket?", "•••• •••••• •••• ••••••?"),
        ("Bel 06-12345678,\n\nof mail a.b@post.example!", "••• ••-••••••••,\n\n•• •••• •.•@••••.•••••••!"),
        ("Ünïcöde e\u0301e\u0301n", "••••••• •••"),
        ("快递在哪里", "•" * 10),
        ("😀 blij", "•• ••••"),
        ("@anna_v zie #storing", "@•••••• ••• #•••••••"),
    ],
)
def test_words_become_dots_of_their_length(text: str, shown: str) -> None:
    assert dots(text) == shown
    assert PRIVATE.words(text) == shown
    assert OPEN.words(text) == text


@given(st.text())
def test_no_word_shows_through_the_dots(text: str) -> None:
    shown = dots(text)
    assert not words_of(shown)
    assert not re.search(r"\d", shown)
    assert [cells(line) for line in shown.split("\n")] == [cells(dots(line)) for line in text.split("\n")]


@given(st.text())
def test_no_word_of_a_name_is_in_its_pseudonym(name: str) -> None:
    shown = pseudonym(name)
    assert words_of(shown) & words_of(name) <= {"customer"}
    assert shown in ("", name) or re.fullmatch(r"Customer ([A-Z]\d){2}[A-Z]", shown)
    assert name.strip() not in shown or name.strip().casefold() in "customer" or len(name.strip()) < 3


def test_a_name_keeps_its_pseudonym_and_shares_it_with_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(veil, "_KEY", b"always the same")  # of 300 names two share a pseudonym in one run of thirty
    assert pseudonym("Anna  Vroeg") == pseudonym("anna vroeg")
    assert len({pseudonym(f"Klant {number}") for number in range(300)}) == 300
    assert pseudonym("(no name)") == "(no name)"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("@anna_v @b.c Hoi Anna, mail info@post.example.", "@•••••• @••• Hoi Anna, mail info@post.example."),
        ("@anna.", "@••••."),
        ("no handle @ all", "no handle @ all"),
    ],
)
def test_what_the_agent_types_stays_but_for_handles(typed: str, shown: str) -> None:
    assert handles(typed) == shown
    assert len(shown) == len(typed)


@pytest.mark.parametrize(
    ("said", "name", "shown"),
    [
        ("Anna Vroeg wrote again. Look first.", "Anna Vroeg", "{} wrote again. Look first."),
        ("@anna_v blocks you, ANNA says.", "Anna", "@•••••• blocks you, {} says."),
        ("Annabel is not Anna*", "Anna*", "Annabel is not {}"),
        ("The customer wrote again.", "", "The customer wrote again."),
    ],
)
def test_a_sentence_names_nobody(said: str, name: str, shown: str) -> None:
    assert PRIVATE.sentence(said, name) == shown.format(pseudonym(name))
    assert OPEN.sentence(said, name) == said


def filled(record: type, **given: object) -> dict[str, object]:
    """Every text of a record planted, so that a field that is added later is hidden or named above."""
    texts = {each.name: PLANTED for each in fields(record) if each.type == "str"}
    lists = {each.name: (PLANTED,) for each in fields(record) if each.type == "tuple[str, ...]"}
    return {**texts, **lists, "id": "17", **given} if "id" in texts else {**texts, **lists, **given}


def planted() -> Conversation:
    tag = Tag("4", "billing")
    reply = Result(**filled(Result, id="18", tags=(tag,)))  # type: ignore[arg-type]
    result = Result(**filled(Result, rank=120_000, tags=(tag,), replies=(reply,)))  # type: ignore[arg-type]
    details = Details(
        **filled(  # type: ignore[arg-type]
            Details,
            result=result,
            activities=(Activity(**filled(Activity, activity=1, time=1)),),  # type: ignore[arg-type]
            draft=ServerDraft(**filled(ServerDraft)),  # type: ignore[arg-type]
            available_connections=(Connection("1", "Desk"),),
            reply_prefix=f"@{PLANTED.replace(' ', '_')} ",
            reply_suffix="",
        )
    )
    own = replace(result, id="19", own=True, title="Delta Telecom")
    return Conversation(result, (result, own), details, before={"17": PLANTED})


def left(record: object, path: str = "") -> set[str]:
    """Where a word of the planted name is still to be found in a record."""
    if isinstance(record, str):
        return {path} if words_of(record) & words_of(PLANTED) else set()
    if isinstance(record, tuple):
        return {found for each in record for found in left(each, path)}
    if isinstance(record, dict):
        return {found for each in record.values() for found in left(each, path)}
    if is_dataclass(record):
        return {found for each in fields(record) for found in left(getattr(record, each.name), each.name)}
    return set()


def test_nothing_of_a_customer_is_left_in_a_record() -> None:
    shown = PRIVATE.conversation(planted())
    assert left(planted()) - TELLS_NOTHING
    assert left(shown) <= TELLS_NOTHING
    assert shown is not None
    assert shown.result.rank == 0
    assert [tag.name for tag in shown.result.tags] == ["billing"]
    assert shown.messages[1].title == "Delta Telecom"
    item = OutboxItem("a", "17", PLANTED, "1", public=True, state=OutboxState.FAILED, to=PLANTED, reason=f"{PLANTED} is gone")
    assert left(PRIVATE.item(item)) == left(PRIVATE.draft(Draft("17", PLANTED))) == set()
    assert OPEN.item(item) is item


def test_one_conversation_may_be_lifted_out_and_names_in_sentences_stay_hidden() -> None:
    conversation, lifted = planted(), Veil(on=True, lifted="17")
    assert lifted.conversation(conversation) is conversation
    assert lifted.over("19").on
    assert lifted.down() == PRIVATE
    assert PLANTED not in lifted.name_of(conversation.result)
    assert OPEN.name_of(conversation.result) == PLANTED
    assert PRIVATE.name_of(conversation.messages[1]) == "Delta Telecom"


@pytest.mark.parametrize("seen", [OPEN, PRIVATE])
def test_a_thread_keeps_its_links_and_shows_nothing_else(seen: Veil) -> None:
    message = Result("1", title=PLANTED, description=f"Zie https://meting.example/{PLANTED.split()[0]} en mail", time=1)
    own = Result("2", title="Delta", own=True, description=f"Dag {PLANTED} ^MK", time=2)
    conversation = Conversation(message, (message, own), before={"1": PLANTED})
    echo = OutboxItem("a", "1", f"Hoi {PLANTED}", "1", public=True)
    drawn = thread(conversation, (echo,), Scene(veil=seen, whole={"1", "2"}))
    text = "\n".join("".join(part for part, _ in line) for block in drawn.blocks for line in block.lines(60))
    assert bool(words_of(text) & words_of(PLANTED)) is (seen is OPEN)
    assert "[1]" in text
    linked = [part for block in drawn.blocks for line in block.lines(100) for part, role in line if role == "link"]
    assert "".join(linked).endswith("[1]")
    assert len("".join(linked)) == len("https://meting.example/Annabel [1]")
    assert [link.host for link in drawn.links] == ["meting.example"]


def test_what_came_meanwhile_is_hidden_in_the_question() -> None:
    new = (Result("1", title=PLANTED, description=f"Dag, {PLANTED}"), Result("2", own=True, description=PLANTED))
    assert not words_of(told(new, PRIVATE)) & words_of(PLANTED)
    assert "Your company: •••••••" in told(new, PRIVATE)
    assert PLANTED in told(new)


def test_a_row_is_hidden_unless_it_is_the_lifted_one() -> None:
    row = Row(Result("1", title=PLANTED, description=f"van {PLANTED}", tags=(Tag("4", "billing"),)), 1, "", handled=False)

    def text(over: Veil) -> str:
        return " ".join(part for line in result_lines(row, RowScene(veil=over), 80) for part, _ in line)

    assert PLANTED in text(OPEN)
    assert PLANTED in text(Veil(on=True, lifted="1"))
    assert not words_of(text(PRIVATE)) & words_of(PLANTED)
    assert "billing" in text(PRIVATE)
    assert pseudonym(PLANTED) in text(PRIVATE)

"""The last look: what a reply gives away and what was forgotten in it, and above all what is neither."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webcare_tui.models.account import Account, User
from webcare_tui.models.conversation import Details
from webcare_tui.models.finding import Finding, Kind, Outgoing
from webcare_tui.models.result import Result
from webcare_tui.services.precheck import examine, outgoing

ANNA = Result("1", title="Anna de Vries", profile_id="annadv88", person_id="7", private=False)
ACCOUNT = Account(
    company="Zuider Licht",
    users=(User("1", "Mila", email="mila@zuiderlicht.example"), User("2", "Bo", email="bo@gmail.com")),
    sources={"twitter": 3, "whatsapp": 15},
)


def seen(
    text: str,
    *told: Result,
    public: bool = True,
    customer: Result = ANNA,
    source: int = 0,
) -> tuple[Finding, ...]:
    """What is found in a reply."""
    messages = (customer, *told)
    result = Result("1", source=source, private=not public)
    return examine(outgoing(text, public=public, result=result, customer=customer, messages=messages, account=ACCOUNT))


def places(text: str, *told: Result, **how: object) -> list[tuple[str, str]]:
    """Kind and words of each place."""
    return [(each.kind.value, text[each.start : each.end]) for each in seen(text, *told, **how)]  # type: ignore[arg-type]


def said(text: str, *, private: bool = True, own: bool = False, person: str = "7") -> Result:
    """A message of the conversation."""
    return Result(f"m{hash(text)}", description=text, private=private, own=own, person_id=person)


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("Bel ons op 06-12345678.", "phone", "06-12345678"),
        ("Klopt 06 12 34 56 78 nog?", "phone", "06 12 34 56 78"),
        ("Klopt 0612345678?", "phone", "0612345678"),
        ("We bellen (020) 123 45 67 terug", "phone", "(020) 123 45 67"),
        ("We bellen 020-1234567, goed?", "phone", "020-1234567"),
        ("Is 0172 - 12 34 56 je nummer", "phone", "0172 - 12 34 56"),
        ("+31 6 1234 5678 is genoteerd", "phone", "+31 6 1234 5678"),
        ("+31 (0)6-12345678", "phone", "+31 (0)6-12345678"),
        ("0031612345678", "phone", "0031612345678"),
        ("(tel:0612345678)", "phone", "0612345678"),
        ("31612345678 staat in ons systeem", "phone", "31612345678"),
        ("+49 30 12345678", "phone", "+49 30 12345678"),
        ("+32 470 12 34 56", "phone", "+32 470 12 34 56"),
        ("0044 20 7946 0000", "phone", "0044 20 7946 0000"),
        ("Terug op NL91 ABNA 0417 1643 00, graag", "iban", "NL91 ABNA 0417 1643 00"),
        ("nl91abna0417164300", "iban", "nl91abna0417164300"),
        ("NL91 ABNA 0417 1643 00 klopt dat", "iban", "NL91 ABNA 0417 1643 00"),
        ("BE68 5390 0754 7034", "iban", "BE68 5390 0754 7034"),
        ("DE89370400440532013000", "iban", "DE89370400440532013000"),
        ("We mailen anna@post.example.", "email", "anna@post.example"),
        ("We mailen bo@gmail.com", "email", "bo@gmail.com"),
        ("anna (at) post.example", "email", "anna (at) post.example"),
        ("We sturen hem naar 1234 AB 12.", "address", "1234 AB 12"),
        ("Op 1234AB, nr. 12a?", "address", "1234AB, nr. 12a"),
        ("Op 1234ab 12?", "address", "1234ab 12"),
        ("Dorpsstraat 12, 1234 AB Utrecht", "address", "12, 1234 AB"),
        ("Je klantnummer is 1234567.", "number", "1234567"),
        ("klantnr: AB-123456", "number", "AB-123456"),
        ("Your customer number is 12 34 56 78", "number", "12 34 56 78"),
        ("ordernummer 0612345678", "number", "0612345678"),
        ("Je order #123456 komt", "number", "123456"),
        ("Bestelling 123456 komt", "number", "123456"),
        ("BSN 123456782", "number", "123456782"),
    ],
)
def test_what_a_public_reply_gives_away(text: str, kind: str, place: str) -> None:
    assert places(text) == [(kind, place)]
    assert places(text, public=False) == []


@pytest.mark.parametrize(
    "text",
    [
        "Je pakket 3SABCD012345678 is onderweg",
        "Pakket 1234567890 is onderweg",
        "Op 01-02-2026 10:00 uur",
        "Op 06-12-2026 10 uur",
        "Op 06/12/2026 of 07/12/2026",
        "Open van 09:00-17:30",
        "Open 06.00-18.00 10 dagen lang",
        "Ma 08.30 - 20.00, za 10.00 - 17.00",
        "Nu € 1.234,56 of € 0612345678",
        "Nu 12.345.678,90 euro",
        "#0612345678 en @0612345678",
        "https://t.co/0612345678 en t.co/0612345678",
        "https://zuiderlicht.example/order/0612345678?iban=NL91ABNA0417164300",
        "Bel gratis 0800-1234567 of 088 123 45 67",
        "Bel 0900 123 4567",
        "NL92 ABNA 0417 1643 00",
        "NL91 ABNA 0417 1643",
        "NL91 punten",
        "Mail naar help@zuiderlicht.example of help@mail.zuiderlicht.example",
        "Mail naar help@zuider-licht.example",
        "@annadv88 kijk op zuiderlicht.example",
        "In 2026 OK",
        "1000 MB 5 keer, 4000 GB 2x",
        "Sinds 2019 in 3 stappen",
        "De postcode 1234 AB is aan de beurt",
        "Je factuur van 01-02-2026",
        "factuur 01-02-2026",
        "factuur 2026",
        "Order 12 van 14",
        "3 bestellingen, 20 klanten, klant 12",
        "+100 punten, 2+2=4",
        "100.000.000 views in 24/7",
        "192.168.178.100 op poort 8080",
        "Versie 10.12.2026.1",
        "Groetjes xxx",
        "Leuk <3 en >:( en [1]",
        "Korting van 50% of 60% op alles",
        "",
    ],
)
def test_what_gives_nothing_away(text: str) -> None:
    assert [each for each in places(text) if each[0] != "empty"] == []


@pytest.mark.parametrize(
    ("reply", "told", "expected"),
    [
        ("Je nummer 7654321 klopt", ["mijn nummer is 765 43 21"], [("number", "7654321")]),
        ("Je nummer 765 4321 klopt", ["7654321"], [("number", "765 4321")]),
        ("Die 4321, ja", ["het is 4321 geloof ik"], [("number", "4321")]),
        ("In 2019 al", ["sinds 2019"], []),
        ("We zijn er om 10:00", ["om 10:00 graag"], []),
        ("Beste Anna, meneer Kwakkel belt", ["mijn man heet Kwakkel"], [("private-words", "Kwakkel")]),
        ("Naar de Oude Trambuurt", ["ik woon in de Oude Trambuurt"], [("private-words", "Oude Trambuurt")]),
        ("Router ZX81AB vervangen", ["het is een zx81ab"], [("private-words", "ZX81AB")]),
        ("Kwakkel komt", ["Kwakkel is mijn man"], []),
        ("Morgen komt Kwakkel", ["Kwakkel is mijn man"], [("private-words", "Kwakkel")]),
        ("Helaas, Morgen dan. En Maandag", ["Morgen kan niet. morgen dus. Kan op Maandag"], []),
        ("Bij Zuider Licht, Anna", ["bij Zuider Licht, ik ben Anna"], []),
        ("De 10th met 500GB", ["op de 10th, 500GB"], []),
        ("I've seen it. Can't do", ["and I've and Can't"], []),
        ("Deine Rechnung kommt", ["ich habe die Rechnung nicht und warte"], []),
    ],
)
def test_what_was_only_told_in_private(reply: str, told: list[str], expected: list[tuple[str, str]]) -> None:
    assert places(reply, *map(said, told)) == expected
    assert places(reply, *map(said, told), public=False) == []
    assert places(reply, *map(said, told), *(said(each, private=False) for each in told)) == [], "it was told in public too"
    assert places(reply, *(said(each, person="8") for each in told)) == [], "somebody else wrote it"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Hoi {naam}!", "{naam}"),
        ("Hoi {{ first_name }}!", "{{ first_name }}"),
        ("Bel [telefoonnummer]", "[telefoonnummer]"),
        ("Hoi <naam>,", "<naam>"),
        ("Hoi %naam%,", "%naam%"),
        ("Om XXX uur", "XXX"),
        ("Om ____ uur", "____"),
    ],
)
def test_blanks(text: str, place: str) -> None:
    assert places(text) == places(text, public=False) == [("placeholder", place)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("@[bot] @{two} Hoi Piet [X] ^[MK]", ["other-name", "placeholder"]),
        ("@{two} Hoi Piet [X] ^[MK]", ["other-name", "placeholder"]),
        ("@{two} Hoi ^[MK]\n", []),
        ("Hoi @{two} ^[MK] en", ["placeholder", "placeholder"]),
    ],
)
def test_what_the_service_put_round_the_words_is_nobodys_slip(text: str, kinds: list[str]) -> None:
    details = Details(ANNA, reply_prefix="@[bot] @{two} ", reply_suffix=" ^[MK]")
    reply = outgoing(text, public=False, result=ANNA, customer=ANNA, messages=(), account=None, details=details)
    assert [each.kind.value for each in examine(reply)] == kinds


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Beste Anna,", ""),
        ("Hoi ANNA!", ""),
        ("@annadv88 Hoi Anna, wat fijn", ""),
        ("Geachte mevrouw De Vries,", ""),
        ("Beste A. de Vries", ""),
        ("Dag allemaal", ""),
        ("Hi there", ""),
        ("Hoi Wat vervelend", ""),
        ("Hoi! Wat vervelend", ""),
        ("Dank, Piet staat in de winkel", ""),
        ("Hoi Ann,", ""),
        ("Hi Anneke,", "Anneke"),
        ("Beste Piet,", "Piet"),
        ("@annadv88 Dag Piet Jansen, wat fijn", "Piet Jansen"),
        ("Geachte heer Jansen,", "Jansen"),
        ("Dear Mr. Jansen", "Jansen"),
        ("Hé Özgür!", "Özgür"),
    ],
)
def test_a_greeting_for_somebody_else(text: str, name: str) -> None:
    expected = [("other-name", name)] if name else []
    assert places(text) == places(text, public=False) == expected


def test_a_customer_is_also_who_signs_and_nobody_where_no_name_is_known() -> None:
    bird = Result("1", title="Blauwe Vogel", profile_id="bv", person_id="7")
    assert places("Hoi Karel,", customer=bird) == [("other-name", "Karel")]
    assert places("Hoi Karel,", said("Waar is het?\nGroeten,\nKarel"), customer=bird, public=False) == []
    assert places("Hoi Karel,", said("vraag het Karel"), customer=bird, public=False) == [("other-name", "Karel")]
    for title in ("", "+31 6 12345678", "สมหญิง"):
        assert places("Hoi Karel,", customer=Result("1", title=title)) == []


def test_nothing_and_too_much_are_final_and_come_first() -> None:
    for text in ("", " \n", "\u200b"):
        (found,) = seen(text)
        assert (found.kind, found.kind.final, found.end) == (Kind.EMPTY, True, len(text))
    text = "{x}" + "漢" * 140
    long, blank = seen(text, source=3)
    assert (long.kind, long.start, long.end) == (Kind.LONG, 3 + 138, 143)
    assert long.words == "over by 3: a public reply on twitter has 280 characters at most"
    assert blank.kind is Kind.BLANK and not blank.kind.final
    assert [each.kind for each in seen(text, source=3, public=False)] == [Kind.BLANK]
    assert [each.kind for each in seen("a" * 5000, source=15, public=False)] == [Kind.LONG]
    assert seen("a" * 5000) == ()


HARD = st.text() | st.text(alphabet="0123456789 +-./()NLabAB@#{}[]<>%_X,:\n\u0660ﬁßİ", max_size=120)


@given(HARD, st.lists(st.tuples(HARD, st.booleans(), st.booleans()), max_size=3), HARD, st.booleans(), st.sampled_from([0, 3]))
def test_it_never_fails_and_every_place_lies_in_the_text(
    text: str, told: list[tuple[str, bool, bool]], name: str, public: bool, source: int
) -> None:
    messages = [said(words, private=private, own=own) for words, private, own in told]
    found = seen(f"Hoi {text}", *messages, public=public, customer=Result("1", title=name, person_id="7"), source=source)
    assert all(0 <= each.start <= each.end <= len(text) + 4 and each.words for each in found)
    assert public or not any(each.kind.exposes for each in found)
    shown = sorted((each.start, each.end) for each in found if each.kind.exposes)
    assert all(one[1] <= other[0] for one, other in pairwise(shown)), "no place is told twice"


def test_without_an_account_there_is_still_something_to_be_found() -> None:
    reply = outgoing("bo@x.example", public=True, result=ANNA, customer=ANNA, messages=(), account=None)
    assert reply == Outgoing("bo@x.example", True, ANNA)
    assert [each.kind for each in examine(reply)] == [Kind.EMAIL]

"""What a public reply would tell everybody: numbers, addresses, and words that were only written in private; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from webcare_tui.models.finding import Finding, Kind, Outgoing
from webcare_tui.services.confided import confided
from webcare_tui.text.links import find

_GAP = r"[ .\-–/\u00a0]{0,3}"  # what people put between the digits of a number
_NEXT = rf"(?:{_GAP}[0-9])"
_PHONE = re.compile(
    rf"""(?<!\w)(?<![#+@=€$/])(?<![0-9][.:,])(?<![€$][ ])(?<![0-9][0-9][ ][A-Z]{{4}}[ ])(?<![0-9][0-9][A-Z]{{4}}[ ])(?:
      (?:\+|00)31{_GAP}(?:\(0\))?{_NEXT}{{9}}             # the Netherlands, from abroad
    | 316[0-9]{{8}}                                      # as WhatsApp writes it
    | \(?06\)?{_NEXT}{{8}}                               # a mobile phone
    | \(?0[1-57-9][0-9]\)?{_NEXT}{{7}}                   # an area code of three digits
    | \(?0[1-57-9][0-9]{{2}}\)?{_NEXT}{{6}}              # or of four
    | \+(?!31)[1-9]{_NEXT}{{8,14}}                       # another country
    | 00(?:1|3[2-9]|4[0-9]|90|212|59[79]){_NEXT}{{7,11}}
    )(?!\w)(?![.:,\-][0-9])""",
    re.VERBOSE,
)
_NO_PHONE = re.compile(
    r"[0-9]{1,2}([-./])[0-9]{1,2}\1(?:19|20)[0-9]{2}(?![0-9])"  # a date
    r"|[0-9]{2}[.:][0-9]{2} ?[-–]"  # hours
    r"|\(?0(?:800|90[069]|88)\)?"  # numbers of companies
)
_IBAN_START = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z]{2}[0-9]{2})")
_IBAN = re.compile(r"[A-Za-z]{2}[0-9]{2}(?:[ .\-\u00a0]?[A-Za-z0-9]){8,30}")
# How long an IBAN is in each country (ISO 13616).
_IBAN_LENGTHS = {
    country: length
    for length, countries in {
        15: "NO", 16: "BE", 18: "DK FI FO GL NL", 19: "MK SI", 20: "AT BA EE LT LU XK", 21: "CH HR LI LV",
        22: "BG DE GB GE IE ME RS", 23: "AE GI IL", 24: "AD CZ ES MD PK RO SA SE SK TN", 25: "PT", 26: "IS TR",
        27: "FR GR IT MC SM", 28: "AL AZ CY DO HU LB PL", 29: "BR UA", 30: "KW", 31: "MT",
    }.items()
    for country in countries.split()
}  # fmt: skip
_EMAIL = re.compile(
    r"(?<![\w.+%\-])[\w.+%\-]{1,64}(?:@| ?[(\[](?:at|apenstaartje)[)\]] ?)((?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24})(?![\w-])",
    re.I,
)
_POSTCODE = r"[1-9][0-9]{3}(?: ?(?!MB|GB|TB|KB|KM|KG|CM|MM|ML|KW)[A-Z]{2}|[a-z]{2})"
_HOUSE = r"[1-9][0-9]{0,4}(?:[ \-]?[A-Za-z](?![A-Za-z])|-[0-9]{1,4})?"
_ADDRESS = re.compile(
    rf"(?<!\w){_POSTCODE}[ ,;/\n]{{1,3}}(?:(?:huis)?(?:nummer|nr)\.?:? ?)?{_HOUSE}(?!\w)(?![.:,][0-9])"
    rf"|(?<![\w.,:]){_HOUSE}[ ,;\n]{{1,3}}(?:(?:in|te) )?{_POSTCODE}(?!\w)"
)
_LABELS = (
    "klant|order|bestel(?:ling)?|account|contract|factuur|debiteur(?:en)?|relatie|lidmaatschaps?|polis|dossier|referentie|"
    "customer|client|invoice|booking|membership|policy|reference|subscriber"
)
_DIGITS = r"[A-Za-z]{0,6}[-/]?[0-9](?:[ .\-/]?[0-9])"
_ENDED = r"(?![\w])(?!,[0-9])"
_LABELLED = re.compile(
    rf"(?<!\w)(?:(?:{_LABELS})[ -]?(?:nummer|number|nr|no|id|code)|bsn|burgerservicenummer)\b\.?"
    rf"(?:\s(?:is|was|van|u|je|jou|you|your))*\s?[:=#]?\s?({_DIGITS}{{3,19}}){_ENDED}",
    re.I,
)
_NUMBERED = re.compile(rf"(?<!\w)(?:{_LABELS})\s?(?:[:#]|nr\.?)?\s?({_DIGITS}{{4,19}}){_ENDED}", re.I)
_DATE = re.compile(r"[0-9]{1,2}[-./ ][0-9]{1,2}[-./ ][0-9]{2,4}")
_MASK = re.compile(r"(?<!\w)(?:@\w+|#\d*[^\W\d]\w*|(?:www\.|(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}/)\S*)", re.I)

Span = tuple[int, int]


def exposed(reply: Outgoing) -> list[Finding]:
    """Places of a public reply that tell something about a person, none of them over another."""
    kept: list[Finding] = []
    covered = bytearray(len(reply.text))
    for finding in _all(reply, _masked(reply.text)):
        if not any(covered[finding.start : finding.end]):
            covered[finding.start : finding.end] = b"\1" * (finding.end - finding.start)
            kept.append(finding)
    return kept


def _all(reply: Outgoing, text: str) -> Iterator[Finding]:
    """What is found, the surest kind first: what it covers is not told a second time."""
    look: tuple[tuple[Kind, str, Callable[[], Iterator[Span]]], ...] = (
        (Kind.IBAN, "a bank account number (IBAN)", lambda: ibans(text)),
        (Kind.EMAIL, "an e-mail address that is not the company's", lambda: _emails(reply)),
        (Kind.NUMBER, "a number of a customer, an order or the like", lambda: _labelled(text)),
        (Kind.PHONE, "a phone number", lambda: phones(text)),
        (Kind.ADDRESS, "a postcode with a house number", lambda: (each.span() for each in _ADDRESS.finditer(text))),
    )
    for kind, words, spans in look:
        yield from (Finding(kind, start, end, words) for start, end in spans())
    yield from confided(reply, text)


def _masked(text: str) -> str:
    """The text without links, @names and #tags: their digits and capitals mean nothing; every place stays where it was."""
    for link in find(text):
        text = f"{text[: link.start]}{chr(0) * (link.end - link.start)}{text[link.end :]}"
    return _MASK.sub(lambda found: chr(0) * len(found[0]), text)


def phones(text: str) -> Iterator[Span]:
    """Phone numbers of the Netherlands and with a country's code; not dates, hours, or numbers that only companies have."""
    return (found.span() for found in _PHONE.finditer(text) if not _NO_PHONE.match(found[0]))


def ibans(text: str) -> Iterator[Span]:
    """Bank account numbers whose country, length and check digits are right."""
    for begin in _IBAN_START.finditer(text):
        found = _IBAN.match(text, begin.start())
        length = _IBAN_LENGTHS.get(text[begin.start() : begin.start() + 2].upper(), 0)
        if found is None or not length:
            continue
        places = [at for at, char in enumerate(found[0], begin.start()) if char.isalnum()]
        end = places[length - 1] + 1 if len(places) >= length else 0
        if end and not text[end : end + 1].isalnum() and _adds_up("".join(text[at] for at in places[:length])):
            yield begin.start(), end


def _adds_up(iban: str) -> bool:
    return int("".join(str(int(char, 36)) for char in iban[4:] + iban[:4])) % 97 == 1


def _emails(reply: Outgoing) -> Iterator[Span]:
    """E-mail addresses but those at a domain of the company's, or at one that is called like the company."""
    company = "".join(filter(str.isalnum, reply.company)).casefold()
    for found in _EMAIL.finditer(reply.text):
        host = found[1].casefold()
        own = any(host == domain or host.endswith(f".{domain}") for domain in reply.domains)
        if not own and company not in host.replace("-", "").split(".")[:-1]:
            yield found.span()


def _labelled(text: str) -> Iterator[Span]:
    """Numbers behind a word that says whose they are; behind a mere "order" only those that are no date."""
    yield from (found.span(1) for found in _LABELLED.finditer(text))
    yield from (found.span(1) for found in _NUMBERED.finditer(text) if not _DATE.fullmatch(found[1]))

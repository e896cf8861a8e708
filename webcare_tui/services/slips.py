"""Slips of the pen in any reply: blanks left open, nothing in it, too much of it, somebody else's name; pure."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from webcare_tui.models.finding import Finding, Kind, Outgoing
from webcare_tui.services.length import count
from webcare_tui.text.clean import clean

_BLANK = re.compile(
    r"\{{1,2}[^{}\n]{0,40}\}{1,2}"
    r"|\[ ?[^\W\d_][^\[\]\n:]{0,39}\](?!\()"
    r"|< ?[^\W\d_][\w .\-]{0,39}>"
    r"|%[A-Za-z_]{2,30}%"
    r"|(?<!\w)(?:X{3,40}|_{3,80}|TODOs?|TBD)(?!\w)"
)
_NAME = r"[^\W\d_a-zß-öø-ÿ][\w'’\-]{1,40}"
_GREETING = re.compile(
    r"(?:\s|@[\w.]{1,40}[,:]?\s)*"
    r"(?i:beste|hoi|hallo|hey|hé|hi|hello|dag|dear|geachte|lieve|goede(?:morgen|middag|navond|ndag)"
    r"|good (?:morning|afternoon|evening))"
    r"[ ](?:(?i:(?:de )?heer|mevrouw|mevr?|meneer|dhr|mr|mrs|ms|miss)\b\.?[ ])?(?:(?:[A-Z]\.)+ ?)?"
    rf"(?:(?i:van|de|den|der|ten|ter|el|al) ){{0,3}}({_NAME}(?: (?:(?:van|de|den|der|ten|ter) ){{0,3}}{_NAME}){{0,3}})"
)
_SIGNED = re.compile(
    r"(?i:\b(?:groet\w{0,5}|gr|mvg|regards|cheers|ik ben|i am|i'm|naam is|name is|naam:|name:|namens|heet|bedankt|thanks))"
    r"(?i:,? (?:van|from))?[\s,.:!-]{1,4}" + f"((?:{_NAME}[ -]?){{1,3}})"
)
_WORDS = (
    "klant klanten allemaal iedereen team mevrouw meneer heer heren dames relatie lezer volger buurman all everyone everybody "
    "there customer sir madam folks guys you wat dank bedankt excuses helaas sorry thanks thank we wij ik je jij jullie jammer "
    "goed fijn leuk dat dit het de er bij met voor als wil kun kan heb hebt is ja nee what we're we are the this that how our "
    "your please no yes nog ook top super vervelend what's i'm hoi hallo daar wie waar hoe"
)
_NOBODY = frozenset(_WORDS.split())
_PART = re.compile(r"[a-z]+")


def slips(reply: Outgoing) -> Iterator[Finding]:
    """What is wrong with a reply, whoever reads it."""
    text = reply.text
    if not clean(text, "block").strip():
        yield Finding(Kind.EMPTY, 0, len(text), "nothing anybody could see")
        return
    yield from _too_long(reply)
    for found in _BLANK.finditer(text, *reply.written):
        yield Finding(Kind.BLANK, *found.span(), "a blank that was not filled in")
    yield from _other_name(reply)


def _too_long(reply: Outgoing) -> Iterator[Finding]:
    text = reply.text
    length = count(text, reply.source, reply.public)
    if length.over:
        fits = bisect_right(
            range(len(text)), length.limit, key=lambda end: count(text[: end + 1], reply.source, reply.public).length
        )
        who = "public" if reply.public else "private"
        words = f"over by {length.over}: a {who} reply on {reply.source} has {length.limit} characters at most"
        yield Finding(Kind.LONG, min(fits, len(text) - 1), len(text), words)


def _other_name(reply: Outgoing) -> Iterator[Finding]:
    """A greeting for somebody else. Where no name of the customer is known in these letters, nothing can be told."""
    found = _GREETING.match(reply.text, reply.written[0])
    if found is None:
        return
    names = [word for word in re.split(r"[ \-]", found[1]) if word[:1].isupper()]
    names = [name for name in names if name.casefold() not in _NOBODY]
    known = _names(reply)
    if not names or not known or any(_same(part, known) for name in names for part in _parts(name)):
        return
    if all(_parts(name) for name in names):
        yield Finding(Kind.NAME, *found.span(1), f"this reply goes to {reply.customer.title or reply.customer.profile_id}")


def _names(reply: Outgoing) -> set[str]:
    """All that the customer goes by: what stands over their messages, their handle, and how they sign."""
    customer = reply.customer
    names = {*_parts(customer.title), *_parts(customer.profile_id)}
    if not names:
        return names
    for message in reply.messages:
        mine = message.person_id == customer.person_id if customer.person_id else message.profile_id == customer.profile_id
        if mine and not message.own:
            names.update(part for found in _SIGNED.finditer(message.description) for part in _parts(found[1]))
    return names


def _same(part: str, known: set[str]) -> bool:
    """Whether a name is one of these, the short form of one, its initial, or a part of a handle."""
    if len(part) < 3:
        return part in known or any(len(each) > 2 and each.startswith(part) for each in known)
    return any(part in each or (part.startswith(each) and len(each) != 2) for each in known)


def _parts(name: str) -> list[str]:
    """The Latin letters of a name, word by word, without accents."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _PART.findall(plain.translate(_LETTERS))


_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})

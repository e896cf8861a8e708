"""What a person wrote in private only, found again in a reply that everybody can read; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from webcare_tui.models.finding import Finding, Kind, Outgoing
from webcare_tui.models.result import Result

_RUN = re.compile(r"(?<!\w)\d{1,20}(?:[ .\-/]?\d{1,20}){0,12}(?!\w)")
_PIECE = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD = re.compile(r"(?<!\w)\w[\w'’]{3,60}(?:[-.]\w{1,60}){0,4}(?!\w)")
_BEGINS = re.compile(r"(?:^|[.!?:…\n\0\"“”„'*•>–-]|\W\))\s*$")
_ORDINARY = re.compile(r"\d{1,3}[a-z]{1,3}", re.I)  # 10th, 500GB
_APOSTROPHE = re.compile("['’]")
_GERMAN = re.compile(r"(?<!\w)(?:ich|und|nicht|ist|mein|meine|wir|auch|bitte)(?!\w)", re.I)
_WORDS = (
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april juni juli augustus september "
    "oktober november december monday tuesday wednesday thursday friday saturday sunday january february march june july "
    "august october wifi iban whatsapp facebook messenger twitter instagram android iphone google nederland netherlands dutch "
    "english engels nederlands"
)
_COMMON = frozenset(_WORDS.split())
_LOOK_BACK = 6
_LEAST = 4


def confided(reply: Outgoing, text: str) -> Iterator[Finding]:
    """Numbers, names and codes of a text that this conversation knows from private messages only.

    A name is a word with a capital that does not only stand at the beginning of sentences, and never without its capital.

    Args:
        reply: The reply, with its conversation.
        text: Its text as it is to be looked at.
    """
    private = [each.description for each in reply.messages if each.private and _concerns(each, reply.customer)]
    if not private:
        return
    known = [each.description for each in reply.messages if not each.private]
    own = reply.customer
    known += [own.title, own.subtitle, own.profile_id, reply.company]
    secret = _numbers(private) - _numbers(known)
    for start, end in _told_numbers(text, secret):
        yield Finding(Kind.NUMBER, start, end, "a number that was only told in private")
    for start, end in _joined(_told_words(text, private, known)):
        yield Finding(Kind.PRIVATE, start, end, "this was only told in private")


def _concerns(message: Result, customer: Result) -> bool:
    """Whether a private message is of this person, or the company's to them."""
    if message.own:
        return True
    if message.person_id and customer.person_id:
        return message.person_id == customer.person_id
    return not (message.profile_id and customer.profile_id) or message.profile_id == customer.profile_id


def _numbers(texts: Iterable[str]) -> set[str]:
    """Numbers of four digits and more, as digits; written apart or together they are the same. Years are none."""
    found: set[str] = set()
    for text in texts:
        for run in _RUN.finditer(text):
            pieces = _PIECE.findall(run[0])
            found.add("".join(pieces))
            found.update(pieces)
    return {each for each in found if len(each) >= _LEAST and not _YEAR.fullmatch(each)}


def _told_numbers(text: str, secret: set[str]) -> Iterator[tuple[int, int]]:
    for run in _RUN.finditer(text) if secret else ():
        if "".join(_PIECE.findall(run[0])) in secret:
            yield run.span()
        else:
            yield from (each.span() for each in _PIECE.finditer(text, *run.span()) if each[0] in secret)


def _told_words(text: str, private: list[str], known: list[str]) -> Iterator[tuple[int, int]]:
    told = [each for each in _WORD.finditer(text) if _rare(each[0])]
    if not told:
        return
    everywhere = {each[0].casefold() for words in known for each in _WORD.finditer(words)}
    plain: set[str] = set()
    capital: dict[str, bool] = {}
    for words in private:
        german = len(_GERMAN.findall(words)) > 1 or words.isupper()
        for each in _WORD.finditer(words):
            if not _rare(each[0]):
                plain.add(each[0].casefold())
            elif _coded(each[0]) or not german:
                inside = capital.get(each[0].casefold(), False) or not _begins(words, each.start())
                capital[each[0].casefold()] = inside
    common = everywhere | plain | _COMMON
    for each in told:
        word = each[0].casefold()
        told_apart = capital.get(word) or _coded(word) or not _begins(text, each.start())
        if word in capital and told_apart and word not in common:
            yield each.span()


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same with words side by side as one: a name of two words is one thing to look at."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start - found[-1][1] == 1:
            start = found.pop()[0]
        found.append((start, end))
    return found


def _rare(word: str) -> bool:
    """Has a capital, and not only as a short form (I've); or letters with digits."""
    return (word[0].isupper() and max(map(len, _APOSTROPHE.split(word))) >= _LEAST) or _coded(word)


def _coded(word: str) -> bool:
    """Has letters and digits, but is no number with a unit."""
    return not _ORDINARY.fullmatch(word) and any(map(str.isdigit, word)) and any(map(str.isalpha, word))


def _begins(text: str, at: int) -> bool:
    """Whether a sentence begins there, where every word has a capital."""
    return _BEGINS.search(text[max(0, at - _LOOK_BACK) : at]) is not None if at else True

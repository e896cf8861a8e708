"""Finding web links in a message, and telling where they really lead."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from webcare_tui.text.clean import LIMITS, clean, suspicious

# A link ends at a blank, at what can only stand round a link, and at punctuation of East Asia.
_LINK = re.compile(
    '(?<![a-z0-9])https?://[^\x00-\x20\x7f-\xa0<>"`{}|\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000-\u3002\u3008-\u3011'
    "\u2018-\u201f\xab\xbb\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\ufeff\ufff9-\uffff]+",
    re.IGNORECASE,
)
_AUTHORITY = re.compile(r"[^/?#\\]*")
_BRACKET = re.compile(r"[\[\]]")
_IN_BRACKETS = re.compile(r"\[[0-9a-f:.]+\](?::[0-9]{0,5})?", re.IGNORECASE)
_PORT = re.compile(r":[0-9]{0,5}$")
_SOUND_HOST = re.compile(r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?\.?")
_FINAL = frozenset(".,;:!?'*_~…")
_CLOSING = {")": "(", "]": "["}
_LABEL = 63
_HOST = 253


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a text.

    Attributes:
        start: Its first character in the text.
        end: The character behind its last one.
        url: Where it leads: as written, but with the host in ASCII; this is what to show in full, copy or open.
        host: The host in ASCII and small letters, without port or user; never shorten it from its right end.
        flagged: Whether it may lead elsewhere than it seems: a user name before the host, a backslash, a host that is a bare
            number or has odd characters, letters of several scripts or of one that only looks like another, invisible
            characters, or more than 2,048 characters.
    """

    start: int
    end: int
    url: str
    host: str
    flagged: bool


def find(text: str) -> tuple[Link, ...]:
    """Finds the http and https links of a cleaned text, in order; the time grows with the length of the text only.

    Punctuation and unbalanced brackets at the end are not taken as part of a link. Nothing is decoded and nothing fetched.
    """
    if "://" not in text:
        return ()
    found = (_link(match.start(), _without_final(match[0])) for match in _LINK.finditer(text))
    return tuple(link for link in found if link is not None)


def _without_final(url: str) -> str:
    """Leaves out the punctuation that ends the sentence rather than the link."""
    surplus = {closing: url.count(closing) - url.count(opening) for closing, opening in _CLOSING.items()}
    end = len(url)
    while end:
        last = url[end - 1]
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in _FINAL:
            break
        end -= 1
    return url[:end]


def _link(start: int, written: str) -> Link | None:
    """Reads where a link leads as a browser would; None when it names no host that can exist."""
    scheme, _, rest = written.partition("://")
    found = _AUTHORITY.match(rest)
    authority = found[0] if found else ""
    if not _IN_BRACKETS.fullmatch(authority) and (bracket := _BRACKET.search(authority)):
        authority = rest = authority[: bracket.start()]
        written = f"{scheme}://{rest}"
    user, at, place = authority.rpartition("@")
    port = _PORT.search(place)
    name = place[: port.start()] if port else place
    if not name.strip("."):
        return None
    host = _ascii(name)
    if not host:
        return None
    path = rest[len(authority) :]
    url = f"{scheme.lower()}://{user}{at}{host}{port[0] if port else ''}{path}"
    odd = bool(at) or "\\" in written or not _SOUND_HOST.fullmatch(host) or suspicious(name) or len(written) > LIMITS["url"]
    return Link(start, start + len(written), url, host, odd or clean(written[: LIMITS["url"]], "url") != written)


def _ascii(name: str) -> str:
    """Gives a host name in ASCII as browsers do: compatible letters made plain, each foreign label in Punycode.

    Python's own "idna" makes "ss" of "ß" where browsers do not, so it is not used. A name that is too long to exist gives "".
    """
    if name.isascii():
        return name.lower()
    if len(name) > _HOST:
        return ""
    labels = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).lower()).replace("\u3002", ".").split(".")
    if any(len(label) > _LABEL for label in labels):
        return ""
    return ".".join(label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}" for label in labels)

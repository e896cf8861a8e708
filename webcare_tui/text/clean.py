"""The one place where text from strangers becomes text that may be drawn."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal

from webcare_tui.text.clusters import settle
from webcare_tui.text.tables import PLAIN

Kind = Literal["block", "line", "identity", "url"]
"""A message of several lines; one line; a name; an address."""

PLACEHOLDER: Final = "(no name)"
"""What is shown, in another style, for a name of which nothing is left."""

LIMITS: Final[dict[Kind, int]] = {"block": 65_536, "line": 1_024, "identity": 256, "url": 2_048}
"""The longest text of each kind, in code points; more is cut, and the number of what was left out is written behind it."""

_ROOM_FOR_COUNT = 24

# The long way is only for texts with a character that some rule might touch.
_ODD = re.compile(f"[^\n{PLAIN}]")

_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n|[\r\x85\v\f\u2028\u2029]")
_BREAKS = re.compile("[\t\n]+")
# Spaces of every width. The braille blank is a space to the eye, so a name is not made of it.
_SPACES = re.compile("[ \xa0\u1680\u2000-\u200a\u202f\u205f\u3000\u2800]+")
_VISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000))
    + "]"
)
_TAGS = re.compile("(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)|[\U000e0000-\U000e0fff]")
_BIDI = re.compile("[\u200e\u200f\u061c\u202a-\u202c\u2066-\u2069]")
_IGNORABLE = re.compile(
    "[\u200b\u2060-\u2065\u206a-\u206f\ufeff\xad\u034f\u115f\u1160\u3164\uffa0\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0d"
    "\ufff0-\ufffb\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]"
)


@lru_cache(maxsize=512)
def _shown(char: str) -> str:
    """Gives the harmless, visible stand-in of a character that must not reach a terminal."""
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if code < 0xA0:
        return f"<{code:02X}>"
    if code in (0x202D, 0x202E):
        return "<LRO>" if code == 0x202D else "<RLO>"
    return "\ufffd" if 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE else "\u25af"


def _repaired(text: str) -> str:
    """Joins surrogates that stand in pairs and replaces those that stand alone by U+FFFD."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _visible(text: str, kind: Kind) -> str:
    """Rules 1 to 4 and 8: lines, tabs, and a visible sign for all that could act; directional marks go."""
    text = _LINE_END.sub("\n", _repaired(text))
    text = text.replace("\t", "    ") if kind == "block" else _BREAKS.sub(" ", text)
    return _BIDI.sub("", _VISIBLE.sub(lambda found: _shown(found[0]), text))


def _bare(text: str) -> str:
    """Rule 5: invisible characters go; tag characters stay only as the flag of a region."""
    return _IGNORABLE.sub("", _TAGS.sub(lambda found: found[1] or "", text))


def _cleaned(text: str, kind: Kind) -> str:
    """Applies the rules to a text of bounded length."""
    if _ODD.search(text) is None and (kind == "block" or "\n" not in text):
        return _trimmed(text, kind)
    text = settle(_bare(_visible(text, kind)), kind in ("identity", "url"))
    return _trimmed(_SPACES.sub(" ", text) if kind == "identity" else text, kind)


def _trimmed(text: str, kind: Kind) -> str:
    """Takes the blanks off the ends of names and addresses, and makes one of several in a name."""
    if kind == "identity" and "  " in text:
        text = _SPACES.sub(" ", text)
    return text.strip(" ") if kind in ("identity", "url") else text


def clean(text: str, kind: Kind) -> str:
    """Makes text from a stranger safe to draw, and changes as little of honest text as that allows.

    Terminals obey some characters, hide others, and pile others up. What could act is replaced by something visible, never
    taken out, because taking out can join two harmless halves into a live sequence. What is only invisible is taken out.
    Emoji sequences, flags, accents and the letters of every script stay as they were. Sequences are not parsed, so a parser
    cannot be fooled. HTML entities are not decoded here; whoever decodes them does so once, before.

    Args:
        text: What the service sent.
        kind: "block" keeps lines; the others have none. "identity" has single blanks and none at its ends, and is "" when
            nothing that can be seen is left. "url" has no blanks at its ends.

    Returns:
        Text without control characters, that can be encoded as UTF-8, of at most `LIMITS[kind]` code points. Cleaning it
        again changes nothing. The time it takes grows with the length of the text and with nothing else.
    """
    limit = LIMITS[kind]
    whole = _cleaned(text[:limit], kind)
    if len(text) <= limit and len(whole) <= limit:
        return whole
    body = _cleaned(whole[: limit - _ROOM_FOR_COUNT], kind)
    if kind == "identity" and not body:
        return ""
    left_out = max(len(text) - limit, 0) + len(whole) - len(body)
    return f"{body}… (+{left_out})"


def to_wire(text: str) -> str:
    """Prepares the agent's own words for sending: what this returns is what is previewed and what goes out.

    Args:
        text: What was typed or pasted.

    Returns:
        The text with LF line ends, blanks for tabs, surrogates repaired, and without control characters and directional
        controls. Everything else stays as typed, invisible characters too. Doing it twice changes nothing.
    """
    text = _LINE_END.sub("\n", _repaired(text)).replace("\t", "    ")
    return _BIDI.sub("", _VISIBLE.sub(_unsent, text))


def _unsent(found: re.Match[str]) -> str:
    """Takes controls and overrides out of the agent's words and leaves private characters as they are."""
    char = found[0]
    if unicodedata.category(char) == "Co":
        return char
    return _shown(char) if _shown(char) == "\ufffd" else ""


# Scripts whose letters are taken for each other. Those on one line are honestly written in one word.
_SCRIPTS: Final = {
    **dict.fromkeys(("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "THAI", "LAO", "KHMER", "MYANMAR"), 0),
    **{name: bit for bit, name in enumerate(
        ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "HEBREW", "ARABIC", "DEVANAGARI", "BENGALI", "GURMUKHI",
         "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA", "ETHIOPIC", "CHEROKEE", "COPTIC", "LISU",
         "CANADIAN", "RUNIC", "OLD", "DESERET", "OSAGE", "GOTHIC", "TIFINAGH", "NKO", "VAI"), 1)},
}  # fmt: skip
_WORDS = re.compile(r"[^\W_]+")
# Compatibility characters that honest people type: Latin ligatures, Korean single letters, Thai and Lao vowels, punctuation
# of East Asia, and signs such as the trade mark.
_HONEST = re.compile(
    "[\xa0-\xff\u0132\u0133\u013f\u0140\u0149\u01c4-\u01cc\u01f1-\u01f3\u0384\u0387\u0e33\u0eb3\u0edc\u0edd\u2000-\u200a"
    "\u2011\u2017\u2024-\u2026\u202f\u203c\u2047-\u2049\u205f\u20a8\u2100-\u2122\u3000\u3131-\u318e\uff01-\uff0f\uff1a-\uff20"
    "\uff3b-\uff40\uff5b-\uff65\uffe0-\uffee]|[\u2139\u24c2\u3297\u3299]\ufe0f?|[\U0001f100-\U0001f2ff]"
)


@lru_cache(maxsize=4096)
def _script(char: str) -> int:
    """Numbers the script of a letter; 0 where a mixture is honest or the script does not matter."""
    return _SCRIPTS.get(unicodedata.name(char, "").partition(" ")[0], 0)


def suspicious(text: str) -> bool:
    """Says whether a name or an address may not be what it looks like; a reason for a mark, not for a block.

    Args:
        text: The text as it came, not cleaned.

    Returns:
        Whether it holds characters that act or that are invisible without need, letters of several scripts in one word, or
        letters that only look like others (mathematical bold, full width). Names in one script, whichever, are not
        suspicious, nor is Latin among Chinese, Japanese, Korean or Thai.
    """
    text = text[: LIMITS["url"]]
    if text.isascii():
        return _VISIBLE.search(text) is not None
    if _SURROGATE.search(text) or _VISIBLE.search(text):
        return True
    plain = _BIDI.sub("", text)
    if _bare(plain) != plain or len(settle(plain, True)) < len(plain):
        return True
    if any(len({_script(char) for char in word} - {0}) > 1 for word in _WORDS.findall(plain)):
        return True
    bare = _HONEST.sub("", plain)
    return unicodedata.normalize("NFKC", bare) != unicodedata.normalize("NFC", bare)

"""Remote text made safe: entities decoded once, then cleaned; the only way for words to get from the wire into a record."""

from __future__ import annotations

import re
from html.entities import html5

from webcare_tui.api import lenient
from webcare_tui.text.clean import clean

_ENTITY = re.compile(r"&(?:#([0-9]{1,7});|#[xX]([0-9a-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]{1,31};))")
_COLOUR = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


def decoded(words: str) -> str:
    """Decodes HTML entities once, and only those that end in a semicolon, so that `?a=1&copy=2` stays what it is."""
    return _ENTITY.sub(_character, words) if "&" in words else words


def _character(found: re.Match[str]) -> str:
    # Not html.unescape, which makes "¬it" of "&notit;" and drops control characters, where cleaning makes them visible.
    decimal, hexadecimal, name = found.groups()
    if name:
        return html5.get(name, found.group())
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"


def block(value: object) -> str:
    """A text of several lines."""
    return clean(decoded(lenient.text(value)), "block")


def line(value: object) -> str:
    """A text of one line."""
    return clean(decoded(lenient.text(value)), "line")


def identity(value: object) -> str:
    """A name of a person, a page, a channel."""
    return clean(decoded(lenient.text(value)), "identity")


def url(value: object) -> str:
    """An address; of entities only `&amp;` is decoded, because all others are more likely part of the address."""
    return clean(lenient.text(value).strip().replace("&amp;", "&"), "url")


def colour(value: object) -> str:
    """A colour as `#rrggbb`, or ""."""
    found = _COLOUR.fullmatch(lenient.text(value).strip())
    if not found:
        return ""
    digits = found.group(1).lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))

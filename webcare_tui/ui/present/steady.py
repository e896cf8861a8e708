"""Names and other short texts as they stand on a line beside words that must not be shifted."""

from __future__ import annotations

import re

from webcare_tui.text.clean import clean
from webcare_tui.ui.present.words import one_line

_TAGS = re.compile("[\U000e0000-\U000e007f]+")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")


def _letter(found: re.Match[str]) -> str:
    return chr(ord("A") + ord(found[0]) - 0x1F1E6)


def steady(text: str) -> str:
    """A text on one line, clean, with emoji only of which all terminals think that they are two cells wide.

    A family is its first member, a skin tone goes, a flag is its country's two letters. Terminals count such emoji
    differently, and all that stands right of them would be shifted: PUBLIC or PRIVATE among it.
    """
    text = one_line(clean(text, "line"))
    return text if text.isascii() else _FLAG.sub(_letter, _TAGS.sub("", text))


def steady_name(text: str) -> str:
    """A name on one line, clean and steady; "" where nothing is left of it."""
    name = clean(text, "identity")
    return steady(name) if name else ""

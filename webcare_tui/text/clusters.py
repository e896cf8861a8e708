"""Marks, joiners, selectors and skin tones kept where they mean something, and nowhere in numbers."""

from __future__ import annotations

import re
from functools import cache

from webcare_tui.text.tables import (
    BLANK,
    EASTERN,
    EXTENDS,
    JOINER,
    PICTO,
    PLAIN,
    SCRIPT,
    SELECTABLE,
    SELECTOR,
    TONE,
    WORD,
    ZWJ,
    role,
)

MARKS = 6  # Vietnamese needs 2 on one letter, Arabic 3, Hebrew 4, Burmese and Tibetan 5
JOINS = 6  # the longest emoji families have 3
BASE = "\u25cc"
BOX = "\u25af"


@cache
def _pieces() -> re.Pattern[str]:
    """Parts a text into runs that need no thought and single characters that do; made at its first use, as it is large."""
    return re.compile(f"[{PLAIN}{EASTERN}]+|.", re.DOTALL)


def _joined(joiner: str, left: int, right: int, strict: bool) -> bool:
    """Says whether a joiner means something between two characters of these roles."""
    if joiner == ZWJ and left & PICTO and right & PICTO:
        return True
    if right & SCRIPT:  # a Persian ending may follow a Latin word behind ZWNJ
        return bool(left & (SCRIPT if joiner == ZWJ else SCRIPT | WORD))
    if not left & SCRIPT or (joiner == ZWJ and right & (PICTO | WORD)):
        return False
    return joiner == ZWJ or not strict  # ZWJ changes the letter's form, ZWNJ at the end of a word does nothing to be seen


def settle(text: str, strict: bool) -> str:
    """Applies rules 6 and 7 to a text whose controls and ignorables are gone already.

    Every decision looks only at what was written so far and at the next character that will be written, so that a second
    run changes nothing.

    Args:
        text: The text.
        strict: Whether ZWNJ needs a letter of such a script behind it too, as in names and addresses, where one at the end of
            a word would make two of what looks like one.

    Returns:
        The text with joiners only between pictographs and in scripts that join; VS15 or VS16 once, behind a character that
        has such forms; a skin tone once, behind a pictograph (elsewhere a box, because terminals do not agree on its width);
        at most six marks on a base, and a dotted circle under a mark that has none.
    """
    written: list[str] = []
    left, pending, marks, joins = BLANK, "", 0, 0
    for piece in _pieces().findall(text):
        char = piece[0]
        part = role(char)
        if part & JOINER:
            pending = pending or char
            continue
        if (part & EXTENDS and marks >= MARKS) or (part & SELECTOR and not left & SELECTABLE):
            continue
        if part & SELECTOR:
            pending, left = "", left & PICTO
        elif part & TONE:
            toned = bool(left & PICTO and not left & TONE)
            pending, left, char = ("", PICTO | TONE, char) if toned else ("", 0, BOX)
            marks, joins = (marks, joins) if toned else (0, 0)
        else:
            linked = bool(pending) and joins < JOINS and _joined(pending, left, part, strict)
            if linked:
                written.append(pending)
            if part & EXTENDS:
                if left & BLANK:
                    written.append(BASE)
                left = (left & (SCRIPT | WORD)) | (part & SCRIPT) | EXTENDS
            else:
                left, marks = part, 0
                joins = joins if linked else 0
            marks = marks + 1 if part & EXTENDS else 0
            joins += linked
            pending = ""
        written.append(char)
        if len(piece) > 1:
            written.append(piece[1:])
            left, joins = role(piece[-1]), 0
    if pending and joins < JOINS and _joined(pending, left, BLANK, strict):
        written.append(pending)
    return "".join(written)

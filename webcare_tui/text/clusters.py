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


class _Writer:
    """Writes a text character by character.

    Every decision looks only at what was written so far and at the character that will be written next, so that a second run
    changes nothing.
    """

    __slots__ = ("joins", "left", "marks", "pending", "strict", "written")

    def __init__(self, strict: bool) -> None:
        self.written: list[str] = []
        self.left = BLANK  # the part of what was written last
        self.pending = ""  # a joiner that waits for what follows
        self.marks = self.joins = 0  # on the last base; in the last chain
        self.strict = strict

    def write(self, char: str, part: int) -> None:
        """Writes a character if it may stand here."""
        if part & JOINER:
            self.pending = self.pending or char
        elif part & SELECTOR:
            self._select(char)
        elif part & TONE:
            self._tone(char)
        elif part & EXTENDS:
            self._mark(char, part)
        else:
            self.joins = self.joins + 1 if self.join(part) else 0
            self.left, self.marks = part, 0
            self.written.append(char)

    def join(self, right: int) -> bool:
        """Writes the joiner that waits if it means something before a character of this part."""
        joiner, self.pending = self.pending, ""
        if not joiner or self.joins >= JOINS or not _joined(joiner, self.left, right, self.strict):
            return False
        self.written.append(joiner)
        return True

    def _select(self, char: str) -> None:
        if self.left & SELECTABLE:
            self.pending, self.left = "", self.left & PICTO
            self.written.append(char)

    def _tone(self, char: str) -> None:
        self.pending = ""
        if self.left & PICTO and not self.left & TONE:
            self.left = PICTO | TONE
            self.written.append(char)
        else:
            self.left = self.marks = self.joins = 0
            self.written.append(BOX)

    def _mark(self, char: str, part: int) -> None:
        if self.marks >= MARKS:
            return
        self.joins += self.join(part)
        if self.left & BLANK:
            self.written.append(BASE)
        self.left = (self.left & (SCRIPT | WORD)) | (part & SCRIPT) | EXTENDS
        self.marks += 1
        self.written.append(char)


def settle(text: str, strict: bool) -> str:
    """Applies rules 6 and 7 to a text whose controls and ignorables are gone already.

    Args:
        text: The text.
        strict: Whether ZWNJ needs a letter of such a script behind it too, as in names and addresses, where one at the end of
            a word would make two of what looks like one.

    Returns:
        The text with joiners only between pictographs and in scripts that join; VS15 or VS16 once, behind a character that
        has such forms; a skin tone once, behind a pictograph (elsewhere a box, because terminals do not agree on its width);
        at most six marks on a base, and a dotted circle under a mark that has none.
    """
    writer = _Writer(strict)
    for piece in _pieces().findall(text):
        writer.write(piece[0], role(piece[0]))
        if len(piece) > 1:
            writer.written.append(piece[1:])
            writer.left, writer.joins = role(piece[-1]), 0
    writer.join(BLANK)
    return "".join(writer.written)

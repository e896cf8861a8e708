"""How many cells a text takes, and cutting and wrapping it without tearing what belongs together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from webcare_tui.text.tables import VS16, ZWJ, room, widened

# Characters of one cell that nothing else can change; most texts have no other ones.
_WIDE_OR_ODD = re.compile("[^\n -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u2500-\u25fc]")
_NARROWED = frozenset((ZWJ, VS16))
_HAN = "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_NOT_FIRST = (
    "\u3001\u3002\u3005\u3009\u300b\u300d\u300f\u3011\u3015\u3017\u30fb-\u30fe"
    "\uff01\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\u2019\u201d\u2026"
)
_WORD = re.compile(" +|[^ ]+")


@cache
def _any_word() -> re.Pattern[str]:
    """Finds the parts of a line: it may be broken at blanks, and behind each Chinese or Japanese character and the signs that
    must not begin a line. Made at its first use, because so large a class takes milliseconds to make.
    """
    return re.compile(f" +|[{_HAN}][{_NOT_FIRST}]*|[^ {_HAN}]+")


def clusters(text: str) -> Iterator[tuple[str, int]]:
    """Gives the parts of a text that a terminal draws as one, each with its width in cells.

    A part is a character with all that sits on it: marks, selectors, a skin tone, what ZWJ joins to it; or a flag's two
    letters.
    """
    start, width, base, index, size = 0, 0, "", 0, len(text)
    flag = False
    while index < size:
        char = text[index]
        if char == ZWJ and index > start:
            index += 2
            continue
        if char == VS16:
            wider = widened(base) if base else False
            width, base = width + wider, "" if wider else base
        elif own := room(char):
            letter = "\U0001f1e6" <= char <= "\U0001f1ff"
            if flag and letter:
                width, flag = width + own, False
            else:
                if index > start:
                    yield text[start:index], width
                start, width, flag = index, own, letter
            base = char
        index += 1
    if start < size:
        yield text[start:], width


def cells(text: str) -> int:
    """Counts the cells a text takes on a terminal that draws clusters as one, as Rich 15 counts them.

    Args:
        text: Cleaned text of one line; line ends count nothing.
    """
    if _WIDE_OR_ODD.search(text) is None:
        return len(text) - text.count("\n")
    if _NARROWED.isdisjoint(text):
        return sum(map(room, text))
    return sum(width for _, width in clusters(text))


_width = cells


def cut(text: str, cells: int, ellipsis: str = "…") -> str:
    """Shortens a text to at most so many cells, with an ellipsis where something is missing.

    Args:
        text: Cleaned text of one line.
        cells: The room there is.
        ellipsis: What stands for the rest; left out where there is no room for it.
    """
    if len(text) <= cells and _WIDE_OR_ODD.search(text) is None:
        return text
    if cells <= 0:
        return ""
    head = _take(text, cells)
    room_left = cells - _width(ellipsis)
    return head if head == text or room_left < 0 else _take(head, room_left) + ellipsis


def _take(text: str, room_left: int) -> str:
    """Gives the clusters from the start that fit."""
    end = 0
    for part, width in clusters(text):
        room_left -= width
        if room_left < 0:
            break
        end += len(part)
    return text[:end]


def wrap(text: str, cells: int) -> list[str]:
    """Parts a text into lines of at most so many cells, between words; a word that fits on no line is broken.

    Blanks at a break go; blanks at the start of a line of the text stay. Only a cluster that is wider than the room there is
    sticks out.

    Args:
        text: Cleaned text; each line end begins a new line.
        cells: The room there is; less than 1 counts as 1.

    Returns:
        The lines, at least one.
    """
    room_there = max(cells, 1)
    return [line for paragraph in text.split("\n") for line in _folded(paragraph, room_there)]


def _folded(text: str, limit: int) -> Iterator[str]:
    """Wraps one line of a text."""
    if len(text) <= limit and _WIDE_OR_ODD.search(text) is None:
        yield text
        return
    line, used = "", 0
    blanks = ""
    for word in _words(text):
        if word[0] == " ":
            blanks = word
            continue
        width = _width(word)
        if line and used + len(blanks) + width > limit:
            yield line
            line, used, blanks = "", 0, ""
        if used + len(blanks) + width > limit:
            blanks = ""
        if width <= limit:
            line, used = line + blanks + word, used + len(blanks) + width
        else:
            *full, (line, used) = _broken(word, limit)
            yield from (part for part, _ in full)
        blanks = ""
    yield line


def _words(text: str) -> Iterator[str]:
    """Parts a line at the places where it may be broken; a mark stays with what it sits on."""
    if _WIDE_OR_ODD.search(text) is None:
        yield from _WORD.findall(text)
        return
    before = ""
    for found in _any_word().finditer(text):
        word = found[0]
        if before and (before[-1] == ZWJ or not room(word[0])):
            before += word
            continue
        if before:
            yield before
        before = word
    if before:
        yield before


def _broken(text: str, limit: int) -> Iterator[tuple[str, int]]:
    """Breaks a word that fits on no line between clusters."""
    parts: list[str] = []
    used = 0
    for part, width in clusters(text):
        if parts and used + width > limit:
            yield "".join(parts), used
            parts, used = [], 0
        parts.append(part)
        used += width
    yield "".join(parts), used

"""What is written to the terminal, less all that already stands there."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

from webcare_tui.text.width import clusters
from webcare_tui.ui.widgets.sgr import Look, blank, parse, turn

SYNC_START, SYNC_END = "\x1b[?2026h", "\x1b[?2026l"
NEAR = 6
"""Unchanged cells between two changed ones that are sent again, because to move beyond them costs more."""
SETTLING = 1.0
"""Seconds after a resize in which everything is sent: what the terminal made of its old cells is not known."""

_PLAIN = Look(frozenset(), "", "")
_UNKNOWN = "\0"
_SIMPLE = 0x2FFF
_JOINERS = frozenset("\u200d\ufe0f\ufe0e")
_SURELY_ONE = re.compile("[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u2500-\u25fc☹☺⚠⚑✎✓✗★↗↩↑]*")
_TOKEN = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[([\d;]*)m|(\n)|([^\x1b\n]+)")
_FOREIGN = re.compile(r"\x1b(?!\[(?:\d+;\d+H|[\d;]*m))|[\x00-\x09\x0b-\x1a\x1c-\x1f\x7f-\x9f]")
_HARMLESS = re.compile(
    r"(?:\x1b\[\?(?:7|25|1000|1002|1003|1004|1006|1015|1016|2004|2027|2048)[hl]|\x1b\[\?\d+\$p|\x1b\[[>=<][\d;]*u"
    r"|\x1b\[\?u|\x1b\[>\d*q|\x1b\[\d* q|\x1b\](?:0|2|22|52);[^\x07\x1b]*(?:\x07|\x1b\\)|\x07)+"
)
"""Sequences that leave cells and cursor alone: modes, questions, title, clipboard, bell, shape of the cursor."""

Run = tuple[int, int, str, Look]
"""Line, column, text without line ends, and its look."""


class _Row:
    """The cells of a line: text and look of each; the second cell of a wide character is an empty text."""

    __slots__ = ("looks", "texts")

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.looks: list[Look] = []

    def reach(self, width: int) -> None:
        """Knows of at least so many cells."""
        more = width - len(self.texts)
        if more > 0:
            self.texts.extend([_UNKNOWN] * more)
            self.looks.extend([_PLAIN] * more)

    def doubt(self, start: int) -> None:
        """Forgets the cells from here on."""
        self.texts[start:] = [_UNKNOWN] * (len(self.texts) - start)


class Thrift:
    """A picture of the terminal's cells. Frames go in; what comes out draws the same with the least that it takes.

    It understands what Textual paints with: absolute moves, looks, text. Anything else is passed on as it is, and, unless it
    is known to leave the cells alone, the picture is given up, so that the next frame is sent whole.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Knows nothing of the terminal yet.

        Args:
            clock: Seconds.
        """
        self._clock = clock
        self._rows: dict[int, _Row] = {}
        self._rest: tuple[int, int] | None = None
        self._until = 0.0
        self._held = False

    def forget(self, *, settling: bool = False) -> None:
        """Gives the picture up, so that everything is sent again.

        Args:
            settling: The terminal was resized: also send everything for a moment from now.
        """
        self._rows.clear()
        self._rest = None
        if settling:
            self._until = self._clock() + SETTLING

    def feed(self, data: str) -> str:
        """What has to be written instead of this; may be ""."""
        if data == SYNC_START:
            self._held = True
            return ""
        if data == SYNC_END and self._held:
            self._held = False
            return ""
        if data != SYNC_END:
            data = self._less(data)
        if data and self._held:
            self._held = False
            return SYNC_START + data
        return data

    def _less(self, data: str) -> str:
        if self._clock() < self._until:
            self._rows.clear()
        runs: list[Run] = []
        end = None if _FOREIGN.search(data) else _runs(data, runs)
        if end is None:
            if not _HARMLESS.fullmatch(data):
                self.forget()
            return data
        out: list[str] = []
        look, at = _PLAIN, (-1, -1)
        for y, x, pieces in self._changes(runs):
            if at != (y, x):
                out.append(f"\x1b[{y};{x}H")
            odd = False
            for text, wanted in pieces:
                if wanted != look and not (text == " " and blank(look) == wanted):
                    out.append(turn(look, wanted))
                    look = wanted
                out.append(text)
                odd = odd or _odd(text)
            at = (-1, -1) if odd else (y, x + len(pieces))
        if look != _PLAIN:
            out.append("\x1b[0m")
        if out or end != self._rest:
            out.append(f"\x1b[{end[0]};{end[1]}H")
        self._rest = end
        return "".join(out)

    def _changes(self, runs: list[Run]) -> Iterator[tuple[int, int, list[tuple[str, Look]]]]:
        """The stretches of cells to be sent: line, column, and text with look."""
        for y, x, text, look in runs:
            row = self._rows.setdefault(y, _Row())
            if _odd(text):
                yield y, x, self._odd_run(row, x, text, look)
                continue
            size = len(text)
            row.reach(x + size)
            gap = blank(look)
            texts, looks = list(text), [gap if cell == " " else look for cell in text]
            old_texts, old_looks = row.texts[x : x + size], row.looks[x : x + size]
            if texts == old_texts and looks == old_looks:
                continue
            row.texts[x : x + size], row.looks[x : x + size] = texts, looks
            changed = [place for place in range(size) if texts[place] != old_texts[place] or looks[place] != old_looks[place]]
            for start, stop in _stretches(changed):
                yield y, x + start, list(zip(texts[start:stop], looks[start:stop], strict=True))

    def _odd_run(self, row: _Row, x: int, text: str, look: Look) -> list[tuple[str, Look]]:
        """Takes a run of whose width terminals may think otherwise: all from its first odd character on is in doubt."""
        row.reach(x)
        row.doubt(x)
        return [(cluster, blank(look) if cluster == " " else look) for cluster, _ in clusters(text)]


def _runs(data: str, runs: list[Run]) -> tuple[int, int] | None:
    """Reads a frame into runs; where the cursor ends up, or None where it is not known where the text stands."""
    y = x = 0
    look = _PLAIN
    for token in _TOKEN.finditer(data):
        line, column, parameters, newline, text = token.groups()
        if line is not None:
            y, x = int(line), int(column)
        elif parameters is not None:
            look = parse(parameters) if look == _PLAIN else _PLAIN if parameters in ("", "0") else _over(look, parameters)
        elif newline is not None:
            y += 1
        elif y == 0:
            return None
        else:
            runs.append((y, x, text, look))
            x += sum(width for _, width in clusters(text)) if _odd(text) else len(text)
    return (y, x) if y else None


def _over(look: Look, parameters: str) -> Look:
    """The look after a further sequence on top of one."""
    codes = ";".join(code for code in (*sorted(look.attributes), look.letters, look.ground, parameters) if code)
    return parse(codes)


def _stretches(places: list[int]) -> Iterator[tuple[int, int]]:
    """Groups places into stretches, with small gaps filled."""
    start = last = places[0]
    for place in places[1:]:
        if place - last > NEAR:
            yield start, last + 1
            start = place
        last = place
    yield start, last + 1


def _odd(text: str) -> bool:
    """Holds a character of whose width not all terminals think alike, or one of two cells or none."""
    if _SURELY_ONE.fullmatch(text):
        return False
    return any(ord(cell) > _SIMPLE or cell in _JOINERS or 0x300 <= ord(cell) < 0x370 for cell in text) or len(text) != sum(
        width for _, width in clusters(text)
    )

"""What is written to the terminal or the pipe: lines, aligned tables, JSON."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

from webcare_tui.errors import WebcareError

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


class Output:
    """Results go to the standard output, everything else to the standard error; neither ever ends the program.

    Attributes:
        as_json: Whether results are written as JSON.
        lost: The standard output could not take all (a full disk; a reader that went away does not count).
    """

    def __init__(self, *, as_json: bool = False, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self.as_json = as_json
        self.lost = False
        self._out: TextIO | None = out if out is not None else sys.stdout
        self._err: TextIO | None = err if err is not None else sys.stderr

    def line(self, text: str = "") -> None:
        """A line for a human on the standard output; nothing where JSON is asked for."""
        if not self.as_json:
            self._write(self._out, text)

    def data(self, value: Json) -> None:
        """A result for a machine on the standard output; nothing where JSON is not asked for."""
        if self.as_json:
            self._write(self._out, json.dumps(value, ensure_ascii=False, indent=2))

    def note(self, text: str) -> None:
        """A line on the standard error."""
        self._write(self._err, text)

    def problem(self, error: WebcareError) -> None:
        """An error on the standard error: what happened, and what to do."""
        self.note(f"webcare-tui: {error.title}" + ("" if error.title.endswith((".", "?", "!")) else "."))
        for line in error.message.splitlines():
            self.note(f"  {line}")

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Rows in aligned columns; the last column is cut at the terminal's edge and whole in a pipe."""
        if self.as_json:
            return
        for line in columns([head, *rows], shutil.get_terminal_size().columns if self.interactive else 0):
            self.line(line)

    @property
    def interactive(self) -> bool:
        """Somebody is looking at the standard output."""
        return self._out is not None and self._out.isatty()

    def _write(self, stream: TextIO | None, text: str) -> None:
        if stream is None:
            return
        try:
            encoding = stream.encoding or "utf-8"
            stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")
            stream.flush()
        except OSError as error:
            self.lost = self.lost or (stream is self._out and error.errno != errno.EPIPE)
            self._silence(stream)

    def _silence(self, stream: TextIO) -> None:
        """Send what is left in the stream's buffer nowhere, so that closing it does not fail once more."""
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
        except (OSError, ValueError):
            if stream is self._out:
                self._out = None


def columns(rows: Sequence[Sequence[str]], width: int = 0) -> list[str]:
    """Rows as lines with aligned columns, two blanks between them.

    Args:
        rows: Texts without line ends, equally many in each row.
        width: Cells of a line at most; 0 for any.
    """
    from webcare_tui.text.width import cells, cut

    widths = [max(cells(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines: list[str] = []
    for row in rows:
        parts = [text + " " * (widths[place] - cells(text)) for place, text in enumerate(row)]
        line = "  ".join(parts).rstrip()
        lines.append(cut(line, width) if width else line)
    return lines

"""One screen of the inbox as a picture, made without a terminal."""

from __future__ import annotations

import asyncio
import re
import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from webcare_tui.cli import compose
from webcare_tui.cli.exits import UsageError

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from webcare_tui.services.events import Event
    from webcare_tui.services.session import Session

_PATIENCE = 20.0
"""Seconds until the first results must be there."""
_SETTLE = 0.3

_CELL = 12.2
"""Width of a cell in Textual's pictures."""
_INDENTED = re.compile(
    r'(?P<head><text [^>]*?\bx=")(?P<x>[\d.]+)(?P<middle>"[^>]*?\btextLength=")(?P<length>[\d.]+)(?P<tail>"[^>]*>)'
    r"(?P<blanks>(?:&#160;)+)(?=[^<&]|&(?!#160;))"
)
_FETCHED_FONT = re.compile(r"@font-face\s*\{[^}]*\}\s*")

Step = tuple[str, str]
"""`("press", key)`, `("text", words)` or `("wait", seconds)`."""


def check(file: Path) -> None:
    """Raise unless the file is to be an SVG in a directory that is there.

    Raises:
        UsageError: Its name ends otherwise, or there is no such directory.
    """
    if not file.parent.is_dir():
        raise UsageError(f"{file} cannot be written", f"There is no directory {file.parent}.")
    if file.suffix.lower() != ".svg":
        raise UsageError("The screenshot is an SVG", f"Name a file that ends in .svg, not {file.suffix or 'in nothing'}.")


def steps(keys: str) -> list[Step]:
    """What `--keys` asks for: keys with blanks between them, `text:abc`, `wait:S`; quotes keep blanks together.

    Raises:
        UsageError: A quote is open, or a wait is no number from 0 to 60.
    """
    try:
        words = shlex.split(keys)
    except ValueError:
        raise UsageError("--keys cannot be read", "A quote is not closed.") from None
    found: list[Step] = []
    for word in words:
        kind, colon, rest = word.partition(":")
        if colon and kind == "text":
            found.append(("text", rest))
        elif colon and kind == "wait":
            found.append(("wait", _wait(rest)))
        else:
            found.append(("press", word))
    return found


def _wait(text: str) -> str:
    try:
        fine = 0 <= float(text) <= 60
    except ValueError:
        fine = False
    if not fine:
        raise UsageError("--keys cannot be read", "wait: takes seconds from 0 to 60, such as wait:1.5.")
    return text


async def picture(at: compose.Place, size: tuple[int, int], todo: Sequence[Step], *, private: bool = False) -> str:
    """The screen as SVG, after the first results came and the keys were pressed.

    Args:
        at: Where the inbox runs.
        size: Columns and rows.
        todo: What to do before.
        private: Names and messages are hidden.
    """
    from webcare_tui.cli.inbox import make_app

    filled = asyncio.Event()

    async def opener(publish: Callable[[Event], None]) -> Session:
        from webcare_tui.services.events import ResultsArrived

        def watch(event: Event) -> None:
            publish(event)
            if isinstance(event, ResultsArrived):
                filled.set()

        return await compose.open_session(at, watch)

    app = make_app(opener, at.settings, at.locations, demo=True, private=private)
    async with app.run_test(size=size) as pilot:
        await _until(filled)
        await pilot.pause(_SETTLE)
        for step in todo:
            await _do(pilot, step)
        await pilot.pause(_SETTLE)
        return self_contained(app.export_screenshot())


def self_contained(svg: str) -> str:
    """The picture without fonts that whoever opens it would fetch from elsewhere; a monospaced font of their own serves.

    Blanks at the beginning of a text become a place further right, because some viewers drop them.
    """
    return _INDENTED.sub(_placed, _FETCHED_FONT.sub("", svg))


def _placed(found: re.Match[str]) -> str:
    """A text that begins with blanks, moved to where its first letter stands."""
    blanks = found["blanks"].count("&#160;") * _CELL
    x, length = float(found["x"]) + blanks, float(found["length"]) - blanks
    return f'{found["head"]}{x:g}{found["middle"]}{length:g}{found["tail"]}'


async def _until(filled: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(_PATIENCE):
            await filled.wait()
    except TimeoutError:
        raise UsageError("The screenshot was given up", f"No results came within {_PATIENCE:.0f} s.") from None


async def _do(pilot: Pilot[int], step: Step) -> None:
    kind, value = step
    if kind == "wait":
        await pilot.pause(float(value))
    elif kind == "text":
        for letter in value:
            await _type(pilot, letter)
    else:
        await pilot.press(value)
    await pilot.pause()


async def _type(pilot: Pilot[int], letter: str) -> None:
    """One letter as a terminal would send it; the pilot's own keys know names, and not every sign has one."""
    if letter.isascii():
        await pilot.press(letter)
        return
    from textual.events import Key

    pilot.app.post_message(Key(letter, letter))
    await pilot.pause()

"""Looks of terminal cells as SGR parameters, and the shortest way from one look to another."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

DRAWN = frozenset({"4", "5", "7", "9", "21", "53"})
"""Attributes that show on a blank."""


class Look(NamedTuple):
    """Attributes, and the parameters of the letters' and the ground's colour; "" is the terminal's own."""

    attributes: frozenset[str]
    letters: str
    ground: str


@lru_cache(maxsize=4096)
def parse(parameters: str) -> Look:
    """Reads the parameters of a sequence that sets a look from nothing, such as `1;38;2;10;20;30`."""
    attributes: set[str] = set()
    letters = ground = ""
    codes = parameters.split(";") if parameters else []
    place = 0
    while place < len(codes):
        code, number = codes[place], int(codes[place] or 0)
        size = 1
        if code in ("38", "48"):
            size = 5 if codes[place + 1 : place + 2] == ["2"] else 3
        whole = ";".join(codes[place : place + size])
        if number == 0:
            attributes, letters, ground = set(), "", ""
        elif code == "38" or 30 <= number <= 37 or 90 <= number <= 97:
            letters = whole
        elif code == "48" or 40 <= number <= 47 or 100 <= number <= 107:
            ground = whole
        elif code == "39":
            letters = ""
        elif code == "49":
            ground = ""
        else:
            attributes.add(code)
        place += size
    return Look(frozenset(attributes), letters, ground)


@lru_cache(maxsize=4096)
def blank(look: Look) -> Look:
    """What is left of a look on a blank."""
    return look if look.attributes & DRAWN else Look(frozenset(), "", look.ground)


@lru_cache(maxsize=4096)
def turn(old: Look, new: Look) -> str:
    """The shortest sequence that turns one look into another; "" where they are alike."""
    whole = ["0", *sorted(new.attributes), new.letters, new.ground]
    codes = [code for code in whole if code]
    if old.attributes <= new.attributes:
        step = sorted(new.attributes - old.attributes)
        if new.letters != old.letters:
            step.append(new.letters or "39")
        if new.ground != old.ground:
            step.append(new.ground or "49")
        if len(";".join(step)) <= len(";".join(codes)):
            codes = step
    return f"\x1b[{';'.join(codes)}m" if codes else ""

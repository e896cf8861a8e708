"""Many kills by chance, and what came of them: `python -m tests.kills --count 200`; with `--model`, the large models."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from random import Random

from tests.kills.chance import Figures, tell
from tests.kills.nursery import Nursery
from tests.kills.place import Gate
from tests.services.model import explore
from tests.services.worlds import start
from webcare_tui.sandbox.server import Options, serve

LARGE = (
    {"processes": 2, "crashes": 2, "outages": 1, "decisions": 1},
    {"rows": 2, "crashes": 2, "outages": 1, "decisions": 1},
    {"rows": 2, "processes": 2, "crashes": 2},
    {"crashes": 2, "outages": 1, "decisions": 2},
    {"rows": 3, "crashes": 1},
)
"""Models that are too large for the suite; each is explored whole."""


def kills(count: int, seed: int) -> int:
    """Print what came of so many kills; 1 where the promise was broken."""
    random, figures = Random(seed), Figures()
    with tempfile.TemporaryDirectory() as below, serve(Options(results=0, react=None)) as box, Nursery() as nursery:
        world, stories = (box, Gate(box), nursery), 0
        while figures.kills < count:
            stories += 1
            tell(world, Path(below) / str(stories), random, figures, most=min(3, count - figures.kills))
    sys.stdout.write("\n".join(figures.lines()) + "\n")
    return 1 if figures.broken else 0


def models() -> int:
    """Print how many worlds were visited; 1 where the promise was broken in one."""
    broken = False
    sys.stdout.write("| model | worlds | steps | broken |\n|---|---|---|---|\n")
    for world in LARGE:
        found = explore(start(**world))
        broken = broken or bool(found.broken)
        name = ", ".join(f"{number} {what}" for what, number in world.items())
        way = f"{found.broken}: {' → '.join(found.way)}" if found.broken else "no"
        sys.stdout.write(f"| {name} | {found.worlds} | {found.steps} | {way} |\n")
    return 1 if broken else 0


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description="Kills by chance, and what came of them.")
    parser.add_argument("--count", type=int, default=200, help="how many kills (200)")
    parser.add_argument("--seed", type=int, default=1, help="which replies, faults and moments (1)")
    parser.add_argument("--model", action="store_true", help="explore the large models instead")
    given = parser.parse_args()
    return models() if given.model else kills(given.count, given.seed)


if __name__ == "__main__":
    sys.exit(main())

"""Many kills by chance, and what came of them: `python -m tests.kills --count 200 --seed 1`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from random import Random

from tests.kills.chance import Figures, tell
from tests.kills.nursery import Nursery
from tests.kills.place import Gate
from webcare_tui.sandbox.server import Options, serve


def main() -> int:
    """Print the figures; 1 where the promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="how many kills (200)")
    parser.add_argument("--seed", type=int, default=1, help="which replies, faults and moments (1)")
    given = parser.parse_args()
    random, figures = Random(given.seed), Figures()
    with tempfile.TemporaryDirectory() as below, serve(Options(results=0, react=None)) as box, Nursery() as nursery:
        world, stories = (box, Gate(box), nursery), 0
        while figures.kills < given.count:
            stories += 1
            tell(world, Path(below) / str(stories), random, figures, most=min(3, given.count - figures.kills))
    sys.stdout.write("\n".join(figures.lines()) + "\n")
    return 1 if figures.broken else 0


if __name__ == "__main__":
    sys.exit(main())

"""A sandbox put together from its options: world, people, texts, gate, traffic, application."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from webcare_tui.sandbox.account import load
from webcare_tui.sandbox.app import App
from webcare_tui.sandbox.faults import Faults, Wires
from webcare_tui.sandbox.gate import Gate
from webcare_tui.sandbox.oddities import Oddities
from webcare_tui.sandbox.options import Options
from webcare_tui.sandbox.seed import seed_world
from webcare_tui.sandbox.service import Service
from webcare_tui.sandbox.stage import Stage
from webcare_tui.sandbox.traffic import Traffic
from webcare_tui.sandbox.twcs import import_file
from webcare_tui.sandbox.world import World


def build(options: Options) -> App:
    """Everything but the server.

    Raises:
        NotACsv: The file to import is in another layout.
    """
    world = World(load(), options.clock)
    stage = Stage(world, options.seed)
    with _no_collection():
        if options.import_file is not None:
            import_file(world, stage, options.import_file)
        else:
            seed_world(world, stage, options.results, options.seed)
    world.settle()
    traffic = Traffic(world, stage, options.traffic, options.react, options.seed)
    gate = Gate(options.clock, options.quota, options.token_life)
    oddities = Oddities(world)
    oddities.tell(options.odd, options.odd_errors)
    return App(Service(world, gate, traffic, world.now() - 86_400), Faults(), Wires(), oddities)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Nothing made here is garbage; looking for some takes half the time of a large world."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()

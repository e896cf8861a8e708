"""The odd vendor: dresses every answer in another legal shape, and lets calls go wrong now and then, both by seed."""

from __future__ import annotations

import json
import re
from random import Random

from webcare_tui.sandbox.faults import Fault
from webcare_tui.sandbox.mishaps import mishap
from webcare_tui.sandbox.oddshapes import Shapes
from webcare_tui.sandbox.oddvalues import Values
from webcare_tui.sandbox.oddwire import Dressed, pack, write
from webcare_tui.sandbox.options import check_errors
from webcare_tui.sandbox.world import World

BEYOND = (1 << 53) + 1
"""From here on new ids are given out: a number of JavaScript's cannot hold them."""
_KINDS = (
    ("GET", re.compile(r"/configuration/?"), "configuration"),
    ("GET", re.compile(r"/results/\d+/noContext/?"), "alone"),
    ("POST", re.compile(r"/results/\d+/replies/?"), "reply"),
    ("GET", re.compile(r"/results/.*"), "list"),
    ("POST", re.compile(r"/.*"), "act"),
)


class Oddities:
    """How odd the vendor is; off until it is told.

    Attributes:
        seed: Of the shapes and the mishaps; None for a vendor who answers as the guide has it.
        errors: The share of calls that go wrong.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self.tell(None, 0.0)

    def tell(self, seed: int | None, errors: float) -> None:
        """Begin anew with this seed and this share of mishaps.

        Raises:
            ValueError: It is no share, or there is no seed.
        """
        check_errors(seed, errors)
        self.seed, self.errors = seed, errors
        # Two streams, so that mishaps do not change the shapes of what goes well.
        self._values = Values(Random(seed))  # noqa: S311 - to be repeated
        self._bad_luck = Values(Random(seed))  # noqa: S311
        self._shapes = Shapes(self._values, seed or 0)
        if seed is not None:
            self._world.last_id = max(self._world.last_id, BEYOND)

    def mishap(self, method: str, *, token: bool) -> Fault | None:
        """What befalls this call, if anything."""
        return mishap(self._bad_luck, method, token=token) if self._bad_luck.chance(self.errors) else None

    def in_the_future(self, id: int) -> bool:
        """Whether this result's time is told as one in the year 2381."""
        return self.seed is not None and self._shapes.in_the_future(id)

    def dress(self, method: str, path: str, status: int, body: bytes, *, gzipped: bool) -> Dressed | None:
        """An honest answer in another shape; None where it stays as it is.

        Args:
            method: Of the call.
            path: Below the base URL; "" for a token.
            status: Of the answer; a refusal keeps its fields, and only its bytes and numbers are odd.
            body: Of the answer.
            gzipped: The caller can unpack gzip.
        """
        if self.seed is None:
            return None
        content = json.loads(body)
        if status == 200:
            kind = next((word for verb, path_of, word in _KINDS if verb == method and path_of.fullmatch(path)), "other")
            odd: object = self._shapes.body(kind, content) if path and kind != "other" else self._values.grown(content)
        else:
            odd = self._values.grown({name: self._values.number(each) for name, each in content.items()})
        return pack(self._values, write(self._values, odd), gzipped=gzipped)


"""Every byte that the program sent to the terminal, judged: sequences of its own driver, and nothing of a stranger's."""

from __future__ import annotations

import re

MODES = "7|25|47|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2027|2048"
OWN = re.compile(
    r"""
    \x1b\[[0-9;]*m                      # looks
    | \x1b\[\d+;\d+H | \x1b\[H          # the cursor goes to a cell
    | \x1b\[\?(?:MODES)[hl]             # modes on and off
    | \x1b\[\?(?:2026|2048)\$p          # which modes are known
    | \x1b\[>\d+u | \x1b\[<u            # kitty's protocol for keys
    | \x1b\[2J | \x1b\[2K | \x1b\[K     # the whole screen or a line is wiped
    | \x1b\]22;[a-z-]+\x07             # the shape of the mouse pointer
    """.replace("MODES", MODES),
    re.VERBOSE,
)
"""All that the driver of the inbox may send: nothing that sets titles, clipboards or links, wants reports, draws pictures."""

FOREIGN = re.compile(
    "[\x1b\x00-\x09\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
"""Controls of both sets but CR and LF; direction marks and overrides; line separators."""


def offences(raw: bytes) -> list[str]:
    """What stands in this that the driver did not put there; empty where all is well.

    Args:
        raw: All that came out of the program.
    """
    text = raw.decode("utf-8", "surrogateescape")
    found = [f"no UTF-8: {broken!r}" for broken in re.findall("[\udc80-\udcff]+", text)]
    rest = OWN.sub("", text)
    found += [f"{rest[max(0, each.start() - 20) : each.end() + 20]!r}" for each in FOREIGN.finditer(rest)]
    return found

"""Which regions of a widget have to be painted again, line by line."""

from __future__ import annotations

from collections.abc import Mapping

from textual.geometry import Region
from textual.strip import Strip

from webcare_tui.ui.widgets.strips import changed


def changed_regions(old: Mapping[int, Strip], new: Mapping[int, Strip], left: int, top: int) -> list[Region]:
    """The regions of a widget that must be painted again.

    Args:
        old: Strips that stand on the terminal, by line.
        new: Strips that are to stand there, by line.
        left: Cells between the widget's edge and the strips.
        top: Lines between the widget's edge and the strips.
    """
    widths = {y: changed(old.get(y), strip) for y, strip in new.items()}
    return [Region(left, top + y, width, 1) for y, width in widths.items() if width]

"""Widgets that send the terminal only the cells that changed, however often they are told to paint themselves again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget

from webcare_tui.ui.widgets.strips import changed

if TYPE_CHECKING:
    _Base = Widget
else:
    _Base = object


def changed_regions(old: Mapping[int, Strip], new: Mapping[int, Strip], left: int = 0, top: int = 0) -> list[Region]:
    """The regions of a widget that must be painted again.

    Args:
        old: Strips that stand on the terminal, by line.
        new: Strips that are to stand there, by line.
        left: Cells between the widget's edge and the strips.
        top: Lines between the widget's edge and the strips.
    """
    widths = {y: changed(old.get(y), strip) for y, strip in new.items()}
    return [Region(left, top + y, width, 1) for y, width in widths.items() if width]


class Frugal(_Base):
    """To be named before the widget class. Its lines come from `fresh_line`; it has neither border nor padding.

    What stands on the terminal is known only of lines that were painted whole, or of which the part was painted that was
    found to differ. Between the two a line may change again: then only part of its new form stands there, so that it is
    looked at once more.
    """

    _painted: dict[int, Strip]
    _parts: dict[int, Strip | None]
    _looking = False

    def fresh_line(self, y: int) -> Strip:
        """A line as it ought to stand there now, as wide as the widget; blank unless a subclass says otherwise."""
        return Strip.blank(self.size.width)

    def render_line(self, y: int) -> Strip:
        """A line for the terminal; it is remembered as painted."""
        strip = self.fresh_line(y)
        if y not in self._asked or self._asked.pop(y) == strip:
            self._stands[y] = strip
        else:
            self._stands.pop(y, None)
            self._look()
        return strip

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Frugal:
        """Paint again: the regions named, or else the cells that differ from what stands there."""
        if regions or recompose or not repaint or not self._stands or not self.is_mounted:
            for region in regions:
                if region.width < self.size.width:
                    self._asked.update(dict.fromkeys(range(region.y, region.bottom)))
            return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        if layout:
            super().refresh(repaint=False, layout=True)
        self._look()
        return self

    @property
    def _stands(self) -> dict[int, Strip]:
        if not hasattr(self, "_painted"):
            self._painted = {}
        return self._painted

    @property
    def _asked(self) -> dict[int, Strip | None]:
        """Lines of which a part is to be painted, as they ought to stand there then; None where that is not known."""
        if not hasattr(self, "_parts"):
            self._parts = {}
        return self._parts

    def _look(self) -> None:
        if not self._looking:
            self._looking = True
            self.call_next(self._refresh_changed)

    def _refresh_changed(self) -> None:
        self._looking = False
        new = {y: self.fresh_line(y) for y in range(self.size.height)}
        regions = changed_regions(self._stands, new)
        for region in regions:
            self._asked[region.y] = new[region.y]
        if regions:
            super().refresh(*regions)


def still_size() -> Reactive[Size]:
    """For `virtual_size` of a container that never scrolls: a change of it needs no second layout of the whole screen."""
    return Reactive(Size(0, 0), repaint=False)

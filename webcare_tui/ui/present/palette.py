"""Colour names made into styles, once for each theme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rich.segment import Segment
from rich.style import Style
from textual.color import Color, ColorParseError

Piece = tuple[str, str]
"""Text, and a colour name with attributes behind it: `sla-late`, `foreground bold`; `label-text/label` names its own ground."""
FALLBACK = {"background": "#14181e", "foreground": "#d9dfe7"}
"""For a theme that leaves them to Textual."""


class Palette:
    """The colours of a theme as styles of whole cells: letters and ground."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        """Takes a theme's variables: names without `$` to colours."""
        self._variables = variables
        self._colors: dict[tuple[str, str], Color] = {}
        self._styles: dict[tuple[str, str, str], Style] = {}

    def style(self, letters: str = "foreground", ground: str = "background", attributes: str = "") -> Style:
        """The style for a pair of colour names.

        Args:
            letters: Name of the letters' colour; a name that the theme lacks counts as `foreground`.
            ground: Name of the ground's colour; one that the theme lacks counts as `background`.
            attributes: Of `bold`, `italic`, `underline`, `strike`, those wanted, with blanks between them.
        """
        key = (letters, ground, attributes)
        style = self._styles.get(key)
        if style is None:
            below = self._color(ground, "background")
            above = self._color(letters, "foreground")
            color = (below + above).rich_color if above.a < 1 else above.rich_color
            style = Style.parse(attributes) + Style(color=color, bgcolor=below.rich_color)
            self._styles[key] = style
        return style

    def segments(self, pieces: Iterable[Piece], ground: str = "background") -> Iterator[Segment]:
        """The pieces of a line with their styles.

        Args:
            pieces: Of the line.
            ground: Name of the colour below those that do not name their own.
        """
        for text, looks in pieces:
            names, _, attributes = looks.partition(" ")
            letters, _, own = names.partition("/")
            yield Segment(text, self.style(letters, own or ground, attributes))

    def _color(self, name: str, otherwise: str) -> Color:
        color = self._colors.get((name, otherwise))
        if color is None:
            try:
                color = Color.parse(self._variables[name])
            except (KeyError, ColorParseError):
                color = Color.parse(FALLBACK[name]) if name in FALLBACK else self._color(otherwise, otherwise)
            self._colors[name, otherwise] = color
        return color

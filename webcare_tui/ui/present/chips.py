"""A filter's terms as chips, and a place in a text that could not be read."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from webcare_tui.text.clean import clean
from webcare_tui.ui.present.words import one_line, waited

CHIP = "$chip-text on $chip"
CHOSEN = "bold $header-focus-text on $header-focus"
AROUND = 30
"""Characters shown on either side of a place."""


def chips(profile: str, words: Sequence[str], chosen: int | None, *, plain: bool = False) -> Content:
    """The search profile and its terms, one behind the other.

    Args:
        profile: The search profile's name.
        words: Each term in a few words.
        chosen: The number of the chosen one.
        plain: ASCII only.
    """
    parts: list[Content] = [Content.styled(one_line(profile) or "no search profile", "bold")]
    for number, each in enumerate(words):
        ends = f"[{one_line(each)}]" if plain else f" {one_line(each)} "
        parts += [Content(" "), Content.styled(ends, CHOSEN if number == chosen else CHIP)]
    if not words:
        parts.append(Content.styled(" everything", "$muted"))
    return Content.assemble(*parts)


def pointed(text: str, message: str, position: int) -> Content:
    """What is wrong with a text, below the place where it is.

    Args:
        text: What was typed.
        message: What is wrong, and what would be accepted.
        position: The character that cannot be read, counted from 0.
    """
    start = max(0, position - AROUND)
    before, behind = clean(text[start:position], "line"), clean(text[position : position + AROUND], "line")
    lead = "…" if start else ""
    return Content.assemble(f"{lead}{before}", (behind[:1] or " ", "reverse"), f"{behind[1:]}\n", message)


def fitting(count: int, more: bool, oldest: int, now: float) -> str:
    """How much fits a filter, in words.

    Args:
        count: Results that came.
        more: There may be more.
        oldest: Unix seconds of the oldest; 0 where unknown.
        now: Unix seconds.
    """
    if not count:
        return "Nothing fits."
    amount = f"{count} or more fit" if more else "1 fits" if count == 1 else f"{count} fit"
    return f"{amount}, the oldest from {waited(now - oldest)} ago." if 0 < oldest <= now else f"{amount}."

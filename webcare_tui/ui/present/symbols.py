"""Signs: one cell each, with plain twins for terminals that have only ASCII; and two letters for every source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of lists and lines. Every sign is one cell wide, save `ellipsis` in ASCII.

    Attributes:
        bar: Left of the selected row.
        thumb: The scroll thumb.
        waiting: A row that is not here yet.
        late: The answer is overdue.
        soon: It is due soon.
        faces: From very unfriendly to very friendly.
        draft: Words that were typed and not sent.
        unknown: A reply of which nobody knows whether it was sent.
        failed: A reply that was refused.
        sending: A reply on its way out.
        private: Only the customer reads it.
        handler: Somebody is in charge.
        handled: Nothing is left to be done.
        bookmarked: Kept for later at the service.
        own: Sent by the company.
        current: The view that is shown.
        up: There is something above.
        dot: Between words.
        ellipsis: Something was cut off.
    """

    bar: str = "▌"
    thumb: str = "▐"
    waiting: str = "·"
    late: str = "⚠"
    soon: str = "!"
    faces: tuple[str, str, str, str, str] = ("☹", "☹", " ", "☺", "☺")
    draft: str = "✎"
    unknown: str = "?"
    failed: str = "✗"
    sending: str = "↗"
    private: str = "P"
    handler: str = "⚑"
    handled: str = "✓"
    bookmarked: str = "★"
    own: str = "↩"
    current: str = "▸"
    up: str = "↑"
    dot: str = "·"
    ellipsis: str = "…"


FANCY: Final = Signs()
PLAIN: Final = Signs(
    bar="|",
    thumb="#",
    waiting=".",
    late="!",
    soon="+",
    faces=("<", "<", " ", ">", ">"),
    draft="d",
    unknown="?",
    failed="x",
    sending="^",
    private="P",
    handler="@",
    handled="v",
    bookmarked="*",
    own="=",
    current=">",
    up="^",
    dot="-",
    ellipsis="..",
)

SOURCES: Final[dict[str, str]] = {
    "twitter": "TW",
    "facebook": "FB",
    "instagram": "IG",
    "whatsapp": "WA",
    "irischat": "CH",
    "linkedin": "LI",
    "youtube": "YT",
    "google+plus": "G+",
    "google plus": "G+",
    "googleplus": "G+",
    "blogs": "BL",
    "forums": "FO",
    "news": "NW",
    "web": "WB",
    "print": "PR",
    "rtv": "TV",
}
"""Two letters for the sources that the guide names; others take the first two of their name."""

UNKNOWN_SOURCE: Final = "??"


def signs(plain: bool) -> Signs:
    """The signs for a terminal.

    Args:
        plain: It has only ASCII.
    """
    return PLAIN if plain else FANCY


def source_code(name: str, number: int = 0) -> str:
    """Two letters or digits for a source.

    Args:
        name: Its name in the configuration; "" where unknown.
        number: Its number, which stands in where it has no name.
    """
    known = SOURCES.get(name.lower())
    if known:
        return known
    letters = "".join(letter for letter in name if letter.isascii() and letter.isalnum())[:2].upper()
    if len(letters) == 2:
        return letters
    return f"{number:02}" if 0 < number < 100 else UNKNOWN_SOURCE


def face(sentiment: int, marks: Signs = FANCY) -> str:
    """The face of a sentiment, -2 … 2; numbers beyond count as the nearest."""
    return marks.faces[max(-2, min(2, sentiment)) + 2]


def feeling(sentiment: int) -> str:
    """The colour name of a sentiment."""
    return "negative" if sentiment < 0 else "positive" if sentiment > 0 else "neutral"

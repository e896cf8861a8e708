"""How long a reply is, as its source counts, and how long it may be there; pure."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from webcare_tui.text.links import find

TWITTER_URL = 23
"""What every address counts on Twitter, however long it is."""
# Code points that count once on Twitter; all others count twice.
_LIGHT = ((0x0000, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))

PUBLIC_LIMITS = {"twitter": 280, "facebook": 8_000, "instagram": 2_200}
"""Longest public reply by source, in characters as the source counts them."""
PRIVATE_LIMITS = {"twitter": 10_000, "whatsapp": 4_096, "facebook": 8_000, "instagram": 1_000}
"""Longest private reply by source."""
ALWAYS_FITS = min(*PUBLIC_LIMITS.values(), *PRIVATE_LIMITS.values()) // 2
"""Characters that fit everywhere, whatever they are."""


@dataclass(frozen=True, slots=True)
class Count:
    """The length of a reply.

    Attributes:
        length: Characters as the source counts them.
        limit: How many there may be; 0 where no limit is known.
    """

    length: int
    limit: int = 0

    @property
    def over(self) -> int:
        """Characters too many; 0 for none."""
        return max(0, self.length - self.limit) if self.limit else 0

    @property
    def words(self) -> str:
        """The counter as it is shown: `112/280`, `292/280 over by 12`, `112`."""
        if not self.limit:
            return str(self.length)
        return f"{self.length}/{self.limit}" + (f" over by {self.over}" if self.over else "")


def count(text: str, source_name: str, public: bool) -> Count:
    """The length of a reply on a source, and its limit there.

    Args:
        text: The whole reply.
        source_name: The source's name in the configuration.
        public: For everyone to read.
    """
    source = source_name.casefold()
    limits = PUBLIC_LIMITS if public else PRIVATE_LIMITS
    limit = limits.get(source) or (PRIVATE_LIMITS if public else PUBLIC_LIMITS).get(source, 0)
    return Count(_twitter_length(text) if source == "twitter" else len(text), limit)


def _twitter_length(text: str) -> int:
    text = unicodedata.normalize("NFC", text)
    total, at = 0, 0
    for link in find(text):
        total += _weight(text[at : link.start]) + TWITTER_URL
        at = link.end
    return total + _weight(text[at:])


def _weight(text: str) -> int:
    return sum(1 if any(low <= ord(char) <= high for low, high in _LIGHT) else 2 for char in text)

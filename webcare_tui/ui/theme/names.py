"""The colour names that every theme defines, and what each of them is for."""

from __future__ import annotations

from typing import Final

BASE: Final = (
    "primary",
    "secondary",
    "accent",
    "foreground",
    "background",
    "surface",
    "panel",
    "success",
    "warning",
    "error",
)
"""Textual's own colours; they are fields of its `Theme`."""

MEANINGS: Final[dict[str, str]] = {
    "muted": "text of the second order: sources, times, second lines",
    "faint": "what only has to be seen: rules across, the thumb of the scroll bar",
    "rule": "the line between two panes",
    "selected": "background of the selected row",
    "selected-bar": "the bar at the left of the selected row",
    "header": "background of a pane's header",
    "header-text": "text on it",
    "header-focus": "background of the header of the pane that has the keys",
    "header-focus-text": "text on it",
    "bar": "background of the top and bottom lines of the screen",
    "bar-text": "text on it",
    "key": "a key's name in the bottom line and the help",
    "public": "everyone reads this: word and border",
    "public-text": "text where `public` is the background",
    "private": "only the customer reads this: word and border",
    "private-text": "text where `private` is the background",
    "edge-customer": "edge of a customer's message",
    "edge-own": "edge of a message of the agent",
    "edge-colleague": "edge of a message of a colleague",
    "sla-ok": "there is time left to answer",
    "sla-soon": "an answer is due soon",
    "sla-late": "an answer is overdue",
    "positive": "friendly sentiment",
    "negative": "unfriendly sentiment",
    "neutral": "neither",
    "draft": "words that were typed and not sent",
    "unknown": "a reply of which nobody knows whether it was sent",
    "sending": "a reply on its way out",
    "handled": "nothing is left to be done",
    "label": "background of a label",
    "label-text": "text on it",
    "chip": "background of a filter chip",
    "chip-text": "text on it",
    "pill": "background of the count of new results",
    "pill-text": "text on it",
    "match": "background of a search hit",
    "match-text": "text on it",
    "link": "an address that can be opened",
    "online": "the link to the service is up",
    "offline": "it is down",
    "production": "replies reach real customers",
}
"""The program's own colours; in style sheets and palettes they are `$muted`, `$sla-late` and so on."""

REQUIRED: Final = (*BASE, *MEANINGS)
"""Every name that a theme file's `[colors]` holds, no more and no less."""

TEXT_PAIRS: Final = (
    *(
        (text, ground)
        for text in (
            *("foreground", "muted", "primary", "secondary", "accent", "success", "warning", "error", "public", "private"),
            *("sla-ok", "sla-soon", "sla-late", "positive", "negative", "neutral"),
            *("draft", "unknown", "sending", "handled", "link"),
        )
        for ground in ("background", "surface", "selected")
    ),
    ("foreground", "panel"),
    ("muted", "panel"),
    ("header-text", "header"),
    ("header-focus-text", "header-focus"),
    *((text, "bar") for text in ("bar-text", "key", "online", "offline", "production", "sending", "warning")),
    ("public-text", "public"),
    ("private-text", "private"),
    ("label-text", "label"),
    ("chip-text", "chip"),
    ("pill-text", "pill"),
    ("match-text", "match"),
)
"""Text and ground that stand on each other somewhere; each pair has to be readable for eight hours."""

MARK_PAIRS: Final = (
    *((mark, "background") for mark in ("edge-customer", "edge-own", "edge-colleague", "selected-bar", "faint")),
    ("selected-bar", "selected"),
    ("faint", "selected"),
)
"""Marks and the ground they stand on; they have to be seen, not read."""

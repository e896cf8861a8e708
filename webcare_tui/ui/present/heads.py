"""The head lines of conversation and composer, and the words in them."""

from __future__ import annotations

from datetime import tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from textual.content import Content

from webcare_tui.models.account import Account
from webcare_tui.models.conversation import Conversation
from webcare_tui.models.result import Result
from webcare_tui.text.clean import PLACEHOLDER, clean, suspicious
from webcare_tui.ui.present.composition import Composition
from webcare_tui.ui.present.counter import Count
from webcare_tui.ui.present.customer import customer_of

SOURCE_WORDS = {
    "twitter": "X/Twitter",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "whatsapp": "WhatsApp",
    "irischat": "chat",
    "youtube": "YouTube",
    "linkedin": "LinkedIn",
}
"""What sources are called, where that is not their name with a capital."""


@lru_cache(maxsize=16)
def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_of(account: Account | None) -> tzinfo | None:
    """The account's time zone; None, which is the machine's own, where unknown."""
    return _zone(account.timezone) if account and account.timezone else None


def source_words(result: Result, account: Account | None) -> str:
    """What the source of a result is called."""
    name = account.source_name(result.source) if account else ""
    return SOURCE_WORDS.get(name, clean(name, "identity").capitalize()) or f"source {result.source}"


def publicity_badge(public: bool) -> Content:
    """The word PUBLIC or PRIVATE on its colour."""
    return (
        Content.styled(" PUBLIC ", "bold $public-text on $public")
        if public
        else Content.styled(" PRIVATE ", "bold $private-text on $private")
    )


def conversation_head(
    conversation: Conversation | None, account: Account | None, *, busy: bool = False, plain: bool = False
) -> tuple[Content, Content]:
    """Who it is with, the source, public or private and the case; at the right end whether it is being fetched."""
    if conversation is None:
        return Content(" Conversation"), Content("")
    customer = customer_of(conversation)
    parts = [Content(" "), Content.styled(clean(customer.title, "identity") or PLACEHOLDER, "bold")]
    if suspicious(customer.title):
        parts.append(Content.styled(f" {'!' if plain else '⚠'} odd letters", "bold"))
    parts += [Content(f" · {source_words(conversation.result, account)} "), publicity_badge(not conversation.result.private)]
    if conversation.result.case_id:
        parts.append(Content(f" case {clean(conversation.result.case_id, 'identity')}"))
    right = ("fetching… " if not plain else "fetching... ") if busy else "" if conversation.fresh else "as stored "
    return Content.assemble(*parts), Content(right)


def composer_head(composition: Composition, width: int) -> Content:
    """Whom a reply goes to, from where, and PUBLIC or PRIVATE, within a width in cells; the word is never cut off."""
    badge = publicity_badge(composition.draft.public)
    connection = composition.connection
    name = clean(connection.name, "identity") if connection else "no connection"
    for words in (f" Reply to {composition.to} · {name} ", f" Reply · {name} ", " Reply "):
        left = Content(words)
        if left.cell_length + badge.cell_length <= width:
            return Content.assemble(left, badge)
    return badge


def counter(count: Count) -> Content:
    """How long a reply is; in another colour, and with a word, where that is too long."""
    return Content.styled(f" {count.words} ", "bold $background on $error" if count.over else "")

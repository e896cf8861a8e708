"""The head lines of conversation and composer, and the words in them."""

from __future__ import annotations

from datetime import tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from textual.content import Content

from webcare_tui.models.account import Account
from webcare_tui.models.conversation import Conversation
from webcare_tui.models.result import Result
from webcare_tui.services.length import Count
from webcare_tui.text.clean import PLACEHOLDER, suspicious
from webcare_tui.text.width import cells, cut
from webcare_tui.ui.present.composition import Composition
from webcare_tui.ui.present.customer import customer_of
from webcare_tui.ui.present.steady import steady_name
from webcare_tui.ui.present.veil import OPEN, Veil

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
    return SOURCE_WORDS.get(name, steady_name(name).capitalize()) or f"source {result.source}"


def publicity_badge(public: bool) -> Content:
    """The word PUBLIC or PRIVATE on its colour."""
    return (
        Content.styled(" PUBLIC ", "bold $public-text on $public")
        if public
        else Content.styled(" PRIVATE ", "bold $private-text on $private")
    )


def conversation_head(
    conversation: Conversation | None, account: Account | None, width: int, *, busy: bool = False, stale: bool = False,
    plain: bool = False,
) -> tuple[Content, Content]:
    """Who it is with, the source, public or private and the case; at the right end whether it is being fetched.

    Where room is short, the state of fetching goes first, then the case, the source, and the end of the name; the word
    PUBLIC or PRIVATE stays.

    Args:
        conversation: The one that is read; None for nothing.
        account: For the source's name; None as long as it is not known.
        width: Cells.
        busy: It is being fetched.
        stale: It cannot be fetched for now: that it is as stored goes before the case.
        plain: ASCII only.
    """
    if conversation is None:
        return Content(" Conversation"), Content("")
    customer = customer_of(conversation)
    name = steady_name(customer.title) or PLACEHOLDER
    odd = f" {'!' if plain else '⚠'} odd letters" if suspicious(customer.title) else ""
    badge = publicity_badge(not conversation.result.private)
    source = f" · {source_words(conversation.result, account)}"
    case = f" case {steady_name(conversation.result.case_id)}" if conversation.result.case_id else ""
    fetching = ("fetching... " if plain else "fetching… ") if busy else "" if conversation.fresh else "as stored "
    kept = len(fetching) if stale and case else 0
    room = max(1, width - badge.cell_length - 2)
    for tail, behind in ((f"{odd}{source}", case), (f"{odd}{source}", ""), (odd, ""), ("", "")):
        least = min(cells(name), 16)
        if least + cells(tail) + cells(behind) + kept * bool(behind) <= room or not tail:
            break
    who = cut(name, max(1, room - cells(tail) - cells(behind)))
    left = Content.assemble(" ", (who, "bold"), tail, " ", badge, behind)
    return left, Content(fetching if left.cell_length + len(fetching) < width else "")


def composer_head(composition: Composition, width: int, veil: Veil = OPEN) -> Content:
    """Whom a reply goes to, from where, and PUBLIC or PRIVATE, within a width in cells; the word is never cut off."""
    badge = publicity_badge(composition.draft.public)
    connection = composition.connection
    channel = steady_name(connection.name) if connection else "no connection"
    to = veil.over(composition.draft.result_id).name(composition.to)
    room = width - badge.cell_length
    name = room - cells(f" Reply to  · {channel} ")
    if name >= min(8, cells(to)):
        return Content.assemble(f" Reply to {cut(to, name)} · {channel} ", badge)
    for words in (f" Reply · {channel} ", " Reply "):
        if cells(words) <= room:
            return Content.assemble(words, badge)
    return badge


def counter(count: Count) -> Content:
    """How long a reply is; in another colour, and with a word, where that is too long."""
    return Content.styled(f" {count.words} ", "bold $background on $error" if count.over else "")

"""What is known of the customer, in the line above the conversation."""

from __future__ import annotations

from textual.color import Color, ColorParseError
from textual.content import Content

from webcare_tui.models.account import Account
from webcare_tui.models.conversation import Conversation
from webcare_tui.models.result import Result
from webcare_tui.ui.present.steady import steady_name

SENTIMENTS = {
    -2: ("☹☹", ":((", "very negative", "$negative"),
    -1: ("☹", ":(", "negative", "$negative"),
    1: ("☺", ":)", "positive", "$positive"),
    2: ("☺☺", ":))", "very positive", "$positive"),
}
"""Glyph, its plain twin, words and colour of each sentiment but the neutral one."""
SOON = 600
"""Seconds before an answer is due from which on it is due soon."""


def customer_of(conversation: Conversation) -> Result:
    """A message of the customer whom the conversation is with; the asked-for one where it is theirs."""
    if not conversation.result.own:
        return conversation.result
    return next((each for each in conversation.messages if not each.own), conversation.result)


def waiting_since(conversation: Conversation) -> int:
    """Unix seconds of the oldest message of the customer that came after the last own one; 0 where none waits."""
    since = 0
    for message in reversed(conversation.messages):
        if message.own:
            break
        if message.time and not message.deleted:
            since = message.time
    return since


def span_words(seconds: float) -> str:
    """A length of time in one or two words: `4 min`, `3 h`, `2 d`."""
    minutes = max(0, int(seconds // 60))
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} d"


def waiting_parts(conversation: Conversation, account: Account | None, now: float) -> list[Content]:
    """How long the customer waits, and when an answer is due, each in words with a colour."""
    if conversation.result.checked:
        return [Content.styled("✓ checked off", "$handled")]
    since = waiting_since(conversation)
    if not since or now < since:
        return []
    parts = [Content(f"waits {span_words(now - since)}")]
    search = account.search(conversation.result.search_id) if account else None
    if search and search.service_level > 0:
        left = since + search.service_level * 60 - now
        if left < 0:
            parts.append(Content.styled(f"overdue {span_words(-left)}", "bold $sla-late"))
        else:
            parts.append(Content.styled(f"due in {span_words(left)}", "bold $sla-soon" if left < SOON else "$sla-ok"))
    return parts


def barred_words(result: Result, account: Account | None) -> str:
    """Why this message cannot be answered, in few words; "" where it can, or is none of a customer's."""
    search = account.search(result.search_id) if account else None
    if result.own or result.deleted:
        return ""
    if search is not None and search.hide_buttons:
        return "only for reading here"
    return "" if result.reply_available else "cannot be answered"


def label_chip(name: str, color: str) -> Content:
    """A label on its colour."""
    try:
        ground = Color.parse(color)
    except ColorParseError:
        return Content.styled(f" {name} ", "$label-text on $label")
    return Content.styled(f" {name} ", f"{ground.get_contrast_text(1.0).hex} on {ground.hex}")


def label_color(label_id: str, account: Account | None) -> str:
    """The colour of a label as `#rrggbb`; "" where the configuration gives none."""
    if account is None:
        return ""
    labels = (label for search in account.searches for category in search.categories for label in category.labels)
    return next((label.background_color for label in labels if label.id == label_id), "")


def customer_line(
    conversation: Conversation | None, account: Account | None, now: float, *, handler_id: str = "", plain: bool = False
) -> Content:
    """Waiting time, earlier contact, sentiment, handler and labels, the most urgent first."""
    if conversation is None:
        return Content("")
    parts = waiting_parts(conversation, account, now)
    if conversation.details is not None:
        earlier = conversation.details.earlier_contact
        # The service may tell only that there was earlier contact; then it counts as one, and a number would be made up.
        often = f"{earlier}{'x' if plain else '×'} " if earlier > 1 else ""
        parts.append(Content(f"{often}earlier contact" if earlier else "first contact"))
    if barred := barred_words(conversation.result, account):
        parts.insert(0, Content.styled(barred, "bold $warning"))
    customer = customer_of(conversation)
    if mood := SENTIMENTS.get(max(-2, min(2, customer.sentiment))):
        parts.append(Content.styled(f"{mood[plain]} {mood[2]}", mood[3]))
    if handler_id:
        user = account.user(handler_id) if account else None
        mine = account is not None and handler_id == account.current_user_id
        parts.append(Content("with you" if mine else f"with {user.name if user else handler_id}"))
    line = Content(" · ").join(parts)
    tags = {tag.id: tag for message in conversation.messages for tag in message.tags if tag.name}
    chips = [label_chip(steady_name(tag.name), label_color(tag.id, account)) for tag in tags.values()]
    return Content.assemble(" ", line, "  " if parts and chips else "", Content(" ").join(chips))

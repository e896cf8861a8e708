"""A conversation as the blocks of its thread: day by day, message by message, and the replies under way."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import lru_cache

from webcare_tui.models.account import Account
from webcare_tui.models.conversation import Conversation
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.models.result import Result
from webcare_tui.text.clean import PLACEHOLDER, clean
from webcare_tui.text.links import Link, find
from webcare_tui.ui.present.bubbles import (
    SIDE_WORDS,
    Bubble,
    Chip,
    DayRule,
    Further,
    NewRule,
    Notice,
    Side,
    clock_words,
    local_time,
)
from webcare_tui.ui.present.customer import label_color
from webcare_tui.ui.present.paper import Mark, fold_blank
from webcare_tui.ui.present.steady import steady_name
from webcare_tui.ui.present.underway import Echo, Saved, standing

Block = Bubble | DayRule | NewRule | Further | Echo | Saved | Notice

SIGNATURE = re.compile(r"\^([A-Za-z]{1,4})\s*$")
"""The initials that close an own reply."""
RESPONSE_SECONDS = 10
"""How far apart a reply and the activity that tells of it may lie."""
DELETED = "deleted on the source"
NOTHING_OPEN = "Nothing is open. The conversation of the row under the cursor stands here."


@dataclass(frozen=True, slots=True)
class NumberedLink:
    """A link of the conversation as it is numbered there.

    Attributes:
        number: What stands in brackets behind it.
        url: The whole address, http or https.
        host: Its host, in ASCII.
        flagged: Something about it is odd (user name before the host, backslash).
    """

    number: int
    url: str
    host: str
    flagged: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """The blocks of a conversation and the links numbered in them."""

    blocks: tuple[Block, ...] = ()
    links: tuple[NumberedLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """What a thread is drawn from, beside the conversation and the outbox.

    Attributes:
        account: Names, labels, and who the agent is; None as long as it is not known.
        me: The agent's own user id; "" takes the account's current user.
        now: Unix seconds.
        zone: For clocks and days; None is the machine's own.
        known: Ids that the agent has seen; None where all count as seen.
        whole: Ids of long messages that are shown whole.
        plain: Draw with ASCII only.
    """

    account: Account | None = None
    me: str = ""
    now: float = 0.0
    zone: tzinfo | None = None
    known: frozenset[str] | None = None
    whole: Collection[str] = field(default_factory=frozenset)
    plain: bool = False


def thread(conversation: Conversation | None, outbox: Sequence[OutboxItem], scene: Scene) -> Thread:
    """All blocks of a conversation, oldest first, its replies under way at the end."""
    if conversation is None:
        return Thread((Notice(NOTHING_OPEN),))
    numbered: list[NumberedLink] = []
    blocks: list[Block] = []
    marked, day = False, ""
    if conversation.more:
        blocks.append(Further(scene.plain))
    for message in conversation.messages:
        if (words := day_words(message.time, scene.now, scene.zone)) and words != day:
            day = words
            blocks.append(DayRule(words, scene.plain))
        if not marked and is_new(message, scene.known):
            marked = True
            blocks.append(NewRule(scene.plain))
        blocks.append(_bubble(message, conversation, scene, numbered))
    if (saved := _saved(conversation, scene)) is not None:
        blocks.append(saved)
    blocks.extend(_echoes(conversation, outbox, scene))
    return Thread(tuple(blocks), tuple(numbered))


def is_new(message: Result, known: frozenset[str] | None) -> bool:
    """Whether somebody else's message came in since the agent looked."""
    return known is not None and message.id not in known and not message.own


def day_words(moment: float, now: float, zone: tzinfo | None) -> str:
    """The day of a moment as `Tue 4 Jun`, with the year where it is not this one; "" where unknown."""
    when = local_time(moment, zone)
    if when is None:
        return ""
    today = local_time(now, zone) or datetime.now(zone)
    year = f" {when.year}" if when.year != today.year else ""
    distance = (today.date() - when.date()).days
    near = {0: "today, ", 1: "yesterday, "}.get(distance, "")
    return f"{near}{when:%a} {when.day} {when:%b}{year}"


def side_of(message: Result, conversation: Conversation, scene: Scene) -> tuple[Side, str]:
    """Whose words a message holds, and the name over it, cleaned; own or not is only what the service says."""
    if not message.own:
        asked = conversation.result
        same = not asked.person_id or not message.person_id or message.person_id == asked.person_id or asked.own
        return (Side.CUSTOMER if same else Side.OTHER), steady_name(message.title) or PLACEHOLDER
    account = scene.account
    me = scene.me or (account.current_user_id if account else "")
    signature = SIGNATURE.search(message.description)
    if account and signature:
        tag = signature[1].casefold()
        users = [user for user in account.users if user.tag.casefold() == tag]
        if len(users) == 1:
            return (Side.ME, "Sent by you") if users[0].id == me else (Side.COLLEAGUE, f"Sent by {users[0].name}")
    if responder := _responder(message, conversation, account):
        user_id, name = responder
        return (Side.ME, "Sent by you") if me and user_id == me else (Side.COLLEAGUE, f"Sent by {name}")
    company = steady_name(message.title) or (account.company if account else "") or "your company"
    return Side.COMPANY, f"Sent by {company}"


def _responder(message: Result, conversation: Conversation, account: Account | None) -> tuple[str, str] | None:
    if conversation.details is None or account is None:
        return None
    responded = account.activities.get("respond")
    near = {
        (each.actor_id, each.actor_name)
        for each in conversation.details.activities
        if responded is not None and each.activity == responded and abs(each.time - message.time) <= RESPONSE_SECONDS
    }
    if len(near) != 1:
        return None
    user_id, name = near.pop()
    user = account.user(user_id)
    known = user.name if user else steady_name(name)
    return (user_id, known) if known else None


def _bubble(message: Result, conversation: Conversation, scene: Scene, numbered: list[NumberedLink]) -> Bubble:
    side, who = side_of(message, conversation, scene)
    words = [SIDE_WORDS[side]] if SIDE_WORDS[side] else []
    if message.private != conversation.result.private:
        words.append("private" if message.private else "public")
    text, marks = _body(message, numbered, scene.plain)
    return Bubble(
        anchor=message.id,
        side=side,
        clock=clock_words(message.time, scene.zone),
        who=who,
        words=" · ".join(words),
        text=text,
        marks=marks,
        chips=tuple(Chip(steady_name(tag.name), label_color(tag.id, scene.account)) for tag in message.tags if tag.name),
        asked=message.id == conversation.result.id and len(conversation.messages) > 1,
        deleted=message.deleted,
        before="" if message.deleted else _prose(conversation.before.get(message.id, "")),
        whole=message.id in scene.whole,
        plain=scene.plain,
    )


def _body(message: Result, numbered: list[NumberedLink], plain: bool) -> tuple[str, tuple[Mark, ...]]:
    if message.deleted:
        return f"{'x' if plain else '✗'} {DELETED}", ()
    text = _prose(message.description)
    parts: list[str] = []
    marks: list[Mark] = []
    at = length = 0
    for start, end, number in _numbered(text, numbered):
        tail = f" [{number}]"
        parts.append(text[at:end] + tail)
        begin = length + start - at
        length += end - at + len(tail)
        marks.append(Mark(begin, length, "link"))
        at = end
    parts.append(text[at:])
    body = "".join(parts).rstrip()
    if found := find(message.image):
        number = _number(found[0], numbered)
        note = f"picture on {found[0].host} [{number}]"
        lead = f"{body}\n" if body else ""
        return lead + note, (*marks, Mark(len(lead), len(lead) + len(note), "link"))
    return body or "(no text)", tuple(marks)


def _numbered(text: str, numbered: list[NumberedLink]) -> Iterator[tuple[int, int, int]]:
    for link in find(text):
        yield link.start, link.end, _number(link, numbered)


def _number(link: Link, numbered: list[NumberedLink]) -> int:
    for known in numbered:
        if known.url == link.url:
            return known.number
    numbered.append(NumberedLink(len(numbered) + 1, link.url, link.host, link.flagged))
    return len(numbered)


@lru_cache(maxsize=2048)
def _prose(text: str) -> str:
    return fold_blank(clean(text, "block")).strip("\n")


def _saved(conversation: Conversation, scene: Scene) -> Saved | None:
    draft, account = conversation.saved, scene.account
    if draft is None:
        return None
    user = account.user(draft.user_id) if account else None
    known = {each.id: each for each in (conversation.details.available_connections if conversation.details else ())}
    channel = known.get(draft.connection_id) or (account.connection(draft.connection_id) if account else None)
    who = f" by {steady_name(user.name)}" if user else ""
    via = f" for {steady_name(channel.name)}" if channel else ""
    foot = f"not sent{via} · b begins your reply with it"
    if found := find(draft.image_url):
        foot += f" · its picture on {found[0].host} does not come along"
    publicity = "PRIVATE" if draft.private or conversation.result.private else "PUBLIC"
    return Saved(f"saved at the service{who}", publicity, _prose(draft.text), foot, scene.plain)


def _echoes(conversation: Conversation, outbox: Sequence[OutboxItem], scene: Scene) -> Iterator[Echo]:
    ids = {message.id for message in conversation.messages}
    own = {_squeezed(message.description): message.time for message in conversation.messages if message.own}
    for item in outbox:
        if item.state is OutboxState.DISCARDED or (item.reply_id and item.reply_id in ids):
            continue
        if item.state is OutboxState.SENT and own.get(_squeezed(item.text), 0) >= item.attempt_at - 120:
            continue
        yield Echo(
            anchor=f"reply {item.id}",
            state=item.state,
            standing=clean(standing(item, scene.now, scene.zone, plain=scene.plain), "line"),
            publicity="PUBLIC" if item.public else "PRIVATE",
            text=_prose(item.text) or "(no text)",
            plain=scene.plain,
        )


def _squeezed(text: str) -> str:
    return " ".join(text.split())

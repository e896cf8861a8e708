"""Reconciling: whether an own reply of unknown outcome stands in a conversation; pure."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from webcare_tui.models.reply import OutboxItem
from webcare_tui.models.result import Result

SCHEDULE = (2.0, 5.0, 15.0, 45.0, 120.0)
"""Seconds before each look at a conversation for a reply of unknown outcome; together about three minutes, longer than any
gateway's time-out."""
NOT_FOUND = "Not found after three minutes, which proves nothing: look, then decide."
WATCHED = 24 * 3600
"""Seconds during which a later look at the conversation may still find it."""
SLACK = 120
"""Seconds by which the service's times may differ from the corrected ones here."""
PREFIX = 40
"""Characters from which a beginning counts as likeness."""

_PROGRESS = re.compile(rf"\s*(?:Checking \(\d+/\d+\)\.|{re.escape(NOT_FOUND)})$")
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_SIGNATURE = re.compile(r"\s*\^\s?(\w{1,4})\s*$")
_IGNORED = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)

Kind = Literal["strong", "several", "weak", "none"]


def checking(number: int) -> str:
    """That the conversation is being looked at for a reply, the how manieth time."""
    return f"Checking ({number}/{len(SCHEDULE)})."


def cause(reason: str) -> str:
    """Why a reply is uncertain, without how far looking for it has come."""
    return _PROGRESS.sub("", reason)


@dataclass(frozen=True, slots=True)
class Match:
    """What was found.

    Attributes:
        kind: `strong` exactly one equal copy; `several` equal copies, so that it may have been posted twice; `weak` only
            likeness, or another's signature; `none` nothing, which proves nothing.
        ids: The copies, oldest first.
    """

    kind: Kind
    ids: tuple[str, ...] = ()


def own_replies(results: Iterable[Result]) -> tuple[Result, ...]:
    """The company's own messages among the results, each once.

    What stands in `replies` of another's message is own by its place: from Twitter neither `own` nor a person comes with it.
    """
    found = {reply.id: reply for result in results for reply in _own(result, inside=False)}
    return tuple(sorted(found.values(), key=lambda reply: reply.order))


def _own(result: Result, *, inside: bool) -> Iterator[Result]:
    if result.own or (inside and not result.person_id and not result.profile_id):
        yield result
    for reply in result.replies:
        yield from _own(reply, inside=not result.own)


def match(item: OutboxItem, replies: Sequence[Result], *, claimed: Collection[str] = (), nameless: Sequence[OutboxItem] = (),
          server_offset: float = 0.0, affixes: Sequence[str] = ()) -> Match:
    """Look for a copy of a reply.

    Args:
        item: The reply; its `prior_ids` and `attempt_at` tell what was there before.
        replies: The conversation's own messages (`own_replies`).
        claimed: Ids that other replies have been matched with: two equal replies need two copies.
        nameless: Replies of this conversation that are surely sent, under an id that the service did not tell: each has a copy
            of its own too, seen or not.
        server_offset: The service's clock minus this machine's, in seconds.
        affixes: The prefix and the suffix that the service proposes for replies here.
    """
    taken = set(claimed)
    for other in nameless:
        theirs = match(other, replies, claimed=taken, server_offset=server_offset, affixes=affixes)
        taken.update(theirs.ids[:1] if theirs.kind in ("strong", "several") else ())
    earliest = item.attempt_at + server_offset - SLACK
    new = [reply for reply in replies if _is_new(reply, item, earliest) and reply.id not in taken]
    wanted = normal(item.text, affixes)
    hands = {"", signature(item.text), *(signature(affix) for affix in affixes)}
    strong: list[str] = []
    weak: list[str] = []
    for reply in new:
        found = normal(reply.description, affixes)
        other_hand = signature(reply.description) not in hands
        exposed = not item.public and not reply.private
        if found == wanted and not other_hand and not exposed and _surely_new(reply, item):
            strong.append(reply.id)
        elif found == wanted or _alike(found, wanted):
            weak.append(reply.id)
    if strong:
        return Match("strong" if len(strong) == 1 else "several", tuple(strong))
    return Match("weak", tuple(weak)) if weak else Match("none")


def _is_new(reply: Result, item: OutboxItem, earliest: float) -> bool:
    """Came after the attempt. Ids decide before clocks: a number above all that stood there is new whatever its time."""
    if reply.id == item.reply_id:
        return True
    if reply.id in item.prior_ids:
        return False
    return _above_all(reply, item) or reply.time == 0 or reply.time >= earliest


def _surely_new(reply: Result, item: OutboxItem) -> bool:
    """Whether a new one is proven so by its number or its time; a copy without either may be an old one."""
    return reply.id == item.reply_id or _above_all(reply, item) or reply.time > 0


def _above_all(reply: Result, item: OutboxItem) -> bool:
    numbers = [int(each) for each in item.prior_ids if each.isdecimal()]
    return bool(numbers) and reply.id.isdecimal() and int(reply.id) > max(numbers)


def normal(text: str, affixes: Sequence[str] = ()) -> str:
    """A text without what sources and the service change on its way: entities, invisible characters, blanks, links, the
    proposed prefix and suffix, a signature. Capitals and digits stay."""
    plain = _IGNORED.sub("", unicodedata.normalize("NFC", html.unescape(text)))
    plain = " ".join(_URL.sub("\ufffc", plain).split())
    for affix in affixes:
        bare = " ".join(affix.split())
        if bare:
            plain = plain.removeprefix(bare).removesuffix(bare).strip()
    return _SIGNATURE.sub("", plain).strip()


def signature(text: str) -> str:
    """The initials that a text is signed with (`MK` of `… ^MK`); "" for none."""
    found = _SIGNATURE.search(text)
    return found.group(1).upper() if found else ""


def _alike(found: str, wanted: str) -> bool:
    """One is the beginning of the other, or was cut off with an ellipsis."""
    cut = found.removesuffix("…").removesuffix("...").rstrip()
    if cut != found:
        return bool(cut) and wanted.startswith(cut)
    shorter, longer = sorted((found, wanted), key=len)
    return len(shorter) >= PREFIX and longer.startswith(shorter)

"""The veil: names become pseudonyms and words dots, so that a screen which others see tells nothing personal."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from webcare_tui.models.conversation import Activity, Conversation, Details, ServerDraft
from webcare_tui.models.draft import Draft
from webcare_tui.models.reply import OutboxItem
from webcare_tui.models.result import Result
from webcare_tui.text.clean import PLACEHOLDER
from webcare_tui.text.width import cells
from webcare_tui.ui.present.words import name_of

DOT = "•"
_KEPT = frozenset(" \n\t.,;:!?…-–'’\"“”()/@#")
"""What may stand between words: it shows where sentences end and says nothing."""
_INVISIBLE = frozenset({"Mn", "Me", "Cf", "Cc", "Cs"})
_HANDLE = re.compile(r"(?<!\w)@[\w.\-]*\w")
_LETTERS, _DIGITS = "ABCDEFGHJKLMNPQRSTUVWXYZ", "0123456789"
_KEY = secrets.token_bytes(16)
"""Of this run alone: who keeps a picture of the screen cannot find a name by trying names."""


def dots(text: str) -> str:
    """A text with a dot for every cell of a word; blanks, line ends and plain marks stay, so that its shape does."""
    return "".join(map(_dotted, text))


def _dotted(sign: str) -> str:
    if sign in _KEPT:
        return sign
    if unicodedata.category(sign) in _INVISIBLE:
        return ""
    return DOT * max(1, cells(sign))


def pseudonym(name: str, noun: str = "Customer") -> str:
    """A name of the program's own, such as `Customer K7Q2B`: the same one for as long as the program runs; "" for none."""
    folded = " ".join(name.casefold().split())
    if not folded or name == PLACEHOLDER:
        return name
    number = int.from_bytes(blake2b(folded.encode("utf-8", "replace"), digest_size=8, key=_KEY).digest())
    code = ""
    for place in range(5):  # letter, digit, letter: no code is a word, or a part of a name
        signs = _DIGITS if place % 2 else _LETTERS
        number, at = divmod(number, len(signs))
        code += signs[at]
    return f"{noun} {code}"


def handles(text: str) -> str:
    """A text of the agent's own with only the `@names` in it as dots, letter for letter."""
    return _HANDLE.sub(lambda found: "@" + DOT * (len(found[0]) - 1), text)


@dataclass(frozen=True, slots=True)
class Veil:
    """What the agent lets be seen. Every record goes through it on its way to the screen, and only there.

    Attributes:
        on: Names, messages and all that is known of customers are hidden.
        lifted: The id of the one result whose conversation may be read all the same; "" for none.
    """

    on: bool = False
    lifted: str = ""

    def over(self, result_id: str) -> Veil:
        """The veil as it lies over one result and its conversation."""
        return OPEN if self.on and self.lifted and self.lifted == result_id else self

    def down(self) -> Veil:
        """The veil over everything, if there is one."""
        return replace(self, lifted="")

    def name(self, name: str) -> str:
        """A customer's name as it may be shown."""
        return pseudonym(name) if self.on else name

    def name_of(self, result: Result) -> str:
        """Whom a result is from, for a sentence that stays on the screen when the agent has gone on: never lifted."""
        return name_of(result) if result.own else self.name(name_of(result))

    def words(self, text: str) -> str:
        """A message, a note, or something known of a customer, as it may be shown."""
        return dots(text) if self.on else text

    def sentence(self, text: str, name: str) -> str:
        """What the program or the service says of the customer with this name, as it may be shown."""
        if not self.on:
            return text
        named = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        return handles(named.sub(lambda _: pseudonym(name), text) if name else text)

    def typed(self, text: str) -> str:
        """What the agent types, as it may be shown."""
        return handles(text) if self.on else text

    def result(self, result: Result) -> Result:
        """A message for the list, for heads and for the panel."""
        if not self.on:
            return result
        return replace(
            result,
            title=result.title if result.own else pseudonym(result.title),
            subtitle=dots(result.subtitle),
            description=dots(result.description),
            link="",
            image="",
            image_link="",
            rank=0,
            profile_id=pseudonym(result.profile_id, "Profile"),
            person_id=pseudonym(result.person_id, "Person"),
            replies=self.results(result.replies),
            raw="",
        )

    def results(self, results: Sequence[Result]) -> tuple[Result, ...]:
        """Messages for the list, for heads and for the panel."""
        return tuple(map(self.result, results))

    def conversation(self, conversation: Conversation | None) -> Conversation | None:
        """A conversation for heads and for the panel, or open where it is the one that may be read."""
        if conversation is None or not (veil := self.over(conversation.result.id)).on:
            return conversation
        return replace(
            conversation,
            result=veil.result(conversation.result),
            messages=veil.results(conversation.messages),
            details=_details(veil, conversation.details) if conversation.details is not None else None,
            before={key: dots(text) for key, text in conversation.before.items()},
        )

    def item(self, item: OutboxItem) -> OutboxItem:
        """A reply under way for a list of them."""
        if not self.on:
            return item
        return replace(item, to=pseudonym(item.to), text=dots(item.text), reason=self.sentence(item.reason, item.to))

    def draft(self, draft: Draft) -> Draft:
        """A draft for a list of them."""
        return replace(draft, text=dots(draft.text)) if self.on else draft


OPEN = Veil()
"""Nothing is hidden."""


def _details(veil: Veil, details: Details) -> Details:
    return replace(
        details,
        result=veil.result(details.result),
        activities=tuple(map(_activity, details.activities)),
        author_notes=tuple(map(dots, details.author_notes)),
        notes=tuple(map(dots, details.notes)),
        related_notes=tuple(map(dots, details.related_notes)),
        conversation_notes=tuple(map(dots, details.conversation_notes)),
        draft=_saved(details.draft) if details.draft is not None else None,
        reply_prefix=handles(details.reply_prefix),
        reply_suffix=handles(details.reply_suffix),
        place=dots(details.place),
        language=dots(details.language),
    )


def _activity(activity: Activity) -> Activity:
    return replace(activity, subject=dots(activity.subject), outcome=dots(activity.outcome))


def _saved(draft: ServerDraft) -> ServerDraft:
    return replace(draft, text=dots(draft.text), image_url="")

"""A reply that is being written: its words, its channel and who may read it; and what it begins with."""

from __future__ import annotations

from dataclasses import dataclass, replace

from webcare_tui.models.account import Account, Connection
from webcare_tui.models.conversation import Conversation
from webcare_tui.models.draft import Draft
from webcare_tui.services.length import Count, count
from webcare_tui.text.clean import PLACEHOLDER, clean, to_wire
from webcare_tui.ui.present.customer import customer_of
from webcare_tui.ui.present.steady import steady_name


@dataclass(frozen=True, slots=True)
class Composition:
    """A reply that is being written, and what belongs to it.

    Attributes:
        draft: Words, channel and publicity.
        connections: The channels to choose from.
        source_name: The source's name in the configuration, for the counter.
        to: Who is answered.
        private_only: The result is private, so that a public reply needs the agent's word.
        prefix: What a new reply begins with (`reply_prefix`).
        suffix: What it ends with (`reply_suffix`).
    """

    draft: Draft
    connections: tuple[Connection, ...] = ()
    source_name: str = ""
    to: str = ""
    private_only: bool = True
    prefix: str = ""
    suffix: str = ""

    @property
    def connection(self) -> Connection | None:
        """The channel chosen."""
        return next((each for each in self.connections if each.id == self.draft.connection_id), None)

    @property
    def beginning(self) -> tuple[str, int]:
        """The text to begin with and where the caret stands in it, in characters."""
        if self.draft.text:
            return self.draft.text, min(max(0, self.draft.cursor), len(self.draft.text))
        return f"{self.prefix}{self.suffix}", len(self.prefix)

    def settled(self) -> Composition:
        """The same with a channel that can be chosen."""
        if not self.connections or self.connection is not None:
            return self
        return self.on_connection(self.connections[0].id)

    def on_connection(self, connection_id: str) -> Composition:
        """The same from another channel."""
        return replace(self, draft=replace(self.draft, connection_id=connection_id))

    def next_connection(self) -> Composition:
        """The same from the next channel."""
        ids = [each.id for each in self.connections]
        at = ids.index(self.draft.connection_id) if self.draft.connection_id in ids else -1
        return self.on_connection(ids[(at + 1) % len(ids)]) if ids else self

    def made(self, *, public: bool) -> Composition:
        """The same for everyone to read, or not."""
        return replace(self, draft=replace(self.draft, public=public))

    def written(self, text: str, cursor: int) -> Draft:
        """The draft with this text; without words where nothing that can be seen was added to prefix and suffix."""
        text = to_wire(text)
        if not self._own_words(text):
            text, cursor = "", 0
        return replace(self.draft, text=text, cursor=min(cursor, len(text)))

    def count(self, text: str) -> Count:
        """How long a text is here, and may be."""
        return count(to_wire(text), self.source_name, self.draft.public)

    def _own_words(self, text: str) -> str:
        text = text.strip().removeprefix(self.prefix.strip()).removesuffix(self.suffix.strip())
        return clean(text, "block").replace("\u2800", "").strip()


def composition(
    conversation: Conversation, account: Account | None, saved: Draft | None = None, *, privately: bool = False
) -> Composition:
    """A new reply to a conversation.

    Publicity is never kept from the conversation before: private for a private result, else public, unless a draft says
    otherwise. A reply that was saved at the server does not come by itself: see `saved_draft`.

    Args:
        conversation: What is answered.
        account: For channels and source names; None as long as it is not known.
        saved: The draft of this machine.
        privately: The agent asked for a private reply to a public message.
    """
    result, details = conversation.result, conversation.details
    connections = _connections(conversation, account)
    default = details.default_connection if details else ""
    if default not in {each.id for each in connections}:
        default = connections[0].id if connections else default
    draft = saved or Draft(result.id, "", default, public=not result.private)
    if privately:
        draft = replace(draft, public=False)
    if draft.connection_id not in {each.id for each in connections}:
        draft = replace(draft, connection_id=default)
    return Composition(
        draft=draft,
        connections=connections,
        source_name=account.source_name(result.source) if account else "",
        to=steady_name(customer_of(conversation).title) or PLACEHOLDER,
        private_only=result.private,
        prefix=_prefix(conversation, account),
        suffix=to_wire(details.reply_suffix) if details else "",
    )


def _connections(conversation: Conversation, account: Account | None) -> tuple[Connection, ...]:
    if conversation.details and conversation.details.available_connections:
        told = conversation.details.available_connections
        return tuple(map(account.named, told)) if account else told
    if account is None:
        return ()
    source = conversation.result.source
    return tuple(each for each in account.connections if not (source and each.source) or each.source == source)


def _prefix(conversation: Conversation, account: Account | None) -> str:
    """What the service has a reply begin with; where only the author may be answered, of several names only the author's."""
    prefix = to_wire(conversation.details.reply_prefix) if conversation.details else ""
    search = account.search(conversation.result.search_id) if account else None
    author = f"@{conversation.result.profile_id}".casefold()
    if search is None or not search.reply_author_only or author not in prefix.casefold().split():
        return prefix
    return next(f"{word} " for word in prefix.split() if word.casefold() == author)


def saved_draft(conversation: Conversation, mine: Draft | None = None) -> Draft | None:
    """The reply that was saved at the server, as a draft of this machine, above what the agent has written already.

    Args:
        conversation: What is answered.
        mine: What the agent has written; its channel stays, and words that were meant privately make all of it private.
    """
    found, result = conversation.saved, conversation.result
    if found is None:
        return None
    text, public = to_wire(found.text), not (found.private or result.private)
    if mine is not None and mine.text.strip():
        whole = f"{text.rstrip()}\n\n{mine.text}"
        return replace(mine, text=whole, public=mine.public and public, cursor=len(whole))
    return Draft(result.id, text, found.connection_id, public=public, cursor=len(text))

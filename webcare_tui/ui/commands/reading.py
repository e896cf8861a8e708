"""Commands on a conversation that only read: earlier messages, earlier contact, what the service sent."""

from __future__ import annotations

from webcare_tui.ui.commands.answering import OnResult
from webcare_tui.ui.commands.command import Context, State

NO_MORE = "The service has no earlier messages of this conversation, as far as this machine knows."


class MoreOfConversation(OnResult):
    """Ask the service for earlier messages of this conversation."""

    id, words = "conversation.more", "earlier messages"

    @classmethod
    def why_not(cls, state: State) -> str:
        """The service may have more of it."""
        return super().why_not(state) or ("" if state.more else NO_MORE)


class Raw(OnResult):
    """Show the message as the service sent it, in JSON, for support."""

    prompts = True
    id, words = "result.raw", "raw"


class FetchEarlier(OnResult):
    """Ask the service what this customer wrote before; costs one call of the quota."""

    id, keys, words = "customer.fetch", ("P",), "fetch earlier contact"


class OpenEarlier(OnResult):
    """In the customer's panel: open the earlier message under the cursor."""

    at_pane = True
    id, keys, words, contexts = "customer.open", ("enter",), "open", frozenset({Context.THREAD})

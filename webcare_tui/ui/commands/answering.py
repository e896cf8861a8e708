"""Commands on a conversation: answer it, send, take back, close, hand over."""

from __future__ import annotations

from webcare_tui.ui.commands.command import OUTSIDE_TEXT, READING, Command, Context, State

NOTHING = "Nothing is chosen: move to a row first."
NO_CASE = "This result belongs to no case, so there is nothing to close or hand over."
HIDDEN = "This search profile does not let you act on its results."
DISABLED = "The service has switched this account off: nothing can be sent or changed."
NO_SAVED = "No reply to this message was saved at the service, as far as this machine knows."
NO_CONNECTION = "No connection of this account can answer on this source: ask who manages the account for one."
NO_DRAFT = "There is no open draft here: r writes one."


class OnResult(Command):
    """A command on the result under the cursor."""

    group = "On a conversation"
    contexts = READING

    @classmethod
    def why_not(cls, state: State) -> str:
        """It needs a result."""
        return "" if state.result else NOTHING


class Acting(OnResult):
    """A command that changes something at the service."""

    acts = True

    @classmethod
    def why_not(cls, state: State) -> str:
        """It needs a result that may be acted on."""
        if state.result is None:
            return NOTHING
        if state.disabled:
            return DISABLED
        return HIDDEN if state.buttons_hidden else ""


class OnCase(Acting):
    """A command on the case of the result under the cursor."""

    @classmethod
    def why_not(cls, state: State) -> str:
        """It needs a case that may be acted on."""
        return super().why_not(state) or ("" if state.case else NO_CASE)


class Reply(Acting):
    """Write an answer."""

    prompts = True
    id, keys, words, footer = "reply.write", ("r",), "reply", 2

    @classmethod
    def why_not(cls, state: State) -> str:
        """It needs a result that may be answered."""
        reason, result = super().why_not(state), state.result
        if reason or result is None:
            return reason
        if result.own:
            return "This is a message of your own company; move to one of the customer's."
        if result.deleted:
            return "The customer's message was deleted on its source; it cannot be answered."
        return "" if result.reply_available else "The service does not let this result be answered."


class ReplyPrivately(Reply):
    """Answer a public message privately."""

    id, keys, words, footer = "reply.privately", ("R",), "reply privately", 0


class UseSaved(Reply):
    """Begin the answer with the reply that was saved at the service; what you have written stays below it."""

    id, keys, words, footer = "draft.use", ("b",), "begin with the saved reply", 0

    @classmethod
    def why_not(cls, state: State) -> str:
        """It needs a reply that was saved at the service, as far as that is known."""
        return super().why_not(state) or ("" if state.saved else NO_SAVED)


class InComposer(Command):
    """A command whose keys the composer binds."""

    group = "In the composer"
    contexts = frozenset({Context.COMPOSER})
    at_pane = True


class Send(InComposer):
    """Send the reply and stay here."""

    id, keys, words = "reply.send", ("ctrl+j", "ctrl+enter"), "send"
    footer = 1


class SendCloseNext(InComposer):
    """Send the reply, close the case once it is surely sent, and go to the next one."""

    id, keys, words = "reply.send_close_next", ("ctrl+o",), "send, close, next"
    footer = 2


class LeaveComposer(InComposer):
    """Leave the composer; the draft is kept."""

    id, keys, words = "reply.leave", ("escape",), "leave, keeps the draft"
    footer = 5


class SwitchPublicity(InComposer):
    """Switch between public and private."""

    id, keys, words = "reply.publicity", ("ctrl+t",), "public/private"
    footer = 3


class NextConnection(InComposer):
    """Answer from the next connection."""

    id, keys, words = "reply.connection", ("ctrl+n",), "connection"
    footer = 4


class SendDraft(Acting):
    """Send the open draft from the conversation."""

    id, keys, words = "draft.send", ("s",), "send the draft"

    @classmethod
    def why_not(cls, state: State) -> str:
        """It needs a composer that holds a reply to this very result."""
        return super().why_not(state) or ("" if state.composing else NO_DRAFT)


class SendDraftCloseNext(SendDraft):
    """Send the open draft, close and go on, from the conversation."""

    id, keys, words = "draft.send_close_next", ("x",), "send draft, close, next"


class DiscardDraft(OnResult):
    """Throw the open draft away, after asking."""

    id, words = "draft.discard", "throw the draft away"

    @classmethod
    def why_not(cls, state: State) -> str:
        """It needs an open composer."""
        return "" if state.composing else NO_DRAFT


class Undo(Command):
    """Take back the reply that is still held."""

    id, keys, words, group, contexts = "reply.undo", ("u",), "take back", "On a conversation", OUTSIDE_TEXT

    @classmethod
    def why_not(cls, state: State) -> str:
        """It needs a held reply."""
        return "" if state.held else "Nothing is held any more, so there is nothing to take back."


class Close(OnCase):
    """Close the case and go to the next one."""

    id, keys, words, footer = "case.close_next", ("e",), "close", 3


class CloseStay(OnCase):
    """Close the case and stay here."""

    id, keys, words = "case.close", ("E",), "close, stay"


class Take(OnCase):
    """Take the case: you become its handler."""

    id, keys, words, footer = "case.take", ("a",), "take", 4

    @classmethod
    def why_not(cls, state: State) -> str:
        """It needs to know who you are."""
        if reason := super().why_not(state):
            return reason
        if not state.me:
            return "The configuration does not say who you are: set `user` of the account in config.toml."
        return "You are its handler already." if state.handler_id == state.me else ""


class HandOver(OnCase):
    """Hand the case over to a colleague."""

    prompts = True
    id, keys, words, footer, argument = "case.handover", ("A",), "hand over", 5, "COLLEAGUE"


class Release(OnCase):
    """Give the case back to the queue: it has no handler any more."""

    id, keys, words, footer = "case.release", ("U",), "release", 6


class Links(OnResult):
    """Show the links of the conversation, to copy one."""

    prompts = True
    id, keys, words = "result.links", ("o",), "links"


class CopyText(OnResult):
    """Copy the text of the message to the clipboard."""

    id, keys, words = "result.copy", ("y",), "copy text"


class CopyLink(OnResult):
    """Copy the address of the message to the clipboard."""

    id, keys, words = "result.copy_link", ("Y",), "copy link"


class Customer(OnResult):
    """Show or hide what is known of the customer: profile, labels, notes, earlier contact."""

    id, keys, words = "customer.show", ("i",), "customer"


class Earlier(OnResult):
    """Show the customer's earlier contact."""

    id, keys, words = "customer.earlier", ("p",), "earlier contact"


class Reopen(Acting):
    """Tell the service that the message is opened again."""

    id, words = "result.reopen", "reopen"


class CloseMessage(Acting):
    """Tell the service that this one message is closed."""

    id, words = "result.close", "close message"


class Attention(Command):
    """Show drafts and replies that need attention."""

    prompts = True
    id, keys, words, group, contexts = "outbox.show", ("D",), "drafts, outbox", "Program", OUTSIDE_TEXT


class SaveNotice(InComposer):
    """Say that the draft is saved; it always is."""

    id, keys, words = "reply.saved", ("ctrl+s",), "saved"


class Editor(InComposer):
    """Write on in an editor of your own (`$VISUAL`, `$EDITOR`)."""

    id, keys, words = "reply.editor", ("f4", "ctrl+g"), "editor"

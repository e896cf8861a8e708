"""What an errand may use of the inbox, so that errands and screen can be tested apart."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from textual.app import App

from webcare_tui.models.conversation import Conversation
from webcare_tui.models.draft import Draft
from webcare_tui.models.result import Result
from webcare_tui.services.events import Severity
from webcare_tui.services.session import Session
from webcare_tui.services.views import View
from webcare_tui.ui.commands.command import Context, State
from webcare_tui.ui.dialogs.dialog import Dialog
from webcare_tui.ui.panes.composer import ComposerPane
from webcare_tui.ui.panes.conversation import ConversationPane
from webcare_tui.ui.panes.customer import CustomerPanel
from webcare_tui.ui.panes.profiles import ProfilesPane
from webcare_tui.ui.panes.results import ResultsPane
from webcare_tui.ui.present.veil import Veil
from webcare_tui.ui.present.words import TimeFormat

Answer = TypeVar("Answer")


class Desk(Protocol):
    """The inbox as its errands see it."""

    hits: tuple[str, tuple[str, ...]]
    """What was searched for, and the ids found, in the order of the list."""
    last_view: View | None
    """The view before this one."""
    profiles: ProfilesPane
    results: ResultsPane
    thread: ConversationPane
    composer: ComposerPane
    customer: CustomerPanel

    time_format: TimeFormat
    """How times are told in the list."""
    plain: bool
    """The terminal has only ASCII."""
    veil: Veil
    """What may be seen of customers: their names go through it, whatever is said of them."""
    about_to_ask: bool
    """A dialog is on its way: keys wait for it."""

    @property
    def app(self) -> App[object]:
        """The program."""

    @property
    def session(self) -> Session:
        """The account at work."""

    @property
    def state(self) -> State:
        """What commands look at, as of now."""

    @property
    def current(self) -> Result | None:
        """The result that a command acts on: the one that is read, or in the list the one under the cursor."""

    @property
    def shown(self) -> Conversation | None:
        """The conversation that stands on the screen."""

    @property
    def view(self) -> View | None:
        """The view that the list shows."""

    @property
    def near_views(self) -> tuple[View, ...]:
        """The views of this search profile, as they are numbered in the top line."""

    @property
    def takes_turns(self) -> bool:
        """The screen is too narrow for list and conversation side by side."""

    def go(self, context: Context) -> None:
        """Move the agent's hands to a pane; where panes take turns, show it."""

    def read(self, result: Result) -> None:
        """Show the conversation of a result, as far as this machine knows it."""

    def show(self, view: View) -> None:
        """Show another view in the list."""

    def narrow(self, words: str, *, unassigned: bool | None = None) -> None:
        """Show only rows of the list that hold these words; "" shows all.

        Args:
            words: The words.
            unassigned: Only rows without a handler that this machine knows of; None leaves that as it is.
        """

    def show_customer(self, show: bool) -> None:
        """Show the customer's panel in the place of the conversation, or the conversation again."""

    def compose_reply(self, conversation: Conversation, draft: Draft | None, *, privately: bool = False) -> None:
        """Open the composer on a conversation, with a draft or without."""

    def close_composer(self) -> None:
        """Take the composer off the screen."""

    def run_command(self, command_id: str, argument: str = "", *, meant: str | None = None) -> bool:
        """Run a command by its id, or say why it cannot run now.

        Args:
            command_id: The command.
            argument: What follows it.
            meant: The id of the result that was under the agent's eyes when it was chosen; None for the one there now.

        Returns:
            Whether it runs.
        """
        ...

    def say(self, words: str, severity: Severity = "information") -> None:
        """Put a sentence at the end of the bottom line."""

    async def ask(self, dialog: Dialog[Answer]) -> Answer | None:
        """Show a dialog and wait for what it returns."""


Errand = Callable[[Desk, str], Awaitable[None] | None]
"""What a command sends the inbox on: begun at the key press; what it has to wait for comes back as an awaitable."""

"""The inbox: composes the panes, owns what they are bound to, and turns what services tell into that."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Mapping
from typing import ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import Reactive, var
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from webcare_tui.models.account import Account
from webcare_tui.models.conversation import Conversation
from webcare_tui.models.draft import Draft
from webcare_tui.models.quota import Quota
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.models.result import Result
from webcare_tui.services.session import Session
from webcare_tui.services.views import View
from webcare_tui.store import Selection, ViewCount
from webcare_tui.ui.commands.bindings import bindings
from webcare_tui.ui.commands.command import Context, State, key_words
from webcare_tui.ui.commands.table import BY_ID, footer
from webcare_tui.ui.dialogs.dialog import Dialog
from webcare_tui.ui.flows import answer, arrivals, editor, queue
from webcare_tui.ui.flows.table import ERRANDS
from webcare_tui.ui.messages import FromService
from webcare_tui.ui.panes.bars import Foot, TopBar
from webcare_tui.ui.panes.composer import ComposerPane
from webcare_tui.ui.panes.conversation import ConversationPane
from webcare_tui.ui.panes.customer import CustomerLine, CustomerPanel
from webcare_tui.ui.panes.profiles import ProfilesPane
from webcare_tui.ui.panes.results import ResultsPane
from webcare_tui.ui.present.bars import Link, Severity
from webcare_tui.ui.present.composition import composition
from webcare_tui.ui.present.words import TimeFormat

Answer = TypeVar("Answer")
SAID = 12.0
"""Seconds a sentence stands in the bottom line."""
MINUTE = 60.0


class InboxScreen(Screen[None]):
    """The agent's desk. What is shown is bound to the reactives here; what is done stands in the flows."""

    BINDINGS: ClassVar[list[BindingType]] = bindings()
    CSS_PATH = "../styles/inbox.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as Textual declares it
    AUTO_FOCUS = ""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """Textual would paint the whole screen again whenever the focus moves."""
    account: var[Account | None] = var(None)
    views: var[tuple[View, ...]] = var(())
    view: var[View | None] = var(None)
    view_key: var[str] = var("")
    selection: var[Selection | None] = var(None)
    version: var[int] = var(0)
    counts: var[Mapping[str, ViewCount]] = var({})
    drafts: var[frozenset[str]] = var(frozenset())
    outbox: var[tuple[OutboxItem, ...]] = var(())
    echoes: var[tuple[OutboxItem, ...]] = var(())
    shown: var[Conversation | None] = var(None)
    link: var[Link] = var(Link())
    quota: var[Quota | None] = var(None)
    now: var[float] = var(0.0)
    loading_rows: var[bool] = var(True)
    me: var[str] = var("")
    handler_id: var[str] = var("")
    plain: var[bool] = var(False)
    time_format: var[TimeFormat] = var("relative")

    def __init__(self, session: Session, *, mark: str = "") -> None:
        """Make the screen.

        Args:
            session: The account at work; it is run, and closed, by the app.
            mark: What the top line says of the service: DEMO, PROD; "" for a test service.
        """
        super().__init__()
        self.session = session
        self.top, self.foot = TopBar(id="top"), Foot(id="foot")
        self.top.mark = mark
        self.profiles = ProfilesPane(id="profiles")
        self.results = ResultsPane(session.store.results, id="results")
        self.thread = ConversationPane(CustomerLine(id="customer-line"), id="thread")
        self.customer = CustomerPanel(id="customer")
        self.composer = ComposerPane(id="composer")
        self.hits: tuple[str, tuple[str, ...]] = ("", ())
        self.last_view: View | None = None
        self._said_timer: Timer | None = None
        self.set_reactive(InboxScreen.plain, session.settings.ui.ascii)
        self.set_reactive(InboxScreen.time_format, session.settings.ui.time_format)
        self.set_reactive(InboxScreen.now, time.time())

    def compose(self) -> ComposeResult:
        """The top line, the panes, the bottom line."""
        inbox = InboxScreen
        yield self.top.data_bind(inbox.account, inbox.view_key, inbox.counts, inbox.link, inbox.quota, inbox.plain)
        with Horizontal(id="panes"):
            yield self.profiles.data_bind(inbox.views, inbox.counts, inbox.plain, current=inbox.view_key)
            yield self.results.data_bind(
                inbox.view, inbox.selection, inbox.version, inbox.account, inbox.drafts, inbox.outbox, inbox.now,
                inbox.loading_rows, inbox.plain, inbox.time_format,
            )  # fmt: skip
            with Vertical(id="reading"):
                yield self.thread.data_bind(
                    inbox.account, inbox.me, inbox.plain, conversation=inbox.shown, outbox=inbox.echoes
                )
                yield self.customer.data_bind(inbox.account, inbox.now, conversation=inbox.shown)
                yield self.composer.data_bind(inbox.plain)
        yield self.foot

    def on_mount(self) -> None:
        """Bind what stands inside panes, and let the minutes pass."""
        inbox, line = InboxScreen, self.query_one(CustomerLine)
        line.data_bind(inbox.account, inbox.now, inbox.handler_id, inbox.plain, conversation=inbox.shown)
        self.customer.display = False
        self.set_interval(MINUTE, self._minute)
        self.go(Context.LIST)

    # What errands use -----------------------------------------------------------------------------------------------

    @property
    def context(self) -> Context:
        """Where the agent's hands are."""
        focused = self.focused
        if focused is None:
            return Context.LIST
        panes = {self.profiles: Context.PROFILES, self.composer: Context.COMPOSER}
        panes |= {self.thread: Context.THREAD, self.customer: Context.THREAD}
        return next((panes[pane] for pane in focused.ancestors_with_self if pane in panes), Context.LIST)

    @property
    def current(self) -> Result | None:
        """The result that a command acts on: the one that is read, or in the list the one under the cursor."""
        reading = self.context in (Context.THREAD, Context.COMPOSER)
        return self.shown.result if reading and self.shown else self.results.current

    @property
    def state(self) -> State:
        """What commands look at, as of now."""
        result = self.current
        search = self.account.search(result.search_id) if self.account and result else None
        states = [item.state for item in self.outbox]
        return State(
            context=self.context,
            result=result,
            case=queue.case_of(result),
            me=self.me,
            handler_id=self.handler_id,
            composing=self.composer.is_open,
            held=states.count(OutboxState.QUEUED),
            drafts=len(self.drafts),
            attention=states.count(OutboxState.UNCERTAIN) + states.count(OutboxState.FAILED),
            buttons_hidden=bool(search and search.hide_buttons),
        )

    @property
    def near_views(self) -> tuple[View, ...]:
        """The views of this search profile, as they are numbered in the top line."""
        here = self.view.search_id if self.view else ""
        return tuple(view for view in self.views if view.search_id == here)

    @property
    def takes_turns(self) -> bool:
        """The screen is too narrow for list and conversation side by side."""
        return self.has_class("-narrow")

    def go(self, context: Context) -> None:
        """Move the agent's hands to a pane; where panes take turns, show it."""
        for each in Context:
            self.set_class(each is context, f"-at-{each.value}")
        if context is Context.COMPOSER and self.composer.is_open:
            self.composer.focus_text()
        else:
            panes = {Context.PROFILES: self.profiles, Context.LIST: self.results}
            panes.get(context, self.customer if self.customer.display else self.thread).focus()
        self.call_after_refresh(self._hint)

    def read(self, result: Result) -> None:
        """Show the conversation of a result, as far as this machine knows it."""
        if self.shown is None or self.shown.result.id != result.id:
            arrivals.leave_draft(self)
            self.show_customer(False)
            self.shown = Conversation(result, (result,))
        self.run_worker(arrivals.preview(self, result.id), group="preview", exclusive=True, exit_on_error=False)

    def show(self, view: View) -> None:
        """Show another view in the list."""
        if self.view is not None and self.view.key != view.key:
            self.last_view = self.view
        self.view, self.view_key, self.selection = view, view.key, view.selection
        self.top.views = self.near_views
        self.loading_rows = True
        self.session.poller.watch(view)

    def narrow(self, words: str) -> None:
        """Show only rows of the list that hold these words; "" shows all."""
        if self.view is not None:
            chosen = self.view.selection
            self.selection = Selection(chosen.view, chosen.oldest_first, chosen.unhandled_only, words)

    def show_customer(self, show: bool) -> None:
        """Show the customer's panel in the place of the conversation, or the conversation again."""
        self.customer.display, self.thread.display = show, not show

    def compose_reply(self, conversation: Conversation, draft: Draft | None, *, privately: bool = False) -> None:
        """Open the composer on a conversation, with a draft or without."""
        made = composition(conversation, self.account, draft, privately=privately)
        self.composer.open(made, enter_sends=made.source_name in self.session.settings.sending.enter_sends)
        self._hint()

    def close_composer(self) -> None:
        """Take the composer off the screen."""
        self.composer.close()
        self.session.typing.idle()
        self._hint()

    def say(self, words: str, severity: Severity = "information") -> None:
        """Put a sentence at the end of the bottom line."""
        self.foot.said = (words, severity)
        if self._said_timer is not None:
            self._said_timer.stop()
        self._said_timer = self.set_timer(SAID, self._hush)

    async def ask(self, dialog: Dialog[Answer]) -> Answer | None:
        """Show a dialog and wait for what it returns."""
        return await self.app.push_screen_wait(dialog)

    # Commands -------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A command's keys act only where it belongs."""
        if action == "run" and parameters and parameters[0] in BY_ID:
            return self.context in BY_ID[str(parameters[0])].contexts
        return True

    def action_run(self, command_id: str, argument: str = "") -> None:
        """Run a command by its key."""
        self.run_command(command_id, argument)

    def run_command(self, command_id: str, argument: str = "") -> None:
        """Run a command by its id, or say why it cannot run now."""
        command = BY_ID[command_id]
        if reason := command.why_not(self.state):
            self.say(reason, "warning")
        elif command.acts and self.context is Context.LIST and self.results.list.just_jumped:
            self.say("The row under the cursor has just changed: look, then press again.", "warning")
        else:
            self._send_on(ERRANDS[command_id](self, argument))

    # What panes say -------------------------------------------------------------------------------------------------

    @on(FromService)
    def _from_service(self, message: FromService) -> None:
        arrivals.arrive(self, message.event)

    @on(ResultsPane.Highlighted)
    def _highlighted(self, message: ResultsPane.Highlighted) -> None:
        row = self.results.list.current
        self.handler_id = row.handler_id if row else ""
        if self.context in (Context.LIST, Context.PROFILES) or self.shown is None:
            self.read(message.result)
        self._hint()

    @on(ResultsPane.Opened)
    def _opened(self) -> None:
        self.run_command("move.open")

    @on(ResultsPane.EndReached)
    def _end_reached(self) -> None:
        if self.view is not None and not self.results.narrowed:
            self.session.poller.more(self.view)

    @on(ResultsPane.Failed)
    def _failed(self, message: ResultsPane.Failed) -> None:
        self.say(f"The list could not be read from this machine: {message.error}", "error")

    @on(ProfilesPane.Chosen)
    def _chosen(self, message: ProfilesPane.Chosen) -> None:
        view = next((view for view in self.views if view.key == message.view_key), None)
        if view is not None:
            self.show(view)
            self.go(Context.LIST)

    @on(ConversationPane.EndReached)
    def _read_to_the_end(self) -> None:
        self.run_command("queue.next")

    @on(ComposerPane.Changed)
    def _changed(self, message: ComposerPane.Changed) -> None:
        self.session.drafts.keep(message.draft)

    @on(ComposerPane.Typed)
    def _typed(self) -> None:
        if self.shown is not None:
            self.session.typing.typed(self.shown.result)

    @on(ComposerPane.SendRequested)
    def _send_requested(self, message: ComposerPane.SendRequested) -> None:
        self._send_on(answer.send(self, message.draft, close_after=message.close_after))

    @on(ComposerPane.PublicAsked)
    def _public_asked(self, message: ComposerPane.PublicAsked) -> None:
        self._send_on(answer.go_public(self, message.draft))

    @on(ComposerPane.EditorRequested)
    def _editor_requested(self, message: ComposerPane.EditorRequested) -> None:
        self._send_on(editor.write_on(self, message.draft))

    @on(ComposerPane.Left)
    def _left(self, message: ComposerPane.Left) -> None:
        self.session.drafts.keep(message.draft)
        self.session.typing.idle()
        if not message.draft.text:
            self.close_composer()
        self.go(Context.THREAD)
        self.say("The draft is kept." if message.draft.text else "")

    @on(ComposerPane.Noticed)
    def _noticed(self, message: ComposerPane.Noticed) -> None:
        self.say(message.words, message.severity)

    def reread(self) -> None:
        """Read the rows of the list again after something the agent did."""
        self.run_worker(self.results.refresh_rows(by_agent=True), exit_on_error=False)

    def _on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._hint()

    def _send_on(self, errand: Awaitable[None]) -> None:
        """Send the agent's errand on its way."""
        self.run_worker(arrivals.guarded(self, errand), group="errand", exit_on_error=False)

    def _hint(self) -> None:
        self.foot.hints = tuple((key_words(each.keys[:1]), each.words) for each in footer(self.state))

    def _minute(self) -> None:
        self.now = time.time()

    def _hush(self) -> None:
        self.foot.said = ("", "information")

"""The inbox: turns keys into errands, and what panes and services tell into what is shown."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import ClassVar, TypeVar

from textual import events, on
from textual.binding import BindingType
from textual.widget import Widget
from textual.worker import Worker, WorkerError

from webcare_tui.models.conversation import Conversation
from webcare_tui.models.draft import Draft
from webcare_tui.models.result import Result
from webcare_tui.services.barrier import seen_in
from webcare_tui.services.events import Severity
from webcare_tui.services.views import View, whole_of
from webcare_tui.ui.commands.bindings import bindings, complaints, keys_of
from webcare_tui.ui.commands.command import Context, key_words
from webcare_tui.ui.commands.table import BY_ID, footer
from webcare_tui.ui.dialogs.dialog import Dialog
from webcare_tui.ui.flows import answer, arrivals, customer, editor, guard, queue
from webcare_tui.ui.flows.table import ERRANDS
from webcare_tui.ui.messages import FromService
from webcare_tui.ui.panes.composer import ComposerPane
from webcare_tui.ui.panes.conversation import ConversationPane
from webcare_tui.ui.panes.customer import CustomerLine, CustomerPanel
from webcare_tui.ui.panes.profiles import ProfilesPane
from webcare_tui.ui.panes.results import ResultsPane
from webcare_tui.ui.present.composition import composition
from webcare_tui.ui.screens.surface import Surface

Answer = TypeVar("Answer")
MINUTE = 60.0
DEAF = 0.5
"""Seconds between keys that may still be the rest of a word, typed behind a key that was refused."""
PATIENCE = 0.5
"""Seconds that a key waits for the one before it to arrive where it leads."""
SLID = "The row under the cursor has just changed: look, then press again."


class InboxScreen(Surface):
    """The agent's desk. What is shown is bound to the board's reactives; what is done stands in the flows."""

    BINDINGS: ClassVar[list[BindingType]] = bindings()

    _under_way: Worker[None] | None = None
    """The errand that was begun last."""

    def on_mount(self) -> None:
        """Bind what stands inside panes, and let the minutes pass."""
        line = self.query_one(CustomerLine)
        line.data_bind(Surface.account, Surface.now, Surface.handler_id, Surface.plain, conversation=Surface.shown)
        self.customer.display = False
        self.set_interval(MINUTE, self._minute)
        self.go(Context.LIST)
        if wrong := next(complaints(self.session.settings.keys), ""):
            self.say(wrong, "warning")

    # What errands use -----------------------------------------------------------------------------------------------

    def go(self, context: Context) -> None:
        """Move the agent's hands to a pane; where panes take turns, show it."""
        self._take_turns(context, hide=False)
        if context is Context.COMPOSER and self.composer.is_open:
            self.composer.focus_text()
        else:
            # At once: `Widget.focus` waits its turn, and the next key of a packet would act where the hands no longer are.
            lists: dict[Context, Widget] = {Context.PROFILES: self.profiles.list, Context.LIST: self.results.list}
            reading = self.customer.roll if self.customer.display else self.thread.roll
            self.set_focus(lists.get(context, reading), scroll_visible=False)
        self._take_turns(context)
        self.call_after_refresh(self._hint)

    def _take_turns(self, context: Context, *, hide: bool = True) -> None:
        """Where there is room for one pane, show that of the agent's hands; elsewhere all."""
        panes: dict[Widget, Context] = {self.profiles: Context.PROFILES, self.results: Context.LIST}
        here = next((pane for pane, each in panes.items() if each is context), self.reading)
        for pane in (self.profiles, self.results, self.reading):
            show = pane is here or not self.takes_turns
            if show or hide:
                pane.display = show

    def read(self, result: Result) -> None:
        """Show the conversation of a result, as far as this machine knows it."""
        if self.shown is None or self.shown.result.id != result.id:
            answer.leave_draft(self)
            self.show_customer(False)
            self.customer.earlier = ()
            row = self.results.list.current
            self.handler_id = row.handler_id if row and row.result.id == result.id else ""
            self.shown = Conversation(result, (result,))
        self._watch_over(partial(arrivals.preview, self, result.id), "preview")

    def show(self, view: View) -> None:
        """Show another view in the list."""
        if self.view is not None and self.view.key != view.key:
            self.last_view = self.view
        self.view, self.view_key, self.selection = view, whole_of(view.key), view.selection
        self.top.views = self.near_views
        self.loading_rows, self.gap = True, None
        self.session.poller.watch(view)

    def narrow(self, words: str, *, unassigned: bool | None = None) -> None:
        """Show only rows of the list that hold these words; see `Desk.narrow`."""
        if self.selection is not None:
            nobodys = self.selection.unassigned if unassigned is None else unassigned
            self.selection = replace(self.selection, narrow=words, unassigned=nobodys)

    def show_customer(self, show: bool) -> None:
        """Show the customer's panel in the place of the conversation, or the conversation again."""
        self.customer.display, self.thread.display = show, not show

    def compose_reply(self, conversation: Conversation, draft: Draft | None, *, privately: bool = False) -> None:
        """Open the composer on a conversation, with a draft or without."""
        made = composition(conversation, self.account, draft, privately=privately)
        self.composer.open(made, enter_sends=made.source_name in self.session.settings.sending.enter_sends)
        self.composer.seen = seen_in(conversation.messages)
        self._hint()

    def close_composer(self) -> None:
        """Take the composer off the screen."""
        self.composer.close()
        self.session.typing.idle()
        self._hint()

    def say(self, words: str, severity: Severity = "information") -> None:
        """Put a sentence at the end of the bottom line."""
        self.foot.say(words, severity)

    async def ask(self, dialog: Dialog[Answer]) -> Answer | None:
        """Show a dialog and wait for what it returns."""
        self.about_to_ask = False
        return await self.app.push_screen_wait(dialog)

    # Commands -------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A command's keys act only where it belongs."""
        if action == "run" and parameters and parameters[0] in BY_ID:
            return self.context in BY_ID[str(parameters[0])].contexts
        return True

    async def action_run(self, command_id: str, argument: str = "") -> None:
        """Run a command by its key; where it cannot run, what is typed close behind it runs nothing either."""
        command, now, before = BY_ID[command_id], time.monotonic(), self._under_way
        if now < self._deaf_until or not (self.run_command(command_id, argument) or not command.prompts):
            self._deaf_until = now + DEAF
        if command.waited and self._under_way is not None and self._under_way is not before:
            with suppress(TimeoutError, WorkerError):
                await asyncio.wait_for(asyncio.shield(self._under_way.wait()), PATIENCE)  # the errand itself goes on

    def run_command(self, command_id: str, argument: str = "", *, meant: str | None = None) -> bool:
        """Run a command by its id, or say why it cannot run now; see `Desk.run_command`."""
        command = BY_ID[command_id]
        if reason := command.why_not(self.state):
            self.say(reason, "warning")
        elif command.acts and self._has_slid(meant):
            self.say(SLID, "warning")
            self._deaf_until = time.monotonic() + DEAF
        else:
            errand = guard.begun(self, ERRANDS[command_id], argument)
            if errand is not None:
                self.about_to_ask |= command.prompts and self.context is not Context.COMPOSER
                self._under_way = self.run_worker(errand, group="errand", exit_on_error=False)
            return True
        return False

    def _has_slid(self, meant: str | None) -> bool:
        """Whether the agent cannot have meant the row that a command would act on now."""
        if meant is not None and (self.current is None or self.current.id != meant):
            return True
        return self.context is Context.LIST and (self.results.list.just_jumped or self.results.turning)

    # What panes say -------------------------------------------------------------------------------------------------

    @on(FromService)
    def _from_service(self, message: FromService) -> None:
        arrivals.arrive(self, message.event)

    @on(ResultsPane.Highlighted)
    def _highlighted(self, message: ResultsPane.Highlighted) -> None:
        if self.context in (Context.LIST, Context.PROFILES) or self.shown is None:
            self.read(message.result)
        self._hint()

    @on(ResultsPane.Opened)
    def _opened(self, message: ResultsPane.Opened) -> None:
        self._send_on(queue.open_on(self, message.result))

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

    @on(CustomerPanel.Opened)
    def _earlier_opened(self, message: CustomerPanel.Opened) -> None:
        self._send_on(customer.open_earlier(self, message.result_id))

    @on(ConversationPane.TopReached)
    def _read_to_the_top(self) -> None:
        self.run_command("conversation.more")

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
        if message.draft.result_id:
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
        self._watch_over(partial(self.results.refresh_rows, by_agent=True), "reread")

    async def _on_resize(self, event: events.Resize) -> None:
        self._take_turns(self.context)

    def _on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._hint()

    def _send_on(self, errand: Awaitable[None]) -> None:
        """Send the agent's errand on its way."""
        self.run_worker(guard.guarded(self, errand), group="errand", exit_on_error=False)

    def _watch_over(self, work: Callable[[], Awaitable[None]], group: str) -> None:
        """Do something in the background, in the place of what the same group is still doing."""

        self.run_worker(guard.Watched(self, work), group=group, exclusive=True, exit_on_error=False)

    def _watch_views(self) -> None:
        self.top.views = self.near_views

    def _hint(self) -> None:
        state, keys = self.state, self.session.settings.keys
        here = ((each, keys_of(each, keys)[:1]) for each in footer(state.context))
        self.foot.hints = tuple(
            (key_words(first, plain=self.plain), each.words, not each.why_not(state)) for each, first in here if first
        )

    def _minute(self) -> None:
        self.now = time.time()

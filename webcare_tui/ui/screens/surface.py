"""What the inbox shows: the panes, what they are bound to, and the state that commands look at."""

from __future__ import annotations

import time
from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.reactive import Reactive, var
from textual.screen import Screen
from textual.widget import Widget

from webcare_tui.models.account import Account
from webcare_tui.models.conversation import Conversation
from webcare_tui.models.quota import Quota
from webcare_tui.models.reply import OutboxItem, OutboxState
from webcare_tui.models.result import Result
from webcare_tui.services.events import Gap
from webcare_tui.services.session import Session
from webcare_tui.services.views import View
from webcare_tui.store import Selection, ViewCount
from webcare_tui.ui.commands.command import Context, State
from webcare_tui.ui.flows import queue
from webcare_tui.ui.panes.bars import Foot, TopBar
from webcare_tui.ui.panes.composer import ComposerPane
from webcare_tui.ui.panes.conversation import ConversationPane
from webcare_tui.ui.panes.customer import CustomerLine, CustomerPanel
from webcare_tui.ui.panes.profiles import ProfilesPane
from webcare_tui.ui.panes.results import ResultsPane
from webcare_tui.ui.present.bars import Link
from webcare_tui.ui.present.words import TimeFormat

ROOMY = 100
"""Columns from which list and conversation stand side by side."""


class Surface(Screen[None]):
    """What stands on the screen, what that is bound to, and what it all amounts to for the commands."""

    CSS_PATH = "../styles/inbox.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (ROOMY, "-wide")]  # noqa: RUF012 - as Textual declares it
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
    trouble: var[str] = var("")
    quota: var[Quota | None] = var(None)
    now: var[float] = var(0.0)
    loading_rows: var[bool] = var(True)
    gap: var[Gap | None] = var(None)
    me: var[str] = var("")
    handler_id: var[str] = var("")
    plain: var[bool] = var(False, toggle_class="-plain")
    time_format: var[TimeFormat] = var("relative")

    def __init__(self, session: Session, *, mark: str = "", plain: bool = False) -> None:
        """Make the screen.

        Args:
            session: The account at work; it is run, and closed, by the app.
            mark: What the top line says of the service: DEMO, PROD; "" for a test service.
            plain: The terminal has only ASCII, whatever the settings say.
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
        self.reading = Vertical(id="reading")
        self.hits: tuple[str, tuple[str, ...]] = ("", ())
        self.last_view: View | None = None
        self.about_to_ask = False
        self._deaf_until = 0.0
        self.set_reactive(Surface.plain, plain or session.settings.ui.ascii)
        self.set_reactive(Surface.outbox, session.outbox.items)
        self.set_reactive(Surface.drafts, session.drafts.ids)
        self.set_reactive(Surface.time_format, session.settings.ui.time_format)
        self.set_reactive(Surface.now, time.time())

    def compose(self) -> ComposeResult:
        """The top line, the panes, the bottom line."""
        here = Surface
        yield self.top.data_bind(
            here.account, here.view_key, here.counts, here.link, here.quota, here.outbox, here.now, here.plain
        )
        with Horizontal(id="panes"):
            yield self.profiles.data_bind(
                here.views, here.view, here.counts, here.account, here.now, here.plain, current=here.view_key
            )
            yield self.results.data_bind(
                here.view, here.selection, here.version, here.account, here.drafts, here.outbox, here.now,
                here.loading_rows, here.gap, here.trouble, here.plain, here.time_format,
            )  # fmt: skip
            with self.reading:
                yield self.thread.data_bind(
                    here.account, here.me, here.plain, here.trouble, conversation=here.shown, outbox=here.echoes
                )
                yield self.customer.data_bind(here.account, here.now, conversation=here.shown)
                yield self.composer.data_bind(here.plain)
        yield self.foot

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
        here = self.shown if result and self.shown and self.shown.result.id == result.id else None
        search = self.account.search(result.search_id) if self.account and result else None
        return State(
            context=self.context,
            result=result,
            case=queue.case_of(result),
            me=self.me,
            handler_id=self.handler_id,
            composing=self.composer.is_open and result is not None and self.composer.draft.result_id == result.id,
            held=sum(item.state is OutboxState.QUEUED for item in self.outbox),
            buttons_hidden=bool(search and search.hide_buttons),
            disabled=bool(self.account and self.account.disabled),
            saved=bool(here and here.saved),
            more=bool(here and here.more),
        )

    @property
    def near_views(self) -> tuple[View, ...]:
        """The views of this search profile as the top line numbers them: without the bare profile, unless that is all."""
        here = self.view.search_id if self.view else ""
        all_here = tuple(view for view in self.views if view.search_id == here)
        return tuple(view for view in all_here if view.kind != "profile") or all_here

    @property
    def takes_turns(self) -> bool:
        """The screen is too narrow for list and conversation side by side."""
        return 0 < self.size.width < ROOMY

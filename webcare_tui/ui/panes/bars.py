"""The top line (views, link, quota) and the bottom line (keys that act here, what was last said)."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.content import Content
from textual.reactive import var
from textual.timer import Timer

from webcare_tui.models.account import Account
from webcare_tui.models.quota import Quota
from webcare_tui.models.reply import OutboxItem
from webcare_tui.services.events import Severity
from webcare_tui.services.views import View
from webcare_tui.store import ViewCount
from webcare_tui.ui.present.bars import Hint, Link, foot_line, link_line, top_line
from webcare_tui.ui.present.heads import zone_of
from webcare_tui.ui.present.viewlines import oldest
from webcare_tui.ui.widgets.heading import Heading

SAID, TROUBLE = 12.0, 30.0
"""Seconds a sentence stands in the bottom line; and one about something that went wrong."""


class TopBar(Heading):
    """The company, the numbered views and the state of the link."""

    DEFAULT_CSS = "TopBar { background: $bar; color: $bar-text; }"

    account: var[Account | None] = var(None, init=False)
    views: var[tuple[View, ...]] = var((), init=False)
    view_key: var[str] = var("", init=False)
    counts: var[Mapping[str, ViewCount]] = var({}, init=False)
    link: var[Link] = var(Link(), init=False)
    quota: var[Quota | None] = var(None, init=False)
    outbox: var[tuple[OutboxItem, ...]] = var((), init=False)
    now: var[float] = var(0.0, init=False)
    plain: var[bool] = var(False, init=False)
    mark: str = ""
    """Which service this is: DEMO, PROD; "" for a test service."""

    def redraw(self) -> None:
        """Say how things stand now."""
        self.fit(self._line)

    def _on_mount(self, event: events.Mount) -> None:
        self.redraw()

    def _line(self, width: int) -> tuple[Content, Content]:
        company = (self.account.company if self.account else "") or "webcare-tui"
        zone = zone_of(self.account)
        off = bool(self.account and self.account.disabled)
        right = link_line(self.link, self.quota, self.mark, self.outbox, plain=self.plain, zone=zone, off=off)
        here = next((view for view in self.views if view.key == self.view_key), None)
        age = oldest(here, self.counts, self.account, self.now) if here is not None else ("", "ok")
        return top_line(company, self.views, self.view_key, self.counts, width - right.cell_length, age, self.plain), right

    def _watch_account(self) -> None:
        self.redraw()

    def _watch_views(self) -> None:
        self.redraw()

    def _watch_view_key(self) -> None:
        self.redraw()

    def _watch_counts(self) -> None:
        self.redraw()

    def _watch_link(self) -> None:
        self.redraw()

    def _watch_quota(self) -> None:
        self.redraw()

    def _watch_outbox(self) -> None:
        self.redraw()

    def _watch_now(self) -> None:
        self.redraw()


class Foot(Heading):
    """The keys that act here, and for a while what was last said."""

    DEFAULT_CSS = "Foot { background: $bar; color: $bar-text; }"

    hints: var[tuple[Hint, ...]] = var((), init=False)
    said: var[tuple[str, Severity]] = var(("", "information"), init=False)
    _falls_silent: Timer | None = None

    def say(self, words: str, severity: Severity = "information") -> None:
        """Put a sentence at the end of the line; what goes wrong stands there longer."""
        self.said = (words, severity)
        if self._falls_silent is not None:
            self._falls_silent.stop()
        self._falls_silent = self.set_timer(SAID if severity == "information" else TROUBLE, self._hush)

    def redraw(self) -> None:
        """Say how things stand now."""
        self.fit(lambda width: foot_line(self.hints, *self.said, width))

    def _hush(self) -> None:
        self.said = ("", "information")

    def _watch_hints(self) -> None:
        self.redraw()

    def _watch_said(self) -> None:
        self.redraw()

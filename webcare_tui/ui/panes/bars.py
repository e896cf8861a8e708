"""The top line (views, link, quota) and the bottom line (keys that act here, what was last said)."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.reactive import var

from webcare_tui.models.account import Account
from webcare_tui.models.quota import Quota
from webcare_tui.services.views import View
from webcare_tui.store import ViewCount
from webcare_tui.ui.present.bars import Link, Severity, foot_line, link_line, top_line
from webcare_tui.ui.present.heads import zone_of
from webcare_tui.ui.widgets.heading import Heading


class TopBar(Heading):
    """The company, the numbered views and the state of the link."""

    DEFAULT_CSS = "TopBar { background: $bar; color: $bar-text; }"

    account: var[Account | None] = var(None, init=False)
    views: var[tuple[View, ...]] = var((), init=False)
    view_key: var[str] = var("", init=False)
    counts: var[Mapping[str, ViewCount]] = var({}, init=False)
    link: var[Link] = var(Link(), init=False)
    quota: var[Quota | None] = var(None, init=False)
    plain: var[bool] = var(False, init=False)
    mark: str = ""
    """Which service this is: DEMO, PROD; "" for a test service."""

    def redraw(self) -> None:
        """Say how things stand now."""
        width = self.size.width
        if self.is_mounted and width:
            company = (self.account.company if self.account else "") or "webcare-tui"
            right = link_line(self.link, self.quota, self.mark, plain=self.plain, zone=zone_of(self.account))
            self.show(top_line(company, self.views, self.view_key, self.counts, width - right.cell_length), right)

    def _on_resize(self, event: events.Resize) -> None:
        super()._on_resize(event)
        self.redraw()

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


class Foot(Heading):
    """The keys that act here, and what was last said."""

    DEFAULT_CSS = "Foot { background: $bar; color: $bar-text; }"

    hints: var[tuple[tuple[str, str], ...]] = var((), init=False)
    said: var[tuple[str, Severity]] = var(("", "information"), init=False)

    def redraw(self) -> None:
        """Say how things stand now."""
        if self.is_mounted and self.size.width:
            self.show(*foot_line(self.hints, *self.said, self.size.width))

    def _on_resize(self, event: events.Resize) -> None:
        super()._on_resize(event)
        self.redraw()

    def _watch_hints(self) -> None:
        self.redraw()

    def _watch_said(self) -> None:
        self.redraw()

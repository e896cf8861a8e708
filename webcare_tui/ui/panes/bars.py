"""The top line (views, link, quota) and the bottom line (keys that act here, what was last said)."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.content import Content
from textual.reactive import var
from textual.widget import Widget

from webcare_tui.models.account import Account
from webcare_tui.models.quota import Quota
from webcare_tui.services.views import View
from webcare_tui.store import ViewCount
from webcare_tui.ui.present.bars import Link, Severity, foot_line, link_line, top_line


class Line(Widget):
    """One line that is painted again only when its content has changed."""

    DEFAULT_CSS = "Line { height: 1; width: 1fr; }"

    _painted: Content | None = None

    def content(self, width: int) -> Content:
        """What the line holds at this width in cells."""
        return Content("")

    def redraw(self) -> None:
        """Paint again if the content differs from what stands there."""
        if self.is_mounted and self.content(self.size.width) != self._painted:
            self.refresh()

    def render(self) -> Content:
        """Textual's view of the line."""
        self._painted = self.content(self.size.width)
        return self._painted


class TopBar(Line):
    """The company, the numbered views and the state of the link."""

    DEFAULT_CSS = "TopBar { background: $panel; color: $text; }"

    account: var[Account | None] = var(None)
    views: var[tuple[View, ...]] = var(())
    view_key: var[str] = var("")
    counts: var[Mapping[str, ViewCount]] = var({})
    link: var[Link] = var(Link())
    quota: var[Quota | None] = var(None)
    mark: var[str] = var("")
    """Which service this is: DEMO, PROD; "" for a test service."""

    def content(self, width: int) -> Content:
        """The whole line."""
        company = (self.account.company if self.account else "") or "webcare-tui"
        right = link_line(self.link, self.quota, self.mark)
        return top_line(company, self.views, self.view_key, self.counts, right, width)

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

    def _watch_mark(self) -> None:
        self.redraw()


class Foot(Line):
    """The keys that act here, and what was last said."""

    DEFAULT_CSS = "Foot { background: $panel; color: $text; }"

    hints: var[tuple[tuple[str, str], ...]] = var(())
    said: var[tuple[str, Severity]] = var(("", "information"))

    def content(self, width: int) -> Content:
        """The whole line."""
        words, severity = self.said
        return foot_line(self.hints, words, severity, width)

    def _watch_hints(self) -> None:
        self.redraw()

    def _watch_said(self) -> None:
        self.redraw()

    def _on_resize(self, event: events.Resize) -> None:
        self.refresh()

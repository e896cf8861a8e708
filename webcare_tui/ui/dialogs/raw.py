"""A result as the service sent it, to be read by support."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from webcare_tui.ui.dialogs.dialog import Dialog
from webcare_tui.ui.present.raw import Raw, raw_lines
from webcare_tui.ui.widgets.roll import Roll


class RawText(Roll, can_focus=True):
    """The lines."""

    ROLES = frozenset({"text", "key", "thumb"})
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"roll--{role}" for role in ROLES}
    DEFAULT_CSS = """
    RawText {
        height: 1fr;
        background: $surface;
        & .roll--text { color: $foreground; }
        & .roll--key { color: $key; }
        & .roll--thumb { color: $faint; }
    }
    """


class RawDialog(Dialog[bool]):
    """Returns True where the agent wants it on the clipboard."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "copy", show=False),
        Binding("q", "leave", "back", show=False),
        Binding("space", "page", "page", show=False),
    ]
    DEFAULT_CSS = """
    RawDialog > .dialog-box { width: 110; height: 92%; }
    RawDialog > .dialog-box > RawText { margin: 0 1 0 2; }
    RawDialog .raw-private { margin: 0 2 1 2; height: 1; }
    """
    KEYS = (("j k g G PgDn", "read"), ("y", "copy"), ("Esc", "back"))

    def __init__(self, raw: Raw) -> None:
        """Make the view.

        Args:
            raw: What the service sent.
        """
        super().__init__(raw.title)
        self._raw = raw
        self.text = RawText()

    def between(self) -> ComposeResult:
        """Whether it is private, and the lines."""
        if self._raw.private:
            badge = Content.styled(" PRIVATE ", "bold $private-text on $private")
            yield Static(Content.assemble(badge, (" for this screen only", "$muted")), classes="raw-private")
        yield self.text

    def on_mount(self) -> None:
        """Show its beginning."""
        self.text.thumb = "#" if self.plain else self.text.thumb
        blocks = raw_lines(self._raw)
        self.text.show(blocks, aim=blocks[0].anchor if blocks else None)
        self.text.focus()

    def action_copy(self) -> None:
        """Ask for a copy."""
        self.dismiss(True)

    def action_page(self) -> None:
        """A page down."""
        self.text.action_pages(1.0)

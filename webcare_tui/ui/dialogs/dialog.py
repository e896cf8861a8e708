"""What all dialogs have in common: a box with a title and the keys that act in it; Esc returns nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

T = TypeVar("T")


class Dialog(ModalScreen[T | None], Generic[T]):
    """A box over the screen. A subclass names its keys and composes what stands between title and keys."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "back", show=False)]
    DEFAULT_CSS = """
    Dialog { align: center middle; background: transparent; }
    Dialog > .dialog-box { width: 76; max-width: 100%; height: auto; max-height: 100%; background: $surface;
        border: thick $header-focus; border-top: none; }
    Dialog.-plain > .dialog-box { border: ascii $header-focus; border-top: none; }
    Dialog > .dialog-box > * { margin: 0 2; }
    Dialog > .dialog-box > .dialog-title {
        background: $header-focus;
        color: $header-focus-text;
        text-style: bold;
        margin: 0 0 1 0;
        padding: 0 2;
    }
    Dialog .dialog-keys { margin: 1 2; }
    Dialog Input, Dialog Input:focus { border: none; height: 1; padding: 0 1; background: $background; }
    Dialog Input > .input--placeholder { color: $muted; text-style: italic; }
    """
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Keys and what each does, for the last line."""

    def __init__(self, title: str) -> None:
        """Make the dialog.

        Args:
            title: What it is about; shown as it is.
        """
        super().__init__()
        self._words = title

    def compose(self) -> ComposeResult:
        """Title, what is between, keys."""
        with Vertical(classes="dialog-box"):
            yield Static(Content(self._words), classes="dialog-title")
            yield from self.between()
            yield Static(self.key_line(), classes="dialog-keys")

    def _on_mount(self, event: events.Mount) -> None:
        self.set_class(self.plain, "-plain")

    @property
    def plain(self) -> bool:
        """Only ASCII is drawn."""
        return any(getattr(screen, "plain", False) for screen in self.app.screen_stack if screen is not self)

    def between(self) -> ComposeResult:
        """What stands between title and keys."""
        yield from ()

    def keys(self) -> Iterable[tuple[str, str]]:
        """Keys and what each does."""
        return self.KEYS

    def key_line(self) -> Content:
        """The last line."""
        return key_line((key.replace("⏎", "Enter"), words) if self.plain else (key, words) for key, words in self.keys())

    def action_leave(self) -> None:
        """Return nothing."""
        self.dismiss(None)


def key_line(keys: Iterable[tuple[str, str]]) -> Content:
    """Keys and what each does, as one line."""
    return Content.assemble(*(part for key, words in keys for part in ((f"{key} ", "bold $key"), (f"{words}   ", "$muted"))))

"""A terminal driver that sends only what does not stand on the screen yet."""

from __future__ import annotations

from typing import cast

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.message import Message

from webcare_tui.ui.widgets.thrift import Thrift


class Thrifty(Driver):
    """What is added to a driver. Textual sends every region that was refreshed whole, and the whole screen when the focus
    moves; over a slow line that is most of what an agent waits for.
    """

    _thrift: Thrift | None = None

    @property
    def thrift(self) -> Thrift:
        """The picture of what stands on the screen; `forget` it to have everything sent again."""
        if self._thrift is None:
            self._thrift = Thrift()
        return self._thrift

    def write(self, data: str) -> None:
        """Writes what is new of this."""
        if less := self.thrift.feed(data):
            super().write(less)  # type: ignore[safe-super]

    def process_message(self, message: Message) -> None:
        """Takes note of a resize, which may shuffle the cells."""
        self._note(message)
        super().process_message(message)

    def send_message(self, message: Message) -> None:
        """Takes note of a resize, which may shuffle the cells."""
        self._note(message)
        super().send_message(message)

    def _note(self, message: Message) -> None:
        if isinstance(message, events.Resize):
            self.thrift.forget(settling=True)


def forget_screen(app: App[object]) -> None:
    """Has everything sent again at the next refresh, for a screen that something else has written on."""
    driver = app._driver
    if isinstance(driver, Thrifty):
        driver.thrift.forget()


def thrifty(driver_class: type[Driver]) -> type[Driver]:
    """The same driver, which sends less."""
    return cast("type[Driver]", type(f"Thrifty{driver_class.__name__}", (Thrifty, driver_class), {}))

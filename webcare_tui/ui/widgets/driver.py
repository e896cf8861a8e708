"""A terminal driver that sends only what does not stand on the screen yet, and never loses an Esc in a hurry."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import cast

from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App, SuspendNotSupported
from textual.driver import Driver
from textual.message import Message

from webcare_tui.ui.widgets.thrift import Thrift


class Thrifty(Driver):
    """What is added to a driver. Textual sends every region that was refreshed whole, and the whole screen when the focus
    moves; over a slow line that is most of what an agent waits for.
    """

    _thrift: Thrift | None = None
    lent = False
    """Another program has the terminal: nothing is written, whatever changes on the screen meanwhile."""

    @property
    def thrift(self) -> Thrift:
        """The picture of what stands on the screen; `forget` it to have everything sent again."""
        if self._thrift is None:
            self._thrift = Thrift()
        return self._thrift

    def write(self, data: str) -> None:
        """Writes what is new of this."""
        if self.lent:
            return
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


ESC = "\x1b"
INTRODUCERS = "[]OPNX^_"
"""Characters behind an ESC that a terminal's own sequence may go on from: those wait for what follows."""


class HastyParser(XTermParser):
    """Textual's reading of the terminal's bytes, for agents who type fast.

    A terminal without the Kitty protocol sends the same two bytes for Esc and a key right behind it as for alt and that key.
    Textual takes them for alt, or drops the Esc where the key is no letter. No key of the program is alt and a character, so
    here they are Esc and the character. Those that mean something in a text field stay: words back and on (alt+b, alt+f, as
    option and an arrow send them too) and alt+Enter.
    """

    _tried = ""

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        if not alt:
            self._tried = sequence
            found = list(super()._sequence_to_key_events(sequence))
            if found or len(sequence) != 2 or sequence[0] != ESC or sequence[1] in INTRODUCERS:
                return found
        elif len(self._tried) != 2:
            return super()._sequence_to_key_events(sequence, alt)
        character = sequence[-1]
        if character == "\r":
            return [events.Key("alt+enter", None)]
        return [events.Key("escape", ESC), *super()._sequence_to_key_events(character)]


def forget_screen(app: App[object]) -> None:
    """Has everything sent again at the next refresh, for a screen that something else has written on."""
    driver = app._driver
    if isinstance(driver, Thrifty):
        driver.thrift.forget()


def is_lent(app: App[int]) -> bool:
    """Whether another program has the terminal."""
    return isinstance(app._driver, Thrifty) and app._driver.lent


@contextmanager
def lent(app: App[object]) -> Iterator[None]:
    """Lends the terminal to another program, while this one works on behind it.

    `App.suspend` is made for a program that stands still: what is drawn meanwhile would fill the queue of a writer that has
    ended and then block the loop, and an error would leave the terminal as it is. Where the app ends meanwhile, nothing is
    taken back.

    Raises:
        SuspendNotSupported: There is no terminal to lend.
    """
    driver = app._driver
    if not isinstance(driver, Thrifty) or not driver.can_suspend:
        raise SuspendNotSupported
    app._suspend_signal()
    driver.suspend_application_mode()
    driver.lent = True
    try:
        with driver.no_automatic_restart():
            yield
    except asyncio.CancelledError:
        raise
    except BaseException:
        _take_back(app, driver)
        raise
    _take_back(app, driver)


def _take_back(app: App[object], driver: Thrifty) -> None:
    driver.lent = False
    driver.resume_application_mode()
    app._resume_signal()
    driver.thrift.forget()
    app.refresh(layout=True)


def thrifty(driver_class: type[Driver]) -> type[Driver]:
    """The same driver, which sends less and, where it reads bytes of a terminal, reads them as `HastyParser` does."""
    module = vars(sys.modules[driver_class.__module__])
    if "XTermParser" in module:
        module["XTermParser"] = HastyParser
    return cast("type[Driver]", type(f"Thrifty{driver_class.__name__}", (Thrifty, driver_class), {}))

"""The palette: every command by its words, with what it does and whether it can run now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from webcare_tui.ui.commands.bindings import keys_of
from webcare_tui.ui.commands.command import Command, key_words
from webcare_tui.ui.commands.table import COMMANDS
from webcare_tui.ui.flows.desk import Desk


class CommandProvider(Provider):
    """Commands for Textual's palette."""

    def _desk(self) -> Desk:
        return cast("Desk", self.screen)

    def _offered(self) -> Iterator[tuple[type[Command], str, str]]:
        state, keys = self._desk().state, self._desk().session.settings.keys
        for each in COMMANDS:
            if not each.at_pane:
                words = f"{each.words.capitalize()} · {each.tooltip()} {key_words(keys_of(each, keys)[:3])}"
                yield each, words.strip(), f"{each.why_not(state)} {each.id}".strip()

    def _run(self, command: type[Command]) -> Callable[[], object]:
        result = self._desk().current
        return partial(self._desk().run_command, command.id, meant=result.id if result else "")

    async def discover(self) -> Hits:
        """All commands."""
        for each, words, below in self._offered():
            yield DiscoveryHit(Content(words), self._run(each), each.id, below)

    async def search(self, query: str) -> Hits:
        """The commands whose words, sentence or name fit."""
        matcher = self.matcher(query)
        for each, words, below in self._offered():
            score = max(matcher.match(words), 0.8 * matcher.match(each.id))
            if score > 0:
                yield Hit(score, Content(words), self._run(each), each.id, below)


class Palette(CommandPalette):
    """Textual's palette with the program's commands, and without the one sign that some terminals draw too wide."""

    DEFAULT_CSS = "Palette SearchIcon { display: none; }"

    def __init__(self) -> None:
        """Make the palette."""
        super().__init__(providers=[CommandProvider])

"""The palette: every command by its words, with what it does and whether it can run now."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from webcare_tui.ui.commands.command import Command, key_words
from webcare_tui.ui.commands.table import COMMANDS
from webcare_tui.ui.flows.desk import Desk


class CommandProvider(Provider):
    """Commands for Textual's palette."""

    def _desk(self) -> Desk:
        return cast("Desk", self.screen)

    def _offered(self) -> Iterator[tuple[type[Command], str, str]]:
        state = self._desk().state
        for each in COMMANDS:
            if not each.at_pane:
                reason = each.why_not(state)
                yield each, f"{each.id}  {key_words(each.keys[:3])}".strip(), f"{each.tooltip()} {reason}".strip()

    async def discover(self) -> Hits:
        """All commands."""
        for each, words, help_words in self._offered():
            yield DiscoveryHit(Content(words), partial(self._desk().run_command, each.id), each.id, help_words)

    async def search(self, query: str) -> Hits:
        """The commands whose name or sentence fits."""
        matcher = self.matcher(query)
        for each, words, help_words in self._offered():
            score = max(matcher.match(words), 0.8 * matcher.match(each.tooltip()))
            if score > 0:
                yield Hit(score, Content(words), partial(self._desk().run_command, each.id), each.id, help_words)

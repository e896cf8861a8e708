"""A line to type in: without a border, with a caret that stands still, and its keys run in the order in which they come."""

from __future__ import annotations

from textual import events
from textual.widgets import Input


class Entry(Input):
    """Textual runs a key's binding only once it has risen to the app; letters of the same packet would be typed before, and a
    backspace would hit the wrong one."""

    def __init__(self, value: str = "", placeholder: str = "") -> None:
        """Make the line, with its caret at the end.

        Args:
            value: What stands there.
            placeholder: What stands there as long as nothing else does.
        """
        super().__init__(value, placeholder, compact=True, select_on_focus=False)
        self.cursor_blink = False

    async def _on_key(self, event: events.Key) -> None:
        if event.is_printable:
            return
        for node, bindings in self.screen._modal_binding_chain:
            if node is self:
                for binding in bindings.key_to_bindings.get(event.key, ()):
                    if await self.app.run_action(binding.action, self):
                        event.stop()
                        event.prevent_default()
                        return

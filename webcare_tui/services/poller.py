"""The poller: keeps the open view fresh, the others roughly, within the quota and through every failure."""

from __future__ import annotations

from webcare_tui.services.views import View


class Poller:
    """Reads views again and again."""

    def watch(self, view: View) -> None:
        """Make this the view that is kept fresh; filled first where it never was."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Read now, whatever the interval says."""
        raise NotImplementedError

    def more(self, view: View) -> None:
        """The end of the list was reached: read further back."""
        raise NotImplementedError

    def attention(self, focused: bool, last_key: float) -> None:
        """Tell how closely the agent is watching: the terminal's focus, and the wall time of the last key."""
        raise NotImplementedError

    async def run(self) -> None:
        """Poll until cancelled."""
        raise NotImplementedError

"""Leases: which process is sending a reply, so that another that starts meanwhile leaves it alone."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")


class Leases:
    """One small file for each reply on the wire; it names the process by boot, number and start time.

    A lease only keeps another process from asking the agent too early. Where one is lost, a reply is called uncertain that
    might have come to its end; never is one sent twice.
    """

    def __init__(self, directory: Path | None) -> None:
        self._directory = directory / "leases" if directory is not None else None
        self._mine: set[str] = set()

    def take(self, item_id: str) -> bool:
        """This process sends it now; False where another one does."""
        if item_id not in self._mine and self.held(item_id):
            return False
        self._mine.add(item_id)
        if self._directory is None:
            return True
        with suppress(OSError):
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = os.open(self._directory / item_id, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            try:
                os.write(file, _identity(os.getpid()).encode())
            finally:
                os.close(file)
        return True

    def drop(self, item_id: str) -> None:
        """It is not being sent any more; a lease of another process stays."""
        self._mine.discard(item_id)
        if self._directory is not None and not self.held(item_id):
            with suppress(OSError):
                (self._directory / item_id).unlink(missing_ok=True)

    def held(self, item_id: str) -> bool:
        """Whether a process that still lives is sending it."""
        if item_id in self._mine:
            return True
        if self._directory is None:
            return False
        try:
            told = (self._directory / item_id).read_text("utf-8")
        except (OSError, ValueError):
            return False
        pid = told.rpartition(" ")[0].rpartition(" ")[2]
        return pid.isdecimal() and int(pid) != os.getpid() and told == _identity(int(pid))


def _identity(pid: int) -> str:
    """`boot pid start` of a process; "" where there is none. Without /proc the start is not known and the number decides."""
    if not sys.platform.startswith("linux"):
        try:
            os.kill(pid, 0)
        except OSError:
            return ""
        return f"- {pid} -"
    try:
        boot = _BOOT.read_text("ascii").strip()
        start = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""
    return f"{boot} {pid} {start}"

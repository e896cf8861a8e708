"""Who is at work on an account's directory: each copy of the program shares a lock on it, and erasing takes it alone."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from webcare_tui.store.errors import StoreError


class Presence:
    """A lock on a directory; the system gives it back however the process ends."""

    def __init__(self, descriptor: int | None) -> None:
        self._descriptor = descriptor

    @classmethod
    def among_others(cls, directory: Path) -> Presence:
        """Be at work here, as others may be.

        Raises:
            StoreError: The directory is being erased.
        """
        try:
            return cls(_locked(directory, fcntl.LOCK_SH))
        except BlockingIOError:
            raise StoreError("The files of this account are being erased", "Start again in a moment.") from None

    @classmethod
    def alone(cls, directory: Path) -> Presence:
        """Be here alone.

        Raises:
            StoreError: Another copy of the program is at work here.
        """
        try:
            return cls(_locked(directory, fcntl.LOCK_EX))
        except BlockingIOError:
            raise at_work() from None

    def leave(self) -> None:
        """Give the lock back; a second call does nothing."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)


def at_work() -> StoreError:
    """What is said where another copy of the program must not be there."""
    return StoreError("Another copy of the program is at work on this account", "End it, then try again. Nothing was erased.")


def _locked(directory: Path, how: int) -> int | None:
    """The open directory with a lock on it; None where the file system has no such locks.

    Raises:
        BlockingIOError: Somebody else has a lock that does not go with this one.
    """
    while True:
        try:
            descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError:
            return None
        try:
            fcntl.flock(descriptor, how | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(descriptor), directory.stat()):
                return descriptor
        except BlockingIOError:
            os.close(descriptor)
            raise
        except FileNotFoundError:
            pass  # erased since it was opened
        except OSError:
            os.close(descriptor)
            return None
        os.close(descriptor)

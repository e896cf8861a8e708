"""Files that only their owner may touch: checked when read, made so when written."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path

from webcare_tui.settings.errors import SettingsError

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def read_private(path: Path, *, limit: int = 1 << 20) -> bytes:
    """Read a file that nobody but its owner may read or write.

    The checks are made on the open file, so that it cannot be exchanged between check and reading.

    Args:
        path: An absolute path.
        limit: Most bytes that are accepted.

    Raises:
        FileNotFoundError: There is no such file.
        SettingsError: It is a link or no regular file, belongs to somebody else, is open to others, too large or unreadable.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except FileNotFoundError:
        raise
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise SettingsError(f"{path} is a symbolic link", "Name the file itself, or put a copy in its place.") from None
        raise SettingsError(f"{path} cannot be read", f"{error.strerror}.") from None
    try:
        _check(path, os.fstat(descriptor))
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            data = file.read(limit + 1)
    finally:
        os.close(descriptor)
    if len(data) > limit:
        raise SettingsError(f"{path} is too large", f"At most {limit} bytes are read.")
    return data


def _check(path: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise SettingsError(f"{path} is not a regular file", "Name a file.")
    if found.st_uid != os.geteuid():
        raise SettingsError(f"{path} belongs to another user", "Make a copy of your own, readable by you alone (mode 0600).")
    if found.st_mode & _OTHERS:
        mode = f"{stat.S_IMODE(found.st_mode):04o}"
        raise SettingsError(f"{path} is open to other users (mode {mode})", f"Close it with: chmod 600 '{path}'")


def write_private(path: Path, data: bytes, *, replace: bool = True) -> None:
    """Write a file of mode 0600 as a whole or not at all, and wait until it is on the disk.

    Its directories are made with mode 0700 where they do not exist.

    Args:
        path: Where to; a symbolic link there is replaced, not followed.
        data: The whole content.
        replace: Whether a file that is there already gives way.

    Raises:
        SettingsError: It exists and may not be replaced, or the disk refuses.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_new(beside, data)
        if replace:
            beside.replace(path)
        else:
            _link_new(beside, path)
        _sync_directory(path.parent)
    except OSError as error:
        raise SettingsError(f"{path} cannot be written", f"{error.strerror}.") from None
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def _link_new(beside: Path, path: Path) -> None:
    try:
        os.link(beside, path)
    except FileExistsError:
        raise SettingsError(f"{path} exists already", "It is left as it is.") from None


def _write_new(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(descriptor, 0o600)
        file.write(data)
        file.flush()
        os.fsync(descriptor)


def _sync_directory(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

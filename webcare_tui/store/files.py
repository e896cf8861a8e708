"""The files themselves: who may read them, whether their disk can share memory, where damaged ones go."""

from __future__ import annotations

import os
from pathlib import Path

from webcare_tui.store.errors import StoreError

_COMPANIONS = ("-wal", "-shm", "-journal")
_REMOTE = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "ceph", "lustre", "gfs2", "davfs", "fuse.sshfs", "fuse.glusterfs")
)


def private_directory(directory: Path) -> None:
    """Makes the directory, and each missing one above it, for its owner alone.

    Raises:
        StoreError: It cannot be made, is somebody else's, or cannot be written.
    """
    try:
        missing = [each for each in (directory, *directory.parents) if not each.exists()]
        for each in reversed(missing):
            each.mkdir(mode=0o700, exist_ok=True)
        directory.chmod(0o700)
    except OSError as error:
        raise _unusable(directory, error.strerror or str(error)) from error
    if not os.access(directory, os.R_OK | os.W_OK | os.X_OK):
        raise _unusable(directory, "it cannot be written")


def _unusable(directory: Path, why: str) -> StoreError:
    return StoreError(
        "The data directory cannot be used",
        f"{directory}: {why}. Make it a directory of your own that you can write, or choose another with --data-dir.",
    )


def private_file(path: Path) -> None:
    """Makes the database file where it is missing, and leaves it and its companions to their owner alone.

    A file that is there is never opened: closing it would drop the locks that this process holds on it (POSIX).

    Raises:
        StoreError: The file cannot be made or is somebody else's.
    """
    try:
        if not path.exists():
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        pass  # another copy of the program was quicker
    except OSError as error:
        raise _unusable(path.parent, error.strerror or str(error)) from error
    try:
        path.chmod(0o600)
        for companion in companions(path):
            companion.chmod(0o600)
    except FileNotFoundError:
        pass  # a companion goes when another copy of the program closes
    except OSError as error:
        raise _unusable(path.parent, f"{path.name}: {error.strerror or error}") from error


def companions(path: Path) -> list[Path]:
    """The files that SQLite keeps beside a database, as far as they are there."""
    beside = (path.with_name(path.name + ending) for ending in _COMPANIONS)
    return [each for each in beside if each.exists()]


def backup_of(path: Path) -> Path:
    """Where the backup copy of a database stands."""
    return path.with_name(f"{path.stem}.backup{path.suffix}")


def mark_of_damage(path: Path) -> Path:
    """A file that stands beside a database which was found damaged while in use."""
    return path.with_name(path.name + ".damaged")


def move_aside(path: Path, now: int) -> Path:
    """Renames a damaged database and its companions to `<name>.corrupt-<time>`; its new path."""
    aside = path.with_name(f"{path.name}.corrupt-{now}")
    while aside.exists():
        now += 1
        aside = path.with_name(f"{path.name}.corrupt-{now}")
    for companion in companions(path):
        if companion.name.endswith("-shm"):
            companion.unlink(missing_ok=True)  # holds nothing that the others do not
        else:
            companion.rename(aside.with_name(aside.name + companion.name.removeprefix(path.name)))
    path.rename(aside)
    return aside


def put_aside(path: Path) -> list[Path]:
    """The damaged files that were moved aside, oldest first, without their companions."""
    found = path.parent.glob(f"{path.name}.corrupt-*")
    return sorted(each for each in found if each.name.rpartition("-")[2].isdecimal())


def remove(path: Path) -> None:
    """Removes a database with its companions."""
    for each in (*companions(path), path):
        each.unlink(missing_ok=True)


def on_network(directory: Path, mounts: Path = Path("/proc/self/mounts")) -> bool:
    """Whether the directory lies on a network file system, where a write-ahead log is not safe (SQLite, "WAL").

    Systems that have no such list count as local; SQLite then finds out by itself where it can.
    """
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    best, kind = "", ""
    here = str(directory.resolve())
    for line in lines:
        fields = line.split(" ")
        if len(fields) > 2:
            point = fields[1].replace("\\040", " ")
            inside = here == point or here.startswith(point.rstrip("/") + "/")
            if inside and len(point) >= len(best):
                best, kind = point, fields[2]
    return kind in _REMOTE

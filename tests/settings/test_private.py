"""Files that only their owner may touch."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from webcare_tui.settings import private
from webcare_tui.settings.errors import SettingsError
from webcare_tui.settings.private import read_private, write_private


def test_what_was_written_is_read_and_closed_to_others(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        path = tmp_path / "new" / "dir" / "file"
        write_private(path, b"first")
        write_private(path, b"second")
    finally:
        os.umask(old)
    assert read_private(path) == b"second"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["file"]


def test_a_file_there_is_kept_where_that_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_private(path, b"mine")
    with pytest.raises(SettingsError, match="exists already"):
        write_private(path, b"other", replace=False)
    assert path.read_bytes() == b"mine"
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["file"]


def test_a_failed_write_leaves_the_old_file_and_no_scraps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_private(path, b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(private.os, "fsync", full)
    with pytest.raises(SettingsError, match="No space left on device"):
        write_private(path, b"new")
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["file"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o602, 0o610])
def test_a_file_open_to_others_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x")
    path.chmod(mode)
    with pytest.raises(SettingsError, match=f"mode {mode:04o}") as caught:
        read_private(path)
    assert "chmod 600" in caught.value.message


def test_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"x")
    (tmp_path / "real").chmod(0o600)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(SettingsError, match="symbolic link"):
        read_private(tmp_path / "link")


def test_writing_replaces_a_link_and_does_not_follow_it(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"theirs")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    write_private(tmp_path / "link", b"mine")
    assert (tmp_path / "target").read_bytes() == b"theirs"
    assert read_private(tmp_path / "link") == b"mine"


def test_a_pipe_or_directory_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    for path in (tmp_path / "pipe", tmp_path):
        with pytest.raises(SettingsError, match="not a regular file"):
            read_private(path)


def test_a_file_of_somebody_else_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_private(path, b"x")
    monkeypatch.setattr(private.os, "geteuid", lambda: path.stat().st_uid + 1)
    with pytest.raises(SettingsError, match="another user"):
        read_private(path)


def test_a_large_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_private(path, b"12345")
    assert read_private(path, limit=5) == b"12345"
    with pytest.raises(SettingsError, match="too large"):
        read_private(path, limit=4)


def test_a_path_through_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(SettingsError, match="cannot be read"):
        read_private(tmp_path / "file" / "under")
    with pytest.raises(SettingsError, match="cannot be written"):
        write_private(tmp_path / "file" / "under" / "it", b"x")

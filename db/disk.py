"""What must be on the disk before the program goes on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from db.rules.words import Refused, _

#: What SQLite and `presence` lay beside a file they have open.
_BESIDE = ("-journal", "-wal", "-shm", ".open")


class NoFile(Refused):
    """A folder, a pipe or a device stands at this path."""

    code = 2


def check_is_file(place: Path) -> None:
    """Refuse what is no file: a pipe or a device would be waited for, or read, without end."""
    # Path.exists() raises where the folder may not be looked into.
    if os.path.exists(place) and not os.path.isfile(place):
        raise NoFile(_("{path} is no file, but a folder, a pipe or a device: name the file itself."), path=place)


def sync(place: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk; raises `OSError`."""
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def partial(file: Path) -> Iterator[Path]:
    """An empty file (0600) to fill and rename; gone, with what lies beside it, where that was not done."""
    os.close(os.open(file, os.O_CREAT | os.O_TRUNC | os.O_RDWR | os.O_NOFOLLOW, 0o600))
    try:
        yield file
    finally:
        for part in ("", *_BESIDE):
            with suppress(OSError):
                os.unlink(f"{file}{part}")


def hand_over(new: Path, like: Path) -> None:
    """Give a new file to whom another belongs: who makes it may be the administrator, who reads it is the station."""
    if os.path.exists(like):
        status = os.stat(like)
        with suppress(PermissionError):
            os.chown(new, status.st_uid, status.st_gid)

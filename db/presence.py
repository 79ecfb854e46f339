"""Who has the station open, and what it has stored: two small files beside it, outside the record.

`.open` is locked (shared) by every process that has the station open. `.lock` is held while one writes, and says who.
"""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

from db.rules.words import Refused, _

_PATIENCE, _PAUSE = 5.0, 0.02
#: The line of `.lock`: who holds it, then the number of the last entry that was surely stored.
_WHO, _STORED = 96, 20

_mine: int | None = None


class InUse(Refused):
    """Another process has the station to itself."""

    code = 22


def beside(file: Path, ending: str) -> int:
    """A descriptor of a side file, made where it is not there.

    Followed as a link, it would write over whatever of this account's somebody who may write the folder pointed it at.
    """
    return os.open(f"{file}{ending}", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)


def enter(file: Path, *, optional: bool = False) -> bool:
    """Say that this process has the station open; return whether nobody else has.

    `optional` where it is only read, perhaps from a disk on which nothing can be said.
    """
    global _mine
    leave()
    try:
        _mine = beside(file, ".open")
    except OSError:
        if optional:
            return False
        raise
    alone = _take(_mine, fcntl.LOCK_EX)
    end = time.monotonic() + _PATIENCE
    while not _take(_mine, fcntl.LOCK_SH):
        if time.monotonic() > end:
            leave()
            raise InUse(_("{path} is being restored: try again in a moment."), path=file)
        time.sleep(_PAUSE)
    return alone


def leave() -> None:
    """This process has no station open."""
    global _mine
    if _mine is not None:
        os.close(_mine)
        _mine = None


def _take(descriptor: int, how: int) -> bool:
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def claim(file: Path) -> int:
    """A descriptor that keeps everybody else from opening the station until it is closed; refused where one has it."""
    descriptor = beside(file, ".open")
    if not _take(descriptor, fcntl.LOCK_EX):
        os.close(descriptor)
        raise InUse(_("{path} is open at another terminal: let everybody leave it (F10) first."), path=file)
    return descriptor


def say_holder(lock: int, who: str) -> None:
    """Write into the side file who holds the lock."""
    os.pwrite(lock, who.encode()[:_WHO].ljust(_WHO), 0)


def say_stored(lock: int, seq: int) -> None:
    """Write into the side file up to which entry everything is stored."""
    os.pwrite(lock, str(seq).encode().ljust(_STORED), _WHO)


def _line(file: Path) -> bytes:
    try:
        with open(f"{file}.lock", "rb") as stream:
            return stream.read(_WHO + _STORED)
    except OSError:
        return b""


def holder(file: Path) -> str:
    """Terminal, process and officer that last held the writing lock."""
    return _line(file)[:_WHO].decode(errors="replace").strip()


def stored(file: Path) -> int:
    """Number of the last entry that was stored here, as far as the side file knows."""
    said = _line(file)[_WHO:].strip()
    return int(said) if said.isdigit() else 0


def forget_stored(file: Path) -> None:
    """A station was put back on purpose: it may end earlier."""
    if Path(f"{file}.lock").exists():
        with os.fdopen(beside(file, ".lock"), "r+b") as stream:
            say_stored(stream.fileno(), 0)

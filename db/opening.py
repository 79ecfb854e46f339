"""Whether a file can be opened as a station: each thing that can be wrong has its sentence and its exit code."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from db import faults, presence
from db.disk import check_is_file
from db.rules import chain
from db.rules.words import Refused, _

Rows = Callable[[str], list[tuple[Any, ...]]]

_HEADER = b"SQLite format 3\x00"
#: File systems of other machines: their locks and shared memory do not hold what WAL needs.
_REMOTE = ("nfs", "cifs", "smb", "afs", "ceph", "glusterfs", "lustre", "fuse.sshfs", "fuse.glusterfs", "ncp")


class NoStation(Refused):
    """There is no station at this path yet."""

    code = 2


class NotAStation(Refused):
    """The file at this path cannot be opened as a station of this program; `code` ends the program."""

    code = 2


class Newer(NotAStation):
    """Made by a program newer than this one."""

    code = 11


class HalfMade(NotAStation):
    """Begun and never founded."""

    code = 12


class CutShort(NotAStation):
    """Shorter than its own header says."""

    code = 13


class Damaged(NotAStation):
    """A page that is not what SQLite wrote."""

    code = 14


class Behind(NotAStation):
    """Older than what this station has stored: its WAL is lost, or an old file was put back."""

    code = 15


class Mixed(NotAStation):
    """Parts of two files: the WAL beside it is another file's."""

    code = 16


class ReadOnly(NotAStation):
    """May only be read."""

    code = 17


class NoPermission(NotAStation):
    """This account may not read or write it."""

    code = 18


class TooOpen(NotAStation):
    """Others on this machine may read or write it."""

    code = 19


class Remote(NotAStation):
    """Lies on another machine's disk."""

    code = 20


class DiskFull(NotAStation):
    """No room to open it."""

    code = 21


@dataclass(frozen=True, slots=True)
class Identity:
    """Which files a path named when they were opened: device and inode of the station and of its WAL."""

    station: tuple[int, int]
    wal: tuple[int, int] | None


def identity(file: Path) -> Identity:
    """The files that stand at the station's path now; `OSError` where it does not stand there."""
    status = os.stat(file)
    try:
        beside = os.stat(f"{file}-wal")
    except FileNotFoundError:
        return Identity((status.st_dev, status.st_ino), None)
    return Identity((status.st_dev, status.st_ino), (beside.st_dev, beside.st_ino))


def check_file(file: Path, *, read_only: bool) -> None:
    """Refuse what can be seen from outside, before SQLite touches the file."""
    header = _header(file)
    if header[:16] != _HEADER:
        raise NotAStation(_("{path} is not a station: it is not a SQLite file."), path=file)
    _check_length(file, header)
    if not read_only:
        _check_place(file)


def _header(file: Path) -> bytes:
    check_is_file(file)
    try:
        with file.open("rb") as stream:
            return stream.read(100)
    except FileNotFoundError:
        raise NoStation(_("There is no station at {path}. Make one with: dutydesk init"), path=file) from None
    except PermissionError:
        raise NoPermission(_("{path} cannot be read: it belongs to another account."), path=file) from None
    except OSError as fault:
        raise NotAStation(_("{path} cannot be read: {reason}."), path=file, reason=faults.reason(fault, file)) from None


def _check_length(file: Path, header: bytes) -> None:
    """Without a WAL, which may hold its end, a file has all the pages that its header counts."""
    size = int.from_bytes(header[16:18], "big")
    wanted = int.from_bytes(header[28:32], "big") * (65536 if size == 1 else size)
    there = file.stat().st_size
    if there < wanted and not _size(f"{file}-wal"):
        sentence = _("{path} was cut short: {there} of {wanted} bytes are there. Put a backup back: dutydesk restore")
        raise CutShort(sentence, path=file, there=there, wanted=wanted)


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def _check_place(file: Path) -> None:
    """The file system under it, and who may do what with it."""
    if kind := remote_kind(file, _mounts()):
        sentence = _("{path} lies on a network disk ({kind}): SQLite cannot be safe there. Use a disk of this machine.")
        raise Remote(sentence, path=file, kind=kind)
    if os.statvfs(file).f_flag & os.ST_RDONLY:
        raise ReadOnly(_("{path} can only be read: its disk is mounted read-only."), path=file)
    if not os.access(file, os.W_OK) or not os.access(file.parent, os.W_OK):
        sentence = _("{path} can only be read by this account: the file and its folder must be writable.")
        raise NoPermission(sentence, path=file)


def check_mode(file: Path) -> None:
    """Refuse a station that other accounts of this machine may open."""
    mode = file.stat().st_mode & 0o777
    if mode & 0o077:
        sentence = _("Others on this machine may open {path} ({mode}). Close it to them: chmod 600 {path}")
        raise TooOpen(sentence, path=file, mode=f"{mode:04o}")


def _mounts() -> str:
    try:
        return Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def remote_kind(file: Path, mounts: str) -> str:
    """The type of the network file system a path lies on, or nothing; `mounts` is Linux' mountinfo."""
    place, best, kind = os.path.realpath(file), -1, ""
    for line in mounts.splitlines():
        before, _dash, after = line.partition(" - ")
        point = before.split(" ")[4].replace("\\040", " ").rstrip("/")
        # A later mount hides an earlier one on the same point.
        if (place == point or place.startswith(f"{point}/")) and len(point) >= best:
            best, kind = len(point), after.split(" ")[0]
    return kind if kind.startswith(_REMOTE) else ""


def has_wal(file: Path) -> bool:
    """Whether something beside the station waits to be written into it."""
    return _size(f"{file}-wal") > 0


def check_head(file: Path, rows: Rows) -> None:
    """Refuse a file that ends before what this station has stored."""
    # In this order: whoever writes meanwhile only makes the record longer.
    stored = presence.stored(file)
    last = int(rows('SELECT max("last") FROM "journal_head"')[0][0] or 0)
    if last < stored:
        sentence = _(
            "{path} ends at entry {last}, but entry {stored} was saved here: its -wal file is lost, or an old file was "
            "put back. Find the right one, or take this one on purpose: dutydesk restore {path}"
        )
        raise Behind(sentence, path=file, last=last, stored=stored)


def check_tail(file: Path, rows: Rows) -> None:
    """Refuse a file whose last entries do not follow each other: pages of another file came with its WAL."""
    entries = rows(_TAIL)
    linked = all(chain.link(seq, bytes(prev), body) == bytes(digest) for seq, body, prev, digest, *_head in entries)
    joined = all(bytes(later[2]) == bytes(entry[3]) for later, entry in pairwise(entries))
    headed = all((entry[0], entry[3]) == entry[4:] for entry in entries[:1])
    if not (linked and joined and headed):
        raise mixed(file)


# One statement, one moment: others may be writing.
_TAIL = """
SELECT j."seq", j."body", j."prev", j."hash", h."last", h."hash" FROM "journal" AS j, "journal_head" AS h
ORDER BY j."seq" DESC LIMIT 20
"""


def mixed(file: Path) -> Mixed:
    """The refusal of a file that became unreadable with its WAL."""
    sentence = _(
        "{path} does not fit together: the -wal beside it is of another file. Move the -wal away (keep it) and "
        "try again, or put a backup back: dutydesk restore"
    )
    return Mixed(sentence, path=file)


def unreadable(fault: BaseException, file: Path) -> Refused:
    """The refusal for what SQLite itself answered at opening."""
    why = faults.reason(fault, file)
    kind = _KINDS.get(str(why), NotAStation)
    return kind(_("{path} cannot be opened: {reason}."), path=file, reason=why)


_KINDS: dict[str, type[Refused]] = {
    "the disk is full": DiskFull,
    "the file is damaged": Damaged,
    "the file may only be read": ReadOnly,
    "this account may not write the file": NoPermission,
    "the file is locked by another program": presence.InUse,
}

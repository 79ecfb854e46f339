"""Putting a backup back: proved first, compared with what is there, the present file kept aside."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from db import anchor, clock, connection, faults, presence, reading
from db.backup import copy
from db.connection import rows
from db.disk import check_is_file, hand_over, partial, sync
from db.findings import Finding
from db.rules.words import Refused, _, ngettext
from db.verify import Progress, verify


@dataclass(frozen=True, slots=True)
class Ending:
    """Where a record ends: site, last entry, its hash and time (epoch ms)."""

    site: str
    seq: int
    digest: str
    at: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What putting the backup back would mean, in sentences."""

    backup: Ending
    told: tuple[Finding, ...]


@contextmanager
def claimed(target: Path) -> Iterator[None]:
    """Have the place to oneself: refused while a terminal has the station open."""
    check_is_file(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor = presence.claim(target)
    except OSError as fault:
        raise Refused(
            _("{path} cannot be written: {reason}."), path=target, reason=faults.reason(fault, target)
        ) from None
    try:
        yield
    finally:
        os.close(descriptor)


def compare(file: Path, target: Path, progress: Progress, anchored: Path | None) -> Comparison:
    """Prove a backup, refuse it where it is not whole, and say what of the present record it lacks."""
    report = verify(file, progress)
    if not report.intact:
        sentence = _("{path} is not put back, it is ALTERED: {problem}")
        raise Refused(sentence, path=file, problem=report.problems[0])
    backup = _ending(file)
    told = [*_lost(backup, target), *(_anchored(file, anchored) if anchored else ())]
    return Comparison(backup, tuple(told))


def _ending(file: Path) -> Ending:
    with reading.station(file, read_only=True):
        return _read_ending()


def _read_ending() -> Ending:
    uuid = rows('SELECT "uuid" FROM "site"')[0][0]
    seq, digest, at = rows('SELECT "seq", "hash", "at" FROM "journal" ORDER BY "seq" DESC LIMIT 1')[0]
    return Ending(uuid, seq, bytes(digest).hex(), at)


def _lost(backup: Ending, target: Path) -> Iterator[Finding]:
    """What the present file has and the backup has not."""
    if not target.exists():
        return
    try:
        with reading.station(target, read_only=True):
            present = _read_ending()
            same = rows(
                'SELECT 1 FROM "journal" WHERE "seq" = ? AND hex("hash") = ?', (backup.seq, backup.digest.upper())
            )
            after = rows('SELECT count(*), min("at"), max("at") FROM "journal" WHERE "seq" > ?', (backup.seq,))[0]
    except Exception as fault:
        if not isinstance(fault, Refused) and not faults.is_of_storage(fault):
            raise
        yield Finding(_("The present file cannot be read: what it has after the backup is not known."))
        return
    if present.site != backup.site:
        yield Finding(_("The backup is of ANOTHER station than the present file."))
    elif not same:
        yield Finding(_("The backup is not an earlier state of the present file: they went different ways."))
    elif after[0]:
        sentence = ngettext(
            "LOST would be {n} entry, from {first} to {last}.",
            "LOST would be {n} entries, from {first} to {last}.",
            after[0],
        )
        yield Finding(sentence, n=after[0], first=_time(after[1]), last=_time(after[2]))
    else:
        yield Finding(_("Nothing would be lost: the present file has no later entry."))


def _time(at: int) -> str:
    return datetime.fromtimestamp(at // 1000, UTC).astimezone().strftime("%Y-%m-%d %H:%M")


def _anchored(file: Path, place: Path) -> Iterator[Finding]:
    with reading.station(file, read_only=True):
        try:
            yield from list(anchor.check(place))
        except Refused as refused:
            yield Finding(refused.msgid, **refused.values)


def put_back(file: Path, target: Path) -> Path | None:
    """Put a proved backup in the station's place and return where the present file was kept."""
    with claimed(target):
        kept = _swap(file, target)
        presence.forget_stored(target)
    return kept


def seal(target: Path, place: Path) -> Refused | None:
    """Say in the anchor that the station was put back; why it could not be said."""
    with reading.station(target, read_only=True):
        return anchor.seal(place, anchor.RESTORED)


def _swap(file: Path, target: Path) -> Path | None:
    try:
        with partial(Path(f"{target}.restoring")) as new:
            _copy(file, new)
            hand_over(new, target)
            kept = _set_aside(target)
            new.replace(target)
            sync(target.parent)
    except Exception as fault:
        if not isinstance(fault, OSError) and not faults.is_of_storage(fault):
            raise
        raise Refused(_("NOT restored: {reason}."), reason=faults.reason(fault, target)) from fault
    return kept


def _copy(file: Path, new: Path) -> None:
    """The backup with all that is in its WAL: a file that was set aside after a crash has one."""
    source = connection.beside(file, mode="ro")
    try:
        copy(source, new)
    finally:
        source.close()


def _free_name(target: Path) -> Path:
    at = clock.now()
    while (kept := target.with_name(f"{target.stem}-kept-{at}{target.suffix}")).exists():
        at += 1
    return kept


def _set_aside(target: Path) -> Path | None:
    """Give the present file another name, with its WAL, so that nothing of another file lies beside the new one."""
    kept = None
    if target.exists():
        kept = _free_name(target)
        os.link(target, kept)
    for part in ("-wal", "-journal"):
        beside = Path(f"{target}{part}")
        if beside.exists():
            beside.rename(f"{kept or target}{part if kept else part + '.stale'}")
    Path(f"{target}-shm").unlink(missing_ok=True)
    return kept

"""Backups: a verified copy taken while stations work, kept by number and age, and how old the last one is."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from db import clock, connection, faults, site
from db.disk import sync
from db.rules.words import Refused, _

if TYPE_CHECKING:
    # Imported where they are used: a station at work seldom makes a backup itself.
    from subprocess import Popen

    from db.verify import Progress

#: Another post's shift began a moment ago: its backup is this one's too.
_SAME_SHIFT = clock.HOUR
_GENTLE = 19
_ENDING = ".backup.db"


@dataclass(frozen=True, slots=True)
class Plan:
    """Where backups go and how many are kept: at most `keep`, none older than `days` (0: any age)."""

    folder: Path
    keep: int = 14
    days: int = 0


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: its file, when it was taken (epoch ms), the last entry it has."""

    path: str
    at: int
    seq: int


_plan: Plan | None = None
_running: Popen[bytes] | None = None


def use(plan: Plan | None) -> None:
    """Let each shift of this process begin with a backup; None where the site has no folder for them."""
    global _plan
    _plan = plan


def make(plan: Plan, progress: Progress) -> Backup:
    """Copy the open station as it is at this moment, prove the copy, give it its name, drop what is too many.

    Closes the station: the proof is made on the copy. Refuses, and leaves no half copy, where the disk fails.
    """
    from db.verify import verify

    station, at, seq = connection.path(), clock.now(), connection.rows('SELECT max("seq") FROM "journal"')[0][0]
    name = f"{station.stem}-{datetime.fromtimestamp(at / 1000, site.zone()):%Y%m%d-%H%M%S}-{seq}"
    with _partial(plan.folder / f".{name}.partial") as partial:
        _copy(partial)
        connection.close_station()
        report = verify(partial, progress)
        ending = _ENDING if report.intact else ".altered.db"
        done = partial.replace(plan.folder / f"{name}{ending}")
        sync(plan.folder)
    if not report.intact:
        sentence = _("The backup is at {path}, but the record is ALTERED: {problem} All findings: dutydesk verify")
        raise Refused(sentence, path=done, problem=report.problems[0])
    made = Backup(str(done), at, seq)
    _remember(station, made)
    _rotate(plan, station.stem, at)
    return made


@contextmanager
def _partial(file: Path) -> Iterator[Path]:
    """An empty file (0600) to fill; gone when the block fails."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(file, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600))
        yield file
    except Exception as fault:
        if isinstance(fault, OSError) or faults.is_of_storage(fault):
            reason = faults.reason(fault, file.parent)
            raise Refused(_("NOT backed up to {path}: {reason}."), path=file.parent, reason=reason) from fault
        raise
    finally:
        for part in ("", "-journal", "-wal", "-shm", ".open"):
            with suppress(OSError):
                os.unlink(f"{file}{part}")


def _copy(partial: Path) -> None:
    """SQLite's backup API in one step: one moment of the record, nobody waits; a file whole without a WAL."""
    target = connection.beside(partial)
    try:
        connection.database.connection().backup(target)
        target.execute("PRAGMA journal_mode = DELETE").fetchall()
    finally:
        target.close()
    sync(partial)


def _rotate(plan: Plan, stem: str, at: int) -> None:
    """Drop the oldest of this station's backups; the newest always stays."""
    kept = sorted(plan.folder.glob(f"{stem}-*{_ENDING}"), reverse=True)
    for number, file in enumerate(kept[1:], 1):
        old = plan.days and at - file.stat().st_mtime_ns // 1_000_000 > plan.days * clock.DAY
        if number >= plan.keep or old:
            file.unlink(missing_ok=True)


def _beside(station: Path) -> Path:
    return Path(f"{station}.backup")


def _remember(station: Path, made: Backup) -> None:
    """Write beside the station when its last backup was taken: every terminal reads it."""
    new = Path(f"{station}.backup.new")
    new.write_text(json.dumps([made.path, made.at, made.seq]), encoding="utf-8")
    new.chmod(0o600)
    new.replace(_beside(station))


def last(station: Path) -> Backup | None:
    """The last backup of a station, as far as its terminals know."""
    try:
        path, at, seq = json.loads(_beside(station).read_text(encoding="utf-8"))
        return Backup(str(path), int(at), int(seq))
    except (OSError, ValueError, TypeError):
        return None


def warning() -> Refused | None:
    """That the last backup of the open station is too old, where backups are made at all."""
    made = last(connection.path())
    if made is None:
        return Refused(_("No backup of this station was ever made.")) if _plan else None
    hours = (clock.now() - made.at) // clock.HOUR
    if hours < site.setting("backup_hours"):
        return None
    return Refused(_("The last backup is {hours} h old: call the manager."), hours=hours)


def begin_shift() -> None:
    """Take a backup in a process of its own, where the site wants one each shift: nobody at the desk waits for it."""
    global _running
    from subprocess import DEVNULL, Popen

    if _plan is None or not site.setting("backup_each_shift"):
        return
    made = last(connection.path())
    if (made and clock.now() - made.at < _SAME_SHIFT) or (_running and _running.poll() is None):
        return
    asked = ("backup", str(_plan.folder), "--keep", str(_plan.keep), "--days", str(_plan.days))
    # That it could not even begin is seen by the age of the last one.
    with suppress(OSError):
        _running = Popen(
            [sys.executable, "-m", "tui", "--db", str(connection.path()), *asked],
            stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True,
        )  # fmt: skip
        os.setpriority(os.PRIO_PROCESS, _running.pid, _GENTLE)

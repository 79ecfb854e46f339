"""Backups: a verified copy taken while stations work, kept by number and age, and how old the last one is."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db import clock, connection, faults, site
from db.disk import hand_over, partial, sync
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

    def __post_init__(self) -> None:
        """Refuse what would keep nothing, or less."""
        if self.keep < 1 or self.days < 0:
            raise Refused(_("Backups are kept: keep 1 or more of them, days 0 (any age) or more."))


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
    with _told(plan.folder), _begun(plan.folder, name) as begun:
        copy(connection.database.connection(), begun)
        connection.close_station()
        report = verify(begun, progress)
        ending = _ENDING if report.intact else ".altered.db"
        done = begun.replace(plan.folder / f"{name}{ending}")
        sync(plan.folder)
    if not report.intact:
        sentence = _("The backup is at {path}, but the record is ALTERED: {problem} All findings: dutydesk verify")
        raise Refused(sentence, path=done, problem=report.problems[0])
    made = Backup(str(done), at, seq)
    _rotate(plan, station.stem, done, at)
    try:
        _remember(station, made)
    except OSError as fault:
        sentence = _("The backup is at {path} and whole, but the station could not take note of it: {reason}.")
        raise Refused(sentence, path=done, reason=faults.reason(fault, station.parent)) from fault
    return made


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """What the storage answers is said of the folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except (FileExistsError, FileNotFoundError, NotADirectoryError):
        sentence = _("NOT backed up to {path}: no folder can be there. Please name another.")
        raise Refused(sentence, path=folder) from None
    except OSError as fault:
        raise _not_backed_up(folder, fault) from fault
    try:
        yield
    except Exception as fault:
        if not isinstance(fault, OSError) and not faults.is_of_storage(fault):
            raise
        raise _not_backed_up(folder, fault) from fault


def _not_backed_up(folder: Path, fault: Exception) -> Refused:
    return Refused(_("NOT backed up to {path}: {reason}."), path=folder, reason=faults.reason(fault, folder))


def _begun(folder: Path, name: str) -> AbstractContextManager[Path]:
    """The file of a copy in the making: of this process alone, two shifts may begin in the same second."""
    return partial(folder / f".{name}.{os.getpid()}.partial")


def copy(source: Any, target: Path) -> None:
    """SQLite's backup API in one step: one moment of the record, nobody waits; a file whole without a WAL."""
    opened = connection.beside(target)
    try:
        source.backup(opened)
        opened.execute("PRAGMA journal_mode = DELETE").fetchall()
    finally:
        opened.close()
    sync(target)


def _rotate(plan: Plan, stem: str, newest: Path, at: int) -> None:
    """Drop the oldest of this station's backups, and copies that a power cut left half; the newest always stays.

    The newest by its making, not by its name: the clock may have been set back since.
    """
    name = rf"{re.escape(stem)}-\d{{8}}-\d{{6}}-\d+"
    others = sorted((file for file in plan.folder.iterdir() if file != newest), reverse=True)
    whole = [file for file in others if re.fullmatch(name + re.escape(_ENDING), file.name)]
    half = [file for file in others if re.fullmatch(rf"\.{name}\.\d+\.partial.*", file.name)]
    kept = max(0, plan.keep - 1)
    old = [file for file in whole[:kept] if plan.days and _age(file, at) > plan.days * clock.DAY]
    for file in (*whole[kept:], *old, *(file for file in half if _age(file, at) > clock.DAY)):
        with suppress(OSError):
            file.unlink()


def _age(file: Path, at: int) -> int:
    """How long ago a file was written; one that is gone is new."""
    try:
        return at - file.stat().st_mtime_ns // 1_000_000
    except OSError:
        return 0


def _beside(station: Path) -> Path:
    return Path(f"{station}.backup")


def _remember(station: Path, made: Backup) -> None:
    """Write beside the station when its last backup was taken: every terminal reads it."""
    with partial(Path(f"{station}.backup.{os.getpid()}")) as new:
        new.write_text(json.dumps([made.path, made.at, made.seq]), encoding="utf-8")
        hand_over(new, station)
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

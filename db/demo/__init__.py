"""The demo estate: a station worth looking at, the same every time for the same seed, language and moment."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Literal

from db import clock, connection, journal
from db.clock import MINUTE
from db.connection import database
from db.demo import people, story
from db.demo.estate import Estate
from db.demo.people import PIN
from db.demo.quick import QuickWrite
from db.disk import sync
from db.journal import COMMAND_LINE
from db.rules.day_sheet import Say
from db.rules.words import Refused, _

__all__ = ["HINT", "PIN", "build"]

HINT = _("Demo: 1024 with PIN 135790. Same PIN: 1031 (relief), 1007 leader, 1002 duty director, 2001, 1001 manager.")
#: Entries of the journal in one transaction.
_BATCH = 500
Progress = Callable[[int, int], None]


def build(
    path: Path,
    *,
    language: Literal["zh", "en"] = "zh",
    seed: int = 7,
    days: int = 90,
    until: int | None = None,
    progress: Progress | None = None,
    say: Say = str,
) -> None:
    """Make the demo estate at a path where nothing stands, as it is at `until` (epoch ms, now if left out).

    It is made in a folder beside the path and appears there whole or not at all. `say` translates the words of the
    daily sheets that are frozen. The station that was open is closed; none is open afterwards.
    """
    _check_free(path)
    moment = clock.now() if until is None else until
    with _beside(path) as folder:
        file = folder / path.name
        connection.create_station(file)
        try:
            with _quietly():
                _tell(language, seed, days, moment, progress or _silent, say)
            for name in ("synchronous", "cache_size"):
                database.pragma(name, connection.PRAGMAS[name])
            database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close_station()
        _put_in_place(file, path)


def _silent(_done: int, _total: int) -> None:
    """Progress nobody watches."""


@contextmanager
def _quietly() -> Iterator[None]:
    """Nobody waits for a disk that holds nothing yet, nor for a collector that would find nothing."""
    collecting = gc.isenabled()
    database.pragma("synchronous", 0)
    database.pragma("cache_size", -64_000)
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _tell(language: str, seed: int, days: int, until: int, progress: Progress, say: Say) -> None:
    """Found the estate and let its story happen, in the order of its times."""
    source = f"{language}:{seed}"
    words = import_module(f"db.demo.words_{language}").WORDS
    write = QuickWrite("", until, COMMAND_LINE, "demo", *journal.head())
    estate = Estate(words, Random(f"{source}:story"), write, until, days)
    with clock.replaced(lambda: estate.write.at):
        # A pepper that is there already is kept and draws nothing: so the founding has a source of its own.
        with database.atomic(), journal.chance_replaced(Random(f"{source}:site").randbytes):
            people.found(estate)
        with journal.chance_replaced(Random(f"{source}:rest").randbytes):
            with database.atomic():
                for part in (people.people, people.homes, people.keys, people.passes):
                    part(estate)
            story.plan(estate, say)
            _let_happen(estate, progress)


def _let_happen(estate: Estate, progress: Progress) -> None:
    more = True
    while more:
        with database.atomic():
            for _number in range(_BATCH):
                if not (more := estate.next()):
                    break
            estate.write.close()
        told = min(estate.write.at, estate.until) - estate.start
        progress(max(0, told) // MINUTE, (estate.until - estate.start) // MINUTE)


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A folder on the same disk as the path, gone afterwards."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = TemporaryDirectory(prefix=".dutydesk-", dir=path.parent)
    except OSError as fault:
        raise Refused(_("{path} cannot be made: {reason}."), path=path, reason=os.strerror(fault.errno or 0)) from None
    with folder as name:
        yield Path(name)


def _check_free(path: Path) -> None:
    if path.exists():
        raise Refused(_("{path} exists already: choose another path or open it."), path=path)


def _put_in_place(file: Path, path: Path) -> None:
    """Make the whole file last, then give it its name."""
    sync(file)
    _check_free(path)
    file.rename(path)

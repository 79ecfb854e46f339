"""One durable log line through rules, journal and commit, against a bare insert with synchronous=FULL."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from peewee import BigIntegerField, Model, SqliteDatabase, TextField

from db import connection, duty_log, staff
from tests.bench.measure import median
from tests.conftest import PIN, found_station

LINES = 600
_TEXT = "第3轮巡逻正常 刘强"


def _bare(folder: Path) -> tuple[SqliteDatabase, Callable[[], object]]:
    """A table of two columns in a file of its own, and one insert into it."""
    database = SqliteDatabase(str(folder / "bare.db"), pragmas={"journal_mode": "wal", "synchronous": 2})

    class Line(Model):
        at = BigIntegerField()
        text = TextField()

    Line._meta.set_database(database)
    database.create_tables([Line])
    return database, lambda: Line.create(at=time.time_ns(), text=_TEXT)


def _took(write: Callable[[], object]) -> float:
    begun = time.perf_counter()
    write()
    return (time.perf_counter() - begun) * 1000


def pair(folder: Path) -> tuple[float, float]:
    """Milliseconds of a line of the duty log and of a bare insert, written in turn: the disk is the same for both."""
    found_station(folder / "ours.db")
    session = staff.sign_on("1024", PIN)
    database, bare = _bare(folder)
    taken = [(_took(lambda: duty_log.write(session, 1, _TEXT)), _took(bare)) for _line in range(LINES)]
    database.close()
    connection.close_station()
    return median([ours for ours, _theirs in taken]), median([theirs for _ours, theirs in taken])

"""One durable log line through rules, journal and commit, against a bare insert with synchronous=FULL."""

from __future__ import annotations

import time
from pathlib import Path

from peewee import BigIntegerField, Model, SqliteDatabase, TextField

from db import connection, duty_log, staff
from tests.conftest import PIN, found_station

LINES = 200


def bare(folder: Path) -> float:
    """Milliseconds of one bare Peewee insert."""
    database = SqliteDatabase(str(folder / "bare.db"), pragmas={"journal_mode": "wal", "synchronous": 2})

    class Line(Model):
        at = BigIntegerField()
        text = TextField()

        class Meta:
            pass

    Line._meta.set_database(database)
    database.create_tables([Line])
    begun = time.monotonic()
    for number in range(LINES):
        Line.create(at=number, text="第3轮巡逻正常 刘强")
    spent = time.monotonic() - begun
    database.close()
    for file in folder.glob("bare.db*"):
        file.unlink()
    return spent / LINES * 1000


def ours(folder: Path) -> float:
    """Milliseconds of one line of the duty log."""
    file = folder / "ours.db"
    found_station(file)
    session = staff.sign_on("1024", PIN)
    begun = time.monotonic()
    for _number in range(LINES):
        duty_log.write(session, 1, "第3轮巡逻正常 刘强")
    spent = time.monotonic() - begun
    connection.close_station()
    for made in folder.glob("ours.db*"):
        made.unlink()
    return spent / LINES * 1000

"""When the storage fails, the officer reads NOT saved and why; when it is well again, writing goes on by itself."""

from __future__ import annotations

import errno
import fcntl
import shutil
from pathlib import Path

import pytest
from peewee import OperationalError

from db import connection, faults, journal, site, writer
from db.connection import database
from db.journal import Write, writing
from db.rules.words import NotSaved
from db.verify import verify
from tests.conftest import Desk


class Answered(Exception):
    """What the SQLite module raises: its name is all that is read of it."""

    def __init__(self, name: str) -> None:
        super().__init__("cannot rollback - no transaction is active")
        self.sqlite_errorname = name


ANSWERS = (
    (Answered("SQLITE_FULL"), "the disk is full"),
    (Answered("SQLITE_IOERR_FSYNC"), "the disk does not answer"),
    (Answered("SQLITE_IOERR_NOMEM"), "no memory"),
    (Answered("SQLITE_READONLY_RECOVERY"), "may only be read"),
    (Answered("SQLITE_READONLY_DBMOVED"), "moved away"),
    (Answered("SQLITE_CORRUPT_VTAB"), "damaged"),
    (Answered("SQLITE_NOTADB"), "no longer a database"),
    (Answered("SQLITE_CANTOPEN_ISDIR"), "cannot be opened"),
    (Answered("SQLITE_BUSY_SNAPSHOT"), "locked by another program"),
    (Answered("SQLITE_PROTOCOL"), "cannot be locked"),
    (Answered("SQLITE_NOMEM"), "no memory"),
    (OSError(errno.ENOSPC, "x"), "the disk is full"),
    (OSError(errno.EROFS, "x"), "may only be read"),
    (OSError(errno.EIO, "x"), "does not answer"),
    (OSError(errno.EACCES, "x"), "may not write"),
    (OSError(errno.ENOENT, "x"), "folder is gone"),
    (OSError(errno.EMFILE, "x"), "too many files"),
    (OperationalError("database or disk is full"), "the disk is full"),
    (OperationalError("something {new}"), "something {new}"),
)


@pytest.mark.parametrize(("fault", "words"), ANSWERS, ids=lambda value: str(getattr(value, "sqlite_errorname", value)))
def test_every_error_of_the_storage_has_its_own_words(tmp_path: Path, fault: Exception, words: str) -> None:
    said = str(faults.not_saved(fault, tmp_path))
    assert said.startswith("NOT saved: ")
    assert words in said


def test_the_first_error_is_the_true_one_whatever_hides_it(tmp_path: Path) -> None:
    hidden = OperationalError("cannot rollback - no transaction is active")
    hidden.__context__ = Answered("SQLITE_FULL")
    assert "the disk is full" in str(faults.not_saved(hidden, tmp_path))
    assert faults.is_of_storage(hidden)
    assert not faults.is_of_storage(ValueError("no storage"))


def test_an_input_output_error_where_the_folder_is_gone_says_so(tmp_path: Path) -> None:
    assert "folder is gone" in str(faults.not_saved(Answered("SQLITE_IOERR_WRITE"), tmp_path / "none" / "station.db"))


@writing("test.many")
def many(write: Write, count: int) -> None:
    for number in range(count):
        site.add_unit.inside(write, f"1-1-{number}")


def unit(desk: Desk, number: str) -> None:
    site.add_unit(desk.manager, number)


def test_a_full_disk_is_not_saved_and_the_next_write_works_when_there_is_room(desk: Desk) -> None:
    full = f"PRAGMA max_page_count = {database.pragma('page_count')}"
    writer.run(lambda: database.execute_sql(full).fetchall())
    before = journal.head()
    with pytest.raises(NotSaved, match=r"NOT saved: the disk is full\."):
        many(desk.manager, 400)
    assert journal.head() == before
    many(desk.manager, 400)
    assert journal.head()[0] == before[0] + 1


def test_a_folder_that_is_gone_is_not_saved_reading_goes_on_and_its_return_is_noticed(
    desk: Desk, tmp_path: Path
) -> None:
    connection.close_station()
    folder = tmp_path / "data"
    folder.mkdir()
    file = Path(shutil.copy(desk.file, folder / "station.db"))
    connection.open_station(file)
    unit(desk, "1-1-101")
    folder.rename(tmp_path / "away")
    with pytest.raises(NotSaved, match="folder is gone"):
        unit(desk, "1-1-102")
    assert site.find_unit("1-1-101").number == "1-1-101"
    (tmp_path / "away").rename(folder)
    unit(desk, "1-1-102")
    connection.close_station()
    assert verify(file).intact


def test_another_file_at_the_path_is_told_once_and_then_written(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    connection.close_station()
    shutil.copy(desk.file, other)
    connection.open_station(desk.file)
    unit(desk, "1-1-101")
    other.replace(desk.file)
    with pytest.raises(NotSaved, match="another one now"):
        unit(desk, "1-1-102")
    unit(desk, "1-1-103")
    connection.close_station()
    assert verify(desk.file).intact
    with connection.station(desk.file, read_only=True):
        assert not connection.rows("SELECT 1 FROM unit WHERE number = '1-1-102'")
        assert site.find_unit("1-1-103").number == "1-1-103"


def test_a_file_that_is_no_station_at_the_path_is_not_written(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(b"something else")
    aside = tmp_path / "aside.db"
    desk.file.rename(aside)
    other.replace(desk.file)
    for _try in range(2):
        with pytest.raises(NotSaved, match="no station"):
            unit(desk, "1-1-102")
    assert desk.file.read_bytes() == b"something else"
    aside.replace(desk.file)
    unit(desk, "1-1-102")


def test_a_wal_taken_away_from_a_working_station_loses_nothing(desk: Desk) -> None:
    unit(desk, "1-1-101")
    Path(f"{desk.file}-wal").unlink()
    unit(desk, "1-1-102")
    assert site.find_unit("1-1-101").number == "1-1-101"
    head = journal.head()
    connection.close_station()
    report = verify(desk.file)
    assert report.intact
    assert report.entries == head[0]


def test_who_holds_the_file_is_named_by_terminal_and_officer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    unit(desk, "1-1-101")
    monkeypatch.setattr(writer, "PATIENCE", 0.1)
    with open(f"{desk.file}.lock", "rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(NotSaved, match=r"station \S+ \d+ 王总 holds the file"):
            unit(desk, "1-1-102")
    unit(desk, "1-1-103")
    assert not connection.rows("SELECT 1 FROM unit WHERE number = '1-1-102'")

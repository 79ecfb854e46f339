"""The one open station file of this process: how it is made, opened, checked and closed."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from peewee import DatabaseError, OperationalError, SqliteDatabase
from peewee import sqlite3 as _library  # type: ignore[attr-defined]

from db.rules.words import Refused, _

APPLICATION_ID = 0x44757479  # "Duty"
SCHEMA_VERSION = 1
_HEADER = b"SQLite format 3\x00"

#: What every connection is set to; `open_station` reads them back.
PRAGMAS: dict[str, int | str] = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "cell_size_check": 1,
    "trusted_schema": 0,
    "mmap_size": 0,
    "cache_size": -800,
}

database = SqliteDatabase(None, lock_type="IMMEDIATE", timeout=5)


class NoStation(Refused):
    """There is no station at this path yet."""


class NotAStation(Refused):
    """The file at this path cannot be read as a station of this program."""


def path() -> Path:
    """The path of the open station."""
    if _path is None:
        raise RuntimeError("no station is open")
    return _path


_path: Path | None = None


def _bind(file: Path, mode: str, pragmas: dict[str, int | str]) -> None:
    global _path
    close_station()
    database.init(f"file:{quote(str(file))}?mode={mode}", uri=True, pragmas=pragmas, timeout=5)
    _path = file


def create_station(file: Path) -> None:
    """Make a new, empty station file (mode 0600) with its tables, and leave it open.

    Refuses where a file stands already; a file half made is removed.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise Refused(_("{path} exists already: choose another path or open it."), path=file) from None
    except OSError as fault:
        raise Refused(_("{path} cannot be made: {reason}."), path=file, reason=os.strerror(fault.errno or 0)) from None
    try:
        _bind(file, "rw", PRAGMAS)
        migrate()
    except BaseException:
        close_station()
        file.unlink(missing_ok=True)
        raise


def migrate() -> list[str]:
    """Apply the migrations this file has not seen; return their names."""
    from playhouse.migrations import Runner

    applied: list[str] = Runner(database, directory=str(Path(__file__).with_name("migrations"))).up()
    database.pragma("application_id", APPLICATION_ID)
    database.pragma("user_version", SCHEMA_VERSION)
    return applied


def open_station(file: Path, *, read_only: bool = False) -> None:
    """Open an existing station and read its pragmas back; a wrong path never makes an empty log."""
    _check_header(file)
    _bind(file, "ro" if read_only else "rw", _reading() if read_only else PRAGMAS)
    try:
        _check_identity(file)
        if not read_only:
            _check_pragmas()
    except (OperationalError, DatabaseError) as fault:
        close_station()
        raise NotAStation(_("{path} cannot be read: {reason}."), path=file, reason=fault) from fault
    except BaseException:
        close_station()
        raise


def _reading() -> dict[str, int | str]:
    return {name: value for name, value in PRAGMAS.items() if name not in ("journal_mode", "synchronous")}


def _check_header(file: Path) -> None:
    try:
        with file.open("rb") as stream:
            header = stream.read(len(_HEADER))
    except FileNotFoundError:
        raise NoStation(_("There is no station at {path}. Make one with: dutydesk init"), path=file) from None
    except OSError as fault:
        reason = os.strerror(fault.errno or errno.EIO)
        raise NotAStation(_("{path} cannot be read: {reason}."), path=file, reason=reason) from None
    if header != _HEADER:
        raise NotAStation(_("{path} is not a station: it is not a SQLite file."), path=file)


def _check_identity(file: Path) -> None:
    if database.pragma("application_id") != APPLICATION_ID:
        raise NotAStation(_("{path} is not a station: it is a database of another program."), path=file)
    version = database.pragma("user_version")
    if version > SCHEMA_VERSION:
        raise NotAStation(_("{path} was made by a newer dutydesk: please update this one."), path=file)


def _check_pragmas() -> None:
    for name, wanted in PRAGMAS.items():
        got = database.pragma(name)
        if got is not None and got != wanted:
            raise NotAStation(
                _("SQLite did not take the setting {name}={wanted} (it says {got}): the record would not be safe."),
                name=name,
                wanted=wanted,
                got=got,
            )


def close_station() -> None:
    """Stop the writer and close this thread's connection."""
    global _path
    from db import writer

    writer.stop()
    if not database.deferred and not database.is_closed():
        database.close()
    _path = None


@contextmanager
def station(file: Path, *, read_only: bool = False) -> Iterator[None]:
    """Have a station open for the time of a block."""
    open_station(file, read_only=read_only)
    try:
        yield
    finally:
        close_station()


def sqlite_version() -> str:
    """Version of the SQLite library in use."""
    return str(_library.sqlite_version)


def sqlite_library() -> str:
    """Name of the module that binds SQLite."""
    return str(_library.__name__)


def rows(sql: str, params: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """All rows of one reading statement, read to the end so that no snapshot stays open."""
    return list(database.execute_sql(sql, params).fetchall())

"""The one open station file of this process: how it is made, opened, checked and closed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from peewee import DatabaseError, SqliteDatabase
from peewee import sqlite3 as _library  # type: ignore[attr-defined]

from db import faults, opening, presence
from db.opening import HalfMade, Newer, NotAStation
from db.rules.words import Refused, _

APPLICATION_ID = 0x44757479  # "Duty"
SCHEMA_VERSION = 1

#: What every connection is set to; `open_station` reads them back.
PRAGMAS: dict[str, int | str] = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "cell_size_check": 1,
    "trusted_schema": 0,
    "mmap_size": 0,
    "cache_size": -200,
}


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


class _Station(SqliteDatabase):
    """One connection a thread, each given up once the writer found another file at the station's path."""

    generation = 0
    _state: Any

    def _connect(self) -> Any:
        made = super()._connect()  # type: ignore[misc]
        # Text that is no UTF-8 was written by another program: it is shown as such, and verify names its row.
        made.text_factory = _text
        self._state.generation = self.generation
        return made

    def execute_sql(self, sql: str, params: Any = None, *more: Any, **options: Any) -> Any:
        """Run a statement; half a character (a lone surrogate) is no text, whatever asks for it."""
        try:
            return super().execute_sql(sql, params, *more, **options)  # type: ignore[no-untyped-call]
        except UnicodeEncodeError:
            raise Refused(_("This has half a character in it, which is no text: please type it again.")) from None

    def cursor(self, named_cursor: str | None = None) -> Any:
        """A cursor of this thread's connection."""
        state = self._state
        if not state.closed:
            if state.generation == self.generation:
                return state.conn.cursor()
            if not self.in_transaction():
                self.close()
        return super().cursor(named_cursor)  # type: ignore[no-untyped-call]


database: SqliteDatabase = _Station(None, lock_type="IMMEDIATE", timeout=5)


def path() -> Path:
    """The path of the open station."""
    if _path is None:
        raise RuntimeError("no station is open")
    return _path


_path: Path | None = None
_identity: opening.Identity | None = None


def _bind(file: Path, mode: str, pragmas: dict[str, int | str]) -> None:
    global _path
    database.init(f"file:{quote(str(file))}?mode={mode}", uri=True, pragmas=pragmas, timeout=5)
    _path = file


def _know() -> None:
    """Remember which files are open; SQLite has its WAL open once something was read."""
    global _identity
    _identity = opening.identity(path())


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
    close_station()
    try:
        presence.enter(file)
        # Beside the place may lie what an earlier station had stored there.
        presence.forget_stored(file)
        _bind(file, "rw", PRAGMAS)
        migrate()
        _know()
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
    close_station()
    opening.check_file(file, read_only=read_only)
    try:
        alone = presence.enter(file, optional=read_only)
        if alone and not read_only:
            _check_recovery(file)
        _bind_checked(file, read_only=read_only)
    except BaseException as fault:
        close_station()
        if faults.of_database(fault) or isinstance(fault, OSError):
            raise opening.unreadable(fault, file) from fault
        raise


def _bind_checked(file: Path, *, read_only: bool) -> None:
    _bind(file, "ro" if read_only else "rw", _reading() if read_only else PRAGMAS)
    _check_identity(file)
    if not read_only:
        opening.check_mode(file)
        _check_pragmas()
    _check_founded(file)
    if not read_only:
        opening.check_head(file, rows)
        _know()


def _check_recovery(file: Path) -> None:
    """After a crash the WAL is read into the file at the first chance: look first whether it is this file's."""
    if not opening.has_wal(file):
        return
    _bind(file, "ro", _reading())
    try:
        _check_identity(file)
        opening.check_tail(file, rows)
    except DatabaseError as fault:
        raise opening.mixed(file) from fault
    finally:
        database.close()


def follow() -> None:
    """Hold the open station against its path (the writer, lock in hand, before each write).

    A WAL taken away is written into the file; a station put in this one's place is opened, and `faults.Moved` raised:
    the officer is told once. `OSError` where nothing stands there.
    """
    now = opening.identity(path())
    if _identity is None or now == _identity:
        return
    if now.station == _identity.station:
        if now.wal is None:
            database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        _reconnect()
        return
    try:
        opening.check_file(path(), read_only=False)
        _reconnect()
        _check_identity(path())
        opening.check_tail(path(), rows)
    except Refused:
        raise faults.Moved(_("what lies at its path now is no station")) from None
    raise faults.Moved(_("the file at its path is another one now"))


def checkpoint() -> None:
    """Write into the file what the WAL holds and nobody reads any more; a fault is the next write's to tell."""
    with suppress(Exception):
        database.execute_sql("PRAGMA wal_checkpoint(PASSIVE)").fetchall()


def give_up() -> None:
    """Close this thread's connection after a fault; the next statement opens another."""
    with suppress(Exception):
        database.close()


def _reconnect() -> None:
    _Station.generation += 1
    database.pragma("user_version")
    _know()


def _reading() -> dict[str, int | str]:
    return {name: value for name, value in PRAGMAS.items() if name not in ("journal_mode", "synchronous")}


def _check_identity(file: Path) -> None:
    if database.pragma("application_id") != APPLICATION_ID:
        raise NotAStation(_("{path} is not a station: it is a database of another program."), path=file)
    version = database.pragma("user_version")
    if version > SCHEMA_VERSION:
        raise Newer(_("{path} was made by a newer dutydesk: please update this one."), path=file)


def _check_founded(file: Path) -> None:
    if not rows('SELECT 1 FROM "sqlite_schema" WHERE "name" = \'site\'') or not rows('SELECT "zone" FROM "site"'):
        raise HalfMade(_("{path} was begun and never finished: remove it and make it again."), path=file)


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
    global _path, _identity
    from db import writer

    writer.stop()
    if not database.deferred and not database.is_closed():
        database.close()
    presence.leave()
    _path = _identity = None


@contextmanager
def station(file: Path, *, read_only: bool = False) -> Iterator[None]:
    """Have a station open for the time of a block."""
    open_station(file, read_only=read_only)
    try:
        yield
    finally:
        close_station()


def beside(file: Path, *, mode: str = "rwc") -> Any:
    """A bare connection to another file, through the one library of this process."""
    return _library.connect(f"file:{quote(str(file))}?mode={mode}", uri=True, isolation_level=None)


def sqlite_version() -> str:
    """Version of the SQLite library in use."""
    return str(_library.sqlite_version)


def sqlite_library() -> str:
    """Name of the module that binds SQLite."""
    return str(_library.__name__)


def rows(sql: str, params: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """All rows of one reading statement, read to the end so that no snapshot stays open."""
    return list(database.execute_sql(sql, params).fetchall())

"""A register taken out into a file: always a new one, always inside the folder, readable to its owner alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

from platformdirs import user_data_path

from db import exports
from db.journal import Session
from db.rules.words import Refused
from screens.export_words import CODES
from screens.papers import tables
from screens.words import N_, _


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be taken out, and how."""

    what: str
    first: date | None = None
    last: date | None = None
    how: str = "csv"
    reveal: bool = False


def folder() -> Path:
    """Where registers go when nobody says where."""
    return user_data_path("dutydesk") / "exports"


def take_out(by: Session, wanted: Wanted, to: Path) -> tuple[Path, int]:
    """Write a register into a new file of a folder; return the file and its number of rows."""
    if wanted.how not in tables.FORMATS:
        raise Refused(N_("{how} is no format: csv or xlsx."), how=wanted.how)
    with _new_file(to, wanted) as (file, stream):
        table = exports.take_out(by, wanted.what, wanted.first, wanted.last, wanted.reveal, wanted.how)
        head = [_(column.label) for column in table.columns]
        return file, tables.write(wanted.how, stream, head, _worded(table))


def _worded(table: exports.Table) -> Iterator[list[tables.Cell]]:
    """Codes in the language in use, yes and no as words."""
    words = [_words(column) for column in table.columns]
    for row in table.rows:
        yield [word(cell) if isinstance(cell, str | bool) else cell for cell, word in zip(row, words, strict=True)]


def _words(column: exports.Column) -> Callable[[str | bool], str]:
    """What a cell of a column is called; a text that is no code stays as it is."""
    if column.kind == "yes":
        return lambda cell: _("yes") if cell else _("no")
    known = CODES.get(column.codes, {})
    if column.kind == "codes":
        return lambda cell: ", ".join(_(known.get(code, code)) for code in str(cell).split())
    return lambda cell: _(known[cell]) if cell in known else str(cell)


@contextmanager
def _new_file(to: Path, wanted: Wanted) -> Iterator[tuple[Path, IO[bytes]]]:
    """A file that was not there before, in this folder and nowhere else; gone again where it cannot be finished."""
    try:
        to.mkdir(parents=True, exist_ok=True, mode=0o700)
        place = os.open(to, os.O_DIRECTORY | os.O_RDONLY)
    except OSError as fault:
        raise _cannot(to, fault) from None
    try:
        name, descriptor = _create(place, wanted)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                yield to / name, stream
                stream.flush()
                os.fsync(stream.fileno())
        except BaseException as fault:
            with suppress(OSError):
                os.unlink(name, dir_fd=place)
            if isinstance(fault, OSError):
                raise _cannot(to / name, fault) from None
            raise
    except OSError as fault:
        raise _cannot(to, fault) from None
    finally:
        os.close(place)


def _create(place: int, wanted: Wanted) -> tuple[str, int]:
    """A name of our own words and digits, numbered where it is taken: no file is ever written over."""
    if wanted.what not in exports.REGISTERS:
        raise Refused(
            N_("{what} is no register. Registers are: {all}."), what=wanted.what, all=", ".join(exports.REGISTERS)
        )
    days = "".join(f"-{day:%Y%m%d}" for day in (wanted.first, wanted.last) if day)
    for number in range(1, 1000):
        again = f"-{number}" if number > 1 else ""
        name = f"dutydesk-{wanted.what}{days}{again}.{wanted.how}"
        with suppress(FileExistsError):
            return name, os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o600, dir_fd=place)
    raise Refused(N_("There are a thousand files of that name already: choose another folder."))


def _cannot(path: Path, fault: OSError) -> Refused:
    reason = os.strerror(fault.errno or 0)
    return Refused(N_("{path} cannot be written: {reason}."), path=path, reason=reason)

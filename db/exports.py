"""The door through which registers leave the station: who took what is recorded, people stay masked (L10)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from db import access, site
from db.connection import database
from db.journal import COMMAND_LINE, Session, Write, authorise, writing
from db.registers import REGISTERS, Column, Register
from db.rules import exports as rules
from db.rules.masking import masked, masked_name, masked_numbers
from db.rules.signature import short_code
from db.rules.site import at_local, local
from db.rules.words import Refused, _

__all__ = ["REGISTERS", "Column", "Register", "Table", "take_out", "titles"]

_BATCH = 500
Cell = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """A register on its way out: headings, and rows read as they are asked for (text, number or None)."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterator[list[Cell]]


def titles(by: Session) -> dict[str, str]:
    """The registers somebody may take out: noun and title, in their order; the owner of the file all."""
    every = by == COMMAND_LINE or by.role == "manager"
    return {noun: register.label for noun, register in REGISTERS.items() if every or not register.managers}


def take_out(by: Session, what: str, first: date | None, last: date | None, reveal: bool, how: str) -> Table:
    """A register between two days (both included, None is open), recorded before its first row is read."""
    if what not in REGISTERS:
        raise Refused(_("{what} is no register. Registers are: {all}."), what=what, all=", ".join(REGISTERS))
    rules.check_days(first, last)
    days = f"{first or '...'} - {last or '...'}"
    register = REGISTERS[what]
    _note(by, f"{what} {days} {how}{' +' if reveal else ''}", reveal or register.managers)
    return Table(what, register.columns, _rows(register, _between(register, first, last), reveal))


@writing("access.export")
def _note(write: Write, about: str, managers: bool) -> None:
    authorise(write, *(("manager",) if managers else rules.MAY_EXPORT))
    access.note(write, "exported", about)


def _between(register: Register, first: date | None, last: date | None) -> tuple[Any, Any] | tuple[()]:
    """The values of the statement: days as text, moments as epoch milliseconds; none where every row leaves."""
    after = last + timedelta(days=1) if last else None
    if not register.when or not (first or last):
        return ()
    if register.by_day:
        return (str(first) if first else "", str(after) if after else chr(sys.maxunicode))
    zone = site.zone()
    return at_local(first, 0, zone) if first else -(2**62), at_local(after, 0, zone) if after else 2**62


def _rows(register: Register, between: tuple[Any, ...], reveal: bool) -> Iterator[list[Cell]]:
    shown = [_shown(column.kind, reveal) for column in register.columns]
    cursor = database.execute_sql(register.sql(between=bool(between)), between)
    while batch := cursor.fetchmany(_BATCH):
        for row in batch:
            yield [None if value is None else show(value) for show, value in zip(shown, row, strict=True)]


def _shown(kind: str, reveal: bool) -> Callable[[Any], Cell]:
    """How a value of a column leaves."""
    if kind == "time":
        zone = site.zone()
        return _sound(lambda at: f"{local(at, zone):%Y-%m-%d %H:%M}")
    known: dict[str, Callable[[Any], Cell]] = {
        "number": _sound(int),
        "minute": _sound(lambda minute: f"{minute // 60 % 24:02}:{minute % 60:02}"),
        "yes": bool,
        "digest": _sound(lambda digest: short_code(digest) if digest else ""),
        "phone": str if reveal else lambda phone: masked(str(phone)),
        "identity": str if reveal else lambda identity: masked(str(identity)),
        "name": str if reveal else lambda name: masked_name(str(name)),
        "words": str if reveal else lambda words: masked_numbers(str(words)),
    }
    return known.get(kind, str)


def _sound(show: Callable[[Any], Cell]) -> Callable[[Any], Cell]:
    """What another program wrote where a number belongs leaves as the text it is."""

    def shown(value: Any) -> Cell:
        try:
            return show(value)
        except (ValueError, TypeError, OverflowError, OSError):
            return str(value)

    return shown

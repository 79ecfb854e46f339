"""Taking over tables from elsewhere: all rows or none, one journal entry for each."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from peewee import IntegrityError

from db import journal, key_register, site, staff, writer
from db.import_tickets import TicketTaker
from db.journal import COMMAND_LINE, Write
from db.rules import imports as rules
from db.rules.words import Refused, _

SHOWN = 20
_REPORT_EVERY = 100
Progress = Callable[[int, int], None]
Taker = Callable[[Write, Mapping[str, str]], object]


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that cannot be taken: the line it begins at, and why."""

    line: int
    reason: Refused


@dataclass(slots=True)
class Done:
    """What became of a table; with one bad row nothing of it is stored."""

    rows: int = 0
    bad: list[Bad] = field(default_factory=list)


class _TakeBack(Exception):
    """Ends a transaction without storing it."""


def _silent(_done: int, _total: int) -> None:
    """Progress nobody watches."""


def read_map(file: Path) -> rules.Map:
    """A map from its TOML file."""
    return rules.parse_map(rules.decode(_read(file)))


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        reason = os.strerror(fault.errno or 0)
        raise Refused(_("{path} cannot be read: {reason}."), path=file, reason=reason) from None


def run(
    kind: str, file: Path, plan: rules.Map | None = None, *, dry_run: bool = False, progress: Progress = _silent
) -> Done:
    """Take over a table into the open station in one transaction; a dry run does all of it but the commit.

    The station's other terminals wait to write while it runs (10,000 tickets: some seconds).
    """
    plan = plan or rules.Map()
    lines = rules.lines(kind, rules.decode(_read(file)), plan)
    done = Done(len(lines))
    with suppress(_TakeBack):
        writer.run(lambda: _take(kind, lines, plan, done, dry_run, progress))
    return done


def _take(kind: str, lines: list[rules.Line], plan: rules.Map, done: Done, dry_run: bool, progress: Progress) -> None:
    write, taker = journal.begin(f"import.{kind}", COMMAND_LINE), _TAKERS[kind](plan)
    for number, line in enumerate(lines, 1):
        try:
            _take_line(write, taker, line)
        except Refused as reason:
            done.bad.append(Bad(line.number, reason))
        if number % _REPORT_EVERY == 0 or number == len(lines):
            progress(number, len(lines))
    if done.bad or dry_run:
        raise _TakeBack
    if isinstance(taker, TicketTaker):
        taker.end(write)
    write.close()


def _take_line(write: Write, taker: Taker, line: rules.Line) -> None:
    if line.fault is not None:
        raise line.fault
    try:
        taker(write, line.cells)
    except IntegrityError as fault:
        raise Refused(_("the database does not take it: {reason}."), reason=str(fault)) from None
    write.next_entry()


def _units(_plan: rules.Map) -> Taker:
    def take(write: Write, cells: Mapping[str, str]) -> None:
        number = rules.need(cells, "number")
        site.add_unit.inside(write, number, cells.get("owner", ""), cells.get("phone", ""), cells.get("notes", ""))

    return take


def _keys(_plan: rules.Map) -> Taker:
    def take(write: Write, cells: Mapping[str, str]) -> None:
        key_register.add.inside(
            write,
            rules.need(cells, "tag"),
            rules.need(cells, "opens"),
            cells.get("hook", ""),
            rules.choice(cells, "what", key_register.WHATS, "key"),
            rules.choice(cells, "access", key_register.ACCESSES, "public"),
            cells.get("unit", ""),
        )

    return take


def _staff(_plan: rules.Map) -> Taker:
    def take(write: Write, cells: Mapping[str, str]) -> None:
        number, name = rules.need(cells, "staff_no"), rules.need(cells, "name")
        staff.enrol.inside(write, number, name, cells.get("role") or "officer", cells.get("phone", ""))

    return take


_TAKERS: dict[str, Callable[[rules.Map], Taker]] = {
    "units": _units,
    "keys": _keys,
    "staff": _staff,
    "tickets": TicketTaker,
}

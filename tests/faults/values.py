"""Values of the wrong kind in every column: each is found, and none stops the proof."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import connection
from db.verify import verify
from tests.faults import falsify
from tests.faults.stations import apart
from tests.faults.table import Row, Size

#: What stands there instead; `{}` is the column.
VALUES = (
    "NULL", "CAST({} AS BLOB)", "CAST(x'41ff42' AS TEXT)", "{} || char(0) || '7x'", "''",
    "coalesce({}, 0) + 0.5", "-9223372036854775808", "9e999",
)  # fmt: skip
#: All that a key takes.
_NUMBER = VALUES[6]
#: Tables outside the record, and sealed columns in it: lost or altered, a PIN no longer opens, and nothing else.
_OUTSIDE = ("schema_migration", "signed_on", "pin_guard")
_SEALED = {("officer_key", "salt"), ("officer_key", "nonce"), ("officer_key", "wrapped"), ("contact", "initials")}
#: What the chain and its readers live on is tried with every value; any other column with two of them.
_EVERY = ("journal", "journal_head", "contact", "site", "signature", "handover")


@dataclass(frozen=True, slots=True)
class Value:
    """One column of one table, and what is put there in its last row."""

    table: str
    column: str
    value: str


def _plan(opened: Any) -> Iterator[Value]:
    """Every column of every table that has a row."""
    tables = opened.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    number = 0
    for (table,) in tables:
        if table.startswith(("sqlite_", "log_search")) or table in _OUTSIDE:
            continue
        for _id, column, _kind, _must, _default, key in opened.execute(f'PRAGMA table_info("{table}")').fetchall():
            if (table, column) not in _SEALED:
                number += 1
                chosen = VALUES if table in _EVERY else (VALUES[number % 8], VALUES[(number + 3) % 8])
                yield from (Value(table, column, value) for value in ((_NUMBER,) if key else chosen))


def _put(file: Path, deed: Value) -> bool:
    """Put it there, whatever the schema says against it, and leave the schema as it was; whether anything changed."""
    opened = connection.beside(file)
    laws = opened.execute("SELECT type, name, sql FROM sqlite_schema WHERE type = 'trigger' OR name = ?", [deed.table])
    laws = laws.fetchall()
    (law,) = (sql for kind, _name, sql in laws if kind == "table")
    for name in (name for kind, name, _sql in laws if kind == "trigger"):
        opened.execute(f'DROP TRIGGER "{name}"')
    opened = _with_law(opened, file, deed.table, law.replace(" NOT NULL", "").removesuffix(" STRICT"))
    opened.execute("PRAGMA ignore_check_constraints = ON")
    last = f'WHERE rowid = (SELECT max(rowid) FROM "{deed.table}")'
    look = f'SELECT typeof("{deed.column}"), CAST("{deed.column}" AS BLOB) FROM "{deed.table}" ORDER BY 1, 2'
    before = opened.execute(look).fetchall()
    value = deed.value.format(f'"{deed.column}"')
    opened.execute(f'UPDATE OR IGNORE "{deed.table}" SET "{deed.column}" = {value} {last}')
    after = opened.execute(look).fetchall()
    opened = _with_law(opened, file, deed.table, law)
    for sql in (sql for kind, _name, sql in laws if kind == "trigger"):
        opened.execute(sql)
    opened.close()
    return bool(before != after)


def _with_law(opened: Any, file: Path, table: str, law: str) -> Any:
    """The same file with another statement of a table, opened again to know it."""
    opened.execute("PRAGMA writable_schema = ON")
    opened.execute("UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?", (law, table))
    opened.close()
    return connection.beside(file)


def _missed(folder: Path, every: int) -> tuple[int, list[str]]:
    """How many were put there, and those that were not found or stopped the proof."""
    opened = connection.beside(folder / "now.db")
    plan = list(_plan(opened))[::every]
    opened.close()
    tried, missed = 0, []
    for deed in plan:
        file = Path(shutil.copy(folder / "now.db", folder / "value.db"))
        if not _put(file, deed):
            continue
        tried += 1
        try:
            seen = bool(verify(file, anchored=folder / falsify.SEALED).problems)
        except Exception as fault:
            seen = False
            connection.close_station()
            missed.append(f"{deed.table}.{deed.column} = {deed.value}: {type(fault).__name__} {fault}")
        else:
            missed += [] if seen else [f"{deed.table}.{deed.column} = {deed.value}: not found"]
    return tried, missed


def rows(size: Size, folder: Path) -> Iterator[Row]:
    """Each in a copy of its own."""
    falsify.make(folder)
    tried, missed = apart(lambda: _missed(folder, size.every))
    yield Row(
        f"{tried} values of another kind (none, bytes, no UTF-8, NUL, fractions, infinity), one in every column",
        "each found; none stops the proof",
        f"{tried - len(missed)} found" + (f", missed: {'; '.join(missed)}" if missed else ""),
        tried > 0 and not missed,
    )

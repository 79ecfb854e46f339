"""A register as it leaves: a title, columns read by their paths through the tables, a time to choose days by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import Model, TextField

#: Only the code of a count names a register; that of another line is the program's own.
COUNTED = """CASE WHEN "t"."kind" = 'count' THEN "t"."code" END"""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading (a msgid), the path to its value, what its values are, and the words of a code.

    A path goes from field to field: `entry.post.name`; `staff.name|borrower.name` is the first that is there. `sql`
    reads what no path leads to; the row is `t`.
    """

    label: str
    path: str
    #: text, words (numbers of people are masked in it), number, minute (of the day), time (epoch ms), yes, phone,
    #: name (of the public), identity, digest, code, codes (several, apart by blanks)
    kind: str = "text"
    codes: str = ""
    sql: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """One table of the record with what its rows refer to; `when` is the path of the time or day it is taken by.

    With `until`, rows last from `when` until then, and those that touch the days leave. What is the `managers`' is
    taken by nobody else.
    """

    label: str
    model: type[Model]
    columns: tuple[Column, ...]
    when: str = ""
    until: str = ""
    order: tuple[str, ...] = ("id",)
    managers: bool = False

    @property
    def by_day(self) -> bool:
        """Whether `when` is a day as text rather than a moment."""
        return bool(self.when) and isinstance(_field(self.model, self.when), TextField)

    def sql(self, *, between: bool) -> str:
        """The statement that reads it, all of it or what lies between two times, `?1` and the one before `?2`."""
        values = ", ".join(column.sql or self._value(column.path) for column in self.columns)
        order = ", ".join(self._value(path) for path in self.order)
        chosen = self._chosen() if between else ""
        return f'SELECT {values} FROM "{_table(self.model)}" AS "t"{chosen} ORDER BY {order}'  # noqa: S608

    def _chosen(self) -> str:
        last = self._value(self.until or self.when)
        return f" WHERE {last} >= ?1 AND {self._value(self.when)} < ?2"

    def _value(self, path: str) -> str:
        values = [_read(self.model, one, "t") for one in path.split("|")]
        return values[0] if len(values) == 1 else f"COALESCE({', '.join(values)})"


def _table(model: Any) -> str:
    return str(model._meta.table_name)


def _read(model: Any, path: str, row: str) -> str:
    """SQL of a path from a row: each field that leads to another table is looked up there by its key."""
    head, _dot, rest = path.partition(".")
    field = model._meta.fields[head]
    value = f'"{row}"."{field.column_name}"'
    if not rest:
        return value
    table = _table(field.rel_model)
    return f'(SELECT {_read(field.rel_model, rest, table)} FROM "{table}" WHERE "{table}"."id" = {value})'  # noqa: S608


def _field(model: Any, path: str) -> Any:
    head, _dot, rest = path.partition(".")
    field = model._meta.fields[head]
    return _field(field.rel_model, rest) if rest else field

"""Queries written once: for a small read Peewee takes longer to write the SQL than SQLite to answer it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar

from peewee import Model, ModelSelect, Value

from db.connection import database

P = ParamSpec("P")
M = TypeVar("M", bound=Model)


class _Slot:
    """The place of an argument among the values of a statement."""

    def __init__(self, position: int) -> None:
        self.position = position


class Prepared(Generic[P, M]):
    """A query made by a function of its values: the first call writes the SQL, every call gives the rows.

    The values go to SQLite as they are: ids rather than rows, and never None, which is another comparison in SQL.
    """

    def __init__(self, build: Callable[P, ModelSelect[M]]) -> None:
        self._build: Callable[..., Any] = build
        self._statement: tuple[str, list[Any]] | None = None
        self._read: Callable[[Any], M] | None = None
        update_wrapper(self, build)

    def __call__(self, *values: P.args, **_never: P.kwargs) -> list[M]:
        """The rows, read to the end so that no snapshot stays open; values are given in their order, never by name."""
        sql, places = self._statement or self._write()
        cursor = database.execute_sql(sql, [values[p.position] if isinstance(p, _Slot) else p for p in places])
        found = cursor.fetchall()
        if not found:
            return []
        read = self._read or self._reader(cursor)
        return [read(row) for row in found]

    def first(self, *values: P.args, **_never: P.kwargs) -> M | None:
        """The first row, None where there is none."""
        return next(iter(self(*values, **_never)), None)

    def _write(self) -> tuple[str, list[Any]]:
        self._statement = self._query().sql()
        return self._statement

    def _query(self) -> Any:
        count = self._build.__code__.co_argcount
        return self._build(*(Value(_Slot(position), converter=False) for position in range(count)))

    def _reader(self, cursor: Any) -> Callable[[Any], M]:
        """What makes a row of the query out of a tuple; Peewee works it out anew for every cursor."""
        wrapper = self._query()._get_cursor_wrapper(cursor)
        wrapper.initialize()
        wrapper.cursor = None
        self._read = wrapper.process_row
        return self._read


def prepared(build: Callable[P, ModelSelect[M]]) -> Prepared[P, M]:
    """Make a function that builds a query from its values one that answers with the rows."""
    return Prepared(build)


@cache
def _equal(model: type[M], *names: str) -> Prepared[..., M]:
    query = model.select()
    for position, name in enumerate(names):
        query = query.where(getattr(model, name) == Value(_Slot(position), converter=False))
    return Prepared(lambda: query)


def every(model: type[M], **equal: object) -> list[M]:
    """The rows of a table whose fields equal these values (ids rather than rows, never None)."""
    return _equal(model, *equal)(*equal.values())


def one(model: type[M], **equal: object) -> M | None:
    """The row of a table whose fields equal these values, None where there is none."""
    return _equal(model, *equal).first(*equal.values())

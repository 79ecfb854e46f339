"""A write whose rows go in by prepared statements: the same rows and entries, without building SQL for each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from db.connection import database
from db.journal import Door, Session, Write
from db.models.base import Row

AnyRow = TypeVar("AnyRow", bound=Row)


@dataclass(slots=True)
class QuickWrite(Write):
    """The one write of a demo: every step of the story is an entry of its own, by its own officer at its own time."""

    def act(self, by: Session, at: int) -> None:
        """Close the entry so far; the next one is this officer's, at this time."""
        self.close()
        self.kind, self.by, self.at = "", by, at

    def do(self, door: Door[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Go through a door inside this entry; the first door gives the entry its kind."""
        self.kind = self.kind or door.kind
        return door.inside(self, *args, **kwargs)

    def save(self, row: AnyRow) -> AnyRow:
        """Insert or update one row, as `Write.save` does."""
        row.seq = self.seq + 1
        model = type(row)
        insert, update, fields = _statements(model)
        known = row.__data__
        values = [stored(known.get(name)) for name, stored in fields]
        if not row.id:
            row.id = database.cursor().execute(insert, values).lastrowid
        else:
            database.cursor().execute(update, [*values, row.id])
        self.touched[(model._meta.table_name, row.id)] = model
        return row


@cache
def _statements(model: type[Row]) -> tuple[str, str, list[tuple[str, Any]]]:
    """SQL to insert and to update a whole row of a model; its fields, and how a value of each is stored, in order."""
    meta = model._meta
    written = [field for field in meta.sorted_fields if field.name != "id"]
    fields = [(field.name, field.db_value) for field in written]
    columns = [f'"{field.column_name}"' for field in written]
    marks = ", ".join("?" for _column in columns)
    insert = f'INSERT INTO "{meta.table_name}" ({", ".join(columns)}) VALUES ({marks})'  # noqa: S608  the model's names
    update = f'UPDATE "{meta.table_name}" SET {", ".join(f"{column} = ?" for column in columns)} WHERE "id" = ?'  # noqa: S608
    return insert, update, fields

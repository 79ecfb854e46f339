"""Every row of the record against its last image in the journal, compared by SQLite byte for byte."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

from db.connection import database, rows
from db.findings import Finding
from db.journal import image_sql
from db.models.base import Row
from db.models.every import RECORD
from db.rules.words import _

#: How a record is called by people; a table that is not here is called by its name and number.
_NAMES = {
    "log_entry": _("Log line {number} of {year} ({post})"),
    "ticket": _("Ticket {number} of {year} ({kind})"),
    "handover": _("Handover {number} of {year} ({post})"),
    "key": _("Key {tag}"),
    "officer": _("Officer {staff_no}"),
    "unit": _("Unit {number}"),
    "pass": _("Pass {number}"),
    "serial": _("The counter {register} of {year}"),
    "signature": _("The signature of {record}, version {version}"),
    "day_review": _("The daily sheet of {day}"),
}
_OTHER = _("Record {id} of the table {table}")

# The types matter: without them the join below could not use the primary key.
_TABLE = """
CREATE TEMP TABLE "last_image" (
    "of_table" TEXT, "of_id" INTEGER, "image" TEXT, "written" INTEGER, PRIMARY KEY ("of_table", "of_id")
)
"""
# The bare columns beside max() are those of the row that has it (SQLite's own rule).
_FILL = """
INSERT OR REPLACE INTO temp."last_image"
SELECT json_extract(i.value, '$[0]'), json_extract(i.value, '$[1]'), i.value, max(j."seq")
FROM "journal" AS j, json_each(CASE WHEN json_valid(j."body") THEN j."body" ELSE '[]' END, '$[6]') AS i
WHERE i.type = 'array' GROUP BY 1, 2
"""


def differences() -> Generator[Finding, None, None]:
    """Rows changed, gone, or never written by the program."""
    with _last_images():
        known = {model._meta.table_name for model in RECORD}
        for (table,) in rows('SELECT DISTINCT "of_table" FROM "last_image" ORDER BY 1'):
            if table not in known:
                yield Finding(_("The journal speaks of a table {table} that this program does not know."), table=table)
        for model in RECORD:
            yield from _standing(model)
            yield from _gone(model)


@contextmanager
def _last_images() -> Iterator[None]:
    database.execute_sql(_TABLE)
    try:
        database.execute_sql(_FILL)
        yield
    finally:
        database.execute_sql('DROP TABLE temp."last_image"')


def _standing(model: type[Row]) -> Iterator[Finding]:
    """Rows that stand in the table: as written, changed, or put there by somebody else."""
    table = model._meta.table_name
    image = _image(model)
    for row, now, written in rows(
        f'SELECT "id", CAST({image} AS BLOB), CAST("image" AS BLOB) FROM "{table}" '  # noqa: S608 - names of our own tables
        f'LEFT JOIN "last_image" ON "of_table" = \'{table}\' AND "of_id" = "id" WHERE {image} IS NOT "image"'
    ):
        if written is None:
            yield Finding(_("{record} was never written by the program."), record=_name(model, row, now))
        else:
            yield Finding(
                _("{record} was changed outside the program: {columns}."),
                record=_name(model, row, written),
                columns=", ".join(_changed(model, now, written)),
            )


def _gone(model: type[Row]) -> Iterator[Finding]:
    table = model._meta.table_name
    for row, written in rows(
        f'SELECT "of_id", CAST("image" AS BLOB) FROM "last_image" WHERE "of_table" = \'{table}\' '  # noqa: S608 - names of our own tables
        f'AND NOT EXISTS (SELECT 1 FROM "{table}" WHERE "id" = "of_id") ORDER BY "of_id"'
    ):
        yield Finding(_("{record} was removed."), record=_name(model, row, written))


def _image(model: type[Row]) -> str:
    """`image_sql`, but null for a row with a BLOB where the program never puts one (json_array refuses it)."""
    kinds = ", ".join(f'typeof("{column}")' for column in _columns(model))
    return f"CASE WHEN 'blob' IN ({kinds}) THEN NULL ELSE {image_sql(model)} END"


def _columns(model: type[Row]) -> list[str]:
    """Names of the journaled columns, in the order of the image."""
    return [f.column_name for f in model._meta.sorted_fields if f.name not in ("id", *model.unjournaled)]


def _values(model: type[Row], image: bytes | None) -> dict[str, Any]:
    if image is None:
        return {}
    try:
        values = json.loads(bytes(image).decode(errors="replace"))[2:]
    except ValueError:
        return {}
    return dict(zip(_columns(model), values, strict=False))


def _changed(model: type[Row], now: bytes | None, written: bytes) -> list[str]:
    """Names of the columns that do not say what was written."""
    found, wanted = _values(model, now), _values(model, written)
    return [column for column in _columns(model) if found.get(column) != wanted.get(column)] or ["?"]


def _name(model: type[Row], row: int, image: bytes | None) -> Finding:
    """What people call a record, read from its image."""
    table = model._meta.table_name
    values = {"id": row, "table": table, **_values(model, image)}
    if "post_id" in values:
        values["post"] = next(
            (name for (name,) in rows('SELECT "name" FROM "post" WHERE "id" = ?', (values["post_id"],))), "?"
        )
    try:
        name = Finding(_NAMES.get(table, _OTHER), **values)
        str(name)
    except KeyError:
        return Finding(_OTHER, id=row, table=table)
    return name

"""Rows that another program wrote into the file: one of each register for every hostile text."""

from __future__ import annotations

from peewee import BlobField, Field, TextField

from db import writer
from db.connection import database, rows
from db.models.every import RECORD
from db.models.site import Site
from tests.hostile import SHORT

#: Bytes that are no UTF-8 at all.
BROKEN = {"no utf-8": b"\xff\x1b[2J\xfe", "half a letter": b"\xe6\xbc", "surrogate half": b"\xed\xa0\x80"}
POISON: dict[str, bytes] = {name: text.encode("utf-8", "surrogatepass") for name, text in SHORT.items()} | BROKEN
#: Table -> the columns that take the text, and those that must differ from row to row.
_TABLES: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "log_entry": (("text", "place", "paper"), {"number": "100 + {n}", "event_at": '"event_at" - {n}'}),
    "ticket": (("content", "place", "worker", "reply", "slip_reason"), {"number": "100 + {n}"}),
    "key": (("opens", "hook"), {"tag": "'9' || {n}"}),
    "unit": (("notes",), {"number": "'9-9-' || {n}"}),
    "officer": (("name", "phone"), {"staff_no": "'9' || {n}"}),
    "contact": (("name", "phone", "firm", "initials"), {}),
    "access_event": (("about",), {}),
}  # fmt: skip


def poison() -> int:
    """Write them into the open station, past every door, trigger and check; return how many texts there are."""
    writer.run(_poison)
    return len(POISON)


def _poison() -> None:
    database.execute_sql("PRAGMA ignore_check_constraints = 1").fetchall()
    for (name,) in rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
        database.execute_sql(f'DROP TRIGGER "{name}"')
    for table, (texts, differing) in _TABLES.items():
        columns = [name for _n, name, *_rest in rows(f'PRAGMA table_info("{table}")') if name != "id"]
        for number, text in enumerate(POISON.values()):
            _copy(table, columns, texts, differing, number, text)
    database.execute_sql('UPDATE "ticket" SET "caller_id" = (SELECT max("id") - "ticket"."id" % 80 FROM "contact")')
    database.execute_sql('UPDATE "site" SET "name" = CAST(? AS TEXT)', (b"\x1b]0;owned\x07 estate",))
    database.execute_sql("PRAGMA ignore_check_constraints = 0").fetchall()


def _copy(
    table: str, columns: list[str], texts: tuple[str, ...], differing: dict[str, str], number: int, text: bytes
) -> None:
    """The table's first row once more, with the text in its place."""
    taken = [
        "CAST(? AS TEXT)" if name in texts else differing.get(name, f'"{name}"').format(n=number) for name in columns
    ]
    into = ", ".join(f'"{name}"' for name in columns)
    database.execute_sql(
        f'INSERT INTO "{table}" ({into}) SELECT {", ".join(taken)} FROM "{table}" ORDER BY "id" LIMIT 1',
        (text,) * sum(name in texts for name in columns),
    )


def poison_every() -> None:
    """A row of every table of the record for each text, the text in all its columns at once; keys lead to its own."""
    writer.run(_poison_every)


def _value(field: Field, number: int) -> str:
    if isinstance(field, TextField):
        return "CAST(? AS TEXT)"
    return "x'00'" if isinstance(field, BlobField) else str(number)


def _poison_every() -> None:
    for pragma in ("ignore_check_constraints = 1", "defer_foreign_keys = 1"):
        database.execute_sql(f"PRAGMA {pragma}").fetchall()
    for (name,) in rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
        database.execute_sql(f'DROP TRIGGER "{name}"')
    for model in (model for model in RECORD if model is not Site):
        fields = model._meta.sorted_fields
        named = ", ".join(f'"{field.column_name}"' for field in fields)
        for number, text in enumerate(POISON.values(), 1000):
            values = ", ".join(_value(field, number) for field in fields)
            texts = [text for field in fields if isinstance(field, TextField)]
            database.execute_sql(f'INSERT INTO "{model._meta.table_name}" ({named}) VALUES ({values})', texts)
    database.execute_sql("PRAGMA ignore_check_constraints = 0").fetchall()

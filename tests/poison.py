"""Rows that another program wrote into the file: one of each register for every hostile text."""

from __future__ import annotations

from db import writer
from db.connection import database, rows
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

"""Write the frozen text of the first migration from the models, while no station of a release exists.

python -m tests.freeze_schema
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from peewee import Model, SqliteDatabase

from db.models.every import APPEND_ONLY, EVERY
from db.models.journal import JournalHead
from db.models.log_search import SHADOWS
from db.rules.chain import GENESIS

FROZEN = Path(__file__).resolve().parents[1] / "db" / "migrations" / "0001_initial.sql"
PREFACE = """\
-- The schema a station begins with, frozen: the models move on, this text does not.
-- A statement ends where a line ends in a semicolon. Comments stand between statements, never inside one: SQLite
-- would keep them as part of the table, and verify compares what SQLite keeps.
"""
FIRST_HEAD = f"""INSERT INTO "journal_head" ("id", "last", "hash")\n    VALUES (1, 0, x'{GENESIS.hex()}');\n"""

Made = list[tuple[str, str, str]]


def made(database: SqliteDatabase) -> Made:
    """Kind, name and text of everything in a database that SQLite did not make by itself, in the order made."""
    sql = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite^_%' ESCAPE '^' ORDER BY rowid"
    return [row for row in database.execute_sql(sql).fetchall() if row[1] not in SHADOWS]


def modelled(*models: type[Model]) -> Made:
    """The tables, indexes and triggers these models ask for."""
    database = SqliteDatabase(":memory:")
    with database.bind_ctx(models, bind_refs=False, bind_backrefs=False), database:
        for model in models:
            model.create_table(safe=False)
            for trigger in _triggers(model):
                database.execute_sql(trigger)
        return made(database)


def _triggers(model: type[Model]) -> Iterator[str]:
    table = model._meta.table_name
    for event in ("UPDATE", "DELETE") if model in APPEND_ONLY else ():
        yield (
            f'CREATE TRIGGER "{table}_no_{event.lower()}" BEFORE {event} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def pieces(table: str) -> list[str]:
    """The columns and constraints of a CREATE TABLE: what stands between its commas."""
    body = table.partition("(")[2].rpartition(")")[0]
    depth, quoted, found = 0, "", [""]
    for sign in body:
        if quoted:
            quoted = "" if sign == quoted else quoted
        elif sign in "'\"":
            quoted = sign
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "," and not depth:
            found.append("")
            continue
        found[-1] += sign
    return [piece.strip() for piece in found]


def _laid_out(kind: str, sql: str) -> str:
    if sql.startswith("CREATE VIRTUAL"):  # its arguments are taken as they are written, blanks and all
        return f"{sql};\n"
    if kind != "table":
        return sql.replace(" BEGIN ", "\n    BEGIN ").replace(" WHERE ", "\n    WHERE ") + ";\n"
    lines = ",\n    ".join(pieces(sql))
    return f"{sql.partition('(')[0]}(\n    {lines}\n){sql.rpartition(')')[2]};\n"


def _chapter(model: type[Model]) -> str:
    """One table with its indexes and triggers, under the first sentence of its model."""
    title = (model.__doc__ or "").strip().partition("\n")[0]
    statements = "".join(_laid_out(kind, sql) for kind, _name, sql in modelled(model))
    return f"\n-- {title}\n{statements}{FIRST_HEAD if model is JournalHead else ''}"


def main() -> None:
    """Freeze, or refuse once a second migration says that stations are out there."""
    later = sorted(file.name for file in FROZEN.parent.glob("[0-9]*.py") if file.stem != FROZEN.stem)
    if later:
        sys.exit(f"{later[0]} builds on the first migration: write a new migration instead.")
    FROZEN.write_text(PREFACE + "".join(_chapter(model) for model in EVERY), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

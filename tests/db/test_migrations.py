"""The migrations make what the models say, once, and what is append-only stays as it was written."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import IntegrityError

from db import connection, schema
from db.connection import database, rows
from db.models.every import APPEND_ONLY, EVERY
from db.rules.chain import GENESIS
from tests.freeze_schema import FROZEN, Made, made, modelled, pieces

HISTORY = ("schema_migration", "schema_migration_name")  # the runner's own


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Path]:
    """A station made by the migrations, empty and open."""
    file = tmp_path / "station.db"
    connection.create_station(file)
    yield file
    connection.close_station()


def _says(schema_made: Made) -> list[tuple[str, str, str]]:
    """Every column, constraint, index and trigger by itself: a column added later stands elsewhere in its table."""
    return sorted(
        (kind, name, piece)
        for kind, name, sql in schema_made
        if name not in HISTORY
        for piece in (pieces(schema.flat(sql)) if kind == "table" else [schema.flat(sql)])
    )


def test_the_migrations_make_what_the_models_say(station: Path) -> None:
    assert _says(made(database)) == _says(modelled(*EVERY))


DRIFTS = {
    "a column": "ALTER TABLE unit ADD COLUMN floor INTEGER",
    "a table": "CREATE TABLE parcel (id INTEGER)",
    "an index": "CREATE INDEX unit_notes ON unit (notes)",
    "a condition of an index": "DROP INDEX one_open_loan; CREATE UNIQUE INDEX one_open_loan ON key_loan (key_id)",
    "a trigger": "DROP TRIGGER journal_no_update",
    "a check": 'DROP TABLE site; CREATE TABLE "site" ("name" TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 50))',
}


@pytest.mark.parametrize("drift", DRIFTS)
def test_a_model_that_moved_without_a_migration_is_seen(station: Path, drift: str) -> None:
    for statement in DRIFTS[drift].split(";"):
        database.execute_sql(statement)
    assert _says(made(database)) != _says(modelled(*EVERY))


def test_the_pieces_of_a_table_are_its_columns_and_constraints() -> None:
    table = """CREATE TABLE "a" ("b" TEXT CHECK (b IN (',', '(', 'it''s')), "c,d" INTEGER, UNIQUE ("b", "c,d"))"""
    assert pieces(table) == [
        """"b" TEXT CHECK (b IN (',', '(', 'it''s'))""",
        '"c,d" INTEGER',
        'UNIQUE ("b", "c,d")',
    ]


@pytest.mark.parametrize("file", sorted(FROZEN.parent.glob("[0-9]*.py")), ids=lambda file: file.stem)
def test_a_migration_knows_nothing_of_the_program_that_moves_on(file: Path) -> None:
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    named = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "." for node in nodes if isinstance(node, ast.ImportFrom)}
    assert not {name.partition(".")[0] for name in named} & {"db", "screens", "tui", ""}


def test_the_journal_begins_at_its_genesis(station: Path) -> None:
    assert rows("SELECT * FROM journal_head") == [(1, 0, GENESIS)]


def _everything() -> list[object]:
    history = rows("SELECT * FROM schema_migration")
    return [made(database), history, rows("SELECT * FROM journal_head"), rows("PRAGMA schema_version")]


def test_migrating_twice_does_nothing(station: Path) -> None:
    before = _everything()
    assert connection.migrate() == []
    assert _everything() == before


def test_a_schema_laid_out_otherwise_is_the_same_schema_and_another_is_not(station: Path) -> None:
    wanted = {(kind, name): schema.flat(sql) for kind, name, sql in made(database)}
    database.execute_sql("DROP INDEX unit_number")
    database.execute_sql('CREATE UNIQUE INDEX "unit_number"\n    ON "unit" (\n  "number"\n)')
    assert list(schema.differences(wanted)) == []
    database.execute_sql("DROP INDEX unit_number")
    database.execute_sql('CREATE UNIQUE INDEX "unit_number" ON "unit" ("number" DESC)')
    assert [str(finding) for finding in schema.differences(wanted)] == ["The index unit_number is not as it was made."]


SAMPLES = {"INTEGER": 1, "TEXT": "x", "BLOB": b"x"}
DEEDS = (
    'UPDATE "{table}" SET "seq" = 2',
    'UPDATE OR REPLACE "{table}" SET "seq" = "seq"',
    'DELETE FROM "{table}"',
    'REPLACE INTO "{table}" SELECT * FROM "{table}"',
    'INSERT INTO "{table}" SELECT * FROM "{table}" WHERE true ON CONFLICT DO UPDATE SET "seq" = 2',
)


def _fill(table: str) -> None:
    """One row with something in every column; from here on nothing but a trigger refuses anything."""
    values = [SAMPLES[kind] for _at, _name, kind, *_rest in rows(f'PRAGMA table_info("{table}")')]
    database.execute_sql("PRAGMA foreign_keys = 0")
    database.execute_sql("PRAGMA ignore_check_constraints = 1")
    database.execute_sql(f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(values))})', values)


@pytest.mark.parametrize("table", [model._meta.table_name for model in APPEND_ONLY])
def test_what_is_append_only_is_never_changed_removed_or_replaced_l2(station: Path, table: str) -> None:
    _fill(table)
    before = rows(f'SELECT * FROM "{table}"')
    for deed in DEEDS:
        with pytest.raises(IntegrityError, match=f"{table} is append-only"):
            database.execute_sql(deed.format(table=table))
    assert rows(f'SELECT * FROM "{table}"') == before != []

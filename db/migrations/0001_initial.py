"""The first schema: tables, indexes, the journal's head, and the triggers that keep append-only tables so."""

from db.models.every import APPEND_ONLY, EVERY
from db.rules.chain import GENESIS


def up(migrator, db):  # type: ignore[no-untyped-def]
    db.create_tables(EVERY, safe=False)
    db.execute_sql('INSERT INTO "journal_head" ("id", "last", "hash") VALUES (1, 0, ?)', (GENESIS,))
    for model in APPEND_ONLY:
        table = model._meta.table_name
        for event in ("UPDATE", "DELETE"):
            db.execute_sql(
                f'CREATE TRIGGER "{table}_no_{event.lower()}" BEFORE {event} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )

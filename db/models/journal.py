"""The journal and its head."""

from __future__ import annotations

from peewee import BigIntegerField, BlobField, IntegerField, Model, TextField

from db.connection import database


class Journal(Model):
    """One entry of the chain; the other columns repeat what the body says, so that it can be searched."""

    seq = BigIntegerField(primary_key=True)
    uuid = TextField()
    at = BigIntegerField()
    tz = IntegerField()
    terminal = TextField()
    actor = IntegerField()
    kind = TextField()
    body = TextField()
    prev = BlobField()
    hash = BlobField()

    append_only = True

    class Meta:
        database = database
        strict_tables = True


class JournalHead(Model):
    """The last entry: the row that makes sequence numbers gapless."""

    last = BigIntegerField()
    hash = BlobField()

    class Meta:
        database = database
        strict_tables = True
        table_name = "journal_head"

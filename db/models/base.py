"""What every table of the record has in common."""

from __future__ import annotations

from typing import ClassVar

from peewee import BigIntegerField, Model

from db.connection import database


class Row(Model):
    """A projection of the journal: `seq` is the last entry that wrote it."""

    id: int
    seq = BigIntegerField()

    #: Columns the journal must not hold, because a person can be forgotten; a commitment stands for them.
    unjournaled: ClassVar[tuple[str, ...]] = ()
    #: True where a row is never changed once written; triggers hold it.
    append_only: ClassVar[bool] = False

    class Meta:
        database = database
        legacy_table_names = False
        # A value of another kind is refused by the file itself, whichever program writes it.
        strict_tables = True


class Unjournaled(Model):
    """A table outside the record (lockouts, sessions): lost, it would cost nobody their evidence."""

    id: int

    class Meta:
        database = database
        legacy_table_names = False
        strict_tables = True

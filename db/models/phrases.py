"""The site's own phrases, found by initials (L14)."""

from __future__ import annotations

from peewee import BigIntegerField, Check, ForeignKeyField, TextField

from db.models.base import Row
from db.models.staff import Officer


class Phrase(Row):
    """A sentence with slots (`_`), or a place; one that is taken out stays in the record."""

    kind = TextField(constraints=[Check("kind IN ('sentence', 'place')")])
    text = TextField(constraints=[Check("length(text) BETWEEN 1 AND 80")])
    initials = TextField(constraints=[Check("length(initials) BETWEEN 1 AND 80")])
    officer = ForeignKeyField(Officer)
    officer_id: int
    at = BigIntegerField()
    removed_at = BigIntegerField(null=True)
    removed_by = ForeignKeyField(Officer, null=True)
    removed_by_id: int | None

"""Receipt books: which numbers a book has, and which is the next to be written."""

from __future__ import annotations

from peewee import BigIntegerField, Check, ForeignKeyField, IntegerField

from db.models.base import Row
from db.models.staff import Officer


class ReceiptBook(Row):
    """A book of numbered receipts; it is used up when `next` is past `last` (K12)."""

    first = IntegerField(unique=True, constraints=[Check("first >= 1")])
    last = IntegerField(constraints=[Check("last >= first")])
    next = IntegerField(constraints=[Check("next BETWEEN first AND last + 1")])
    added_by = ForeignKeyField(Officer, null=True)
    added_by_id: int | None
    added_at = BigIntegerField()
    used_by = ForeignKeyField(Officer, null=True)
    used_by_id: int | None
    used_at = BigIntegerField(null=True)

    class Meta:
        table_name = "receipt_book"

"""Addenda (追补) to handovers that were accepted, and who has read them."""

from __future__ import annotations

from peewee import BigIntegerField, Check, ForeignKeyField, IntegerField, TextField

from db.models.base import Row
from db.models.handover import Handover
from db.models.staff import Officer


class Addendum(Row):
    """What was forgotten or wrong in an accepted handover, signed, beside it and never inside it (H17).

    `said` is what the officer wrote, `text` what was signed: the same under the code of the version it belongs to.
    """

    handover = ForeignKeyField(Handover, backref="addenda")
    handover_id: int
    number = IntegerField()
    said = TextField(constraints=[Check("length(said) BETWEEN 1 AND 400")])
    text = TextField()
    officer = ForeignKeyField(Officer)
    officer_id: int
    at = BigIntegerField(index=True)

    append_only = True

    class Meta:
        indexes = ((("handover", "number"), True),)


class AddendumSeen(Row):
    """Who has opened an addendum, and in which role: the other signer and both reviewers owe it (H17)."""

    addendum = ForeignKeyField(Addendum, backref="seen")
    addendum_id: int
    officer = ForeignKeyField(Officer)
    officer_id: int
    role = TextField()
    at = BigIntegerField()

    append_only = True

    class Meta:
        table_name = "addendum_seen"
        indexes = ((("addendum", "officer"), True),)

"""The roster: who is meant to have which post, and who stands by for the whole site."""

from __future__ import annotations

from peewee import BigIntegerField, Check, ForeignKeyField, TextField

from db.models.base import Row
from db.models.site import Post, Shift
from db.models.staff import Officer


class RosterLine(Row):
    """Who is rostered for one shift of a post on one date; without an officer it is open again (H1).

    A swap (换班) names the officer it was before, and the superior who approved it.
    """

    post = ForeignKeyField(Post)
    post_id: int
    shift = ForeignKeyField(Shift)
    shift_id: int
    date = TextField(constraints=[Check("length(date) = 10")])
    officer = ForeignKeyField(Officer, null=True)
    officer_id: int | None
    swapped_from = ForeignKeyField(Officer, null=True)
    swapped_from_id: int | None
    approver = ForeignKeyField(Officer, null=True)
    approver_id: int | None
    at = BigIntegerField()

    class Meta:
        table_name = "roster_line"
        indexes = ((("date", "post", "shift"), True),)


class Standby(Row):
    """Who stands by for the whole site on one date (总值)."""

    date = TextField(unique=True, constraints=[Check("length(date) = 10")])
    officer = ForeignKeyField(Officer, null=True)
    officer_id: int | None
    at = BigIntegerField()

"""Cover of a post while the officer who has it is away (顶岗)."""

from __future__ import annotations

from peewee import SQL, BigIntegerField, Check, ForeignKeyField, TextField

from db.models.base import Row
from db.models.duty_log import LogEntry
from db.models.site import Duty
from db.models.staff import Officer


class Cover(Row):
    """One absence from a post: who stood in, by whose leave, from when to when (H10).

    `out_at` is when the officer left, `taken_at` when the stand-in's PIN was there: what lies between is a gap. Without
    an approver it was a short break, for which leave stands.
    """

    duty = ForeignKeyField(Duty, backref="covers")
    duty_id: int
    stand_in = ForeignKeyField(Officer)
    stand_in_id: int
    approver = ForeignKeyField(Officer, null=True)
    approver_id: int | None
    reason = TextField(constraints=[Check("reason IN ('rest', 'meal', 'scene', 'other')")])
    words = TextField(default="", constraints=[Check("length(words) <= 200")])
    entry = ForeignKeyField(LogEntry)
    entry_id: int
    out_at = BigIntegerField()
    taken_at = BigIntegerField()
    due_at = BigIntegerField()
    back_at = BigIntegerField(null=True)
    ended_by = TextField(default="", constraints=[Check("ended_by IN ('', 'back', 'custody')")])


# A post is covered by one officer at a time, and an officer covers one post.
Cover.add_index(Cover.index(Cover.duty, unique=True, where=SQL('"back_at" IS NULL'), name="one_open_cover"))
Cover.add_index(Cover.index(Cover.stand_in, unique=True, where=SQL('"back_at" IS NULL'), name="one_cover_each"))

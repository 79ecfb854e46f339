"""The routine schedule (议事日程): what is done at a post day by day, and each time it was done (L12)."""

from __future__ import annotations

from peewee import SQL, BigIntegerField, Check, ForeignKeyField, IntegerField, TextField

from db.models.base import Row
from db.models.site import Post
from db.models.staff import Officer


class Routine(Row):
    """What is due at a post at a minute of the day: daily, on a day of the week (1 is Monday) or of the month.

    A change ends the row and begins another, so that what was due on an earlier day stays known.
    """

    post = ForeignKeyField(Post, backref="routines")
    post_id: int
    text = TextField(constraints=[Check("length(text) BETWEEN 1 AND 100")])
    every = TextField(constraints=[Check("every IN ('daily', 'weekly', 'monthly')")])
    day = IntegerField(default=0, constraints=[Check("day BETWEEN 0 AND 31")])
    minute = IntegerField(constraints=[Check("minute BETWEEN 0 AND 1439")])
    begins_at = BigIntegerField()
    begun_by = ForeignKeyField(Officer, null=True)
    begun_by_id: int | None
    ended_at = BigIntegerField(null=True)
    ended_by = ForeignKeyField(Officer, null=True)
    ended_by_id: int | None
    why_ended = TextField(default="", constraints=[Check("length(why_ended) <= 200")])


Routine.add_index(Routine.index(Routine.post, where=SQL('"ended_at" IS NULL'), name="routine_in_force"))


class RoutineDone(Row):
    """A routine that was done: which time it was due, and how many earlier ones nobody did."""

    routine = ForeignKeyField(Routine, backref="done")
    routine_id: int
    due_at = BigIntegerField()
    missed = IntegerField(default=0)
    at = BigIntegerField()
    officer = ForeignKeyField(Officer)
    officer_id: int
    note = TextField(default="", constraints=[Check("length(note) <= 200")])

    append_only = True

    class Meta:
        table_name = "routine_done"
        indexes = ((("routine", "due_at"), True),)

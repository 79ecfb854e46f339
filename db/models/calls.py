"""What each call, letter or visit came to, beside its line of the log (L7, L8); and rounds walked (L13)."""

from __future__ import annotations

from peewee import Check, ForeignKeyField, IntegerField, TextField

from db.models.base import Row
from db.models.duty_log import LogEntry


class Contacted(Row):
    """How a call, letter or visit came and what it led to; `rings` is empty where nobody marked it."""

    entry = ForeignKeyField(LogEntry, unique=True)
    entry_id: int
    channel = TextField(constraints=[Check("channel IN ('call', 'letter', 'visit')")])
    outcome = TextField(
        constraints=[Check("outcome IN ('answered', 'promise', 'ticket', 'again', 'suggestion', 'transfer', 'other')")]
    )
    rings = TextField(default="", constraints=[Check("rings IN ('', 'three', 'late')")])
    to = TextField(default="", constraints=[Check('length("to") <= 60')])

    append_only = True


class PatrolRound(Row):
    """A round: its number in the duty, who walked it, and how the public facilities were (L13)."""

    entry = ForeignKeyField(LogEntry, unique=True)
    entry_id: int
    number = IntegerField(constraints=[Check("number BETWEEN 1 AND 99")])
    walked_by = TextField(constraints=[Check("length(walked_by) BETWEEN 1 AND 60")])
    state = TextField(constraints=[Check("state IN ('normal', 'damaged', 'broken_off')")])

    append_only = True

    class Meta:
        table_name = "patrol_round"

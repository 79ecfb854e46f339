"""What a supervisor adds to the papers that write themselves."""

from __future__ import annotations

from peewee import BigIntegerField, Check, ForeignKeyField, TextField

from db.models.base import Row
from db.models.staff import Officer


class Measures(Row):
    """What is done about the complaints of a period: put right, and prevented (P2); the last row stands."""

    period = TextField(index=True, constraints=[Check("length(period) BETWEEN 4 AND 8")])
    corrective = TextField(constraints=[Check("length(corrective) BETWEEN 1 AND 1000")])
    preventive = TextField(constraints=[Check("length(preventive) BETWEEN 1 AND 1000")])
    officer = ForeignKeyField(Officer)
    officer_id: int
    at = BigIntegerField()

    append_only = True

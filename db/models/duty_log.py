"""The duty log: lines, errata and reviews are append-only; open matters and promises are followed."""

from __future__ import annotations

from peewee import SQL, BigIntegerField, BooleanField, Check, ForeignKeyField, IntegerField, TextField

from db.models.base import Row
from db.models.site import Contact, Duty, Post, Unit
from db.models.staff import Officer

KINDS = ("note", "call", "letter", "visit", "patrol", "key", "ticket", "abnormal", "emergency", "cover", "handover")


class LogEntry(Row):
    """A line of the duty log; `event_at` is the officer's to say, `logged_at` the station's (L3)."""

    post = ForeignKeyField(Post, index=False)
    post_id: int
    duty = ForeignKeyField(Duty, null=True, index=False)
    duty_id: int | None
    number = IntegerField()
    year = IntegerField()
    kind = TextField(constraints=[Check("length(kind) <= 12")])
    text = TextField(constraints=[Check("length(text) BETWEEN 1 AND 2000")])
    place = TextField(default="", constraints=[Check("length(place) <= 60")])
    unit = ForeignKeyField(Unit, null=True, index=False)
    unit_id: int | None
    contact = ForeignKeyField(Contact, null=True, index=False)
    contact_id: int | None
    event_at = BigIntegerField()
    logged_at = BigIntegerField()
    author = ForeignKeyField(Officer, index=False)
    author_id: int
    late = BooleanField(default=False)
    follows = ForeignKeyField("self", null=True, index=False)
    follows_id: int | None
    paper = TextField(default="", constraints=[Check("length(paper) <= 20")])

    append_only = True

    class Meta:
        table_name = "log_entry"
        indexes = (
            (("post", "year", "number"), True),
            (("post", "event_at", "id"), False),
            (("event_at", "id"), False),
        )


# Most lines have no unit, contact or line before them: they stand in no index of those, and cost no page of it.
for _columns in (
    (LogEntry.duty,), (LogEntry.unit, LogEntry.event_at, LogEntry.id), (LogEntry.contact,), (LogEntry.follows,),
):  # fmt: skip
    _name = _columns[0].column_name
    LogEntry.add_index(
        LogEntry.index(*_columns, where=SQL(f'"{_name}" IS NOT NULL'), name=f"log_entry_{_name.removesuffix('_id')}")
    )


# A line of an emergency sheet is entered once, whoever else is entering the same sheet (H23).
LogEntry.add_index(
    LogEntry.index(LogEntry.paper, unique=True, where=SQL("\"paper\" != ''"), name="paper_line_entered_once")
)


class Erratum(Row):
    """A correction: the old text stays where it was, this row says what it should have read (L2)."""

    entry = ForeignKeyField(LogEntry, backref="errata")
    entry_id: int
    old_text = TextField()
    new_text = TextField(constraints=[Check("length(new_text) BETWEEN 1 AND 2000")])
    reason = TextField(constraints=[Check("length(reason) BETWEEN 1 AND 200")])
    officer = ForeignKeyField(Officer)
    officer_id: int
    at = BigIntegerField()

    append_only = True


class LogReview(Row):
    """The superior's 阅签 on one line (L4)."""

    entry = ForeignKeyField(LogEntry, unique=True, backref="reviews")
    entry_id: int
    officer = ForeignKeyField(Officer)
    officer_id: int
    at = BigIntegerField()

    append_only = True

    class Meta:
        table_name = "log_review"


class Matter(Row):
    """An abnormal line that is followed until it is resolved (L1)."""

    entry = ForeignKeyField(LogEntry, unique=True)
    entry_id: int
    closed_at = BigIntegerField(null=True)
    closed_by = ForeignKeyField(Officer, null=True)
    closed_by_id: int | None
    closing = ForeignKeyField(LogEntry, null=True)
    closing_id: int | None


Matter.add_index(Matter.index(Matter.entry, where=SQL('"closed_at" IS NULL'), name="open_matter"))


class Promise(Row):
    """An answer promised to somebody, with its time; carried from shift to shift until kept (L9)."""

    entry = ForeignKeyField(LogEntry, unique=True)
    entry_id: int
    due_at = BigIntegerField()
    kept_at = BigIntegerField(null=True)
    kept_by = ForeignKeyField(Officer, null=True)
    kept_by_id: int | None
    answer = TextField(default="", constraints=[Check("length(answer) <= 200")])


Promise.add_index(Promise.index(Promise.due_at, where=SQL('"kept_at" IS NULL'), name="open_promise_due"))

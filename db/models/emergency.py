"""Emergency cards and the incidents they are worked for; an incident keeps the steps it began with (L6)."""

from __future__ import annotations

from peewee import SQL, BigIntegerField, BooleanField, Check, ForeignKeyField, IntegerField, TextField

from db.models.base import Row
from db.models.duty_log import LogEntry
from db.models.key_register import KeyLoan
from db.models.site import Contact, Post, Unit
from db.models.staff import Officer
from db.models.tickets import Ticket


class EmergencyCard(Row):
    """A version of a card that a supervisor edited; version 1 is the one that came with the program."""

    kind = TextField(constraints=[Check("length(kind) BETWEEN 1 AND 12")])
    version = IntegerField(constraints=[Check("version > 1")])
    name = TextField(constraints=[Check("length(name) BETWEEN 1 AND 20")])
    repair = BooleanField()
    analysis = BooleanField()
    officer = ForeignKeyField(Officer)
    officer_id: int
    at = BigIntegerField()

    append_only = True

    class Meta:
        table_name = "emergency_card"
        indexes = ((("kind", "version"), True),)


class EmergencyStep(Row):
    """A step of a card: something to do, somebody to call, a key to hand out."""

    card = ForeignKeyField(EmergencyCard, backref="steps")
    card_id: int
    position = IntegerField()
    kind = TextField(constraints=[Check("kind IN ('do', 'call', 'key')")])
    what = TextField(constraints=[Check("length(what) BETWEEN 1 AND 12")])
    detail = TextField(default="", constraints=[Check("length(detail) <= 60")])
    whom = TextField(default="", constraints=[Check("length(whom) <= 12")])
    name = TextField(default="", constraints=[Check("length(name) <= 40")])
    phone = TextField(default="", constraints=[Check("length(phone) <= 40")])
    other = TextField(default="", constraints=[Check("length(other) <= 40")])
    other_phone = TextField(default="", constraints=[Check("length(other_phone) <= 40")])
    minutes = IntegerField(null=True, constraints=[Check("minutes BETWEEN 1 AND 1440")])

    append_only = True

    class Meta:
        table_name = "emergency_step"
        indexes = ((("card", "position"), True),)


class Emergency(Row):
    """One incident: its line of the log, its ticket, its card as it was then, and how it ended."""

    number = IntegerField()
    year = IntegerField()
    post = ForeignKeyField(Post)
    post_id: int
    kind = TextField(constraints=[Check("length(kind) BETWEEN 1 AND 12")])
    version = IntegerField()
    name = TextField(constraints=[Check("length(name) BETWEEN 1 AND 20")])
    entry = ForeignKeyField(LogEntry, unique=True)
    entry_id: int
    ticket = ForeignKeyField(Ticket, null=True)
    ticket_id: int | None
    unit = ForeignKeyField(Unit, null=True)
    unit_id: int | None
    place = TextField(default="", constraints=[Check("length(place) <= 60")])
    began_at = BigIntegerField()
    officer = ForeignKeyField(Officer)
    officer_id: int
    closed_at = BigIntegerField(null=True)
    closed_by = ForeignKeyField(Officer, null=True)
    closed_by_id: int | None
    ended = TextField(default="", constraints=[Check("length(ended) <= 400")])
    needs_analysis = BooleanField()
    analysis_due_at = BigIntegerField(null=True)
    analysis = TextField(default="", constraints=[Check("length(analysis) <= 2000")])
    analysed_at = BigIntegerField(null=True)
    analysed_by = ForeignKeyField(Officer, null=True)
    analysed_by_id: int | None

    class Meta:
        indexes = ((("year", "number"), True), (("began_at",), False))


Emergency.add_index(Emergency.index(Emergency.began_at, where=SQL('"closed_at" IS NULL'), name="open_emergency"))


class EmergencyLine(Row):
    """A step of an incident, with the people it names as they were when it began."""

    emergency = ForeignKeyField(Emergency, backref="lines")
    emergency_id: int
    position = IntegerField()
    kind = TextField(constraints=[Check("kind IN ('do', 'call', 'key')")])
    what = TextField(constraints=[Check("length(what) BETWEEN 1 AND 12")])
    detail = TextField(default="", constraints=[Check("length(detail) <= 60")])
    name = TextField(default="", constraints=[Check("length(name) <= 40")])
    phone = TextField(default="", constraints=[Check("length(phone) <= 40")])
    superior = BooleanField(default=False)
    contact = ForeignKeyField(Contact, null=True)
    contact_id: int | None
    at_unit = TextField(default="", constraints=[Check("length(at_unit) <= 40")])
    other = TextField(default="", constraints=[Check("length(other) <= 40")])
    other_phone = TextField(default="", constraints=[Check("length(other_phone) <= 40")])
    minutes = IntegerField(null=True)

    append_only = True

    class Meta:
        table_name = "emergency_line"
        indexes = ((("emergency", "position"), True),)


class EmergencyEvent(Row):
    """What happened at a step, with its time: answered, not answered, done, not applicable, a key issued."""

    line = ForeignKeyField(EmergencyLine, backref="events")
    line_id: int
    kind = TextField(constraints=[Check("kind IN ('answered', 'agreed', 'missed', 'done', 'none', 'issued')")])
    whom = TextField(default="", constraints=[Check("length(whom) <= 40")])
    loan = ForeignKeyField(KeyLoan, null=True)
    loan_id: int | None
    officer = ForeignKeyField(Officer)
    officer_id: int
    at = BigIntegerField()

    append_only = True

    class Meta:
        table_name = "emergency_event"

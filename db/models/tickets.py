"""Tickets and the events they are made of; deadlines are derived from the events (T20)."""

from __future__ import annotations

from peewee import SQL, BigIntegerField, BooleanField, Check, ForeignKeyField, IntegerField, TextField

from db.models.base import Row
from db.models.site import Contact, Post, Unit
from db.models.staff import Officer

#: Due when no clock runs, so that the keyset of the queue is never null: the end of the year 9999.
NEVER = 253_402_300_799_000
#: What the queue's partial index covers; queries say it in the same words, or SQLite does not use it.
IS_OPEN = SQL("\"state\" NOT IN ('closed', 'void')")


class Ticket(Row):
    """A repair or a complaint, from the first call to the paper that closes it."""

    kind = TextField(constraints=[Check("kind IN ('repair', 'complaint')")])
    number = IntegerField()
    year = IntegerField()
    post = ForeignKeyField(Post, null=True)
    source = TextField(default="", constraints=[Check("length(source) <= 40")])
    unit = ForeignKeyField(Unit, null=True, backref="tickets")
    unit_id: int | None
    place = TextField(default="", constraints=[Check("length(place) <= 80")])
    public = BooleanField(default=False)
    content = TextField(constraints=[Check("length(content) BETWEEN 1 AND 400")])
    caller = ForeignKeyField(Contact, null=True)
    caller_id: int | None
    caller_is = TextField(default="", constraints=[Check("length(caller_is) <= 12")])
    grade = TextField(constraints=[Check("grade IN ('urgent', 'ordinary', 'general', 'major')")])
    complaint_class = TextField(default="", constraints=[Check("complaint_class IN ('', 'management', 'defect')")])
    cost = TextField(default="", constraints=[Check("cost IN ('', 'told', 'free', 'later')")])
    appointment_at = BigIntegerField(null=True)
    state = TextField(
        default="new",
        constraints=[Check("state IN ('new', 'dispatched', 'in_progress', 'done', 'closed', 'void')")],
    )
    created_at = BigIntegerField()
    first_receiver = ForeignKeyField(Officer, null=True)
    first_receiver_id: int | None
    worker = TextField(default="", constraints=[Check("length(worker) <= 60")])
    worker_initials = TextField(default="")
    arrived_at = BigIntegerField(null=True)
    record_confirmed_at = BigIntegerField(null=True)
    looked_into_at = BigIntegerField(null=True)
    answered_at = BigIntegerField(null=True)
    done_at = BigIntegerField(null=True)
    told_at = BigIntegerField(null=True)
    closed_at = BigIntegerField(null=True)
    updated_at = BigIntegerField(default=0)
    due_at = BigIntegerField(default=NEVER)
    due_clock = TextField(default="")
    calls = IntegerField(default=1)
    slip_no = IntegerField(null=True)
    slip_out_at = BigIntegerField(null=True)
    slip_back_at = BigIntegerField(null=True)
    slip_reason = TextField(default="", constraints=[Check("length(slip_reason) <= 200")])
    actual = TextField(default="", constraints=[Check("length(actual) <= 200")])
    confirmed = TextField(default="", constraints=[Check("length(confirmed) <= 60")])
    validity = TextField(default="", constraints=[Check("validity IN ('', 'valid', 'invalid')")])
    reply = TextField(default="", constraints=[Check("length(reply) <= 400")])
    owed = TextField(default="", constraints=[Check("length(owed) <= 80")])
    escalated = TextField(default="", constraints=[Check("escalated IN ('', 'leader', 'supervisor', 'manager')")])

    class Meta:
        indexes = ((("kind", "year", "number"), True), (("unit", "created_at"), False), (("created_at", "id"), False))


Ticket.add_index(Ticket.index(Ticket.due_at, Ticket.id, where=IS_OPEN, name="open_ticket_due"))
Ticket.add_index(Ticket.index(Ticket.source, unique=True, where=SQL("\"source\" != ''"), name="ticket_source"))
# Everybody who ever had a ticket in hand, by initials: one look-up while the officer types.
Ticket.add_index(
    Ticket.index(Ticket.worker_initials, Ticket.worker, where=SQL("\"worker\" != ''"), name="ticket_worker")
)


class TicketEvent(Row):
    """One step in the life of a ticket; `person` of the public confirmed it (T9)."""

    ticket = ForeignKeyField(Ticket, backref="events")
    ticket_id: int
    kind = TextField(constraints=[Check("length(kind) <= 16")])
    text = TextField(default="", constraints=[Check("length(text) <= 400")])
    person = ForeignKeyField(Contact, null=True)
    person_id: int | None
    officer = ForeignKeyField(Officer, null=True)
    officer_id: int | None
    at = BigIntegerField()

    append_only = True

    class Meta:
        table_name = "ticket_event"

"""Repairs and complaints with their steps, as they leave."""

from __future__ import annotations

from db.models.reports import Measures
from db.models.tickets import NEVER, Ticket, TicketEvent
from db.registers.register import Column, Register
from db.rules.words import _

_DUE = f'NULLIF("t"."due_at", {NEVER})'

REGISTERS = {
    "tickets": Register(
        _("Tickets"), Ticket,
        (
            Column(_("Kind"), "kind", "code", "ticket"), Column(_("No."), "number", "number"),
            Column(_("Year"), "year", "number"), Column(_("Post"), "post.name"),
            Column(_("Grade"), "grade", "code", "grade"), Column(_("Class"), "complaint_class", "code", "class"),
            Column(_("Taken"), "created_at", "time"), Column(_("First receiver"), "first_receiver.name"),
            Column(_("Unit"), "unit.number"), Column(_("Place"), "place"), Column(_("Public"), "public", "yes"),
            Column(_("Content"), "content", "words"), Column(_("Caller"), "caller.name", "name"),
            Column(_("Phone"), "caller.phone", "phone"), Column(_("Caller is"), "caller_is", "code", "caller"),
            Column(_("Cost"), "cost", "code", "cost"), Column(_("Appointment"), "appointment_at", "time"),
            Column(_("State"), "state", "code", "state"), Column(_("In hand"), "worker"),
            Column(_("Calls"), "calls", "number"), Column(_("Record confirmed"), "record_confirmed_at", "time"),
            Column(_("Looked into"), "looked_into_at", "time"), Column(_("Answered"), "answered_at", "time"),
            Column(_("Arrived"), "arrived_at", "time"), Column(_("Done"), "done_at", "time"),
            Column(_("Owner told"), "told_at", "time"), Column(_("Closed"), "closed_at", "time"),
            Column(_("Next deadline"), "due_at", "time", sql=_DUE),
            Column(_("Deadline of"), "due_clock", "code", "clock"),
            Column(_("Slip"), "slip_no", "number"), Column(_("Slip out"), "slip_out_at", "time"),
            Column(_("Slip back"), "slip_back_at", "time"), Column(_("Why no slip"), "slip_reason", "words"),
            Column(_("Actual item"), "actual", "words"), Column(_("Confirmed by"), "confirmed", "words"),
            Column(_("Valid"), "validity", "code", "validity"), Column(_("Reply"), "reply", "words"),
            Column(_("Owed on paper"), "owed", "codes", "owed"),
            Column(_("Reported to"), "escalated", "code", "level"), Column(_("Changed"), "updated_at", "time"),
            Column(_("Imported from"), "source"),
        ),
        when="created_at", order=("created_at", "id"),
    ),
    "ticket-steps": Register(
        _("Ticket steps"), TicketEvent,
        (
            Column(_("Kind"), "ticket.kind", "code", "ticket"), Column(_("No."), "ticket.number", "number"),
            Column(_("Year"), "ticket.year", "number"), Column(_("Time"), "at", "time"),
            Column(_("Step"), "kind", "code", "step"), Column(_("Text"), "text", "words"),
            Column(_("Name"), "person.name", "name"),
            Column(_("Officer"), "officer.name"),
        ),
        when="at",
    ),
    "measures": Register(
        _("Measures"), Measures,
        (
            Column(_("Period"), "period"), Column(_("Corrective measures"), "corrective", "words"),
            Column(_("Preventive measures"), "preventive", "words"), Column(_("Written"), "at", "time"),
            Column(_("Author"), "officer.name"),
        ),
        when="at",
    ),
}  # fmt: skip

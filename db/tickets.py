"""The door to the tickets: taking a repair or a complaint, sending somebody, and what happens until it is closed."""

from __future__ import annotations

from db import site
from db.initials import initials
from db.journal import Write, writing
from db.key_register import due_for_ticket
from db.models.site import Contact, Unit
from db.models.tickets import Ticket
from db.rules import plain_text
from db.rules import tickets as rules
from db.rules.words import Refused, _
from db.ticket_facts import calendar, form, owe, settle
from db.ticket_pages import (
    EventView,
    TicketCounts,
    TicketFilter,
    TicketView,
    agenda,
    answered_by_others,
    count,
    counts,
    events,
    open_at_unit,
    page,
    ticket,
    view,
)
from db.ticket_papers import close, consent, slip_back, slip_missing, void
from db.ticket_steps import happened, label, said, step
from db.ticket_workers import workers

__all__ = [
    "EventView", "TicketCounts", "TicketFilter", "TicketView",
    "agenda", "answered_by_others", "arrive", "calendar", "call_again", "close", "confirm_record", "consent", "count",
    "counts", "dispatch", "done", "escalate", "events", "look_into", "open_at_unit", "page", "progress", "reply",
    "settle", "slip_back", "slip_missing", "supply", "take", "tell_owner", "ticket", "void", "workers",
]  # fmt: skip


@writing("ticket.take")
def take(
    write: Write,
    kind: str,
    content: str,
    *,
    post_id: int | None,
    grade: str,
    unit: str = "",
    place: str = "",
    public: bool = False,
    caller_name: str = "",
    caller_phone: str = "",
    caller_is: str = "",
    cost: str = "",
    appointment_at: int | None = None,
    complaint_class: str = "",
    confirmed: str = "",
    event_at: int | None = None,
) -> TicketView:
    """Take a repair or a complaint; its clocks run from `event_at` (epoch ms, when the phone rang) or from now.

    What an urgent repair leaves out is owed, not refused (T2). Who takes it is its first receiver for good (T12).
    `confirmed` says how the caller confirmed the record of a complaint at once (T9).
    """
    row = Ticket(kind=kind, grade=grade, post=post_id, cost=cost, complaint_class=complaint_class)
    row.content = plain_text.clean(content, _("Content"), 400)
    row.created_at = _rang_at(write, event_at)
    row.appointment_at = _appointment(appointment_at, row.created_at)
    row.caller_is = plain_text.clean(caller_is, _("Caller"), 12, required=False)
    _locate(row, unit, place, public)
    _name_caller(write, row, caller_name, caller_phone)
    rules.check_form(form(row))
    owe(row)
    row.first_receiver_id = write.officer or None
    row.number, row.year = site.next_number(write, kind)
    happened(write, row, "taken", row.content)
    if confirmed:
        confirm_record.inside(write, row.id, "", confirmed)
        row = step(row.id, "confirmed")
    if grade == "major":
        _raise_to(write, row, "manager")
    return view(row)


def _rang_at(write: Write, event_at: int | None) -> int:
    if event_at is not None and event_at > write.at + 60_000:
        raise Refused(_("A ticket cannot be taken in the future: check the time of the call."))
    return write.at if event_at is None else event_at


def _appointment(at: int | None, after: int) -> int | None:
    if at is not None and at < after:
        raise Refused(_("This appointment is past: choose a later time."))
    return at


def _locate(row: Ticket, unit: str, place: str, public: bool) -> None:
    if unit.strip():
        found = site.find_unit(unit)
        row.unit, public = Unit.get_by_id(found.id), public or found.public
    row.place, row.public = plain_text.clean(place, _("Place"), 80, required=False), public


def _name_caller(write: Write, row: Ticket, name: str, phone: str) -> None:
    """The owner who calls is known by the unit; anybody else is written down."""
    if name.strip() or phone.strip():
        row.caller = site.save_contact(write, name, phone)
    elif row.caller_is == "owner" and row.unit:
        row.caller = row.unit.owner


@writing("ticket.call_again")
def call_again(write: Write, ticket_id: int) -> TicketView:
    """Count another call about the same matter (T13)."""
    row = step(ticket_id, "called")
    row.calls += 1
    return happened(write, row, "called", str(row.calls))


@writing("ticket.supply")
def supply(
    write: Write,
    ticket_id: int,
    *,
    unit: str = "",
    caller_name: str = "",
    caller_phone: str = "",
    cost: str = "",
    complaint_class: str = "",
) -> TicketView:
    """Fill in what the paper still owed; what is left empty stays as it was (T2, T21)."""
    row = step(ticket_id, "supplied")
    if unit.strip():
        _locate(row, unit, row.place, row.public)
    if caller_name.strip() or caller_phone.strip():
        known = row.caller or Contact()
        row.caller = site.save_contact(write, caller_name or known.name, caller_phone or known.phone)
    row.cost, row.complaint_class = cost or row.cost, complaint_class or row.complaint_class
    before = row.owed
    owe(row)
    return happened(write, row, "supplied", " ".join(sorted({*before.split()} - {*row.owed.split()})))


@writing("ticket.confirm_record")
def confirm_record(write: Write, ticket_id: int, who: str, how: str) -> TicketView:
    """The complainant has confirmed what was written down: who (the caller if left out), how, and now (T9)."""
    row = step(ticket_id, "confirmed")
    rules.check_confirming(how, row.record_confirmed_at is not None, label(row))
    person = site.save_contact(write, who) if who.strip() else row.caller
    row.record_confirmed_at = write.at
    owe(row)
    return happened(write, row, "confirmed", how, person)


@writing("ticket.dispatch")
def dispatch(write: Write, ticket_id: int, worker: str, slip: bool = False) -> TicketView:
    """Put a ticket into somebody's hands, with a slip where one is wanted (T3).

    Only an urgent repair may skip the maintenance supervisor. At night there is none to ask, and refusing would leave
    the customer waiting for paper: the officer sends somebody, and the supervisor's consent is owed and listed.
    """
    row = step(ticket_id, "dispatched")
    row.worker = plain_text.clean(worker, _("Worker"), 60)
    row.worker_initials = initials(row.worker)
    if rules.owes_consent(row.kind, row.grade, write.by.role) and "consent" not in row.owed:
        row.owed = f"{row.owed} consent".strip()
    if slip and row.kind == "repair" and (row.slip_out_at is None or row.slip_back_at is not None):
        row.slip_no, _year = site.next_number(write, "slip")
        row.slip_out_at, row.slip_back_at, row.slip_reason = write.at, None, ""
    return happened(write, row, "dispatched", row.worker)


@writing("ticket.arrive")
def arrive(write: Write, ticket_id: int) -> TicketView:
    """The worker is there: an appointment is kept (T23)."""
    row = step(ticket_id, "arrived")
    row.arrived_at = row.arrived_at or write.at
    return happened(write, row, "arrived")


@writing("ticket.progress")
def progress(write: Write, ticket_id: int, text: str) -> TicketView:
    """Write down how it stands."""
    return happened(write, step(ticket_id, "progress"), "progress", said(text))


@writing("ticket.look_into")
def look_into(write: Write, ticket_id: int, text: str) -> TicketView:
    """Write down what was found when a complaint was looked into (T10)."""
    row = step(ticket_id, "looked_into")
    row.looked_into_at = row.looked_into_at or write.at
    row.worker = row.worker or write.by.name
    row.worker_initials = row.worker_initials or initials(row.worker)
    return happened(write, row, "looked_into", said(text))


@writing("ticket.reply")
def reply(write: Write, ticket_id: int, text: str) -> TicketView:
    """Give the answer; anybody may, and the first receiver sees it (T12, T17)."""
    row = step(ticket_id, "answered")
    row.reply = said(text)
    row.answered_at = row.answered_at or write.at
    return happened(write, row, "answered", row.reply)


@writing("ticket.done")
def done(write: Write, ticket_id: int, text: str = "", slip_back: bool = False) -> TicketView:
    """The work is done: its clock stops here (T1), and the loan of its key is due now (K10)."""
    row = step(ticket_id, "done")
    row.done_at = write.at
    row.slip_back_at = write.at if slip_back and row.slip_out_at else row.slip_back_at
    due_for_ticket(write, row.id)
    return happened(write, row, "done", plain_text.clean(text, _("Text"), 400, required=False))


@writing("ticket.tell_owner")
def tell_owner(write: Write, ticket_id: int, text: str = "") -> TicketView:
    """The owner was told that it is done (T10)."""
    row = step(ticket_id, "told")
    row.told_at = row.told_at or write.at
    return happened(write, row, "told", plain_text.clean(text, _("Text"), 400, required=False))


@writing("ticket.escalate")
def escalate(write: Write, ticket_id: int) -> TicketView:
    """Report a ticket one step up: leader, supervisor, manager (T14)."""
    row = step(ticket_id, "escalated")
    return _raise_to(write, row, rules.next_rung(row.escalated, label(row)))


def _raise_to(write: Write, row: Ticket, level: str) -> TicketView:
    row.escalated = level
    return happened(write, row, "escalated", level)

"""One step of a ticket: load it, ask the rules, write it with its new deadline and the event that moved it."""

from __future__ import annotations

from db.journal import Write
from db.models.site import Contact
from db.models.tickets import Ticket, TicketEvent
from db.rules import plain_text
from db.rules import tickets as rules
from db.rules.words import _
from db.ticket_facts import settle
from db.ticket_pages import TicketView, load, view


def step(ticket_id: int, event: str) -> Ticket:
    """The ticket in the state after an event; nothing is written yet."""
    row = load(ticket_id)
    row.state = rules.step(event, row.state, row.kind, label(row))
    return row


def label(row: Ticket) -> str:
    """How people name it."""
    return rules.label(row.kind, row.number)


def happened(write: Write, row: Ticket, event: str, text: str = "", person: Contact | None = None) -> TicketView:
    """Write the ticket with its nearest deadline, and the event that changed it."""
    row.updated_at = write.at
    settle(row)
    write.save(row)
    write.save(
        TicketEvent(ticket=row, kind=event, text=text, person=person, officer=write.officer or None, at=write.at)
    )
    return view(row)


def said(text: str, limit: int = 400) -> str:
    """What somebody wrote, cleaned and not empty."""
    return plain_text.clean(text, _("Text"), limit)

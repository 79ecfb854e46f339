"""The papers of a ticket: consent, slip, closing and making void; `tickets` is the door to them."""

from __future__ import annotations

from db import signatures, staff
from db.journal import Write, writing
from db.key_register import due_for_ticket, out_for_ticket
from db.keyring import Signer
from db.models.staff import Officer
from db.models.tickets import Ticket
from db.rules import plain_text
from db.rules import tickets as rules
from db.rules.signature import digest_of
from db.rules.words import Refused, _
from db.ticket_facts import closing
from db.ticket_pages import TicketView
from db.ticket_steps import happened, label, said, step


@writing("ticket.consent")
def consent(write: Write, ticket_id: int) -> TicketView:
    """The maintenance supervisor agrees to a dispatch made without them (T3)."""
    staff.authorise(write, *rules.CONFIRMERS)
    row = step(ticket_id, "consented")
    if "consent" not in row.owed.split():
        raise Refused(_("{ticket} owes no consent."), ticket=label(row))
    row.owed = " ".join(code for code in row.owed.split() if code != "consent")
    return happened(write, row, "consented")


@writing("ticket.slip_back")
def slip_back(write: Write, ticket_id: int) -> TicketView:
    """The slip's counterfoil has come back (T4)."""
    row = step(ticket_id, "slip_back")
    _check_slip_out(row)
    row.slip_back_at = write.at
    return happened(write, row, "slip_back", str(row.slip_no))


@writing("ticket.slip_missing")
def slip_missing(write: Write, ticket_id: int, reason: str) -> TicketView:
    """Why a slip has not come back; the reason goes into the daily summary (T4)."""
    row = step(ticket_id, "slip_missing")
    _check_slip_out(row)
    row.slip_reason = said(reason, 200)
    return happened(write, row, "slip_missing", row.slip_reason)


def _check_slip_out(row: Ticket) -> None:
    if row.slip_out_at is None or row.slip_back_at is not None:
        raise Refused(_("{ticket} has no slip out."), ticket=label(row))


@writing("ticket.close")
def close(
    write: Write,
    ticket_id: int,
    actual: str,
    *,
    owner: bool = False,
    worker: bool = False,
    fee: bool = False,
    validity: str = "",
    signer: Signer | None = None,
) -> TicketView:
    """Close what is done, under a supervisor's confirmation: the session's own, or that of a signer (T5, T9, T17).

    `actual` is the item as it turned out to be, of a complaint the opinion; `owner` and `worker` say who confirmed.
    """
    row = step(ticket_id, "closed")
    confirmer = _officer(signer.officer_id if signer else write.officer)
    row.validity, row.actual = validity or row.validity, plain_text.clean(actual, _("Actual item"), 200)
    standing = closing(row, out_for_ticket(row.id), owner=owner, worker=worker, fee=fee)
    rules.check_closing(standing, confirmer.role, label(row))
    # The supervisor's confirmation is the consent that was owed.
    row.owed = " ".join(code for code in row.owed.split() if code != "consent")
    row.confirmed, row.closed_at = confirmer.name, write.at
    text = f"{row.actual} ({confirmer.name})"
    if signer is not None:
        _sign(write, row, signer, confirmer.role, "closed", text)
    return happened(write, row, "closed", text)


def _officer(officer_id: int) -> Officer:
    row: Officer | None = Officer.get_or_none(Officer.id == officer_id)
    if row is None:
        raise Refused(_("Only an officer can confirm this: sign on first."))
    return row


@writing("ticket.void")
def void(write: Write, ticket_id: int, reason: str, signer: Signer) -> TicketView:
    """Make a ticket void, with a reason and under a supervisor's or manager's signature (T6)."""
    row = step(ticket_id, "void")
    signed_by = _officer(signer.officer_id)
    if signed_by.role not in rules.VOIDERS:
        raise Refused(
            _("{ticket} is made void by a supervisor or the manager: ask one to sign (T6)."), ticket=label(row)
        )
    why = said(reason, 200)
    row.confirmed, row.closed_at = signed_by.name, write.at
    text = f"{why} ({signed_by.name})"
    _sign(write, row, signer, signed_by.role, "void", text)
    due_for_ticket(write, row.id)
    return happened(write, row, "void", text)


def _sign(write: Write, row: Ticket, signer: Signer, role: str, meaning: str, text: str) -> None:
    """The signature covers which ticket, what it is about, and the words of the event that stands under it."""
    digest = digest_of("\n".join((label(row), row.content, text)))
    signatures.sign(write, signer, f"ticket:{row.id}", 1, role, meaning, digest)

"""The dispatch slip 《派工单》: one sheet, and a counterfoil to tear off (T3, T4, P4). Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from screens.papers.paper import BLANK, EMPTY, Paper, Section, Table, signature
from screens.text import local
from screens.words import _

if TYPE_CHECKING:
    from db.ticket_pages import TicketView


def paper(ticket: TicketView, site: str, zone: ZoneInfo) -> Paper:
    """The slip a worker takes along: what is known is printed, what is owed is a line to write on."""
    number = f"{ticket.slip_no:04}" if ticket.slip_no else BLANK
    day = f"{local(ticket.slip_out or ticket.created_at, zone):%Y-%m-%d}"
    by_hand = Table((("", 2), ("", 5)), tuple((label, EMPTY) for label in _by_hand()))
    signed = Table((("", 2), ("", 3), (_("date"), 2)), tuple((label, EMPTY, EMPTY) for label in _signers()))
    return Paper(
        "slip", f"slip:{ticket.id}:{ticket.slip_no or 0}", _("Dispatch slip"), number, site, day,
        facts=tuple((label, text or BLANK) for label, text in _facts(ticket, zone)),
        sections=(Section("", table=by_hand), Section(_("Signatures"), table=signed), _counterfoil(ticket, number)),
        signatures=(signature(_("Slip taken back by")),),
    )  # fmt: skip


def _facts(ticket: TicketView, zone: ZoneInfo) -> list[tuple[str, str]]:
    return [
        (_("Ticket"), ticket.label),
        (_("Reported"), _moment(ticket.created_at, zone)),
        (_("Unit and place"), ticket.where),
        (_("Caller"), f"{ticket.caller} {ticket.phone}".strip()),
        (_("Content"), ticket.content),
        (_("Appointment"), _moment(ticket.appointment_at, zone) or _("as soon as possible")),
        (_("Due"), _moment(ticket.due_at, zone)),
        (_("Sent"), ticket.worker),
        (_("First receiver"), ticket.first_receiver),
    ]


def _signers() -> tuple[str, ...]:
    return _("Received by"), _("Owner confirms"), _("Worker"), _("Supervisor")


def _by_hand() -> tuple[str, ...]:
    return _("Actual item"), _("Materials"), _("Fee"), _("Time of arrival"), _("Time of completion")


def _counterfoil(ticket: TicketView, number: str) -> Section:
    """What stays at the desk until the slip is back."""
    head = _("Dispatch slip No. {number}").format(number=number)
    told = _("Counterfoil: not back means not finished (T4).")
    return Section("- " * 38, (f"{head}  {ticket.label}  {ticket.where}  {ticket.worker}".rstrip(), told))


def _moment(at: int | None, zone: ZoneInfo) -> str:
    return f"{local(at, zone):%Y-%m-%d %H:%M}" if at is not None else ""

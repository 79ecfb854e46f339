"""The dispatch slip as plain text (T3, P4): one sheet, a counterfoil to tear off; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from screens.text import local
from screens.words import _

if TYPE_CHECKING:
    from db.ticket_pages import TicketView

_LINE = "_" * 16


def slip(ticket: TicketView, site: str, zone: ZoneInfo) -> str:
    """The slip a worker takes along: what is known is printed, what is owed is a line to write on."""
    head = _("Dispatch slip No. {number}").format(number=f"{ticket.slip_no:04}" if ticket.slip_no else _LINE)
    rows = [(label, text or _LINE) for label, text in _facts(ticket, zone)]
    return "\n".join([f"{site}  {head}", "", *_block(rows), "", *_block(_signatures()), "", _cut(ticket, head)])


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


def _signatures() -> list[tuple[str, str]]:
    asked = (_("Received by"), _("Actual item"), _("Fee"), _("Owner confirms"), _("Worker"), _("Supervisor"))
    return [(label, f"{_LINE}  {_('date')} {_LINE}") for label in asked]


def _block(rows: list[tuple[str, str]]) -> list[str]:
    return [f"{label}: {text}" for label, text in rows]


def _cut(ticket: TicketView, head: str) -> str:
    back = _("Counterfoil: not back means not finished (T4).")
    return f"{'- ' * 30}\n{head}  {ticket.label} {ticket.where}\n{back}"


def _moment(at: int | None, zone: ZoneInfo) -> str:
    return f"{local(at, zone):%Y-%m-%d %H:%M}" if at is not None else ""

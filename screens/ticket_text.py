"""Pure: a ticket in, its row in the queue, its line below, and its whole story out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from db.rules import tickets as rules
from screens.text import columns, day_clock, masked, masked_name, place_and_text, said
from screens.widgets.sla_clock import remaining, widest
from screens.words import N_, _

if TYPE_CHECKING:
    from db.ticket_pages import EventView, TicketCounts, TicketView

GROUPS = {"open": N_("in the queue"), "slips": N_("slips out"), "owed": N_("papers owed"), "all": N_("history")}
GRADES = {"urgent": N_("urg"), "ordinary": N_("rep"), "general": N_("com"), "major": N_("com!")}
STATES = {
    "new": N_("unsent"),
    "dispatched": N_("sent"),
    "in_progress": N_("at work"),
    "done": N_("done"),
    "closed": N_("closed"),
    "void": N_("void"),
}
SLIP_OUT = N_("slip out")
EVENTS = {
    "taken": N_("taken"),
    "called": N_("called again"),
    "supplied": N_("papers supplied"),
    "confirmed": N_("record confirmed"),
    "dispatched": N_("sent"),
    "consented": N_("consent given"),
    "arrived": N_("arrived"),
    "progress": N_("progress"),
    "looked_into": N_("looked into"),
    "answered": N_("answered"),
    "done": N_("work done"),
    "slip_back": N_("slip back"),
    "slip_missing": N_("slip missing"),
    "told": N_("owner told"),
    "escalated": N_("reported to"),
    "closed": N_("closed"),
    "void": N_("void"),
}
LEVELS = {"leader": N_("leader"), "supervisor": N_("supervisor"), "manager": N_("manager")}


def row(ticket: TicketView, width: int, now: int) -> str:
    """Number, grade, place, content, who has it in hand, state, and the nearest clock with its name."""
    again = _("[call {n}] ").format(n=ticket.calls) if ticket.calls > 1 else ""
    clock, grades, states = widest(), _widest(GRADES.values()), _widest((*STATES.values(), SLIP_OUT))
    content = place_and_text(ticket.where, again + said(ticket.content))
    return columns(
        (ticket.label, 7), (_(GRADES[ticket.grade]), grades), (content, max(8, width - 19 - clock - grades - states)),
        (ticket.worker or "-", 7), (state(ticket), states), (remaining(ticket.clock, ticket.due_at, now), clock),
    )  # fmt: skip


def _widest(words: Iterable[str]) -> int:
    """Cells the longest of the words takes in the language in use."""
    return max(cell_len(_(word)) for word in words)


def state(ticket: TicketView) -> str:
    """The state, and what a ticket that is done still waits for."""
    if ticket.state == "done" and ticket.awaits_slip:
        return _(SLIP_OUT)
    return _(STATES[ticket.state])


def flag(ticket: TicketView, now: int) -> str:
    """`!` past its clock, `~` without news for too long (T16)."""
    if ticket.due_at is not None and ticket.due_at < now:
        return "!"
    return "~" if ticket.state in rules.OPEN and rules.stale(ticket.updated_at, now) else " "


def counted(counts: TicketCounts) -> str:
    """The right end of the title."""
    return _("{open} open  urgent {urgent}  overdue {overdue}  slips out {slips}  owed {owed}").format(
        open=counts.open, urgent=counts.urgent, overdue=counts.overdue, slips=counts.slips, owed=counts.owed
    )


def what(ticket: TicketView) -> str:
    """The ticket in full words: the columns of the list cut them."""
    return f"{ticket.label}  {ticket.where}  {said(ticket.content)}"


def about(ticket: TicketView, now: int) -> str:
    """Who answers for it (T12), with whom it is, what it owes, and what has not come back."""
    parts = [_("first receiver {officer}").format(officer=ticket.first_receiver or "-")]
    if ticket.escalated:
        parts.append(_("with the {level}").format(level=_(LEVELS[ticket.escalated])))
    if ticket.owed:
        parts.append(_("owed: {fields}").format(fields=", ".join(map(_, ticket.owed))))
    if ticket.awaits_slip:
        parts.append(_("slip {number} out").format(number=f"{ticket.slip_no:04}"))
    if ticket.state in rules.OPEN and rules.stale(ticket.updated_at, now):
        parts.append(_("no news for {n} d").format(n=(now - ticket.updated_at) // 86_400_000))
    return "  ".join(parts)


def details(ticket: TicketView, events: Sequence[EventView], zone: ZoneInfo, now: int) -> str:
    """Everything the record says about a ticket; names and phones are masked (L10)."""
    facts = [
        (_("Unit and place"), ticket.where),
        (_("Content"), ticket.content),
        (_("Caller"), f"{masked_name(ticket.caller)} {masked(ticket.phone)}".strip()),
        (_("State"), f"{state(ticket)}  {remaining(ticket.clock, ticket.due_at, now)}".rstrip()),
        (_("In hand"), ticket.worker),
        (_("Slip"), _slip(ticket, zone, now)),
        (_("Reply"), ticket.reply),
        (_("Actual item"), ticket.actual),
    ]
    told = [f"{day_clock(e.at, zone, now):>11}  {_(EVENTS[e.kind])}  {_text(e)}  {e.officer}" for e in events]
    return "\n".join([about(ticket, now), "", *(f"{label}: {text}" for label, text in facts if text), "", *told])


def _slip(ticket: TicketView, zone: ZoneInfo, now: int) -> str:
    if ticket.slip_out is None:
        return ""
    out = _("No. {number}, gone {time}").format(
        number=f"{ticket.slip_no:04}", time=day_clock(ticket.slip_out, zone, now)
    )
    if ticket.slip_back is None:
        return f"{out}  {ticket.slip_reason}".rstrip()
    return f"{out}  {_('slip back {time}').format(time=day_clock(ticket.slip_back, zone, now))}"


def _text(event: EventView) -> str:
    if event.kind == "escalated":
        return _(LEVELS[event.text])
    if event.kind == "confirmed":
        return f"{_(rules.CONFIRMED[event.text])} {masked_name(event.person)}".rstrip()
    if event.kind == "supplied":
        return ", ".join(_(rules.OWED[code]) for code in event.text.split())
    return event.text

"""The daily summary writes itself: what every register did on one day of the station, line by line (L11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import JOIN

from db import clock, day_handovers, log_pages, log_promises, site, ticket_pages
from db.day_sheet import day_span
from db.key_views import KeyView, keys_where
from db.log_filters import LogFilter
from db.log_pages import EntryView
from db.log_promises import PromiseView
from db.models.duty_log import LogEntry, Promise
from db.models.key_register import Key, KeyLoan
from db.models.site import Contact
from db.models.staff import Officer
from db.models.tickets import IS_OPEN, Ticket
from db.rules.day_sheet import HandoverLine
from db.rules.inbox import Span, parse_day
from db.ticket_pages import TicketView

_STAFF, _SECOND, _RECEIVER, _BRINGER = Officer.alias(), Officer.alias(), Officer.alias(), Contact.alias()


@dataclass(frozen=True, slots=True)
class Movement:
    """One loan as the key register writes it: out, and back or still out (K1); times in epoch milliseconds."""

    tag: str
    opens: str
    holder: str
    firm: str
    purpose: str
    issued_at: int
    issued_by: str
    second: str
    due_at: int
    returned_at: int | None
    ended_as: str
    returned_by: str
    received_by: str
    condition: str


@dataclass(frozen=True, slots=True)
class DaySummary:
    """One day of every register; `made` is the moment it was read, until which what is late is late."""

    day: str
    span: Span
    made: int
    log: tuple[EntryView, ...]
    taken: tuple[TicketView, ...]
    done: tuple[TicketView, ...]
    closed: tuple[TicketView, ...]
    overdue: tuple[TicketView, ...]
    slips: tuple[TicketView, ...]
    promised: tuple[PromiseView, ...]
    kept: tuple[PromiseView, ...]
    promises_late: tuple[PromiseView, ...]
    keys: tuple[Movement, ...]
    keys_late: tuple[KeyView, ...]
    handovers: tuple[HandoverLine, ...]


def compile_summary(day: str) -> DaySummary:
    """The summary of a day as the registers tell it now; refuses what is no date."""
    span, now = day_span(day), clock.now()
    until = min(span.end, now)
    date = parse_day(day)
    return DaySummary(
        date.isoformat(), span, now,
        log=tuple(log_pages.whole(LogFilter(since=span.start, until=span.end))),
        taken=_tickets(_within(Ticket.created_at, span)),
        done=_tickets(_within(Ticket.done_at, span)),
        closed=_tickets(_within(Ticket.closed_at, span)),
        overdue=_tickets(IS_OPEN, Ticket.due_at < until),
        slips=_slips_out(span),
        promised=_promises(_within(LogEntry.event_at, span)),
        kept=_promises(_within(Promise.kept_at, span)),
        promises_late=_promises(Promise.due_at < until, Promise.kept_at.is_null()),
        keys=tuple(movements(span)),
        keys_late=tuple(keys_where(KeyLoan.due_at < until)),
        handovers=tuple(day_handovers.lines(date, site.read().posts, now)),
    )  # fmt: skip


def _within(column: Any, span: Span) -> Any:
    return (column >= span.start) & (column < span.end)


def _tickets(*conditions: Any) -> tuple[TicketView, ...]:
    return tuple(ticket_pages.those(*conditions))


def _slips_out(span: Span) -> tuple[TicketView, ...]:
    """Slips that went out by the end of the day and have not come back: not back is not finished (T4)."""
    return _tickets(IS_OPEN, Ticket.slip_out_at < span.end, Ticket.slip_back_at.is_null())


def _promises(*conditions: Any) -> tuple[PromiseView, ...]:
    return tuple(log_promises.those(*conditions))


def movements(span: Span) -> list[Movement]:
    """Every loan that began, ended or stood open in a span of time, in the order of issue (K1)."""
    stood = (KeyLoan.issued_at < span.end) & (KeyLoan.returned_at.is_null() | (KeyLoan.returned_at >= span.start))
    rows: Any = _loans().where(stood).order_by(KeyLoan.issued_at, KeyLoan.id).tuples()
    return [_movement(*row) for row in rows]


def _loans() -> Any:
    columns = (
        Key.tag, Key.opens, Contact.name, _STAFF.name, Contact.firm, KeyLoan.purpose, KeyLoan.issued_at, Officer.name,
        _SECOND.name, KeyLoan.due_at, KeyLoan.returned_at, KeyLoan.ended_as, _BRINGER.name, _RECEIVER.name,
        KeyLoan.condition,
    )  # fmt: skip
    return (
        KeyLoan.select(*columns)
        .join_from(KeyLoan, Key)
        .join_from(KeyLoan, Officer, on=KeyLoan.issued_by == Officer.id)
        .join_from(KeyLoan, Contact, JOIN.LEFT_OUTER, on=KeyLoan.borrower == Contact.id)
        .join_from(KeyLoan, _STAFF, JOIN.LEFT_OUTER, on=KeyLoan.staff == _STAFF.id)
        .join_from(KeyLoan, _SECOND, JOIN.LEFT_OUTER, on=KeyLoan.second == _SECOND.id)
        .join_from(KeyLoan, _RECEIVER, JOIN.LEFT_OUTER, on=KeyLoan.received_by == _RECEIVER.id)
        .join_from(KeyLoan, _BRINGER, JOIN.LEFT_OUTER, on=KeyLoan.returned_by == _BRINGER.id)
    )


def _movement(tag: str, opens: str, borrower: str | None, staff: str | None, firm: str | None, *rest: Any) -> Movement:
    purpose, issued_at, issued_by, second, due_at, returned_at, ended_as, returned_by, received_by, condition = rest
    return Movement(
        tag, opens, borrower or staff or "", firm or "", purpose, issued_at, issued_by, second or "", due_at,
        returned_at, ended_as, returned_by or "", received_by or "", condition,
    )  # fmt: skip
